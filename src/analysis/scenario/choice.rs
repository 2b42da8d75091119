//! What better evidence is worth where several scenarios are there to choose from.

use super::compare::programmes;
use super::information::{EvidencePoints, OptionFacts, known_worths, worth_knowing};
use super::{DecisionFacts, EvidenceWorth, Side};
use crate::analysis::information::{Decision, OptionResponse, Points, perfect_information};
use crate::analysis::{
    Alternative, AnalysisError, Input, InputSet, NetBenefitResponse, OneDraw, RANDOMISATIONS, Response,
    independent_sets,
};
use crate::model::{AccountId, Copula, RankCorrelation};
use crate::random::Seed;
use crate::simulate::{Effort, Expectations, Monitor, Work};
use crate::summary::{Outcome, Planned, RunFacts, ScenarioFacts};

/// A choice between scenarios, ready to begin.
#[derive(Debug)]
pub struct ScenarioChoice<'s> {
    sides: &'s [Side],
    programmes: Vec<String>,
    accounts: Vec<AccountId>,
    one_draw: OneDraw,
    /// Whether none of them is an option too.
    nothing: bool,
    seed: Seed,
    slowest: Work,
    inputs: usize,
}

impl<'s> ScenarioChoice<'s> {
    /// Looks at what is asked: scenarios seen by the account of the first with this position, or of the same id.
    ///
    /// # Errors
    /// When they lack the account, or nothing is uncertain.
    pub fn new(
        sides: &'s [Side],
        account: AccountId,
        one_draw: OneDraw,
        nothing: bool,
        seed: Seed,
    ) -> Result<Self, AnalysisError> {
        let id = &sides[0].scenario.model.accounts[account.0].id;
        let of = |side: &Side| {
            side.scenario
                .model
                .account(id)
                .map_err(|error| AnalysisError::NoAccount(side.name.clone(), error.to_string()))
        };
        let accounts = sides.iter().map(of).collect::<Result<Vec<_>, _>>()?;
        let works = sides.iter().map(|side| Work::of(&side.scenario.model));
        let slowest = works.max_by(|a, b| a.expectation.total_cmp(&b.expectation));
        let slowest = slowest.unwrap_or_else(|| Work::of(&sides[0].scenario.model));
        let programmes = programmes(sides);
        let mut choice = Self { sides, programmes, accounts, one_draw, nothing, seed, slowest, inputs: 0 };
        choice.inputs = independent_sets(&choice.options(&())?[0]).len();
        if choice.inputs == 0 {
            return Err(AnalysisError::AllCertain);
        }
        Ok(choice)
    }

    fn points(&self) -> EvidencePoints {
        EvidencePoints::of(self.slowest.expectation * self.sides.len() as f64, [self.inputs, 1, 1])
    }

    /// Each scenario as a function of the inputs of all: an assumption that is one draw is one input.
    fn options<'m, M: Monitor>(
        &'m self,
        monitor: &'m M,
    ) -> Result<Vec<OptionResponse<NetBenefitResponse<'m, M>>>, AnalysisError> {
        let alternative = |(side, programme): (&'m Side, &'m String)| Alternative {
            name: &side.name,
            model: &side.scenario.model,
            programme,
            account: "",
        };
        let alternatives: Vec<Alternative<'m>> = self.sides.iter().zip(&self.programmes).map(alternative).collect();
        let (mut inputs, mut lucks): (Vec<Input>, Vec<_>) = (Vec::new(), Vec::new());
        let (mut pairs, mut places) = (Vec::<RankCorrelation>::new(), Vec::new());
        let mut responses = Vec::new();
        for (position, (side, account)) in self.sides.iter().zip(&self.accounts).enumerate() {
            let response = NetBenefitResponse::new(&side.scenario, &[], *account, self.seed, monitor)?;
            let design = self.one_draw.design(&alternatives, position, self.seed);
            let place = |(at, input): (usize, &Input)| {
                let luck = design.luck(at);
                let known = lucks.iter().position(|known| *known == luck);
                known.unwrap_or_else(|| {
                    lucks.push(luck);
                    inputs.push(own(input, &inputs, &side.name));
                    inputs.len() - 1
                })
            };
            let own_places: Vec<usize> = response.inputs().iter().enumerate().map(place).collect();
            for correlation in &side.scenario.model.correlations {
                let RankCorrelation { between, rank } = correlation.pair;
                let mut between = between.map(|at| own_places[at]);
                between.sort_unstable();
                match pairs.iter().find(|pair| pair.between == between) {
                    Some(known) if known.rank != rank => {
                        let [a, b] = between.map(|at| inputs[at].label.path.clone());
                        return Err(AnalysisError::TiedOtherwise(a, b));
                    }
                    Some(_) => {}
                    None => pairs.push(RankCorrelation { between, rank }),
                }
            }
            places.push(own_places);
            responses.push(response);
        }
        let copula = Copula::new(&pairs).map_err(|error| AnalysisError::Ties(error.to_string()))?;
        let of = |(response, places)| OptionResponse::new(response, inputs.clone(), copula.clone(), places);
        Ok(responses.into_iter().zip(places).map(of).collect())
    }
}

/// An input among those of all options: named by its scenario where another has the same path.
fn own(input: &Input, known: &[Input], scenario: &str) -> Input {
    let mut input = input.clone();
    if known.iter().any(|other| other.label.path == input.label.path) {
        input.label.title = format!("{} ({scenario})", input.label.title);
        input.label.path = format!("{scenario}: {}", input.label.path);
    }
    input
}

impl Planned for ScenarioChoice<'_> {
    type Found = EvidenceWorth;
    type Error = AnalysisError;

    fn effort(&self, _threads: usize) -> Effort {
        let values = self.points().values([self.inputs, 1, 1]) * self.sides.len();
        Effort::of(&self.slowest, Expectations::None, 0, 0).and_expectations(&self.slowest, values)
    }

    fn outcome(&self, monitor: &impl Monitor) -> Result<Outcome<EvidenceWorth>, AnalysisError> {
        let options = self.options(monitor)?;
        let decision = Decision::between(&options, self.nothing);
        let points = self.points();
        let at = |from: u32, points: u32| Points::new(&options[0], self.seed, from, points);
        let all = at(0, points.all);
        let perfect = perfect_information(&decision, &all)?;
        let named: Vec<(InputSet, Option<String>)> =
            worth_knowing(&options[0]).into_iter().map(|set| (set, None)).collect();
        let outer = at(RANDOMISATIONS as u32, points.set[0]);
        let [inner, pair, within] = [points.inner, points.pair, points.set[1]].map(|points| at(0, points));
        let evppi = known_worths(&decision, &perfect.means, &named, [&inner, &pair, &outer, &within])?;
        let names = self.nothing.then(|| "nothing".to_owned()).into_iter();
        let names = names.chain(self.sides.iter().map(|side| side.name.clone()));
        let facts = names.zip(&perfect.means).zip(&perfect.probability_best);
        let facts = facts.map(|((id, mean), best)| OptionFacts { id, mean: *mean, probability_best: *best });
        let found = EvidenceWorth {
            decision: DecisionFacts { options: facts.collect(), taken: perfect.taken },
            evpi: perfect.value,
            evppi,
            studies: Vec::new(),
            best_sizes: Vec::new(),
            best: None,
            guaranteed: None,
            refined: 0,
        };
        let first = &self.sides[0].scenario;
        let run = RunFacts::random(&first.model, self.seed, 0);
        let outcome = Outcome::new("voi", first, self.accounts[0], run, found);
        let further = self.sides[1..].iter().map(|side| ScenarioFacts::of(&side.scenario)).collect();
        Ok(Outcome { draws: Some(all.size()), further, ..outcome })
    }
}
