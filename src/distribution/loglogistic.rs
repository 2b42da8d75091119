//! Log-logistic distribution with shape β and scale α (the median): F(x) = 1/(1 + (x/α)^−β). The log-odds of having
//! happened grow linearly in ln x; the hazard rises and then falls for β > 1. Its mean is finite for β > 1 only, its
//! variance for β > 2; partial moments always are.

use super::error::positive;
use super::{Argument, DistributionError, Order, Univariate};
use statrs::function::beta::{beta, beta_reg};
use std::f64::consts::PI;

/// Log-logistic: a time until something happens, with a long tail.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogLogistic {
    shape: f64,
    scale: f64,
}

/// Smallest shape: below, a day and a century are about as likely.
const LEAST_SHAPE: f64 = 0.2;

impl LogLogistic {
    /// The log-logistic distribution of a shape and a scale, which is its median.
    ///
    /// ```
    /// use provenu::distribution::{LogLogistic, Univariate};
    ///
    /// let months = LogLogistic::new(2.0, 8.0)?;
    /// assert!((months.quantile(0.5) - 8.0).abs() < 1e-12 && (months.cdf(16.0) - 0.8).abs() < 1e-12);
    /// # Ok::<(), provenu::distribution::DistributionError>(())
    /// ```
    ///
    /// # Errors
    /// Unless `shape` is at least 0.2 and `scale` above zero.
    pub fn new(shape: f64, scale: f64) -> Result<Self, DistributionError> {
        positive(Argument::Scale, scale)?;
        if positive(Argument::Shape, shape)? < LEAST_SHAPE {
            return Err(DistributionError::argument(Argument::Shape, shape, format!("{LEAST_SHAPE} or more")));
        }
        Ok(Self { shape, scale })
    }

    /// E\[Xᵏ\] = αᵏ (kπ/β)/sin(kπ/β), infinite unless β > k.
    fn raw_moment(&self, k: f64) -> f64 {
        let b = k * PI / self.shape;
        if self.shape <= k { f64::INFINITY } else { self.scale.powf(k) * b / b.sin() }
    }

    /// E\[Xᵏ; X ≤ x\] by Gauss-Legendre panels, for heavy tails where the incomplete beta function has no value:
    /// xᵏF(x) − ∫₀^∞ k xᵏ e^(−kv) F(x e^−v) dv. Relative error below 1e-12.
    fn partial_by_panels(&self, k: f64, x: f64) -> f64 {
        const PANELS: u32 = 40;
        let tail: f64 = (0..PANELS)
            .map(|panel| {
                crate::statistics::gauss_legendre(f64::from(panel) / k, f64::from(panel + 1) / k, |v| {
                    k * (-k * v).exp() * self.cdf(x * (-v).exp())
                })
            })
            .sum();
        x.powf(k) * (self.cdf(x) - tail)
    }
}

impl Univariate for LogLogistic {
    fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 { 0.0 } else { 1.0 / (1.0 + (x / self.scale).powf(-self.shape)) }
    }
    fn quantile(&self, p: f64) -> f64 {
        self.scale * (p / (1.0 - p)).powf(1.0 / self.shape)
    }
    fn mean(&self) -> f64 {
        self.raw_moment(1.0)
    }
    fn variance(&self) -> f64 {
        let second = self.raw_moment(2.0);
        if second.is_finite() { second - self.mean().powi(2) } else { f64::INFINITY }
    }
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
    fn partial_moment(&self, order: Order, x: f64) -> f64 {
        let k = match order {
            Order::First => 1.0,
            Order::Second => 2.0,
        };
        if x <= 0.0 {
            return 0.0;
        }
        if x == f64::INFINITY {
            return self.raw_moment(k);
        }
        let b = 1.0 - k / self.shape;
        if b < 0.05 {
            return self.partial_by_panels(k, x);
        }
        self.scale.powf(k) * beta(2.0 - b, b) * beta_reg(2.0 - b, b, self.cdf(x))
    }
}

impl std::fmt::Display for LogLogistic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (shape, scale) = (super::argument::short(self.shape), super::argument::short(self.scale));
        write!(f, "loglogistic(shape {shape}, median {scale})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heavy_tails_have_partial_moments_though_no_mean() {
        // For β = 1: E[X; X ≤ x] = α(ln(1 + x/α) − x/(x + α)), and E[X²; X ≤ x] = x − 2α ln(1 + x/α) + αx/(α + x) times α.
        let d = LogLogistic::new(1.0, 2.0).expect("valid");
        for x in [0.1, 2.0, 40.0] {
            let (ratio, log) = (x / 2.0, (x / 2.0f64).ln_1p());
            let first = 2.0 * (log - ratio / (1.0 + ratio));
            let second = 4.0 * (ratio - 2.0 * log + ratio / (1.0 + ratio));
            assert!((d.partial_moment(Order::First, x) / first - 1.0).abs() < 1e-9, "{x}");
            assert!((d.partial_moment(Order::Second, x) / second - 1.0).abs() < 1e-9, "{x}");
        }
        assert!(d.mean().is_infinite());
    }

    #[test]
    fn both_ways_to_the_partial_moment_agree() {
        let d = LogLogistic::new(2.2, 3.0).expect("valid");
        for x in [0.2, 3.0, 50.0] {
            for (order, k) in [(Order::First, 1.0), (Order::Second, 2.0)] {
                let (closed, panels) = (d.partial_moment(order, x), d.partial_by_panels(k, x));
                assert!((closed / panels - 1.0).abs() < 1e-9, "{x}: {closed} against {panels}");
            }
        }
    }
}
