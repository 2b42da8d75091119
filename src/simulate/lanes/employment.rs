//! The adults of sixteen programmes: who differs between the arms, when they enter, and for how long.
//!
//! A [`scan`](super::scan) lists them, replication after replication. Those of one replication then draw their courses side by
//! side, and are counted one by one.

use super::plan::{EmploymentPlan, MOST_YEARS};
use super::scan::{self, Blocks, List, year};
use super::time::{YEAR, float, in_years, threshold, words_below};
use crate::random::{LaneAddress, PLACE_SHIFT, WORD};
use crate::vectorised::{LANES, Lanes, Numbers, Sums, Vector, Words, each_lane};
use fearless_simd::{Simd, prelude::*};
use std::ops::Range;

/// Times of the adults whose arms differ.
pub struct EmploymentTimes {
    /// +1 where the programme makes the difference, −1 where it does harm.
    sign: Numbers,
    adults: Blocks,
    /// All adults whose arms differ, lane after lane.
    list: List,
    /// Where the list of each lane ends.
    ends: [usize; LANES],
    courses: Courses,
    /// Survival thresholds by year since entry: words below are still self-sufficient at its end.
    survival: [Sums; MOST_YEARS],
    /// Adults by intake year and year of relapse since entry (at the horizon's end: not within it): how many, and what was
    /// left of the year when they entered, together.
    relapsed: Box<[Both; RELAPSE_CELLS]>,
}

/// The courses of listed adults, by their place in the list.
#[derive(Default)]
struct Courses {
    replications: Vec<u32>,
    /// The word that tells when they relapse.
    luck: Vec<u32>,
    /// One adult and what was left of the year, together.
    times: Vec<Both>,
    /// Where they count among [`EmploymentTimes::relapsed`].
    cells: Vec<u32>,
}

impl Courses {
    /// Makes room for so many.
    #[inline(always)]
    fn make_room(&mut self, adults: usize) {
        if self.luck.len() < adults {
            self.replications.resize(adults, 0);
            self.luck.resize(adults, 0);
            self.times.resize(adults, 0);
            self.cells.resize(adults, 0);
        }
    }
}

const RELAPSE_CELLS: usize = MOST_YEARS * MOST_YEARS * LANES;

/// A number of subjects and the sum of a time of each, in one whole number.
type Both = u64;

/// The sum takes the lower bits, so that neither runs into the other: [`MOST_FAMILIES`](super::plan::MOST_FAMILIES) times a
/// year is less.
const BITS_OF_SUM: u32 = 48;

/// One subject with its time.
#[inline(always)]
fn one(time: u64) -> Both {
    1 << BITS_OF_SUM | time
}

#[inline(always)]
fn number(both: Both) -> u64 {
    both >> BITS_OF_SUM
}

#[inline(always)]
fn sum(both: Both) -> u64 {
    both & ((1 << BITS_OF_SUM) - 1)
}

/// Where an intake year, a year of relapse and a lane lie.
#[inline(always)]
fn relapse_cell(intake: usize, relapsed: usize, lane: usize) -> usize {
    ((intake * MOST_YEARS + relapsed) * LANES + lane) % RELAPSE_CELLS
}

impl EmploymentTimes {
    /// Room for as many adults as are expected in each intake year.
    pub fn new(expected: &[f64]) -> Self {
        let expected: Vec<(usize, f64)> = expected.iter().copied().enumerate().collect();
        let adults = Blocks::new(&expected);
        let cells = vec![0; RELAPSE_CELLS].into_boxed_slice();
        Self {
            sign: Lanes::all(0.0),
            courses: Courses::default(),
            list: List::with_capacity(adults.capacity() * LANES),
            adults,
            ends: [0; LANES],
            survival: [Lanes::all(0); MOST_YEARS],
            relapsed: cells.try_into().expect("a slice of as many"),
        }
    }

    /// Says whether it could. `first` is the replication in lane 0.
    #[inline(always)]
    pub fn simulate<S: Simd>(
        &mut self,
        simd: S,
        plan: &EmploymentPlan,
        parameters: &[Numbers],
        first: u32,
        families: &[Words],
    ) -> bool {
        let programme = plan.programme.at(simd, parameters).numbers();
        let comparison = plan.comparison.at(simd, parameters).numbers();
        let mut possible = true;
        for lane in 0..LANES {
            possible &= (programme[lane] >= 0.0) & (programme[lane] <= 1.0);
            possible &= (comparison[lane] >= 0.0) & (comparison[lane] <= 1.0);
        }
        if !possible {
            return false;
        }
        // Adults with low ≤ word < high come out differently.
        let with: Sums = each_lane(|lane| threshold(programme[lane]));
        let without: Sums = each_lane(|lane| threshold(comparison[lane]));
        let low: Sums = each_lane(|lane| with[lane].min(without[lane]));
        let high: Sums = each_lane(|lane| with[lane].max(without[lane]));
        self.sign = each_lane(|lane| if programme[lane] > comparison[lane] { 1.0 } else { -1.0 });
        self.list.clear();
        for lane in 0..LANES {
            self.adults.fill(
                #[inline(always)]
                |year| families[year][lane],
            );
            let replication = first.wrapping_add(lane as u32);
            self.find(simd, &plan.words, replication, low[lane]..high[lane]);
            self.ends[lane] = self.list.len();
        }
        let years = families.len();
        let mut alive = Vector::all(simd, 1.0);
        for year in 0..years {
            alive = plan.survive(simd, year, alive, parameters);
            let alive = alive.numbers();
            self.survival[year] = each_lane(|lane| words_below(alive[lane]));
        }
        for intake in 0..years {
            self.relapsed[relapse_cell(intake, 0, 0)..][..(years + 1) * LANES].fill(0);
        }
        self.follow(simd, &plan.courses, first, years);
        true
    }

    /// Lists the adults of a replication whose word lies in an interval, whose ends are at most 2³².
    #[inline(always)]
    fn find<S: Simd>(&mut self, simd: S, words: &LaneAddress, replication: u32, interval: Range<u64>) {
        if interval.is_empty() {
            return;
        }
        // Mostly the upper half of a word tells.
        let ends = ((interval.start >> 16) as u32, ((interval.end - 1) >> 16) as u32);
        let first = S::u16s::simd_from(simd, ends.0 as u16);
        let span = S::u16s::simd_from(simd, (ends.1 - ends.0) as u16);
        let before = self.list.len();
        let doubts = self.adults.scan(
            simd,
            (words, replication),
            &mut self.list,
            #[inline(always)]
            |uppers, _| {
                let from_first = uppers - first;
                (from_first.simd_le(span), from_first.simd_eq(0) | from_first.simd_eq(span))
            },
        );
        if doubts {
            let adults = &self.adults;
            self.list.retain(before, |adult| {
                let upper = adults.upper(adult);
                let lower = || words.at(replication, year(adult)).lower_half(scan::number(adult));
                let sure = upper != ends.0 && upper != ends.1;
                sure || interval.contains(&u64::from(upper << 16 | lower()))
            });
        }
    }

    /// Draws the courses of the listed and counts them. `first` is the replication in lane 0.
    #[inline(always)]
    fn follow<S: Simd>(&mut self, simd: S, words: &LaneAddress, first: u32, years: usize) {
        let Self { list, ends, survival, courses, relapsed, .. } = self;
        courses.make_room(List::room_for(list.len()));
        let Courses { replications, luck, times, cells } = courses;
        let (width, half) = (S::u32s::LEN, S::u64s::LEN);
        let mut start = 0;
        for lane in 0..LANES {
            let replication = S::u32s::simd_from(simd, first.wrapping_add(lane as u32));
            for from in (start..ends[lane]).step_by(width) {
                replication.store_slice(&mut replications[from..from + width]);
            }
            start = ends[lane];
        }

        let of_number = S::u32s::simd_from(simd, (1 << PLACE_SHIFT) - 1);
        for from in (0..list.len()).step_by(width) {
            let adults = S::u32s::from_slice(simd, &list.room()[from..from + width]);
            let replication = S::u32s::from_slice(simd, &replications[from..from + width]).widen();
            let (numbers, places) = ((adults & of_number).widen(), (adults & !of_number).widen());
            let left = words.words(simd, numbers.0, places.0, replication.0);
            let right = words.words(simd, numbers.1, places.1, replication.1);
            left[1].narrow(right[1]).store_slice(&mut luck[from..from + width]);
            // The moment of a word w is the odd number 2w + 1 of units of 2⁻³³ years.
            let whole = S::u64s::simd_from(simd, one(YEAR - 1));
            (whole - ((left[0] & WORD) << 1)).store_slice(&mut times[from..from + half]);
            (whole - ((right[0] & WORD) << 1)).store_slice(&mut times[from + half..from + width]);
        }

        let mut start = 0;
        for lane in 0..LANES {
            for from in (start..ends[lane]).step_by(width) {
                let luck = S::u32s::from_slice(simd, &luck[from..from + width]);
                // How many thresholds a word lies below: they fall from year to year.
                let mut year = S::u32s::simd_from(simd, 0);
                for below in &survival[..years] {
                    let Some(last) = below[lane].checked_sub(1) else { break };
                    year = luck.simd_le(last as u32).select(year + 1, year);
                }
                let intake = S::u32s::from_slice(simd, &list.room()[from..from + width]) >> PLACE_SHIFT;
                let cell = relapse_cell(0, 0, lane) as u32;
                let place = intake * (MOST_YEARS * LANES) as u32 + year * LANES as u32 + cell;
                place.store_slice(&mut cells[from..from + width]);
            }
            start = ends[lane];
        }

        // Neighbours often count in one cell, which would wait for itself: so four stretches of the list go side by side.
        let (cells, times) = (&cells[..list.len()], &times[..list.len()]);
        let stretch = cells.len() / 4;
        let mut count = |i: usize| relapsed[cells[i] as usize % RELAPSE_CELLS] += times[i];
        for i in 0..stretch {
            for from in 0..4 {
                count(from * stretch + i);
            }
        }
        (4 * stretch..cells.len()).for_each(count);
    }

    /// Writes the self-sufficient time of each year.
    #[inline(always)]
    pub fn write(&self, plan: &EmploymentPlan, row: &mut [Numbers]) {
        let years = row.len();
        for year in 0..years {
            row[year] = Lanes::all(0.0);
        }
        for intake in 0..years {
            // From the end backwards: those who relapse later than a year are self-sufficient all through it.
            let (mut later, mut rest): (Sums, Sums) = (Lanes::all(0), Lanes::all(0));
            for k in (1..=years).rev() {
                for lane in 0..LANES {
                    let relapsed = self.relapsed[relapse_cell(intake, k, lane)];
                    if intake + k < years {
                        let whole = float(later[lane]) + plan.counted * float(number(relapsed));
                        row[intake + k][lane] += self.sign[lane] * whole;
                    }
                    later[lane] += number(relapsed);
                    rest[lane] += sum(relapsed);
                }
            }
            for lane in 0..LANES {
                let of_relapsed = sum(self.relapsed[relapse_cell(intake, 0, lane)]);
                row[intake][lane] += self.sign[lane] * (in_years(rest[lane]) + plan.counted * in_years(of_relapsed));
            }
        }
    }
}
