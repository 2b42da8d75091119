//! The posterior of the middle and the spread of several programmes: a grid.

use super::counts::EventCount;
use super::programmes::{MiddlePrior, ProgrammesData};
use super::spread::Posterior;
use crate::distribution::standard_normal_cdf;
use crate::statistics::gauss_legendre_points;
use crate::statistics::normal_mean;

/// ln ∫ Bin(x; n, 1/(1 + e^−θ)) N(θ; μ, τ²) dθ, but for the binomial coefficient.
pub(super) fn ln_marginal(count: EventCount, mu: f64, tau: f64) -> f64 {
    let EventCount { events, of } = count;
    let precision = 1.0 / (tau * tau);
    // ln of the integrand but for what does not depend on θ.
    let log = |theta: f64| {
        events * theta - of * (theta.max(0.0) + (-theta.abs()).exp().ln_1p()) - (theta - mu).powi(2) * precision / 2.0
    };
    let mut mode = mu;
    let mut curvature = precision;
    for _ in 0..100 {
        let p = 1.0 / (1.0 + (-mode).exp());
        curvature = of * p * (1.0 - p) + precision;
        // It is concave; short steps keep a poor start from leaving.
        let step = ((events - of * p - (mode - mu) * precision) / curvature).clamp(-1.0, 1.0);
        mode += step;
        if step.abs() < 1e-9 {
            break;
        }
    }
    let (sd, top) = (1.0 / curvature.sqrt(), log(mode));
    let ratio = normal_mean(|z| (log(mode + sd * z) - top + z * z / 2.0).exp());
    top + (ratio * sd / tau).ln()
}

/// A point of the posterior of (μ, τ).
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub mu: f64,
    pub tau: f64,
    weight: f64,
}

/// The posterior of (μ, τ), its weights summing to 1.
#[derive(Debug)]
pub(super) struct MiddleAndSpread(Vec<Cell>);

/// Standard deviations of the prior of τ that are looked at: 6·10⁻⁷ of it lies beyond.
const WIDTHS: f64 = 5.0;
/// Steps of μ for each τ.
const STEPS: u32 = 24;
/// By how much the log density may fall before it is no longer seen.
const SEEN: f64 = 18.0;

impl MiddleAndSpread {
    pub fn new(data: &ProgrammesData, spread_scale: f64) -> Self {
        let mut rows = Vec::new();
        for ends in [0.0, 1.0, WIDTHS].windows(2) {
            for (at, weight) in gauss_legendre_points(ends[0], ends[1]) {
                let tau = at * spread_scale;
                // Half-normal, but for its constant.
                let prior = weight.ln() - at * at / 2.0;
                rows.push((tau, prior));
            }
        }
        let logs: Vec<(f64, f64, f64)> = rows
            .into_iter()
            .flat_map(|(tau, prior)| data.row(tau).map(move |(mu, log)| (mu, tau, log + prior)))
            .collect();
        let top = logs.iter().map(|cell| cell.2).fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = logs.iter().map(|cell| (cell.2 - top).exp()).sum();
        // What no sum sees need not be in it.
        let cells = logs.into_iter().map(|(mu, tau, log)| Cell { mu, tau, weight: (log - top).exp() / total });
        Self(cells.filter(|cell| cell.weight > 1e-12).collect())
    }

    /// P(logit p ≤ x) of a new programme.
    pub fn cdf_of_new(&self, x: f64) -> f64 {
        self.0.iter().map(|cell| cell.weight * standard_normal_cdf((x - cell.mu) / cell.tau)).sum()
    }

    /// Mean and standard deviation of the probability of a new programme.
    pub fn moments_of_new(&self) -> (f64, f64) {
        let mean_of = |f: &dyn Fn(f64) -> f64| -> f64 {
            self.0.iter().map(|cell| cell.weight * normal_mean(|z| f(share(cell.mu + cell.tau * z)))).sum()
        };
        let mean = mean_of(&|p| p);
        (mean, mean_of(&|p| (p - mean).powi(2)).sqrt())
    }

    /// The posterior of what follows from a cell.
    pub fn of(&self, value: impl Fn(&Cell) -> f64) -> Posterior {
        let mut values: Vec<(f64, f64)> = self.0.iter().map(|cell| (value(cell), cell.weight)).collect();
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mean: f64 = values.iter().map(|(value, weight)| value * weight).sum();
        let variance: f64 = values.iter().map(|(value, weight)| weight * (value - mean).powi(2)).sum();
        // The distribution function reaches the middle of its step at each value.
        Posterior::of(mean, variance.sqrt(), |p| {
            let (mut below, mut before) = (0.0, (values[0].0, 0.0));
            for &(value, weight) in &values {
                let here = (value, below + weight / 2.0);
                if here.1 >= p {
                    let part = if here.1 > before.1 { (p - before.1) / (here.1 - before.1) } else { 1.0 };
                    return before.0 + part * (here.0 - before.0);
                }
                below += weight;
                before = here;
            }
            before.0
        })
    }
}

pub(super) fn share(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

impl ProgrammesData {
    /// The log density at even steps of μ for one τ, each with the ln of its step in it.
    fn row(&self, tau: f64) -> impl Iterator<Item = (f64, f64)> + use<> {
        let log = |mu: f64| {
            let prior = match self.middle {
                MiddlePrior::Flat => 0.0,
                MiddlePrior::Normal { mean, sd } => -((mu - mean) / sd).powi(2) / 2.0,
            };
            prior + self.programmes.iter().map(|count| ln_marginal(*count, mu, tau)).sum::<f64>()
        };
        let (from, to) = seen(&log, self.start());
        let step = (to - from) / f64::from(STEPS);
        let row: Vec<(f64, f64)> =
            (0..STEPS).map(|k| from + step * (f64::from(k) + 0.5)).map(|mu| (mu, log(mu) + step.ln())).collect();
        row.into_iter()
    }

    /// Log odds of all programmes together, where the search for the mode begins.
    fn start(&self) -> f64 {
        let (events, of) = self.programmes.iter().fold((0.5, 1.0), |(x, n), count| (x + count.events, n + count.of));
        (events / (of - events)).ln()
    }
}

/// The stretch within which a concave log density lies less than [`SEEN`] below its top.
fn seen(log: &impl Fn(f64) -> f64, start: f64) -> (f64, f64) {
    let (mut low, mut high) = (start - 15.0, start + 15.0);
    let golden = (5f64.sqrt() - 1.0) / 2.0;
    let (mut left, mut right) = (high - golden * (high - low), low + golden * (high - low));
    let (mut at_left, mut at_right) = (log(left), log(right));
    for _ in 0..12 {
        if at_left > at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - golden * (high - low);
            at_left = log(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + golden * (high - low);
            at_right = log(right);
        }
    }
    let (top, best) = if at_left > at_right { (left, at_left) } else { (right, at_right) };
    let end = |sign: f64| {
        let mut reach = 0.1;
        while reach < 64.0 && log(top + sign * reach) > best - SEEN {
            reach *= 1.6;
        }
        top + sign * reach
    };
    (end(-1.0), end(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::counts::ln_binomial;
    use crate::statistics::integral;

    #[test]
    fn the_integral_over_each_probability_is_that_of_a_fine_quadrature() {
        for (count, mu, tau) in [
            (EventCount { events: 3.0, of: 20.0 }, -1.0, 0.5),
            (EventCount { events: 0.0, of: 20.0 }, -1.0, 1.5),
            (EventCount { events: 170.0, of: 570.0 }, 1.0, 0.3),
            (EventCount { events: 20.0, of: 20.0 }, 0.0, 0.02),
        ] {
            let density = |z: f64| (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
            let exact = integral(-9.0, 9.0, 1e-16, &|z| density(z) * ln_binomial(count, share(mu + tau * z)).exp());
            let coefficient = ln_binomial(count, 0.5) + count.of * std::f64::consts::LN_2;
            let found = ln_marginal(count, mu, tau) + coefficient;
            assert!((found - exact.ln()).abs() < 1e-4, "{count:?}: {found} against {}", exact.ln());
        }
    }
}
