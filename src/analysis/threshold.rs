//! How far one assumption may slip: the values at which the net benefit is zero in expectation, and at which it is above zero
//! as often as asked.

use super::design::Design;
use super::grid::even_steps;
use super::held::{Held, Level};
use super::least_adverse::LeastAdverse;
use super::paired::probability_positive;
use super::response::{Pin, Response};
use super::switching::{SwitchingValue, switching_value};
use crate::distribution::Univariate;
use crate::parallel;
use crate::statistics::Estimate;
use serde::Serialize;

/// Where a function of one number crosses a level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Crossing {
    /// The number; `null` where no allowed value crosses.
    pub value: Option<f64>,
    /// How far a rerun under another seed typically moves it; 0 without chance, `null` where it cannot be told.
    pub mcse: Option<f64>,
    /// Where the function is above the level: `above` or `below` the value, `always` or `never`.
    pub pays: &'static str,
}

/// The switching values of one assumption.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Threshold {
    /// Its path.
    pub path: String,
    /// Its unit.
    pub unit: Option<String>,
    /// Its base value.
    pub base: f64,
    /// Where the expected net benefit is zero, everything else at base values: the switching value of the expected table.
    pub expected: Crossing,
    /// Where the mean net benefit is zero, everything else as uncertain as it is.
    pub mean: Crossing,
    /// Where P(net > 0) is as asked.
    pub probability: Target,
    /// Net benefit and P(net > 0) over a range of values that shows all of this.
    pub curve: Vec<Curve>,
}

/// How far one assumption may slip, and the least that must go wrong among all of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slip {
    /// Of the one assumption.
    #[serde(flatten)]
    pub threshold: Threshold,
    /// Of all of them together.
    pub least_adverse: LeastAdverse,
}

/// The crossing of a probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Target {
    /// The probability asked for.
    pub target: f64,
    /// Where it is reached.
    #[serde(flatten)]
    pub crossing: Crossing,
}

/// One point of the curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Curve {
    /// The value of the assumption.
    pub value: f64,
    /// What it gives.
    #[serde(flatten)]
    pub level: Level,
}

/// Points of the curve.
const CURVE: usize = 21;
/// A bracket in which a probability jumps over its target is not narrowed further than this share of its ends.
const FINEST: f64 = 1e-6;

impl Crossing {
    fn exact(found: Option<SwitchingValue>) -> Self {
        let (value, pays) = match found {
            Some(SwitchingValue::At { value, pays_below: true }) => (Some(value), "below"),
            Some(SwitchingValue::At { value, pays_below: false }) => (Some(value), "above"),
            Some(SwitchingValue::Never { pays: true }) => (None, "always"),
            Some(SwitchingValue::Never { pays: false }) | None => (None, "never"),
        };
        Self { value, mcse: value.map(|_| 0.0), pays }
    }
}

/// The switching values of an input, by position. `allowed` tells which values it may have; `target` is the probability of a
/// net benefit above zero that is asked for.
///
/// # Errors
/// When a value or an outcome cannot be worked out.
pub fn threshold<R: Response>(
    response: &R,
    input: usize,
    target: f64,
    design: &Design,
    allowed: impl Fn(f64) -> bool,
) -> Result<Threshold, R::Error> {
    let known = &response.inputs()[input];
    let pin = |value| [Pin { input, value }];
    let mut function = response.begin()?;
    let expected = Crossing::exact(solve(known.base, &allowed, |value| function(&response.base(&pin(value))))?);
    let mean = mean_crossing(response, input, design, &allowed)?;
    let mut search = Search { response, input, known: Vec::new(), one: 0.0 };
    let crossing = search.cross(target, &allowed)?;
    let probability = Target { target, crossing };
    let shown = [expected.value, mean.value, crossing.value];
    let values = range(response, input, shown.into_iter().flatten(), &allowed);
    let curve = parallel::map(values.len(), |i| {
        let level = Held::of(response, design, &pin(values[i]))?.level();
        Ok(Curve { value: values[i], level })
    });
    Ok(Threshold {
        path: known.path.clone(),
        unit: known.unit.clone(),
        base: known.base,
        expected,
        mean,
        probability,
        curve: curve.into_iter().collect::<Result<_, R::Error>>()?,
    })
}

/// The zero of a function without chance; an error within ends the search and is told.
fn solve<E>(
    base: f64,
    allowed: &impl Fn(f64) -> bool,
    mut function: impl FnMut(f64) -> Result<f64, E>,
) -> Result<Option<SwitchingValue>, E> {
    let mut failed = None;
    let found = switching_value(base, |value| {
        if failed.is_some() || !allowed(value) {
            return None;
        }
        match function(value) {
            Ok(net) => Some(net),
            Err(error) => {
                failed = Some(error);
                None
            }
        }
    });
    failed.map_or(Ok(found), Err)
}

/// Where the mean over the other inputs is zero; its error is that of the mean there over the slope.
fn mean_crossing<R: Response>(
    response: &R,
    input: usize,
    design: &Design,
    allowed: &impl Fn(f64) -> bool,
) -> Result<Crossing, R::Error> {
    let base = response.inputs()[input].base;
    let mean = |value| Ok(design.means(response, &[Pin { input, value }])?.estimate());
    let mut crossing = Crossing::exact(solve(base, allowed, |value| Ok(mean(value)?.value))?);
    if let Some(value) = crossing.value {
        let step = 1e-3 * value.abs().max(base.abs()).max(1e-9);
        let inside = |to: f64| if allowed(to) { to } else { value };
        let (low, high) = (inside(value - step), inside(value + step));
        let slope = (mean(high)?.value - mean(low)?.value) / (high - low);
        let error = (mean(value)?.mcse / slope).abs();
        crossing.mcse = error.is_finite().then_some(error);
    }
    Ok(crossing)
}

/// The search for the value at which a probability is as asked. Replications keep their luck from value to value, so the
/// probability found is a function of the value alone, and hardly ever turns back.
struct Search<'r, R> {
    response: &'r R,
    input: usize,
    /// Values looked at, ascending, with the probability there.
    known: Vec<(f64, Estimate)>,
    /// What one replication is of the probability.
    one: f64,
}

impl<R: Response> Search<'_, R> {
    fn at(&mut self, value: f64) -> Result<Estimate, R::Error> {
        let place = self.known.partition_point(|known| known.0 < value);
        if let Some(known) = self.known.get(place).filter(|known| known.0 == value) {
            return Ok(known.1);
        }
        let outcomes = self.response.outcomes(&[Pin { input: self.input, value }])?;
        let found = probability_positive(&outcomes);
        self.one = 1.0 / outcomes.len() as f64;
        self.known.insert(place, (value, found));
        Ok(found)
    }

    fn cross(&mut self, target: f64, allowed: &impl Fn(f64) -> bool) -> Result<Crossing, R::Error> {
        let base = self.response.inputs()[self.input].base;
        let enough = self.at(base)?.value >= target;
        for value in candidates(self.response, self.input) {
            if value != base && allowed(value) && (self.at(value)?.value >= target) != enough {
                let found = self.nearest(target, base)?.unwrap_or(value);
                let rising = self.known.first().zip(self.known.last()).is_some_and(|(a, b)| a.1.value < b.1.value);
                let pays = if rising { "above" } else { "below" };
                return Ok(Crossing { value: Some(found), mcse: self.error(target, found)?, pays });
            }
        }
        Ok(Crossing { value: None, mcse: None, pays: if enough { "always" } else { "never" } })
    }

    /// The crossing of a level nearest to a value, among the brackets known; narrowed down. `None` where none is known.
    fn nearest(&mut self, level: f64, near: f64) -> Result<Option<f64>, R::Error> {
        let crosses = |pair: &&[(f64, Estimate)]| (pair[0].1.value >= level) != (pair[1].1.value >= level);
        let distance = |pair: &&[(f64, Estimate)]| (f64::midpoint(pair[0].0, pair[1].0) - near).abs();
        let brackets = self.known.windows(2).filter(crosses);
        let Some(pair) = brackets.min_by(|a, b| distance(a).total_cmp(&distance(b))) else { return Ok(None) };
        let (mut low, mut high) = (pair[0], pair[1]);
        let below = low.1.value >= level;
        // Between values that one replication tells apart there is nothing more to be found.
        while (low.1.value - high.1.value).abs() > 1.5 * self.one {
            let middle = f64::midpoint(low.0, high.0);
            if middle <= low.0 || middle >= high.0 || high.0 - low.0 < FINEST * low.0.abs().max(high.0.abs()) {
                break;
            }
            let there = (middle, self.at(middle)?);
            *(if (there.1.value >= level) == below { &mut low } else { &mut high }) = there;
        }
        Ok(Some(f64::midpoint(low.0, high.0)))
    }

    /// The error of a crossing: half the way between the crossings of one standard error less and one more.
    fn error(&mut self, target: f64, found: f64) -> Result<Option<f64>, R::Error> {
        let error = self.at(found)?.mcse;
        let ends = (self.nearest(target - error, found)?, self.nearest(target + error, found)?);
        Ok(match ends {
            (Some(low), Some(high)) => Some((high - low).abs() / 2.0),
            // Nothing beyond is known: the other half has to do.
            (Some(end), None) | (None, Some(end)) => Some((end - found).abs()),
            (None, None) => None,
        })
    }
}

/// Values at which to look for a crossing, the nearest first: through what the input may be, then multiples of it.
fn candidates<R: Response>(response: &R, input: usize) -> Vec<f64> {
    let input = &response.inputs()[input];
    let base = input.base;
    let step = if base == 0.0 { 1.0 } else { base };
    let within = [0.75, 0.25, 0.95, 0.05, 0.99, 0.01, 0.999, 0.001]
        .into_iter()
        .filter(|_| !input.distribution.is_fixed())
        .map(|p| input.distribution.quantile(p));
    let beyond = [1.25, 0.75, 1.5, 0.5, 2.0, 0.25, 3.0, 0.1, 0.0, 5.0, -0.5, 10.0, -1.0, 20.0, 50.0, 100.0];
    // The ends of what probabilities may be come last.
    let ends = [0.0, 0.5, 0.9, 0.99, 1.0];
    within.chain(beyond.into_iter().map(|times| base + (times - 1.0) * step)).chain(ends).collect()
}

/// Values over a range that holds the base, what the input is likely to be, and some more values.
fn range<R: Response>(
    response: &R,
    input: usize,
    shown: impl Iterator<Item = f64>,
    allowed: &impl Fn(f64) -> bool,
) -> Vec<f64> {
    let input = &response.inputs()[input];
    let around = if input.distribution.is_fixed() {
        [input.base / 2.0, input.base * 1.5]
    } else {
        [0.02, 0.98].map(|p| input.distribution.quantile(p))
    };
    let all = shown.chain(around).chain([input.base]);
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    let margin = (high - low) * 0.05;
    let low = if allowed(low - margin) { low - margin } else { low };
    let high = if allowed(high + margin) { high + margin } else { high };
    even_steps(low, high, CURVE).into_iter().filter(|value| allowed(*value)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Function, Input};
    use super::*;
    use crate::distribution::{Distribution, Normal, standard_normal_quantile};
    use crate::random::Seed;
    use std::convert::Infallible;

    fn seed() -> Seed {
        Seed::new(1).expect("in range")
    }

    fn normal(path: &str, mean: f64, sd: f64) -> Input {
        Input::new(path, Distribution::Normal(Normal::new(mean, sd).expect("a distribution")))
    }

    fn found(
        inputs: Vec<Input>,
        target: f64,
        function: impl Fn(&[f64]) -> f64 + Sync,
        allowed: impl Fn(f64) -> bool,
    ) -> Threshold {
        let response = Function::new(inputs, seed(), 20_000, function);
        let design = Design::new(&response, seed(), 64);
        let found: Result<Threshold, Infallible> = threshold(&response, 0, target, &design, allowed);
        let Ok(found) = found;
        found
    }

    /// y = 3a − e² with e standard normal: zero at the base value of e for a = 0, in the mean for a = 1/3.
    #[test]
    fn at_base_values_and_in_the_mean_are_told_apart() {
        let inputs = vec![normal("a", 1.0, 1.0), normal("e", 0.0, 1.0)];
        let found = found(inputs, 0.5, |x| 3.0 * x[0] - x[1] * x[1], |_| true);
        assert_eq!((found.expected.value.map(f64::abs), found.expected.pays), (Some(0.0), "above"));
        let (value, mcse) = (found.mean.value.expect("a root"), found.mean.mcse.expect("an error"));
        assert!((value - 1.0 / 3.0).abs() < 4.0 * mcse + 1e-9 && mcse < 0.01, "{value} ± {mcse}");
    }

    /// P(a + e > 0) = Φ(a), which is 80 % at Φ⁻¹(0.8); the error of the root is that of p over the density there.
    #[test]
    fn a_probability_is_reached_where_the_quantile_says_with_its_error() {
        for direction in [1.0, -1.0] {
            let inputs = vec![normal("a", 0.1, 1.0), normal("e", 0.0, 1.0)];
            let found = found(inputs, 0.8, move |x| direction * x[0] + x[1], |_| true);
            let Crossing { value, mcse, pays } = found.probability.crossing;
            let (value, mcse) = (value.expect("a root"), mcse.expect("an error"));
            let root = standard_normal_quantile(0.8);
            let density = (-root * root / 2.0).exp() / std::f64::consts::TAU.sqrt();
            let error = (0.16f64 / 20_000.0).sqrt() / density;
            assert!((value - direction * root).abs() < 4.0 * error, "{value}");
            assert!((0.7..1.4).contains(&(mcse / error)), "{mcse} against {error}");
            assert_eq!(pays, if direction > 0.0 { "above" } else { "below" });
        }
    }

    #[test]
    fn where_no_value_does_that_is_told() {
        let inputs = || vec![normal("share", 0.3, 0.05), normal("e", 0.0, 0.1)];
        let allowed = |value: f64| (0.0..=1.0).contains(&value);
        let loses = found(inputs(), 0.8, |x| x[0] + x[1] - 3.0, allowed);
        assert_eq!((loses.expected.value, loses.expected.pays), (None, "never"));
        assert_eq!((loses.mean.value, loses.mean.pays), (None, "never"));
        assert_eq!((loses.probability.crossing.value, loses.probability.crossing.pays), (None, "never"));
        let pays = found(inputs(), 0.8, |x| x[0] + x[1] + 3.0, allowed);
        assert_eq!((pays.probability.crossing.value, pays.probability.crossing.pays), (None, "always"));
        assert!(pays.curve.iter().all(|point| allowed(point.value)));
    }

    #[test]
    fn the_curve_passes_through_zero_where_the_threshold_lies() {
        let inputs = vec![normal("a", 1.0, 0.5), normal("e", 0.0, 1.0)];
        let found = found(inputs, 0.5, |x| 2.0 * x[0] + x[1] - 1.0, |_| true);
        for point in &found.curve {
            assert_eq!(point.level.expected > 0.0, point.value > found.expected.value.expect("a root"));
        }
    }
}
