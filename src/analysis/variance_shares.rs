//! Shares of the variance of a response: what of it goes with each input.
//!
//! With f the exact value, V its variance and X an input (or a set of inputs) that is independent of all others Z, Sobol' (1993) divides V
//! into what knowing X alone would take away, V₁ = Var(E\[f | X\]), and what would be left if all others were known, V_T = E\[Var(f | Z)\].
//! The first-order share is V₁/V, the total share V_T/V; their difference is what X does together with others. With independent points A
//! and B (Saltelli's design), AB being A with X of B, and BA being B with X of A:
//!
//! * V₁ = mean of (f(AB) − f(A))(f(B) − f(BA))/2 (Azzini, Mara and Rosati, *Environmental Modelling & Software* 144, 2021): both factors
//!   are what X does, so the error of a small share is small
//! * V_T = mean of (f(A) − f(AB))²/2 and of (f(B) − f(BA))²/2 (Jansen, *Computer Physics Communications* 117, 1999)
//!
//! on scrambled Sobol points. Errors come from the spread between independent randomisations, of a ratio by the delta method; the intervals
//! are those of Student's t. Estimates are not cut to 0 to 1: what lies outside shows how large the error is.
//!
//! Inputs that go together have no shares of their own: an index that takes them as independent would be wrong. They are one set.

use super::inseparable::{InputSet, Reason, independent_sets};
use super::response::{Response, uniform};
use super::shared_points::{RANDOMISATIONS, STUDENT};
use crate::model::Label;
use crate::parallel;
use crate::random::{Seed, Sobol};
use crate::statistics::{Estimate, PowerSums};
use serde::Serialize;

/// A share of a variance with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub mcse: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Share {
    fn of(estimate: Estimate) -> Self {
        let Estimate { value, mcse } = estimate;
        Self { value, mcse, low: value - STUDENT * mcse, high: value + STUDENT * mcse }
    }
}

/// What of the variance goes with a set of inputs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Shares {
    /// What knowing it alone would take away.
    pub first: Share,
    /// What would be left if everything else were known.
    pub total: Share,
}

/// An input that is independent of all others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InputShares {
    /// The input.
    #[serde(flatten)]
    pub label: Label,
    /// Its shares.
    #[serde(flatten)]
    pub shares: Shares,
}

/// Several inputs taken as one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupShares {
    /// Why they are taken as one.
    pub reason: Reason,
    /// The name that was given; absent where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its inputs.
    pub inputs: Vec<Label>,
    /// Their shares together.
    #[serde(flatten)]
    pub shares: Shares,
}

/// What goes with each input, the most first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VarianceShares {
    /// The mean of the exact value.
    pub mean: Estimate,
    /// Its standard deviation.
    pub sd: Estimate,
    /// Inputs by themselves.
    pub inputs: Vec<InputShares>,
    /// Inputs that are taken as one: because they go together, or because somebody asked.
    pub groups: Vec<GroupShares>,
    /// What no input explains by itself: one less all first-order shares.
    pub interactions: Share,
    /// The share of chance between families in the variance of all outcomes; absent where there are no families.
    pub chance: Option<Estimate>,
}

/// A set of inputs that somebody asks for, by name.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedSet {
    /// What it is called.
    pub name: String,
    /// By position; with an input also all that it goes together with.
    pub inputs: Vec<usize>,
}

/// Sums of one randomisation.
struct Randomisation {
    mean: f64,
    variance: f64,
    /// First-order and total variance of each set.
    parts: Vec<[f64; 2]>,
}

/// The shares of each uncertain input, and of each set asked for, from a number of points of each randomisation. `None` where the value
/// does not vary.
///
/// # Errors
/// When a point has no value.
pub fn variance_shares<R: Response>(
    response: &R,
    asked: &[NamedSet],
    seed: Seed,
    points: u32,
) -> Result<Option<VarianceShares>, R::Error> {
    let mut sets = independent_sets(response);
    let apart = sets.len();
    sets.extend(asked.iter().map(|set| InputSet { inputs: set.inputs.clone(), reason: Some(Reason::Asked) }));
    let found = parallel::map(RANDOMISATIONS, |number| randomisation(response, &sets, seed, number as u32, points));
    let found = found.into_iter().collect::<Result<Vec<_>, _>>()?;
    let each = |of: &dyn Fn(&Randomisation) -> f64| -> Vec<f64> { found.iter().map(of).collect() };
    let variances = each(&|found| found.variance);
    let (mean, variance) = (estimate(&each(&|found| found.mean)), estimate(&variances));
    // What rounding leaves of a constant is no variance.
    if variance.value <= (1e-12 * mean.value).powi(2) {
        return Ok(None);
    }
    let share = |of: &dyn Fn(&Randomisation) -> f64| Share::of(ratio(&each(of), &variances));
    let shares =
        |at: usize| Shares { first: share(&|found| found.parts[at][0]), total: share(&|found| found.parts[at][1]) };
    let label = |input: &usize| response.inputs()[*input].label.clone();
    let (mut inputs, mut groups) = (Vec::new(), Vec::new());
    for (at, set) in sets.iter().enumerate() {
        let shares = shares(at);
        match set.reason {
            None => inputs.push(InputShares { label: label(&set.inputs[0]), shares }),
            Some(reason) => groups.push(GroupShares {
                reason,
                name: at.checked_sub(apart).map(|at| asked[at].name.clone()),
                inputs: set.inputs.iter().map(label).collect(),
                shares,
            }),
        }
    }
    inputs.sort_by(|a, b| b.shares.total.value.total_cmp(&a.shares.total.value));
    groups.sort_by(|a, b| b.shares.total.value.total_cmp(&a.shares.total.value));
    let left = |found: &Randomisation| found.variance - found.parts[..apart].iter().map(|part| part[0]).sum::<f64>();
    let sd = variance.value.sqrt();
    Ok(Some(VarianceShares {
        mean,
        sd: Estimate { value: sd, mcse: variance.mcse / (2.0 * sd) },
        inputs,
        groups,
        interactions: share(&left),
        chance: None,
    }))
}

/// Values at the points of one randomisation: two sets of points, and for each set of inputs either with those inputs of the other.
fn randomisation<R: Response>(
    response: &R,
    sets: &[InputSet],
    seed: Seed,
    number: u32,
    points: u32,
) -> Result<Randomisation, R::Error> {
    let inputs = response.inputs();
    let sobol = Sobol::new(seed, number, 2 * inputs.len());
    let mut value = response.begin()?;
    let mut at = |point: &[f64]| value(&response.draw(point.iter().copied()));
    let (mut values, mut parts) = (Vec::new(), vec![[0.0; 2]; sets.len()]);
    let n = f64::from(points);
    for index in 0..points {
        let paths = inputs.iter().map(|input| input.label.path.as_str());
        let (mut a, mut b) = two_points(paths, sobol.as_ref(), seed, (number, index));
        let [first, second] = [at(&a)?, at(&b)?];
        values.extend([first, second]);
        for (set, [main, total]) in sets.iter().zip(&mut parts) {
            exchange(&set.inputs, &mut a, &mut b);
            let by = [at(&a)? - first, second - at(&b)?];
            exchange(&set.inputs, &mut a, &mut b);
            *main += by[0] * by[1] / (2.0 * n);
            *total += (by[0] * by[0] + by[1] * by[1]) / (4.0 * n);
        }
    }
    let mean = values.iter().sum::<f64>() / (2.0 * n);
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (2.0 * n);
    Ok(Randomisation { mean, variance, parts })
}

/// Exchanges the coordinates of some inputs between two points.
fn exchange(inputs: &[usize], a: &mut [f64], b: &mut [f64]) {
    for &input in inputs {
        std::mem::swap(&mut a[input], &mut b[input]);
    }
}

/// Two points of the unit cube: from one Sobol point of twice as many dimensions, or independent where there are too many.
fn two_points<'p>(
    paths: impl ExactSizeIterator<Item = &'p str>,
    sobol: Option<&Sobol>,
    seed: Seed,
    (number, index): (u32, u32),
) -> (Vec<f64>, Vec<f64>) {
    let inputs = paths.len();
    if let Some(sobol) = sobol {
        let mut point: Vec<f64> = sobol.point(index).collect();
        let second = point.split_off(inputs);
        return (point, second);
    }
    let draw = u64::from(number) * u64::from(Sobol::MOST_POINTS) + u64::from(index);
    paths.map(|path| (uniform(path, seed, 2 * draw), uniform(path, seed, 2 * draw + 1))).unzip()
}

/// The mean of the randomisations with the error of their spread.
pub(super) fn estimate(each: &[f64]) -> Estimate {
    let mut sums = PowerSums::<2>::about(each[0]);
    sums.add(each);
    sums.mean()
}

/// The ratio of two means over the randomisations, with its error by the delta method.
fn ratio(each: &[f64], of: &[f64]) -> Estimate {
    let over = estimate(of).value;
    let ratio = estimate(each).value / over;
    let residuals: Vec<f64> = each.iter().zip(of).map(|(part, of)| (part - ratio * of) / over).collect();
    Estimate { value: ratio, mcse: estimate(&residuals).mcse }
}

#[cfg(test)]
mod tests {
    use super::super::{Function, Input};
    use super::*;
    use crate::distribution::{Distribution, Normal, Uniform};
    use crate::model::{Copula, RankCorrelation, normal_from_rank};
    use std::f64::consts::PI;

    fn uniform_input(path: &str, from: f64, to: f64) -> Input {
        Input::new(path, Distribution::Uniform(Uniform::new(from, to).expect("an interval")))
    }

    fn found<R: Response>(response: &R, asked: &[NamedSet], points: u32) -> VarianceShares {
        let found = variance_shares(response, asked, Seed::default(), points).unwrap_or_else(|_| panic!("a value"));
        found.expect("it varies")
    }

    fn of<'a>(found: &'a VarianceShares, path: &str) -> &'a Shares {
        &found.inputs.iter().find(|input| input.label.path == path).expect("an input").shares
    }

    fn near(share: Share, expected: f64, least: f64) {
        let gap = (share.value - expected).abs();
        assert!(gap < 4.0 * share.mcse + 1e-9 && share.mcse < least, "{share:?} for {expected}");
        assert!(share.low < share.value && share.value < share.high);
    }

    /// Ishigami and Homma (1990), a = 7, b = 0.1.
    #[test]
    fn the_shares_of_ishigami_s_function_are_those_of_its_closed_form() {
        let ishigami = |x: &[f64]| x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin();
        let inputs = ["x1", "x2", "x3"].map(|path| uniform_input(path, -PI, PI)).to_vec();
        let response = Function::new(inputs, Seed::default(), 1, ishigami);
        let asked = [NamedSet { name: "both".to_owned(), inputs: vec![0, 2] }];
        let shares = found(&response, &asked, 2048);
        for (path, first, total) in
            [("x1", 0.313_905_2, 0.557_588_9), ("x2", 0.442_411_1, 0.442_411_1), ("x3", 0.0, 0.243_683_7)]
        {
            near(of(&shares, path).first, first, 0.005);
            near(of(&shares, path).total, total, 0.005);
        }
        assert!((shares.sd.value.powi(2) - 13.844_587_9).abs() < 8.0 * shares.sd.value * shares.sd.mcse + 1e-3);
        near(shares.interactions, 0.243_683_7, 0.005);
        // Together x1 and x3 have all that x2 has not.
        near(shares.groups[0].shares.first, 1.0 - 0.442_411_1, 0.005);
        assert_eq!(shares.inputs[0].label.path, "x1", "the largest total first");
    }

    #[test]
    fn the_shares_of_the_g_function_are_those_of_its_closed_form() {
        let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
        let g = move |x: &[f64]| x.iter().zip(a).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product();
        let inputs = (0..8).map(|i| uniform_input(&format!("x{i}"), 0.0, 1.0)).collect();
        let shares = found(&Function::new(inputs, Seed::default(), 1, g), &[], 1024);
        let firsts = [0.716_192, 0.179_048, 0.023_675_8, 0.007_161_9];
        let totals = [0.787_144, 0.242_198, 0.034_316_9, 0.010_460_4];
        for (i, (first, total)) in firsts.into_iter().zip(totals).enumerate() {
            near(of(&shares, &format!("x{i}")).first, first, 0.01);
            near(of(&shares, &format!("x{i}")).total, total, 0.01);
        }
        // What does little has a small error too: both factors of its estimate are small.
        assert!(of(&shares, "x3").first.mcse < 0.001, "{:?}", of(&shares, "x3"));
    }

    /// y = a + b + c with standard normals, a and b correlated by r: the variance is 3 + 2r, of which c has 1.
    #[test]
    fn correlated_inputs_have_their_shares_as_one() {
        let normal = |path| Input::new(path, Distribution::Normal(Normal::new(0.0, 1.0).expect("a distribution")));
        let copula = Copula::new(&[RankCorrelation { between: [0, 2], rank: 0.5 }]).expect("possible");
        let sum = |x: &[f64]| x.iter().sum();
        let response = Function::new(["a", "c", "b"].map(normal).to_vec(), Seed::default(), 1, sum).tied_by(copula);
        let shares = found(&response, &[], 1024);
        let r = normal_from_rank(0.5);
        near(of(&shares, "c").first, 1.0 / (3.0 + 2.0 * r), 0.005);
        assert_eq!((shares.inputs.len(), shares.groups.len()), (1, 1));
        assert_eq!(shares.groups[0].reason, Reason::Correlated);
        near(shares.groups[0].shares.total, (2.0 + 2.0 * r) / (3.0 + 2.0 * r), 0.005);
    }

    #[test]
    fn what_does_not_vary_has_no_shares() {
        let inputs = vec![uniform_input("a", 0.0, 1.0)];
        let response = Function::new(inputs, Seed::default(), 1, |_: &[f64]| 1e9 + 0.1);
        assert_eq!(variance_shares(&response, &[], Seed::default(), 16), Ok(None));
    }

    /// More inputs than Sobol points have dimensions: independent points serve.
    #[test]
    fn many_inputs_share_the_variance_evenly() {
        let inputs = (0..140).map(|i| uniform_input(&format!("x{i}"), 0.0, 1.0)).collect();
        let shares = found(&Function::new(inputs, Seed::default(), 1, |x: &[f64]| x.iter().sum()), &[], 128);
        near(shares.inputs[70].shares.total, 1.0 / 140.0, 0.01);
    }
}
