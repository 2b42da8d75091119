//! Times of self-sufficiency of one adult.

use super::Number;
use super::relapse::{Course, years_survived, years_until_reentry};
use super::time::MONTHS;

/// One unbroken time of self-sufficiency, in years since 1 January of the year of leaving.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spell {
    /// When it begins.
    pub start: f64,
    /// When it ends; infinite = past the horizon.
    pub end: f64,
}

impl Spell {
    /// The part of the k-th year since the year of leaving that it covers.
    #[must_use]
    #[inline]
    pub fn in_year(&self, k: usize) -> f64 {
        let year = k as f64;
        (self.end.min(year + 1.0) - self.start.max(year)).max(0.0)
    }
}

impl Spell {
    /// The parts of the months of the k-th year that it covers; a month is a twelfth of a year.
    #[must_use]
    pub fn months(&self, k: usize) -> [f64; MONTHS] {
        let months = MONTHS as f64;
        let (first, last) = ((self.start - k as f64) * months, (self.end - k as f64) * months);
        std::array::from_fn(|month| (last.min(month as f64 + 1.0) - first.max(month as f64)).max(0.0))
    }
}

/// The luck of one adult after the first relapse, shared by the arms.
pub trait LaterLuck {
    /// Uniforms of the n-th re-entry (from 1): years waited, moment of the year, year of relapse.
    fn reentry(&self, n: u32) -> [f64; 3];
}

/// Walks through the spells of an adult who enters at `start` and carries `relapse` for the first relapse, in one of the
/// replications that a course is worked out for. `cohort` is the position of the year of leaving in the calendar, `years` how many
/// years are left of the horizon from then.
#[inline]
pub fn walk<N: Number>(
    (course, lane): (&Course<N>, usize),
    cohort: usize,
    years: usize,
    start: f64,
    relapse: f64,
    later: &impl LaterLuck,
    mut visit: impl FnMut(Spell),
) {
    let (mut start, mut relapse) = (start, relapse);
    for n in 1.. {
        let entry = start as usize;
        if start >= years as f64 {
            return;
        }
        let left = years - entry;
        let [survived] = years_survived(course.survival_in(cohort + entry, lane).take(left), &[relapse]);
        let lost = survived as usize;
        if lost == left {
            visit(Spell { start, end: f64::INFINITY });
            return;
        }
        visit(Spell { start, end: course.end(start, survived) });
        let reentry = course.reentry.lane(lane);
        if reentry <= 0.0 {
            return;
        }
        let [wait, moment, next] = later.reentry(n);
        let Some(wait) = years_until_reentry(reentry, wait).filter(|&wait| wait < years) else { return };
        start = (entry + lost + 1 + wait) as f64 + moment;
        relapse = next;
    }
}
