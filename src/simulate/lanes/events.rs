//! The events of sixteen programmes that the families make a difference of.

use super::super::poisson::{Count, INVERSION_LIMIT, exp_of_minus_lanes};
use super::list::{List, number, year};
use super::plan::{EventPlan, GroupPlan, MOST_YEARS};
use super::scan::Blocks;
use super::time::{YEAR, in_years, words_below};
use crate::random::{Address, LOW_BITS, LaneAddress, open_unit};
use crate::vectorised::{LANES, Lanes, Numbers, Words, each_lane};
use fearless_simd::{Simd, prelude::*};

/// Times of the events that the programme makes a difference of.
pub struct EventTimes {
    sign: Vec<Numbers>,
    /// By year and lane, [`cell`]: how many there were, and what was left of the year when they began.
    number: Cells,
    rest: Cells,
    /// The same: how many words draw no event, and how many at most one.
    none: Cells,
    one: Cells,
    /// The families of the years with events.
    families: Blocks,
    /// Families that may have an event.
    list: List,
    /// By year with events.
    years: Vec<YearMean>,
}

/// The mean number of events of the families of an intake year.
struct YearMean {
    year: usize,
    mean: Numbers,
    /// The top byte of the first word that draws an event, or the last byte there is.
    top: Lanes<u8>,
}

type Cells = Box<[u64; MOST_YEARS * LANES]>;

/// Where a year and a lane lie among [`Cells`]: their number is a power of two, so that no index needs checking.
#[inline(always)]
fn cell(year: usize, lane: usize) -> usize {
    (year * LANES + lane) % (MOST_YEARS * LANES)
}

/// What is left of the year after the moment of a word w, the odd number 2w + 1 of units of 2⁻³³ years.
#[inline(always)]
fn time_left(word: u32) -> u64 {
    YEAR - (2 * u64::from(word) + 1)
}

impl EventTimes {
    /// Room for the families of each year.
    pub fn new(plan: &EventPlan, group: &GroupPlan) -> Self {
        let with_starts = |(year, starts): (usize, &Option<_>)| starts.as_ref().map(|_| (year, group.families[year]));
        let families: Vec<_> = plan.starts.iter().enumerate().filter_map(with_starts).collect();
        let year = |&(year, _): &(usize, f64)| YearMean { year, mean: Lanes::all(0.0), top: Lanes::all(0) };
        let cells = || Box::new([0; MOST_YEARS * LANES]);
        let years = families.iter().map(year).collect();
        let families = Blocks::new(&families);
        Self {
            sign: vec![Lanes::all(0.0); plan.starts.len()],
            number: cells(),
            rest: cells(),
            none: cells(),
            one: cells(),
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
    ) -> bool {
        for YearMean { year, mean: kept, top } in &mut self.years {
            let Some(starts) = &plan.starts[*year] else { continue };
            let starts = starts.at(simd, parameters).numbers();
            let mean: Numbers = each_lane(|lane| starts[lane].abs() / group.families[*year]);
            let mut possible = true;
            for lane in 0..LANES {
                possible &= mean[lane] <= INVERSION_LIMIT;
            }
            if !possible {
                return false;
            }
            self.sign[*year] = each_lane(|lane| if starts[lane] > 0.0 { 1.0 } else { -1.0 });
            let none = exp_of_minus_lanes(simd, &mean);
            let at_most_one: Numbers = each_lane(|lane| none[lane] + none[lane] * mean[lane]);
            for (cells, probabilities) in [(&mut self.none, &none), (&mut self.one, &at_most_one)] {
                cells[cell(*year, 0)..][..LANES].copy_from_slice(&words_below(simd, probabilities)[..]);
            }
            for cells in [&mut self.number, &mut self.rest] {
                cells[cell(*year, 0)..][..LANES].fill(0);
            }
            *top = each_lane(|lane| (self.none[cell(*year, lane)] >> LOW_BITS).min(0xFF) as u8);
            *kept = mean;
        }
        self.list.clear();
        self.families.draw(simd, &plan.words, first);
        for lane in 0..LANES {
            self.families.fill(
                #[inline(always)]
                |year| families[year][lane],
            );
            self.find(simd, lane);
        }
        self.list.draw(simd, &self.families, &plan.courses, first);
        self.count(&plan.courses, first);
        true
    }

    /// Counts the events of the listed families.
    #[inline(always)]
    fn count(&mut self, courses: &LaneAddress, first: u32) {
        for at in 0..self.list.len() {
            let replication = self.list.replication(at);
            let (year, lane) = (year(self.list.subject(at)), replication.wrapping_sub(first) as usize);
            let (cell, word) = (cell(year, lane), u64::from(self.list.word(at)));
            // No branch: the processor could not foresee it.
            let happens = u64::from(word >= self.none[cell]);
            self.number[cell] += happens;
            self.rest[cell] += happens * time_left(self.list.words[0][at]);
            if word >= self.one[cell] {
                self.count_more(&courses.at(replication, year), at, lane);
            }
        }
    }

    /// Counts the events of a family beyond the first.
    #[cold]
    #[inline(never)]
    fn count_more(&mut self, courses: &Address, at: usize, lane: usize) {
        let (family, word) = (self.list.subject(at), self.list.word(at));
        let known = self.years.iter().find(|known| known.year == year(family)).expect("a year with events");
        let cell = cell(known.year, lane);
        for index in 1..Count::new(known.mean[lane]).invert(open_unit(word)) {
            self.number[cell] += 1;
            self.rest[cell] += time_left(courses.words(number(family), index)[0]);
        }
    }

    /// Lists the families of a lane that have an event, or may have one.
    #[inline(always)]
    fn find<S: Simd>(&mut self, simd: S, lane: usize) {
        let Self { families, list, years: all, .. } = self;
        families.scan(
            simd,
            lane,
            list,
            #[inline(always)]
            |tops, years| {
                let mut top = S::u8s::simd_from(simd, all[0].top[lane]);
                for (i, year) in all.iter().enumerate().skip(1) {
                    top = years.simd_eq(i as u8).select(S::u8s::simd_from(simd, year.top[lane]), top);
                }
                tops.simd_ge(top)
            },
        );
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
            let number: Numbers = each_lane(|lane| self.number[cell(intake, lane)] as f64);
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
