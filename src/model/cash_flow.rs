//! Break-even, payback and peak funding of yearly net benefits.

use super::Number;

/// A sum below this share of the money moved counts as zero: it is a rounding error, not a benefit.
pub(crate) const ROUNDING: f64 = 1e-12;

/// A sum of money; zero where it is less than [`ROUNDING`] of the absolute amounts `moved`.
#[must_use]
#[inline(always)]
pub(crate) fn rounded_off<N: Number>(sum: N, moved: N) -> N {
    N::each(|lane| {
        let (sum, moved) = (sum.lane(lane), moved.lane(lane));
        if sum.abs() < (ROUNDING * moved).abs() { 0.0 } else { sum }
    })
}

/// Net benefit: gains less payments.
#[must_use]
#[inline(always)]
pub(crate) fn net<N: Number>(gain: N, payment: N) -> N {
    rounded_off(gain - payment, gain + payment)
}

/// A running sum of net benefits, [rounded off](rounded_off) after every addition.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Balance {
    pub total: f64,
    moved: f64,
}

impl Balance {
    /// Adds a net benefit and returns the sum.
    pub fn add(&mut self, net: f64) -> f64 {
        self.moved += net.abs();
        self.total = rounded_off(self.total + net, self.moved);
        self.total
    }

    /// The sum of net benefits.
    pub fn of(nets: impl IntoIterator<Item = f64>) -> f64 {
        let mut balance = Self::default();
        nets.into_iter().fold(0.0, |_, net| balance.add(net))
    }
}

/// Yearly net benefits of one account with their running sum.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CashFlow {
    cumulative: Vec<f64>,
    /// The first year with a net benefit other than zero, by position; the horizon's length where there is none.
    start: usize,
}

/// When the cumulative net benefit reaches zero, by position of the year from 0; `None` = not within the horizon.
///
/// Years before the first net benefit other than zero do not count: nothing has been paid yet that could be paid back. Without any
/// such year there is no break-even.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreakEven {
    /// The first year with a cumulative net benefit ≥ 0.
    pub first: Option<usize>,
    /// The year from which it never turns negative again within the horizon.
    pub lasting: Option<usize>,
}

impl CashFlow {
    /// From yearly net benefits (present values where the scenario discounts).
    pub fn new(yearly: impl IntoIterator<Item = f64>) -> Self {
        let (mut balance, mut start) = (Balance::default(), 0);
        let running = yearly.into_iter().enumerate().map(|(year, net)| {
            start += usize::from(net == 0.0 && start == year);
            balance.add(net)
        });
        let cumulative = running.collect();
        Self { cumulative, start }
    }

    /// Cumulative net benefit at the end of each year.
    #[must_use]
    pub fn cumulative(&self) -> &[f64] {
        &self.cumulative
    }

    /// Net benefit over the horizon.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.cumulative.last().copied().unwrap_or(0.0)
    }

    /// First and lasting break-even year.
    #[must_use]
    pub fn break_even(&self) -> BreakEven {
        let first = (self.start..self.cumulative.len()).find(|&year| self.cumulative[year] >= 0.0);
        let last_negative = self.cumulative.iter().rposition(|&net| net < 0.0);
        let lasting = last_negative.map_or(self.start, |year| year + 1);
        BreakEven { first, lasting: (lasting < self.cumulative.len()).then_some(lasting) }
    }

    /// Years from the start of the horizon until the cumulative net benefit first reaches zero, interpolated within the year. Where the
    /// first year with money ends at zero or more, it is the start of that year; infinite without break-even in the horizon.
    #[must_use]
    pub fn payback_years(&self) -> f64 {
        match self.break_even().first {
            None => f64::INFINITY,
            Some(year) if year == self.start => year as f64,
            Some(year) => {
                let (before, after) = (self.cumulative[year - 1], self.cumulative[year]);
                year as f64 + before / (before - after)
            }
        }
    }

    /// The largest funding need at the end of any year: max(0, −lowest cumulative net benefit).
    #[must_use]
    pub fn peak_funding(&self) -> f64 {
        self.cumulative.iter().fold(0.0, |peak: f64, &net| peak.max(-net))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silkeborg_breaks_even_in_its_fifth_year() {
        let flow = CashFlow::new([-1_479_680.0, -400_040.0, 448_304.0, 1_009_313.0, 1_514_221.0]);
        assert_eq!(flow.break_even(), BreakEven { first: Some(4), lasting: Some(4) });
        assert_eq!(flow.peak_funding(), 1_879_720.0);
        assert!((flow.payback_years() - (4.0 + 422_103.0 / 1_514_221.0)).abs() < 1e-12);
    }

    #[test]
    fn a_relapse_into_the_red_delays_only_the_lasting_break_even() {
        let flow = CashFlow::new([-1.0, 2.0, -3.0, 4.0]);
        assert_eq!(flow.break_even(), BreakEven { first: Some(1), lasting: Some(3) });
    }

    #[test]
    fn no_year_counts_before_money_moves() {
        let late = CashFlow::new([0.0, -2.0, 1.0, 1.0]);
        assert_eq!((late.break_even(), late.payback_years()), (BreakEven { first: Some(3), lasting: Some(3) }, 4.0));
        let gains_only = CashFlow::new([0.0, 0.0, 3.0]);
        assert_eq!(gains_only.break_even(), BreakEven { first: Some(2), lasting: Some(2) });
        assert_eq!(gains_only.payback_years(), 2.0);
        let nothing = CashFlow::new([0.0, 0.0]);
        assert_eq!(nothing.break_even(), BreakEven { first: None, lasting: None });
        assert_eq!(nothing.payback_years(), f64::INFINITY);
        let pause = CashFlow::new([-1.0, 0.0, 1.0]);
        assert_eq!(pause.break_even(), BreakEven { first: Some(2), lasting: Some(2) });
    }

    #[test]
    fn what_was_reached_and_lost_again_is_no_lasting_break_even() {
        assert_eq!(CashFlow::new([-1.0, 2.0, -3.0]).break_even(), BreakEven { first: Some(1), lasting: None });
    }

    #[test]
    fn what_rounding_leaves_is_exactly_zero() {
        for flow in [[0.1, 0.2, -0.3], [100_000.1, 200_000.2, -300_000.3], [-100.0, 105.0 / 1.05, 0.0]] {
            assert_eq!(CashFlow::new(flow).total(), 0.0, "{flow:?}");
        }
        let oere = CashFlow::new([1e9, 0.01, -1e9]).total();
        assert!((oere - 0.01).abs() < 1e-6, "an øre of a billion kroner is no rounding: {oere}");
        assert!(CashFlow::new([f64::MAX, f64::MAX]).total().is_infinite());
    }

    #[test]
    fn zero_counts_as_even_and_never_is_infinite() {
        assert_eq!(CashFlow::new([-1.0, 1.0]).break_even().first, Some(1));
        let never = CashFlow::new([-1.0, 0.5]);
        assert_eq!((never.break_even().first, never.break_even().lasting), (None, None));
        assert_eq!(never.payback_years(), f64::INFINITY);
        assert_eq!(CashFlow::new([1.0, 1.0]).payback_years(), 0.0);
        assert_eq!(CashFlow::new([1.0, 1.0]).peak_funding(), 0.0);
    }
}
