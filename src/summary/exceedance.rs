//! How likely the net benefit is to exceed an amount: the S-curve, and the table of losses that follows from it.

use super::account_sums::TalliedColumn;
use super::break_even::as_probability;
use super::ordered::Ordered;
use super::{EXCEEDED_IN, NetBenefit};
use crate::statistics::{Chance, Estimate, Histogram, OrderStatistics, round_step};
use serde::Serialize;

/// Most rows of a table of losses.
const MOST_LOSSES: f64 = 8.0;

/// The amount that is reached or exceeded in a share of all replications.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ExceededAmount {
    /// The share.
    pub share: f64,
    /// The amount: the quantile (type 7) that the other replications are below.
    pub value: f64,
    /// Its Monte Carlo standard error.
    pub mcse: f64,
}

impl ExceededAmount {
    /// Those of a net benefit over the horizon, the most certain first.
    pub(super) fn of(order: &Ordered) -> Vec<Self> {
        let at = |share: f64| {
            let Estimate { value, mcse } = order.quantile(1.0 - share);
            Self { share, value, mcse }
        };
        EXCEEDED_IN.into_iter().map(at).collect()
    }
}

/// How likely an amount is exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AmountProbability {
    /// The amount.
    pub x: f64,
    /// The probability.
    #[serde(flatten, serialize_with = "as_probability")]
    pub chance: Chance,
}

impl AmountProbability {
    /// P(> x) at the edges of bins: counted where order statistics are exact, else read off a sketch, whose bins the error covers as a
    /// uniform error of the share of replications in the one that holds x.
    pub(super) fn of(column: &TalliedColumn, order: &Ordered, bins: &Histogram) -> Vec<Self> {
        let n = column.sums.count();
        let at = |(x, counted): (f64, u64)| {
            let (count, doubtful) = match order {
                // Signs were counted as replications passed.
                _ if x == 0.0 => (column.positive, 0),
                Ordered::Exact(_) => (counted, 0),
                Ordered::Binned(sketch) => {
                    let (above, doubtful) = sketch.above(x);
                    (above.round() as u64, doubtful)
                }
            };
            let chance = Chance::of(count, n);
            let hidden = doubtful as f64 / n as f64 / 3f64.sqrt();
            Self { x, chance: Chance { mcse: chance.mcse.hypot(hidden), ..chance } }
        };
        bins.above_edges().map(at).collect()
    }
}

impl NetBenefit {
    /// How likely a loss of an amount or more is, at a few round amounts above zero, the least first: 1 − P(net > −x). Empty where no
    /// replication lost as much as the least of them, and where the account is incomplete.
    #[must_use]
    pub fn losses(&self) -> Vec<AmountProbability> {
        let Self { histogram: Histogram { width, above, .. }, exceedance: Some(curve), .. } = self else {
            return vec![];
        };
        let seen = |point: &&AmountProbability| point.x < 0.0 && point.chance.value < 1.0;
        let (Some(deepest), Some(last)) = (curve.iter().find(seen), curve.last()) else { return vec![] };
        // A multiple of the width, so that every row lies on an edge.
        let steps = (1..).map(|times| f64::from(times) * width);
        let mut steps = steps.filter(|step| (round_step(*step) / step - 1.0).abs() < 1e-9);
        let Some(step) = steps.find(|step| -deepest.x / step <= MOST_LOSSES) else { return vec![] };
        let at = |x: f64| {
            let point = curve.iter().find(|point| (point.x + x).abs() < width / 4.0);
            // Where nobody came so far, all lost more.
            let point = point.or_else(|| Some(last).filter(|last| -x > last.x && *above == 0));
            point.map(|point| AmountProbability { x, chance: point.chance.other_side() })
        };
        let rows = (-deepest.x / step + 1e-6).floor() as u32;
        (1..=rows).filter_map(|row| at(f64::from(row) * step)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::expected::business_case;
    use crate::model::Model;
    use crate::random::{Sampling, Seed};
    use crate::scenario::Scenario;
    use crate::simulate::{design, random_design};
    use crate::statistics::Sample;
    use crate::summary::{Keeping, NetBenefit, Percentiles, Summary, Tally};

    fn model(set: &[&str]) -> Model {
        let text = include_str!("../../configs/silkeborg.toml");
        let set: Vec<_> = set.iter().map(|set| set.parse().expect("an override")).collect();
        Scenario::parse("silkeborg.toml", text, &set, &|_| Err("none".into())).expect("sound").model
    }

    fn kept(model: &Model, keeping: Keeping, replications: u64) -> Summary {
        let design = random_design(model, Seed::new(4).expect("in range")).limited_to(replications);
        let tally = Tally::keeping(model, &design, keeping, &()).expect("a run");
        Summary::new(model, &business_case(model, &model.base_draw()).expect("a case"), &tally)
    }

    fn at(net: &NetBenefit, x: f64) -> f64 {
        let curve = net.exceedance.as_ref().expect("complete");
        curve.iter().find(|point| point.x == x).unwrap_or_else(|| panic!("{x} is no edge")).chance.value
    }

    #[test]
    fn the_curve_falls_passes_the_probability_of_a_gain_and_is_withheld_with_it() {
        let summary = kept(&model(&[]), Keeping::All, 20_000);
        let net = &summary.headline.net_benefit;
        let curve = net.exceedance.as_ref().expect("complete");
        assert!(curve.is_sorted_by(|a, b| a.x < b.x && a.chance.value >= b.chance.value));
        assert_eq!(at(net, 0.0), net.probability_positive.expect("complete").value);
        for quantile in &net.quantiles {
            let (below, above) =
                (curve.iter().rfind(|p| p.x <= quantile.value), curve.iter().find(|p| p.x >= quantile.value));
            let range = above.expect("an edge").chance.value..=below.expect("an edge").chance.value;
            assert!(range.contains(&(1.0 - quantile.p)), "{quantile:?} in {range:?}");
        }
        for (id, account) in &summary.payers {
            let net = &account.net_benefit;
            assert_eq!(net.exceedance.is_some(), net.probability_positive.is_some(), "{id}");
            assert!(net.exceedance.is_some() || net.losses().is_empty(), "{id}");
        }
        assert!(summary.payers.iter().any(|(id, account)| id == "citizen" && account.net_benefit.exceedance.is_none()));
    }

    #[test]
    fn whatever_is_kept_the_curve_is_the_same_within_its_resolution() {
        let model = model(&[]);
        let exact = kept(&model, Keeping::All, 40_000);
        for keeping in [Keeping::Perspective, Keeping::Picked, Keeping::Nothing] {
            let found = kept(&model, keeping, 40_000);
            let millions = (-8..=10).map(|x| f64::from(x) * 1e6);
            for x in millions {
                let (a, b) = (at(&found.headline.net_benefit, x), at(&exact.headline.net_benefit, x));
                if keeping == Keeping::Nothing {
                    let told =
                        found.headline.net_benefit.exceedance.iter().flatten().find(|p| p.x == x).expect("an edge");
                    assert!((a - b).abs() <= 2.0 * told.chance.mcse, "{x}: {a} and {b}");
                } else {
                    assert_eq!(a, b, "{x}");
                }
            }
        }
    }

    #[test]
    fn designs_count_in_one_set_of_bins_and_their_errors_are_those_of_randomisations() {
        let model = model(&[]);
        let case = business_case(&model, &model.base_draw()).expect("a case");
        let random = kept(&model, Keeping::All, 20_000).headline.net_benefit;
        for sampling in [Sampling::LatinHypercube, Sampling::Sobol] {
            let design = design(&model, sampling, Seed::new(1).expect("in range"), 16 * 256).expect("possible");
            let net = Summary::sampled(&model, &case, &design, &Percentiles::default(), &())
                .expect("a run")
                .headline
                .net_benefit;
            let curve = net.exceedance.as_ref().expect("complete");
            assert_eq!(curve.len(), net.histogram.counts.len() + 1, "the room that was left is gone");
            assert!(curve.iter().all(|point| matches!(point.chance.sample, Sample::Randomisations(_))));
            for x in [-6e6, -2e6, 0.0, 4e6, 8e6] {
                let found = curve.iter().find(|point| point.x == x).expect("an edge");
                let gap = (found.chance.value - at(&random, x)).abs();
                assert!(gap < 4.0 * found.chance.mcse.hypot(0.004) && found.chance.mcse > 0.0, "{x}: {gap}");
            }
        }
    }

    #[test]
    fn losses_stand_at_few_round_amounts() {
        let net = kept(&model(&[]), Keeping::All, 4_000).headline.net_benefit;
        let losses = net.losses();
        assert!((3..=8).contains(&losses.len()) && losses.is_sorted_by(|a, b| a.chance.value >= b.chance.value));
        for loss in &losses {
            assert!((loss.chance.value - (1.0 - at(&net, -loss.x))).abs() < 1e-12, "{loss:?}");
        }
    }

    #[test]
    fn a_certain_loss_is_certain_at_all_amounts_up_to_it_and_a_certain_gain_has_no_losses() {
        let text = |kind: &str| {
            format!(
                "title = \"T\"\nperspective = \"municipality\"\ntimeline = {{ start = 2020, years = 1 }}\nintake = {{ adults = 10 }}\n[lines]\n\
                 team = {{ kind = \"{kind}\", payer = \"municipality\", per = \"year\", amount = 999999 }}\n"
            )
        };
        for (kind, rows) in [("cost", 4), ("saving", 0)] {
            let parsed = Scenario::parse("t.toml", &text(kind), &[], &|_| Err("none".into()));
            let losses = kept(&parsed.expect("sound").model, Keeping::All, 100).headline.net_benefit.losses();
            assert_eq!(losses.len(), rows, "{losses:?}");
            assert!(losses.iter().all(|loss| loss.chance.value == 1.0 && loss.chance.bound().is_some()));
        }
    }
}
