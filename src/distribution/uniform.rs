//! Uniform distribution: every value between two ends equally likely. F(x) = (x − a)/(b − a).

use super::error::finite;
use super::{Argument, DistributionError, Order, Univariate};

/// Uniform on \[min, max\].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uniform {
    pub(super) min: f64,
    pub(super) max: f64,
}

impl Uniform {
    /// The uniform distribution between two ends.
    ///
    /// ```
    /// use provenu::distribution::{Uniform, Univariate};
    ///
    /// let share = Uniform::new(0.2, 0.6)?;
    /// assert!((share.mean() - 0.4).abs() < 1e-15 && (share.cdf(0.3) - 0.25).abs() < 1e-15);
    /// # Ok::<(), provenu::distribution::DistributionError>(())
    /// ```
    ///
    /// # Errors
    /// Unless `min` < `max`, both finite.
    pub fn new(min: f64, max: f64) -> Result<Self, DistributionError> {
        finite(Argument::Min, min)?;
        if finite(Argument::Max, max)? > min {
            Ok(Self { min, max })
        } else {
            Err(DistributionError::argument(Argument::Max, max, format!("above `min` = {min}")))
        }
    }
}

impl Univariate for Uniform {
    fn cdf(&self, x: f64) -> f64 {
        ((x - self.min) / (self.max - self.min)).clamp(0.0, 1.0)
    }
    fn quantile(&self, p: f64) -> f64 {
        self.min + p * (self.max - self.min)
    }
    fn mean(&self) -> f64 {
        self.min + (self.max - self.min) / 2.0
    }
    fn variance(&self) -> f64 {
        (self.max - self.min).powi(2) / 12.0
    }
    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }
    fn partial_moment(&self, order: Order, x: f64) -> f64 {
        let (a, x) = (self.min, x.clamp(self.min, self.max));
        let width = self.max - self.min;
        match order {
            Order::First => (x - a) * (x + a) / (2.0 * width),
            Order::Second => (x - a) * (x * x + x * a + a * a) / (3.0 * width),
        }
    }
}

impl std::fmt::Display for Uniform {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "uniform({}, {})", super::argument::short(self.min), super::argument::short(self.max))
    }
}
