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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_is_seen_from_a_whole_ledger_of_its_own() {
        let text = include_str!("../../configs/assens.toml");
        let scenario = Scenario::parse("assens.toml", text, &[], &|_| Err("no data files".into())).expect("sound");
        let seen = scenario.seen_from("state").expect("a payer").model;
        assert_eq!(seen.accounts[seen.perspective.0].id, "state");
        let part = scenario.model.accounts.iter().find(|account| matches!(account.scope, Scope::Cashable));
        let part = part.expect("lines say what is cashable").id.as_str();
        assert_eq!(scenario.seen_from(part).expect_err("a part"), PerspectiveError::Part(part.to_owned()));
        let told = scenario.seen_from("king").expect_err("no payer").to_string();
        assert!(told.starts_with("king: there is no such account; allowed: municipality"), "{told}");
    }
}
