//! How long something lasts that begins in the year of leaving: a placement, an open case.

use super::Onset;
use super::spell::whole_units;
use crate::distribution::Distribution;
use std::borrow::Cow;

/// The duration at one draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Stay<'m> {
    /// When it begins.
    pub onset: Onset,
    /// Years, drawn for each (a fixed number is a distribution too); `None` = past the horizon.
    pub duration: Option<Cow<'m, Distribution>>,
}

impl Stay<'_> {
    /// The duration of one that carries the uniform `u`, in [whole units](whole_units).
    #[must_use]
    #[inline]
    pub fn years(&self, u: f64) -> f64 {
        self.duration.as_ref().map_or(f64::INFINITY, |duration| whole_units(duration.sample(u)))
    }

    /// The same of something that may begin at any time of the year, whatever the moment of leaving.
    #[must_use]
    pub fn anytime(&self) -> Stay<'_> {
        Stay { onset: Onset::Uniform, duration: self.duration.as_deref().map(Cow::Borrowed) }
    }

    /// Expected part of each year since the year of leaving.
    #[must_use]
    pub fn expected_time(&self, years: usize) -> Vec<f64> {
        (0..years).map(|k| self.excess(k, 0.0)).collect()
    }

    /// E\[(o − x)⁺\] where o is the part of the k-th year since the year of leaving that it covers, 0 ≤ x ≤ 1.
    ///
    /// ∫ₓ¹ P(o > y) dy, where for a uniform moment U and a duration L the first year is covered beyond y when L > y and
    /// 1 − U > y, and a later one when U + L > k + y. With F the distribution function of L everything is integrals of F,
    /// a closed form for every distribution with partial moments.
    #[must_use]
    pub fn excess(&self, k: usize, x: f64) -> f64 {
        if x >= 1.0 {
            return 0.0;
        }
        let once = |y: f64| self.duration.as_ref().map_or(0.0, |d| d.integrated_cdf(y));
        let twice = |y: f64| self.duration.as_ref().map_or(0.0, |d| d.twice_integrated_cdf(y));
        let year = k as f64;
        let rest = 1.0 - x;
        match self.onset {
            Onset::Uniform if k == 0 => rest * rest / 2.0 + rest * once(x) - (twice(1.0) - twice(x)),
            Onset::Uniform => rest - (twice(year + 1.0) - twice(year + x)) + (twice(year) - twice(year + x - 1.0)),
            Onset::At(moment) if k == 0 && x >= 1.0 - moment => 0.0,
            Onset::At(moment) if k == 0 => rest - moment - (once(1.0 - moment) - once(x)),
            Onset::At(moment) => rest - (once(year + 1.0 - moment) - once(year + x - moment)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Spell;
    use super::*;
    use crate::distribution::Gamma;

    /// The average of (o − x)⁺ over a grid of moments and durations.
    fn averaged(stay: &Stay<'_>, years: usize, x: f64) -> Vec<f64> {
        let (moments, durations) = (400, 2_000);
        let mut total = vec![0.0; years];
        for i in 0..moments {
            for j in 0..durations {
                let start = stay.onset.moment((f64::from(i) + 0.5) / f64::from(moments));
                let end = start + stay.years((f64::from(j) + 0.5) / f64::from(durations));
                for (k, sum) in total.iter_mut().enumerate() {
                    *sum += (Spell { start, end }.in_year(k) - x).max(0.0) / f64::from(moments * durations);
                }
            }
        }
        total
    }

    #[test]
    fn expected_time_and_excess_are_the_averages_over_stays() {
        let gamma = Distribution::Gamma(Gamma::new(1.5, 1.2).expect("valid"));
        for duration in [Some(Distribution::Fixed(1.7)), Some(gamma), None] {
            for onset in [Onset::Uniform, Onset::At(0.3)] {
                let stay = Stay { onset, duration: duration.clone().map(Cow::Owned) };
                for x in [0.0, 0.35, 0.8] {
                    let average = averaged(&stay, 5, x);
                    for (k, average) in average.iter().enumerate() {
                        let closed = stay.excess(k, x);
                        assert!((closed - average).abs() < 1e-3, "{stay:?}, year {k} above {x}: {closed}, {average}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_very_long_stay_is_one_past_the_horizon() {
        let time = |duration| Stay { onset: Onset::Uniform, duration }.expected_time(4);
        assert_eq!(time(Some(Cow::Owned(Distribution::Fixed(1e3)))), time(None));
        assert_eq!(time(None), [0.5, 1.0, 1.0, 1.0]);
    }

    #[test]
    fn all_time_is_counted_once() {
        let stay = Stay { onset: Onset::Uniform, duration: Some(Cow::Owned(Distribution::Fixed(2.5))) };
        assert!((stay.expected_time(10).iter().sum::<f64>() - 2.5).abs() < 1e-12);
    }
}
