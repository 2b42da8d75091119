//! Year by year: when it has paid for itself.

use super::Report;
use crate::document::words::PaidBack;
use crate::document::{BriefMoney, DataTable, Narrow, Section, TableCell, break_even, pictures, thinned};
use crate::statistics::Chance;
use crate::summary::{BreakEvenSummary, quantile_at};

/// Years side by side at most.
const MOST_YEARS: usize = 8;

impl Report<'_> {
    pub(super) fn years(&self, section: &mut Section) {
        let labels = self.language.report_labels();
        let run = self.run();
        section.heading(labels.years);
        if self.nothing_moves() {
            section.text(self.language.words().no_money(&run.span()));
            return;
        }
        section.picture(pictures::cumulative(run, self.language)).table(self.by_year());
        if let Some(even) = &self.account().break_even {
            section.text(self.paid_back(even));
            if run.years.len() > 1 {
                section.picture(pictures::break_even(run, even, self.language));
            }
        }
        section.heading(labels.spread).picture(pictures::net_benefit(run, self.language));
        if let Some(curve) = pictures::exceedance(run, self.language) {
            section.heading(labels.s_curve).picture(curve);
        }
        if let Some(losses) = pictures::losses(run, self.language) {
            section.table(losses);
        }
    }

    /// How many are in surplus, the middle course, and where nine of ten lie, by year.
    fn by_year(&self) -> DataTable {
        let labels = self.language.report_labels();
        let (account, run) = (self.account(), self.run());
        let years = &account.cumulative;
        let shown = if years.len() <= MOST_YEARS {
            (0..years.len()).collect()
        } else {
            thinned(years.len(), years.len() - 1, MOST_YEARS)
        };
        let of = |p| years.iter().filter_map(move |year| quantile_at(&year.quantiles, p)).map(|found| found.value);
        let unit = BriefMoney::covering(of(0.05).chain(of(0.95)), &run.currency, self.language);
        let mut table = DataTable::new([unit.unit()]);
        for &year in &shown {
            table.column(years[year].year.to_string(), Narrow::Continues);
        }
        let money = |amount: f64| TableCell::number(unit.signed_number(amount), amount);
        if account.complete {
            table.row(
                labels.in_surplus,
                shown.iter().map(|&year| {
                    let chance = years[year].probability_positive;
                    chance.map_or_else(TableCell::default, |chance| self.chance_of_hundred(&chance))
                }),
            );
        }
        let rows = [(labels.middle_course, 0.5), (labels.nine_of_ten_from, 0.05), (labels.nine_of_ten_to, 0.95)];
        for (name, p) in rows {
            table.row(
                name,
                shown.iter().map(|&year| {
                    quantile_at(&years[year].quantiles, p).map_or_else(TableCell::default, |found| money(found.value))
                }),
            );
        }
        table
    }

    /// A probability out of a hundred as a cell.
    pub(super) fn chance_of_hundred(&self, chance: &Chance) -> TableCell {
        TableCell::number(self.language.out_of_100(chance), chance.value)
    }

    fn paid_back(&self, even: &BreakEvenSummary) -> String {
        let told = |chance: &Chance| self.language.out_of_100(chance);
        let best =
            break_even::likeliest(even).filter(|_| even.by_year.len() > 1).map(|year| (year.year, told(&year.chance)));
        let not = even.not_within_horizon.chance;
        self.language.words().paid_back(&PaidBack {
            last: self.run().years.last().copied().unwrap_or_default(),
            not: &told(&not),
            never: not.value == 1.0,
            likeliest: best.as_ref().map(|(year, count)| (*year, count.as_str())),
        })
    }
}
