//! The benefit-cost ratio with its distribution.
//!
//! The ratio itself is a ratio of means. Beside it stands the ratio of each replication, present value of gains over that of
//! payments: its quantiles, and how likely it is above some round numbers. A replication that pays nothing has no ratio; how many those
//! are is told, and all else is about the others.

use super::ratio::Ratio;
use super::{AmountProbability, Percentiles, QuantileEstimate};
use crate::model::ROUNDING;
use crate::statistics::{Chance, RatioCounts};
use serde::{Serialize, Serializer};

/// The ratios whose probability to be exceeded is told.
const ROUND: [f64; 5] = [0.5, 1.0, 1.5, 2.0, 3.0];

/// Counts of no ratio.
pub(super) fn no_ratios() -> RatioCounts {
    RatioCounts::above(ROUND, ROUNDING)
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
        tally: &RatioCounts,
        quantiles: Option<Vec<QuantileEstimate>>,
        complete: bool,
        percentiles: &Percentiles,
    ) -> Self {
        let none = |p: &f64| QuantileEstimate { p: *p, value: f64::NAN, mcse: f64::INFINITY, interval: None };
        let point = |(x, count): (f64, u64)| AmountProbability { x, chance: Chance::of(count, tally.with()) };
        Self {
            ratio,
            quantiles: quantiles.unwrap_or_else(|| percentiles.all().iter().map(none).collect()),
            above: complete.then(|| tally.each().map(point).collect()),
            without: Chance::of(tally.count() - tally.with(), tally.count()),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expected::business_case;
    use crate::model::Model;
    use crate::random::Seed;
    use crate::scenario::Scenario;
    use crate::simulate::{Replications, random_design};
    use crate::summary::{Keeping, Summary, Tally};

    const REPLICATIONS: u64 = 40_000;

    fn model() -> Model {
        let text = include_str!("../../configs/silkeborg.toml");
        Scenario::parse("silkeborg.toml", text, &[], &|_| Err("no data files".into())).expect("sound").model
    }

    fn kept(model: &Model, keeping: Keeping) -> Summary {
        let design = random_design(model, Seed::new(4).expect("in range")).limited_to(REPLICATIONS);
        let tally = Tally::keeping(model, &design, keeping, &()).expect("a run");
        Summary::new(model, &business_case(model, &model.base_draw()).expect("a case"), &tally)
    }

    #[test]
    fn quantiles_are_type_7_of_the_ratios_of_replications() {
        let model = model();
        let all = Replications::run(&model, Seed::new(4).expect("in range"), 0..REPLICATIONS, &()).expect("a run");
        let each = |i| all.gains_and_payments(i, model.perspective);
        let mut ratios: Vec<f64> = (0..all.len()).map(each).filter_map(|(gain, paid)| ratio_of(gain, paid)).collect();
        ratios.sort_by(f64::total_cmp);
        let found = kept(&model, Keeping::All).headline.benefit_cost_ratio;
        for quantile in &found.quantiles {
            let place = quantile.p * (ratios.len() - 1) as f64;
            let (low, part) = (place.floor() as usize, place.fract());
            let exact = ratios[low] + part * (ratios[low + 1] - ratios[low]);
            assert!((quantile.value - exact).abs() < 1e-12, "{quantile:?}: {exact}");
        }
        let above = ratios.iter().filter(|ratio| **ratio > 1.0).count() as f64 / ratios.len() as f64;
        assert_eq!(found.above_one().expect("complete").value, above);
    }

    #[test]
    fn whatever_is_kept_counts_are_the_same_and_quantiles_within_their_resolution() {
        let model = model();
        let exact = kept(&model, Keeping::All);
        for keeping in [Keeping::Perspective, Keeping::Picked, Keeping::Nothing] {
            let found = kept(&model, keeping);
            for ((id, found), (_, exact)) in found.payers.iter().zip(&exact.payers) {
                // The price is a ratio of sums, which are taken in another order.
                let curves = |of: &crate::summary::AccountSummary| -> Vec<Vec<AmountProbability>> {
                    of.acceptability.iter().map(|found| found.curve.clone()).collect()
                };
                assert_eq!(curves(found), curves(exact), "{id}");
                let (a, b) = (&found.benefit_cost_ratio, &exact.benefit_cost_ratio);
                assert_eq!((&a.above, a.without), (&b.above, b.without), "{id}");
                for (a, b) in a.quantiles.iter().zip(&b.quantiles).filter(|(_, b)| b.value.is_finite()) {
                    assert!((a.value - b.value).abs() <= 0.02 * b.value.abs(), "{id}: {a:?} against {b:?}");
                }
            }
            let (a, b) = (&found.headline, &exact.headline);
            if keeping == Keeping::Perspective {
                assert_eq!(a.benefit_cost_ratio.quantiles, b.benefit_cost_ratio.quantiles);
            }
            let [a, b] = [a, b].map(|of| of.net_benefit.exceeded_in.clone().expect("complete"));
            assert!(keeping == Keeping::Nothing || a == b, "{a:?} {b:?}");
        }
    }
}
