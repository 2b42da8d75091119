//! Watching a simulation without changing it: replay sees exactly what the run computed.

use super::{AdultCourse, EventCourse};

/// Told what happens while a programme is simulated. Every method does nothing unless overridden, and the run's own
/// witness, [`Unwatched`], costs nothing.
pub trait Witness {
    /// Whether when an event begins and how long it lasts matters where no line pays for it.
    const TIMES: bool = true;

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

/// Nobody watches, and of the activity only what lines pay for and how many events there are is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OnlyPriced;

impl Witness for OnlyPriced {
    const TIMES: bool = false;
}
