//! What scenarios have in common, and why some cannot be compared.

use crate::model::{Account, AccountId, Model, Scope, SettingError};
use crate::simulate::RunError;
use std::ops::Range;

/// Scenarios that can be compared.
pub const MOST: usize = 24;

/// One of the scenarios compared.
#[derive(Debug, Clone, Copy)]
pub struct Alternative<'m> {
    /// What results call it.
    pub name: &'m str,
    /// The scenario.
    pub model: &'m Model,
    /// Which programme it is about; [`OneDraw::Programmes`](super::OneDraw) lets those with the same id share their luck.
    pub programme: &'m str,
    /// The id of the account that heads its results.
    pub account: &'m str,
}

/// Why scenarios cannot be compared.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CompareError {
    /// Too few or too many.
    #[error("{} to compare; allowed: two to {most}", match .0 { 1 => "one scenario".to_owned(), n => format!("{n} scenarios") }, most = MOST)]
    Number(usize),
    /// They start in different years, so calendar years do not share random numbers and sums begin in different years.
    #[error(
        "{0} counts {2} and {1} {3}; only scenarios that start in the same year are compared (--set timeline.start=YEAR)"
    )]
    Start(String, String, String, String),
    /// One lacks the account that the comparison is about.
    #[error("{name} has no account `{account}`; all of them have: {shared}")]
    NoAccount {
        /// The scenario.
        name: String,
        /// The account.
        account: String,
        /// Those that all have.
        shared: String,
    },
    /// An assumption that is to be one draw and cannot.
    #[error("--common {path}: {why}")]
    NotCommon {
        /// Its path.
        path: String,
        /// Why not.
        why: String,
    },
    /// They count in different money.
    #[error("{0} counts in {1} and {2} in {3}; nothing can be compared")]
    Currency(String, String, String, String),
    /// They count in prices of different years.
    #[error("{0} is in {1} prices and {2} in {3} prices; bring them to one level (--set prices.level=YEAR)")]
    PriceLevel(String, i32, String, i32),
    /// A scenario cannot be computed at base values.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// A simulated programme that cannot be, or a run that was stopped.
    #[error("{name}: {source}")]
    Run {
        /// The scenario.
        name: String,
        /// Why.
        source: RunError,
    },
}

/// What can be compared.
pub(super) struct Comparable {
    /// Calendar years.
    pub years: Range<i32>,
    /// Whether some horizon is longer.
    pub cut: bool,
    /// By account: its position in each scenario.
    pub accounts: Vec<Vec<AccountId>>,
    /// Which of these is the headline.
    pub headline: usize,
    /// What results call each account: id and name.
    pub names: Vec<(String, String)>,
    /// By account: whether every scenario holds its whole side of the case.
    pub complete: Vec<bool>,
}

/// The headline where each scenario is seen by a payer of its own.
const PERSPECTIVE: &str = "perspective";

impl Comparable {
    pub fn of(alternatives: &[Alternative<'_>]) -> Result<Self, CompareError> {
        let reference = &alternatives[0];
        let account = reference.account;
        let span = |model: &Model| model.calendar.year(0)..model.calendar.year(model.calendar.years);
        let mut years = span(reference.model);
        for other in alternatives {
            let (name, model) = (other.name.to_owned(), other.model);
            if model.currency != reference.model.currency {
                let theirs = model.currency.clone();
                return Err(CompareError::Currency(
                    reference.name.to_owned(),
                    reference.model.currency.clone(),
                    name,
                    theirs,
                ));
            }
            if let (Some(ours), Some(theirs)) = (reference.model.price_level, model.price_level)
                && ours != theirs
            {
                return Err(CompareError::PriceLevel(reference.name.to_owned(), ours, name, theirs));
            }
            let theirs = span(model);
            if theirs.start != years.start {
                let [ours, theirs] = [reference.model, model].map(|model| model.calendar.span());
                return Err(CompareError::Start(reference.name.to_owned(), name, ours, theirs));
            }
            years = years.start..years.end.min(theirs.end);
        }
        let find = |model: &Model, wanted: &Account| {
            let same = |known: &Account| known.id == wanted.id && known.scope.part() == wanted.scope.part();
            model.accounts.iter().position(same).map(AccountId)
        };
        let perspective = &reference.model.accounts[reference.model.perspective.0];
        let of_perspective = perspective.id == account
            || !reference
                .model
                .accounts
                .iter()
                .any(|known| known.id == account && matches!(known.scope, Scope::Payer | Scope::Sum));
        let accounts: Vec<Vec<AccountId>> = reference
            .model
            .accounts
            .iter()
            // Parts belong to the perspective's ledger, and cannot be compared with another account's.
            .filter(|wanted| of_perspective || matches!(wanted.scope, Scope::Payer | Scope::Sum))
            .filter_map(|wanted| alternatives.iter().map(|other| find(other.model, wanted)).collect())
            .collect();
        let id = |accounts: &Vec<AccountId>| reference.model.accounts[accounts[0].0].id.as_str();
        let Some(headline) = accounts.iter().position(|accounts| id(accounts) == account) else {
            let lacks = |other: &&Alternative<'_>| other.model.accounts.iter().all(|known| known.id != account);
            let name = alternatives.iter().find(lacks).unwrap_or(reference).name.to_owned();
            let shared = accounts.iter().map(id).collect::<Vec<_>>().join(", ");
            let shared = if shared.is_empty() { "none".to_owned() } else { shared };
            return Err(CompareError::NoAccount { name, account: account.to_owned(), shared });
        };
        let mut names: Vec<(String, String)> = accounts
            .iter()
            .map(|ids| &reference.model.accounts[ids[0].0])
            .map(|known| (known.id.clone(), known.name.clone()))
            .collect();
        let mut accounts = accounts;
        if alternatives.iter().any(|other| other.account != account) {
            let own = alternatives.iter().map(|other| {
                let found = other.model.accounts.iter().position(|known| known.id == other.account);
                found.map_or(other.model.perspective, AccountId)
            });
            accounts[headline] = own.collect();
            names[headline] = (PERSPECTIVE.to_owned(), "Each its own payer".to_owned());
        }
        let cut = alternatives.iter().any(|other| span(other.model) != years);
        let whole = |accounts: &Vec<AccountId>| {
            alternatives.iter().zip(accounts).all(|(other, account)| other.model.accounts[account.0].complete)
        };
        let complete = accounts.iter().map(whole).collect();
        Ok(Self { years, cut, accounts, headline, names, complete })
    }
}
