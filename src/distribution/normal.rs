//! Normal distribution. F(x) = Φ((x − μ)/σ).

use super::error::{finite, positive};
use super::{Argument, DistributionError, Order, Univariate};
use statrs::function::erf::erfc_inv;
use std::f64::consts::{PI, SQRT_2};

/// Normal with mean μ and standard deviation σ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normal {
    pub(super) mean: f64,
    pub(super) sd: f64,
}

/// Φ(z), accurate in both tails.
#[must_use]
pub fn standard_cdf(z: f64) -> f64 {
    // That of `statrs` is off by 10⁻¹⁰.
    libm::erfc(-z / SQRT_2) / 2.0
}

/// Φ⁻¹(p).
#[must_use]
pub fn standard_quantile(p: f64) -> f64 {
    -SQRT_2 * erfc_inv(2.0 * p)
}

pub(super) fn standard_density(z: f64) -> f64 {
    (-z * z / 2.0).exp() / (2.0 * PI).sqrt()
}

impl Normal {
    /// The normal distribution of a mean and a standard deviation.
    ///
    /// ```
    /// use provenu::distribution::{Normal, Univariate};
    ///
    /// let cost = Normal::new(90_000.0, 9_000.0)?;
    /// assert!((cost.quantile(0.975) - (90_000.0 + 1.959_963_985 * 9_000.0)).abs() < 1e-3);
    /// # Ok::<(), provenu::distribution::DistributionError>(())
    /// ```
    ///
    /// # Errors
    /// Unless `mean` is finite and `sd` > 0.
    pub fn new(mean: f64, sd: f64) -> Result<Self, DistributionError> {
        Ok(Self { mean: finite(Argument::Mean, mean)?, sd: positive(Argument::Sd, sd)? })
    }

    /// The value at a normal score.
    #[must_use]
    #[inline]
    pub fn at_score(&self, z: f64) -> f64 {
        self.mean + self.sd * z
    }
}

impl Univariate for Normal {
    fn cdf(&self, x: f64) -> f64 {
        standard_cdf((x - self.mean) / self.sd)
    }
    fn quantile(&self, p: f64) -> f64 {
        self.at_score(standard_quantile(p))
    }
    fn mean(&self) -> f64 {
        self.mean
    }
    fn variance(&self) -> f64 {
        self.sd * self.sd
    }
    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
    fn partial_moment(&self, order: Order, x: f64) -> f64 {
        let (m, s) = (self.mean, self.sd);
        if x == f64::NEG_INFINITY {
            return 0.0;
        }
        let z = (x - m) / s;
        // At +∞ the density vanishes faster than x grows.
        let edge = if x == f64::INFINITY { 0.0 } else { s * standard_density(z) };
        match order {
            Order::First => m * standard_cdf(z) - edge,
            Order::Second if edge == 0.0 => (m * m + s * s) * standard_cdf(z),
            Order::Second => (m * m + s * s) * standard_cdf(z) - edge * (m + x),
        }
    }
}

impl std::fmt::Display for Normal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "normal({}, {})", super::argument::short(self.mean), super::argument::short(self.sd))
    }
}
