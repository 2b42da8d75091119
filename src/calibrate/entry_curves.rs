//! Families of curves of the time until entry, of those who ever enter.

use crate::distribution::standard_normal_cdf;
use serde::Serialize;

/// A family of curves, by median and shape. F(t) is the share of those who ever enter who have entered by month t.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryFamily {
    /// F = 1 − 2^(−t/m): the same chance in every month.
    Exponential,
    /// F = 1 − 2^(−(t/m)ᵏ): a chance that rises (k > 1) or falls.
    Weibull,
    /// F = 1/(1 + (t/m)^−k): a long tail.
    LogLogistic,
    /// F = Φ(k·ln(t/m)): ln t is normal with standard deviation 1/k.
    LogNormal,
}

impl EntryFamily {
    /// Every family.
    pub const ALL: [Self; 4] = [Self::Exponential, Self::Weibull, Self::LogLogistic, Self::LogNormal];

    /// The name in a data file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exponential => "exponential",
            Self::Weibull => "weibull",
            Self::LogLogistic => "loglogistic",
            Self::LogNormal => "lognormal",
        }
    }

    /// Whether curves of this family differ in shape, not in their median alone.
    #[must_use]
    pub fn has_shape(self) -> bool {
        self != Self::Exponential
    }

    /// F at a month.
    #[must_use]
    pub fn by(self, month: f64, pace: EntryPace) -> f64 {
        if month <= 0.0 {
            return 0.0;
        }
        let times = month / pace.median;
        match self {
            Self::Exponential => 1.0 - (-times).exp2(),
            Self::Weibull => 1.0 - (-times.powf(pace.shape)).exp2(),
            Self::LogLogistic => 1.0 / (1.0 + times.powf(-pace.shape)),
            Self::LogNormal => standard_normal_cdf(pace.shape * times.ln()),
        }
    }
}

/// How fast those enter who ever enter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EntryPace {
    /// Months until half of them have.
    pub median: f64,
    /// Shape k of the curve; 1 of an exponential one.
    pub shape: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{LogLogistic, LogNormal, Univariate, Weibull};

    #[test]
    fn each_is_its_distribution_by_median_and_shape() {
        let pace = EntryPace { median: 9.0, shape: 1.4 };
        let weibull = Weibull::new(1.4, 9.0 / 2f64.ln().powf(1.0 / 1.4)).expect("weibull");
        let loglogistic = LogLogistic::new(1.4, 9.0).expect("loglogistic");
        let lognormal = LogNormal::new(9f64.ln(), 1.0 / 1.4).expect("lognormal");
        for month in [0.5, 3.0, 9.0, 20.0, 60.0] {
            assert!((EntryFamily::Weibull.by(month, pace) - weibull.cdf(month)).abs() < 1e-12);
            assert!((EntryFamily::LogLogistic.by(month, pace) - loglogistic.cdf(month)).abs() < 1e-12);
            assert!((EntryFamily::LogNormal.by(month, pace) - lognormal.cdf(month)).abs() < 1e-12);
        }
        for family in EntryFamily::ALL {
            assert!((family.by(9.0, pace) - 0.5).abs() < 1e-12 && family.by(0.0, pace) == 0.0, "{family:?}");
        }
        let one = EntryPace { shape: 1.0, ..pace };
        assert_eq!(EntryFamily::Exponential.by(5.0, pace), EntryFamily::Weibull.by(5.0, one));
    }
}
