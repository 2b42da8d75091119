//! What would be worth knowing before the decision: the worth of assumptions and of studies, and what the risk comes from.

use super::Report;
use super::slips::folded;
use crate::analysis::VarianceShares;
use crate::document::picture::{Drawing, Picture};
use crate::document::words::sentences;
use crate::document::{Section, evidence, pictures, variance};
use crate::summary::Outcome;

impl Report<'_> {
    pub(super) fn knowing(&self, section: &mut Section) {
        let labels = self.language.evidence_labels();
        let (worth, shares) = (&self.dossier.evidence, &self.dossier.variance);
        if worth.is_none() && shares.is_none() {
            return;
        }
        section.heading(labels.heading);
        if let Some(found) = worth {
            section.answer(evidence::answer(&found.result, &found.span(), &found.currency, self.language));
            for sizes in evidence::by_study(&found.result) {
                let told = evidence::study_answer(&found.result, sizes, &found.currency, self.language);
                let all = evidence::everywhere_answer(&found.result, sizes, &found.currency, self.language);
                section.text(sentences([format!("{}. {told}", sizes[0].title), all]));
            }
        }
        if let Some(found) = shares {
            section.text(variance::answer(&found.result, &found.span(), self.language));
            section.picture(self.plain_shares(found));
            section.push(folded(labels.all_shares, variance::variance(found, self.language)));
        }
        if worth.is_none() {
            section.note(labels.takes_long);
        }
        if let Some(found) = worth {
            section.push(folded(labels.all_known, evidence::evidence(found, self.language)));
        }
    }

    /// The shares without the paths that `--set` takes.
    fn plain_shares(&self, found: &Outcome<VarianceShares>) -> Picture {
        let mut picture = pictures::variance(found, self.language);
        picture.name = "risk";
        if let Drawing::Rows(rows) = &mut picture.drawing {
            rows.rows.iter_mut().for_each(|row| row.beneath.clear());
        }
        for row in picture.table.iter_mut().flat_map(|table| &mut table.rows) {
            row.cells.iter_mut().for_each(|cell| cell.beneath = None);
        }
        picture
    }
}
