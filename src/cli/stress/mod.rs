//! Comparisons and stress tests: from options to an analysis, from an analysis to the terminal and a results folder.

mod args;
mod compare;
mod grid;
mod job;
mod threshold;
mod tornado;

pub use args::{CompareArgs, GridArgs, ThresholdArgs, TornadoArgs};
pub use compare::compare;
pub use grid::grid;
pub use threshold::threshold;
pub use tornado::tornado;
