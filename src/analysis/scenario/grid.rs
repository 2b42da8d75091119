//! Two assumptions of a scenario against each other.

use super::{MEANS_NANOSECONDS, Question, Size};
use crate::analysis::grid::{even_steps, grid, rounded};
use crate::analysis::{AnalysisError, Grid, GridInput, NetBenefitResponse, SharedPoints};
use crate::distribution::Univariate;
use crate::scenario::Scenario;
use crate::simulate::{Effort, Monitor, Work};
use crate::summary::{Outcome, Planned};

/// An assumption with a range of values in even steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// Its path.
    pub path: String,
    /// Lowest and highest; `None` = what an uncertain assumption is likely to be, half of a fixed one either way.
    pub ends: Option<(f64, f64)>,
    /// How many values, ends included.
    pub steps: usize,
}

/// The grid of a scenario, ready to begin.
#[derive(Debug)]
pub struct ScenarioGrid<'s> {
    question: Question<'s>,
    paths: [String; 2],
    values: [Vec<f64>; 2],
    inputs: [usize; 2],
    work: Work,
    size: Size,
}

impl<'s> ScenarioGrid<'s> {
    /// Looks at what is asked: two assumptions with their values, from left to right and from bottom to top.
    ///
    /// # Errors
    /// When one cannot be varied over its values.
    pub fn new(question: Question<'s>, x: &Span, y: &Span) -> Result<Self, AnalysisError> {
        let scenario = question.scenario;
        if x.path == y.path {
            return Err(AnalysisError::SameAxes(x.path.clone()));
        }
        let values = [values(scenario, x, "x")?, values(scenario, y, "y")?];
        let paths = [x, y].map(|span| span.path.clone());
        let trial = NetBenefitResponse::new(scenario, &paths, question.account, question.seed, &())?;
        let input = |path: &str| trial.input(path).ok_or_else(|| AnalysisError::NotVaried(path.to_owned()));
        let inputs = [input(&paths[0])?, input(&paths[1])?];
        let (cells, work) = (values[0].len() * values[1].len(), trial.work());
        let replications = question.replications.unwrap_or_else(|| work.replications_among(cells));
        let size = Size {
            simulations: if trial.is_repriced(&inputs, replications) { 1 } else { cells },
            replications,
            points: SharedPoints::points_within(2.0 * MEANS_NANOSECONDS, cells, work.expectation),
            means: cells,
        };
        Ok(Self { question, paths, values, inputs, work, size })
    }
}

impl Planned for ScenarioGrid<'_> {
    type Found = Grid;
    type Error = AnalysisError;

    fn effort(&self, threads: usize) -> Effort {
        self.size.effort(&self.work, threads)
    }

    fn outcome(&self, monitor: &impl Monitor) -> Result<Outcome<Grid>, AnalysisError> {
        let Question { scenario, account, seed, .. } = self.question;
        let replications = self.size.replications;
        monitor.begins(replications * self.size.simulations as u64);
        let response =
            NetBenefitResponse::new(scenario, &self.paths, account, seed, monitor)?.with_replications(replications);
        let response = response.simulated_once(&self.inputs)?;
        let design = SharedPoints::new(&response, seed, self.size.points);
        let side = |i: usize| GridInput { input: self.inputs[i], values: self.values[i].clone() };
        let found = grid(&response, side(0), side(1), &design)?;
        Ok(self.question.outcome("grid", replications, Some(design.size()), found))
    }
}

/// The values along a side, both ends allowed.
fn values(scenario: &Scenario, span: &Span, side: &'static str) -> Result<Vec<f64>, AnalysisError> {
    let number = scenario.number(&span.path, side)?;
    let ends = match (span.ends, number.parameter) {
        (Some(ends), _) => return stated(scenario, span, side, ends),
        (None, Some(parameter)) => {
            let distribution = &scenario.model.parameters[parameter].distribution;
            (distribution.quantile(0.01), distribution.quantile(0.99))
        }
        (None, None) if number.base == 0.0 => {
            return Err(AnalysisError::FixedAtZero { side, path: span.path.clone() });
        }
        (None, None) => (number.base - number.base.abs() / 2.0, number.base + number.base.abs() / 2.0),
    };
    through(scenario, span, side, number.base, ends)
}

/// Even steps between two stated ends.
fn stated(
    scenario: &Scenario,
    span: &Span,
    side: &'static str,
    (low, high): (f64, f64),
) -> Result<Vec<f64>, AnalysisError> {
    for end in [low, high] {
        scenario.allows(&span.path, end, side)?;
    }
    if low >= high {
        return Err(AnalysisError::NoRange { side, path: span.path.clone(), low, high });
    }
    Ok(even_steps(low, high, span.steps))
}

/// Even steps over about a range, one of them exactly the scenario's own value, so that its cell is what the scenario gives; as far as
/// the number may go.
fn through(
    scenario: &Scenario,
    span: &Span,
    side: &'static str,
    base: f64,
    (low, high): (f64, f64),
) -> Result<Vec<f64>, AnalysisError> {
    scenario.allows(&span.path, base, side)?;
    let step = (high.max(base) - low.min(base)) / (span.steps - 1) as f64;
    let steps = |to: f64| ((to - base) / step).round() as i32;
    let values = (steps(low.min(base))..=steps(high.max(base))).map(|k| rounded(base + f64::from(k) * step));
    let allowed = |value: &f64| *value == base || scenario.allows(&span.path, *value, side).is_ok();
    let values = values.map(|value| if (value - base).abs() < step / 2.0 { base } else { value });
    let values: Vec<f64> = values.filter(allowed).collect();
    if values.len() < 2 {
        return Err(AnalysisError::NoRange { side, path: span.path.clone(), low, high });
    }
    Ok(values)
}
