//! Watching a simulation without changing it: replay sees exactly what the run computed.

use super::{AdultCourse, EventCourse, Outcomes};
use crate::model::Spell;

/// Told what happens while a programme is simulated. Every method does nothing unless overridden, and the run's own
/// witness, [`Unwatched`], costs nothing.
pub trait Witness {
    /// Whether it uses what it sees.
    fn watches(&self) -> bool {
        true
    }
    /// How many families of a group leave the programme in the intake year at this position.
    fn intake(&mut self, _group: usize, _year: usize, _families: u32) {}
    /// How many years after the planned one a family leaves that is simulated alone.
    fn leaves(&mut self, _later: usize) {}
    /// What each adult of a family achieves that is simulated alone.
    fn achieves(&mut self, _outcomes: Outcomes) {}
    /// An adult with outcomes that differ between the arms, and its spells of self-sufficiency in each.
    fn entered(&mut self, _course: &AdultCourse, _spells: [Vec<Spell>; 2]) {}
    /// An event avoided, gained, or the opposite.
    fn event(&mut self, _course: &EventCourse) {}
}

/// Nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Witness for Unwatched {
    fn watches(&self) -> bool {
        false
    }
}
