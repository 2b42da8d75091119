//! An analysis as it is written down: what was asked of which scenario, under which luck, and what was found.

use crate::model::{AccountId, Model};
use crate::scenario::Scenario;
use crate::summary::{RunFacts, ScenarioFacts};
use serde::Serialize;

/// An analysis with where it came from. Serialises to the JSON file of the analysis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report<T> {
    /// Version of this file's shape.
    pub schema: u32,
    /// Which analysis.
    pub analysis: &'static str,
    /// Which scenario; of several the first.
    pub scenario: ScenarioFacts,
    /// The others, where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<ScenarioFacts>,
    /// Under which luck.
    pub run: RunFacts,
    /// Pairs of assumptions that go together; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlations: Option<usize>,
    /// Draws that each mean of exact expectations is taken over; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draws: Option<usize>,
    /// Whose money it is, by id.
    pub account: String,
    /// Whose money it is, by name.
    pub account_name: String,
    /// Whether the scenario holds its whole side of the case; else how likely it gains is withheld.
    pub complete: bool,
    /// Unit of money.
    pub currency: String,
    /// The calendar years counted.
    pub years: Vec<i32>,
    /// What was found.
    #[serde(flatten)]
    pub result: T,
}

impl<T> Report<T> {
    /// The report of an analysis of an account of a scenario.
    pub fn new(
        analysis: &'static str,
        (scenario, facts): (&Scenario, ScenarioFacts),
        account: AccountId,
        run: RunFacts,
        draws: Option<usize>,
        result: T,
    ) -> Self {
        let model: &Model = &scenario.model;
        let known = &model.accounts[account.0];
        Self {
            schema: 1,
            analysis,
            scenario: facts,
            further: Vec::new(),
            run,
            correlations: Some(model.correlations.len()).filter(|pairs| *pairs > 0),
            draws,
            account: known.id.clone(),
            account_name: known.name.clone(),
            complete: known.complete,
            currency: model.currency.clone(),
            years: model.calendar.iter().collect(),
            result,
        }
    }

    /// `2017–2021`.
    #[must_use]
    pub fn span(&self) -> String {
        match (self.years.first(), self.years.last()) {
            (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
            (Some(year), _) => year.to_string(),
            _ => String::new(),
        }
    }
}
