//! Where the programme stands now: the forecast after its actual figures.

use super::Report;
use super::slips::folded;
use crate::document::{Section, pictures, update};

impl Report<'_> {
    pub(super) fn standing(&self, section: &mut Section) {
        let Some(found) = &self.dossier.update else { return };
        let labels = self.language.update_labels();
        section.heading(labels.heading).answer(update::answer(
            &found.result,
            &found.span(),
            &found.currency,
            self.language,
        ));
        section.picture(pictures::update(found, self.language));
        section.push(folded(labels.folded, update::update(found, self.language)));
    }

    /// That the first figures are those before the actual ones.
    pub(super) fn before_figures(&self) -> Option<String> {
        let found = self.dossier.update.as_ref().filter(|found| !found.result.surprise.is_empty())?;
        let moved = update::forecasts_moved(&found.result, &found.span(), &found.currency, self.language);
        Some(format!("{} {moved}", self.language.update_labels().before_figures))
    }
}
