//! Who pays and who gains, and which part of the ledger is looked at.

use super::{Driver, Line, Model, Nature, Quantity};

/// Which payer of a model, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PayerId(pub usize);

/// Somebody with a purse of their own: municipality, region, state, citizen, or any the scenario names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payer {
    /// Its id in the scenario.
    pub id: String,
    /// What results call it.
    pub name: String,
    /// Whether it belongs to the public sector.
    pub public: bool,
}

/// Which account of a model, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AccountId(pub usize);

/// A view of the ledger whose net benefit is reported: a purse, a sum of purses, or a part of the perspective's.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// Its id in results.
    pub id: String,
    /// What results call it.
    pub name: String,
    /// The payers it sums.
    pub members: Vec<PayerId>,
    /// The part of the ledger it looks at.
    pub scope: Scope,
    /// What its amounts are weighed with: 1, or the net tax factor.
    pub weight: Quantity,
}

/// A part of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// A payer's whole ledger.
    Payer,
    /// The ledger of several payers together: the public sector, society.
    Sum,
    /// Work done and services bought, of everybody, in market prices: welfare.
    Welfare,
    /// The perspective's lines of one budget; `None` = those that name none.
    Budget(Option<String>),
    /// The perspective's costs, and the realised part of those of its savings that can be taken out of a budget.
    Cashable,
    /// What one subgroup brings the perspective, by position; `None` = what belongs to no subgroup.
    Subgroup(Option<usize>),
}

impl Scope {
    /// What the part is called in results: `payer` (also of sums), `budget`, `cashable`, `subgroup`, `welfare`.
    #[must_use]
    pub fn part(&self) -> &'static str {
        match self {
            Self::Payer | Self::Sum => "payer",
            Self::Welfare => "welfare",
            Self::Budget(_) => "budget",
            Self::Cashable => "cashable",
            Self::Subgroup(_) => "subgroup",
        }
    }
}

impl Account {
    /// A view of whole payers.
    #[must_use]
    pub fn new(id: &str, name: &str, members: Vec<PayerId>, scope: Scope) -> Self {
        Self { id: id.to_owned(), name: name.to_owned(), members, scope, weight: Quantity::Fixed(1.0) }
    }

    /// The accounts of the payers: each one, the public sector where it is more than one payer, and society where the
    /// scenario declares its payers complete.
    #[must_use]
    pub fn of(payers: &[Payer], complete: bool) -> Vec<Self> {
        let mut accounts: Vec<Self> = payers
            .iter()
            .enumerate()
            .map(|(i, payer)| Self::new(&payer.id, &payer.name, vec![PayerId(i)], Scope::Payer))
            .collect();
        let public: Vec<PayerId> = (0..payers.len()).filter(|&i| payers[i].public).map(PayerId).collect();
        if public.len() > 1 {
            accounts.push(Self::new("public_sector", "Public sector", public, Scope::Sum));
        }
        if complete {
            let members = (0..payers.len()).map(PayerId).collect();
            accounts.push(Self::new("society", "Society", members, Scope::Sum));
        }
        accounts
    }

    /// The parts of the perspective's ledger that the scenario distinguishes: budgets, what is cashable, subgroups.
    #[must_use]
    pub fn parts(perspective: &Self, lines: &[Line], subgroups: &[(String, String)]) -> Vec<Self> {
        let part = |id: &str, name: &str, scope| Self::new(id, name, perspective.members.clone(), scope);
        let mut parts = Vec::new();
        let touched = || lines.iter().filter(|line| line.touched().any(|payer| perspective.members.contains(&payer)));
        if touched().any(|line| line.budget.is_some()) {
            let mut budgets: Vec<Option<&String>> = Vec::new();
            for line in touched() {
                if !budgets.contains(&line.budget.as_ref()) {
                    budgets.push(line.budget.as_ref());
                }
            }
            budgets.sort_by_key(Option::is_none);
            parts.extend(budgets.into_iter().map(|budget| match budget {
                Some(name) => part(name, name, Scope::Budget(Some(name.clone()))),
                None => part("no_budget", "No budget named", Scope::Budget(None)),
            }));
        }
        if touched().any(|line| line.cashable.is_some()) {
            parts.push(part("cashable", "Cashable only", Scope::Cashable));
        }
        if !subgroups.is_empty() {
            let each = subgroups.iter().enumerate();
            parts.extend(each.map(|(i, (id, name))| part(id, name, Scope::Subgroup(Some(i)))));
            if touched().any(|line| line.driver == Driver::CalendarYear && line.subgroup.is_none()) {
                parts.push(part("common", "Common to all", Scope::Subgroup(None)));
            }
        }
        parts
    }

    /// Whether a line belongs to the part looked at.
    #[must_use]
    pub fn covers(&self, line: &Line) -> bool {
        let in_part = match &self.scope {
            Scope::Payer | Scope::Sum | Scope::Subgroup(_) => true,
            Scope::Welfare => line.nature == Nature::Resource,
            Scope::Budget(budget) => line.budget == *budget,
            Scope::Cashable => line.kind == super::Kind::Cost || line.is_cashable(),
        };
        in_part && line.touched().any(|payer| self.members.contains(&payer))
    }

    /// Whether the activity of a group belongs to the part looked at; `None` = activity of no group.
    #[must_use]
    pub fn covers_group(&self, group: Option<usize>) -> bool {
        match self.scope {
            Scope::Subgroup(wanted) => wanted == group,
            _ => true,
        }
    }
}

impl Model {
    /// The name of an account of a part of the results.
    #[must_use]
    pub fn account_name<'m>(&'m self, part: &str, id: &'m str) -> &'m str {
        let found = self.accounts.iter().find(|account| account.id == id && account.scope.part() == part);
        found.map_or(id, |account| &account.name)
    }

    /// The accounts of one kind, by position.
    pub fn accounts_where(&self, wanted: impl Fn(&Scope) -> bool) -> impl Iterator<Item = AccountId> {
        let found = self.accounts.iter().enumerate().filter(move |(_, account)| wanted(&account.scope));
        found.map(|(i, _)| AccountId(i))
    }
}
