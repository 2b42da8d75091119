//! How likely actual figures are at a draw of the assumptions.

use crate::distribution::standard_normal_cdf;
use crate::model::{ActualCost, ActualEntries, ActualEvents, Actuals, Draw, Frequency, Model, Setting};
use statrs::function::beta::beta_reg;
use statrs::function::gamma::ln_gamma;
use std::f64::consts::TAU;

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Figure<'a> {
    /// How many of those who left in a year became self-sufficient, by tier.
    Entries(&'a ActualEntries),
    /// How many of those who could relapse did.
    Relapses { cohort: usize, tier: usize, year: usize, exposed: u32, relapsed: u32 },
    /// How many an event happened to.
    Events(&'a ActualEvents),
    /// What was spent.
    Cost(&'a ActualCost),
}

/// All figures, one after another.
pub(super) fn observed(actuals: &Actuals) -> Vec<Figure<'_>> {
    let Actuals { title: _, through: _, entries, relapses, events, costs } = actuals;
    let mut all: Vec<Figure<'_>> = entries.iter().map(Figure::Entries).collect();
    for told in relapses {
        let entered = actuals.entries_of(told.cohort).map_or(0, |entries| entries.entered[told.tier]);
        all.extend(told.exposures(entered).enumerate().map(|(year, (exposed, relapsed))| Figure::Relapses {
            cohort: told.cohort,
            tier: told.tier,
            year,
            exposed,
            relapsed,
        }));
    }
    all.extend(events.iter().map(Figure::Events));
    all.extend(costs.iter().map(Figure::Cost));
    all
}

/// What a figure is expected to be at a draw, and how likely it is to be as low, or as high, as it was.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Foreseen {
    pub mean: f64,
    pub as_low: f64,
    pub as_high: f64,
}

/// A number of n, each with probability p.
#[derive(Debug, Clone, Copy, PartialEq)]
struct FigureCount {
    x: u32,
    n: u32,
    p: f64,
}

impl FigureCount {
    fn ln_probability(self) -> f64 {
        let (x, n) = (f64::from(self.x), f64::from(self.n));
        ln_choose(n, x) + times_ln(x, self.p) + times_ln(n - x, 1.0 - self.p)
    }

    /// P(X ≤ x − 1) by the regularised incomplete beta function.
    fn below(self) -> f64 {
        match self {
            Self { x: 0, .. } => 0.0,
            Self { p, .. } if p <= 0.0 => 1.0,
            Self { p, .. } if p >= 1.0 => 0.0,
            Self { x, n, p } => 1.0 - beta_reg(f64::from(x), f64::from(n - x) + 1.0, p),
        }
    }

    fn foreseen(self) -> Foreseen {
        let as_low = if self.x == self.n { 1.0 } else { Self { x: self.x + 1, ..self }.below() };
        Foreseen { mean: f64::from(self.n) * self.p, as_low, as_high: 1.0 - self.below() }
    }
}

fn ln_choose(n: f64, x: f64) -> f64 {
    ln_gamma(n + 1.0) - ln_gamma(x + 1.0) - ln_gamma(n - x + 1.0)
}

/// n ln p, which is nothing where there is nothing to happen.
fn times_ln(n: f64, p: f64) -> f64 {
    if n == 0.0 { 0.0 } else { n * p.max(0.0).ln() }
}

impl Figure<'_> {
    /// The log of how likely the figure is.
    pub fn ln_probability(&self, setting: &Setting<'_>, draw: &Draw) -> f64 {
        match self {
            Self::Entries(entries) => {
                let shares = tier_shares(setting, entries.year);
                let n = f64::from(entries.of);
                let none = n - entries.entered.iter().map(|x| f64::from(*x)).sum::<f64>();
                let mut ln =
                    ln_gamma(n + 1.0) - ln_gamma(none + 1.0) + times_ln(none, 1.0 - shares.iter().sum::<f64>());
                for (x, share) in entries.entered.iter().zip(shares) {
                    ln += times_ln(f64::from(*x), share) - ln_gamma(f64::from(*x) + 1.0);
                }
                ln
            }
            Self::Relapses { .. } | Self::Events(_) => self.count(setting).ln_probability(),
            Self::Cost(cost) => {
                let sd = cost.amount * cost.error;
                if sd == 0.0 {
                    return 0.0;
                }
                let apart = (cost.amount - planned(setting.model, cost, draw)) / sd;
                -apart * apart / 2.0 - (sd * TAU.sqrt()).ln()
            }
        }
    }

    /// What it is expected to be, and how likely it is to be as low or as high.
    pub fn foreseen(&self, setting: &Setting<'_>, draw: &Draw) -> Foreseen {
        match self {
            Self::Cost(cost) => {
                let (mean, sd) = (planned(setting.model, cost, draw), cost.amount * cost.error);
                let as_low = if sd == 0.0 { 1.0 } else { standard_normal_cdf((cost.amount - mean) / sd) };
                Foreseen { mean, as_low, as_high: if sd == 0.0 { 1.0 } else { 1.0 - as_low } }
            }
            _ => self.count(setting).foreseen(),
        }
    }

    /// The figure itself.
    pub fn value(&self) -> f64 {
        match self {
            Self::Entries(entries) => f64::from(entries.entered.iter().sum::<u32>()),
            Self::Relapses { relapsed, .. } => f64::from(*relapsed),
            Self::Events(events) => f64::from(events.happened),
            Self::Cost(cost) => cost.amount,
        }
    }

    /// A count with its probability; of entries all tiers together.
    fn count(&self, setting: &Setting<'_>) -> FigureCount {
        match self {
            Self::Entries(entries) => {
                let p = tier_shares(setting, entries.year).iter().sum();
                FigureCount { x: entries.entered.iter().sum(), n: entries.of, p }
            }
            Self::Relapses { cohort, tier: _, year, exposed, relapsed } => {
                FigureCount { x: *relapsed, n: *exposed, p: hazard(setting, *cohort, *year) }
            }
            Self::Events(events) => FigureCount { x: events.happened, n: events.of, p: happens(setting, events.event) },
            Self::Cost(_) => unreachable!("money is no count"),
        }
    }
}

/// The share of those who leave in a year with the programme that reaches each tier.
pub(super) fn tier_shares(setting: &Setting<'_>, year: usize) -> Vec<f64> {
    let entry = setting.groups[0].entry(year, 0).unwrap_or_else(|| unreachable!("figures of adults need employment"));
    (0..entry.programme.len()).map(|tier| entry.shares(tier)[0]).collect()
}

/// The relapse hazard of a year after entry, of those who left in a cohort.
pub(super) fn hazard(setting: &Setting<'_>, cohort: usize, year: usize) -> f64 {
    let course = setting.groups[0].course.as_ref().unwrap_or_else(|| unreachable!("figures of adults need employment"));
    let survival = course.survival(cohort);
    let before = if year == 0 { 1.0 } else { survival[year - 1] };
    if before > 0.0 { 1.0 - survival[year] / before } else { 1.0 }
}

/// How likely an event is with the programme.
pub(super) fn happens(setting: &Setting<'_>, event: usize) -> f64 {
    match setting.groups[0].events[event].as_ref().map(|event| &event.frequency) {
        Some(Frequency::Probability([programme, _])) => *programme,
        _ => unreachable!("figures of events need probabilities"),
    }
}

/// What a line is expected to cost in a year.
pub(super) fn planned(model: &Model, cost: &ActualCost, draw: &Draw) -> f64 {
    let line = &model.lines[cost.line];
    line.unit_amount::<f64>(draw, cost.year) * line.realised_share::<f64>(draw, cost.year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_of_a_count_are_sums_of_its_probabilities() {
        for (n, p) in [(7, 0.3), (1, 0.9), (12, 0.0), (12, 1.0)] {
            for x in 0..=n {
                let probability = |x: u32| FigureCount { x, n, p }.ln_probability().exp();
                let [low, high] = [(0..=x).map(probability).sum::<f64>(), (x..=n).map(probability).sum::<f64>()];
                let found = FigureCount { x, n, p }.foreseen();
                assert!((found.as_low - low).abs() < 1e-12 && (found.as_high - high).abs() < 1e-12, "{x} {n} {p}");
            }
        }
    }
}
