//! The adults of sixteen programmes: who differs between the arms, when they enter, and for how long.
//!
//! A [`scan`] notes them as bits, which are then made a list of, lane after lane. Those in it draw their courses sixteen at a
//! time, whatever their lanes, and are counted one by one.

use super::plan::{EmploymentPlan, MOST_YEARS};
use super::scan::{BLOCK, scan};
use super::time::{YEAR, float, in_years, words_below};
use crate::model::employment::threshold;
use crate::random::{LANES, LaneAddress, Numbers, Sums, Words, each_lane};
use std::ops::Range;

/// Times of the adults whose arms differ.
pub struct EmploymentTimes {
    /// +1 where the programme makes the difference, −1 where it does harm.
    sign: Numbers,
    /// By intake year: its blocks among those of [`EmploymentTimes::differ`].
    blocks: Vec<Range<usize>>,
    /// By block and lane: a bit for each adult whose arms differ.
    differ: Vec<[u8; LANES]>,
    /// The first adult of each block.
    first: Vec<u32>,
    /// All adults whose arms differ, lane after lane.
    list: Vec<u32>,
    /// Survival thresholds by lane and year since entry: words below are still self-sufficient at its end. No word is below
    /// those beyond the horizon.
    survival: Box<[[u64; MOST_YEARS]; LANES]>,
    /// Adults by intake year and year of relapse since entry (from the horizon's end on: not within it): how many, and what
    /// was left of the year when they entered, together.
    relapsed: Box<[Both; MOST_YEARS * MOST_YEARS * LANES]>,
}

/// An adult in [`EmploymentTimes::list`]: the number, which lies below [`MOST_FAMILIES`](super::plan::MOST_FAMILIES), above it
/// the lane, above that the intake year.
const LANE_SHIFT: u32 = 16;
const YEAR_SHIFT: u32 = 20;

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
    ((intake * MOST_YEARS + relapsed) * LANES + lane) % (MOST_YEARS * MOST_YEARS * LANES)
}

/// The numbers of the bits set in a byte, lowest first, and how many there are.
static BITS: [([u32; BLOCK], u8); 256] = {
    let mut all = [([0; BLOCK], 0); 256];
    let mut byte = 0;
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            if byte >> bit & 1 == 1 {
                all[byte].0[all[byte].1 as usize] = bit;
                all[byte].1 += 1;
            }
            bit += 1;
        }
        byte += 1;
    }
    all
};

impl EmploymentTimes {
    /// Room for the most adults of each intake year.
    pub fn new(most: &[f64]) -> Self {
        let (mut blocks, mut first) = (Vec::new(), Vec::new());
        for (year, most) in most.iter().enumerate() {
            let from = first.len();
            let numbers = (0..most.ceil() as u32).step_by(BLOCK);
            first.extend(numbers.map(|number| (year as u32) << YEAR_SHIFT | number));
            blocks.push(from..first.len());
        }
        let cells = vec![0; MOST_YEARS * MOST_YEARS * LANES].into_boxed_slice();
        Self {
            sign: [0.0; LANES],
            differ: vec![[0; LANES]; first.len()],
            // A block is always written whole, and the list is read sixteen at a time.
            list: vec![0; first.len() * BLOCK * LANES + LANES],
            blocks,
            first,
            survival: Box::new([[0; MOST_YEARS]; LANES]),
            relapsed: cells.try_into().expect("a slice of as many"),
        }
    }

    /// Says whether it could.
    #[inline(always)]
    pub fn simulate(
        &mut self,
        plan: &EmploymentPlan,
        parameters: &[Numbers],
        replications: Words,
        families: &[Words],
    ) -> bool {
        let (programme, comparison) = (plan.programme.at(parameters), plan.comparison.at(parameters));
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
        self.differ.fill([0; LANES]);
        for (year, families) in families.iter().enumerate() {
            let differ = &mut self.differ[self.blocks[year].clone()];
            scan((&plan.words, year), replications, families, (&low, &high), |block, inside, _| {
                differ[block] = each_lane(|lane| inside[lane] as u8);
            });
        }
        let years = families.len();
        let mut alive = [1.0; LANES];
        for year in 0..years {
            alive = plan.survive(year, &alive, parameters);
            let below: Sums = each_lane(|lane| words_below(alive[lane]));
            for lane in 0..LANES {
                self.survival[lane][year] = below[lane];
            }
        }
        for intake in 0..years {
            self.relapsed[relapse_cell(intake, 0, 0)..][..(years + 1) * LANES].fill(0);
        }
        let length = self.list();
        self.follow(length, &plan.courses, replications[0]);
        true
    }

    /// Lists the adults whose bits are set; gives the length of the list.
    #[inline(always)]
    fn list(&mut self) -> usize {
        let (differ, first, list) = (&self.differ[..], &self.first[..], &mut self.list[..]);
        let mut length = 0;
        for lane in 0..LANES {
            for (differ, first) in differ.iter().zip(first) {
                let (bits, count) = &BITS[usize::from(differ[lane])];
                let base = first + ((lane as u32) << LANE_SHIFT);
                let mut adults = [0; BLOCK];
                for i in 0..BLOCK {
                    adults[i] = base + bits[i];
                }
                list[length..length + BLOCK].copy_from_slice(&adults);
                length += usize::from(*count);
            }
        }
        length
    }

    /// Draws the courses of the listed and counts them. `first` is the replication in lane 0.
    #[inline(always)]
    fn follow(&mut self, length: usize, courses: &LaneAddress, first: u32) {
        let Self { list, survival, relapsed: cells, .. } = self;
        let mut from = 0;
        for adults in list[..length.next_multiple_of(LANES)].chunks_exact(LANES) {
            let (mut rest, mut luck): (Sums, Sums) = ([0; LANES], [0; LANES]);
            for i in 0..LANES {
                let replication = first.wrapping_add(adults[i] >> LANE_SHIFT & (LANES as u32 - 1));
                let number = adults[i] & ((1 << LANE_SHIFT) - 1);
                let words = courses.words(number, LaneAddress::place(adults[i] >> YEAR_SHIFT, 0), replication);
                // The moment of a word w is the odd number 2w + 1 of units of 2⁻³³ years.
                (rest[i], luck[i]) = (YEAR - (2 * u64::from(words[0]) + 1), u64::from(words[1]));
            }
            for i in 0..LANES.min(length - from) {
                let (intake, lane) = ((adults[i] >> YEAR_SHIFT) as usize, (adults[i] >> LANE_SHIFT) as usize % LANES);
                // How many thresholds the word lies below; they fall from year to year, so halving finds it.
                let survival = &survival[lane];
                let mut relapsed = 0;
                for step in [8, 4, 2, 1] {
                    relapsed += if luck[i] < survival[(relapsed + step - 1) % MOST_YEARS] { step } else { 0 };
                }
                cells[relapse_cell(intake, relapsed, lane)] += one(rest[i]);
            }
            from += LANES;
        }
    }

    /// Writes the self-sufficient time of each year.
    #[inline(always)]
    pub fn write(&self, plan: &EmploymentPlan, row: &mut [Numbers]) {
        let years = row.len();
        for year in 0..years {
            row[year] = [0.0; LANES];
        }
        for intake in 0..years {
            // From the end backwards: those who relapse later than a year are self-sufficient all through it.
            let (mut later, mut rest): (Sums, Sums) = ([0; LANES], [0; LANES]);
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
