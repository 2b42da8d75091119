//! How long something lasts that begins when a family leaves: a placement, an open case.

use super::time::{MONTHS, whole_units};
use super::{Leaving, Spell};
use crate::distribution::Distribution;
use std::borrow::Cow;

/// The duration at one draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Stay<'m> {
    /// When it begins.
    pub leaving: Leaving,
    /// Years, drawn for each (a fixed number is a distribution too); `None` = past the horizon.
    pub duration: Option<Cow<'m, Distribution>>,
}

/// A stretch of time, in years since 1 January of the planned year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Period {
    /// When it begins.
    pub start: f64,
    /// How long it is.
    pub length: f64,
}

impl Period {
    /// The k-th year.
    #[must_use]
    pub fn year(k: usize) -> Self {
        Self { start: k as f64, length: 1.0 }
    }

    /// The months of the k-th year.
    pub fn months(k: usize) -> impl Iterator<Item = Self> {
        let length = 1.0 / MONTHS as f64;
        (0..MONTHS).map(move |month| Self { start: k as f64 + month as f64 * length, length })
    }

    /// The same, by its end.
    #[must_use]
    #[inline]
    pub fn spell(self) -> Spell {
        Spell { start: self.start, end: self.start + self.length }
    }
}

impl Stay<'_> {
    /// The duration of one that carries the uniform `u`, in [whole units](whole_units).
    #[must_use]
    #[inline]
    pub fn years(&self, u: f64) -> f64 {
        self.duration.as_ref().map_or(f64::INFINITY, |duration| whole_units(duration.sample(u)))
    }

    /// When an event begins that is planned for the k-th year, and how long it lasts, after a wait in years and under uniforms for its
    /// moment and its duration. In year 0 it begins when the family leaves; in later years it may begin at any time. Its expectation
    /// is [`Stay::expected_time`].
    #[must_use]
    #[inline]
    pub fn period(&self, k: usize, wait: f64, [moment, duration]: [f64; 2]) -> Period {
        let start = if k == 0 {
            self.leaving.begin(moment, wait)
        } else {
            k as f64 + self.leaving.anytime().begin(moment, wait)
        };
        Period { start, length: self.years(duration) }
    }

    /// A stay that begins at any time of the year, independent of the moment of leaving, as in later years.
    #[must_use]
    pub fn anytime(&self) -> Self {
        Self { leaving: self.leaving.anytime(), duration: self.duration.clone() }
    }

    /// Expected part of each year since the planned one.
    #[must_use]
    pub fn expected_time(&self, years: usize) -> Vec<f64> {
        (0..years).map(|k| self.excess(Period::year(k), 0.0)).collect()
    }

    /// E\[(o − x)⁺\] where o is the part of a period that it covers, 0 ≤ x ≤ 1.
    ///
    /// Let p and w be the start and length of the period, L the duration with distribution function F, and T when it begins.
    /// Of what begins before the period more than xw of it is covered by y when T + L > p + y: ∫ P(T + L > p + y) dy from xw
    /// to w. Of what begins within it room is left until p + w, and L > y is enough: ∫ P(L > y) dy from xw to the room. Both are
    /// averaged over T, uniform or fixed: everything is integrals of F, a closed form for every distribution with partial
    /// moments.
    #[must_use]
    pub fn excess(&self, period: Period, x: f64) -> f64 {
        if x >= 1.0 {
            return 0.0;
        }
        let once = |y: f64| self.duration.as_ref().map_or(0.0, |d| d.integrated_cdf(y));
        let twice = |y: f64| self.duration.as_ref().map_or(0.0, |d| d.twice_integrated_cdf(y));
        let Period { start, length } = period;
        let (least, rest) = (x * length, length - x * length);
        let (first, last) = self.leaving.span();
        if first == last {
            let room = start + rest - first;
            let covered = match first {
                before if before <= start => rest - (once(start + length - before) - once(start + least - before)),
                _ if room <= 0.0 => 0.0,
                within => room - (once(start + length - within) - once(least)),
            };
            return covered / length;
        }
        let mut covered = 0.0;
        if first < start {
            let until = last.min(start);
            covered += rest * (until - first) - (twice(start + length - first) - twice(start + least - first))
                + (twice(start + length - until) - twice(start + least - until));
        }
        if last > start && first < start + rest {
            let (most, fewest) = (start + length - first.max(start), (start + length - last).max(least));
            let (above, below) = (most - least, fewest - least);
            covered +=
                (above * above - below * below) / 2.0 + (most - fewest) * once(least) - (twice(most) - twice(fewest));
        }
        covered / (length * (last - first))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Onset, Spell};
    use super::*;
    use crate::distribution::Gamma;

    /// The average of (o − x)⁺ over a grid of moments and durations.
    fn averaged(stay: &Stay<'_>, years: usize, x: f64) -> Vec<f64> {
        let (moments, durations) = (400, 2_000);
        let mut total = vec![0.0; years];
        for i in 0..moments {
            for j in 0..durations {
                let start = stay.leaving.time((f64::from(i) + 0.5) / f64::from(moments));
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
            let times = [(Onset::Uniform, 0.0), (Onset::At(0.3), 0.0), (Onset::Uniform, 1.4), (Onset::At(0.3), 0.9)];
            for leaving in times.map(|(onset, delay)| Leaving::of(onset, delay)) {
                let stay = Stay { leaving, duration: duration.clone().map(Cow::Owned) };
                for x in [0.0, 0.35, 0.8] {
                    let average = averaged(&stay, 5, x);
                    for (k, average) in average.iter().enumerate() {
                        let closed = stay.excess(Period::year(k), x);
                        assert!((closed - average).abs() < 1e-3, "{stay:?}, year {k} above {x}: {closed}, {average}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_very_long_stay_is_one_past_the_horizon() {
        let time = |duration| Stay { leaving: Leaving::of(Onset::Uniform, 0.0), duration }.expected_time(4);
        assert_eq!(time(Some(Cow::Owned(Distribution::Fixed(1e3)))), time(None));
        assert_eq!(time(None), [0.5, 1.0, 1.0, 1.0]);
    }

    #[test]
    fn all_time_is_counted_once() {
        let stay =
            Stay { leaving: Leaving::of(Onset::Uniform, 0.0), duration: Some(Cow::Owned(Distribution::Fixed(2.5))) };
        assert!((stay.expected_time(10).iter().sum::<f64>() - 2.5).abs() < 1e-12);
    }
}
