//! Questions about a scenario: what it depends on, how far that may slip, and what other choices would bring.
//!
//! Each analysis takes a function and returns data; what it is a function of, a scenario's net benefit or a test function
//! with a known answer, is the caller's. The one door is the [`Response`]: its exact value at a draw of the inputs, and
//! outcomes in which chance plays a part too. [`NetBenefitResponse`] is that of a scenario, [`Function`] that of a formula.

mod comparable;
mod compare;
mod comparison;
mod crossing;
mod error;
mod fixed;
mod grid;
mod held;
mod least_adverse;
mod net_benefit;
mod nets;
mod one_draw;
mod paired;
mod plan;
mod quick;
mod ranking;
mod repricing;
mod response;
mod roots;
mod scenario;
mod search;
mod shared_points;
mod switching;
mod threshold;
mod tornado;

pub use comparable::{Alternative, CompareError, MOST};
pub use compare::{ComparisonOptions, compare};
pub use comparison::{AccountDifference, AlternativeResult, AlternativeYear, Comparison, Difference, Gap};
pub use crossing::{Crossing, Root};
pub use error::AnalysisError;
pub use fixed::{fixed_levels, is_movable};
pub use grid::{Axis, Grid, even_steps, grid, rounded};
pub use held::Level;
pub use least_adverse::{LeastAdverse, Moved, least_adverse};
pub use net_benefit::NetBenefitResponse;
pub use nets::Nets;
pub use one_draw::{OneDraw, Shared};
pub use paired::{probability_change, probability_positive};
pub use plan::{Plan, Way, mcse_of_interval, plan, replications_for};
pub use quick::{Precise, Quick, QuickAccount, QuickError, quick};
pub use ranking::{Ranked, Weighted, ranking, weighted};
pub use response::{Function, Input, Pin, Response};
pub use roots::Interval;
pub use scenario::{
    Fixed, Question, ScenarioComparison, ScenarioGrid, ScenarioPlan, ScenarioThreshold, ScenarioTornado, Side, Span,
    TornadoOptions,
};
pub use shared_points::{Means, RANDOMISATIONS, SharedPoints};
pub use switching::{SwitchingValue, switching_value, switching_values};
pub use threshold::{Curve, Slip, Target, Threshold, threshold};
pub use tornado::{Combination, End, Ends, Stress, StressStep, Swing, Tornado, TornadoBar, stress, swings, tornado};
