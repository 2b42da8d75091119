//! The time covered by spells in each year, in sixteen replications.
//!
//! A spell [start, end) is a step at `start` less a step at `end`. A step at t covers the rest of the year of t and all later years,
//! so it takes two numbers, however long the horizon. All times are multiples of 2⁻³³ years, so sums are exact in any order.

use crate::model::time::whole_years;
use crate::model::{Activity, Event, Group, GroupRows, Spell};
use crate::vectorised::{LANES, Numbers};

/// Spells by row: one row for each tier, then one for each kind of each event.
pub struct Spells {
    years: usize,
    /// The first row of each event.
    events: Vec<usize>,
    /// By row and year; the last year of each row collects what begins beyond the horizon.
    begun: Vec<Year>,
}

/// The steps in a year, by lane. Successive steps alternate between two cells, so that an addition need not wait for the one before.
#[derive(Clone, Default)]
pub struct Year([[Begun; TURNS]; LANES]);

const TURNS: usize = 2;

/// The steps in a year, in one lane.
#[derive(Debug, Clone, Copy, Default)]
#[repr(C, align(16))]
struct Begun {
    /// The time that they cover of this year.
    rest: f64,
    /// Their number; each covers all later years.
    number: f64,
}

/// The times of `N` steps, split into year and rest of the year.
#[derive(Debug, Clone, Copy)]
pub struct Beginnings<const N: usize> {
    /// The year, by position, as the lower bits of a double; the horizon's end for all that lies beyond.
    years: [u64; N],
    /// The rest of that year.
    rests: [f64; N],
}

impl<const N: usize> Beginnings<N> {
    /// From times in years since 1 January of the first year; `years` is the horizon.
    #[inline(always)]
    pub fn at(times: &[f64; N], years: usize) -> Self {
        /// Adding 2⁵² puts a whole number into the lower bits: a conversion that compiles to vector instructions.
        const SHIFT: f64 = 4_503_599_627_370_496.0;
        let horizon = years as f64;
        let mut beginnings = Self { years: [0; N], rests: [0.0; N] };
        for i in 0..N {
            // Steps beyond the horizon go to the last year of the row, which is never read.
            let time = if times[i] < horizon { times[i] } else { horizon };
            let year = whole_years(time);
            beginnings.years[i] = (year + SHIFT).to_bits();
            beginnings.rests[i] = year + 1.0 - time;
        }
        beginnings
    }

    /// Adds step `i` to a row in a lane.
    #[inline(always)]
    pub fn begin(&self, i: usize, row: &mut [Year], lane: usize, sign: f64) {
        let begun = &mut row[self.years[i] as u32 as usize].0[lane % LANES][i % TURNS];
        begun.rest += sign * self.rests[i];
        begun.number += sign;
    }
}

impl Spells {
    /// Empty rows of a group over a horizon.
    pub fn new(group: &Group, years: usize) -> Self {
        let mut rows = group.employment.as_ref().map_or(0, |employment| employment.tiers.len());
        let first_of = |event: &Option<Event>| {
            let first = rows;
            rows += event.as_ref().map_or(0, |event| event.kinds.len());
            first
        };
        let events = group.events.iter().map(first_of).collect();
        Self { years, events, begun: vec![Year::default(); rows * (years + 1)] }
    }

    /// The row of the first kind of an event; its other kinds follow.
    pub fn first_of_event(&self, event: usize) -> usize {
        self.events[event]
    }

    /// Adds a spell, in years since 1 January of a planned year, +1 or −1 times.
    #[inline(always)]
    pub fn add(&mut self, row: usize, lane: usize, planned: usize, spell: Spell, sign: f64) {
        let planned = planned as f64;
        let [start, end] = [planned + spell.start, planned + spell.end];
        let (years, row) = (self.years, self.row(row));
        Beginnings::at(&[start], years).begin(0, row, lane, sign);
        Beginnings::at(&[end], years).begin(0, row, lane, -sign);
    }

    /// The steps of a row by year.
    #[inline(always)]
    pub fn row(&mut self, row: usize) -> &mut [Year] {
        &mut self.begun[row * (self.years + 1)..][..=self.years]
    }

    /// Writes the time in each year as person-years and event-years, and clears the rows.
    pub fn take(&mut self, block: &GroupRows, activity: &mut Activity<Numbers>) {
        let event_years = (0..self.events.len()).flat_map(|event| block.event_years(event, None));
        for (at, row) in block.all_person_years().chain(event_years).enumerate() {
            self.take_row(at, activity.row_mut(row));
        }
    }

    fn take_row(&mut self, row: usize, times: &mut [Numbers]) {
        let mut earlier = Numbers::default();
        for (time, Year(begun)) in times.iter_mut().zip(self.row(row)) {
            for lane in 0..LANES {
                let [one, other] = std::mem::take(&mut begun[lane]);
                time[lane] = earlier[lane] + (one.rest + other.rest);
                earlier[lane] += one.number + other.number;
            }
        }
    }
}
