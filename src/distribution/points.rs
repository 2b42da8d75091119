//! Finitely many values with weights: a discrete distribution, or an empirical sample resampled as it is.

use super::{Argument, DistributionError, Order, Univariate};

/// Values in ascending order with their cumulative probabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    pub(super) values: Vec<f64>,
    pub(super) cumulative: Vec<f64>,
    pub(super) empirical: bool,
}

impl Points {
    /// Values with weights; the weights are rescaled to sum to one.
    ///
    /// ```
    /// use provenu::distribution::{Points, Univariate};
    ///
    /// let children = Points::discrete(&[1.0, 2.0, 4.0], &[5.0, 3.0, 2.0])?;
    /// assert!((children.mean() - 1.9).abs() < 1e-12 && children.quantile(0.6) == 2.0);
    /// # Ok::<(), provenu::distribution::DistributionError>(())
    /// ```
    ///
    /// # Errors
    /// Unless there are as many weights as values, all values finite, all weights ≥ 0 and their sum above zero.
    pub fn discrete(values: &[f64], weights: &[f64]) -> Result<Self, DistributionError> {
        if values.is_empty() || values.len() != weights.len() {
            return Err(DistributionError::Form(format!(
                "{} values but {} weights: give one weight per value",
                values.len(),
                weights.len()
            )));
        }
        if let Some(&bad) = values.iter().find(|v| !v.is_finite()) {
            return Err(DistributionError::argument(Argument::Values, bad, "finite numbers"));
        }
        if let Some(&bad) = weights.iter().find(|w| !(w.is_finite() && **w >= 0.0)) {
            return Err(DistributionError::argument(Argument::Weights, bad, "numbers from 0 up"));
        }
        let total: f64 = weights.iter().sum();
        if total <= 0.0 {
            return Err(DistributionError::argument(Argument::Weights, total, "a sum above 0"));
        }
        let mut pairs: Vec<(f64, f64)> = values.iter().copied().zip(weights.iter().copied()).collect();
        pairs.retain(|pair| pair.1 > 0.0);
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut below = 0.0;
        let mut cumulative: Vec<f64> = pairs
            .iter()
            .map(|pair| {
                below += pair.1;
                below / total
            })
            .collect();
        if let Some(last) = cumulative.last_mut() {
            *last = 1.0;
        }
        Ok(Self { values: pairs.into_iter().map(|pair| pair.0).collect(), cumulative, empirical: false })
    }

    /// An observed sample: each value as likely as any other, none in between.
    ///
    /// # Errors
    /// Unless there is at least one value and all are finite.
    pub fn empirical(values: &[f64]) -> Result<Self, DistributionError> {
        Ok(Self { empirical: true, ..Self::discrete(values, &vec![1.0; values.len()])? })
    }

    /// The values in ascending order, each with the probability of at most it.
    pub fn cumulative(&self) -> impl Iterator<Item = (f64, f64)> {
        self.values.iter().copied().zip(self.cumulative.iter().copied())
    }

    /// Every value with its probability.
    pub fn masses(&self) -> impl Iterator<Item = (f64, f64)> {
        let below = std::iter::once(0.0).chain(self.cumulative.iter().copied());
        self.values.iter().copied().zip(self.cumulative.iter().zip(below).map(|(upto, below)| upto - below))
    }
}

impl Univariate for Points {
    fn cdf(&self, x: f64) -> f64 {
        let upto = self.values.partition_point(|&v| v <= x);
        if upto == 0 { 0.0 } else { self.cumulative[upto - 1] }
    }
    fn quantile(&self, p: f64) -> f64 {
        let index = self.cumulative.partition_point(|&c| c < p);
        self.values[index.min(self.values.len() - 1)]
    }
    fn mean(&self) -> f64 {
        self.masses().map(|(v, mass)| v * mass).sum()
    }
    fn variance(&self) -> f64 {
        let mean = self.mean();
        self.masses().map(|(v, mass)| mass * (v - mean).powi(2)).sum()
    }
    fn support(&self) -> (f64, f64) {
        (self.values[0], self.values[self.values.len() - 1])
    }
    fn partial_moment(&self, order: Order, x: f64) -> f64 {
        let power = |v: f64| match order {
            Order::First => v,
            Order::Second => v * v,
        };
        self.masses().filter(|&(v, _)| v <= x).map(|(v, mass)| power(v) * mass).sum()
    }
}

impl std::fmt::Display for Points {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}({} values)", if self.empirical { "empirical" } else { "discrete" }, self.values.len())
    }
}
