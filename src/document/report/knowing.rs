//! What would be worth knowing before the decision: the worth of assumptions and of studies, and what the risk comes from.

use super::Report;
use super::slips::folded;
use crate::document::words::sentences;
use crate::document::{Section, evidence, pictures, variance};

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
            let studies = evidence::by_study(&found.result).into_iter().map(|sizes| {
                let told = evidence::study_answer(&found.result, sizes, &found.currency, self.language);
                format!("{}: {told}", sizes[0].title)
            });
            section.text(sentences(studies));
        }
        if let Some(found) = shares {
            section.text(variance::answer(&found.result, &found.span(), self.language));
            section.picture(pictures::variance(found, self.language));
            section.push(folded(labels.all_shares, variance::variance(found, self.language)));
        }
        if let Some(found) = worth {
            section.push(folded(labels.all_known, evidence::evidence(found, self.language)));
        }
    }
}
