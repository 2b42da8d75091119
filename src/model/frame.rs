//! Where a line stands in a municipal budget, and what its figures rest on.

use super::Grade;

/// Which part of a Danish municipal budget a line belongs to: what a saving there can be used for depends on it.
///
/// Not to be confused with its [`Nature`](super::Nature), which tells work and services from money that only changes hands: income tax is
/// a transfer by nature and no income transfer of the budget, and a user fee is one that counts within the service ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Frame {
    /// Service expenditure, within the ceiling agreed with the state (*servicerammen*): staff, placements, measures.
    Service,
    /// Income transfers (*overførsler*), outside the service ceiling: cash benefit saved makes no room for services by itself.
    Transfer,
    /// Construction and other capital expenditure (*anlæg*), under a ceiling of its own.
    Capital,
    /// Anything else: tax and grants, state refunds, co-financing of health care, and what is in no municipal budget.
    Other,
}

impl Frame {
    /// Every part with its name in a scenario file.
    pub const ALL: [(&'static str, Self); 4] =
        [("service", Self::Service), ("transfer", Self::Transfer), ("capital", Self::Capital), ("other", Self::Other)];

    /// The name in a scenario file.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|entry| entry.1 == self).map_or("", |entry| entry.0)
    }
}

/// What a price is of a thing that others refund in part, such as a placement or a benefit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceBasis {
    /// The whole price; who bears which part of it is told beside it.
    BeforeRefund,
    /// What is left to the payer: nothing more may be deducted.
    AfterRefund,
}

impl PriceBasis {
    /// Both with their names in a scenario file.
    pub const ALL: [(&'static str, Self); 2] =
        [("before_refund", Self::BeforeRefund), ("after_refund", Self::AfterRefund)];
}

/// What the amount of a line rests on: as the line says, else as its amount does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Provenance {
    /// The year whose prices it is in.
    pub price_year: Option<i32>,
    /// Whether refunds from others are already deducted, where the scenario says.
    pub price_basis: Option<PriceBasis>,
    /// Where it comes from.
    pub source: Option<String>,
    /// How good the evidence is.
    pub grade: Option<Grade>,
}
