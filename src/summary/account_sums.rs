//! Sums of everything reported of one account, as replications pass.

use super::acceptability::{PriceScale, PriceTally};
use super::benefit_cost::no_ratios;
use super::flows::Flows;
use crate::model::{AccountId, Model};
use crate::simulate::{BATCH, Batch};
use crate::statistics::{Estimate, PairSums, PowerSums, RatioCounts, Scale, SplitSums};

/// Sums of one number that is reported by itself.
#[derive(Debug, Clone)]
pub(super) struct TalliedColumn {
    pub sums: PowerSums,
    /// How many values lie strictly above zero.
    pub positive: u64,
}

impl TalliedColumn {
    pub fn about(values: &[f64]) -> Self {
        Self { sums: PowerSums::about(values[0]), positive: 0 }
    }

    pub fn add(&mut self, values: &[f64]) {
        self.positive += self.sums.add_counting(values);
    }

    pub fn join(&mut self, next: &Self) {
        self.sums.join(&next.sums);
        self.positive += next.positive;
    }
}

/// Sums of one account.
#[derive(Debug, Clone)]
pub(super) struct AccountTally {
    pub yearly: Vec<TalliedColumn>,
    pub cumulative: Vec<TalliedColumn>,
    pub expected_yearly: Vec<PowerSums<2>>,
    pub expected_cumulative: Vec<PowerSums<2>>,
    /// Of the last cumulative net benefit, the whole horizon's.
    pub split: SplitSums,
    pub peak: TalliedColumn,
    /// By year; the last entry = not within the horizon.
    pub first: Vec<u64>,
    pub lasting: Vec<u64>,
    /// How many end at zero or more, and how many end below it although they had reached it.
    pub ends_even: u64,
    pub lost_again: u64,
    pub gains_by_payments: PairSums,
    pub ratios: RatioCounts,
    /// By outcome; none of an account that outcomes have no price to.
    pub prices: Vec<PriceTally>,
    pub payments_by_person_years: PairSums,
    pub net_costs_by_person_years: PairSums,
}

impl AccountTally {
    /// Empty sums, taken about the values of a batch's first replication.
    pub fn about(
        model: &Model,
        id: AccountId,
        scales: &[PriceScale],
        first: &Batch,
        flows: &Flows,
        expected: &Flows,
    ) -> Self {
        let all = 0..flows.first.len() - 1;
        let last = all.end - 1;
        let (gains, payments) = (first.gains(id)[0], first.payments(id)[0]);
        let (person_years, net_cost) = (first.present_person_years()[0], payments - gains + first.own_gains(id)[0]);
        Self {
            yearly: all.clone().map(|year| TalliedColumn::about(first.yearly(id, year))).collect(),
            cumulative: all.clone().map(|year| TalliedColumn::about(flows.cumulative(year))).collect(),
            expected_yearly: all.clone().map(|year| PowerSums::about(first.expected(id, year)[0])).collect(),
            expected_cumulative: all.clone().map(|year| PowerSums::about(expected.cumulative(year)[0])).collect(),
            split: SplitSums::about(expected.cumulative(last)[0]),
            peak: TalliedColumn::about(flows.peak()),
            first: vec![0; all.end + 1],
            lasting: vec![0; all.end + 1],
            ends_even: 0,
            lost_again: 0,
            gains_by_payments: PairSums::about(gains, payments),
            ratios: no_ratios(),
            prices: PriceTally::about(model, id, scales, first, flows.cumulative(last)),
            payments_by_person_years: PairSums::about(payments, person_years),
            net_costs_by_person_years: PairSums::about(net_cost, person_years),
        }
    }

    /// Adds a batch. The first `repeated` cumulative years equal the yearly ones and are left to [`AccountTally::repeat`].
    pub fn add(&mut self, id: AccountId, batch: &Batch, flows: &Flows, expected: &Flows, repeated: usize) {
        let years = self.yearly.len();
        for year in 0..years {
            self.yearly[year].add(batch.yearly(id, year));
            self.expected_yearly[year].add(batch.expected(id, year));
        }
        for year in repeated..years {
            self.cumulative[year].add(flows.cumulative(year));
            self.expected_cumulative[year].add(expected.cumulative(year));
        }
        self.split.add(&batch.with_expectation(flows.cumulative(years - 1)), expected.cumulative(years - 1));
        self.peak.add(flows.peak());
        for year in 0..=years {
            self.first[year] += flows.first[year];
            self.lasting[year] += flows.lasting[year];
        }
        self.ends_even += flows.ends_even;
        self.lost_again += flows.lost_again;
        let (gains, payments, person_years) = (batch.gains(id), batch.payments(id), batch.present_person_years());
        self.gains_by_payments.add(gains, payments);
        self.ratios.add(gains, payments);
        self.prices.iter_mut().for_each(|price| price.add(batch, flows.cumulative(years - 1)));
        self.payments_by_person_years.add(payments, person_years);
        let mut net_costs = [0.0; BATCH];
        let parts = payments.iter().zip(gains).zip(batch.own_gains(id));
        net_costs.iter_mut().zip(parts).for_each(|(net, ((payment, gain), own))| *net = payment - gain + own);
        self.net_costs_by_person_years.add(&net_costs[..batch.len()], person_years);
    }

    /// A scale for the ratios of gains to payments: those of a normal distribution like theirs.
    pub fn scale_of_ratio(&self) -> Scale {
        let ratio = self.gains_by_payments.ratio_of_means().unwrap_or(Estimate { value: 1.0, mcse: 0.0 });
        Scale::new(ratio.value, ratio.mcse * (self.gains_by_payments.count() as f64).sqrt())
    }

    /// Completes the first cumulative years, which equal the yearly ones.
    pub fn repeat(&mut self, repeated: usize) {
        self.cumulative[..repeated].clone_from_slice(&self.yearly[..repeated]);
        self.expected_cumulative[..repeated].clone_from_slice(&self.expected_yearly[..repeated]);
    }

    pub fn join(&mut self, next: &Self) {
        self.yearly.iter_mut().zip(&next.yearly).for_each(|(column, next)| column.join(next));
        self.cumulative.iter_mut().zip(&next.cumulative).for_each(|(column, next)| column.join(next));
        self.expected_yearly.iter_mut().zip(&next.expected_yearly).for_each(|(sums, next)| sums.join(next));
        self.expected_cumulative.iter_mut().zip(&next.expected_cumulative).for_each(|(sums, next)| sums.join(next));
        self.split.join(&next.split);
        self.peak.join(&next.peak);
        self.first.iter_mut().zip(&next.first).for_each(|(count, more)| *count += more);
        self.lasting.iter_mut().zip(&next.lasting).for_each(|(count, more)| *count += more);
        self.ends_even += next.ends_even;
        self.lost_again += next.lost_again;
        self.net_costs_by_person_years.join(&next.net_costs_by_person_years);
        self.gains_by_payments.join(&next.gains_by_payments);
        self.ratios.join(&next.ratios);
        self.prices.iter_mut().zip(&next.prices).for_each(|(price, next)| price.join(next));
        self.payments_by_person_years.join(&next.payments_by_person_years);
    }
}
