//! Times of self-sufficiency of one adult.

use super::Number;
use super::relapse::{Course, years_survived, years_until_reentry};
use super::time::MONTHS;

/// An unbroken period of self-sufficiency, in years since 1 January of the year of leaving.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spell {
    /// When it begins.
    pub start: f64,
    /// When it ends; infinite = past the horizon.
    pub end: f64,
}

impl Spell {
    /// The time that it covers of the k-th year since the year of leaving.
    #[must_use]
    #[inline]
    pub fn in_year(&self, k: usize) -> f64 {
        let year = k as f64;
        (self.end.min(year + 1.0) - self.start.max(year)).max(0.0)
    }

    /// The share that it covers of each month of the k-th year; a month is a twelfth of a year.
    #[must_use]
    pub fn months(&self, k: usize) -> [f64; MONTHS] {
        let months = MONTHS as f64;
        let (first, last) = ((self.start - k as f64) * months, (self.end - k as f64) * months);
        std::array::from_fn(|month| (last.min(month as f64 + 1.0) - first.max(month as f64)).max(0.0))
    }
}

/// The uniforms of one adult after the first relapse, shared by the arms.
pub trait LaterLuck {
    /// Uniforms of the n-th re-entry (from 1): years waited, moment of the year, year of relapse.
    fn reentry(&self, n: u32) -> [f64; 3];
}

/// An adult who has become self-sufficient for the first time.
#[derive(Debug, Clone, Copy)]
pub struct Entered {
    /// The year of leaving, by position in the calendar.
    pub year: usize,
    /// Years of the horizon from that year on.
    pub years: usize,
    /// When the first spell begins, in years since 1 January of the year of leaving.
    pub start: f64,
    /// The uniform of the first relapse.
    pub relapse: f64,
}

/// Walks through the spells of an adult in one lane of a course.
#[inline]
pub fn walk<N: Number>(
    course: &Course<N>,
    lane: usize,
    Entered { year, years, mut start, mut relapse }: Entered,
    later: &impl LaterLuck,
    mut visit: impl FnMut(Spell),
) {
    for n in 1.. {
        let entry = start as usize;
        if start >= years as f64 {
            return;
        }
        let left = years - entry;
        let [survived] = years_survived(course.survival_in(year + entry, lane).take(left), &[relapse]);
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
