//! How many replications a wished precision takes.

use super::Question;
use crate::analysis::AnalysisError;
use crate::analysis::plan::{Plan, plan};
use crate::expected::business_case;
use crate::model::{BusinessCase, Model};
use crate::simulate::{Effort, Expectations, Monitor, Work};
use crate::summary::{Outcome, Planned, Targets};

/// The trials of a scenario, ready to begin.
#[derive(Debug)]
pub struct ScenarioPlan<'s> {
    question: Question<'s>,
    targets: Targets,
    /// The model seen from the account asked for.
    model: Model,
    case: BusinessCase,
    replications: u64,
}

/// Replications of the largest trial by default.
const LARGEST_TRIAL: u64 = 16_384;
/// All trials together are about four of the largest.
const TRIALS: usize = 4;
/// What a run keeps of a replication at most.
const BYTES: u64 = 640;

impl<'s> ScenarioPlan<'s> {
    /// Looks at what is asked: which errors a run is to reach. The replications of the question are those of the largest trial.
    ///
    /// # Errors
    /// When a probability is asked for that is withheld, or the scenario cannot be computed at base values.
    pub fn new(question: Question<'s>, targets: Targets) -> Result<Self, AnalysisError> {
        // A trial is a run seen from this account.
        let model = Model { perspective: question.account, ..question.scenario.model.clone() };
        let account = &model.accounts[question.account.0];
        if !account.complete && targets.probability.is_some() {
            return Err(AnalysisError::Withheld(account.name.clone()));
        }
        let case = business_case(&model, &model.base_draw())?;
        let replications = question.replications.unwrap_or(LARGEST_TRIAL);
        Ok(Self { question, targets, model, case, replications })
    }
}

impl Planned for ScenarioPlan<'_> {
    type Found = Plan;
    type Error = AnalysisError;

    fn effort(&self, _threads: usize) -> Effort {
        Effort::of(&Work::of(&self.model), Expectations::Every, TRIALS, self.replications).holding(BYTES)
    }

    fn outcome(&self, monitor: &impl Monitor) -> Result<Outcome<Plan>, AnalysisError> {
        monitor.begins(self.replications * TRIALS as u64);
        let found = plan(&self.model, &self.case, self.question.seed, self.replications, self.targets, monitor)?;
        Ok(self.question.outcome("plan", self.replications, None, found))
    }
}
