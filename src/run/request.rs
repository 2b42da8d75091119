//! What is asked of a run.

use super::sampled::{KeptNumbers, Sampled};
use crate::analysis::{AnalysisError, switching_values};
use crate::expected::business_case;
use crate::model::{BusinessCase, Model};
use crate::parallel;
use crate::random::{Design, MAX_REPLICATIONS, Sampling, Seed};
use crate::scenario::Scenario;
use crate::simulate::{Effort, Expectations, Monitor, Work, design};
use crate::summary::{
    Convergence, FIRST_STAGE, Keeping, Outcome, Percentiles, Planned, RunFacts, Stage, Summary, SwitchingFacts, Targets,
};

/// What is asked of a run.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Request {
    /// Seed of all luck.
    pub seed: Seed,
    /// How parameters are sampled.
    pub sampling: Sampling,
    /// Replications; as many as fit a budget of some seconds where none are given. With targets, the most.
    pub replications: Option<u64>,
    /// Errors that the run is to reach: it grows until they are, or no more replications are allowed.
    pub targets: Option<Targets>,
    /// Bytes that may be held. A run with targets ends before it needs more.
    pub memory: Option<u64>,
}

/// A run that can begin.
#[derive(Debug)]
pub struct Run<'s> {
    pub(super) scenario: &'s Scenario,
    request: Request,
    design: Design,
    case: BusinessCase,
    switching: Option<SwitchingFacts>,
    percentiles: Percentiles,
}

impl<'s> Run<'s> {
    /// Looks at what is asked: how many replications, at which points, and the expected business case.
    ///
    /// # Errors
    /// When it cannot be done.
    pub fn new(scenario: &'s Scenario, request: Request) -> Result<Self, AnalysisError> {
        let model = &scenario.model;
        let perspective = &model.accounts[model.perspective.0];
        if !perspective.complete && request.targets.is_some_and(|targets| targets.probability.is_some()) {
            return Err(AnalysisError::Withheld(perspective.name.clone()));
        }
        let replications = match (request.targets, request.replications) {
            (None, wished) => wished.unwrap_or_else(|| Work::of(model).replications()),
            (Some(_), most) => most.unwrap_or(FIRST_STAGE).min(FIRST_STAGE),
        };
        let design = design(model, request.sampling, request.seed, replications)?;
        let case = business_case(model, &model.base_draw())?;
        let aimed_at = request.targets.and_then(|targets| targets.percentile).map(|target| target.p);
        let percentiles = Percentiles::with(aimed_at);
        Ok(Self { scenario, request, design, case, switching: switching_values(scenario)?, percentiles })
    }

    /// The same with quantiles at more probabilities than the usual ones, each between 0 and 1.
    #[must_use]
    pub fn with_percentiles(self, more: impl IntoIterator<Item = f64>) -> Self {
        Self { percentiles: self.percentiles.and(more), ..self }
    }

    /// Runs all replications, stage after stage where there are targets, each with at most twice the replications of the one
    /// before.
    ///
    /// # Errors
    /// When the monitor stops it, or a draw cannot be computed.
    pub fn sample(&self, monitor: &impl Monitor) -> Result<Sampled<'s>, AnalysisError> {
        let model = &self.scenario.model;
        let mut design = self.design.clone();
        let mut stages = Vec::new();
        let mut summary = loop {
            monitor.begins(design.replications());
            let mut summary = Summary::sampled(model, &self.case, &design, &self.percentiles, monitor)?;
            let Some(targets) = self.request.targets else { break summary };
            summary.allow_for_stopping(&design);
            let stage = Stage::of(&summary, &design, targets);
            stages.push(stage);
            if let Some(larger) = self.larger(targets, &stage)? {
                design = larger;
                continue;
            }
            let reached = targets.reached(&stage);
            break Summary { convergence: Some(Convergence { targets, reached, stages }), ..summary };
        };
        summary.switching.clone_from(&self.switching);
        let outcome = Outcome::new("run", self.scenario, model.perspective, RunFacts::of(model, &design), summary);
        Ok(Sampled { model, design, case: self.case.clone(), outcome })
    }

    /// What it takes to simulate every replication once more, as [`Sampled::replications`] does.
    #[must_use]
    pub fn effort_again(&self, kept: KeptNumbers) -> Effort {
        let (model, replications) = (&self.scenario.model, self.design.replications());
        let bytes = kept.bytes(model, replications);
        Effort { bytes, ..Effort::of(&Work::of(model), Expectations::Every, 1, replications) }
    }

    /// The design of the next stage; none where the targets are reached or no more is allowed.
    fn larger(&self, targets: Targets, stage: &Stage) -> Result<Option<Design>, AnalysisError> {
        let most = self.request.replications.unwrap_or(MAX_REPLICATIONS);
        let next = if targets.reached(stage) { None } else { targets.next(stage, most) };
        let Some(replications) = next else { return Ok(None) };
        let model = &self.scenario.model;
        let larger = design(model, self.request.sampling, self.request.seed, replications)?;
        let effort = effort(model, &larger, parallel::threads());
        // What has been found so far is worth telling where no more can be done.
        let fits = self.request.memory.is_none_or(|memory| effort.bytes <= memory) && effort.too_long().is_none();
        Ok(fits.then_some(larger))
    }
}

impl Planned for Run<'_> {
    type Found = Summary;
    type Error = AnalysisError;

    fn effort(&self, threads: usize) -> Effort {
        effort(&self.scenario.model, &self.design, threads)
    }

    fn outcome(&self, monitor: &impl Monitor) -> Result<Outcome<Summary>, AnalysisError> {
        Ok(self.sample(monitor)?.outcome)
    }
}

/// What the replications of a design take.
fn effort(model: &Model, design: &Design, threads: usize) -> Effort {
    let (work, replications) = (Work::of(model), design.replications());
    let bytes = Keeping::bytes(model, replications, threads);
    let expectations = work.expectations(design.sampling());
    Effort { bytes, ..Effort::of(&work, expectations, 1, replications) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::PercentileTarget;

    #[test]
    fn a_run_ends_where_the_error_of_a_percentile_is_reached() {
        let text = include_str!("../../configs/silkeborg.toml");
        let scenario = Scenario::parse("silkeborg.toml", text, &[], &|_| Err("no data files".into())).expect("sound");
        let percentile = Some(PercentileTarget { p: 0.025, mcse: 120_000.0 });
        let targets = Some(Targets { mcse: None, probability: None, percentile });
        let found = |sampling| {
            let request = Request { targets, sampling, replications: Some(1 << 17), ..Request::default() };
            Run::new(&scenario, request).expect("possible").outcome(&()).expect("a run")
        };
        for sampling in [Sampling::Random, Sampling::Sobol] {
            let outcome = found(sampling);
            let reached = outcome.result.convergence.as_ref().expect("a target");
            let errors: Vec<f64> =
                reached.stages.iter().map(|stage| stage.percentile.expect("aimed at").mcse).collect();
            let (last, before) = errors.split_last().expect("a stage");
            assert!(reached.reached && *last <= 120_000.0, "{sampling:?}: {errors:?}");
            assert!(!before.is_empty() && before.iter().all(|error| *error > 120_000.0), "{sampling:?}: {errors:?}");
            let told = outcome.result.headline.quantile(0.025).expect("reported without being asked for").mcse;
            assert_eq!(told, *last);
        }
    }
}
