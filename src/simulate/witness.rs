//! Watching a simulation without changing it: replay sees exactly what the run computed.

use super::{Course, PlacementCourse};

/// Told what happens while a programme is simulated. Every method does nothing unless overridden, and the run's own
/// witness, [`Unwatched`], costs nothing.
pub trait Witness {
    /// So many adults leave the programme in the intake year at this position.
    fn intake(&mut self, _year: usize, _adults: u32) {}
    /// An adult whose outcomes differ between the arms.
    fn entered(&mut self, _course: &Course) {}
    /// A placement avoided, or caused.
    fn placement(&mut self, _placement: &PlacementCourse) {}
}

/// Nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Witness for Unwatched {}
