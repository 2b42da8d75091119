//! How likely a social investment pays, when, and how bad it can get.
//!
//! A municipality puts money into a coordinated effort for families in trouble. Some parents become self-sufficient, some
//! fall back, some children are not placed outside the home. The usual business case is one table of expected kroner;
//! this library draws every family's course and every uncertain assumption, and gives the council the risk.
//!
//! # The way of the data
//!
//! One direction, each step a module that knows only those before it:
//!
//! ```text
//! scenario file → Model → design (unit vectors) → parameter draw → family trajectories → ledger → summary → outcome → document → report
//!   scenario      model         random                random            simulate          model   summary     run     document   report
//!                                                        ↘ expected ledger (no random numbers) ↗           ↘ analysis ↗
//!                                                                    expected
//! ```
//!
//! | to … | read |
//! |---|---|
//! | read a scenario, and to know what is wrong with it | [`scenario`]; from a file, [`load`] |
//! | build a model in code, and to know its rules | [`model`] |
//! | print the business case | [`expected`] |
//! | run it, with all that a report needs | [`run`] |
//! | turn data into distributions, and know what they cannot say | [`calibrate`] |
//! | see how past forecasts came out | [`past`] |
//! | compare, stress, and ask of a function of one's own | [`analysis`] |
//! | know the error of a figure | [`statistics`], [`summary`] |
//! | look at single replications and families | [`simulate`], [`replay`] |
//! | use a distribution, or a random number that can be had again | [`distribution`], [`random`] |
//! | know what is said of a result, in a language | [`document`] |
//! | write text, CSV, JSON and pictures | [`report`] |
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
//! # From a scenario to the answer
//!
//! ```
//! use provenu::analysis::{OneDraw, ScenarioComparison, Side};
//! use provenu::expected::business_case;
//! use provenu::random::Seed;
//! use provenu::run::{Request, Run};
//! use provenu::scenario::Scenario;
//! use provenu::summary::Planned;
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
//!
//! // The table: 10 adults × 15 percentage points × half a year, then 15 % × (½ + 1) × 10.
//! let model = &scenario.model;
//! let case = business_case(model, &model.base_draw())?;
//! assert!((case.person_years[0] - 0.75).abs() < 1e-12 && (case.person_years[1] - 2.25).abs() < 1e-12);
//!
//! // The run: the same on any number of threads.
//! let request = Request { replications: Some(1_000), ..Request::default() };
//! let outcome = Run::new(&scenario, request)?.sample(&())?.outcome;
//! let net = &outcome.result.headline.net_benefit;
//! assert!((net.mean - case.net(model.perspective).iter().sum::<f64>()).abs() < 4.0 * net.mcse);
//!
//! // A comparison under the same luck: nobody fares worse with half of the comparison arm's success.
//! let other = Side { name: "half".into(), scenario: scenario.with("employment.comparison=0.075".parse()?)?, weight: None };
//! let sides = [Side::as_it_is(scenario), other];
//! let compared = ScenarioComparison::new(&sides, None, OneDraw::default(), Seed::new(1)?, Some(1_000))?.outcome(&())?;
//! let gap = &compared.result.differences[0].accounts[0].cumulative[1];
//! assert!(gap.mean > 0.0 && gap.worse.is_some_and(|chance| chance.value == 0.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A function of one's own: [`analysis`]. Programs that do each of these: `examples/`.

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod analysis;
pub mod calibrate;
pub mod distribution;
pub mod document;
pub mod expected;
#[cfg(feature = "page")]
pub mod live;
pub mod load;
pub mod model;
pub mod parallel;
pub mod past;
pub mod random;
pub mod replay;
pub mod report;
#[cfg(feature = "cli")]
pub mod results;
pub mod run;
pub mod scenario;
mod sha256;
pub mod simulate;
pub mod statistics;
pub mod summary;
pub mod vectorised;
