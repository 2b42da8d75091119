//! The covered parts of the months of a year, for rules that are applied month by month.

use crate::model::time::MONTHS;
use crate::model::{Period, Stay};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Intervals of the coarsest and of the finest table, and the error at which a table is fine enough: beyond that it is not used.
const COARSEST: usize = 32;
const FINEST: usize = 256;
const ERROR: f64 = 1e-8;

impl Stay<'_> {
    /// The mean over the months of the k-th year since the planned one of E\[(o − x)⁺\], where o is the covered part of a month.
    #[must_use]
    pub(super) fn monthly_excess(&self, k: usize, x: f64) -> f64 {
        let length = 1.0 / MONTHS as f64;
        Period::months(k).map(|month| self.excess(month, x)).sum::<f64>() * length
    }
}

/// [`Stay::monthly_excess`] by a table: cubics through four neighbours, whose error in the middle of every interval of every year
/// is below 1e-8.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MonthlyExcess {
    intervals: usize,
    /// Years by nodes from 0 to 1, flat.
    values: Arc<[f64]>,
}

/// How many tables are remembered, the last ones.
const REMEMBERED: usize = 16;

/// A stay, a number of years, and what was found.
type CachedExcess = (Stay<'static>, usize, Option<MonthlyExcess>);

impl MonthlyExcess {
    /// The table of some years; `None` where the distribution of the duration is not smooth enough for one. It takes longer than
    /// many a draw, and a command works a model out many times over, on many threads: so it is built once and remembered.
    #[must_use]
    pub fn of(stay: &Stay<'_>, years: usize) -> Option<Self> {
        static KNOWN: Mutex<VecDeque<CachedExcess>> = Mutex::new(VecDeque::new());
        // Threads that need the same table wait for it. Entries are complete, so a poisoned lock does no harm.
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, found)) = known.iter().find(|(of, over, _)| of == stay && *over == years) {
            return found.clone();
        }
        let found = Self::build(stay, years);
        known.truncate(REMEMBERED - 1);
        let duration = stay.duration.as_ref().map(|duration| Cow::Owned(duration.clone().into_owned()));
        known.push_front((Stay { duration, ..*stay }, years, found.clone()));
        found
    }

    fn build(stay: &Stay<'_>, years: usize) -> Option<Self> {
        let mut intervals = COARSEST;
        while intervals <= FINEST {
            let node =
                |at: usize| stay.monthly_excess(at / (intervals + 1), (at % (intervals + 1)) as f64 / intervals as f64);
            let table = Self { intervals, values: (0..years * (intervals + 1)).map(node).collect() };
            let middle = |interval: usize| (interval as f64 + 0.5) / intervals as f64;
            let fits = |k: usize, x: f64| (table.at(k, x) - stay.monthly_excess(k, x)).abs() < ERROR;
            if (0..years).all(|k| (0..intervals).all(|interval| fits(k, middle(interval)))) {
                return Some(table);
            }
            intervals *= 2;
        }
        None
    }

    /// The mean over the months of the k-th year.
    #[must_use]
    #[inline]
    pub fn at(&self, k: usize, x: f64) -> f64 {
        if x >= 1.0 {
            return 0.0;
        }
        let at = x * self.intervals as f64;
        let first = (at as usize).saturating_sub(1).min(self.intervals - 3);
        let values = &self.values[k * (self.intervals + 1) + first..][..4];
        let t = at - first as f64;
        let (a, b, c, d) = (t, t - 1.0, t - 2.0, t - 3.0);
        values[3] * a * b * c / 6.0 - values[2] * a * b * d / 2.0 + values[1] * a * c * d / 2.0
            - values[0] * b * c * d / 6.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{Distribution, Gamma};
    use crate::model::{Leaving, Onset, Spell};
    use std::borrow::Cow;

    fn stay(duration: Distribution, delay: f64) -> Stay<'static> {
        Stay { leaving: Leaving::of(Onset::Uniform, delay), duration: Some(Cow::Owned(duration)) }
    }

    fn gamma() -> Distribution {
        Distribution::Gamma(Gamma::new(1.8, 0.9).expect("valid"))
    }

    #[test]
    fn months_are_the_averages_over_stays() {
        for stay in [stay(gamma(), 0.0), stay(Distribution::Fixed(0.37), 0.4)] {
            let (mut found, n) = ([[0.0; 2]; 3], 1_000);
            for i in 0..n {
                for j in 0..n {
                    let start = stay.leaving.time((f64::from(i) + 0.5) / f64::from(n));
                    let spell = Spell { start, end: start + stay.years((f64::from(j) + 0.5) / f64::from(n)) };
                    for (k, found) in found.iter_mut().enumerate() {
                        for (found, x) in found.iter_mut().zip([0.0, 0.6]) {
                            let above = spell.months(k).iter().map(|part| (part - x).max(0.0)).sum::<f64>();
                            *found += above / 12.0 / f64::from(n * n);
                        }
                    }
                }
            }
            for (k, found) in found.iter().enumerate() {
                for (found, x) in found.iter().zip([0.0, 0.6]) {
                    assert!((stay.monthly_excess(k, x) - found).abs() < 1e-3, "year {k} above {x}: {found}");
                }
            }
            // All months together are the year.
            assert!((stay.monthly_excess(1, 0.0) - stay.excess(Period::year(1), 0.0)).abs() < 1e-12);
        }
    }

    #[test]
    fn a_table_is_exact_where_durations_are_smooth_and_refused_where_they_are_not() {
        let smooth = stay(gamma(), 0.0);
        let table = MonthlyExcess::of(&smooth, 4).expect("smooth");
        for i in 0..400 {
            let x = f64::from(i) / 400.0;
            assert!((0..4).all(|k| (table.at(k, x) - smooth.monthly_excess(k, x)).abs() < 2e-8), "{x}");
        }
        assert_eq!(table.at(0, 1.0), 0.0);
        let one_time = Stay { leaving: Leaving::of(Onset::At(0.3), 0.0), ..stay(Distribution::Fixed(0.37), 0.0) };
        assert_eq!(MonthlyExcess::of(&one_time, 2), None);
    }

    #[test]
    fn what_is_remembered_is_the_table_that_is_asked_for() {
        let stays: Vec<Stay<'_>> = (0..REMEMBERED + 2).map(|i| stay(gamma(), i as f64 * 0.05)).collect();
        for _ in 0..2 {
            for (stay, years) in stays.iter().flat_map(|stay| [(stay, 2), (stay, 3)]) {
                let found = MonthlyExcess::of(stay, years).expect("smooth");
                assert_eq!(found, MonthlyExcess::build(stay, years).expect("smooth"));
                assert_eq!(MonthlyExcess::of(stay, years), Some(found));
            }
        }
    }
}
