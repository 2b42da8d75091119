//! A scenario seen from another payer.

use super::overrides::Override;
use super::parsed::Scenario;
use super::problem::Problems;
use crate::model::{Scope, UnknownAccount};

/// Why a scenario cannot be seen from an account.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PerspectiveError {
    /// It does not exist.
    #[error(transparent)]
    Unknown(#[from] UnknownAccount),
    /// It is not a whole ledger.
    #[error("{0}: this is a part of a payer's ledger; allowed: a payer or a sum of payers")]
    Part(String),
    /// The scenario is not valid from there.
    #[error(transparent)]
    Scenario(#[from] Problems),
}

impl Scenario {
    /// The scenario with another payer, or a sum of payers, as its perspective.
    ///
    /// # Errors
    /// When the scenario has no such payer, or is not valid from there.
    pub fn seen_from(&self, id: &str) -> Result<Self, PerspectiveError> {
        let account = &self.model.accounts[self.model.account(id)?.0];
        if !matches!(account.scope, Scope::Payer | Scope::Sum) {
            return Err(PerspectiveError::Part(id.to_owned()));
        }
        Ok(self.with(Override::new("perspective", &format!("\"{id}\"")))?)
    }
}
