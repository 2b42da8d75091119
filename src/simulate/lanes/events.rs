//! The events of sixteen programmes that the families make a difference of.

use super::super::poisson::{Count, INVERSION_LIMIT, exp_of_minus_lanes};
use super::hits::{Hit, Hits};
use super::plan::{EventPlan, GroupPlan, MOST_YEARS};
use super::scan::{Blocks, List, number, year};
use super::time::{YEAR, in_years, words_below};
use crate::random::LaneAddress;
use crate::vectorised::{LANES, Lanes, Numbers, Words, each_lane};
use fearless_simd::{Simd, prelude::*};

/// Times of the events that the programme makes a difference of.
pub struct EventTimes {
    sign: Vec<Numbers>,
    number: Vec<Words>,
    /// What was left of the year when they began, by year and lane.
    rest: Box<[u64; MOST_YEARS * LANES]>,
    /// The families of the years with events.
    families: Blocks,
    /// Families that may have an event.
    list: List,
    /// By year with events.
    years: Vec<YearCounts>,
}

/// The numbers of events of the families of an intake year.
struct YearCounts {
    year: usize,
    mean: Numbers,
    /// The upper half of the first word that draws an event, and of the first that draws two, or the last half there is.
    one: Lanes<u16>,
    two: Lanes<u16>,
}

/// Where a year and a lane lie in [`EventTimes::rest`]: its size is a power of two, so that no index needs checking.
#[inline(always)]
fn cell(year: usize, lane: usize) -> usize {
    (year * LANES + lane) % (MOST_YEARS * LANES)
}

impl EventTimes {
    /// Room for the families of each year.
    pub fn new(plan: &EventPlan, group: &GroupPlan) -> Self {
        let with_starts = |(year, starts): (usize, &Option<_>)| starts.as_ref().map(|_| (year, group.families[year]));
        let families: Vec<_> = plan.starts.iter().enumerate().filter_map(with_starts).collect();
        let year = |&(year, _): &(usize, f64)| YearCounts {
            year,
            mean: Lanes::all(0.0),
            one: Lanes::all(0),
            two: Lanes::all(0),
        };
        let years = families.iter().map(year).collect();
        let families = Blocks::new(&families);
        Self {
            sign: vec![Lanes::all(0.0); plan.starts.len()],
            number: vec![Lanes::all(0); plan.starts.len()],
            rest: Box::new([0; MOST_YEARS * LANES]),
            list: List::with_capacity(families.capacity()),
            families,
            years,
        }
    }

    /// Says whether it could. `first` is the replication in lane 0.
    #[inline(always)]
    pub fn simulate<S: Simd>(
        &mut self,
        simd: S,
        (plan, group): (&EventPlan, &GroupPlan),
        parameters: &[Numbers],
        first: u32,
        families: &[Words],
        hits: &mut Hits,
    ) -> bool {
        self.number.fill(Lanes::all(0));
        self.rest[..self.number.len() * LANES].fill(0);
        for counts in &mut self.years {
            let Some(starts) = &plan.starts[counts.year] else { continue };
            let starts = starts.at(simd, parameters).numbers();
            let mean: Numbers = each_lane(|lane| starts[lane].abs() / group.families[counts.year]);
            let mut possible = true;
            for lane in 0..LANES {
                possible &= mean[lane] <= INVERSION_LIMIT;
            }
            if !possible {
                return false;
            }
            self.sign[counts.year] = each_lane(|lane| if starts[lane] > 0.0 { 1.0 } else { -1.0 });
            let none = exp_of_minus_lanes(simd, &mean);
            let upper = |probability: f64| (words_below(probability) >> 16).min(0xFFFF) as u16;
            counts.one = each_lane(|lane| upper(none[lane]));
            counts.two = each_lane(|lane| upper(none[lane] + none[lane] * mean[lane]));
            counts.mean = mean;
        }
        for lane in 0..LANES {
            self.families.fill(
                #[inline(always)]
                |year| families[year][lane],
            );
            self.find(simd, &plan.words, first, lane, hits);
        }
        hits.each(
            simd,
            &plan.courses,
            first,
            #[inline(always)]
            |hit, moment| {
                self.number[hit.year()][hit.lane()] += 1;
                self.rest[cell(hit.year(), hit.lane())] += YEAR - (2 * moment + 1);
            },
        );
        true
    }

    /// Notes the events of the families of a lane.
    #[inline(always)]
    fn find<S: Simd>(&mut self, simd: S, words: &LaneAddress, first: u32, lane: usize, hits: &mut Hits) {
        let Self { families, list, years: all, .. } = self;
        let replication = first.wrapping_add(lane as u32);
        list.clear();
        let doubts = families.scan(
            simd,
            (words, replication),
            list,
            #[inline(always)]
            |uppers, years| {
                let mut one = S::u16s::simd_from(simd, all[0].one[lane]);
                let mut two = S::u16s::simd_from(simd, all[0].two[lane]);
                for (i, year) in all.iter().enumerate().skip(1) {
                    let its = years.simd_eq(i as u16);
                    one = its.select(S::u16s::simd_from(simd, year.one[lane]), one);
                    two = its.select(S::u16s::simd_from(simd, year.two[lane]), two);
                }
                (uppers.simd_ge(one), uppers.simd_eq(one) | uppers.simd_ge(two))
            },
        );
        for &family in list.found() {
            let (year, number) = (year(family), number(family));
            let count = if doubts {
                let counts = all.iter().find(|counts| counts.year == year).expect("a year with events");
                let lower = || words.at(replication, year).lower_half(number);
                Count::new(counts.mean[lane]).invert_halves(families.upper(family), lower)
            } else {
                1
            };
            for index in 0..count {
                hits.push(Hit::new(number, lane, year, index));
            }
        }
    }

    /// Writes what happened in each year.
    #[inline(always)]
    pub fn write(&self, plan: &EventPlan, activity: &mut [Numbers], horizon: usize) {
        plan.clear(activity, horizon);
        for (intake, starts) in plan.starts.iter().enumerate() {
            if starts.is_none() {
                continue;
            }
            let sign = &self.sign[intake];
            let number: Numbers = each_lane(|lane| f64::from(self.number[intake][lane]));
            for lane in 0..LANES {
                activity[plan.row * horizon + intake][lane] += sign[lane] * number[lane];
                activity[plan.time_row * horizon + intake][lane] +=
                    sign[lane] * in_years(self.rest[cell(intake, lane)]);
            }
            for year in intake + 1..horizon {
                for lane in 0..LANES {
                    activity[plan.time_row * horizon + year][lane] += sign[lane] * number[lane];
                }
            }
        }
    }
}
