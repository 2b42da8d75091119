//! What a portfolio finds, as plain data.

use super::first::FirstThenOthers;
use super::spread::Diversification;
use crate::model::{DeviationScale, Label};
use crate::statistics::{Chance, Estimate};
use crate::summary::{NetBenefit, PeakFunding};
use serde::Serialize;

/// Programmes one by one and all together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Portfolio {
    /// The calendar years counted: those that all have.
    #[serde(skip)]
    pub years: Vec<i32>,
    /// Whether some horizon is longer than these years.
    pub cut: bool,
    /// Each programme.
    pub programmes: Vec<PortfolioProgramme>,
    /// Net benefit of all together, over the years that all have.
    pub total: NetBenefit,
    /// The money of all together that has to be advanced.
    pub advance: BudgetFacts,
    /// The net benefit of all together for every account that all have.
    pub payers: Vec<PayerTotal>,
    /// How many break even within the horizon; absent where that is withheld.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub break_even: Vec<CountProbability>,
    /// How many break even on average; absent likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub break_even_mean: Option<Estimate>,
    /// What the programmes even out among themselves.
    pub diversification: Diversification,
    /// The assumptions that are one draw in several programmes.
    pub shared: Vec<SharedAssumption>,
    /// What it is worth to begin with one and learn; absent where nobody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<FirstThenOthers>,
    /// The net benefit of every replication: of each programme, then of all together.
    #[serde(skip)]
    pub replications: Vec<Vec<f64>>,
}

/// One programme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PortfolioProgramme {
    /// Its id.
    pub id: String,
    /// What results call it.
    pub name: String,
    /// Participants planned over all years.
    pub participants: f64,
    /// Net benefit in the expected business case, at base values.
    pub expected: f64,
    /// Net benefit.
    pub net_benefit: NetBenefit,
    /// How likely it breaks even within the horizon; `null` where that is withheld.
    pub break_even: Option<Chance>,
    /// The money that has to be advanced.
    pub advance: BudgetFacts,
    /// The assumptions that deviate here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deviates: Vec<DeviatingAssumption>,
    /// How good the evidence for its size is; absent where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<&'static str>,
}

/// An assumption that deviates from what is shared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeviatingAssumption {
    /// Path, title and how values are written.
    #[serde(flatten)]
    pub label: Label,
    /// On which scale.
    pub scale: DeviationScale,
    /// The standard deviation on it.
    pub sd: f64,
}

/// Money advanced, and the budget for it where one is told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BudgetFacts {
    /// The most money tied up at the end of any year.
    #[serde(flatten)]
    pub needed: PeakFunding,
    /// The budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<f64>,
    /// How likely more is needed than the budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub over: Option<Chance>,
}

/// All programmes together for one account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PayerTotal {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether every file holds its whole side.
    pub complete: bool,
    /// The net benefit of all programmes.
    pub net_benefit: NetBenefit,
}

/// How likely a count is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CountProbability {
    /// The count.
    pub count: usize,
    /// Its probability.
    pub probability: Chance,
}

/// An assumption that is one draw in several programmes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SharedAssumption {
    /// Path, title and how values are written.
    #[serde(flatten)]
    pub label: Label,
    /// Whether it is an entry of a series that is drawn for each calendar year, and no assumption by itself.
    #[serde(skip)]
    pub yearly: bool,
    /// How many programmes have it as one draw.
    pub programmes: usize,
}
