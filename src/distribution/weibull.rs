//! Weibull distribution with shape k and scale λ: F(x) = 1 − exp(−(x/λ)ᵏ). Hazard falls for k < 1 and rises for k > 1.

use super::error::positive;
use super::gamma::lower_regularised;
use super::{Argument, DistributionError, Order, Univariate};
use statrs::function::gamma::gamma;

/// Weibull, the usual distribution of a time until something happens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weibull {
    shape: f64,
    scale: f64,
}

impl Weibull {
    /// The Weibull distribution of a shape and a scale.
    ///
    /// ```
    /// use provenu::distribution::{Univariate, Weibull};
    ///
    /// // With shape 1 it is exponential: the hazard is the same at all times.
    /// let wait = Weibull::new(1.0, 2.0)?;
    /// assert!((wait.mean() - 2.0).abs() < 1e-12 && (wait.cdf(2.0) - (1.0 - (-1.0f64).exp())).abs() < 1e-12);
    /// # Ok::<(), provenu::distribution::DistributionError>(())
    /// ```
    ///
    /// # Errors
    /// Unless `shape` is at least 0.05 (below, the moments overflow) and `scale` is above zero.
    pub fn new(shape: f64, scale: f64) -> Result<Self, DistributionError> {
        positive(Argument::Scale, scale)?;
        if positive(Argument::Shape, shape)? < 0.05 {
            return Err(DistributionError::argument(Argument::Shape, shape, "0.05 or more"));
        }
        Ok(Self { shape, scale })
    }

    fn raw_moment(&self, k: f64) -> f64 {
        self.scale.powf(k) * gamma(1.0 + k / self.shape)
    }
}

impl Univariate for Weibull {
    fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 { 0.0 } else { -(-(x / self.scale).powf(self.shape)).exp_m1() }
    }
    fn quantile(&self, p: f64) -> f64 {
        self.scale * (-(-p).ln_1p()).powf(1.0 / self.shape)
    }
    fn mean(&self) -> f64 {
        self.raw_moment(1.0)
    }
    fn variance(&self) -> f64 {
        self.raw_moment(2.0) - self.mean().powi(2)
    }
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
    fn partial_moment(&self, order: Order, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        let k = match order {
            Order::First => 1.0,
            Order::Second => 2.0,
        };
        self.raw_moment(k) * lower_regularised(1.0 + k / self.shape, (x / self.scale).powf(self.shape))
    }
}

impl std::fmt::Display for Weibull {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "weibull(shape {}, scale {})", super::argument::short(self.shape), super::argument::short(self.scale))
    }
}
