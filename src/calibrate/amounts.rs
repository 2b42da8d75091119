//! Amounts: mean, standard deviation and number of units, to what is known of the mean and how units differ.

use super::error::{CalibrateError, finite, positive};
use super::limit::DataLimit;
use super::spread::Posterior;
use crate::distribution::{
    Argument, Distribution, DistributionError, DistributionFamily, Evidence, standard_normal_cdf,
};
use serde::Serialize;

/// What was published of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AmountData {
    /// Mean over units, in the unit of the amount (kroner).
    pub mean: f64,
    /// Standard deviation between units, in the same.
    pub sd: f64,
    /// How many units.
    pub n: f64,
    /// Whether the amount may be below 0.
    pub signed: bool,
    /// The family that was asked for; by default the first that leaves nothing noticeable below 0.
    #[serde(skip)]
    pub family: Option<DistributionFamily>,
}

/// A distribution by its mean and standard deviation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AmountSpread {
    /// Name of the family in a scenario file.
    pub family: &'static str,
    /// The distribution in numbers, in the unit of the amount.
    pub spread: Posterior,
}

/// An amount: its mean, and how units differ.
///
/// The mean over n units with mean m and standard deviation s is a Student t with n − 1 degrees of freedom, scaled by s/√n. A scenario knows no t;
/// it is told by a distribution with the same mean and the same standard deviation, (s/√n)·√((n − 1)/(n − 3)), which n from 4 up has. A unit is
/// drawn with mean m and standard deviation s: `each` of a scenario.
///
/// A normal distribution serves where less than one in a thousand of it lies below 0; else a lognormal with the same mean and standard deviation.
///
/// ```
/// use provenu::calibrate::{AmountData, AmountFit};
///
/// let fit = AmountFit::new(AmountData { mean: 450_000.0, sd: 300_000.0, n: 16.0, signed: false, family: None })?;
/// assert_eq!((fit.of_mean.family, fit.each.family), ("normal", "lognormal"));
/// assert!((fit.of_mean.spread.sd - 75_000.0 * (15.0f64 / 13.0).sqrt()).abs() < 1e-9);
/// # Ok::<(), provenu::calibrate::CalibrateError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AmountFit {
    /// What it rests on.
    pub data: AmountData,
    /// s/√n, in the unit of the amount.
    pub standard_error: f64,
    /// What is known of the mean: drawn once per replication.
    pub of_mean: AmountSpread,
    /// How units differ: drawn for each.
    pub each: AmountSpread,
    /// The same spread between units by other families.
    pub each_otherwise: Vec<AmountSpread>,
}

/// Families for amounts, the first choice first.
const FAMILIES: [DistributionFamily; 3] =
    [DistributionFamily::Normal, DistributionFamily::LogNormal, DistributionFamily::Gamma];
/// Most probability below 0 that goes unnoticed.
const UNNOTICED: f64 = 1e-3;

impl AmountFit {
    /// The distributions of an amount.
    ///
    /// # Errors
    /// Unless the standard deviation is above 0 and n is 4 or more; and where an amount that is never below 0 has a mean that is not above 0.
    pub fn new(data: AmountData) -> Result<Self, CalibrateError> {
        let AmountData { mean, sd, n, signed, family } = data;
        finite("mean", mean)?;
        positive("sd", sd)?;
        if !(n >= 4.0 && n.is_finite()) {
            let allowed = "4 or more units; of fewer the standard deviation is no guide to how far the mean is off (kind = \"elicited\" \
                           takes what people think)";
            return Err(CalibrateError::value("n", n, allowed));
        }
        if !signed && mean <= 0.0 {
            return Err(CalibrateError::value(
                "mean",
                mean,
                "a mean above 0, or signed = true where amounts may be below 0",
            ));
        }
        if let Some(family) = family.filter(|family| !FAMILIES.contains(family) || (signed && *family != FAMILIES[0])) {
            let allowed = if signed { "normal, where amounts may be below 0" } else { "normal, lognormal, gamma" };
            return Err(CalibrateError::value("family", family.name(), allowed));
        }
        let standard_error = sd / n.sqrt();
        let of_t = standard_error * ((n - 1.0) / (n - 3.0)).sqrt();
        let chosen = |sd: f64| family.unwrap_or_else(|| data.choice(sd));
        let each = chosen(sd);
        let otherwise = FAMILIES.into_iter().filter(|other| *other != each && !signed);
        Ok(Self {
            data,
            standard_error,
            of_mean: spread(chosen(of_t), mean, of_t)?,
            each: spread(each, mean, sd)?,
            each_otherwise: otherwise.map(|other| spread(other, mean, sd)).collect::<Result<_, _>>()?,
        })
    }

    /// What mean, standard deviation and number cannot say.
    #[must_use]
    pub fn limits(&self) -> Vec<DataLimit> {
        vec![DataLimit::ShapeUnknown]
    }
}

impl AmountData {
    /// The first family that leaves nothing noticeable below 0.
    fn choice(&self, sd: f64) -> DistributionFamily {
        let below = standard_normal_cdf(-self.mean / sd);
        if self.signed || below < UNNOTICED { DistributionFamily::Normal } else { DistributionFamily::LogNormal }
    }
}

fn spread(family: DistributionFamily, mean: f64, sd: f64) -> Result<AmountSpread, DistributionError> {
    let scalars = vec![(Argument::Mean, mean), (Argument::Sd, sd)];
    let found: Distribution = Evidence { family: Some(family), scalars, ..Evidence::default() }.distribution()?;
    Ok(AmountSpread { family: family.name(), spread: Posterior::from(&found) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: AmountData = AmountData { mean: 100.0, sd: 20.0, n: 25.0, signed: false, family: None };

    #[test]
    fn the_mean_is_known_as_well_as_a_t_says() {
        let fit = AmountFit::new(PLAIN).expect("a fit");
        assert_eq!(fit.standard_error, 4.0);
        assert!((fit.of_mean.spread.sd - 4.0 * (24.0f64 / 22.0).sqrt()).abs() < 1e-12);
        // t with 24 degrees of freedom: 95 % quantile 1.7109 (Fisher and Yates).
        assert!((fit.of_mean.spread.at(0.95) - (100.0 + 4.0 * 1.7109)).abs() < 0.03);
        assert_eq!((fit.of_mean.family, fit.each.family), ("normal", "normal"));
        assert!((fit.each.spread.sd - 20.0).abs() < 1e-12);
    }

    #[test]
    fn what_would_reach_below_zero_is_skewed_instead() {
        let fit = AmountFit::new(AmountData { sd: 60.0, ..PLAIN }).expect("a fit");
        assert_eq!((fit.of_mean.family, fit.each.family), ("normal", "lognormal"));
        assert!((fit.each.spread.mean - 100.0).abs() < 1e-9 && fit.each.spread.at(0.01) > 0.0);
        assert_eq!(fit.each_otherwise.len(), 2);
        let signed = AmountFit::new(AmountData { sd: 60.0, signed: true, ..PLAIN }).expect("a fit");
        assert_eq!(signed.each.family, "normal");
    }

    #[test]
    fn what_amounts_cannot_be_is_refused() {
        let key = |data| AmountFit::new(data).expect_err("refused").key();
        assert_eq!(key(AmountData { n: 3.0, ..PLAIN }), "n");
        assert_eq!(key(AmountData { sd: 0.0, ..PLAIN }), "sd");
        assert_eq!(key(AmountData { mean: -1.0, ..PLAIN }), "mean");
        assert_eq!(key(AmountData { family: Some(DistributionFamily::Beta), ..PLAIN }), "family");
    }
}
