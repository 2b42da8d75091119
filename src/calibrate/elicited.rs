//! What people think a number is, by quantiles: each one's fitted, and all of them together.

use super::error::CalibrateError;
use super::families::{FittedFamily, FittedName, StatedQuantile, fits};
use super::limit::DataLimit;
use super::spread::{Interval, Posterior, inverse};
use crate::distribution::{Distribution, Univariate};
use serde::Serialize;

/// What one person said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Expert {
    /// Name or role, as it may be shown.
    pub name: String,
    /// Three quantiles or more, with probabilities and values that rise.
    pub quantiles: Vec<StatedQuantile>,
    /// How much this one counts beside others, above 0.
    pub weight: f64,
}

/// What some people said of one number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ElicitedData {
    /// Each of them.
    pub experts: Vec<Expert>,
    /// The least that it can be, where there is one.
    pub min: Option<f64>,
    /// The most.
    pub max: Option<f64>,
    /// The family that was asked for; by default the one that fits best.
    pub family: Option<FittedName>,
}

/// One person's distribution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExpertFit {
    /// Name or role.
    pub name: String,
    /// Share of the pool.
    pub weight: f64,
    /// Every family, the best first.
    pub fits: Vec<FittedFamily>,
}

/// What some people think of a number.
///
/// The form of the Sheffield Elicitation Framework (Oakley and O'Hagan, *SHELF*, 2019): of each person and family the parameters with the
/// least Σ (F(vᵢ) − pᵢ)² over the stated quantiles v at the probabilities p. Several people are a linear pool, F = Σ wₖFₖ of
/// each one's best family (Stone, *Ann. Math. Stat.* 32, 1961); the pool is fitted in the same way at nineteen quantiles, from 5 to 95 %, and
/// shown beside the fit.
///
/// ```
/// use provenu::calibrate::{ElicitedData, ElicitedFit, Expert, StatedQuantile};
///
/// let quantiles = [(0.25, 80.0), (0.5, 100.0), (0.75, 125.0)].map(|(p, value)| StatedQuantile { p, value }).to_vec();
/// let expert = Expert { name: "manager".into(), quantiles, weight: 1.0 };
/// let fit = ElicitedFit::new(ElicitedData { experts: vec![expert], min: Some(0.0), max: None, family: None })?;
/// // The quartiles are even on the scale of ln x.
/// assert_eq!(fit.chosen().name.name(), "lognormal");
/// assert!(fit.chosen().distance < 1e-4);
/// # Ok::<(), provenu::calibrate::CalibrateError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ElicitedFit {
    /// What it rests on.
    pub data: ElicitedData,
    /// Each person.
    pub experts: Vec<ExpertFit>,
    /// The linear pool; of one person the best fit.
    pub pool: Posterior,
    /// The families fitted to the pool (of one person to what was stated), the best first.
    pub fits: Vec<FittedFamily>,
    /// Which of them was asked for; the first where none was.
    pub chosen: usize,
}

impl ElicitedFit {
    /// The fits.
    ///
    /// # Errors
    /// Without experts; unless each states three quantiles or more that rise within the bounds; where no family can be fitted.
    pub fn new(data: ElicitedData) -> Result<Self, CalibrateError> {
        data.check()?;
        let bounds = (data.min, data.max);
        let total: f64 = data.experts.iter().map(|expert| expert.weight).sum();
        let mut experts = Vec::new();
        for expert in &data.experts {
            let (name, weight) = (expert.name.clone(), expert.weight / total);
            experts.push(ExpertFit { name, weight, fits: fits(&expert.quantiles, bounds)? });
        }
        let pool = Pool(
            experts.iter().filter_map(|expert| Some((expert.weight, expert.fits.first()?.distribution()?))).collect(),
        );
        let fitted = if let [only] = &experts[..] { only.fits.clone() } else { fits(&pool.quantiles(), bounds)? };
        let chosen = match data.family {
            None => 0,
            Some(family) => fitted.iter().position(|fit| fit.name == family).ok_or_else(|| {
                let allowed: Vec<&str> = fitted.iter().map(|fit| fit.name.name()).collect();
                CalibrateError::value("family", family.name(), format!("{}, within these bounds", allowed.join(", ")))
            })?,
        };
        Ok(Self { pool: pool.posterior(), fits: fitted, chosen, experts, data })
    }

    /// The family that the scenario gets.
    #[must_use]
    pub fn chosen(&self) -> &FittedFamily {
        &self.fits[self.chosen]
    }

    /// What opinions cannot say.
    #[must_use]
    pub fn limits(&self) -> Vec<DataLimit> {
        let stated = || self.data.experts.iter().flat_map(|expert| &expert.quantiles).map(|stated| stated.p);
        let mut limits = vec![
            DataLimit::Opinion { experts: self.experts.len() },
            DataLimit::TailsUnstated { low: stated().fold(1.0, f64::min), high: stated().fold(0.0, f64::max) },
        ];
        let first: Vec<&Posterior> =
            self.experts.iter().filter_map(|expert| Some(&expert.fits.first()?.spread)).collect();
        let number = first.len() as f64;
        let mean = first.iter().map(|one| one.mean).sum::<f64>() / number;
        let between = (first.iter().map(|one| (one.mean - mean).powi(2)).sum::<f64>() / number).sqrt();
        let within = first.iter().map(|one| one.sd).sum::<f64>() / number;
        if between > within {
            limits.push(DataLimit::ExpertsDisagree { ratio: between / within });
        }
        if self.chosen().distance > POOR {
            limits.push(DataLimit::PoorFit { distance: self.chosen().distance });
        }
        limits
    }
}

/// A fit that is further from a stated probability is poor.
const POOR: f64 = 0.05;

/// Several distributions, each with its weight.
struct Pool(Vec<(f64, Distribution)>);

impl Pool {
    fn cdf(&self, x: f64) -> f64 {
        self.0.iter().map(|(weight, one)| weight * one.cdf(x)).sum()
    }

    fn quantile(&self, p: f64) -> f64 {
        let each = || self.0.iter().map(|(_, one)| one.quantile(p));
        let within =
            Interval { low: each().fold(f64::INFINITY, f64::min), high: each().fold(f64::NEG_INFINITY, f64::max) };
        inverse(p, within, |x| self.cdf(x))
    }

    fn quantiles(&self) -> Vec<StatedQuantile> {
        (1..20).map(|k| f64::from(k) / 20.0).map(|p| StatedQuantile { p, value: self.quantile(p) }).collect()
    }

    fn posterior(&self) -> Posterior {
        let mean: f64 = self.0.iter().map(|(weight, one)| weight * one.mean()).sum();
        let square: f64 =
            self.0.iter().map(|(weight, one)| weight * (one.variance() + (one.mean() - mean).powi(2))).sum();
        Posterior::of(mean, square.sqrt(), |p| self.quantile(p))
    }
}

impl ElicitedData {
    fn check(&self) -> Result<(), CalibrateError> {
        if self.experts.is_empty() {
            return Err(CalibrateError::together("experts", "nobody; allowed: quartiles = [ … ], or experts = [ … ]"));
        }
        if let (Some(min), Some(max)) = (self.min, self.max)
            && min >= max
        {
            return Err(CalibrateError::value("max", max, format!("above `min`, {min}")));
        }
        let (min, max) = (self.min.unwrap_or(f64::NEG_INFINITY), self.max.unwrap_or(f64::INFINITY));
        for Expert { name, quantiles, weight } in &self.experts {
            let wrong = |message: String| Err(CalibrateError::together("experts", format!("{name}: {message}")));
            if !(weight.is_finite() && *weight > 0.0) {
                return wrong(format!("a weight of {weight}; allowed: above 0"));
            }
            if quantiles.len() < 3 {
                return wrong(format!("{} quantiles; allowed: three or more, such as the quartiles", quantiles.len()));
            }
            if let Some(bad) = quantiles.iter().find(|stated| !(stated.p > 0.0 && stated.p < 1.0)) {
                return wrong(format!("a quantile at {}; allowed: between 0 and 1", bad.p));
            }
            if let Some(pair) =
                quantiles.windows(2).find(|pair| pair[0].p >= pair[1].p || pair[0].value >= pair[1].value)
            {
                return wrong(format!(
                    "{} at {} after {} at {}; allowed: values and probabilities that rise",
                    pair[1].value, pair[1].p, pair[0].value, pair[0].p
                ));
            }
            if let Some(bad) = quantiles.iter().find(|stated| !(stated.value > min && stated.value < max)) {
                return wrong(format!("{} lies on or beyond `min` or `max`", bad.value));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{Beta, Gamma, Normal};

    fn expert(name: &str, from: &dyn Univariate) -> Expert {
        let quantiles = [0.25, 0.5, 0.75].map(|p| StatedQuantile { p, value: from.quantile(p) }).to_vec();
        Expert { name: name.into(), quantiles, weight: 1.0 }
    }

    fn fit(experts: Vec<Expert>, min: Option<f64>, max: Option<f64>) -> ElicitedFit {
        ElicitedFit::new(ElicitedData { experts, min, max, family: None }).expect("a fit")
    }

    #[test]
    fn quartiles_of_a_family_give_that_family_back() {
        let normal = Normal::new(450.0, 60.0).expect("normal");
        let found = fit(vec![expert("a", &normal)], None, None);
        assert_eq!(found.chosen().name, FittedName::Normal);
        assert!((found.chosen().spread.sd - 60.0).abs() < 1e-3 && found.chosen().distance < 1e-6);
        let gamma = Gamma::new(3.0, 2.0).expect("gamma");
        let found = fit(vec![expert("a", &gamma)], Some(0.0), None);
        assert_eq!(found.chosen().name, FittedName::Gamma);
        assert!((found.chosen().spread.mean - 6.0).abs() < 1e-3);
        let beta = Beta::new(4.0, 12.0).expect("beta");
        let found = fit(vec![expert("a", &beta)], Some(0.0), Some(1.0));
        assert_eq!(found.chosen().name, FittedName::Beta);
        assert!((found.chosen().spread.at(0.95) - beta.quantile(0.95)).abs() < 1e-3);
    }

    #[test]
    fn a_pool_is_the_average_of_its_distribution_functions() {
        let (one, other) = (Normal::new(10.0, 1.0).expect("normal"), Normal::new(14.0, 1.0).expect("normal"));
        let found = fit(vec![expert("a", &one), expert("b", &other)], None, None);
        assert!((found.pool.mean - 12.0).abs() < 1e-4 && (found.pool.sd - 5f64.sqrt()).abs() < 1e-3);
        let low = found.pool.at(0.05);
        assert!(((one.cdf(low) + other.cdf(low)) / 2.0 - 0.05).abs() < 1e-4);
        // Two camps are no bell: said, and shown.
        let limits = found.limits();
        assert!(
            limits
                .iter()
                .any(|limit| matches!(limit, DataLimit::ExpertsDisagree { ratio } if (ratio - 2.0).abs() < 1e-3))
        );
        assert!(limits.contains(&DataLimit::TailsUnstated { low: 0.25, high: 0.75 }));
    }

    #[test]
    fn what_nobody_can_mean_is_refused() {
        let quantiles = |values: [f64; 3]| {
            [0.25, 0.5, 0.75].into_iter().zip(values).map(|(p, value)| StatedQuantile { p, value }).collect()
        };
        let told = |values: [f64; 3], max: f64| {
            let experts = vec![Expert { name: "a".into(), quantiles: quantiles(values), weight: 1.0 }];
            ElicitedFit::new(ElicitedData { experts, min: Some(0.0), max: Some(max), family: None })
                .expect_err("refused")
                .to_string()
        };
        assert!(told([0.2, 0.1, 0.3], 1.0).contains("0.1 at 0.5 after 0.2 at 0.25"));
        assert!(told([0.2, 0.3, 1.3], 1.0).contains("1.3 lies on or beyond"));
        assert!(told([0.2, 0.3, 0.4], -1.0).contains("above `min`"));
    }
}
