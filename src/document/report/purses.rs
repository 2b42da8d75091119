//! Whose money it is, and which part of a budget.

use super::Report;
use crate::document::words::FrameSums;
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
        let [service, transfer] = [Frame::Service, Frame::Transfer].map(|frame| self.in_frame(frame));
        if transfer.is_some() {
            let [service, transfer] = [service, transfer].map(|sum| sum.map(|sum| self.money(sum)));
            let sums = FrameSums { service: service.as_deref(), transfer: transfer.as_deref() };
            section.heading(words.frames).text(all.report_words().frame_note(&sums));
        }
    }

    /// What the payer's lines in a part of the budget come to in the expected case; none where there is no such line.
    fn in_frame(&self, frame: Frame) -> Option<f64> {
        let run = self.run();
        let lines: Vec<&str> =
            run.names.lines.iter().filter(|line| line.frame == Some(frame)).map(|line| line.id.as_str()).collect();
        let own = run.result.expected.lines.iter().filter(|line| line.payer == run.account);
        let own: Vec<f64> = own.filter(|line| lines.contains(&line.id.as_str())).flat_map(|line| line.values.clone()).collect();
        (!own.is_empty()).then(|| own.iter().sum())
    }
}
