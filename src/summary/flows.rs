//! What follows from the yearly net benefits of many replications at once: the cash flows of a batch.
//!
//! The rules are those of [`CashFlow`](crate::model::CashFlow), which tests hold this against bit by bit; here they run
//! through eight replications side by side.

use crate::model::{Discounting, ROUNDING};
use crate::simulate::BATCH;
use crate::vectorised::{Kernel, eight, vectorised, zero_below};
use fearless_simd::{Simd, f64x8, mask64x8, prelude::*};

/// The discount weights of the years.
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

    /// The weights in a batch; its discount `rates` are needed where weights are drawn.
    pub fn of_batch(&self, years: usize, rates: &[f64]) -> BatchWeights<'_> {
        match self {
            Self::Same(weights) => BatchWeights::Same(weights),
            Self::Drawn(discounting) => {
                let mut each = vec![FlowColumn::ZERO; years];
                for (year, column) in each.iter_mut().enumerate() {
                    column.0.iter_mut().zip(rates).for_each(|(weight, rate)| *weight = discounting.weight(*rate, year));
                }
                BatchWeights::Each(each)
            }
        }
    }
}

/// What a krone of each year weighs in a batch.
pub(super) enum BatchWeights<'a> {
    /// The same in every replication.
    Same(&'a [f64]),
    /// By year, one for each replication.
    Each(Vec<FlowColumn>),
}

/// The cash flows of at most [`BATCH`] replications of one account.
#[derive(Debug, Clone)]
pub(super) struct Flows {
    len: usize,
    /// Cumulative net benefit at the end of each year, present value.
    cumulative: Vec<FlowColumn>,
    payback: FlowColumn,
    peak: FlowColumn,
    /// By year: in which replications money has moved and the cumulative net benefit is zero or more, a bit for each.
    even: Vec<[u8; BATCH / 8]>,
    /// Which replications end at zero or more, whether money has moved or not.
    not_lost: [u8; BATCH / 8],
    /// How often each year is the first, or the lasting, break-even; the last entry = not within the horizon.
    pub first: Vec<u64>,
    pub lasting: Vec<u64>,
    /// How many replications end at zero or more, and how many end below it although they had reached it.
    pub ends_even: u64,
    pub lost_again: u64,
}

/// One number of each replication, at an address from which no vector is loaded in two parts.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct FlowColumn([f64; BATCH]);

impl FlowColumn {
    const ZERO: Self = Self([0.0; BATCH]);
}

impl Flows {
    pub fn new(years: usize) -> Self {
        Self {
            len: 0,
            cumulative: vec![FlowColumn::ZERO; years],
            payback: FlowColumn::ZERO,
            peak: FlowColumn::ZERO,
            even: vec![[0; BATCH / 8]; years],
            not_lost: [0; BATCH / 8],
            first: vec![0; years + 1],
            lasting: vec![0; years + 1],
            ends_even: 0,
            lost_again: 0,
        }
    }

    pub fn cumulative(&self, year: usize) -> &[f64] {
        &self.cumulative[year].0[..self.len]
    }

    /// Years until the cumulative net benefit first reaches zero; infinite = not within the horizon.
    pub fn payback(&self) -> &[f64] {
        &self.payback.0[..self.len]
    }

    pub fn peak(&self) -> &[f64] {
        &self.peak.0[..self.len]
    }

    /// The running sums of yearly net benefits.
    pub fn accumulate<'a>(&mut self, yearly: impl Fn(usize) -> &'a [f64], weights: &BatchWeights<'_>) {
        let yearly = &self.all(yearly)[..];
        match weights {
            BatchWeights::Same(weights) => vectorised(Accumulate { flows: self, yearly, weights: *weights }),
            BatchWeights::Each(weights) => vectorised(Accumulate { flows: self, yearly, weights: &weights[..] }),
        }
    }

    /// [`Flows::accumulate`], with payback, peak funding and break-even.
    pub fn follow<'a>(&mut self, yearly: impl Fn(usize) -> &'a [f64], weights: &BatchWeights<'_>) {
        let yearly = &self.all(yearly)[..];
        match weights {
            BatchWeights::Same(weights) => vectorised(Follow(Accumulate { flows: self, yearly, weights: *weights })),
            BatchWeights::Each(weights) => {
                vectorised(Follow(Accumulate { flows: self, yearly, weights: &weights[..] }));
            }
        }
    }

    /// Counts first and lasting break-even years, 64 replications at a time.
    #[inline(always)]
    fn count_break_evens(&mut self) {
        let Self { len, even, not_lost, first, lasting, ends_even, lost_again, .. } = self;
        first.fill(0);
        lasting.fill(0);
        (*ends_even, *lost_again) = (0, 0);
        let years = even.len();
        for from in (0..*len).step_by(64) {
            let there = u64::MAX >> (64 - (*len - from).min(64));
            let mut waiting = there;
            let word = |bits: &[u8; BATCH / 8]| u64::from_le_bytes(bits.as_chunks::<8>().0[from / 64]);
            let even = |year: usize| word(&even[year]);
            for year in 0..years {
                first[year] += u64::from((waiting & even(year)).count_ones());
                waiting &= !even(year);
            }
            first[years] += u64::from(waiting.count_ones());
            let not_lost = word(not_lost);
            *ends_even += u64::from((there & not_lost).count_ones());
            *lost_again += u64::from((there & !waiting & !not_lost).count_ones());
            // Going back in time, the first year met that is red, or before money moves, is the last one.
            let mut black = there;
            for year in (0..years).rev() {
                lasting[year + 1] += u64::from((black & !even(year)).count_ones());
                black &= even(year);
            }
            lasting[0] += u64::from(black.count_ones());
        }
    }

    /// The columns of all years, found once for all replications.
    fn all<'a>(&self, yearly: impl Fn(usize) -> &'a [f64]) -> Vec<&'a [f64]> {
        (0..self.cumulative.len()).map(yearly).collect()
    }
}

/// What a krone of a year weighs in eight replications. Two types rather than a branch, which could become a call: numbers do not stay
/// in registers across a call.
trait Weigh: Copy {
    fn eight<S: Simd>(self, simd: S, year: usize, from: usize) -> f64x8<S>;
}

impl Weigh for &[f64] {
    #[inline(always)]
    fn eight<S: Simd>(self, simd: S, year: usize, _from: usize) -> f64x8<S> {
        f64x8::splat(simd, self[year])
    }
}

impl Weigh for &[FlowColumn] {
    #[inline(always)]
    fn eight<S: Simd>(self, simd: S, year: usize, from: usize) -> f64x8<S> {
        f64x8::from_slice(simd, &self[year].0[from..from + 8])
    }
}

/// [`Flows::accumulate`].
struct Accumulate<'a, W> {
    flows: &'a mut Flows,
    /// By year.
    yearly: &'a [&'a [f64]],
    weights: W,
}

impl<W: Weigh> Accumulate<'_, W> {
    /// Eight present values of a year, from a replication on.
    #[inline(always)]
    fn present<S: Simd>(&self, simd: S, year: usize, from: usize) -> f64x8<S> {
        eight(simd, self.yearly[year], from) * self.weights.eight(simd, year, from)
    }
}

/// A [`Balance`](crate::model::Balance) of eight replications, its total and what has moved, with more added: the new total.
#[inline(always)]
fn add<S: Simd>(simd: S, [total, moved]: &mut [f64x8<S>; 2], net: f64x8<S>) -> f64x8<S> {
    *moved += net.abs();
    *total = zero_below(simd, *total + net, *moved * ROUNDING);
    *total
}

impl<W: Weigh> Kernel for Accumulate<'_, W> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        self.flows.len = self.yearly[0].len();
        for from in (0..self.flows.len).step_by(8) {
            let mut balance = [f64x8::splat(simd, 0.0); 2];
            for year in 0..self.flows.cumulative.len() {
                let total = add(simd, &mut balance, self.present(simd, year, from));
                total.store_slice(&mut self.flows.cumulative[year].0[from..from + 8]);
            }
        }
    }
}

/// [`Flows::follow`].
struct Follow<'a, W>(Accumulate<'a, W>);

impl<W: Weigh> Kernel for Follow<'_, W> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self(accumulate) = self;
        let len = accumulate.yearly[0].len();
        let years = accumulate.flows.cumulative.len();
        accumulate.flows.len = len;
        let zero = f64x8::splat(simd, 0.0);
        let never = f64x8::splat(simd, f64::INFINITY);
        for from in (0..len).step_by(8) {
            let (mut balance, mut total, mut least) = ([zero; 2], zero, zero);
            // The first year that ends at zero or above, and the totals at its beginning and end.
            let (mut year_even, mut before, mut after) = (never, zero, zero);
            let mut red = mask64x8::splat(simd, true);
            let mut still = red;
            for year in 0..years {
                let earlier = total;
                let present = accumulate.present(simd, year, from);
                total = add(simd, &mut balance, present);
                still &= present.simd_eq(0.0);
                let Flows { cumulative, even, .. } = &mut *accumulate.flows;
                total.store_slice(&mut cumulative[year].0[from..from + 8]);
                let now = total.simd_ge(0.0) & !still;
                even[year][from / 8] = now.to_bitmask() as u8;
                let turns = now & red;
                year_even = turns.select(f64x8::splat(simd, year as f64), year_even);
                before = turns.select(earlier, before);
                after = turns.select(total, after);
                red &= !now;
                least = least.min(total);
            }
            accumulate.flows.not_lost[from / 8] = total.simd_ge(0.0).to_bitmask() as u8;
            // In proportion within the year; at once in that in which money first moves, before which there is nothing.
            let payback = year_even + before / (before - after);
            let payback = before.simd_eq(0.0).select(year_even, payback);
            let payback = red.select(never, payback);
            payback.store_slice(&mut accumulate.flows.payback.0[from..from + 8]);
            // Of two zeros it does not matter which one is the least.
            (zero - least).store_slice(&mut accumulate.flows.peak.0[from..from + 8]);
        }
        accumulate.flows.count_break_evens();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CashFlow, Quantity, Timing};

    #[test]
    fn many_flows_at_once_are_each_flow_alone_bit_by_bit() {
        let years = 6;
        // In every third replication nothing moves for up to four years, in some nothing ever, and some end at zero exactly.
        let net = |year: usize, i: usize| match i % 3 {
            0 if year < i % 5 || i.is_multiple_of(33) => 0.0,
            1 if i.is_multiple_of(4) => [-1.5, 0.0, 1.0, 2.0, -1.5, 0.0][year],
            // Rounding errors count as zero.
            1 if i.is_multiple_of(5) => [0.1, 0.2, -0.3, 0.0, 0.1, -0.1][year],
            _ => (((i * 7 + year * 13) % 23) as f64 - 11.0 + year as f64) * 1.7,
        };
        let column = |year: usize| (0..BATCH).map(|i| net(year, i)).collect();
        let columns: Vec<Vec<f64>> = (0..years).map(column).collect();
        let rates: Vec<f64> = (0..BATCH).map(|i| i as f64 / 4_000.0).collect();
        let fixed = Discounting { rate: Quantity::Fixed(0.03), later: vec![(2.0, 0.01)], timing: Timing::Mid };
        let drawn = Discounting { rate: Quantity::Parameter(crate::model::ParameterId(0)), ..fixed.clone() };
        for discounting in [fixed, drawn] {
            let weights = Weights::new(&discounting, years);
            let mut flows = Flows::new(years);
            // A whole batch, then one whose last group of eight is not full: what the first left there must not show.
            for n in [BATCH, 203] {
                flows.follow(|year| &columns[year][..n], &weights.of_batch(years, &rates[..n]));
                let (mut first, mut lasting) = (vec![0; years + 1], vec![0; years + 1]);
                let (mut ends_even, mut lost_again) = (0, 0);
                for i in 0..n {
                    let rate = if weights.are_drawn() { rates[i] } else { 0.03 };
                    let flow = CashFlow::new((0..years).map(|year| net(year, i) * discounting.weight(rate, year)));
                    let cumulative: Vec<f64> = (0..years).map(|year| flows.cumulative(year)[i]).collect();
                    assert_eq!(flow.cumulative(), cumulative);
                    assert_eq!(flow.payback_years(), flows.payback()[i]);
                    assert_eq!(flow.peak_funding(), flows.peak()[i]);
                    first[flow.break_even().first.unwrap_or(years)] += 1;
                    lasting[flow.break_even().lasting.unwrap_or(years)] += 1;
                    ends_even += u64::from(flow.total() >= 0.0);
                    lost_again += u64::from(flow.total() < 0.0 && flow.break_even().first.is_some());
                }
                assert_eq!((flows.ends_even, flows.lost_again), (ends_even, lost_again));
                assert!(lost_again > 0 && ends_even < n as u64 && first[0] < first.iter().sum(), "corners are met");
                assert_eq!((&flows.first, &flows.lasting), (&first, &lasting));
            }
        }
    }
}
