//! The simulation: one adult, one programme, many replications.
//!
//! A replication is one [draw of the parameters](draw) and one [simulated programme](simulate), family by family. All of
//! its luck follows from its number, so [`run()`] may hand replications to any number of threads.

mod adult;
mod luck;
mod placements;
mod poisson;
mod programme;
mod replications;
mod run;
mod witness;

pub use adult::Course;
pub use luck::{Luck, draw};
pub use placements::PlacementCourse;
pub use programme::{record, simulate};
pub use replications::{Layout, Replications};
pub use run::{Interrupted, Monitor, RunError, run};
pub use witness::{Unwatched, Witness};
