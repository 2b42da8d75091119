//! The results of sixteen replications, written to the columns of a batch.

use super::batch::Batch;
use super::detail::DetailColumn;
use crate::model::{AccountId, Activity, Row, Setting, net};
use crate::vectorised::{Counts, Kernel, LANES, Numbers, each_lane, vectorised};
use fearless_simd::Simd;

/// Writes the expected and the simulated results of sixteen replications to a batch, from a position on. Returns the first lane with
/// a number that is not finite.
pub fn record(
    setting: &Setting<'_, Numbers>,
    [expected, happened]: [&Activity<Numbers>; 2],
    seen: &[Counts],
    batch: &mut Batch,
    position: usize,
) -> Option<usize> {
    let mut record = Record { setting, expected, happened, seen, batch, position, doubtful: Numbers::default() };
    vectorised(&mut record);
    // Lanes behind the last replication do not count.
    let replications = LANES.min(record.batch.len() - position);
    record.doubtful[..replications].iter().position(|sum| *sum != 0.0)
}

struct Record<'a, 'm> {
    setting: &'a Setting<'m, Numbers>,
    expected: &'a Activity<Numbers>,
    happened: &'a Activity<Numbers>,
    /// What was observed until each review.
    seen: &'a [Counts],
    batch: &'a mut Batch,
    position: usize,
    /// Zero, or NaN where a number was not finite.
    doubtful: Numbers,
}

impl Kernel for &mut Record<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, _: S) {
        self.expect();
        self.happen();
    }
}

impl Record<'_, '_> {
    /// Writes what happened.
    #[inline(always)]
    fn happen(&mut self) {
        let (layout, setting, happened) = (self.batch.layout(), self.setting, self.happened);
        for account in 0..layout.accounts {
            let [mut gains, mut payments, mut own] = [Numbers::default(); 3];
            for (year, weight) in setting.discount.iter().enumerate() {
                let [gain, payment] = setting.tariff.gain_and_payment(AccountId(account), happened, year);
                self.keep(layout.yearly(account) + year, net(gain, payment));
                if layout.detail.by_year {
                    self.keep(layout.detail(DetailColumn::Gains(AccountId(account), year)), gain);
                    self.keep(layout.detail(DetailColumn::Payments(AccountId(account), year)), payment);
                }
                gains += gain * *weight;
                payments += payment * *weight;
                own += setting.tariff.own_gain(AccountId(account), happened, year) * *weight;
            }
            self.keep(layout.gains(account), gains);
            self.keep(layout.payments(account), payments);
            self.keep(layout.own_gains(account), own);
        }
        self.total(layout.person_years(), setting.rows.all_person_years());
        for event in 0..layout.events {
            self.total(layout.events(event), setting.rows.all_events(event));
        }
        if layout.discounted {
            self.present(layout.present_person_years(), || setting.rows.all_person_years());
            for event in 0..layout.events {
                self.present(layout.present_events(event), || setting.rows.all_events(event));
            }
        }
        for (review, seen) in self.seen.iter().enumerate() {
            self.keep(layout.observed(review), each_lane(|lane| f64::from(seen[lane])));
        }
        self.keep(layout.discount_rate(), setting.discount_rate);
        if layout.detail.counts_participants() {
            self.detail();
        }
    }

    /// Writes participants, and what else is wanted by year.
    #[inline(always)]
    fn detail(&mut self) {
        let (layout, rows, happened) = (self.batch.layout(), &self.setting.rows, self.happened);
        for year in 0..layout.years {
            let sum = |rows: &mut dyn Iterator<Item = Row>| {
                rows.fold(Numbers::default(), |sum, row| sum + happened.row(row)[year])
            };
            for group in 0..layout.detail.groups {
                let families = happened.row(rows.group(group).families())[year];
                self.keep(layout.detail(DetailColumn::Participants(group, year)), families);
            }
            if layout.detail.by_year {
                let person_years = sum(&mut rows.all_person_years());
                self.keep(layout.detail(DetailColumn::PersonYears(year)), person_years);
                for event in 0..layout.events {
                    let events = sum(&mut rows.all_events(event));
                    self.keep(layout.detail(DetailColumn::Events(event, year)), events);
                }
            }
        }
    }

    #[inline(always)]
    fn keep(&mut self, column: usize, numbers: Numbers) {
        self.doubtful += numbers * 0.0;
        self.batch.lanes_mut(column, self.position)[..LANES].copy_from_slice(&numbers[..]);
    }

    /// Keeps the sum of some rows over all years.
    #[inline(always)]
    fn total(&mut self, column: usize, rows: impl Iterator<Item = Row>) {
        let mut total = Numbers::default();
        for row in rows {
            let mut sum = Numbers::default();
            self.happened.row(row).iter().for_each(|numbers| sum += *numbers);
            total += sum;
        }
        self.keep(column, total);
    }

    /// Keeps the present value of what some rows have in each year.
    #[inline(always)]
    fn present<I: Iterator<Item = Row>>(&mut self, column: usize, rows: impl Fn() -> I) {
        let mut present = Numbers::default();
        for (year, weight) in self.setting.discount.iter().enumerate() {
            let mut sum = Numbers::default();
            rows().for_each(|row| sum += self.happened.row(row)[year]);
            present += sum * *weight;
        }
        self.keep(column, present);
    }

    /// Writes the expectations of the replications that have one.
    #[inline(always)]
    fn expect(&mut self) {
        let (layout, all) = (self.batch.layout(), self.batch.all_have_expectations());
        let places: Vec<(usize, usize)> = (0..LANES.min(self.batch.len() - self.position))
            .filter_map(|lane| Some((lane, self.batch.place_of_expectation(self.position + lane)?)))
            .collect();
        if places.is_empty() {
            return;
        }
        for account in 0..layout.accounts {
            for year in 0..layout.years {
                let [gain, payment] = self.setting.tariff.gain_and_payment(AccountId(account), self.expected, year);
                let net = net(gain, payment);
                let column = layout.expected(account) + year;
                if all {
                    self.keep(column, net);
                    continue;
                }
                let column = self.batch.lanes_mut(column, 0);
                for &(lane, place) in &places {
                    column[place] = net[lane];
                    self.doubtful[lane] += net[lane] * 0.0;
                }
            }
        }
    }
}
