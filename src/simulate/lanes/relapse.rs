//! For how long adults stay self-sufficient who count, by year of entry and year of relapse.

use super::employment::Ends;
use super::intervals::EmploymentPlan;
use super::list::List;
use super::plan::MOST_YEARS;
use super::time::{Moments, YEAR, float, in_years, words_below};
use crate::model::relapse::years_until_reentry;
use crate::random::{LaneAddress, open_unit};
use crate::vectorised::{LANES, Lanes, Numbers, Sums, Vector, Words};
use fearless_simd::{Simd, prelude::*};

/// How long they stay.
pub struct RelapseTimes {
    /// By year since entry: the last word that is still self-sufficient at its end; and for how many years there is one.
    survival: [Words; MOST_YEARS],
    surviving: Sums,
    /// Where the listed count among [`RelapseTimes::relapsed`].
    cells: Vec<u32>,
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
/// year is less. Adults of several intake years may enter in one after waits; but no more are expected than leave in one year,
/// and sixteen standard deviations are left above that.
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

impl RelapseTimes {
    pub fn new() -> Self {
        let relapsed = vec![0; RELAPSE_CELLS].into_boxed_slice();
        Self {
            survival: [Lanes::all(0); MOST_YEARS],
            surviving: Lanes::all(0),
            cells: Vec::new(),
            relapsed: relapsed.try_into().expect("a slice of as many"),
        }
    }

    /// Works out until which word an adult is still self-sufficient at the end of each year since entry.
    #[inline(always)]
    pub fn survive<S: Simd>(&mut self, simd: S, plan: &EmploymentPlan<'_>, parameters: &[Numbers], years: usize) {
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
    }

    /// Forgets who was counted. Where adults wait, those who enter when the horizon has ended have rows too.
    #[inline(always)]
    pub fn clear(&mut self, years: usize, wait: bool) {
        let rows = if wait { row(years, years + 1, 0) } else { row(years, years, 0) + 1 };
        self.relapsed[..rows * LANES].fill(0);
    }

    /// Counts the courses of the listed whose words lie between the ends of their lane, or the first and the last word of their
    /// family.
    #[inline(always)]
    pub fn follow<S: Simd>(
        &mut self,
        simd: S,
        list: &List,
        (ends, tied): (&Ends, Option<&[Vec<u32>; 2]>),
        moments: Moments,
        years: usize,
    ) {
        let Self { survival, surviving, cells, relapsed } = self;
        if cells.len() < List::room_for(list.len()) {
            cells.resize(List::room_for(list.len()), 0);
        }
        let width = S::u32s::LEN;
        let cell = |row: usize| (row * LANES) as u32;
        let (entries, nowhere) = (cell(row(years, 1, 0)), cell(row(years, years, 0)));
        for lane in 0..LANES {
            let (low, high) = (ends.low[lane], ends.high[lane]);
            let from_low = S::u32s::simd_from(simd, low as u32);
            let span = S::u32s::simd_from(simd, high.wrapping_sub(low).wrapping_sub(1) as u32);
            for from in list.of_lane(lane).step_by(width) {
                let luck = S::u32s::from_slice(simd, &list.words[1][from..from + width]);
                // How many thresholds a word lies below: they fall from year to year.
                let mut year = S::u32s::simd_from(simd, 0);
                for last in &survival[..surviving[lane] as usize] {
                    year = luck.simd_le(last[lane]).select(year + 1, year);
                }
                let (word, entry) = list.words_and_years(simd, from);
                let place = entry * entries + year * LANES as u32 + lane as u32;
                let counts = match tied {
                    Some([first, last]) => {
                        let first = S::u32s::from_slice(simd, &first[from..from + width]);
                        let last = S::u32s::from_slice(simd, &last[from..from + width]);
                        word.simd_ge(first) & word.simd_le(last)
                    }
                    None => (word - from_low).simd_le(span),
                };
                counts
                    .select(place, S::u32s::simd_from(simd, nowhere + lane as u32))
                    .store_slice(&mut cells[from..from + width]);
            }
        }

        // Neighbours often count in one cell, which would wait for itself: so four stretches of the list go side by side.
        let (cells, words) = (&cells[..list.len()], &list.words[0][..list.len()]);
        let first = one(moments.after_first);
        let mut count = |cell: u32, word: u32| {
            let both = &mut relapsed[cell as usize % RELAPSE_CELLS];
            // Rows of nobody hold any number.
            *both = both.wrapping_add(first - (u64::from(word) << 1));
        };
        let stretch = cells.len() / 4;
        let ([a, b, c, d], [e, f, g, h]) = (stretches(cells, stretch), stretches(words, stretch));
        for i in 0..stretch {
            count(a[i], e[i]);
            count(b[i], f[i]);
            count(c[i], g[i]);
            count(d[i], h[i]);
        }
        for i in 4 * stretch..cells.len() {
            count(cells[i], words[i]);
        }
    }

    /// Counts the courses that those who have relapsed begin again, as [`walk`](crate::model::spell::walk) does: they are few,
    /// and go one by one. It is told whether they have waited. `first` is the replication in lane 0.
    #[inline(never)]
    pub fn reenter(
        &mut self,
        (list, waited): (&List, bool),
        courses: &LaneAddress,
        reentry: &Numbers,
        first: u32,
        years: usize,
    ) {
        let Self { survival, surviving, cells, relapsed } = self;
        for lane in 0..LANES {
            for at in list.of_lane(lane) {
                // As `follow` counts in rows; those who do not count have a row beyond the horizon.
                let counted = cells[at] as usize / LANES;
                let (mut entry, mut relapse) = (counted / (years + 1), counted % (years + 1));
                for n in 1.. {
                    if entry + relapse >= years {
                        break;
                    }
                    let (year, adult) = list.year_and_who(at, waited);
                    let [wait, moment, fate, _] = courses.at(first.wrapping_add(lane as u32), year).words(adult, n);
                    let wait = years_until_reentry(reentry[lane], open_unit(wait)).filter(|&wait| wait < years);
                    let Some(wait) = wait else { break };
                    entry += relapse + 1 + wait;
                    if entry >= years {
                        break;
                    }
                    let survives = |last: &&Words| fate <= last[lane];
                    relapse = survival[..surviving[lane] as usize].iter().take_while(survives).count();
                    relapsed[row(years, entry, relapse) * LANES + lane] += one(YEAR - 1) - (u64::from(moment) << 1);
                }
            }
        }
    }

    /// Adds the self-sufficient time of each year, which counts so in each lane.
    #[inline(always)]
    pub fn write(&self, counted: f64, sign: &Numbers, times: &mut [Numbers]) {
        let years = times.len();
        let (rows, _) = self.relapsed.as_chunks::<LANES>();
        for entry in 0..years {
            // From the end backwards: those who relapse later than a year are self-sufficient all through it.
            let (mut later, mut rest): (Sums, Sums) = (Lanes::all(0), Lanes::all(0));
            for k in (1..=years).rev() {
                let relapsed = &rows[row(years, entry, k)];
                for lane in 0..LANES {
                    if entry + k < years {
                        let whole = float(later[lane]) + counted * float(number(relapsed[lane]));
                        times[entry + k][lane] += sign[lane] * whole;
                    }
                    later[lane] += number(relapsed[lane]);
                    rest[lane] += sum(relapsed[lane]);
                }
            }
            let at_once = &rows[row(years, entry, 0)];
            for lane in 0..LANES {
                let of_relapsed = counted * in_years(sum(at_once[lane]));
                times[entry][lane] += sign[lane] * (in_years(rest[lane]) + of_relapsed);
            }
        }
    }
}
