//! Watching a simulation without changing it: replay sees exactly what the run computed.

use super::{AdultCourse, EventCourse};

/// Told what happens while a programme is simulated. Every method does nothing unless overridden, and the run's own
/// witness, [`Unwatched`], costs nothing.
pub trait Witness {
    /// So many families of a group leave the programme in the intake year at this position.
    fn intake(&mut self, _group: usize, _year: usize, _families: u32) {}
    /// An adult whose outcomes differ between the arms.
    fn entered(&mut self, _course: &AdultCourse) {}
    /// An event avoided, gained, or the opposite.
    fn event(&mut self, _course: &EventCourse) {}
}

/// Nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Witness for Unwatched {}
