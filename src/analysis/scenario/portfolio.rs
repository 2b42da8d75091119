//! Several programmes at once, from their scenarios.

use super::compare::{Side, programmes};
use crate::analysis::portfolio::{
    FirstQuestion, Portfolio, PortfolioMember, PortfolioOptions, joint_points, portfolio,
};
use crate::analysis::{Alternative, AnalysisError, OneDraw, RANDOMISATIONS};
use crate::model::{Grade, Model};
use crate::random::Seed;
use crate::scenario::{FirstProgramme, ListedProgramme, PortfolioFile, ProgrammeSize, Scenario};
use crate::simulate::{Effort, Expectations, Monitor, Work};
use crate::summary::{Outcome, Planned, RunFacts, ScenarioFacts};

/// Programmes of a portfolio at most.
pub const MOST_PROGRAMMES: usize = 200;

/// A programme of a portfolio.
#[derive(Debug, Clone)]
pub struct PortfolioSide {
    /// Its id, which no other has: its luck goes by it.
    pub id: String,
    /// What results call it, and its scenario with all that differs in it.
    pub side: Side,
    /// How large it is, where that is not the scenario's.
    pub size: Option<ProgrammeSize>,
    /// The paths that deviate in it, with their standard deviations.
    pub deviation: Vec<(String, f64)>,
    /// The money that may be advanced for it.
    pub budget: Option<f64>,
    /// How good the evidence for its size is.
    pub grade: Option<Grade>,
}

impl PortfolioSide {
    /// A scenario as it is; its name is its id.
    #[must_use]
    pub fn of(side: Side) -> Self {
        Self { id: side.name.clone(), side, size: None, deviation: Vec::new(), budget: None, grade: None }
    }

    /// The programmes of a file, each with its scenario.
    #[must_use]
    pub fn all(file: &PortfolioFile, scenarios: &[Scenario]) -> Vec<Self> {
        file.programmes.iter().zip(scenarios).map(|(listed, scenario)| Self::listed(listed, scenario.clone())).collect()
    }

    fn listed(listed: &ListedProgramme, scenario: Scenario) -> Self {
        let name = listed.title.told(scenario.model.language).to_owned();
        Self {
            id: listed.id.clone(),
            side: Side { name, scenario, weight: None },
            size: listed.size,
            deviation: listed.deviation.clone(),
            budget: listed.budget,
            grade: listed.grade,
        }
    }
}

/// What is asked of a portfolio.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PortfolioAsked {
    /// Whose money, by id; the first programme's perspective where none is named.
    pub payer: Option<String>,
    /// Which assumptions are one draw.
    pub one_draw: OneDraw,
    /// Seed of all random numbers.
    pub seed: Seed,
    /// Replications of each programme; as many as fit a budget of time where none are given.
    pub replications: Option<u64>,
    /// The money that may be advanced for all together.
    pub budget: Option<f64>,
    /// Which programme might begin.
    pub first: Option<FirstProgramme>,
    /// What results call it, where that is not the first scenario's title.
    pub title: Option<String>,
}

impl PortfolioAsked {
    /// What a file asks, where nothing else is asked.
    #[must_use]
    pub fn of(file: &PortfolioFile, scenario: &Scenario) -> Self {
        let title = file.title.told(scenario.model.language);
        Self {
            payer: file.payer.clone(),
            one_draw: file.common.clone().map_or_else(OneDraw::default, OneDraw::from),
            budget: file.budget,
            first: file.first.clone(),
            title: (!title.is_empty()).then(|| title.to_owned()),
            ..Self::default()
        }
    }
}

/// A portfolio, ready to begin.
#[derive(Debug)]
pub struct ScenarioPortfolio<'s> {
    sides: &'s [PortfolioSide],
    /// Each programme in its own size, with its deviations.
    models: Vec<Model>,
    programmes: Vec<String>,
    account: String,
    asked: PortfolioAsked,
    slowest: Work,
    replications: u64,
}

impl<'s> ScenarioPortfolio<'s> {
    /// Looks at what is asked.
    ///
    /// # Errors
    /// When there are not two programmes, or more than [`MOST_PROGRAMMES`], two have one name, the payer is not known, or a programme cannot be
    /// made in its size or with its deviations.
    pub fn new(sides: &'s [PortfolioSide], asked: PortfolioAsked) -> Result<Self, AnalysisError> {
        if !(2..=MOST_PROGRAMMES).contains(&sides.len()) {
            return Err(AnalysisError::Programmes { found: sides.len(), most: MOST_PROGRAMMES });
        }
        for (i, known) in sides.iter().enumerate() {
            if sides[..i].iter().any(|other| other.side.name == known.side.name || other.id == known.id) {
                return Err(AnalysisError::SameName(known.side.name.clone()));
            }
        }
        let models = sides.iter().map(own_model).collect::<Result<Vec<_>, _>>()?;
        let first = &sides[0].side.scenario.model;
        let account = match &asked.payer {
            None => first.perspective,
            Some(id) => first
                .account(id)
                .map_err(|error| AnalysisError::NoAccount(sides[0].side.name.clone(), error.to_string()))?,
        };
        let works: Vec<Work> = models.iter().map(Work::of).collect();
        let nanoseconds = |work: &Work| work.nanoseconds(Expectations::EveryEighth);
        let slowest = works.iter().copied().max_by(|a, b| nanoseconds(a).total_cmp(&nanoseconds(b)));
        let slowest = slowest.unwrap_or_else(|| Work::of(first));
        let all: Vec<Side> = sides.iter().map(|side| side.side.clone()).collect();
        let replications = asked.replications.unwrap_or_else(|| slowest.replications_of(sides.len()));
        let account = first.accounts[account.0].id.clone();
        Ok(Self { sides, models, programmes: programmes(&all), account, asked, slowest, replications })
    }
}

/// A programme in its own size, with its deviations.
fn own_model(side: &PortfolioSide) -> Result<Model, AnalysisError> {
    let name = || side.side.name.clone();
    let model = side.side.scenario.model.clone();
    let sized = match side.size {
        None => Ok(model),
        Some(ProgrammeSize::Factor(factor)) => model.scaled_intake(factor),
        Some(ProgrammeSize::Participants(participants)) => model.with_participants(participants),
    };
    let sized = sized.map_err(|source| AnalysisError::Resized { name: name(), source })?;
    side.deviation.iter().try_fold(sized, |model, (path, sd)| {
        model.deviating(path, *sd).map_err(|source| AnalysisError::Deviates { name: name(), source })
    })
}

impl Planned for ScenarioPortfolio<'_> {
    type Found = Portfolio;
    type Error = AnalysisError;

    fn effort(&self, _threads: usize) -> Effort {
        let years = self.models.iter().map(|model| model.calendar.years).max().unwrap_or(0);
        let accounts = self.models[0].accounts.len();
        // The total, one programme and what is joined on the way; of each programme its net benefit and its expectation.
        let columns = 3 * (2 * accounts + years + 1) + 2 * self.sides.len();
        let effort = Effort::of(&self.slowest, Expectations::EveryEighth, self.sides.len(), self.replications);
        let draws = match &self.asked.first {
            Some(_) => joint_points(self.models.iter()) as usize * RANDOMISATIONS * self.sides.len(),
            None => 0,
        };
        effort.and_expectations(&self.slowest, draws).holding((columns * size_of::<f64>()) as u64)
    }

    fn outcome(&self, monitor: &impl Monitor) -> Result<Outcome<Portfolio>, AnalysisError> {
        monitor.begins(self.replications * self.sides.len() as u64);
        let members: Vec<PortfolioMember<'_>> = (0..self.sides.len())
            .map(|i| PortfolioMember {
                of: Alternative {
                    name: &self.sides[i].side.name,
                    model: &self.models[i],
                    programme: &self.programmes[i],
                    account: &self.account,
                },
                id: &self.sides[i].id,
                budget: self.sides[i].budget,
            })
            .collect();
        let first = self.asked.first.as_ref().map(|first| FirstQuestion {
            programme: first.programme,
            wait: first.wait,
            cost: first.cost,
        });
        let options = PortfolioOptions {
            one_draw: self.asked.one_draw.clone(),
            seed: self.asked.seed,
            replications: self.replications,
            budget: self.asked.budget,
            first,
        };
        let mut found = portfolio(&members, &options, monitor)?;
        for (of, side) in found.programmes.iter_mut().zip(self.sides) {
            of.evidence = side.grade.map(Grade::name);
        }
        let scenario = &self.sides[0].side.scenario;
        let account = scenario
            .model
            .account(&self.account)
            .map_err(|error| AnalysisError::NoAccount(self.sides[0].side.name.clone(), error.to_string()))?;
        let run = RunFacts::random(&self.models[0], self.asked.seed, self.replications);
        let mut outcome = Outcome::new("portfolio", scenario, account, run, found);
        outcome.years.clone_from(&outcome.result.years);
        if let Some(title) = &self.asked.title {
            outcome.scenario.title.clone_from(title);
        }
        outcome.further = self.sides[1..].iter().map(|side| ScenarioFacts::of(&side.side.scenario)).collect();
        Ok(outcome)
    }
}
