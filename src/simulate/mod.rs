//! The simulation: many replications of a programme.
//!
//! A replication is one draw of the parameters and one simulated programme, family by family. Sixteen are worked out side by
//! side, and `replication.rs` is their way from the draw to the columns of a [`Batch`]. All luck of a replication follows from
//! its number, so [`run()`] may hand them to any number of threads, and any one can be replayed.

mod batch;
mod course;
mod effort;
mod engine;
mod error;
mod expectations;
mod luck;
mod parameters;
mod poisson;
mod record;
mod replication;
mod replications;
mod run;
mod witness;
mod work;

pub use batch::{BATCH, Batch, Layout};
pub use course::{AdultCourse, EventCourse, Outcomes};
pub use effort::Effort;
pub use engine::Scope;
pub use error::{Interrupted, RunError};
pub use expectations::Expectations;
pub use luck::{Luck, design, draw, random_design};
pub use replication::Simulator;
pub use replications::Replications;
pub use run::{Fold, Monitor, look_through, run, run_design};
pub use witness::{Unwatched, Witness};
pub use work::Work;
