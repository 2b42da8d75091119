//! What a witness is told of adults and events.

use crate::model::{Spell, TierId};
use crate::random::Who;

/// The tiers reached with the programme and without it.
pub type Outcomes = (Option<TierId>, Option<TierId>);

/// An adult whose outcomes differ between the arms.
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
    /// Whose it is.
    #[must_use]
    pub fn adult(&self) -> Who {
        Who { family: self.family, member: self.member }
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
    /// Which kind of it.
    pub kind: usize,
    /// The year that the family's leaving was planned for, by position from 0.
    pub year: usize,
    /// The family's number in that year, from 0.
    pub family: u32,
    /// Where its luck is found: whose it is, or, of events given in total, which sixteen neighbours draw it together (told like a
    /// family); and its index there.
    pub subject: (Who, u32),
    /// +1 where it counts in the programme's favour by the event's own reckoning, −1 against it.
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
