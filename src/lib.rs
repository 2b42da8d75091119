//! How likely a social investment pays, when, and how bad it can get.
//!
//! A municipality puts money into a coordinated effort for families in trouble. Some parents become self-sufficient, some
//! fall back, some children are not placed outside the home. The usual business case is one table of expected kroner;
//! this library draws every family's course and every uncertain assumption, and gives the council the risk.
//!
//! The way of the data, one direction, each step a module:
//!
//! ```text
//! scenario file → Model → parameter draw → family trajectories → ledger → summary → analysis → report
//!   scenario      model   simulate::draw        simulate          model   summary   analysis   report
//!                               ↘ expected ledger (no random numbers) ↗
//!                                            expected
//! ```
//!
//! One rule of the model stands in one file and serves both ways: [`model::relapse`] (relapse and re-entry),
//! [`model::Arrival`] (waits), [`model::Stay`] (durations), [`model::support`] (reimbursement by weeks),
//! [`model::refund`] (household costs), [`model::LabourMarket`], [`model::Intake`], [`model::Household`].
//!
//! # The model in formulas
//!
//! With intake n_y, additional share a = p₁ − p₀, hazard h and the convention that nothing of the year of relapse counts,
//! the expected self-sufficient person-years of year t are Σ_{y ≤ t} n_y · a · s_{t−y}, where s₀ = ½(1 − h₀) and
//! s_k = (1 − h₀)…(1 − h_k). See [`model::Relapse`], [`model::Stay`] and [`expected`].
//!
//! # Example
//!
//! ```
//! use provenu::{expected, random::Seed, scenario::Scenario, simulate};
//!
//! let text = r#"
//!     title = "Two years"
//!     perspective = "municipality"
//!     timeline = { start = 2020, years = 2 }
//!     intake = { adults = 10 }
//!     employment = { programme = { value = { events = 17.1, of = 57 } }, comparison = 0.15 }
//!     [lines.support]
//!     kind = "saving"
//!     payer = "municipality"
//!     per = "person_year"
//!     amount = 139920
//! "#;
//! let scenario = Scenario::parse("two-years.toml", text, &[], &|_| Err("no data files".into()))?;
//! let model = &scenario.model;
//! let case = expected::business_case(model, &model.base_draw())?;
//! // 10 adults × 15 percentage points × half a year, then 15 % × (½ + 1) × 10.
//! assert!((case.person_years[0] - 0.75).abs() < 1e-12 && (case.person_years[1] - 2.25).abs() < 1e-12);
//!
//! let replications = simulate::Replications::run(model, Seed::new(1)?, 0..1_000, &())?;
//! assert_eq!(replications.len(), 1_000);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod analysis;
pub mod distribution;
pub mod expected;
pub mod load;
pub mod model;
pub mod parallel;
pub mod random;
pub mod replay;
pub mod report;
#[cfg(feature = "cli")]
pub mod results;
pub mod run;
pub mod scenario;
pub mod sha256;
pub mod simulate;
pub mod statistics;
pub mod summary;
pub mod vectorised;
