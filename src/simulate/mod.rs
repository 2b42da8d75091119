//! The simulation: many replications of a programme.
//!
//! A replication is one draw of the parameters and one simulated programme, family by family. Sixteen are computed side by side:
//! `replication.rs` leads from the draw to the columns of a [`Batch`]. All random numbers of a replication follow from the seed and
//! the replication's number. So [`run()`] gives the same results with any number of threads, and any replication can be replayed.
//!
//! # Example
//!
//! ```
//! use provenu::{random::Seed, scenario::Scenario, simulate::Replications, statistics::PowerSums};
//!
//! let text = r#"
//!     title = "Simulated"
//!     perspective = "municipality"
//!     timeline = { start = 2024, years = 2 }
//!     intake = { adults = 20 }
//!     employment = { programme = "0.2 to 0.4", comparison = 0.15 }
//!     [lines]
//!     support = { kind = "saving", payer = "municipality", per = "person_year", amount = 139920 }
//! "#;
//! let model = Scenario::parse("simulated.toml", text, &[], &|_| Err("no data files".into()))?.model;
//! let ran = Replications::run(&model, Seed::new(1)?, 0..2_000, &())?;
//!
//! // At the same draw a result and its exact expectation differ by chance alone, so their difference is zero on average.
//! let gaps: Vec<f64> = (0..ran.len())
//!     .map(|i| ran.cash_flow(i, model.perspective).total() - ran.expected_flow(i, model.perspective).total())
//!     .collect();
//! let mut sums = PowerSums::<2>::about(gaps[0]);
//! sums.add(&gaps);
//! assert!(sums.mean().value.abs() < 4.0 * sums.mean().mcse);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod batch;
mod course;
mod detail;
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
pub use detail::{Detail, DetailColumn};
pub use effort::Effort;
pub use engine::SimulationScope;
pub use error::{Interrupted, RunError};
pub use expectations::Expectations;
pub use luck::{Luck, design, draw, random_design};
pub use replication::Simulator;
pub use replications::Replications;
pub use run::{Fold, Monitor, look_through, run, run_design};
pub use witness::{Unwatched, Witness};
pub use work::Work;
