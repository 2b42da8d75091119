//! Analyses of a scenario: what is asked of which account, looked at before it begins, and answered with an [`Outcome`].
//!
//! [`Outcome`]: crate::summary::Outcome

mod choice;
mod compare;
mod grid;
mod guarantees;
mod information;
mod plan;
mod portfolio;
mod review;
mod studies;
mod threshold;
mod tornado;
mod variance;

pub use choice::ScenarioChoice;
pub use compare::{ScenarioComparison, Side};
pub use grid::{ScenarioGrid, Span};
pub use information::{DecisionFacts, EvidenceSamples, EvidenceWorth, KnownWorth, OptionFacts, ScenarioEvidence};
pub use plan::ScenarioPlan;
pub use portfolio::{MOST_PROGRAMMES, PortfolioAsked, PortfolioSide, ScenarioPortfolio};
pub use review::ScenarioReview;
pub use studies::{BestStudy, Everywhere, GoAhead, GoAheadAt, StudyWorth};
pub use threshold::ScenarioThreshold;
pub use tornado::{Fixed, ScenarioTornado, TornadoOptions};
pub use variance::{AssumptionSet, ScenarioVariance};

use super::shared_points::SharedPoints;
use crate::model::{AccountId, UnknownAccount};
use crate::random::Seed;
use crate::scenario::Scenario;
use crate::simulate::{Effort, Expectations, Work};
use crate::summary::{Outcome, RunFacts};

/// The inputs that all analyses of a scenario share.
#[derive(Debug, Clone, Copy)]
pub struct Question<'s> {
    /// The scenario.
    pub scenario: &'s Scenario,
    /// Whose net benefit.
    pub account: AccountId,
    /// Seed of all random numbers.
    pub seed: Seed,
    /// Replications of each simulation; as many as fit a budget where none are given.
    pub replications: Option<u64>,
}

/// Time for all means of exact expectations.
const MEANS_NANOSECONDS: f64 = 5e8;

impl<'s> Question<'s> {
    /// The perspective of a scenario, under the default seed.
    #[must_use]
    pub fn of(scenario: &'s Scenario) -> Self {
        Self { scenario, account: scenario.model.perspective, seed: Seed::default(), replications: None }
    }

    /// The same for the account with an id.
    ///
    /// # Errors
    /// Where there is none.
    pub fn seen_from(self, id: &str) -> Result<Self, UnknownAccount> {
        Ok(Self { account: self.scenario.model.account(id)?, ..self })
    }

    /// What was found, with the facts of the question; `draws` are those that each mean of exact expectations is taken over.
    fn outcome<T>(&self, analysis: &'static str, replications: u64, draws: Option<usize>, found: T) -> Outcome<T> {
        let run = RunFacts::random(&self.scenario.model, self.seed, replications);
        Outcome { draws, ..Outcome::new(analysis, self.scenario, self.account, run, found) }
    }
}

/// How much an analysis works out.
#[derive(Debug, Clone, Copy)]
struct Size {
    /// Simulations with all replications.
    simulations: usize,
    replications: u64,
    /// Points of each randomisation that means of exact expectations are taken at.
    points: u32,
    /// Such means.
    means: usize,
}

impl Size {
    fn effort(&self, work: &Work, threads: usize) -> Effort {
        // The outcomes at both ends on every thread, and those with nothing held.
        let bytes = (size_of::<f64>() * (2 * threads + 1)) as u64;
        let values = self.means * SharedPoints::size_of(self.points);
        let effort = Effort::of(work, Expectations::None, self.simulations, self.replications);
        effort.and_expectations(work, values).holding(bytes)
    }
}
