//! From replications to estimates with errors: plain data, ready to be printed, drawn or serialised.
//!
//! A [`Summary`] in its [`Outcome`] serialises to `summary.json`, with the same field names.
//!
//! | figure | formula |
//! |---|---|
//! | net benefit of a replication | Σ over years of net × weight of the year, see [`Discounting`](crate::model::Discounting) |
//! | break-even | the first year with a cumulative net benefit of zero or more; lasting: it never turns negative again |
//! | payback | years until then, in a straight line within the year |
//! | peak funding | the largest sum that has to be found before it comes back: max over years of −cumulative |
//! | expected shortfall | mean of the worst 5 % |
//! | benefit-cost ratio, cost per person-year | ratios of means over all replications |
//! | what an outcome must be worth | P(net benefit + price × outcomes > 0) by price; the price of break-even is a ratio of means |
//! | benefit-cost ratio, cost per person-year, money per participant | ratios of means over all replications |
//! | share of the parameters | Var(E) / (Var(E) + mean((Y − E)²)), with E the exact expectation at the parameters drawn |
//!
//! [`statistics`](crate::statistics) computes the errors of all of them. [`run`](crate::run) makes a summary in one call.
//!
//! # Example
//!
//! ```
//! use provenu::{expected::business_case, random::Seed, scenario::Scenario};
//! use provenu::summary::{Summary, Tally, quantile_at};
//!
//! let text = r#"
//!     title = "Summarised"
//!     perspective = "municipality"
//!     timeline = { start = 2024, years = 2 }
//!     intake = { adults = 20 }
//!     employment = { programme = "0.2 to 0.4", comparison = 0.15 }
//!     [lines]
//!     support = { kind = "saving", payer = "municipality", per = "person_year", amount = 139920 }
//!     team = { kind = "cost", payer = "municipality", per = "year", amount = 200000 }
//! "#;
//! let model = Scenario::parse("summarised.toml", text, &[], &|_| Err("no data files".into()))?.model;
//! let case = business_case(&model, &model.base_draw())?;
//! let tally = Tally::run(&model, Seed::new(1)?, 1_000, &())?;
//! let summary = Summary::new(&model, &case, &tally);
//! let net = &summary.headline.net_benefit;
//! let median = quantile_at(&net.quantiles, 0.5).ok_or("not reported")?;
//! assert!(net.expected_shortfall_05.value < median.value && net.mcse > 0.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod acceptability;
mod account;
mod account_sums;
mod adjustment;
mod bench;
mod benefit_cost;
mod break_even;
mod columns;
mod convergence;
mod estimates;
mod exceedance;
mod flows;
mod frames;
mod joint;
mod keeping;
mod of_values;
mod ordered;
mod outcome;
mod outline;
mod participants;
mod percentiles;
mod picks;
mod precision;
mod public_krone;
mod ratio;
mod review;
mod sampled;
mod tally;
mod tallying;

pub use acceptability::{Acceptability, Bought, ExpectedPrice};
pub use account::{AccountSummary, NetBenefit, Payback, PeakFunding, QuantileEstimate, YearSummary, quantile_at};
pub use adjustment::{AdjustmentFacts, OptimismFacts, PriceFacts};
pub use bench::{Bench, BenchRun, Machine, RoundTimes, Suite, SuiteScenario};
pub use benefit_cost::BenefitCost;
pub use break_even::{BreakEvenSummary, HorizonEnds, HorizonProbability, LastingBreakEven, YearProbability};
pub use convergence::{Convergence, Stage, Targets};
pub(crate) use convergence::{FIRST_STAGE, MARGIN};
pub use exceedance::{AmountProbability, ExceededAmount};
pub use frames::FrameTotal;
pub use joint::JointProbability;
pub(crate) use keeping::Keeping;
pub use outcome::{
    AccountFacts, AssumptionFacts, EventFacts, LineFacts, LinePayer, Names, Outcome, Planned, RunFacts, ScenarioFacts,
};
pub use outline::{CountedOutcome, Expected, ExpectedLine, Summary, SwitchingFacts};
pub use participants::{MoneySum, PerParticipant};
pub use percentiles::{PercentileTarget, Percentiles};
pub use public_krone::{ExpectedKrone, PublicKrone};
pub use ratio::{CostPerPersonYear, ExpectedRatio, NoRatio, NoRatios, Ratio, RatioOf};
pub use review::{ReviewAt, ReviewFacts, observed};
pub use tally::Tally;

/// The probabilities at which quantiles are reported.
pub const PROBABILITIES: [f64; 7] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

/// In which shares of all replications it is told what is reached or exceeded.
pub const EXCEEDED_IN: [f64; 3] = [0.95, 0.90, 0.80];

/// The share of worst replications that the expected shortfall averages.
pub const SHORTFALL: f64 = 0.05;
