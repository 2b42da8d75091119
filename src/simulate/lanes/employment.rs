//! The adults of sixteen programmes: who differs between the arms, when they enter, and for how long.
//!
//! A [`scan`](super::scan) lists those who may differ, replication after replication. All of them then draw their courses, and
//! with these the rest of their words, side by side; and those who do differ are counted one by one.

use super::list::List;
use super::plan::{EmploymentPlan, MOST_YEARS};
use super::scan::Blocks;
use super::time::{YEAR, float, in_years, thresholds, words_below};
use crate::distribution::Distribution;
use crate::model::Wait;
use crate::model::spell::{UNITS, whole_units};
use crate::random::{LOW_BITS, open_unit};
use crate::vectorised::{LANES, Lanes, Numbers, Sums, Vector, Words, each_lane};
use fearless_simd::{Simd, prelude::*};

/// Times of the adults whose arms differ.
pub struct EmploymentTimes {
    /// +1 where the programme makes the difference, −1 where it does harm.
    sign: Numbers,
    adults: Blocks,
    /// All adults whose arms may differ, lane after lane.
    list: List,
    /// Where the listed count among [`EmploymentTimes::relapsed`].
    cells: Vec<u32>,
    /// By year since entry: the last word that is still self-sufficient at its end; and for how many years there is one.
    survival: [Words; MOST_YEARS],
    surviving: Sums,
    /// Adults by year of entry and year of relapse since entry (at the horizon's end: not within it), in [`row`]s of lanes: how
    /// many, and what was left of the year when they entered, together. The row that follows has those who do not count.
    relapsed: Box<[Both; RELAPSE_CELLS]>,
}

/// A power of two, so that no index needs checking; and as many as rows of all years and one year more have at most.
const RELAPSE_CELLS: usize = MOST_YEARS * MOST_YEARS * LANES;

/// Which row of cells has a year of entry and a year of relapse. Rows lie close: what is written to all over stays in the cache.
#[inline(always)]
fn row(years: usize, entry: usize, relapsed: usize) -> usize {
    entry * (years + 1) + relapsed
}

/// A number of subjects and the sum of a time of each, in one whole number.
type Both = u64;

/// The sum takes the lower bits, so that neither runs into the other: [`MOST_FAMILIES`](super::plan::MOST_FAMILIES) times a
/// year is less. Adults of several intake years may enter in one, but those who wait alike are no more than leave in one year.
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

/// Four stretches of one length, one after another.
#[inline(always)]
fn stretches(all: &[u32], length: usize) -> [&[u32]; 4] {
    std::array::from_fn(|i| &all[i * length..][..length])
}

impl EmploymentTimes {
    /// Room for as many adults as are expected in each intake year.
    pub fn new(expected: &[f64], waits: bool) -> Self {
        let adults = Blocks::new(expected);
        let cells = vec![0; RELAPSE_CELLS].into_boxed_slice();
        Self {
            sign: Lanes::all(0.0),
            cells: Vec::new(),
            list: List::with_capacity(adults.capacity(), waits),
            adults,
            survival: [Lanes::all(0); MOST_YEARS],
            surviving: Lanes::all(0),
            relapsed: cells.try_into().expect("a slice of as many"),
        }
    }

    /// Says whether it could. `first` is the replication in lane 0.
    #[inline(always)]
    pub fn simulate<S: Simd>(
        &mut self,
        simd: S,
        plan: &EmploymentPlan<'_>,
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
        let (with, without) = (thresholds(simd, &programme), thresholds(simd, &comparison));
        let low: Sums = each_lane(|lane| with[lane].min(without[lane]));
        let high: Sums = each_lane(|lane| with[lane].max(without[lane]));
        self.sign = each_lane(|lane| if programme[lane] > comparison[lane] { 1.0 } else { -1.0 });
        self.list.clear();
        self.adults.draw(simd, &plan.words, first);
        for lane in 0..LANES {
            self.adults.fill(
                #[inline(always)]
                |year| families[year][lane],
            );
            if low[lane] < high[lane] {
                let ends = [low[lane], high[lane] - 1].map(|word| (word >> LOW_BITS) as u8);
                self.adults.find(simd, lane, ends, &mut self.list);
            } else {
                self.list.end(lane);
            }
        }
        self.list.draw(simd, &self.adults, &plan.courses, first);
        let years = families.len();
        if let Some(wait) = &plan.wait {
            // Compiled apart: where nobody waits, nothing else is to be slower for it.
            simd.vectorize(
                #[inline(always)]
                || self.wait(simd, wait, years),
            );
        }
        let mut alive = Vector::all(simd, 1.0);
        self.surviving = Lanes::all(0);
        for year in 0..years {
            alive = plan.survive(simd, year, alive, parameters);
            let below = words_below(simd, &alive.numbers());
            for lane in 0..LANES {
                self.survival[year][lane] = below[lane].wrapping_sub(1) as u32;
                self.surviving[lane] += u64::from((below[lane] > 0) & (self.surviving[lane] == year as u64));
            }
        }
        // Whoever enters when the horizon has ended has rows too.
        let rows = if plan.wait.is_some() { row(years, years + 1, 0) } else { row(years, years, 0) + 1 };
        self.relapsed[..rows * LANES].fill(0);
        self.follow(simd, (&low, &high), years);
        true
    }

    /// Lets the listed wait for entry.
    #[inline(always)]
    fn wait<S: Simd>(&mut self, simd: S, wait: &Wait<'_>, years: usize) {
        let table = match &*wait.0 {
            Distribution::Tabulated(tabulated) => tabulated.table(),
            _ => None,
        };
        for from in (0..self.list.len()).step_by(LANES) {
            let words = &self.list.words[3][from..from + LANES];
            let uniforms: Numbers = each_lane(|lane| open_unit(words[lane]));
            let months = table
                .and_then(
                    #[inline(always)]
                    |table| table.at_lanes(simd, &uniforms),
                )
                .unwrap_or_else(|| each_lane(|lane| wait.0.sample(uniforms[lane])));
            let times = each_lane(|lane| (whole_units(Wait::in_years(months[lane])) * UNITS) as u64);
            self.list.wait(from, &times, years);
        }
    }

    /// Counts the courses of the listed whose words lie between the ends of their lane.
    #[inline(always)]
    fn follow<S: Simd>(&mut self, simd: S, (low, high): (&Sums, &Sums), years: usize) {
        let Self { list, survival, surviving, cells, relapsed, .. } = self;
        if cells.len() < List::room_for(list.len()) {
            cells.resize(List::room_for(list.len()), 0);
        }
        let width = S::u32s::LEN;
        let cell = |row: usize| (row * LANES) as u32;
        let (entries, nowhere) = (cell(row(years, 1, 0)), cell(row(years, years, 0)));
        for lane in 0..LANES {
            let from_low = S::u32s::simd_from(simd, low[lane] as u32);
            let span = S::u32s::simd_from(simd, high[lane].wrapping_sub(low[lane]).wrapping_sub(1) as u32);
            for from in list.of_lane(lane).step_by(width) {
                let luck = S::u32s::from_slice(simd, &list.words[1][from..from + width]);
                // How many thresholds a word lies below: they fall from year to year.
                let mut year = S::u32s::simd_from(simd, 0);
                for last in &survival[..surviving[lane] as usize] {
                    year = luck.simd_le(last[lane]).select(year + 1, year);
                }
                let (word, entry) = list.words_and_years(simd, from);
                let place = entry * entries + year * LANES as u32 + lane as u32;
                let differs = (word - from_low).simd_le(span);
                differs
                    .select(place, S::u32s::simd_from(simd, nowhere + lane as u32))
                    .store_slice(&mut cells[from..from + width]);
            }
        }

        // Neighbours often count in one cell, which would wait for itself: so four stretches of the list go side by side.
        let (cells, moments) = (&cells[..list.len()], &list.words[0][..list.len()]);
        // The moment of a word w is the odd number 2w + 1 of units of 2⁻³³ years.
        let mut count = |cell: u32, moment: u32| {
            let both = &mut relapsed[cell as usize % RELAPSE_CELLS];
            // Rows of nobody hold any number.
            *both = both.wrapping_add(one(YEAR - 1) - (u64::from(moment) << 1));
        };
        let stretch = cells.len() / 4;
        let ([a, b, c, d], [e, f, g, h]) = (stretches(cells, stretch), stretches(moments, stretch));
        for i in 0..stretch {
            count(a[i], e[i]);
            count(b[i], f[i]);
            count(c[i], g[i]);
            count(d[i], h[i]);
        }
        for i in 4 * stretch..cells.len() {
            count(cells[i], moments[i]);
        }
    }

    /// Writes the self-sufficient time of each year.
    #[inline(always)]
    pub fn write(&self, plan: &EmploymentPlan<'_>, times: &mut [Numbers]) {
        let years = times.len();
        for year in 0..years {
            times[year] = Lanes::all(0.0);
        }
        let (rows, _) = self.relapsed.as_chunks::<LANES>();
        for entry in 0..years {
            // From the end backwards: those who relapse later than a year are self-sufficient all through it.
            let (mut later, mut rest): (Sums, Sums) = (Lanes::all(0), Lanes::all(0));
            for k in (1..=years).rev() {
                let relapsed = &rows[row(years, entry, k)];
                for lane in 0..LANES {
                    if entry + k < years {
                        let whole = float(later[lane]) + plan.counted * float(number(relapsed[lane]));
                        times[entry + k][lane] += self.sign[lane] * whole;
                    }
                    later[lane] += number(relapsed[lane]);
                    rest[lane] += sum(relapsed[lane]);
                }
            }
            let at_once = &rows[row(years, entry, 0)];
            for lane in 0..LANES {
                let of_relapsed = plan.counted * in_years(sum(at_once[lane]));
                times[entry][lane] += self.sign[lane] * (in_years(rest[lane]) + of_relapsed);
            }
        }
    }
}
