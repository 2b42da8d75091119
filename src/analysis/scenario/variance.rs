//! What of a scenario's variance goes with each assumption.

use super::{Question, Size};
use crate::analysis::variance_shares::{NamedSet, VarianceShares, variance_shares};
use crate::analysis::{AnalysisError, NetBenefitResponse, Response, SharedPoints, independent_sets, series};
use crate::random::Sampling;
use crate::simulate::{Effort, Monitor, Work, design};
use crate::summary::{Outcome, Planned, Tally};

/// A set of assumptions that somebody asks for, by path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssumptionSet {
    /// What results call it.
    pub name: String,
    /// Paths of uncertain assumptions; of a series by year, the series.
    pub paths: Vec<String>,
}

/// The shares of a scenario's variance, ready to begin.
#[derive(Debug)]
pub struct ScenarioVariance<'s> {
    question: Question<'s>,
    asked: Vec<NamedSet>,
    work: Work,
    size: Size,
}

/// Time for all values of the exact expectation.
const VALUES_NANOSECONDS: f64 = 1e10;

impl<'s> ScenarioVariance<'s> {
    /// Looks at what is asked: the account of the question, and sets of assumptions beside each by itself.
    ///
    /// # Errors
    /// When nothing is uncertain, or a set names what is not.
    pub fn new(question: Question<'s>, asked: &[AssumptionSet]) -> Result<Self, AnalysisError> {
        let trial = NetBenefitResponse::new(question.scenario, &[], question.account, question.seed, &())?;
        let sets = independent_sets(&trial);
        if sets.is_empty() {
            return Err(AnalysisError::AllCertain);
        }
        let asked = asked.iter().map(|set| named(&trial, set, true)).collect::<Result<Vec<_>, _>>()?;
        let work = trial.work();
        let values = 2 * (sets.len() + asked.len() + 1);
        let size = Size {
            simulations: 1,
            replications: question.replications.unwrap_or_else(|| work.replications_among(1)),
            points: SharedPoints::points_within(VALUES_NANOSECONDS, values, work.expectation),
            means: values,
        };
        Ok(Self { question, asked, work, size })
    }
}

/// The inputs of a set. Where it is to be `whole`, what goes together with one of them belongs to it too: else it would have no share of its
/// own.
pub(super) fn named<M: Monitor>(
    response: &NetBenefitResponse<'_, M>,
    set: &AssumptionSet,
    whole: bool,
) -> Result<NamedSet, AnalysisError> {
    let of = |path: &String| -> Result<Vec<usize>, AnalysisError> {
        let belongs = |&at: &usize| {
            let input = &response.inputs()[at];
            !input.distribution.is_fixed() && (input.label.path == *path || series(input) == path)
        };
        let found: Vec<usize> = (0..response.inputs().len()).filter(belongs).collect();
        if found.is_empty() {
            return Err(AnalysisError::NotUncertain { set: set.name.clone(), path: path.clone() });
        }
        Ok(found)
    };
    let mut inputs = set.paths.iter().map(of).collect::<Result<Vec<_>, _>>()?.concat();
    inputs.sort_unstable();
    inputs.dedup();
    let sets = if whole { independent_sets(response) } else { Vec::new() };
    for together in sets.into_iter().map(|set| set.inputs) {
        let outside = together.iter().find(|input| !inputs.contains(input));
        let inside = together.iter().find(|input| inputs.contains(input));
        if let (Some(outside), Some(inside)) = (outside, inside) {
            let [inside, partner] = [inside, outside].map(|input| response.inputs()[*input].label.path.clone());
            return Err(AnalysisError::Divided { set: set.name.clone(), inside, partner });
        }
    }
    Ok(NamedSet { name: set.name.clone(), inputs })
}

impl Planned for ScenarioVariance<'_> {
    type Found = VarianceShares;
    type Error = AnalysisError;

    fn effort(&self, threads: usize) -> Effort {
        self.size.effort(&self.work, threads)
    }

    fn outcome(&self, monitor: &impl Monitor) -> Result<Outcome<VarianceShares>, AnalysisError> {
        let Question { scenario, account, seed, .. } = self.question;
        let (replications, points) = (self.size.replications, self.size.points);
        monitor.begins(replications);
        let response = NetBenefitResponse::new(scenario, &[], account, seed, monitor)?;
        let found = variance_shares(&response, &self.asked, seed, points)?;
        let Some(mut found) = found else {
            return Err(AnalysisError::DoesNotVary(scenario.model.accounts[account.0].name.clone()));
        };
        let design = design(&scenario.model, Sampling::Random, seed, replications)?;
        let tally = Tally::of_design(&scenario.model, &design, monitor)?;
        found.chance = tally.variance(account).map(|split| split.of_chance());
        let draws = SharedPoints::size_of(points);
        Ok(self.question.outcome("sobol", replications, Some(draws), found))
    }
}
