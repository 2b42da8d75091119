//! What follows from the yearly net benefits of many replications at once: the cash flows of a batch.
//!
//! The rules are those of [`CashFlow`](crate::model::CashFlow), which tests hold this against bit by bit; here they run
//! through a few hundred replications year by year, so that the compiler can use vector instructions.

use crate::model::Discounting;
use crate::simulate::BATCH;

/// What a krone of each year weighs.
#[derive(Debug, Clone)]
pub(super) enum Weights {
    /// The same in every replication.
    Same(Vec<f64>),
    /// As each replication's discount rate says.
    Drawn(Discounting),
}

impl Weights {
    pub fn new(discounting: &Discounting, years: usize) -> Self {
        match discounting.certain_rate() {
            Some(rate) => Self::Same((0..years).map(|year| discounting.weight(rate, year)).collect()),
            None => Self::Drawn(discounting.clone()),
        }
    }

    /// Whether replications differ.
    pub fn are_drawn(&self) -> bool {
        matches!(self, Self::Drawn(_))
    }
}

/// The cash flows of at most [`BATCH`] replications of one account.
#[derive(Debug, Clone)]
pub(super) struct Flows {
    len: usize,
    /// Cumulative net benefit at the end of each year, present value.
    cumulative: Vec<[f64; BATCH]>,
    payback: [f64; BATCH],
    peak: [f64; BATCH],
    /// How often each year is the first, or the lasting, break-even; the last entry = not within the horizon.
    pub first: Vec<u64>,
    pub lasting: Vec<u64>,
}

impl Flows {
    pub fn new(years: usize) -> Self {
        Self {
            len: 0,
            cumulative: vec![[0.0; BATCH]; years],
            payback: [0.0; BATCH],
            peak: [0.0; BATCH],
            first: vec![0; years + 1],
            lasting: vec![0; years + 1],
        }
    }

    pub fn cumulative(&self, year: usize) -> &[f64] {
        &self.cumulative[year][..self.len]
    }

    /// Years until the cumulative net benefit first reaches zero; infinite = not within the horizon.
    pub fn payback(&self) -> &[f64] {
        &self.payback[..self.len]
    }

    pub fn peak(&self) -> &[f64] {
        &self.peak[..self.len]
    }

    /// The running sums of yearly net benefits; `rates` are needed where weights are drawn.
    #[inline(always)]
    pub fn accumulate<'a>(&mut self, yearly: impl Fn(usize) -> &'a [f64], weights: &Weights, rates: &[f64]) {
        self.len = yearly(0).len();
        let mut total = [0.0; BATCH];
        for (year, cumulative) in self.cumulative.iter_mut().enumerate() {
            let net = yearly(year);
            let (total, cumulative) = (&mut total[..net.len()], &mut cumulative[..net.len()]);
            match weights {
                Weights::Same(weights) => {
                    let weight = weights[year];
                    for i in 0..net.len() {
                        total[i] += net[i] * weight;
                        cumulative[i] = total[i];
                    }
                }
                Weights::Drawn(discounting) => {
                    for i in 0..net.len() {
                        total[i] += net[i] * discounting.weight(rates[i], year);
                        cumulative[i] = total[i];
                    }
                }
            }
        }
    }

    /// [`Flows::accumulate`], with payback, peak funding and break-even.
    #[inline(always)]
    pub fn follow<'a>(&mut self, yearly: impl Fn(usize) -> &'a [f64], weights: &Weights, rates: &[f64]) {
        self.accumulate(yearly, weights, rates);
        let years = self.cumulative.len();
        let never = years as f64;
        let (mut first, mut lasting) = ([never; BATCH], [0.0; BATCH]);
        let (mut before, mut after, mut peak) = ([0.0; BATCH], [0.0; BATCH], [0.0; BATCH]);
        for year in (0..years).rev() {
            let now = &self.cumulative[year];
            let earlier = if year == 0 { &[0.0; BATCH] } else { &self.cumulative[year - 1] };
            for i in 0..BATCH {
                let even = now[i] >= 0.0;
                first[i] = if even { year as f64 } else { first[i] };
                before[i] = if even { earlier[i] } else { before[i] };
                after[i] = if even { now[i] } else { after[i] };
                // Going back in time, the first red year met is the last one.
                lasting[i] = if !even && lasting[i] == 0.0 { (year + 1) as f64 } else { lasting[i] };
                peak[i] = if -now[i] > peak[i] { -now[i] } else { peak[i] };
            }
        }
        for i in 0..BATCH {
            let at = first[i] + before[i] / (before[i] - after[i]);
            let at = if first[i] == 0.0 { 0.0 } else { at };
            self.payback[i] = if first[i] == never { f64::INFINITY } else { at };
        }
        self.peak = peak;
        for (counts, years) in [(&mut self.first, &first), (&mut self.lasting, &lasting)] {
            for (year, count) in counts.iter_mut().enumerate() {
                *count = count_where(&years[..self.len], |found| found == year as f64);
            }
        }
    }
}

/// How many values are as wanted.
#[inline(always)]
pub(super) fn count_where(values: &[f64], wanted: impl Fn(f64) -> bool) -> u64 {
    let mut count = 0;
    for &value in values {
        count += u64::from(wanted(value));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CashFlow, Quantity, Timing};

    #[test]
    fn many_flows_at_once_are_each_flow_alone_bit_by_bit() {
        let years = 6;
        let n = 200;
        let net = |year: usize, i: usize| (((i * 7 + year * 13) % 23) as f64 - 11.0 + year as f64) * 1.7;
        let columns: Vec<Vec<f64>> = (0..years).map(|year| (0..n).map(|i| net(year, i)).collect()).collect();
        let rates: Vec<f64> = (0..n).map(|i| i as f64 / 4_000.0).collect();
        let fixed = Discounting { rate: Quantity::Fixed(0.03), later: vec![(2.0, 0.01)], timing: Timing::Mid };
        let drawn = Discounting { rate: Quantity::Parameter(crate::model::ParameterId(0)), ..fixed.clone() };
        for discounting in [fixed, drawn] {
            let weights = Weights::new(&discounting, years);
            let mut flows = Flows::new(years);
            flows.follow(|year| &columns[year], &weights, &rates);
            let (mut first, mut lasting) = (vec![0; years + 1], vec![0; years + 1]);
            for i in 0..n {
                let rate = if weights.are_drawn() { rates[i] } else { 0.03 };
                let flow = CashFlow::new((0..years).map(|year| net(year, i) * discounting.weight(rate, year)));
                let cumulative: Vec<f64> = (0..years).map(|year| flows.cumulative(year)[i]).collect();
                assert_eq!(flow.cumulative(), cumulative);
                assert_eq!(flow.payback_years(), flows.payback()[i]);
                assert_eq!(flow.peak_funding(), flows.peak()[i]);
                first[flow.break_even().first.unwrap_or(years)] += 1;
                lasting[flow.break_even().lasting.unwrap_or(years)] += 1;
            }
            assert_eq!((flows.first, flows.lasting), (first, lasting));
        }
    }
}
