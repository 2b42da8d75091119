//! The exact expectation of self-sufficient time, one replication in each lane.

use super::intervals::{Cut, EmploymentPlan, Reached, TierPlan};
use super::plan::MOST_YEARS;
use crate::model::Arrival;
use crate::vectorised::{Lanes, Numbers, Vector};
use fearless_simd::Simd;

impl EmploymentPlan<'_> {
    /// Adds the expected self-sufficient time in each tier, as [`expect`](crate::expected::expect) computes it.
    #[inline(always)]
    pub fn expect<S: Simd>(&self, simd: S, (parameters, reached): (&[Numbers], &Reached), activity: &mut [Numbers]) {
        let adults = &self.adults[..];
        let years = adults.len();
        // What counts of each year since entry, and who relapses in it.
        let mut ages = [Age::default(); MOST_YEARS];
        let mut before = Vector::all(simd, 1.0);
        for age in 0..years {
            let alive = self.survive(simd, age, before, parameters);
            let relapses = before - alive;
            ages[age] = Age { counts: (alive + relapses * self.counted).numbers(), relapses: relapses.numbers() };
            before = alive;
        }
        let mut times = [[Lanes::all(0.0); MOST_YEARS]; 2];
        for (tier, TierPlan { row, arrivals, .. }) in self.tiers.iter().enumerate() {
            let programme = reached.share(simd, Cut { arm: 0, tier });
            let comparison = reached.share(simd, Cut { arm: 1, tier });
            let row = &mut activity[row * years..][..years];
            for (arrival, times) in arrivals.iter().zip(&mut times) {
                match &self.reentry {
                    None => expect_times(simd, arrival, &ages[..years], &mut times[..years]),
                    Some(reentry) => {
                        let reentry = reentry.at(simd, parameters);
                        expect_times_with_reentry(simd, arrival, reentry, &ages[..years], &mut times[..years]);
                    }
                }
            }
            let [with, without] = &times;
            if arrivals.len() == 1 {
                add_cohorts(simd, [(programme - comparison, with)], adults, row);
            } else {
                let none = Vector::all(simd, 0.0);
                add_cohorts(simd, [(programme, with), (none - comparison, without)], adults, row);
            }
        }
    }
}

/// A year since entry, by lane: the part of it that counts, of everybody who entered, and the share who relapse in it.
#[derive(Default, Clone, Copy)]
struct Age {
    counts: Numbers,
    relapses: Numbers,
}

/// Expected self-sufficient time in each year since leaving, as [`Course`](crate::model::relapse::Course) computes it.
#[inline(always)]
fn expect_times<S: Simd>(simd: S, arrival: &Arrival, ages: &[Age], times: &mut [Numbers]) {
    let years = ages.len();
    times.fill(Lanes::all(0.0));
    for entry in (0..years).filter(|&entry| arrival.mass[entry] != 0.0) {
        for age in 0..years - entry {
            let whole = if age == 0 { arrival.rest[entry] } else { arrival.mass[entry] };
            let sum = Vector::load(simd, &times[entry + age][..]);
            times[entry + age] = (sum + Vector::load(simd, &ages[age].counts[..]) * whole).numbers();
        }
    }
}

/// The same where adults may enter again.
#[inline(always)]
fn expect_times_with_reentry<S: Simd>(
    simd: S,
    arrival: &Arrival,
    reentry: Vector<S>,
    ages: &[Age],
    times: &mut [Numbers],
) {
    let years = ages.len();
    times.fill(Lanes::all(0.0));
    let mut relapsed = [Lanes::all(0.0); MOST_YEARS];
    let mut waiting = Vector::all(simd, 0.0);
    for entry in 0..years {
        let again = reentry * waiting;
        let (entrants, rest) = (again + arrival.mass[entry], again * 0.5 + arrival.rest[entry]);
        for age in 0..years - entry {
            let Age { counts, relapses } = &ages[age];
            let whole = if age == 0 { rest } else { entrants };
            let year = entry + age;
            let (time, gone) = (Vector::load(simd, &times[year][..]), Vector::load(simd, &relapsed[year][..]));
            times[year] = (time + whole * Vector::load(simd, &counts[..])).numbers();
            relapsed[year] = (gone + entrants * Vector::load(simd, &relapses[..])).numbers();
        }
        waiting += Vector::load(simd, &relapsed[entry][..]) - again;
    }
}

/// Adds the times of the shares of every intake year.
#[inline(always)]
fn add_cohorts<S: Simd, const N: usize>(
    simd: S,
    shares: [(Vector<S>, &[Numbers; MOST_YEARS]); N],
    adults: &[f64],
    row: &mut [Numbers],
) {
    for year in 0..row.len() {
        let mut sum = Vector::load(simd, &row[year][..]);
        for intake in 0..=year {
            for (share, times) in shares {
                sum += share * adults[intake] * Vector::load(simd, &times[year - intake][..]);
            }
        }
        row[year] = sum.numbers();
    }
}
