//! The whole result of a run.

use super::account::quantiles;
use super::{AccountSummary, QuantileEstimate};
use crate::model::{AccountId, BusinessCase, Kind, Model};
use crate::parallel;
use crate::simulate::Replications;
use crate::statistics::{Estimate, Sorted, mean, standard_deviation};
use serde::{Serialize, Serializer};

/// The result of a run. Serialises to `summary.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Version of this file's shape.
    pub schema: u32,
    /// Which scenario.
    pub scenario: ScenarioFacts,
    /// Which run.
    pub run: RunFacts,
    /// The calendar years counted.
    pub years: Vec<i32>,
    /// The account that the top-level figures belong to.
    pub perspective: String,
    /// The expected business case at base values, without simulation.
    pub expected: Expected,
    /// The perspective's results.
    #[serde(flatten)]
    pub headline: AccountSummary,
    /// Additional self-sufficient person-years over the horizon.
    pub person_years: Outcome,
    /// Placements avoided over the horizon.
    pub placements_avoided: Outcome,
    /// The same results for every account, by id.
    #[serde(serialize_with = "as_map")]
    pub payers: Vec<(String, AccountSummary)>,
}

/// Which scenario was run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScenarioFacts {
    /// Its title.
    pub title: String,
    /// SHA-256 of its text.
    pub sha256: String,
    /// Overrides from the command line, as given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub set: Vec<String>,
}

/// Which run it was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunFacts {
    /// Seed.
    pub seed: u64,
    /// Replications.
    pub replications: usize,
    /// How parameters were sampled.
    pub sampling: &'static str,
    /// How the arms were coupled; absent without employment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coupling: Option<&'static str>,
    /// Version of the program.
    pub version: &'static str,
}

/// The expected business case of the perspective at base values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Expected {
    /// Every line by every payer it touches.
    pub lines: Vec<ExpectedLine>,
    /// Savings by year.
    pub savings: Vec<f64>,
    /// Costs by year, negative.
    pub costs: Vec<f64>,
    /// Net benefit by year, undiscounted.
    pub net: Vec<f64>,
    /// Cumulative net benefit, discounted if asked.
    pub cumulative: Vec<f64>,
    /// Net benefit over the horizon, discounted if asked.
    pub total: f64,
    /// First year whose cumulative net benefit is ≥ 0.
    pub break_even_year: Option<i32>,
    /// Additional self-sufficient person-years by year.
    pub person_years: Vec<f64>,
    /// Placement-years avoided by year.
    pub placement_years: Vec<f64>,
    /// What is gained per krone paid.
    pub benefit_cost_ratio: Option<f64>,
    /// What is paid per additional self-sufficient person-year.
    pub cost_per_person_year: Option<f64>,
}

/// A line of the expected business case for one payer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExpectedLine {
    /// The line's title.
    pub name: String,
    /// The line's id.
    pub id: String,
    /// The payer's id.
    pub payer: String,
    /// By year: positive is gained.
    pub values: Vec<f64>,
}

/// An outcome counted over the horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// Mean over replications.
    pub mean: f64,
    /// Monte Carlo standard error of the mean.
    pub mcse: f64,
    /// Standard deviation.
    pub sd: f64,
    /// Monte Carlo standard error of the standard deviation.
    pub sd_mcse: f64,
    /// Quantiles, type 7.
    pub quantiles: Vec<QuantileEstimate>,
}

impl Summary {
    /// Summarises a run.
    #[must_use]
    pub fn new(
        model: &Model,
        case: &BusinessCase,
        replications: &Replications,
        scenario: ScenarioFacts,
        run: RunFacts,
    ) -> Self {
        let payers: Vec<(String, AccountSummary)> = parallel::map(model.accounts.len(), |account| {
            let summary = AccountSummary::new(model.calendar, replications, AccountId(account));
            (model.accounts[account].id.clone(), summary)
        });
        Self {
            schema: 1,
            scenario,
            run,
            years: model.calendar.iter().collect(),
            perspective: payers[model.perspective.0].0.clone(),
            expected: Expected::new(model, case),
            headline: payers[model.perspective.0].1.clone(),
            person_years: Outcome::new(replications.person_years()),
            placements_avoided: Outcome::new(replications.placements()),
            payers,
        }
    }
}

impl Expected {
    /// The perspective's view of a business case.
    #[must_use]
    pub fn new(model: &Model, case: &BusinessCase) -> Self {
        let account = model.perspective;
        let flow = case.cash_flow(account);
        let (gains, payments) = case.gains_and_payments(account);
        let person_years: f64 = case.person_years.iter().sum();
        let lines = case.lines.iter().flat_map(|line| {
            let touched = (0..model.payers.len()).filter(|&payer| line.accounts[payer].iter().any(|v| *v != 0.0));
            touched.map(|payer| ExpectedLine {
                name: line.title.clone(),
                id: line.id.clone(),
                payer: model.payers[payer].id.clone(),
                values: line.accounts[payer].clone(),
            })
        });
        Self {
            lines: lines.collect(),
            savings: case.total(account, Kind::Saving),
            costs: case.total(account, Kind::Cost),
            net: case.net(account),
            cumulative: flow.cumulative().to_vec(),
            total: flow.total(),
            break_even_year: flow.break_even().first.map(|year| model.calendar.year(year)),
            person_years: case.person_years.clone(),
            placement_years: case.placement_years.clone(),
            benefit_cost_ratio: (payments != 0.0).then(|| gains / payments),
            cost_per_person_year: (person_years != 0.0).then(|| payments / person_years),
        }
    }
}

impl Outcome {
    fn new(values: Vec<f64>) -> Self {
        let Estimate { value, mcse } = mean(&values);
        let spread = standard_deviation(&values);
        Self { mean: value, mcse, sd: spread.value, sd_mcse: spread.mcse, quantiles: quantiles(&Sorted::new(values)) }
    }
}

fn as_map<S: Serializer>(entries: &[(String, AccountSummary)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(entries.iter().map(|(id, summary)| (id, summary)))
}
