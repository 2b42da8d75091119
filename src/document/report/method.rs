//! How sure the calculation itself is, and how it is made.

use super::Report;
use super::slips::folded;
use crate::document::{Element, Section, run};

impl Report<'_> {
    pub(super) fn precision(&self, section: &mut Section) {
        let labels = self.language.report_labels();
        let (account, found) = (self.account(), self.run());
        let odds = account.net_benefit.probability_positive;
        let odds = odds.filter(crate::statistics::Chance::is_mixed).map(|chance| self.language.points(chance.mcse));
        let mean = self.language.money(account.net_benefit.mcse, &found.currency);
        let told = self.language.words().own_error(found.run.replications, &mean, odds.as_deref());
        section.heading(labels.precision).text(told);
        let mut all = folded(labels.all_figures, run(found, self.language));
        if let Element::Folded { elements, .. } = &mut all {
            // They are on the page already.
            elements.retain(|element| !matches!(element, Element::Picture(_)));
        }
        section.push(all);
    }

    pub(super) fn method(&self, section: &mut Section) {
        let labels = self.language.report_labels();
        let run = self.run();
        section.heading(labels.method);
        for text in labels.method_text {
            section.text(text);
        }
        if !run.scenario.set.is_empty() {
            section.note(format!("{}: {}.", labels.changes, run.scenario.set.join(", ")));
        }
        section.note(self.origin()).note(labels.made_with);
    }

    /// What makes the run repeatable.
    pub(super) fn origin(&self) -> String {
        let run = self.run();
        self.language.words().repeatable(run.run.seed, run.run.version, &run.scenario.sha256)
    }
}
