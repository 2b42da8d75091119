//! A distribution cut to an interval: F(x) = (G(x) − G(a)) / (G(b) − G(a)), with exact mean and variance from the partial
//! moments of G. The mean moves when a tail is cut; results use the mean as truncated.

use super::{Argument, Distribution, DistributionError, Order, Univariate};

/// A distribution conditional on lying in \[lower, upper\].
#[derive(Debug, Clone, PartialEq)]
pub struct Truncated {
    inner: Distribution,
    lower: f64,
    upper: f64,
    below: f64,
    mass: f64,
}

impl Truncated {
    /// A distribution cut to an interval and rescaled; an infinite end cuts nothing.
    ///
    /// ```
    /// use provenu::distribution::{Distribution, Normal, Truncated, Univariate};
    ///
    /// // Half of a standard normal: its mean is √(2/π).
    /// let normal = Distribution::Normal(Normal::new(0.0, 1.0)?);
    /// let half = Truncated::new(normal, 0.0, f64::INFINITY)?;
    /// assert!((half.mean() - (2.0 / std::f64::consts::PI).sqrt()).abs() < 1e-12);
    /// # Ok::<(), provenu::distribution::DistributionError>(())
    /// ```
    ///
    /// # Errors
    /// Unless `lower` < `upper` and at least one millionth of the distribution lies between them.
    pub fn new(inner: Distribution, lower: f64, upper: f64) -> Result<Self, DistributionError> {
        if lower.is_nan() || upper.is_nan() || lower >= upper {
            return Err(DistributionError::argument(Argument::Max, upper, format!("above `min` = {lower}")));
        }
        let below = if lower == f64::NEG_INFINITY { 0.0 } else { inner.cdf(lower) };
        let upto = if upper == f64::INFINITY { 1.0 } else { inner.cdf(upper) };
        let mass = upto - below;
        if mass < 1e-6 {
            return Err(DistributionError::NoFit(format!(
                "almost nothing of {inner} lies {}, so cutting it there says nothing",
                super::range((lower, upper))
            )));
        }
        Ok(Self { inner, lower, upper, below, mass })
    }

    /// The distribution before it was cut.
    pub(super) fn whole(&self) -> &Distribution {
        &self.inner
    }

    /// Where it was cut.
    pub(super) fn cut(&self) -> (f64, f64) {
        (self.lower, self.upper)
    }

    /// The uniform of the whole distribution that stands for one of what is left of it.
    fn in_the_whole(&self, p: f64) -> f64 {
        // Rounding must not reach 1, whose quantile would be infinite.
        (self.below + p * self.mass).min(1.0 - f64::EPSILON / 2.0)
    }

    fn raw_moment(&self, order: Order) -> f64 {
        let from = if self.lower == f64::NEG_INFINITY { 0.0 } else { self.inner.partial_moment(order, self.lower) };
        (self.inner.partial_moment(order, self.upper) - from) / self.mass
    }
}

impl Univariate for Truncated {
    fn cdf(&self, x: f64) -> f64 {
        ((self.inner.cdf(x) - self.below) / self.mass).clamp(0.0, 1.0)
    }
    fn quantile(&self, p: f64) -> f64 {
        self.inner.quantile(self.in_the_whole(p)).clamp(self.lower, self.upper)
    }
    fn quantile_near(&self, p: f64, near: f64) -> f64 {
        self.inner.quantile_near(self.in_the_whole(p), near).clamp(self.lower, self.upper)
    }
    fn mean(&self) -> f64 {
        self.raw_moment(Order::First)
    }
    fn variance(&self) -> f64 {
        (self.raw_moment(Order::Second) - self.mean().powi(2)).max(0.0)
    }
    fn support(&self) -> (f64, f64) {
        let (low, high) = self.inner.support();
        (low.max(self.lower), high.min(self.upper))
    }
    fn partial_moment(&self, order: Order, x: f64) -> f64 {
        if x <= self.lower {
            return 0.0;
        }
        let from = if self.lower == f64::NEG_INFINITY { 0.0 } else { self.inner.partial_moment(order, self.lower) };
        (self.inner.partial_moment(order, x.min(self.upper)) - from) / self.mass
    }
}

impl std::fmt::Display for Truncated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (lower, upper) = (super::argument::short(self.lower), super::argument::short(self.upper));
        match (self.lower.is_finite(), self.upper.is_finite()) {
            (true, true) => write!(f, "{} cut to {lower} – {upper}", self.inner),
            (true, false) => write!(f, "{} cut at min {lower}", self.inner),
            _ => write!(f, "{} cut at max {upper}", self.inner),
        }
    }
}
