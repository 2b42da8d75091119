//! How far one assumption may slip: the values at which the net benefit is zero in expectation, and at which it is above zero
//! as often as asked.

use super::crossing::{Crossing, Root};
use super::grid::even_steps;
use super::held::{Held, Level};
use super::least_adverse::LeastAdverse;
use super::response::{HeldInput, Response};
use super::roots::{Interval, limits, places, scale, signs};
use super::search::Search;
use super::shared_points::SharedPoints;
use super::switching::likely;
use crate::distribution::Univariate;
use crate::model::Label;
use crate::parallel;
use serde::Serialize;

/// The switching values of one assumption.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Threshold {
    /// The assumption.
    #[serde(flatten)]
    pub label: Label,
    /// Its base value.
    pub base: f64,
    /// Whether the scenario takes another value for it by itself.
    pub settable: bool,
    /// Where the expected net benefit is zero, everything else at base values: the switching value of the expected table.
    pub expected: Crossing,
    /// Where the mean net benefit is zero, everything else as uncertain as it is.
    pub mean: Crossing,
    /// Where P(net > 0) is as asked; `null` where an incomplete payer's is withheld.
    pub probability: Option<Target>,
    /// Net benefit and P(net > 0) over a range of values that shows all of this.
    pub curve: Vec<Curve>,
}

/// How far one assumption may slip, and the least that must go wrong among all of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThresholdAnswer {
    /// Of the one assumption.
    #[serde(flatten)]
    pub threshold: Threshold,
    /// Of all of them together.
    pub least_adverse: LeastAdverse,
}

/// The crossing of a probability.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Target {
    /// The probability asked for.
    pub target: f64,
    /// The lowest and the highest value at which programmes were simulated.
    pub looked_at: Option<(f64, f64)>,
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

/// Within this many standard errors of zero the sign of a mean is left open.
const OPEN: f64 = 3.0;
/// Points of the curve.
const CURVE: usize = 21;

impl Crossing {
    /// From all roots and intervals; `base` tells which root is nearest.
    pub(super) fn new(base: f64, roots: Vec<Root>, intervals: Vec<Interval>) -> Self {
        let pays = match intervals[..] {
            [] => "never",
            [Interval::ALL] => "always",
            [Interval { from: Some(_), to: None }] => "above",
            [Interval { from: None, to: Some(_) }] => "below",
            [Interval { from: Some(_), to: Some(_) }] => "between",
            [Interval { from: None, .. }, Interval { to: None, .. }] => "outside",
            _ => "several",
        };
        let distance = |root: &&Root| (root.value - base).abs();
        let nearest = roots.iter().min_by(|a, b| distance(a).total_cmp(&distance(b))).copied();
        Self { value: nearest.map(|root| root.value), mcse: nearest.and_then(|root| root.mcse), pays, roots, intervals }
    }
}

/// The switching values of an input, by position. `allowed` tells which values it may have; `target` is the probability of a
/// net benefit above zero that is asked for.
///
/// # Errors
/// When a value or an outcome cannot be computed.
pub fn threshold<R: Response>(
    response: &R,
    input: usize,
    target: f64,
    design: &SharedPoints,
    allowed: impl Fn(f64) -> bool,
) -> Result<Threshold, R::Error> {
    let known = &response.inputs()[input];
    let held = |value| [HeldInput { input, value }];
    let ends = limits(known.base, &allowed);
    let places = places(known.base, &likely(known), ends);
    let mut function = response.begin()?;
    let mut at_base = |value: f64| function(&response.base(&held(value)));
    let looked_at = places.iter().filter_map(|value| Some((*value, at_base(*value).ok()?))).collect();
    let found = signs(looked_at, known.base, |value| at_base(value).ok());
    // Without a value at the base there is no answer, and a search that was stopped ends here.
    at_base(known.base)?;
    let exact = |value: f64| Root { value, mcse: Some(0.0) };
    let expected = Crossing::new(known.base, found.roots.into_iter().map(exact).collect(), found.intervals);
    let mean = mean_crossing(response, input, design, &places, ends)?;
    let also = middles(&mean.intervals, &mean.roots);
    let mut search = Search::new(response, input);
    let crossing = response.complete().then(|| search.cross(target, ends, &also)).transpose()?;
    let found: Vec<&Crossing> = [&expected, &mean].into_iter().chain(&crossing).collect();
    let values = range(response, input, &found, ends);
    let values = around(values, crossing.as_ref().map_or(&[], |crossing| &crossing.roots));
    let curve = parallel::map(values.len(), |i| {
        let level = Held::of(response, design, &held(values[i]))?.level();
        Ok(Curve { value: values[i], level })
    });
    Ok(Threshold {
        label: known.label.clone(),
        base: known.base,
        settable: true,
        expected,
        mean,
        probability: crossing.map(|crossing| Target { target, looked_at: search.looked_at(), crossing }),
        curve: curve.into_iter().collect::<Result<_, R::Error>>()?,
    })
}

/// Where the mean over the other inputs is above zero; the error of a root is the error of the mean there over the slope.
fn mean_crossing<R: Response>(
    response: &R,
    input: usize,
    design: &SharedPoints,
    places: &[f64],
    ends: (f64, f64),
) -> Result<Crossing, R::Error> {
    let base = response.inputs()[input].base;
    let mean = |value| Ok(design.means(response, &[HeldInput { input, value }])?.estimate());
    let looked_at = parallel::map(places.len(), |i| {
        let mean = mean(places[i]).ok()?;
        // At the end of what is allowed no sign beyond tells whether it crosses: what its error leaves open is zero there.
        let open = (places[i] == ends.0 || places[i] == ends.1) && mean.value.abs() <= OPEN * mean.mcse;
        Some((places[i], if open { 0.0 } else { mean.value }))
    });
    let found = signs(looked_at.into_iter().flatten().collect(), base, |value| Some(mean(value).ok()?.value));
    mean(base)?;
    let error = |value: f64| -> Result<Root, R::Error> {
        let step = 1e-3 * value.abs().max(base.abs()).max(1e-9);
        let (low, high) = ((value - step).max(ends.0), (value + step).min(ends.1));
        let slope = (mean(high)?.value - mean(low)?.value) / (high - low);
        let error = (mean(value)?.mcse / slope).abs();
        Ok(Root { value, mcse: Some(error).filter(|error| error.is_finite()) })
    };
    let roots = found.roots.into_iter().map(error).collect::<Result<_, R::Error>>()?;
    Ok(Crossing::new(base, roots, found.intervals))
}

/// A value in the midst of each interval between roots.
fn middles(intervals: &[Interval], roots: &[Root]) -> Vec<f64> {
    let bounded = intervals.iter().filter_map(|interval| Some(f64::midpoint(interval.from?, interval.to?)));
    bounded.chain(roots.windows(2).map(|pair| f64::midpoint(pair[0].value, pair[1].value))).collect()
}

/// How many times its own size a value may lie from the base to be drawn, where a nearer one is.
const DRAWN: f64 = 4.0;

/// Values over a range that holds the base, what the input is likely to be, and the roots.
fn range<R: Response>(response: &R, input: usize, found: &[&Crossing], (least, most): (f64, f64)) -> Vec<f64> {
    let input = &response.inputs()[input];
    let around = if input.distribution.is_fixed() {
        let step = scale(input.base) / 2.0;
        [(input.base - step).max(least), (input.base + step).min(most)]
    } else {
        [0.02, 0.98].map(|p| input.distribution.quantile(p))
    };
    let near = |root: &&Root| (root.value - input.base).abs() <= DRAWN * scale(input.base).max(around[1] - around[0]);
    let nearest = found.iter().filter_map(|crossing| crossing.value);
    let others = found.iter().flat_map(|crossing| crossing.roots.iter().filter(near).map(|root| root.value));
    let all = nearest.chain(others).chain(around).chain([input.base]);
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    let margin = (high - low) * 0.05;
    let several = found.iter().any(|crossing| crossing.roots.len() > 1);
    let steps = if several { 2 * CURVE - 1 } else { CURVE };
    even_steps((low - margin).max(least), (high + margin).min(most), steps)
}

/// The values with others close by on either side of each root within them, since a probability may jump there.
fn around(mut values: Vec<f64>, roots: &[Root]) -> Vec<f64> {
    let (Some(&low), Some(&high)) = (values.first(), values.last()) else { return values };
    let step = (high - low) * 1e-3;
    let inside = |value: &f64| (low..=high).contains(value);
    values.extend(roots.iter().flat_map(|root| [root.value - step, root.value + step]).filter(inside));
    values.sort_by(f64::total_cmp);
    values.dedup();
    values
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
        let design = SharedPoints::new(&response, seed(), 64);
        let found: Result<Threshold, Infallible> = threshold(&response, 0, target, &design, allowed);
        let Ok(found) = found;
        found
    }

    #[test]
    fn a_mean_that_is_zero_at_the_end_of_what_is_allowed_is_not_above_zero_there() {
        let inputs = vec![normal("a", 1.0, 0.1), normal("e", 0.0, 1.0)];
        let found = found(inputs, 0.5, |x| 100.0 * x[0] + x[1], |a| a >= 0.0);
        assert_eq!((found.expected.pays, found.mean.pays), ("above", "above"), "{:?}", found.mean);
        assert!(found.mean.value.expect("a root").abs() < 1e-3);
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
            let Crossing { value, mcse, pays, .. } = found.probability.expect("complete").crossing;
            let (value, mcse) = (value.expect("a root"), mcse.expect("an error"));
            let root = standard_normal_quantile(0.8);
            let density = (-root * root / 2.0).exp() / std::f64::consts::TAU.sqrt();
            let error = (0.16f64 / 20_000.0).sqrt() / density;
            assert!((value - direction * root).abs() < 4.0 * error, "{value}");
            assert!((0.7..1.4).contains(&(mcse / error)), "{mcse} against {error}");
            assert_eq!(pays, if direction > 0.0 { "above" } else { "below" });
        }
    }

    fn reached(found: &Threshold) -> (Option<f64>, &'static str) {
        let crossing = &found.probability.as_ref().expect("complete").crossing;
        (crossing.value, crossing.pays)
    }

    #[test]
    fn where_no_value_does_that_is_told() {
        let inputs = || vec![normal("share", 0.3, 0.05), normal("e", 0.0, 0.1)];
        let allowed = |value: f64| (0.0..=1.0).contains(&value);
        let loses = found(inputs(), 0.8, |x| x[0] + x[1] - 3.0, allowed);
        assert_eq!((loses.expected.value, loses.expected.pays), (None, "never"));
        assert_eq!((loses.mean.value, loses.mean.pays), (None, "never"));
        assert_eq!(reached(&loses), (None, "never"));
        let pays = found(inputs(), 0.8, |x| x[0] + x[1] + 3.0, allowed);
        assert_eq!(reached(&pays), (None, "always"));
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
