//! Comparisons and stress tests: from options to an analysis, from an analysis to the terminal and a results folder.

mod args;
mod compare;
mod grid;
mod job;
mod plan;
mod threshold;
mod tornado;

pub use args::{CompareArgs, GridArgs, PlanArgs, ThresholdArgs, TornadoArgs};
pub use compare::compare;
pub use grid::grid;
pub use job::{account, refuse_withheld};
pub use plan::plan;
pub use threshold::threshold;
pub use tornado::tornado;
