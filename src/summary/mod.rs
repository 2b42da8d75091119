//! From replications to estimates with errors: plain data, ready to be printed, drawn or serialised.
//!
//! The field names are those of `summary.json`; a [`Summary`] in its [`Outcome`] serialises to that file as it is.

mod account;
mod account_sums;
mod bench;
mod break_even;
mod columns;
mod convergence;
mod estimates;
mod flows;
mod keeping;
mod ordered;
mod outcome;
mod outline;
mod picks;
mod precision;
mod ratio;
mod sampled;
mod tally;
mod tallying;

pub use account::{AccountSummary, NetBenefit, Payback, PeakFunding, QuantileEstimate, YearSummary, quantile_at};
pub use bench::{Bench, BenchRun, Machine, RoundTimes, Suite, SuiteScenario};
pub use break_even::{BreakEvenSummary, HorizonEnds, HorizonProbability, LastingBreakEven, YearProbability};
pub use convergence::{Convergence, FIRST_STAGE, MARGIN, Stage, Targets};
pub use keeping::Keeping;
pub use outcome::{AccountFacts, EventFacts, Names, Outcome, Planned, RunFacts, ScenarioFacts};
pub use outline::{CountedOutcome, Expected, ExpectedLine, Summary, SwitchingFacts};
pub use ratio::{CostPerPersonYear, NoRatio, NoRatios, Ratio, RatioOf};
pub use tally::Tally;

/// The probabilities at which quantiles are reported.
pub const PROBABILITIES: [f64; 7] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

/// The share of worst replications that the expected shortfall averages.
pub const SHORTFALL: f64 = 0.05;
