//! Scenarios side by side.

use crate::analysis::compare::{ComparisonOptions, compare};
use crate::analysis::{Alternative, CompareError, Comparison, MOST, Nets, OneDraw};
use crate::model::{Account, AccountId};
use crate::random::Seed;
use crate::scenario::{Problems, Scenario};
use crate::simulate::{Effort, Expectations, Monitor, Work};
use crate::summary::{AccountFacts, Outcome, Planned, RunFacts, ScenarioFacts};

/// A scenario that is compared.
#[derive(Debug, Clone)]
pub struct Side {
    /// What results call it.
    pub name: String,
    /// The scenario.
    pub scenario: Scenario,
    /// How likely it is held to be, where the file says.
    pub weight: Option<f64>,
}

impl Side {
    /// A scenario as it is, and each of the variants that it names.
    ///
    /// # Errors
    /// When the scenario is not valid in one of its variants.
    pub fn with_variants(scenario: &Scenario) -> Result<Vec<Self>, Problems> {
        let mut sides = vec![Self::as_it_is(scenario.clone())];
        for variant in &scenario.variants {
            sides.push(Self::in_variant(scenario.in_variant(&variant.id)?));
        }
        Ok(sides)
    }

    /// A scenario as its file stands.
    #[must_use]
    pub fn as_it_is(scenario: Scenario) -> Self {
        Self { name: scenario.model.language.titles().as_it_is.to_owned(), scenario, weight: None }
    }

    /// A scenario in one of its variants, by its title.
    #[must_use]
    pub fn in_variant(scenario: Scenario) -> Self {
        let variant = scenario.variant.as_ref();
        let (name, weight) = variant.map_or_else(Default::default, |known| (known.title.clone(), known.weight));
        Self { name, scenario, weight }
    }
}

/// A comparison of scenarios, ready to begin.
#[derive(Debug)]
pub struct ScenarioComparison<'s> {
    sides: &'s [Side],
    names: Vec<String>,
    programmes: Vec<String>,
    /// The account of each side.
    accounts: Vec<&'s Account>,
    one_draw: OneDraw,
    seed: Seed,
    slowest: Work,
    replications: u64,
}

impl<'s> ScenarioComparison<'s> {
    /// Looks at what is asked. Each side is seen by the account of the first with this position; by its own perspective where
    /// `account` is none.
    ///
    /// # Errors
    /// When there are not two sides, or more than [`MOST`].
    pub fn new(
        sides: &'s [Side],
        account: Option<AccountId>,
        one_draw: OneDraw,
        seed: Seed,
        replications: Option<u64>,
    ) -> Result<Self, CompareError> {
        if !(2..=MOST).contains(&sides.len()) {
            return Err(CompareError::Number(sides.len()));
        }
        let reference = &sides[0].scenario.model;
        let of = |side: &'s Side| match account {
            Some(account) => &reference.accounts[account.0],
            None => &side.scenario.model.accounts[side.scenario.model.perspective.0],
        };
        let accounts: Vec<&Account> = sides.iter().map(of).collect();
        let mixed = accounts.iter().any(|account| account.id != accounts[0].id);
        let name = |(side, account): (&Side, &&Account)| {
            if mixed { format!("{}: {}", account.name, side.name) } else { side.name.clone() }
        };
        let nanoseconds = |work: &Work| work.nanoseconds(Expectations::None);
        let slowest = sides.iter().map(|side| Work::of(&side.scenario.model));
        let slowest = slowest.max_by(|a, b| nanoseconds(a).total_cmp(&nanoseconds(b)));
        let slowest = slowest.unwrap_or_else(|| Work::of(reference));
        Ok(Self {
            sides,
            names: sides.iter().zip(&accounts).map(name).collect(),
            programmes: programmes(sides),
            accounts,
            one_draw,
            seed,
            slowest,
            replications: replications.unwrap_or_else(|| slowest.replications()),
        })
    }

    /// Whether the sides are seen by different payers.
    fn is_mixed(&self) -> bool {
        self.accounts.iter().any(|account| account.id != self.accounts[0].id)
    }

    /// How likely each scenario is held to be, where the file gives its variants weights; the scenario as it is has what they
    /// leave.
    fn weights(&self) -> Option<Vec<f64>> {
        self.sides.iter().any(|side| side.weight.is_some()).then(|| {
            let mut weights: Vec<f64> = self.sides.iter().map(|side| side.weight.unwrap_or(0.0)).collect();
            weights[0] = (1.0 - weights.iter().sum::<f64>()).max(0.0);
            weights
        })
    }
}

impl Planned for ScenarioComparison<'_> {
    type Found = Comparison;
    type Error = CompareError;

    fn effort(&self, _threads: usize) -> Effort {
        let models = self.sides.iter().map(|side| &side.scenario.model);
        let longest = models.map(|model| model.calendar.years).max().unwrap_or(0);
        // The reference, one other, and what is sorted and joined on the way.
        // Of every side the headline's net benefits, payments, person-years and participants.
        let of_all = (self.sides.len() * 4 * size_of::<f64>()) as u64;
        let bytes = 3 * Nets::bytes(longest, self.sides[0].scenario.model.accounts.len(), 1) + of_all;
        Effort::of(&self.slowest, Expectations::None, self.sides.len(), self.replications).holding(bytes)
    }

    fn outcome(&self, monitor: &impl Monitor) -> Result<Outcome<Comparison>, CompareError> {
        monitor.begins(self.replications * self.sides.len() as u64);
        let other = |i: usize| Alternative {
            name: &self.names[i],
            model: &self.sides[i].scenario.model,
            programme: &self.programmes[i],
            account: &self.accounts[i].id,
        };
        let others: Vec<Alternative<'_>> = (0..self.sides.len()).map(other).collect();
        let Self { seed, replications, .. } = *self;
        let asked = ComparisonOptions { one_draw: self.one_draw.clone(), weights: self.weights(), seed, replications };
        let mut found = compare(&others, &asked, monitor)?;
        // Named variants are assumptions, unless the file says that one may choose between them.
        let assumed = |side: &Side| side.scenario.variant.as_ref().is_some_and(|variant| !variant.choice);
        if self.sides.iter().any(assumed) {
            found.ranking.clear();
            (found.efficiency.net_benefit, found.efficiency.person_years) = (None, None);
        }
        let first = &self.sides[0].scenario;
        let run = RunFacts::random(&first.model, self.seed, self.replications);
        let mut outcome = Outcome::new("compare", first, first.model.perspective, run, found);
        outcome.account.clone_from(&self.accounts[0].id);
        outcome.years.clone_from(&outcome.result.years);
        outcome.further = self.sides[1..].iter().map(|side| ScenarioFacts::of(&side.scenario)).collect();
        if self.is_mixed() {
            outcome.account.clone_from(&outcome.result.account);
            outcome.names.accounts.push(AccountFacts {
                id: outcome.account.clone(),
                name: "each its own payer".to_owned(),
                part: "payer",
                holder: String::new(),
                complete: self.accounts.iter().all(|account| account.complete),
                cost_of_public_funds: None,
            });
        }
        Ok(outcome)
    }
}

/// The programme of each scenario: what its file says, else one for each file.
pub(super) fn programmes(sides: &[Side]) -> Vec<String> {
    let first = |name: &str| sides.iter().position(|known| known.scenario.name == name).unwrap_or(0);
    let of = |side: &Side| {
        let own = side.scenario.model.programme.clone();
        own.unwrap_or_else(|| format!("file {}", first(&side.scenario.name) + 1))
    };
    sides.iter().map(of).collect()
}
