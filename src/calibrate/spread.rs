//! A posterior in the numbers that tables and pictures show.

use crate::distribution::{Distribution, Univariate};
use serde::Serialize;

/// The probabilities at which a posterior is told: enough to draw it, and the ends of the 90 % interval among them.
pub const TOLD: [f64; 13] = [0.01, 0.025, 0.05, 0.1, 0.2, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.975, 0.99];

/// A value that is not exceeded with a probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct QuantileAt {
    /// The probability.
    pub p: f64,
    /// The value, in the unit of the quantity.
    pub value: f64,
}

/// An equal-tailed interval of 90 %, in the unit of the quantity.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Its 5 % quantile.
    pub low: f64,
    /// Its 95 % quantile.
    pub high: f64,
}

impl Interval {
    /// Its length.
    #[must_use]
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Whether a value lies in it, its ends included.
    #[must_use]
    pub fn covers(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// Mean, standard deviation and quantiles, in the unit of the quantity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Posterior {
    /// E\[X\].
    pub mean: f64,
    /// √Var(X).
    pub sd: f64,
    /// The quantiles at [`TOLD`].
    pub quantiles: Vec<QuantileAt>,
}

impl Posterior {
    /// From a mean, a standard deviation, and a quantile function.
    pub(super) fn of(mean: f64, sd: f64, quantile: impl Fn(f64) -> f64) -> Self {
        Self { mean, sd, quantiles: TOLD.map(|p| QuantileAt { p, value: quantile(p) }).to_vec() }
    }

    /// From a distribution function on `within`, which holds all but a part that nobody sees.
    pub(super) fn of_cdf(mean: f64, sd: f64, within: Interval, cdf: impl Fn(f64) -> f64) -> Self {
        Self::of(mean, sd, |p| inverse(p, within, &cdf))
    }

    /// The quantile at one of the probabilities of [`TOLD`]; `NaN` for any other.
    #[must_use]
    pub fn at(&self, p: f64) -> f64 {
        self.quantiles.iter().find(|told| told.p == p).map_or(f64::NAN, |told| told.value)
    }

    /// The equal-tailed interval of 90 %.
    #[must_use]
    pub fn interval(&self) -> Interval {
        Interval { low: self.at(0.05), high: self.at(0.95) }
    }
}

impl From<&Distribution> for Posterior {
    fn from(distribution: &Distribution) -> Self {
        Self::of(distribution.mean(), distribution.variance().sqrt(), |p| distribution.quantile(p))
    }
}

/// The x with F(x) = p by bisection, for a distribution function that does not fall.
pub(super) fn inverse(p: f64, within: Interval, cdf: impl Fn(f64) -> f64) -> f64 {
    // Sixty halvings leave 10⁻¹⁸ of the width.
    let (mut low, mut high) = (within.low, within.high);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if cdf(middle) < p { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// Values with weights, as a grid leaves them.
#[derive(Debug, Clone, Default)]
pub(super) struct Weighted(pub Vec<(f64, f64)>);

impl Weighted {
    /// Mean and standard deviation.
    pub fn moments(&self) -> (f64, f64) {
        let total: f64 = self.0.iter().map(|(_, weight)| weight).sum();
        let mean = self.0.iter().map(|(value, weight)| weight * value).sum::<f64>() / total;
        let variance = self.0.iter().map(|(value, weight)| weight * (value - mean).powi(2)).sum::<f64>() / total;
        (mean, variance.sqrt())
    }

    /// Mean, standard deviation, and quantiles: each cell of a grid with its weight spread evenly over it. `cells` are as wide as the
    /// distance between neighbouring values, which rise evenly.
    pub fn posterior(&self) -> Posterior {
        let (mean, sd) = self.moments();
        let total: f64 = self.0.iter().map(|(_, weight)| weight).sum();
        let half = if self.0.len() > 1 { (self.0[1].0 - self.0[0].0) / 2.0 } else { 0.0 };
        Posterior::of(mean, sd, |p| {
            let mut left = p * total;
            for &(value, weight) in &self.0 {
                if left <= weight {
                    return value - half + 2.0 * half * (left / weight.max(f64::MIN_POSITIVE));
                }
                left -= weight;
            }
            self.0.last().map_or(f64::NAN, |last| last.0 + half)
        })
    }
}
