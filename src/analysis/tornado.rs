//! Which assumption decides: each from one end of what it may be to the other, the rest left as uncertain as they are.

use super::grid::rounded;
use super::held::{Held, Level};
use super::paired::probability_change;
use super::response::{HeldInput, Input, Response};
use super::shared_points::SharedPoints;
use crate::distribution::Univariate;
use crate::model::Label;
use crate::parallel;
use crate::statistics::Estimate;
use serde::Serialize;

/// How far each assumption is moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ends {
    /// From its p-quantile to its (1 − p)-quantile; a fixed number by a share of itself either way.
    Quantiles {
        /// The probability p below the lower end.
        tail: f64,
        /// The share of a fixed number.
        share: f64,
    },
    /// Every assumption by the same share of its base value either way, however uncertain it is.
    Share(f64),
}

/// An input with the two ends it is moved between.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Swing {
    /// Which input.
    pub input: usize,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// One end of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct End {
    /// The value that the input is held at.
    pub value: f64,
    /// What that gives.
    #[serde(flatten)]
    pub level: Level,
    /// The mean less the mean with nothing held, on the same points.
    pub change: Estimate,
    /// The probability less that with nothing held, under the same luck; `null` where an incomplete payer's is withheld.
    pub probability_change: Option<Estimate>,
}

/// What one assumption moves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TornadoBar {
    /// The assumption.
    #[serde(flatten)]
    pub label: Label,
    /// Its base value.
    pub base: f64,
    /// At its lower end.
    pub low: End,
    /// At its upper end.
    pub high: End,
    /// The mean at the upper end less that at the lower.
    pub swing: Estimate,
    /// Which end makes the mean lower than with nothing held, of two the worse: `low` or `high`; `none` where neither does.
    pub adverse: &'static str,
    /// Which end makes it higher, of two the better: `low` or `high`; `none` where neither does.
    pub favourable: &'static str,
    /// Whether the scenario has it as certain.
    pub fixed: bool,
    /// Whether it is a factor on all entries of a list, with base 1.
    pub list: bool,
}

/// What every assumption moves, the most first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tornado {
    /// With nothing held.
    pub base: Level,
    /// Each assumption.
    pub bars: Vec<TornadoBar>,
    /// Everything at its adverse end, where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stress: Option<Stress>,
    /// Fixed numbers asked for that cannot be moved so far, by path.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
}

/// One assumption more at its adverse end.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StressStep {
    /// The assumption.
    #[serde(flatten)]
    pub label: Label,
    /// The value that it is held at.
    pub value: f64,
    /// Whether that is a factor on all entries of a list.
    pub list: bool,
    /// With this and all steps before it held.
    #[serde(flatten)]
    pub level: Level,
}

/// An assumption with the value that it is held at.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeldValue {
    /// The assumption.
    #[serde(flatten)]
    pub label: Label,
    /// The value.
    pub value: f64,
}

/// Many assumptions held at once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Combination {
    /// Each with its value.
    pub values: Vec<HeldValue>,
    /// What that gives.
    #[serde(flatten)]
    pub level: Level,
}

/// All assumptions at one end at once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stress {
    /// One assumption after another moved to its adverse end, the one that moves most first; the last step has all of them.
    pub adverse: Vec<StressStep>,
    /// All at their favourable ends.
    pub favourable: Combination,
}

/// The inputs that can be moved with their ends; shocks of single years are left to chance, and what has no width is left out.
#[must_use]
pub fn swings(inputs: &[Input], ends: Ends) -> Vec<Swing> {
    let by_share =
        |input: &Input, share: f64| (input.base - share * input.base.abs(), input.base + share * input.base.abs());
    let each = inputs.iter().enumerate().filter(|(_, input)| !input.shock).map(|(i, input)| {
        let (low, high) = match ends {
            Ends::Share(share) => by_share(input, share),
            Ends::Quantiles { share, .. } if input.distribution.is_fixed() => by_share(input, share),
            Ends::Quantiles { tail, .. } => {
                (input.distribution.quantile(tail), input.distribution.quantile(1.0 - tail))
            }
        };
        Swing { input: i, low: rounded(low), high: rounded(high) }
    });
    each.filter(|swing| swing.low < swing.high).collect()
}

impl End {
    fn new(value: f64, held: &Held, base: &Held) -> Self {
        Self {
            value,
            level: held.level(),
            change: held.means.less(&base.means),
            probability_change: held.complete.then(|| probability_change(&base.outcomes, &held.outcomes)),
        }
    }
}

impl TornadoBar {
    /// The largest distance between three means: with it at either end, and with nothing held.
    fn reach(&self) -> f64 {
        [self.swing, self.low.change, self.high.change].map(|change| change.value.abs()).into_iter().fold(0.0, f64::max)
    }

    /// Whether both ends are worse than leaving it as uncertain as it is.
    #[must_use]
    pub fn bad_at_both_ends(&self) -> bool {
        self.adverse != "none" && self.favourable == "none"
    }
}

/// The adverse and the favourable end. Where an input is bad (or good) at both of its ends, neither is favourable (or adverse); a change
/// within two standard errors of none does not decide that.
fn sides(low: &End, high: &End) -> (&'static str, &'static str) {
    let rises = high.change.value - low.change.value;
    let (worse, better) = if rises < 0.0 { (("high", high), ("low", low)) } else { (("low", low), ("high", high)) };
    let beyond = |end: &End| 2.0 * end.change.mcse + 1e-9 * end.level.mean.value.abs();
    let moves = rises != 0.0;
    let adverse = worse.1.change.value < -beyond(worse.1) || (moves && worse.1.change.value <= beyond(worse.1));
    let favourable = better.1.change.value > beyond(better.1) || (moves && better.1.change.value >= -beyond(better.1));
    (if adverse { worse.0 } else { "none" }, if favourable { better.0 } else { "none" })
}

/// Moves each input from end to end, the others uncertain, with common random numbers.
///
/// # Errors
/// When a value or an outcome cannot be computed.
pub fn tornado<R: Response>(response: &R, swings: &[Swing], design: &SharedPoints) -> Result<Tornado, R::Error> {
    let base = Held::of(response, design, &[])?;
    let bars = parallel::map(swings.len(), |i| {
        let Swing { input, low, high } = swings[i];
        let at = |value| Held::of(response, design, &[HeldInput { input, value }]);
        let (below, above) = (at(low)?, at(high)?);
        let swing = above.means.less(&below.means);
        let Input { label, base: value, list, .. } = &response.inputs()[input];
        let fixed = response.inputs()[input].distribution.is_fixed();
        let (low, high) = (End::new(low, &below, &base), End::new(high, &above, &base));
        let (adverse, favourable) = sides(&low, &high);
        Ok(TornadoBar { label: label.clone(), base: *value, low, high, swing, adverse, favourable, fixed, list: *list })
    });
    let mut bars = bars.into_iter().collect::<Result<Vec<_>, R::Error>>()?;
    bars.sort_by(|a, b| b.reach().total_cmp(&a.reach()));
    Ok(Tornado { base: base.level(), bars, stress: None, left_out: Vec::new() })
}

/// Every assumption at its adverse end at once, one after another, and every one at its favourable end; one that has no such end stays as
/// uncertain as it is.
///
/// # Errors
/// When a value or an outcome cannot be computed.
pub fn stress<R: Response>(response: &R, bars: &[&TornadoBar], design: &SharedPoints) -> Result<Stress, R::Error> {
    let end = |bar: &TornadoBar, adverse: bool| {
        let side = if adverse { bar.adverse } else { bar.favourable };
        let value = match side {
            "low" => bar.low.value,
            "high" => bar.high.value,
            _ => return None,
        };
        let input = response.inputs().iter().position(|input| input.label.path == bar.label.path);
        input.map(|input| HeldInput { input, value })
    };
    let held = |adverse: bool| -> Vec<HeldInput> { bars.iter().filter_map(|bar| end(bar, adverse)).collect() };
    let (adverse, favourable) = (held(true), held(false));
    let label = |held: &HeldInput| response.inputs()[held.input].label.clone();
    let steps = parallel::map(adverse.len(), |i| {
        let level = Held::of(response, design, &adverse[..=i])?.level();
        Ok(StressStep {
            label: label(&adverse[i]),
            value: adverse[i].value,
            list: response.inputs()[adverse[i].input].list,
            level,
        })
    });
    let level = Held::of(response, design, &favourable)?.level();
    Ok(Stress {
        adverse: steps.into_iter().collect::<Result<_, R::Error>>()?,
        favourable: Combination {
            values: favourable.iter().map(|held| HeldValue { label: label(held), value: held.value }).collect(),
            level,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::super::Function;
    use super::*;
    use crate::distribution::{Distribution, Normal, Uniform, standard_normal_cdf, standard_normal_quantile};
    use crate::random::Seed;

    /// y = 2a − 5b + c with standard normals a, b and c = 1 fixed.
    fn linear() -> Function<impl Fn(&[f64]) -> f64 + Sync> {
        let score = |path| Input::new(path, Distribution::Normal(Normal::new(0.0, 1.0).expect("a distribution")));
        let inputs = vec![score("a"), score("b"), Input::new("c", Distribution::Fixed(1.0))];
        Function::new(inputs, Seed::new(1).expect("in range"), 20_000, |x: &[f64]| 2.0 * x[0] - 5.0 * x[1] + x[2])
    }

    fn seen(level: &Level) -> crate::statistics::Chance {
        level.probability.expect("complete")
    }

    fn design(response: &impl Response) -> SharedPoints {
        SharedPoints::new(response, Seed::new(1).expect("in range"), 64)
    }

    #[test]
    fn a_linear_function_moves_by_its_slope_times_the_width() {
        let response = linear();
        let ends = swings(response.inputs(), Ends::Quantiles { tail: 0.1, share: 0.2 });
        let Ok(found) = tornado(&response, &ends, &design(&response));
        let z = standard_normal_quantile(0.9);
        let paths: Vec<&str> = found.bars.iter().map(|bar| bar.label.path.as_str()).collect();
        assert_eq!(paths, ["b", "a", "c"], "what moves most comes first");
        for (bar, swing, adverse) in
            [(&found.bars[0], -10.0 * z, "high"), (&found.bars[1], 4.0 * z, "low"), (&found.bars[2], 0.4, "low")]
        {
            assert!((bar.swing.value - swing).abs() < 1e-9 && bar.swing.mcse < 1e-9, "{bar:?}");
            assert_eq!(bar.adverse, adverse);
            assert!((bar.high.level.expected - bar.low.level.expected - swing).abs() < 1e-9);
        }
        // With b held at its upper end y is normal with mean 1 − 5z and standard deviation 2.
        let end = found.bars[0].high;
        let probability = standard_normal_cdf((1.0 - 5.0 * z) / 2.0);
        assert!((seen(&end.level).value - probability).abs() < 4.0 * seen(&end.level).mcse + 1e-3);
        let change = seen(&end.level).value - seen(&found.base).value;
        assert!((end.probability_change.expect("complete").value - change).abs() < 1e-12);
    }

    /// The g-function Π (|4xᵢ − 2| + aᵢ)/(1 + aᵢ): with xᵢ held at either end its mean is the mean of the factor of xᵢ.
    #[test]
    fn a_function_alike_at_both_ends_is_not_moved_between_them_but_from_its_mean() {
        let a = [0.0, 1.0, 4.5, 9.0];
        let unit = |i: usize| {
            Input::new(&format!("x{i}"), Distribution::Uniform(Uniform::new(0.0, 1.0).expect("an interval")))
        };
        let g = move |x: &[f64]| x.iter().zip(a).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product();
        let seed = Seed::new(1).expect("in range");
        let response = Function::new((0..4).map(unit).collect(), seed, 100, g);
        let ends = swings(response.inputs(), Ends::Quantiles { tail: 0.1, share: 0.1 });
        let Ok(found) = tornado(&response, &ends, &SharedPoints::new(&response, seed, 256));
        for bar in &found.bars {
            let i: usize = bar.label.path[1..].parse().expect("a number");
            assert!(bar.swing.value.abs() < 1e-12, "{bar:?}");
            for end in [bar.low, bar.high] {
                let gap = end.level.mean.value - (1.6 + a[i]) / (1.0 + a[i]);
                assert!(gap.abs() < 4.0 * end.level.mean.mcse + 1e-9 && end.level.mean.mcse < 0.01, "{bar:?}");
            }
        }
    }

    #[test]
    fn an_end_at_the_only_value_there_is_changes_exactly_nothing() {
        let response = linear();
        let swing = [Swing { input: 2, low: 1.0, high: 1.0 }];
        let Ok(found) = tornado(&response, &swing, &design(&response));
        let bar = &found.bars[0];
        for end in [bar.low, bar.high] {
            assert_eq!((end.change.value, end.probability_change.map(|change| change.value)), (0.0, Some(0.0)));
        }
        assert_eq!((bar.swing.value, bar.adverse), (0.0, "none"));
    }

    /// y = 3 − a² + b with standard normals: a is bad at both ends, so that no end of it is favourable.
    #[test]
    fn what_is_bad_at_both_ends_is_adverse_at_one_and_favourable_at_none() {
        let score = |path| Input::new(path, Distribution::Normal(Normal::new(0.0, 1.0).expect("a distribution")));
        let seed = Seed::new(1).expect("in range");
        let response = Function::new(vec![score("a"), score("b")], seed, 1_000, |x: &[f64]| 3.0 - x[0] * x[0] + x[1]);
        let design = SharedPoints::new(&response, seed, 256);
        let Ok(found) =
            tornado(&response, &swings(response.inputs(), Ends::Quantiles { tail: 0.01, share: 0.2 }), &design);
        let a = found.bars.iter().find(|bar| bar.label.path == "a").expect("a bar");
        assert!(a.bad_at_both_ends() && !found.bars[0].bad_at_both_ends(), "{found:?}");
        let Ok(found) = stress(&response, &found.bars.iter().collect::<Vec<_>>(), &design);
        let z = standard_normal_quantile(0.99);
        let last = found.adverse.last().expect("two steps").level;
        assert!((last.expected - (3.0 - z * z - z)).abs() < 1e-9, "{last:?}");
        let [HeldValue { label, value }] = &found.favourable.values[..] else { panic!("{found:?}") };
        assert!(label.path == "b" && (value - z).abs() < 1e-9, "{found:?}");
        assert!((found.favourable.level.mean.value - (2.0 + z)).abs() < 0.05, "{found:?}");
    }

    #[test]
    fn all_adverse_at_once_is_the_sum_for_a_linear_function() {
        let response = linear();
        let design = design(&response);
        let ends = swings(response.inputs(), Ends::Share(0.5));
        assert_eq!(ends.len(), 1, "a share of nothing is nothing: {ends:?}");
        let ends = swings(response.inputs(), Ends::Quantiles { tail: 0.1, share: 0.2 });
        let Ok(found) = tornado(&response, &ends, &design);
        let Ok(found) = stress(&response, &found.bars.iter().collect::<Vec<_>>(), &design);
        let z = standard_normal_quantile(0.9);
        let all = found.adverse.last().expect("three steps").level;
        assert!((all.expected - (0.8 - 7.0 * z)).abs() < 1e-9 && (all.mean.value - all.expected).abs() < 1e-9);
        assert_eq!((all.mean.mcse, seen(&all).value), (0.0, 0.0), "nothing is left to vary");
        assert!((found.favourable.level.expected - (1.2 + 7.0 * z)).abs() < 1e-9);
        assert_eq!(seen(&found.favourable.level).value, 1.0);
    }
}
