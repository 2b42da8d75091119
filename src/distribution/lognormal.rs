//! Lognormal distribution: ln X is normal with mean `meanlog` and standard deviation `sdlog`.

use super::error::{finite, positive};
use super::normal::{standard_cdf, standard_quantile};
use super::{Argument, DistributionError, Order, Univariate};

/// Lognormal, for positive quantities that are off by a factor rather than by an amount.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogNormal {
    meanlog: f64,
    sdlog: f64,
}

impl LogNormal {
    /// The lognormal of the mean and standard deviation of ln X.
    ///
    /// ```
    /// use provenu::distribution::{LogNormal, Univariate};
    ///
    /// let factor = LogNormal::new(0.0, 0.5)?;
    /// assert!((factor.quantile(0.5) - 1.0).abs() < 1e-12, "the median is exp(meanlog)");
    /// assert!((factor.mean() - (0.5f64 * 0.5 / 2.0).exp()).abs() < 1e-12);
    /// # Ok::<(), provenu::distribution::DistributionError>(())
    /// ```
    ///
    /// # Errors
    /// Unless `meanlog` is finite and `sdlog` > 0.
    pub fn new(meanlog: f64, sdlog: f64) -> Result<Self, DistributionError> {
        Ok(Self { meanlog: finite(Argument::Meanlog, meanlog)?, sdlog: positive(Argument::Sdlog, sdlog)? })
    }

    /// The lognormal with the given mean and standard deviation of X itself (not of ln X).
    ///
    /// # Errors
    /// Unless both are above zero.
    pub fn from_mean_sd(mean: f64, sd: f64) -> Result<Self, DistributionError> {
        let relative = positive(Argument::Sd, sd)? / positive(Argument::Mean, mean)?;
        let variance = (relative * relative).ln_1p();
        Self::new(mean.ln() - variance / 2.0, variance.sqrt())
    }

    /// The value at a normal score.
    #[must_use]
    pub fn at_score(&self, z: f64) -> f64 {
        (self.meanlog + self.sdlog * z).exp()
    }

    fn raw_moment(&self, k: f64) -> f64 {
        (k * self.meanlog + k * k * self.sdlog * self.sdlog / 2.0).exp()
    }
}

impl Univariate for LogNormal {
    fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 { 0.0 } else { standard_cdf((x.ln() - self.meanlog) / self.sdlog) }
    }
    fn quantile(&self, p: f64) -> f64 {
        self.at_score(standard_quantile(p))
    }
    fn mean(&self) -> f64 {
        self.raw_moment(1.0)
    }
    fn variance(&self) -> f64 {
        self.mean().powi(2) * (self.sdlog * self.sdlog).exp_m1()
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
        self.raw_moment(k) * standard_cdf((x.ln() - self.meanlog) / self.sdlog - k * self.sdlog)
    }
}

impl std::fmt::Display for LogNormal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "lognormal(mean {}, sd {})",
            super::argument::short(self.mean()),
            super::argument::short(self.variance().sqrt())
        )
    }
}
