//! The courses of adults and events that a witness sees.

use crate::model::{Spell, TierId};
use crate::random::SubjectId;

/// The tiers reached with the programme and without it.
pub type Outcomes = (Option<TierId>, Option<TierId>);

/// An adult with outcomes that differ between the arms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdultCourse {
    /// The group, by position.
    pub group: usize,
    /// The year that its leaving was planned for, by position from 0.
    pub year: usize,
    /// The family's number in that year, from 0.
    pub family: u32,
    /// Which of the family's adults, from 0.
    pub member: u32,
    /// The tier reached under the programme.
    pub programme: Option<TierId>,
    /// The tier that would have been reached anyway.
    pub comparison: Option<TierId>,
}

impl AdultCourse {
    /// The adult.
    #[must_use]
    pub fn adult(&self) -> SubjectId {
        SubjectId { family: self.family, member: self.member }
    }

    /// The tier reached in an arm: 0 = programme, 1 = comparison.
    #[must_use]
    pub fn tier(&self, arm: usize) -> Option<TierId> {
        if arm == 0 { self.programme } else { self.comparison }
    }
}

/// An event that the programme avoided or gained (sign +1), or the opposite (sign −1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventCourse {
    /// The group, by position.
    pub group: usize,
    /// Which event of the model, by position.
    pub event: usize,
    /// The event's kind, by position.
    pub kind: usize,
    /// The year that the family's leaving was planned for, by position from 0.
    pub year: usize,
    /// The family's number in that year, from 0.
    pub family: u32,
    /// The subject under which its words are drawn; for events given in total, the position of the sixteen neighbours.
    pub subject: SubjectId,
    /// The index of its words under that subject.
    pub index: u32,
    /// +1 where it counts in the programme's favour by the event's own definition of its effect, −1 against it.
    pub sign: f64,
    /// When it begins, or would have begun, in years since 1 January of the planned year of leaving.
    pub start: f64,
    /// How long it lasts, or would have lasted, in years; infinite = past the horizon.
    pub duration: f64,
}

impl EventCourse {
    /// The time it covers, or would have covered.
    #[must_use]
    pub fn spell(&self) -> Spell {
        Spell { start: self.start, end: self.start + self.duration }
    }
}
