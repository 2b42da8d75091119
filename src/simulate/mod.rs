//! The simulation: one family, one programme, many replications.
//!
//! A replication is one [draw of the parameters](draw) and one [simulated programme](simulate), family by family. All of
//! its luck follows from its number, so [`run()`] may hand replications to any number of threads.

mod adult;
mod batch;
mod desk;
mod events;
mod expectations;
mod family;
mod lanes;
mod luck;
mod poisson;
mod programme;
mod replications;
mod run;
mod witness;
mod work;

pub use adult::{AdultCourse, Outcomes, outcomes, spells, years_later};
pub use batch::{BATCH, Batch, Layout};
pub use events::EventCourse;
pub use expectations::Expectations;
pub use luck::{Luck, design, draw, random_design};
pub use programme::{simulate, simulate_family};
pub use replications::Replications;
pub use run::{Fold, Interrupted, Monitor, RunError, look_through, run, run_design};
pub use witness::{Unwatched, Witness};
pub use work::Work;

use programme::Scope;
