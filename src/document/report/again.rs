//! What if we look again: the scenario's review, and what the best one is worth.

use super::Report;
use super::slips::folded;
use crate::document::picture::Drawing;
use crate::document::{Section, pictures, review};

impl Report<'_> {
    pub(super) fn again(&self, section: &mut Section) {
        let Some(found) = &self.dossier.review else { return };
        let labels = self.language.review_labels();
        section.heading(labels.heading).answer(review::answer(found, self.language));
        if let Some(mut picture) = pictures::review(found, self.language) {
            // Without the path that `--set` takes.
            if let Drawing::Curves(curves) = &mut picture.drawing {
                curves.x.beneath.clear();
            }
            section.picture(picture);
        }
        section.push(folded(labels.all, review::review(found, self.language)));
    }
}
