//! Beta distribution on (0, 1) with weights α and β: mean α/(α + β). F(x) = I(x; α, β), the regularised incomplete beta
//! function. After x events in n with a flat start of weight zero it is Beta(x, n − x).

use super::error::shape;
use super::invert::{Invertible, invert};
use super::normal::standard_quantile;
use super::{Argument, DistributionError, Order, Univariate};
use statrs::function::beta::{beta_reg, ln_beta};

/// Beta, the distribution of an uncertain probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beta {
    alpha: f64,
    beta: f64,
    ln_beta: f64,
}

/// Largest α + β: beyond, the continued fraction of the incomplete beta function no longer converges near the mode.
const MOST_WEIGHT: f64 = 20_000.0;

/// I(x; a, b) with its limits.
fn regularised(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x >= 1.0 {
        1.0
    } else {
        beta_reg(a, b, x)
    }
}

impl Beta {
    /// The beta distribution of two weights.
    ///
    /// ```
    /// use provenu::distribution::{Beta, Univariate};
    ///
    /// // 17 of 57 adults of a pilot became self-sufficient.
    /// let share = Beta::new(17.0, 57.0 - 17.0)?;
    /// assert!((share.mean() - 17.0 / 57.0).abs() < 1e-15);
    /// assert!((0.20..0.21).contains(&share.quantile(0.05)) && (0.40..0.41).contains(&share.quantile(0.95)));
    /// # Ok::<(), provenu::distribution::DistributionError>(())
    /// ```
    ///
    /// # Errors
    /// Unless `alpha` and `beta` are above zero.
    pub fn new(alpha: f64, beta: f64) -> Result<Self, DistributionError> {
        shape(Argument::Alpha, alpha)?;
        shape(Argument::Beta, beta)?;
        if alpha + beta > MOST_WEIGHT {
            let allowed = format!(
                "together with the other weight up to {MOST_WEIGHT} (a share known better is as good as fixed)"
            );
            return Err(DistributionError::argument(Argument::Alpha, alpha, allowed));
        }
        Ok(Self { alpha, beta, ln_beta: ln_beta(alpha, beta) })
    }

    /// The first weight: events, where it stands for events out of n.
    #[must_use]
    pub fn alpha(&self) -> f64 {
        self.alpha
    }

    /// Both weights together: the n that events are out of.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.alpha + self.beta
    }

    /// Where the search starts: the first term of the series in the lower tail; a normal approximation (Abramowitz and
    /// Stegun 26.5.22) for a distribution with a peak; else a normal on the log-odds scale.
    fn start(&self, p: f64) -> f64 {
        let (a, b) = (self.alpha, self.beta);
        let series = ((p.ln() + a.ln() + self.ln_beta) / a).exp();
        if series < 0.1 * a / (a + b) {
            return series;
        }
        let z = standard_quantile(p);
        if a > 1.0 && b > 1.0 {
            let (left, right) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
            let (lambda, h) = ((z * z - 3.0) / 6.0, 2.0 / (left + right));
            let w = -z * (h + lambda).max(0.0).sqrt() / h - (right - left) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
            return (a / (a + b * (2.0 * w).exp())).clamp(1e-12, 1.0 - 1e-12);
        }
        let odds = (a / b).ln() + z * (1.0 / a + 1.0 / b).sqrt();
        (1.0 / (1.0 + (-odds).exp())).clamp(1e-12, 1.0 - 1e-12)
    }
}

impl Invertible for Beta {
    fn distribution(&self, x: f64) -> f64 {
        regularised(self.alpha, self.beta, x)
    }
    fn density(&self, x: f64) -> f64 {
        ((self.alpha - 1.0) * x.ln() + (self.beta - 1.0) * (-x).ln_1p() - self.ln_beta).exp()
    }
    fn log_slope(&self, x: f64) -> f64 {
        (self.alpha - 1.0) / x - (self.beta - 1.0) / (1.0 - x)
    }
}

impl Univariate for Beta {
    fn cdf(&self, x: f64) -> f64 {
        regularised(self.alpha, self.beta, x)
    }
    fn quantile(&self, p: f64) -> f64 {
        invert(self, p, self.start(p), (0.0, 1.0))
    }
    fn quantile_near(&self, p: f64, near: f64) -> f64 {
        if near > 0.0 && near < 1.0 { invert(self, p, near, (0.0, 1.0)) } else { self.quantile(p) }
    }
    fn mean(&self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }
    fn variance(&self) -> f64 {
        let n = self.alpha + self.beta;
        self.alpha * self.beta / (n * n * (n + 1.0))
    }
    fn support(&self) -> (f64, f64) {
        (0.0, 1.0)
    }
    fn partial_moment(&self, order: Order, x: f64) -> f64 {
        let (a, n) = (self.alpha, self.alpha + self.beta);
        match order {
            Order::First => a / n * regularised(a + 1.0, self.beta, x),
            Order::Second => a * (a + 1.0) / (n * (n + 1.0)) * regularised(a + 2.0, self.beta, x),
        }
    }
}

impl std::fmt::Display for Beta {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "beta({}, {})", super::argument::short(self.alpha), super::argument::short(self.beta))
    }
}
