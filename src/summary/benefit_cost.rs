//! The benefit-cost ratio with its distribution.
//!
//! The ratio itself is a ratio of means. Beside it stands the ratio of each replication, present value of gains over that of
//! payments: its quantiles, and how likely it is above some round numbers. A replication that pays nothing has no ratio; how many those
//! are is told, and all else is about the others.

use super::account::quantiles;
use super::ordered::Ordered;
use super::ratio::Ratio;
use super::{AmountProbability, Percentiles, QuantileEstimate};
use crate::model::ROUNDING;
use crate::statistics::Chance;
use serde::{Serialize, Serializer};

/// The ratios whose probability to be exceeded is told.
const ROUND: [f64; 5] = [0.5, 1.0, 1.5, 2.0, 3.0];

/// Counts of the ratios of replications.
#[derive(Debug, Clone, Default)]
pub(super) struct RatioTally {
    count: u64,
    /// How many have a ratio.
    with: u64,
    /// How many are above each of [`ROUND`].
    above: [u64; ROUND.len()],
}

impl RatioTally {
    /// Adds some replications.
    pub fn add(&mut self, gains: &[f64], payments: &[f64]) {
        self.count += gains.len() as u64;
        self.with += payments.iter().filter(|paid| **paid > 0.0).count() as u64;
        for (above, x) in self.above.iter_mut().zip(ROUND) {
            let exceeds = |(gain, paid): (&f64, &f64)| {
                let (gain, paid) = (*gain, x * *paid);
                (paid > 0.0) & (gain - paid > ROUNDING * (gain.abs() + paid))
            };
            *above += gains.iter().zip(payments).map(|pair| u64::from(exceeds(pair))).sum::<u64>();
        }
    }

    /// Adds the counts of the part that follows.
    pub fn join(&mut self, next: &Self) {
        self.count += next.count;
        self.with += next.with;
        self.above.iter_mut().zip(next.above).for_each(|(count, more)| *count += more);
    }
}

/// The ratio of a replication; none where nothing is paid.
pub(super) fn ratio_of(gain: f64, paid: f64) -> Option<f64> {
    (paid > 0.0).then(|| gain / paid)
}

/// The benefit-cost ratio of an account. Serialises with its distribution, or as `null` where there is no ratio of means.
#[derive(Debug, Clone, PartialEq)]
pub struct BenefitCost {
    /// What is gained per krone paid, a ratio of means.
    pub ratio: Ratio,
    /// Quantiles of the ratios of single replications, type 7, of those that have one; not a number where none has.
    pub quantiles: Vec<QuantileEstimate>,
    /// How likely a replication with a ratio has one above each of some round numbers; `None` where the account is incomplete.
    pub above: Option<Vec<AmountProbability>>,
    /// How likely a replication pays nothing, and so has no ratio.
    pub without: Chance,
}

impl BenefitCost {
    pub(super) fn new(
        ratio: Ratio,
        tally: &RatioTally,
        order: Option<&Ordered>,
        complete: bool,
        percentiles: &Percentiles,
    ) -> Self {
        let none = |p: &f64| QuantileEstimate { p: *p, value: f64::NAN, mcse: f64::INFINITY, interval: None };
        let point = |(x, count): (f64, u64)| AmountProbability { x, chance: Chance::of(count, tally.with) };
        Self {
            ratio,
            quantiles: order
                .map_or_else(|| percentiles.all().iter().map(none).collect(), |order| quantiles(order, percentiles)),
            above: complete.then(|| ROUND.into_iter().zip(tally.above).map(point).collect()),
            without: Chance::of(tally.count - tally.with, tally.count),
        }
    }

    /// P(ratio > 1) among the replications that have one; none where that is withheld.
    #[must_use]
    pub fn above_one(&self) -> Option<Chance> {
        self.above.iter().flatten().find(|point| point.x == 1.0).map(|point| point.chance)
    }
}

/// [`BenefitCost`] where there is a ratio of means.
#[derive(Serialize)]
struct Written<'a> {
    value: f64,
    mcse: f64,
    quantiles: &'a [QuantileEstimate],
    probability_above_one: Option<Chance>,
    above: &'a Option<Vec<AmountProbability>>,
    without_ratio: &'a Chance,
}

impl Serialize for BenefitCost {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { ratio, quantiles, above, without } = self;
        let written = ratio.found().ok().map(|found| Written {
            value: found.value,
            mcse: found.mcse,
            quantiles,
            probability_above_one: self.above_one(),
            above,
            without_ratio: without,
        });
        written.serialize(serializer)
    }
}
