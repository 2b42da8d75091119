//! Pictures of results, one function for each: from an outcome alone, in a language.

mod acceptability;
mod compare;
mod convergence;
mod evidence;
mod exceedance;
mod frame;
mod grid;
mod portfolio;
mod review;
mod run;
mod spread;
mod threshold;
mod tornado;
mod update;
mod variance;

pub use acceptability::acceptability;
pub use compare::{differences, fans, ranges, scenarios};
pub use convergence::{convergence, planned};
pub use evidence::{STUDIES, known, study};
pub use exceedance::{exceedance, losses};
pub use grid::grid;
pub use portfolio::portfolio;
pub use review::review;
pub use run::{break_even, cumulative, net_benefit};
pub use threshold::{least_adverse, threshold};
pub use tornado::{stress, tornado};
pub use update::update;
pub use variance::variance;
