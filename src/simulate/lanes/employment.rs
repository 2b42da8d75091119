//! The adults of sixteen programmes: who differs between the arms, when they enter, and for how long.
//!
//! A [`scan`](super::scan) lists them, replication after replication. Those of one replication then draw their courses side by
//! side, and are counted one by one.

use super::plan::{EmploymentPlan, MOST_YEARS};
use super::scan::{Blocks, List};
use super::time::{YEAR, float, in_years, threshold, words_below};
use crate::random::{LaneAddress, PLACE_SHIFT, WORD};
use crate::vectorised::{LANES, Lanes, Numbers, Sums, Vector, Words, each_lane};
use fearless_simd::{Simd, prelude::*};

/// Times of the adults whose arms differ.
pub struct EmploymentTimes {
    /// +1 where the programme makes the difference, −1 where it does harm.
    sign: Numbers,
    adults: Blocks,
    /// All adults whose arms differ, lane after lane.
    list: List,
    /// Where the list of each lane ends.
    ends: [usize; LANES],
    /// Survival thresholds by year since entry: words below are still self-sufficient at its end.
    survival: [Sums; MOST_YEARS],
    /// Adults by intake year and year of relapse since entry (at the horizon's end: not within it): how many, and what was
    /// left of the year when they entered, together.
    relapsed: Box<[Both; RELAPSE_CELLS]>,
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
            let (luck, interval) = ((&plan.words, first.wrapping_add(lane as u32)), low[lane]..high[lane]);
            let before = self.list.len();
            if self.adults.scan::<S, false>(simd, luck, &interval, &mut self.list, &mut []) {
                self.list.decide(before, luck, &interval);
            }
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
        let mut from = 0;
        for lane in 0..LANES {
            self.follow(simd, from..self.ends[lane], &plan.courses, (first, lane), years);
            from = self.ends[lane];
        }
        true
    }

    /// Draws the courses of a lane's adults and counts them.
    #[inline(always)]
    fn follow<S: Simd>(
        &mut self,
        simd: S,
        adults: std::ops::Range<usize>,
        courses: &LaneAddress,
        (first, lane): (u32, usize),
        years: usize,
    ) {
        let Self { list, survival, relapsed: cells, .. } = self;
        let replication = S::u64s::simd_from(simd, u64::from(first.wrapping_add(lane as u32)));
        let number = S::u32s::simd_from(simd, (1 << PLACE_SHIFT) - 1);
        let width = S::u32s::LEN;
        let (mut places, mut times) = (Lanes::all(0u32), Lanes::all(0u64));
        for from in adults.clone().step_by(width) {
            let all = S::u32s::from_slice(simd, &list.room()[from..from + width]);
            let (numbers, intakes) = ((all & number).widen(), (all & !number).widen());
            let parts = courses.words(simd, [[numbers.0, intakes.0, replication], [numbers.1, intakes.1, replication]]);
            // How many thresholds a word lies below: they fall from year to year.
            let luck = parts[0][1].narrow(parts[1][1]);
            let mut relapsed = S::u32s::simd_from(simd, 0);
            for below in &survival[..years] {
                let Some(last) = below[lane].checked_sub(1) else { break };
                relapsed = luck.simd_le(last as u32).select(relapsed + 1, relapsed);
            }
            let cell = relapse_cell(0, 0, lane) as u32;
            let place = (all >> PLACE_SHIFT) * (MOST_YEARS * LANES) as u32 + relapsed * LANES as u32 + cell;
            place.store_slice(&mut places[..width]);
            for part in 0..2 {
                // The moment of a word w is the odd number 2w + 1 of units of 2⁻³³ years.
                let moments = (parts[part][0] & WORD) << 1;
                let rest = S::u64s::simd_from(simd, one(YEAR - 1)) - moments;
                rest.store_slice(&mut times[part * S::u64s::LEN..][..S::u64s::LEN]);
            }
            for i in 0..width.min(adults.end - from) {
                cells[places[i] as usize % RELAPSE_CELLS] += times[i];
            }
        }
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
