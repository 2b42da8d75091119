//! How much must go wrong: switching values, and what each assumption moves.

use super::Report;
use crate::analysis::{Crossing, Threshold, Tornado};
use crate::document::picture::{Drawing, Picture};
use crate::document::{Document, Element, Section, pictures, threshold, tornado};
use crate::model::Written;
use crate::summary::Outcome;

/// Assumptions in the first picture.
const FIRST: usize = 3;

impl Report<'_> {
    pub(super) fn slips(&self, section: &mut Section) {
        let labels = self.language.report_labels();
        let (tornado_found, threshold_found) = (&self.dossier.tornado, &self.dossier.threshold);
        if tornado_found.is_none() && threshold_found.is_none() {
            return;
        }
        section.heading(labels.slips);
        if let Some(found) = threshold_found {
            section.answer(self.slip(&found.result.threshold, &found.currency));
        }
        if let Some(found) = tornado_found {
            let all = found.result.bars.len();
            let mut first: Outcome<_> = found.clone();
            first.result.bars.truncate(FIRST);
            first.result.stress = None;
            let lead = self.language.words().tornado_lead(first.result.bars.len());
            section.text(lead).picture(self.plain_tornado(&first));
            if all > FIRST {
                section.push(folded(labels.tornado_all, tornado(found, self.language)));
            }
        }
        if let Some(found) = threshold_found {
            section.push(folded(labels.threshold_all, threshold(found, self.language)));
        }
    }

    /// A tornado without the paths that `--set` takes.
    fn plain_tornado(&self, found: &Outcome<Tornado>) -> Picture {
        let mut picture = pictures::tornado(found, self.language);
        picture.name = "tornado_first";
        if let Drawing::Swings(swings) = &mut picture.drawing {
            for (row, bar) in swings.rows.iter_mut().zip(&found.result.bars) {
                row.beneath = self.language.value_of(&bar.label, bar.base, &found.currency);
            }
        }
        for row in picture.table.iter_mut().flat_map(|table| &mut table.rows) {
            row.cells.iter_mut().for_each(|cell| cell.beneath = None);
        }
        picture
    }

    /// Where the assumption of the threshold must lie, if one was looked for.
    pub(super) fn slip_in_words(&self) -> String {
        let found = self.dossier.threshold.as_ref();
        found.map_or_else(String::new, |found| self.slip(&found.result.threshold, &found.currency))
    }

    /// Where the assumption of the threshold must lie.
    fn slip(&self, threshold: &Threshold, currency: &str) -> String {
        let words = self.language.words();
        // A sentence for a council has a share in tenths of a per cent.
        let is_share = threshold.label.form.bare() == Written::Share;
        let brief = |value: f64| is_share.then(|| self.language.percent(value, 1));
        let value = |of: f64| brief(of).unwrap_or_else(|| self.language.found(&threshold.label, of, currency));
        let first = |of: f64| brief(of).unwrap_or_else(|| self.language.found_first(&threshold.label, of, currency));
        let told = |found: &Crossing| words.paying(&found.intervals, &value, &first);
        let likely = threshold.probability.as_ref();
        let likely = likely.map(|asked| ((asked.target * 100.0).round() as usize, told(&asked.crossing)));
        self.language.words().slip(
            &threshold.label.title,
            &self.language.value_of(&threshold.label, threshold.base, currency),
            &told(&threshold.mean),
            likely.as_ref().map(|(count, told)| (*count, told.as_str())),
        )
    }
}

/// A whole answer, shown on request.
pub(super) fn folded(title: &str, document: Document) -> Element {
    let elements = document.sections.into_iter().flat_map(|section| section.0).collect();
    Element::Folded { title: title.to_owned(), elements }
}
