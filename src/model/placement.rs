//! Placements of children outside the home that are avoided.
//!
//! Given directly: so many avoided placements are expected to start in each intake year. Each family's number is Poisson
//! with mean starts ÷ unrounded number of families; a negative mean counts placements caused, with a negative sign. A
//! placement starts at a uniform moment of the family's year of leaving and lasts for a duration.

use super::{EachSpec, Quantity, Series};
use crate::distribution::{Distribution, Order, Univariate};
use std::borrow::Cow;

/// Placements avoided.
#[derive(Debug, Clone, PartialEq)]
pub struct Placements {
    /// Expected number avoided that would have started in each intake year.
    pub avoided: Series,
    /// How long a placement would have lasted.
    pub duration: Duration,
}

/// How long a placement would have lasted, in years.
#[derive(Debug, Clone, PartialEq)]
pub enum Duration {
    /// Past the horizon.
    PastHorizon,
    /// The same for every placement; may be an uncertain parameter.
    Shared(Quantity),
    /// Differing between placements.
    Each(EachSpec),
}

/// The duration at one draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Stay<'m> {
    /// Past the horizon.
    PastHorizon,
    /// Years, drawn per placement (a fixed number is a distribution too).
    Years(Cow<'m, Distribution>),
}

impl Stay<'_> {
    /// The part of the k-th year since the year of leaving that a placement covers, from its moment and duration.
    #[must_use]
    #[inline]
    pub fn time_in_year(k: usize, moment: f64, duration: f64) -> f64 {
        let year = k as f64;
        ((moment + duration).min(year + 1.0) - moment.max(year)).max(0.0)
    }

    /// Expected part of each year since the year of leaving, over a uniform moment and the distribution of durations.
    ///
    /// With J(x) = ∫₀ˣ E\[min(L, s)\] ds = x·E\[L; L ≤ x\] − ½E\[L²; L ≤ x\] + ½x²·P(L > x) the first year holds J(1) and
    /// the k-th J(k+1) − 2J(k) + J(k−1): a closed form for every distribution with partial moments.
    #[must_use]
    pub fn expected_time(&self, years: usize) -> Vec<f64> {
        let Self::Years(duration) = self else {
            return (0..years).map(|k| if k == 0 { 0.5 } else { 1.0 }).collect();
        };
        let integral: Vec<f64> = (0..=years)
            .map(|x| {
                let x = x as f64;
                x * duration.partial_moment(Order::First, x) - duration.partial_moment(Order::Second, x) / 2.0
                    + x * x / 2.0 * (1.0 - duration.cdf(x))
            })
            .collect();
        (0..years)
            .map(|k| if k == 0 { integral[1] } else { integral[k + 1] - 2.0 * integral[k] + integral[k - 1] })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::Gamma;

    /// The average of `time_in_year` over a grid of moments and durations.
    fn averaged(duration: &Distribution, years: usize) -> Vec<f64> {
        let (moments, durations) = (400, 2_000);
        let mut total = vec![0.0; years];
        for i in 0..moments {
            for j in 0..durations {
                let moment = (f64::from(i) + 0.5) / f64::from(moments);
                let length = duration.quantile((f64::from(j) + 0.5) / f64::from(durations));
                for (k, sum) in total.iter_mut().enumerate() {
                    *sum += Stay::time_in_year(k, moment, length) / f64::from(moments * durations);
                }
            }
        }
        total
    }

    #[test]
    fn expected_time_is_the_average_over_placements() {
        for duration in [Distribution::Fixed(1.7), Distribution::Gamma(Gamma::new(1.5, 1.2).expect("valid"))] {
            let expected = Stay::Years(Cow::Borrowed(&duration)).expected_time(5);
            let average = averaged(&duration, 5);
            assert!(
                expected.iter().zip(&average).all(|(a, b)| (a - b).abs() < 1e-3),
                "{duration}: {expected:?} against {average:?}"
            );
        }
    }

    #[test]
    fn a_very_long_stay_is_one_past_the_horizon() {
        let long = Stay::Years(Cow::Owned(Distribution::Fixed(1e3))).expected_time(4);
        assert_eq!(long, Stay::PastHorizon.expected_time(4));
    }

    #[test]
    fn all_time_is_counted_once() {
        let total: f64 = Stay::Years(Cow::Owned(Distribution::Fixed(2.5))).expected_time(10).iter().sum();
        assert!((total - 2.5).abs() < 1e-12);
    }
}
