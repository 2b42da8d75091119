//! `provenu run` as a library call, without files or a terminal: the request, its effort, sampling until a target, the outcome.
//!
//! ```
//! use provenu::run::{Request, Run};
//! use provenu::scenario::Scenario;
//!
//! let text = r#"
//!     title = "Two years"
//!     perspective = "municipality"
//!     timeline = { start = 2020, years = 2 }
//!     intake = { adults = 40 }
//!     employment = { programme = { value = { events = 17, of = 57 } }, comparison = 0.15 }
//!     [lines.support]
//!     kind = "saving"
//!     payer = "municipality"
//!     per = "person_year"
//!     amount = 139920
//!     [lines.team]
//!     kind = "cost"
//!     payer = "municipality"
//!     per = "year"
//!     amount = 500000
//! "#;
//! let scenario = Scenario::parse("two-years.toml", text, &[], &|_| Err("no data files".into()))?;
//! let run = Run::new(&scenario, Request { replications: Some(1_000), ..Request::default() })?;
//! let outcome = run.sample(&())?.outcome;
//! let net = &outcome.result.headline.net_benefit;
//! assert_eq!((outcome.run.replications, outcome.currency.as_str()), (1_000, "kr."));
//! assert!((net.mean - net.mean_conditional.value).abs() < 4.0 * net.mcse);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod check;
mod computed;
mod dossier;
mod everything;
mod request;
mod sampled;

pub use check::check;
pub use computed::{COMPUTED_DRAWS, ComputedFacts, computed_facts};
pub use dossier::Dossier;
pub use everything::EverythingColumn;
pub use request::{Request, Run};
pub use sampled::{KeptNumbers, Replicated, Sampled};
