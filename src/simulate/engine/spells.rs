//! The time that spells take of each year, in sixteen replications.
//!
//! A spell is what begins at its start and never ends, less the same from its end on. What begins at a time takes the rest of that
//! year and all of the later ones: two numbers, however long the horizon. All times are whole numbers of 2⁻³³ years, so the sums
//! are exact in whatever order they are taken.

use crate::model::time::whole_years;
use crate::model::{Activity, Event, Group, GroupRows, Spell};
use crate::vectorised::{LANES, Numbers};

/// Spells, each counted in one of some rows: those of the tiers first, then those of each event by kind.
pub struct Spells {
    years: usize,
    /// The first row of each event.
    events: Vec<usize>,
    /// By row and year, and beyond the horizon; by lane in two turns, since neighbours often begin in one cell, which would wait
    /// for itself.
    begun: Vec<Year>,
}

/// What begins in a year.
#[derive(Clone, Default)]
pub struct Year([[Begun; TURNS]; LANES]);

/// Cells that take turns.
const TURNS: usize = 2;

/// What begins in a year, in one lane.
#[derive(Debug, Clone, Copy, Default)]
#[repr(C, align(16))]
struct Begun {
    /// What it takes of this year.
    rest: f64,
    /// How many there are, each of which takes all of the later years.
    number: f64,
}

/// When some things begin.
#[derive(Debug, Clone, Copy)]
pub struct Beginnings<const N: usize> {
    /// The year, by position, as the lower bits of a double; the horizon's end for all that lies beyond.
    years: [u64; N],
    /// What is left of it.
    rests: [f64; N],
}

impl<const N: usize> Beginnings<N> {
    /// At times since 1 January of the first year, of so many.
    #[inline(always)]
    pub fn at(times: &[f64; N], years: usize) -> Self {
        /// Plus this a whole number lies in the lower bits: a conversion that vectors have an instruction for.
        const SHIFT: f64 = 4_503_599_627_370_496.0;
        let horizon = years as f64;
        let mut beginnings = Self { years: [0; N], rests: [0.0; N] };
        for i in 0..N {
            // Whatever begins past the horizon has a cell of its own, which is never read.
            let time = if times[i] < horizon { times[i] } else { horizon };
            let year = whole_years(time);
            beginnings.years[i] = (year + SHIFT).to_bits();
            beginnings.rests[i] = year + 1.0 - time;
        }
        beginnings
    }

    /// Adds one of them to a row in a lane.
    #[inline(always)]
    pub fn begin(&self, i: usize, row: &mut [Year], lane: usize, sign: f64) {
        let begun = &mut row[self.years[i] as u32 as usize].0[lane % LANES][i % TURNS];
        begun.rest += sign * self.rests[i];
        begun.number += sign;
    }
}

impl Spells {
    /// Room for the rows of a group over so many years.
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

    /// The row of the first kind of an event; those of its other kinds follow.
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

    /// What begins of a row.
    #[inline(always)]
    pub fn row(&mut self, row: usize) -> &mut [Year] {
        &mut self.begun[row * (self.years + 1)..][..=self.years]
    }

    /// Writes the time in each year as person-years and event-years, and forgets it.
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
