//! Triangular distribution: density rising in a straight line from `min` to `mode` and falling to `max`.

use super::error::finite;
use super::{Argument, DistributionError, Order, Univariate};

/// Triangular on \[min, max\] with its peak at `mode`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Triangular {
    pub(super) min: f64,
    pub(super) mode: f64,
    pub(super) max: f64,
}

/// Checks `min ≤ mode ≤ max` with `min < max`, shared with [`super::Pert`].
pub(super) fn ordered(min: f64, mode: f64, max: f64) -> Result<(), DistributionError> {
    finite(Argument::Min, min)?;
    finite(Argument::Mode, mode)?;
    if finite(Argument::Max, max)? <= min {
        return Err(DistributionError::argument(Argument::Max, max, format!("above `min` = {min}")));
    }
    if !(min..=max).contains(&mode) {
        return Err(DistributionError::argument(Argument::Mode, mode, format!("from `min` = {min} to `max` = {max}")));
    }
    Ok(())
}

impl Triangular {
    /// The triangular distribution through three points.
    ///
    /// ```
    /// use provenu::distribution::{Triangular, Univariate};
    ///
    /// let cost = Triangular::new(80.0, 100.0, 180.0)?;
    /// assert!((cost.mean() - (80.0 + 100.0 + 180.0) / 3.0).abs() < 1e-12);
    /// assert!((cost.cdf(100.0) - 0.2).abs() < 1e-15, "the share of the width below the mode");
    /// # Ok::<(), provenu::distribution::DistributionError>(())
    /// ```
    ///
    /// # Errors
    /// Unless `min` ≤ `mode` ≤ `max` and `min` < `max`, all finite.
    pub fn new(min: f64, mode: f64, max: f64) -> Result<Self, DistributionError> {
        ordered(min, mode, max)?;
        Ok(Self { min, mode, max })
    }

    fn share_below_mode(&self) -> f64 {
        (self.mode - self.min) / (self.max - self.min)
    }
}

impl Univariate for Triangular {
    fn cdf(&self, x: f64) -> f64 {
        let width = self.max - self.min;
        if x <= self.min {
            0.0
        } else if x >= self.max {
            1.0
        } else if x < self.mode {
            (x - self.min).powi(2) / (width * (self.mode - self.min))
        } else {
            1.0 - (self.max - x).powi(2) / (width * (self.max - self.mode))
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        let width = self.max - self.min;
        if p < self.share_below_mode() {
            self.min + (p * width * (self.mode - self.min)).sqrt()
        } else {
            self.max - ((1.0 - p) * width * (self.max - self.mode)).sqrt()
        }
    }
    fn mean(&self) -> f64 {
        (self.min + self.mode + self.max) / 3.0
    }
    fn variance(&self) -> f64 {
        let (a, c, b) = (self.min, self.mode, self.max);
        (((b - a) * (b - a)) + (c - a) * (c - b)) / 18.0
    }
    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }
    fn partial_moment(&self, order: Order, x: f64) -> f64 {
        let x = x.clamp(self.min, self.max);
        let width = self.max - self.min;
        // ∫ (a + s)ᵏ s ds from 0 to s, the moment of a rising density that starts at `a`.
        let rising = |a: f64, s: f64| match order {
            Order::First => a * s * s / 2.0 + s.powi(3) / 3.0,
            Order::Second => a * a * s * s / 2.0 + 2.0 * a * s.powi(3) / 3.0 + s.powi(4) / 4.0,
        };
        let falling = |s: f64| match order {
            Order::First => -rising(-self.max, s),
            Order::Second => rising(-self.max, s),
        };
        let left = if self.mode > self.min {
            2.0 / (width * (self.mode - self.min)) * rising(self.min, x.min(self.mode) - self.min)
        } else {
            0.0
        };
        if x <= self.mode {
            return left;
        }
        left + 2.0 / (width * (self.max - self.mode)) * (falling(self.max - self.mode) - falling(self.max - x))
    }
}

impl std::fmt::Display for Triangular {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [min, mode, max] = [self.min, self.mode, self.max].map(super::argument::short);
        write!(f, "triangular({min}, {mode}, {max})")
    }
}
