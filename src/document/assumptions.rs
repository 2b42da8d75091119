//! What `check` shows: assumptions, data files, conventions and variants.

use super::curves::curves;
use super::review::rule;
use super::{Document, Element, Language, Role, Section, adjustments};
use crate::distribution::Univariate;
use crate::model::{Assumed, Assumption, Cut, Grade, Line, ListEntry, Model, Nature, Share, Timing};
use crate::run::{COMPUTED_DRAWS, ComputedFacts, computed_facts};
use crate::scenario::{Scenario, Variant};
use crate::summary::Names;

/// Every assumption: path, value, unit, distribution, implied mean, sd and 5/50/95 %, source and grade; what was read from data
/// files; the variants that the file names.
#[must_use]
pub fn assumptions(scenario: &Scenario, language: Language) -> Document {
    let (words, labels) = (language.words(), language.labels());
    let model = &scenario.model;
    let (uncertain, fixed): (Vec<&Assumption>, Vec<&Assumption>) =
        model.assumptions.iter().partition(|a| is_uncertain(a));
    let mut page = Document::new(&model.title);
    page.last().text(words.assumptions_count(model.assumptions.len(), uncertain.len()));
    cuts(page.last(), &model.cuts, &model.notes, language);
    let names = Names::of(model);
    if let Some(rule) = rule(&names, language) {
        page.last().text(rule);
    }
    adjustments::caution(page.last(), &names, language);
    page.section().heading(labels.uncertain);
    let facts = computed_facts(model);
    for assumption in uncertain {
        page.section().push(entry(model, assumption, &facts, language));
    }
    page.section().heading(labels.fixed_numbers);
    let section = page.section();
    for assumption in fixed {
        section.push(entry(model, assumption, &facts, language));
    }
    let undocumented = model.assumptions.iter().filter(|a| a.grade.is_none() && a.source.is_none()).count();
    if undocumented > 0 {
        page.section().note(words.undocumented(undocumented));
    }
    for curve in curves(model, language) {
        *page.section() = curve;
    }
    let lines = adjustments::lines(&names, language);
    if !lines.is_empty() {
        page.section().heading(words.adjustments()).0.extend(lines);
    }
    if !model.correlations.is_empty() {
        page.section().heading(labels.go_together);
    }
    let section = page.section();
    for correlation in &model.correlations {
        let [first, second] = correlation.pair.between.map(|id| model.parameters[id].path.as_str());
        section.push(Element::Entry {
            name: words.and(first, second),
            value: language.plain(correlation.pair.rank),
            details: origin(correlation.source.as_ref(), correlation.grade, correlation.note.as_ref(), language),
        });
    }
    if !scenario.data_files.is_empty() {
        page.section().heading(labels.data_files);
    }
    let section = page.section();
    for file in &scenario.data_files {
        if file.columns.is_empty() {
            // A file of figures: each is told where the scenario uses it.
            section.text(&file.name);
        }
        for column in &file.columns {
            section.text(words.data_column(&file.name, column));
        }
    }
    page.section().heading(labels.choices);
    let section = page.section();
    for (name, value) in choices(model, language) {
        section.push(Element::Entry { name, value, details: Vec::new() });
    }
    page.section().note(labels.paths_note);
    variants(page.section(), &scenario.variants, language);
    page
}

/// Whether a number, or one of a list, is not the same in every draw.
fn is_uncertain(assumption: &Assumption) -> bool {
    match &assumption.value {
        Assumed::Fixed(_) => false,
        Assumed::List(entries) => entries.iter().any(|entry| !matches!(entry, ListEntry::Number(_))),
        Assumed::Uncertain(_) | Assumed::Computed { .. } | Assumed::Each(_) | Assumed::EachYear(_) => true,
    }
}

fn entry(model: &Model, assumption: &Assumption, facts: &[ComputedFacts], language: Language) -> Element {
    let unit = assumption.unit.clone().unwrap_or_default();
    let text = |text: String| Element::Paragraph { role: Role::Text, text };
    let told = value(model, assumption, language);
    let (value, mut details) = match &assumption.value {
        Assumed::Uncertain(id) => {
            let parameter = &model.parameters[id.0];
            let d = &parameter.distribution;
            let quantiles = [0.05, 0.5, 0.95].map(|p| d.quantile(p));
            let facts = language.words().distribution_facts(parameter.base, d.mean(), d.variance().sqrt(), quantiles);
            (unit, vec![text(told), Element::Facts(facts)])
        }
        Assumed::Computed { .. } => {
            let known = facts.iter().find(|facts| facts.path == assumption.path);
            let known = known.map(|ComputedFacts { path: _, mean, sd, quantiles }| {
                Element::Facts(language.words().computed_facts(COMPUTED_DRAWS, *mean, *sd, *quantiles))
            });
            (unit, std::iter::once(text(told)).chain(known).collect())
        }
        Assumed::Each(_) | Assumed::EachYear(_) => (unit, vec![text(told)]),
        Assumed::Fixed(_) | Assumed::List(_) => (format!("{told} {unit}").trim_end().to_owned(), Vec::new()),
    };
    details.insert(0, text(assumption.title.clone()));
    details.extend(origin(assumption.source.as_ref(), assumption.grade, assumption.note.as_ref(), language));
    Element::Entry { name: assumption.path.clone(), value, details }
}

/// Grade, source and reasoning.
fn origin(source: Option<&String>, grade: Option<Grade>, note: Option<&String>, language: Language) -> Vec<Element> {
    if grade.is_none() && source.is_none() && note.is_none() {
        return Vec::new();
    }
    let labels = language.labels();
    let source = source.map_or(labels.no_source, String::as_str);
    let origin = format!("{}: {source}", grade.map_or(labels.no_grade, |grade| language.words().grade(Some(grade))));
    let text = |text| Element::Paragraph { role: Role::Text, text };
    std::iter::once(origin).chain(note.cloned()).map(text).collect()
}

pub(super) fn value(model: &Model, assumption: &Assumption, language: Language) -> String {
    let words = language.words();
    match &assumption.value {
        Assumed::Fixed(value) => language.plain(*value),
        Assumed::List(values) => {
            let entries = values.iter().map(|entry| match entry {
                ListEntry::Number(value) => language.plain(*value),
                ListEntry::Parameter(path) => path.clone(),
                ListEntry::Each(what) => words.each_family(&words.distribution(what)),
            });
            language.numbers(&entries.collect::<Vec<_>>())
        }
        Assumed::Uncertain(id) => words.distribution(&model.parameters[id.0].distribution.to_string()),
        Assumed::Computed { formula, base } => words.computed(formula, *base),
        Assumed::Each(what) => words.each_family(&words.distribution(what)),
        Assumed::EachYear(what) => words.each_year(&words.distribution(what)),
    }
}

/// The conventions that the scenario chose, by path.
fn choices(model: &Model, language: Language) -> Vec<(String, String)> {
    let labels = language.labels();
    let mut choices = Vec::new();
    for group in &model.groups {
        let Some(employment) = &group.employment else { continue };
        let of = |path: &str| if group.id.is_empty() { path.to_owned() } else { format!("{}: {path}", group.name) };
        choices.push((of("employment.coupling"), employment.coupling.name().to_owned()));
        choices.push((of("relapse.counted"), language.plain(employment.relapse.counted)));
    }
    let timing = Timing::ALL.iter().find(|known| known.1 == model.discounting.timing).map_or("", |known| known.0);
    choices.push(if model.discounting.is_active() {
        ("discounting.timing".to_owned(), timing.to_owned())
    } else {
        ("discounting.rate".to_owned(), labels.undiscounted.to_owned())
    });
    for line in &model.lines {
        if let Nature::Transfer { counterpart } = line.nature {
            let other = model.payers[counterpart.0].id.clone();
            choices.push((format!("lines.{}.counterpart", line.id), other));
        }
    }
    let rests = |line: &&Line| line.shares.len() > 1 && line.shares.iter().any(|(_, share)| *share == Share::Rest);
    for line in model.lines.iter().filter(rests) {
        for (payer, _) in line.shares.iter().filter(|(_, share)| *share == Share::Rest) {
            let path = format!("lines.{}.shares.{}", line.id, model.payers[payer.0].id);
            choices.push((path, labels.the_rest.to_owned()));
        }
    }
    choices
}

/// What the author of a scenario should know of it: distributions that are cut so that their mean moves by more than 1 %, then
/// the notes.
pub(super) fn cuts(section: &mut Section, cuts: &[Cut], notes: &[String], language: Language) {
    for Cut { path, distribution, mean_uncut, mean } in cuts {
        let words = language.words();
        section.caution(words.cut(path, &words.distribution(distribution), *mean_uncut, *mean));
    }
    for note in notes {
        section.caution(language.words().scenario_note(note));
    }
}

/// Each variant with what it changes and why.
fn variants(section: &mut Section, variants: &[Variant], language: Language) {
    let (words, labels) = (language.words(), language.labels());
    if !variants.is_empty() {
        section.heading(labels.variants);
    }
    for variant in variants {
        let change = |text: String| Element::Paragraph { role: Role::Change, text };
        let mut details: Vec<Element> = variant.settings.iter().map(|setting| change(setting.to_string())).collect();
        let grade = variant.grade.map(|grade| words.grade(Some(grade)));
        let source = match (&variant.source, grade) {
            (Some(source), Some(grade)) => format!("{source} ({grade})"),
            (source, grade) => source.clone().or(grade.map(str::to_owned)).unwrap_or_default(),
        };
        let reason = [source, variant.note.clone().unwrap_or_default()];
        let reason = reason.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
        if !reason.is_empty() {
            details.push(Element::Paragraph { role: Role::Text, text: reason });
        }
        let weight = variant.weight.map_or_else(String::new, |weight| format!(" {}", words.weight(weight)));
        let name = format!("{}: {}{weight}", variant.id, variant.title);
        section.push(Element::Entry { name, value: String::new(), details });
    }
}
