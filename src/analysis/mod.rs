//! Questions about a scenario: what it depends on, how far that may slip, and what other choices would bring.
//!
//! Each analysis takes a function and returns data; what it is a function of, a scenario's net benefit or a test function
//! with a known answer, is the caller's. The interface is [`Response`]: its exact value at a draw of the inputs, and
//! outcomes in which chance plays a part too. [`NetBenefitResponse`] is that of a scenario, [`Function`] that of a formula.
//!
//! | analysis | asks | source |
//! |---|---|---|
//! | [`compare()`] | differences between scenarios under the same luck | common random numbers (Glasserman, *Monte Carlo Methods in Financial Engineering*, 2003, section 4.2) |
//! | [`tornado()`], [`stress`] | the mean with an input at its 10 % and its 90 % point | one at a time (Eschenbach, *Interfaces* 22(6), 1992) |
//! | [`grid()`] | two inputs against each other | |
//! | [`threshold()`], [`switching_values`] | where the net benefit is zero, or P(net > 0) as asked | switching values (HM Treasury, *The Green Book*) |
//! | [`least_adverse()`] | the nearest point, in normal scores, at which the answer changes | the design point of first-order reliability (Hasofer and Lind 1974) |
//! | [`variance_shares`] | what of the variance goes with each input | Sobol' indices (Azzini, Mara and Rosati 2021; Jansen 1999) |
//! | [`information`] | what it is worth to know an assumption, or to make a study | value of information (Raiffa and Schlaifer 1961) |
//! | [`portfolio()`] | several programmes at once, and beginning with one of them | a sum of random variables with shared draws |
//! | [`posterior`], [`update`] | the forecast once the first years' figures are seen | tempered adaptive importance sampling (Vehtari et al. 2024) |
//! | [`plan()`] | replications for a wanted error | |
//! | [`quick()`] | means alone, on scrambled Sobol points | |
//!
//! # Example
//!
//! An analysis of a function of one's own. y = 2a − 5b with standard normals a and b: at its 10 % and 90 % points b moves the mean by
//! 5 · 2 · 1.2816, a by 2 · 2 · 1.2816.
//!
//! ```
//! use provenu::analysis::{Ends, Function, Input, Response, SharedPoints, swings, tornado};
//! use provenu::distribution::{Distribution, Normal};
//! use provenu::random::Seed;
//!
//! let normal = Distribution::Normal(Normal::new(0.0, 1.0)?);
//! let inputs = vec![Input::new("a", normal.clone()), Input::new("b", normal)];
//! let seed = Seed::new(1)?;
//! let response = Function::new(inputs, seed, 10_000, |x: &[f64]| 2.0 * x[0] - 5.0 * x[1]);
//!
//! let swings = swings(response.inputs(), Ends::Quantiles { tail: 0.1, share: 0.2 });
//! let found = tornado(&response, &swings, &SharedPoints::new(&response, seed, 64))?;
//! assert_eq!(found.bars[0].label.path, "b", "what moves most comes first");
//! assert!((found.bars[0].swing.value + 5.0 * 2.0 * 1.281_551_6).abs() < 1e-5);
//! assert!((found.bars[1].swing.value - 2.0 * 2.0 * 1.281_551_6).abs() < 1e-5);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod comparable;
mod compare;
mod comparison;
mod crossing;
mod efficiency;
mod error;
mod fixed;
mod frontier;
mod grid;
mod held;
pub mod information;
mod inseparable;
mod least_adverse;
mod net_benefit;
mod nets;
mod one_draw;
mod paired;
mod plan;
pub mod portfolio;
pub mod posterior;
mod quick;
mod ranking;
mod relapse_curves;
mod repricing;
mod response;
mod review;
mod roots;
mod scenario;
mod search;
mod shared_points;
mod switching;
mod threshold;
mod tornado;
pub mod update;
mod variance_shares;

pub use comparable::{Alternative, CompareError, MOST};
pub use compare::{ComparisonOptions, compare};
pub use comparison::{AccountDifference, AlternativeResult, AlternativeYear, Comparison, Difference, Gap};
pub use crossing::{Crossing, Root};
pub use efficiency::{Efficiency, ScenarioEfficiency};
pub use error::AnalysisError;
pub(crate) use fixed::{fixed_levels, is_movable};
pub use frontier::{Dominance, Dominated, Frontier, FrontierOption, FrontierStep, IncrementalRatio};
pub use grid::{Axis, Grid, GridInput, grid};
pub use held::Level;
pub(crate) use inseparable::series;
pub use inseparable::{InputSet, Reason, independent_sets};
pub use least_adverse::{LeastAdverse, Moved, least_adverse};
pub use net_benefit::NetBenefitResponse;
pub(crate) use nets::Nets;
pub use one_draw::{OneDraw, Shared};
pub use plan::{Plan, Way, mcse_of_interval, plan, replications_for};
pub use portfolio::{
    BudgetFacts, CountProbability, DeviatingAssumption, Diversification, FirstFacts, FirstQuestion, FirstRefused,
    FirstThenOthers, PayerTotal, Portfolio, PortfolioMember, PortfolioOptions, PortfolioProgramme, SharedAssumption,
    portfolio,
};
pub use quick::{Precise, Quick, QuickAccount, QuickError, quick};
pub use ranking::{Ranked, Weighted};
pub use relapse_curves::{CurveFigures, CurveReading, relapse_curves};
pub use response::{Function, HeldInput, Input, Response};
pub use review::{AlwaysStopped, Best, LongerHorizon, NetFacts, ReviewWorth, RuleWorth, StatedRule, StopRule};
pub use roots::Interval;
pub use scenario::{
    AssumptionSet, BestStudy, DecisionFacts, Everywhere, EvidenceSamples, EvidenceWorth, Fixed, GoAhead, GoAheadAt,
    KnownWorth, MOST_PROGRAMMES, OptionFacts, PortfolioAsked, PortfolioSide, Question, ScenarioChoice,
    ScenarioComparison, ScenarioEvidence, ScenarioGrid, ScenarioPlan, ScenarioPortfolio, ScenarioReview,
    ScenarioThreshold, ScenarioTornado, ScenarioVariance, Side, Span, StudyWorth, TornadoOptions,
};
pub use shared_points::{Means, RANDOMISATIONS, SharedPoints};
pub use switching::{SwitchingValue, nearest_switching_value, switching_value, switching_values};
pub use threshold::{Curve, Target, Threshold, ThresholdAnswer, threshold};
pub use tornado::{
    Combination, End, Ends, HeldValue, Stress, StressStep, Swing, Tornado, TornadoBar, stress, swings, tornado,
};
pub use variance_shares::{GroupShares, InputShares, NamedSet, Share, Shares, VarianceShares, variance_shares};
