//! Gamma distribution with shape k and scale θ: mean kθ, variance kθ². F(x) = P(k, x/θ), the regularised lower
//! incomplete gamma function.

use super::error::{self, positive};
use super::invert::{Invertible, invert};
use super::normal::standard_quantile;
use super::{Argument, DistributionError, Order, Univariate};
use statrs::function::gamma::{gamma_lr, ln_gamma};

/// Gamma, the natural distribution of an uncertain rate or count (a count of k has gamma uncertainty of shape k).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gamma {
    shape: f64,
    scale: f64,
    ln_gamma_shape: f64,
}

/// Largest shape: beyond, the series of the incomplete gamma function takes too long.
const MOST_SHAPE: f64 = 100_000.0;

/// P(k, x) with its limits.
pub(super) fn lower_regularised(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x == f64::INFINITY {
        1.0
    } else {
        gamma_lr(shape, x)
    }
}

impl Gamma {
    /// The gamma distribution of a shape and a scale.
    ///
    /// ```
    /// use provenu::distribution::{Gamma, Univariate};
    ///
    /// let years = Gamma::new(4.0, 0.75)?;
    /// assert!((years.mean() - 3.0).abs() < 1e-12 && (years.variance() - 2.25).abs() < 1e-12);
    /// # Ok::<(), provenu::distribution::DistributionError>(())
    /// ```
    ///
    /// # Errors
    /// Unless `shape` and `scale` are above zero.
    pub fn new(shape: f64, scale: f64) -> Result<Self, DistributionError> {
        if error::shape(Argument::Shape, shape)? > MOST_SHAPE {
            let allowed = format!("up to {MOST_SHAPE} (a gamma as narrow as that is a normal)");
            return Err(DistributionError::argument(Argument::Shape, shape, allowed));
        }
        positive(Argument::Scale, scale)?;
        Ok(Self { shape, scale, ln_gamma_shape: ln_gamma(shape) })
    }

    /// Where the search starts: the first term of the series in the lower tail, else the Wilson-Hilferty cube.
    fn start(&self, p: f64) -> f64 {
        let k = self.shape;
        let series = ((p.ln() + self.ln_gamma_shape + k.ln()) / k).exp();
        if series < 0.1 * (k + 1.0) {
            return series;
        }
        let cube = 1.0 - 1.0 / (9.0 * k) + standard_quantile(p) / (3.0 * k.sqrt());
        if cube > 0.0 { k * cube.powi(3) } else { series }
    }
}

/// The gamma with scale one.
impl Invertible for Gamma {
    fn distribution(&self, x: f64) -> f64 {
        lower_regularised(self.shape, x)
    }
    fn density(&self, x: f64) -> f64 {
        ((self.shape - 1.0) * x.ln() - x - self.ln_gamma_shape).exp()
    }
    fn log_slope(&self, x: f64) -> f64 {
        (self.shape - 1.0) / x - 1.0
    }
}

impl Univariate for Gamma {
    fn cdf(&self, x: f64) -> f64 {
        lower_regularised(self.shape, x / self.scale)
    }
    fn quantile(&self, p: f64) -> f64 {
        self.scale * invert(self, p, self.start(p), (0.0, f64::INFINITY))
    }
    fn quantile_near(&self, p: f64, near: f64) -> f64 {
        let near = near / self.scale;
        if near > 0.0 && near < f64::INFINITY {
            self.scale * invert(self, p, near, (0.0, f64::INFINITY))
        } else {
            self.quantile(p)
        }
    }
    fn mean(&self) -> f64 {
        self.shape * self.scale
    }
    fn variance(&self) -> f64 {
        self.shape * self.scale * self.scale
    }
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
    fn partial_moment(&self, order: Order, x: f64) -> f64 {
        let (k, s) = (self.shape, self.scale);
        match order {
            Order::First => k * s * lower_regularised(k + 1.0, x / s),
            Order::Second => k * (k + 1.0) * s * s * lower_regularised(k + 2.0, x / s),
        }
    }
}

impl std::fmt::Display for Gamma {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "gamma(shape {}, scale {})", super::argument::short(self.shape), super::argument::short(self.scale))
    }
}
