//! The events of sixteen programmes that the families make a difference of.
//!
//! Neighbours draw one word together, which tells how many events they have. Those of all sixteen replications are listed, first
//! events before second ones, and draw their courses side by side; owner and start come from the event's own draw.

use super::super::events::{NEIGHBOURS, WHOSE, neighbour};
use super::super::poisson::{INVERSION_LIMIT, exp_of_minus_lanes};
use super::plan::{EventPlan, GroupPlan, MOST_EVENTS, MOST_FAMILIES, MOST_YEARS};
use super::time::{Moments, in_years};
use crate::model::Spell;
use crate::model::spell::whole_units;
use crate::random::{LaneAddress, PLACE_SHIFT, WORDS, open_unit};
use crate::vectorised::{LANES, Lanes, Numbers, Vector, Words, each_lane};
use fearless_simd::{Simd, prelude::*};

/// Times of the events that the programme makes a difference of.
pub struct EventTimes {
    sign: Vec<Numbers>,
    /// By year and lane, [`cell`]: how many there were, and what was left of the year when they began.
    number: Cells,
    rest: Cells,
    /// How many sixteens of neighbours there are by year; none in a year without events.
    sixteens: Vec<usize>,
    /// By block of the year at hand: where the words of its sixteens lie between 0 and 1.
    uniforms: Vec<[Numbers; IN_A_BLOCK]>,
    /// The events of all years, each laid out as the shifts below say.
    list: Vec<u32>,
    length: usize,
    /// By event: the words of its course that are looked at.
    moments: Vec<u32>,
    durations: Vec<u32>,
    whose: Vec<u32>,
    /// By year: the time that they take of it, where they end.
    time: Vec<Numbers>,
}

type Cells = Box<[u64; MOST_YEARS * LANES]>;

/// Sixteens of neighbours whose words share a block.
const IN_A_BLOCK: usize = WORDS as usize;

// Of a listed event, from its lowest bit on: the lane; which sixteen; the intake year; and which of their events.
const SIXTEEN_SHIFT: u32 = LANES.ilog2();
const YEAR_SHIFT: u32 = SIXTEEN_SHIFT + 12;
const NUMBER_SHIFT: u32 = YEAR_SHIFT + MOST_YEARS.ilog2();
/// Of what is left for the sixteen and for the number.
const MASK: u32 = (1 << 12) - 1;
const _: () = assert!(MOST_FAMILIES / NEIGHBOURS as f64 <= MASK as f64 && NUMBER_SHIFT + 12 == u32::BITS);

/// Where a year and a lane lie among [`Cells`]: their number is a power of two, so that no index needs checking.
#[inline(always)]
fn cell(year: usize, lane: usize) -> usize {
    (year * LANES + lane) % (MOST_YEARS * LANES)
}

impl EventTimes {
    /// Room for the families of each year.
    pub fn new(plan: &EventPlan<'_>, group: &GroupPlan<'_>) -> Self {
        let sixteens = |(starts, families): (&Option<_>, &f64)| match starts {
            Some(_) => (families.ceil() as usize).div_ceil(NEIGHBOURS as usize),
            None => 0,
        };
        let cells = || Box::new([0; MOST_YEARS * LANES]);
        Self {
            sign: vec![Lanes::all(0.0); plan.starts.len()],
            number: cells(),
            rest: cells(),
            sixteens: plan.starts.iter().zip(&group.families).map(sixteens).collect(),
            uniforms: Vec::new(),
            list: Vec::new(),
            length: 0,
            moments: Vec::new(),
            durations: Vec::new(),
            whose: Vec::new(),
            time: vec![Lanes::all(0.0); plan.starts.len()],
        }
    }

    /// Says whether it could. `first` is the replication in lane 0.
    #[inline(always)]
    pub fn simulate<S: Simd>(
        &mut self,
        simd: S,
        (plan, group): (&EventPlan<'_>, &GroupPlan<'_>),
        parameters: &[Numbers],
        first: u32,
        families: &[Words],
    ) -> bool {
        self.length = 0;
        let mut expected = Numbers::default();
        for (year, starts) in plan.starts.iter().enumerate() {
            let Some(starts) = starts else { continue };
            let starts = starts.at(simd, parameters).numbers();
            let mean: Numbers = each_lane(|lane| f64::from(NEIGHBOURS) * (starts[lane].abs() / group.families[year]));
            let mut possible = true;
            let sixteens = self.sixteens[year] as f64;
            for lane in 0..LANES {
                expected[lane] += sixteens * mean[lane];
                possible &= (mean[lane] <= INVERSION_LIMIT) & (expected[lane] <= MOST_EVENTS);
            }
            if !possible {
                return false;
            }
            self.sign[year] = each_lane(|lane| if starts[lane] > 0.0 { 1.0 } else { -1.0 });
            self.uniforms.clear();
            for block in 0..self.sixteens[year].div_ceil(IN_A_BLOCK) {
                self.uniforms.push(plan.words.shared_uniforms(simd, year, block as u32, first));
            }
            self.list_events(simd, year, &mean);
            for cells in [&mut self.number, &mut self.rest] {
                cells[cell(year, 0)..][..LANES].fill(0);
            }
        }
        self.draw(simd, &plan.courses, first);
        if plan.stay.duration.is_none() {
            self.count(Moments::of(plan.onset), families);
        } else {
            self.count_stays(plan, parameters, families);
        }
        true
    }

    /// Lists the events of an intake year.
    #[inline(always)]
    fn list_events<S: Simd>(&mut self, simd: S, year: usize, mean: &Numbers) {
        let none = exp_of_minus_lanes(simd, mean);
        let (mean, mut mass) = (Vector::load(simd, &mean[..]), Vector::load(simd, &none[..]));
        // The same sums as those of `Count::invert`.
        let mut below = mass;
        let sixteens = self.sixteens[year];
        for number in 1.. {
            let before = self.length;
            self.make_room(before + sixteens * LANES);
            for block in 0..sixteens.div_ceil(IN_A_BLOCK) {
                let mut have = 0;
                for at in 0..IN_A_BLOCK.min(sixteens - block * IN_A_BLOCK) {
                    let uniforms = Vector::load(simd, &self.uniforms[block][at][..]);
                    have |= u64::from(uniforms.at_least(below)) << (at * LANES);
                }
                let first = (block * IN_A_BLOCK) as u32;
                self.append((number - 1) << NUMBER_SHIFT | (year as u32) << YEAR_SHIFT | first << SIXTEEN_SHIFT, have);
            }
            if self.length == before {
                break;
            }
            mass *= mean * (1.0 / f64::from(number));
            below += mass;
        }
    }

    /// Lists an event of those sixteens of a block, and in those lanes, whose bits are set; `event` is that of the first sixteen
    /// in the first lane.
    #[inline(always)]
    fn append(&mut self, event: u32, mut bits: u64) {
        const { assert!(IN_A_BLOCK * LANES == 64) };
        let mut from = self.length;
        self.length += bits.count_ones() as usize;
        // Four at a time, though fewer may be left: the processor cannot foresee how many there are.
        while from < self.length {
            let target = &mut self.list[from..from + 4];
            for i in 0..4 {
                target[i] = event | (bits.trailing_zeros() % 64);
                bits &= bits.wrapping_sub(1);
            }
            from += 4;
        }
    }

    /// Lets so many be listed: vectors are written and read whole.
    #[inline(always)]
    fn make_room(&mut self, events: usize) {
        let room = events + 2 * LANES;
        if self.list.len() < room {
            for words in [&mut self.list, &mut self.moments, &mut self.durations, &mut self.whose] {
                words.resize(room, 0);
            }
        }
    }

    /// The words of a vector of listed events, from one on. `first` is the replication in lane 0.
    #[inline(always)]
    fn vector_of<S: Simd>(&self, simd: S, address: &LaneAddress, from: usize, first: u32) -> [S::u32s; 4] {
        let listed = S::u32s::from_slice(simd, &self.list[from..from + S::u32s::LEN]);
        let replications = ((listed & (LANES as u32 - 1)) + first).widen();
        let subjects = (listed >> SIXTEEN_SHIFT & MASK).widen();
        let years = listed >> YEAR_SHIFT & (MOST_YEARS as u32 - 1);
        let places = (years << PLACE_SHIFT | listed >> NUMBER_SHIFT).widen();
        let counters = [[subjects.0, places.0, replications.0], [subjects.1, places.1, replications.1]];
        let [a, b] = address.words_of(simd, counters);
        [a[0].narrow(b[0]), a[1].narrow(b[1]), a[2].narrow(b[2]), a[3].narrow(b[3])]
    }

    /// Draws the courses of all that are listed. `first` is the replication in lane 0.
    #[inline(always)]
    fn draw<S: Simd>(&mut self, simd: S, address: &LaneAddress, first: u32) {
        let width = S::u32s::LEN;
        for from in (0..self.length).step_by(width) {
            let some = from..from + width;
            let words = self.vector_of(simd, address, from, first);
            words[0].store_slice(&mut self.moments[some.clone()]);
            words[1].store_slice(&mut self.durations[some.clone()]);
            words[WHOSE].store_slice(&mut self.whose[some]);
        }
    }

    /// Two words of sixteen listed events, from one on, for something else than their courses.
    #[inline(always)]
    pub fn words_of<S: Simd>(&self, simd: S, address: &LaneAddress, from: usize, first: u32) -> [Words; 2] {
        let mut two = [Words::default(); 2];
        for at in (0..LANES).step_by(S::u32s::LEN) {
            let words = self.vector_of(simd, address, from + at, first);
            words[0].store_slice(&mut two[0][at..at + S::u32s::LEN]);
            words[1].store_slice(&mut two[1][at..at + S::u32s::LEN]);
        }
        two
    }

    /// How many events are listed, those of nobody too.
    pub fn len(&self) -> usize {
        self.length
    }

    /// How those of an intake year count.
    #[inline(always)]
    pub fn sign(&self, year: usize, lane: usize) -> f64 {
        self.sign[year][lane]
    }

    /// Counts the listed events, which last past the horizon, but those of nobody.
    #[inline(always)]
    fn count(&mut self, moments: Moments, families: &[Words]) {
        if let Some(word) = moments.everybodys {
            self.moments[..self.length].fill(word);
        }
        let first = moments.after_first;
        for at in 0..self.length {
            let (year, lane, family) = self.event(at);
            // No branch: the processor could not foresee it.
            let happens = u64::from(family < families[year][lane]);
            let cell = cell(year, lane);
            self.number[cell] += happens;
            self.rest[cell] += happens * (first - (u64::from(self.moments[at]) << 1));
        }
    }

    /// Counts the listed events, each of which ends some time, but those of nobody. The parts of years that they take are whole
    /// numbers of units, so their sums are exact.
    #[inline(never)]
    fn count_stays(&mut self, plan: &EventPlan<'_>, parameters: &[Numbers], families: &[Words]) {
        self.time.fill(Lanes::all(0.0));
        for at in 0..self.length {
            let Some((year, lane)) = self.happens(at, families) else { continue };
            self.number[cell(year, lane)] += 1;
            let spell = self.spell(at, plan, parameters);
            for (k, time) in self.time[year..].iter_mut().enumerate() {
                time[lane] += self.sign[year][lane] * spell.in_year(k);
            }
        }
    }

    /// Intake year and lane of a listed event, unless it is nobody's.
    #[inline(always)]
    pub fn happens(&self, at: usize, families: &[Words]) -> Option<(usize, usize)> {
        let (year, lane, family) = self.event(at);
        (family < families[year][lane]).then_some((year, lane))
    }

    /// The time that it takes.
    #[inline(always)]
    pub fn spell(&self, at: usize, plan: &EventPlan<'_>, parameters: &[Numbers]) -> Spell {
        let start = plan.stay.leaving.time(open_unit(self.moments[at]));
        let years = match plan.lasting {
            Some(id) => whole_units(parameters[id.0][self.list[at] as usize % LANES]),
            None => plan.stay.years(open_unit(self.durations[at])),
        };
        Spell { start, end: start + years }
    }

    /// Intake year, lane and family of a listed event.
    #[inline(always)]
    fn event(&self, at: usize) -> (usize, usize, u32) {
        let listed = self.list[at];
        let family = (listed >> SIXTEEN_SHIFT & MASK) * NEIGHBOURS + neighbour(self.whose[at]);
        ((listed >> YEAR_SHIFT) as usize % MOST_YEARS, listed as usize % LANES, family)
    }

    /// Writes what happened in each year.
    #[inline(always)]
    pub fn write(&self, plan: &EventPlan<'_>, activity: &mut [Numbers], horizon: usize) {
        plan.clear(activity, horizon);
        if plan.stay.duration.is_some() {
            activity[plan.time_row * horizon..][..horizon].copy_from_slice(&self.time);
        }
        for (intake, starts) in plan.starts.iter().enumerate() {
            if starts.is_none() {
                continue;
            }
            let sign = &self.sign[intake];
            let number: Numbers = each_lane(|lane| self.number[cell(intake, lane)] as f64);
            for lane in 0..LANES {
                activity[plan.row * horizon + intake][lane] += sign[lane] * number[lane];
            }
            if plan.stay.duration.is_some() {
                continue;
            }
            for lane in 0..LANES {
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
