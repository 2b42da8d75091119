//! An event that happens in one arm and not in the other: whose it is and of which kind.

use super::stretch::Found;
use crate::model::Calendar;
use crate::random::{LaneAddress, PLACE_SHIFT, Purpose, Who};
use crate::vectorised::Numbers;

/// The luck of the events of one sort.
pub struct EventLuck {
    /// How many there are.
    pub counts: LaneAddress,
    pub courses: LaneAddress,
    pub kinds: LaneAddress,
    /// How many there are where one word cannot tell.
    pub many: Purpose,
}

/// An event that happens in one arm and not in the other.
#[derive(Debug, Clone, Copy)]
pub struct DifferingEvent {
    pub lane: usize,
    /// The planned year.
    pub year: usize,
    pub family: u32,
    /// The family's place in the columns, where they are asked.
    pub place: usize,
    /// Where its luck is found: whose it is, or, of events given in total, which sixteen neighbours draw it together (told like a
    /// family); and which of theirs in the year it is.
    pub subject: Who,
    pub number: u32,
    pub sign: f64,
    /// The year since the planned one in which it may begin.
    pub k: usize,
    /// The kind, where its course does not tell.
    pub kind: Option<usize>,
}

impl DifferingEvent {
    /// One of a subject in a lane.
    pub fn new(lane: usize, Found { year, who, place }: Found, sign: f64) -> Self {
        Self { lane, year, family: who.family, place, subject: who, number: 0, sign, k: 0, kind: None }
    }

    /// The index of its luck. A setting bounds means so that counts stay far below 2¹³, and those of neighbours below 2²⁰.
    pub fn index(&self) -> u32 {
        (self.k as u32) << YEAR_SHIFT | self.number
    }
}

/// Where the year of an event lies above its number in an index.
pub const YEAR_SHIFT: u32 = 13;
const _: () = assert!(Calendar::MAX_YEARS + 1 < 1 << (PLACE_SHIFT - YEAR_SHIFT));

/// The kind of an event in a lane that carries the uniform `u`.
pub fn kind_of(shares: &[Numbers], lane: usize, u: f64) -> usize {
    let mut upto = 0.0;
    let below = |share: &Numbers| {
        upto += share[lane];
        u < upto
    };
    shares.iter().position(below).unwrap_or(shares.len() - 1)
}
