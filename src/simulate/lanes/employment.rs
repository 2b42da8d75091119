//! The adults of sixteen programmes: who counts, when they enter, and for how long.
//!
//! [Interval](Interval) after interval, a [`scan`](super::scan) lists those who may lie in it, replication after replication. All
//! of them then draw their courses, and mostly with these the rest of their words, side by side; and those who do lie in it are
//! counted one by one.

use super::intervals::{Cut, EmploymentPlan, Interval, MOST_TIERS, Reached};
use super::list::List;
use super::plan::MOST_YEARS;
use super::scan::Blocks;
use super::ties::TiedFamilies;
use super::time::{Moments, YEAR, float, in_years, thresholds, words_below};
use crate::model::relapse::years_until_reentry;
use crate::model::spell::{UNITS, whole_units};
use crate::model::{Onset, Wait};
use crate::random::{LOW_BITS, LaneAddress, open_unit};
use crate::vectorised::{LANES, Lanes, Numbers, Sums, Vector, Words, apart, each_lane};
use fearless_simd::{Simd, prelude::*};

/// The courses of the adults who count.
pub struct EmploymentTimes {
    /// By the adults' words, [`EmploymentPlan::words`].
    adults: Vec<Blocks>,
    /// What [`EmploymentTimes::reach`] has worked out.
    pub reached: Reached,
    /// The threshold of each arm and tier.
    thresholds: [[Sums; MOST_TIERS]; 2],
    /// Where families have thresholds of their own.
    ties: Option<TiedFamilies>,
    /// All adults who may count in an interval, lane after lane.
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

impl EmploymentTimes {
    /// Room for the adults of as many families as are expected in each intake year.
    pub fn new(plan: &EmploymentPlan<'_>, expected: &[f64]) -> Self {
        let adults: Vec<_> = plan.words.iter().map(|_| Blocks::new(expected, plan.members)).collect();
        let waits = plan.intervals.iter().any(|interval| interval.wait.is_some());
        let cells = vec![0; RELAPSE_CELLS].into_boxed_slice();
        Self {
            reached: Reached::default(),
            thresholds: [[Lanes::all(0); MOST_TIERS]; 2],
            cells: Vec::new(),
            list: List::with_capacity(adults[0].capacity(), waits),
            ties: plan.ties.as_ref().map(|_| TiedFamilies::new(expected, &adults[0])),
            adults,
            survival: [Lanes::all(0); MOST_YEARS],
            surviving: Lanes::all(0),
            relapsed: cells.try_into().expect("a slice of as many"),
        }
    }

    /// Works out how likely each tier is reached.
    #[inline(always)]
    pub fn reach<S: Simd>(&mut self, simd: S, plan: &EmploymentPlan<'_>, parameters: &[Numbers]) {
        plan.reach(simd, parameters, &mut self.reached);
    }

    /// Simulates the adults, once it is worked out how likely they [reach](EmploymentTimes::reach) each tier, and writes the
    /// self-sufficient time of each year into activity, rows by years. Says whether it could. `first` is the replication in
    /// lane 0.
    #[inline(always)]
    pub fn simulate<S: Simd>(
        &mut self,
        simd: S,
        plan: &EmploymentPlan<'_>,
        parameters: &[Numbers],
        first: u32,
        families: &[Words],
        activity: &mut [Numbers],
    ) -> bool {
        let (years, tiers) = (families.len(), plan.tiers.len());
        if !self.reached.are_possible(tiers) {
            return false;
        }
        if let (Some(ties), Some(plan)) = (&mut self.ties, &plan.ties) {
            let possible = apart!(simd, ties.draw(simd, plan, parameters, (&self.reached, tiers), first));
            if !possible {
                return false;
            }
        }
        for arm in 0..2 {
            for tier in 0..tiers {
                self.thresholds[arm][tier] = thresholds(simd, self.reached.at(Cut { arm, tier }));
            }
        }
        for (adults, words) in self.adults.iter_mut().zip(&plan.words) {
            apart!(simd, adults.draw(simd, words, first));
        }
        self.survive(simd, plan, parameters, years);
        for tier in &plan.tiers {
            activity[tier.row * years..][..years].fill(Lanes::all(0.0));
        }
        let moments = Moments::of(plan.onset);
        for interval in &plan.intervals {
            let ends = self.ends(interval);
            self.list.clear();
            if self.ties.is_some() {
                let possible = apart!(simd, self.find_tied(simd, interval, families));
                if !possible {
                    return false;
                }
            } else {
                apart!(simd, self.find(simd, interval.words, &ends, families));
            }
            let adults = &self.adults[interval.words];
            apart!(simd, self.list.draw(simd, adults, &plan.courses, first));
            // What an adult would achieve anyway is drawn apart, and has lower bits of its own.
            if interval.words > 0 {
                apart!(simd, self.list.draw_own(simd, &plan.words[interval.words]));
            }
            if let Some(wait) = &interval.wait {
                apart!(simd, self.wait(simd, (plan.onset, wait), years));
            } else if let Some(moment) = moments.everybodys {
                self.list.leave_at(moment);
            }
            // Whoever enters when the horizon has ended has rows too.
            let rows = if interval.wait.is_some() { row(years, years + 1, 0) } else { row(years, years, 0) + 1 };
            self.relapsed[..rows * LANES].fill(0);
            if self.ties.is_some() {
                apart!(simd, self.follow::<S, true>(simd, &ends, moments, years));
            } else {
                apart!(simd, self.follow::<S, false>(simd, &ends, moments, years));
            }
            if let Some(reentry) = &plan.reentry {
                let reentry = reentry.at(simd, parameters).numbers();
                self.reenter(&plan.courses, &reentry, interval.wait.is_some(), first, years);
            }
            for &(tier, sign) in &interval.counts {
                let row = plan.tiers[tier].row * years;
                self.write(plan.counted, &each_lane(|lane| sign * ends.sign[lane]), &mut activity[row..row + years]);
            }
        }
        true
    }

    /// Works out until which word an adult is still self-sufficient at the end of each year since entry.
    #[inline(always)]
    fn survive<S: Simd>(&mut self, simd: S, plan: &EmploymentPlan<'_>, parameters: &[Numbers], years: usize) {
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

    /// Where an interval begins and ends.
    #[inline(always)]
    fn ends(&self, interval: &Interval<'_>) -> Ends {
        let reached = &self.reached;
        let threshold = |cut: Cut| self.thresholds[cut.arm][cut.tier];
        let (from, to) = (interval.from.map_or(Lanes::all(0), threshold), threshold(interval.to));
        let (below, upto) = (interval.from.map_or(Lanes::all(0.0), |cut| *reached.at(cut)), reached.at(interval.to));
        Ends {
            low: each_lane(|lane| from[lane].min(to[lane])),
            high: each_lane(|lane| from[lane].max(to[lane])),
            sign: each_lane(|lane| if upto[lane] > below[lane] { 1.0 } else { -1.0 }),
        }
    }

    /// Lists the adults of an interval, and those who may be.
    #[inline(always)]
    fn find<S: Simd>(&mut self, simd: S, words: usize, ends: &Ends, families: &[Words]) {
        let adults = &mut self.adults[words];
        for lane in 0..LANES {
            adults.fill(
                #[inline(always)]
                |year| families[year][lane],
            );
            let (low, high) = (ends.low[lane], ends.high[lane]);
            if low < high {
                let (least, most) = ((low >> LOW_BITS) as u8, ((high - 1) >> LOW_BITS) as u8);
                adults.find(simd, lane, [least, most], &mut self.list);
            } else {
                self.list.end(lane);
            }
        }
    }

    /// The same where every family has thresholds of its own. Says whether it could.
    #[inline(always)]
    fn find_tied<S: Simd>(&mut self, simd: S, interval: &Interval<'_>, families: &[Words]) -> bool {
        let Self { adults, ties: Some(ties), list, reached, .. } = self else { return false };
        let adults = &mut adults[interval.words];
        for lane in 0..LANES {
            adults.fill(
                #[inline(always)]
                |year| families[year][lane],
            );
            if !ties.tie(simd, interval, reached, lane, adults) {
                return false;
            }
            adults.find_within(simd, lane, &ties.bounds, list);
            ties.note::<S>(adults, list, lane);
        }
        true
    }

    /// Lets the listed wait for entry.
    #[inline(always)]
    fn wait<S: Simd>(&mut self, simd: S, (onset, wait): (Onset, &Wait<'_>), years: usize) {
        // Where all leave at one moment it is added to the wait before that is rounded.
        let moment_of_all = match onset {
            Onset::Uniform => 0.0,
            Onset::At(moment) => {
                self.list.leave_at(0);
                moment
            }
        };
        for from in (0..self.list.len()).step_by(LANES) {
            let words = &self.list.words[3][from..from + LANES];
            let uniforms: Numbers = each_lane(|lane| open_unit(words[lane]));
            let months = wait.0.sample_lanes(simd, &uniforms);
            let times = each_lane(|lane| (whole_units(moment_of_all + Wait::in_years(months[lane])) * UNITS) as u64);
            self.list.wait(from, &times, years);
        }
    }

    /// Counts the courses of the listed whose words lie between the ends of their lane, or of their family.
    #[inline(always)]
    fn follow<S: Simd, const TIED: bool>(&mut self, simd: S, ends: &Ends, moments: Moments, years: usize) {
        let Self { list, survival, surviving, cells, relapsed, ties, .. } = self;
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
                let differs = match ties {
                    Some(ties) if TIED => {
                        let [first, last] = &ties.listed;
                        let first = S::u32s::from_slice(simd, &first[from..from + width]);
                        let last = S::u32s::from_slice(simd, &last[from..from + width]);
                        word.simd_ge(first) & word.simd_le(last)
                    }
                    _ => (word - from_low).simd_le(span),
                };
                differs
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
    /// and go one by one.
    #[inline(never)]
    fn reenter(&mut self, courses: &LaneAddress, reentry: &Numbers, waited: bool, first: u32, years: usize) {
        let Self { list, survival, surviving, cells, relapsed, .. } = self;
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
    fn write(&self, counted: f64, sign: &Numbers, times: &mut [Numbers]) {
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

/// Where an interval begins and ends in every lane, low ≤ word < high; and how the words in it count.
struct Ends {
    low: Sums,
    high: Sums,
    sign: Numbers,
}
