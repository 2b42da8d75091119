//! What it rests on: every assumption, and the table at planned values.

use super::slips::folded;
use super::{Report, grade};
use crate::document::{Element, Role, Section, adjustments, assumptions, business_case, compare, curves};
use crate::model::{Assumed, Grade};
use crate::summary::AssumptionFacts;

impl Report<'_> {
    pub(super) fn basis(&self, section: &mut Section) {
        let (words, labels) = (self.language.words(), self.language.report_labels());
        let assumptions = &self.run().names.assumptions;
        let grades = Grade::ALL.iter().map(|(_, grade)| Some(*grade)).chain([None]);
        let count = |wanted: Option<Grade>| assumptions.iter().filter(|known| grade(known.evidence) == wanted).count();
        let counts: Vec<(Option<Grade>, usize)> =
            grades.map(|grade| (grade, count(grade))).filter(|(_, count)| *count > 0).collect();
        section.heading(labels.basis).text(labels.basis_lead).text(words.grades(&counts));
        if self.model.has_employment() {
            section.note(labels.outside_view);
        }
        let elements = assumptions.iter().map(|facts| self.assumption(facts)).collect();
        section.push(Element::Folded { title: labels.all_assumptions.to_owned(), elements });
        for Section(elements) in curves::curves(self.model, self.language) {
            let mut elements = elements.into_iter();
            if let Some(Element::Heading(title)) = elements.next() {
                section.push(Element::Folded { title, elements: elements.collect() });
            }
        }
        let lines = adjustments::lines(&self.run().names, self.language);
        if !lines.is_empty() {
            section.push(Element::Folded { title: words.all_adjustments().to_owned(), elements: lines });
        }
        if let Some(found) = &self.dossier.variants {
            section.push(folded(labels.all_variants, compare(found, self.language)));
        }
    }

    fn assumption(&self, facts: &AssumptionFacts) -> Element {
        let words = self.language.words();
        let value = match facts.base {
            Some(base) => self.language.value_of(&facts.label, base, &self.run().currency),
            None => self.entries(facts),
        };
        let grade = words.grade(grade(facts.evidence));
        let source = facts.source.as_ref().map_or_else(|| grade.to_owned(), |source| format!("{grade}: {source}"));
        let paragraphs =
            [facts.distribution.as_deref().map(|known| words.distribution(known)), Some(source), facts.note.clone()];
        let text = |text: String| Element::Paragraph { role: Role::Text, text };
        let path = Element::Paragraph { role: Role::Change, text: facts.label.path.clone() };
        Element::Entry {
            name: facts.label.title.clone(),
            value,
            details: paragraphs.into_iter().flatten().map(text).chain([path]).collect(),
        }
    }

    /// The values of an assumption that has one for each year; empty where it has none.
    fn entries(&self, facts: &AssumptionFacts) -> String {
        let known = self.model.assumptions.iter().find(|known| known.path == facts.label.path);
        let list = known.filter(|known| matches!(known.value, Assumed::List(_)));
        list.map_or_else(String::new, |known| assumptions::value(self.model, known, self.language))
    }

    /// The expected business case.
    pub(super) fn table(&self, section: &mut Section) {
        let labels = self.language.report_labels();
        let table = business_case::by_year(self.model, self.case, self.language);
        section.heading(labels.table).text(labels.table_lead).table(table);
    }
}
