//! Stays that begin at one time and whose durations share one luck: siblings placed in places of different types, or one stay after a
//! wait.
//!
//! Let T be when they begin, U the uniform of their durations, Lᵢ(U) the durations and cᵢ what each costs a year. Given U the cost in a
//! period is a function of T with corners: straight lines between the times at which a stay ends, or the period does. So is what lies
//! above a limit, h(T). With a_j the change of slope at the corner t_j, going back in time, h(T) = Σ a_j (t_j − T)⁺, and so
//! E\[h(T)\] = Σ a_j E\[(t_j − T)⁺\]: exact for every wait, where that expected time since the beginning is known. U is
//! integrated out: durations with finitely many values exactly, others by panels between the uniforms at which a stay ends with a month.
//! Waits without finitely many values are taken from a table. The error is below 1e-5 of a period, or of its cost (`tests/together.rs`); where all begin on
//! one day below 2e-5 of what lies above a limit.

use super::beginning::Beginning;
use super::time::{MONTHS, whole_units};
use super::{Lanewise, Leaving, Number, Period, Stay, Wait};
use crate::distribution::{Distribution, Univariate};
use std::convert::Infallible;

/// Stays that begin together, over a horizon.
#[derive(Debug, Clone)]
pub struct Together {
    beginning: Beginning,
    /// Points of the uniform that the durations share.
    points: Vec<DurationPoint>,
}

/// The durations under one uniform.
#[derive(Debug, Clone)]
struct DurationPoint {
    weight: f64,
    /// In years; infinite = past the horizon.
    durations: Vec<f64>,
}

/// A corner of what a period costs above a limit, as a function of when the stays begin.
#[derive(Debug, Clone, Copy)]
struct Corner {
    /// The time from the start of the period on; negative before it.
    time: f64,
    /// By how much the slope changes there, going back in time.
    change: f64,
}

impl Together {
    /// Stays that begin after families leave and a wait, and last the durations, in years; `None` = past the horizon.
    #[must_use]
    pub fn of(leaving: Leaving, wait: Option<&Wait<'_>>, durations: &[Option<&Distribution>], years: usize) -> Self {
        Self { beginning: Beginning::of(leaving, wait, years), points: points(leaving, durations, years) }
    }

    /// How many points the durations of stays that begin without a wait are integrated over.
    #[must_use]
    pub fn points(leaving: Leaving, durations: &[Option<&Distribution>], years: usize) -> usize {
        points(leaving, durations, years).len()
    }

    /// E\[(Σ cᵢ·oᵢ − x)⁺\], where oᵢ is the part of a period that the i-th stay covers and cᵢ its cost.
    #[must_use]
    pub fn excess(&self, costs: &[f64], period: Period, x: f64) -> f64 {
        self.expected(costs, period.length, x, |time| self.beginning.elapsed(period.start + time))
    }

    /// The mean of [`Together::excess`] over the months of the k-th year.
    #[must_use]
    pub fn monthly_excess(&self, costs: &[f64], k: usize, x: f64) -> f64 {
        let sum = self.expected(costs, 1.0 / MONTHS as f64, x, |time| self.beginning.elapsed_by_month(k as f64 + time));
        sum / MONTHS as f64
    }

    /// The expectation over periods of a length, where `elapsed` is E\[(s + t − T)⁺\] summed over their starts s.
    fn expected(&self, costs: &[f64], length: f64, x: f64, elapsed: impl Fn(f64) -> f64) -> f64 {
        if costs.iter().sum::<f64>() <= x {
            return 0.0;
        }
        let mut corners = Vec::new();
        let mut of = |point: &DurationPoint| {
            find_corners(costs, point, length, x, &mut corners);
            point.weight * corners.iter().map(|corner| corner.change * elapsed(corner.time)).sum::<f64>()
        };
        self.points.iter().map(&mut of).sum()
    }
}

impl Stay<'_> {
    /// [`Stay::expected_time`] of one that begins after a wait.
    #[must_use]
    pub fn expected_time_after(&self, wait: Option<&Wait<'_>>, years: usize) -> Vec<f64> {
        if wait.is_none() {
            return self.expected_time(years);
        }
        let alone = Together::of(self.leaving, wait, &[self.duration.as_deref()], years);
        (0..years).map(|k| alone.excess(&[1.0], Period::year(k), 0.0)).collect()
    }
}

/// [`Stay::expected_time_after`] of several replications side by side.
pub(crate) fn expected_times<N: Number>(
    stay: &Lanewise<Stay<'_>>,
    wait: Option<&Lanewise<Wait<'_>>>,
    years: usize,
) -> Lanewise<Vec<f64>> {
    let alike = stay.is_alike() && wait.is_none_or(Lanewise::is_alike);
    let of = |lane| Ok(stay.of(lane).expected_time_after(wait.map(|wait| wait.of(lane)), years));
    let Ok::<_, Infallible>(times) = Lanewise::of_lanes::<N, _>(alike, of);
    times
}

/// Panels over the uniform of durations, besides those that months make; the outer ones are narrow.
const PANELS: usize = 8;

/// Where panels end within the first month, as parts of it.
const FIRST_MONTH: [f64; 9] = [0.01, 0.04, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9];

/// The points of Gauss and Legendre on \[-1, 1\] with their weights, exact for polynomials up to the fifth power.
const THREE_POINTS: [(f64, f64); 3] =
    [(-0.774_596_669_241_483_4, 5.0 / 9.0), (0.0, 8.0 / 9.0), (0.774_596_669_241_483_4, 5.0 / 9.0)];

/// The points of a uniform over which durations are integrated.
fn points(leaving: Leaving, durations: &[Option<&Distribution>], years: usize) -> Vec<DurationPoint> {
    let (cuts, smooth) = cuts(leaving, durations, years);
    let at = |u: f64, weight: f64| {
        let length = |d: Option<&Distribution>| d.map_or(f64::INFINITY, |d| whole_units(d.quantile(u)));
        DurationPoint { weight, durations: durations.iter().copied().map(length).collect() }
    };
    let mut found = Vec::new();
    for (from, to) in cuts.windows(2).map(|cut| (cut[0], cut[1])).filter(|(from, to)| to - from > 1e-12) {
        let (centre, half) = (f64::midpoint(from, to), (to - from) / 2.0);
        if smooth {
            found.extend(THREE_POINTS.map(|(x, weight)| at(centre + half * x, half * weight)));
        } else {
            found.push(at(centre, to - from));
        }
    }
    found
}

/// Where the panels of a uniform end, and whether a duration is smooth within them.
fn cuts(leaving: Leaving, durations: &[Option<&Distribution>], years: usize) -> (Vec<f64>, bool) {
    let mut cuts = vec![0.0, 1.0];
    let smooth: Vec<&Distribution> = durations.iter().flatten().copied().filter(|d| d.atoms().is_none()).collect();
    for mut atoms in durations.iter().flatten().filter_map(|duration| duration.atoms()) {
        atoms.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut upto = 0.0;
        cuts.extend(atoms.iter().map(|(_, mass)| {
            upto += mass;
            upto
        }));
    }
    if !smooth.is_empty() {
        let ends = (1..PANELS).map(|panel| panel as f64 / PANELS as f64);
        cuts.extend(ends.map(|t| t * t * (3.0 - 2.0 * t)));
    }
    let (begins, last) = leaving.span();
    // Where all begin on one day, nothing evens out the moment within a month at which a limit is passed.
    let parts = if begins == last { 4 * MONTHS } else { MONTHS };
    // Many durations are short, and most often so in their first month.
    let first = FIRST_MONTH.map(|part| part / MONTHS as f64);
    for duration in &smooth {
        cuts.extend(first.map(|length| duration.cdf(length)));
        let ends = (0..=years * parts).map(|part| part as f64 / parts as f64 - begins);
        cuts.extend(ends.filter(|length| *length > 0.0).map(|length| duration.cdf(length)));
    }
    cuts.retain(|cut| (0.0..=1.0).contains(cut));
    cuts.sort_by(f64::total_cmp);
    (cuts, !smooth.is_empty())
}

/// Finds the corners of what stays cost in a period of a length above a limit, from the last time of beginning on back.
fn find_corners(costs: &[f64], point: &DurationPoint, length: f64, limit: f64, corners: &mut Vec<Corner>) {
    corners.clear();
    let above = |time: f64| {
        let covered = |duration: f64| ((time + duration).min(length) - time.max(0.0)).max(0.0) / length;
        costs.iter().zip(&point.durations).map(|(cost, duration)| cost * covered(*duration)).sum::<f64>() - limit
    };
    let ends = point.durations.iter().filter(|duration| duration.is_finite());
    let mut times: Vec<f64> = ends.flat_map(|duration| [length - duration, -duration]).collect();
    times.extend([length, 0.0]);
    times.sort_by(|a, b| b.total_cmp(a));
    let mut slope = 0.0;
    let mut turn = |time: f64, new: f64| {
        if new != slope {
            corners.push(Corner { time, change: new - slope });
        }
        slope = new;
    };
    let (mut later, mut later_above) = (times[0], above(times[0]));
    for &sooner in &times[1..] {
        let gap = later - sooner;
        if gap < 1e-12 {
            continue;
        }
        let sooner_above = above(sooner);
        let rise = (sooner_above - later_above) / gap;
        match (later_above > 0.0, sooner_above > 0.0) {
            (false, false) => turn(later, 0.0),
            (true, true) => turn(later, rise),
            (false, true) => {
                turn(later, 0.0);
                turn(later + later_above / rise, rise);
            }
            (true, false) => {
                turn(later, rise);
                turn(later + later_above / rise, 0.0);
            }
        }
        (later, later_above) = (sooner, sooner_above);
    }
    turn(later, 0.0);
}
