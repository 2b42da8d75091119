//! An event that happens in one arm and not in the other.

use super::stretch::Found;
use crate::model::Calendar;
use crate::random::{PLACE_SHIFT, SubjectId};
use crate::vectorised::Numbers;

/// An event that happens in one arm and not in the other.
#[derive(Debug, Clone, Copy)]
pub struct DifferingEvent {
    pub lane: usize,
    /// The planned year.
    pub year: usize,
    pub family: u32,
    /// The family's place in the columns; unused for events given in total.
    pub place: usize,
    /// The subject under which its words are drawn; for events given in total, the position of the sixteen neighbours.
    pub subject: SubjectId,
    /// Its number among the subject's events of the year.
    pub number: u32,
    pub sign: f64,
    /// The year since the planned one in which it may begin.
    pub k: usize,
    /// The kind; `None` = drawn with the course.
    pub kind: Option<usize>,
}

impl DifferingEvent {
    /// The first event of a subject in a lane, in the planned year.
    pub fn new(lane: usize, Found { year, id, place }: Found, sign: f64) -> Self {
        Self { lane, year, family: id.family, place, subject: id, number: 0, sign, k: 0, kind: None }
    }

    /// Under whom the words of its course are drawn: the members of a household share the moment and the luck of the duration.
    pub fn course_owner(&self) -> SubjectId {
        if self.kind.is_some() { self.family.into() } else { self.subject }
    }

    /// The index of its words. A setting bounds the means, so that counts of a subject stay far below 2¹³ and counts of neighbours
    /// below 2²⁰.
    pub fn index(&self) -> u32 {
        (self.k as u32) << YEAR_SHIFT | self.number
    }
}

/// The bit of an index at which the event's year begins; its number lies below.
pub const YEAR_SHIFT: u32 = 13;
const _: () = assert!(Calendar::MAX_YEARS + 1 < 1 << (PLACE_SHIFT - YEAR_SHIFT));

/// The kind of an event with the uniform `u`; `shares` are the probabilities of the kinds.
pub fn kind_of(shares: &[Numbers], lane: usize, u: f64) -> usize {
    let mut upto = 0.0;
    let below = |share: &Numbers| {
        upto += share[lane];
        u < upto
    };
    shares.iter().position(below).unwrap_or(shares.len() - 1)
}
