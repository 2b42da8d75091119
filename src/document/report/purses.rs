//! Whose money it is, and which part of a budget.

use super::Report;
use crate::document::compare::ranking;
use crate::document::efficiency::efficiency;
use crate::document::participants::{joint, participants};
use crate::document::words::{FrameSums, sentences};
use crate::document::{DataTable, Section, TableCell};
use crate::model::Frame;

impl Report<'_> {
    pub(super) fn purses(&self, section: &mut Section) {
        let (words, all) = (self.language.report_labels(), self.language);
        let run = self.run();
        section.heading(words.purses);
        let mut table = DataTable::new(words.purse_columns);
        for (id, results) in &run.result.payers {
            let net = &results.net_benefit;
            let odds = net.probability_positive;
            let odds = odds.map_or_else(|| all.labels().withheld.into(), |chance| self.chance_of_hundred(&chance));
            let name = all.named(run.names.account("payer", id), results.complete);
            table.row(name, [TableCell::number(self.money(net.mean), net.mean), odds]);
        }
        section.table(table);
        if run.result.payers.iter().any(|(_, results)| !results.complete) {
            section.caution(words.incomplete_note);
        }
        joint(section, run, all);
        participants(section, run, all);
        let frames = &self.account().expected_by_frame;
        let net = |frame| frames.iter().find(|total| total.frame == Some(frame)).map(|total| total.net);
        let [service, transfer] = [Frame::Service, Frame::Transfer].map(net);
        if transfer.is_some() {
            let [service, transfer] = [service, transfer].map(|sum| sum.map(|sum| self.money(sum)));
            let sums = FrameSums { service: service.as_deref(), transfer: transfer.as_deref() };
            section.heading(words.frames).text(all.words().frame_note(&sums));
        }
    }

    /// Which of the variants is worth its money, where one may choose between them.
    pub(super) fn choices(&self, section: &mut Section) {
        let Some(variants) = self.dossier.variants.as_ref().filter(|variants| variants.result.are_choices()) else {
            return;
        };
        section.heading(self.language.words().what_money_buys());
        ranking(section, &variants.result, self.language);
        section.0.extend(efficiency(&variants.result, self.language).into_iter().flat_map(|section| section.0));
    }

    /// What each payer gains on average, in sentences.
    pub(super) fn payers_in_words(&self) -> String {
        let run = self.run();
        let told = run.result.payers.iter().map(|(id, results)| {
            let net = &results.net_benefit;
            let odds = net.probability_positive.map(|chance| self.language.out_of_100(&chance));
            self.language.words().payer(run.names.account("payer", id), &self.money(net.mean), odds.as_deref())
        });
        sentences(told)
    }
}
