//! How far one assumption of a scenario may slip.

use super::{MEANS_NANOSECONDS, Question, Size};
use crate::analysis::least_adverse::least_adverse;
use crate::analysis::threshold::threshold;
use crate::analysis::{AnalysisError, NetBenefitResponse, SharedPoints, ThresholdAnswer};
use crate::simulate::{Effort, Monitor, Work};
use crate::summary::{Outcome, Planned};

/// The thresholds of a scenario, ready to begin.
#[derive(Debug)]
pub struct ScenarioThreshold<'s> {
    question: Question<'s>,
    path: String,
    input: usize,
    probability: f64,
    work: Work,
    size: Size,
}

/// Simulations and means that a search and its curve take, about.
const SIMULATIONS: usize = 100;

impl<'s> ScenarioThreshold<'s> {
    /// Looks at what is asked: of which assumption (of the scenario's `switching` where none is given), and which probability of a
    /// net benefit above zero it is to give.
    ///
    /// # Errors
    /// When the assumption cannot be varied by itself.
    pub fn new(question: Question<'s>, path: Option<&str>, probability: f64) -> Result<Self, AnalysisError> {
        let scenario = question.scenario;
        let path = path.or(scenario.model.switching.as_deref()).ok_or(AnalysisError::NoPath)?.to_owned();
        let base = scenario.number(&path, "threshold")?.base;
        scenario.allows(&path, base, "threshold")?;
        let trial =
            NetBenefitResponse::new(scenario, std::slice::from_ref(&path), question.account, question.seed, &())?;
        let input = trial.input(&path).ok_or_else(|| AnalysisError::NotVaried(path.clone()))?;
        let work = trial.work();
        let replications = question.replications.unwrap_or_else(|| work.replications_among(SIMULATIONS));
        let size = Size {
            simulations: if trial.is_repriced(&[input], replications) { 1 } else { SIMULATIONS },
            replications,
            // Means are computed at more values than outcomes; each costs less.
            points: SharedPoints::points_within(2.0 * MEANS_NANOSECONDS, 2 * SIMULATIONS, work.expectation),
            means: 2 * SIMULATIONS,
        };
        Ok(Self { question, path, input, probability, work, size })
    }

    /// The assumption, by path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl Planned for ScenarioThreshold<'_> {
    type Found = ThresholdAnswer;
    type Error = AnalysisError;

    fn effort(&self, threads: usize) -> Effort {
        self.size.effort(&self.work, threads)
    }

    fn outcome(&self, monitor: &impl Monitor) -> Result<Outcome<ThresholdAnswer>, AnalysisError> {
        let Question { scenario, account, seed, .. } = self.question;
        let (replications, paths) = (self.size.replications, std::slice::from_ref(&self.path));
        monitor.begins(replications * self.size.simulations as u64);
        let response =
            NetBenefitResponse::new(scenario, paths, account, seed, monitor)?.with_replications(replications);
        let response = response.simulated_once(&[self.input])?;
        let design = SharedPoints::new(&response, seed, self.size.points);
        let allowed = |value: f64| scenario.allows(&self.path, value, "").is_ok();
        let mut threshold = threshold(&response, self.input, self.probability, &design, allowed)?;
        threshold.settable = scenario.settable(&self.path);
        let found = ThresholdAnswer { threshold, least_adverse: least_adverse(&response)? };
        Ok(self.question.outcome("threshold", replications, Some(design.size()), found))
    }
}
