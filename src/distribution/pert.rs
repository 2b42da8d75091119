//! PERT distribution: a beta stretched over \[min, max\] whose mean is (min + λ·mode + max)/(λ + 2), λ = 4 as a rule.

use super::error::positive;
use super::triangular::ordered;
use super::{Argument, Beta, DistributionError, Order, Univariate};

/// PERT on \[min, max\] with its peak at `mode`; a larger `shape` λ gathers it closer around the mode.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pert {
    pub(super) min: f64,
    pub(super) mode: f64,
    pub(super) max: f64,
    pub(super) unit: Beta,
}

impl Pert {
    /// The PERT distribution through minimum, mode and maximum.
    ///
    /// ```
    /// use provenu::distribution::{Pert, Univariate};
    ///
    /// let months = Pert::new(2.0, 4.0, 12.0, 4.0)?;
    /// assert!((months.mean() - (2.0 + 4.0 * 4.0 + 12.0) / 6.0).abs() < 1e-12);
    /// # Ok::<(), provenu::distribution::DistributionError>(())
    /// ```
    ///
    /// # Errors
    /// Unless `min` ≤ `mode` ≤ `max`, `min` < `max`, and `shape` > 0.
    pub fn new(min: f64, mode: f64, max: f64, shape: f64) -> Result<Self, DistributionError> {
        ordered(min, mode, max)?;
        positive(Argument::Shape, shape)?;
        let peak = (mode - min) / (max - min);
        let unit = Beta::new(1.0 + shape * peak, 1.0 + shape * (1.0 - peak))?;
        Ok(Self { min, mode, max, unit })
    }
    fn width(&self) -> f64 {
        self.max - self.min
    }
}

impl Univariate for Pert {
    fn cdf(&self, x: f64) -> f64 {
        self.unit.cdf((x - self.min) / self.width())
    }
    fn quantile(&self, p: f64) -> f64 {
        self.min + self.width() * self.unit.quantile(p)
    }
    fn quantile_near(&self, p: f64, near: f64) -> f64 {
        self.min + self.width() * self.unit.quantile_near(p, (near - self.min) / self.width())
    }
    fn mean(&self) -> f64 {
        self.min + self.width() * self.unit.mean()
    }
    fn variance(&self) -> f64 {
        self.width().powi(2) * self.unit.variance()
    }
    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }
    fn partial_moment(&self, order: Order, x: f64) -> f64 {
        let (a, w, z) = (self.min, self.width(), (x - self.min) / self.width());
        let (zeroth, first) = (self.unit.cdf(z), self.unit.partial_moment(Order::First, z));
        match order {
            Order::First => a * zeroth + w * first,
            Order::Second => a * a * zeroth + 2.0 * a * w * first + w * w * self.unit.partial_moment(Order::Second, z),
        }
    }
}

impl std::fmt::Display for Pert {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [min, mode, max] = [self.min, self.mode, self.max].map(super::argument::short);
        write!(f, "pert({min}, {mode}, {max})")
    }
}
