//! What a comparison finds, as plain data.

use super::efficiency::Efficiency;
use super::one_draw::Shared;
use super::ranking::{Ranked, Weighted};
use crate::statistics::{Chance, Histogram};
use crate::summary::QuantileEstimate;
use serde::Serialize;

/// Scenarios compared over the years and accounts that all of them have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The calendar years compared.
    #[serde(skip)]
    pub years: Vec<i32>,
    /// Whether some horizon is longer than these years.
    pub cut: bool,
    /// The account that pictures and headlines show, by id.
    #[serde(skip)]
    pub account: String,
    /// What each scenario brings that account; the first is the reference.
    pub scenarios: Vec<AlternativeResult>,
    /// How each further scenario differs from the reference.
    pub differences: Vec<Difference>,
    /// How often each is the best, the highest mean first; where they are options to choose from and the payer is complete.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ranking: Vec<Ranked>,
    /// What each brings per participant and per krone.
    pub efficiency: Efficiency,
    /// What all come to, where each has a weight and the payer is complete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighted: Option<Weighted>,
}

impl Comparison {
    /// Whether the scenarios are options to choose from, rather than other assumptions.
    #[must_use]
    pub fn are_choices(&self) -> bool {
        self.efficiency.net_benefit.is_some()
    }
}

/// What one scenario brings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AlternativeResult {
    /// Its name.
    pub name: String,
    /// The programme that it is about.
    pub programme: String,
    /// Whose money its figures are, by id.
    pub account: String,
    /// Whose money its figures are, by name.
    pub account_name: String,
    /// Cumulative net benefit at the end of each year compared.
    pub cumulative: Vec<AlternativeYear>,
}

impl AlternativeResult {
    /// How likely its net benefit over the years compared is above zero; none where that is withheld.
    #[must_use]
    pub fn probability_positive(&self) -> Option<Chance> {
        self.cumulative.last()?.probability_positive
    }
}

/// Cumulative net benefit at the end of one year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AlternativeYear {
    /// The calendar year.
    pub year: i32,
    /// In the expected business case, at base values.
    pub expected: f64,
    /// Mean over replications.
    pub mean: f64,
    /// Monte Carlo standard error of the mean.
    pub mcse: f64,
    /// P(above zero), strictly; `null` where an incomplete payer's is withheld.
    pub probability_positive: Option<Chance>,
    /// Quantiles, type 7.
    pub quantiles: Vec<QuantileEstimate>,
}

/// How a scenario differs from the reference: its net benefit less the reference's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// The scenario's name.
    pub name: String,
    /// What it has in common with the reference in each replication.
    pub one_draw: Shared,
    /// Counts of the headline account's differences at the end of the last year, in round bins.
    pub histogram: Histogram,
    /// By account.
    pub accounts: Vec<AccountDifference>,
}

/// The difference for one account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountDifference {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether every scenario holds this account's whole side of the case.
    pub complete: bool,
    /// Year by year, undiscounted.
    pub yearly: Vec<Gap>,
    /// From the start to the end of each year, with any discounting; the last is for the whole common horizon.
    pub cumulative: Vec<Gap>,
}

/// A paired difference of net benefits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gap {
    /// The calendar year.
    pub year: i32,
    /// Difference of the expected business cases, at base values.
    pub expected: f64,
    /// Mean difference.
    pub mean: f64,
    /// Its Monte Carlo standard error.
    pub mcse: f64,
    /// 95 % interval of the mean: lower end.
    pub lower: f64,
    /// 95 % interval of the mean: upper end.
    pub upper: f64,
    /// Standard deviation of the difference.
    pub sd: f64,
    /// Quantiles of the difference, type 7.
    pub quantiles: Vec<QuantileEstimate>,
    /// P(better than the reference), strictly; `null` where an incomplete payer's is withheld.
    pub better: Option<Chance>,
    /// P(worse than the reference), strictly, likewise.
    pub worse: Option<Chance>,
    /// P(exactly as good).
    pub equal: Chance,
}
