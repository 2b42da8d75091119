//! Accounts: the payers, sums of payers, and parts of the ledger for which results are reported.

use super::{Draw, Driver, Language, Line, Model, Nature, Number, Payer, PayerId, Quantity};

/// Which account of a model, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AccountId(pub usize);

/// A payer, a sum of payers, or a part of a payer's ledger for which net benefit is reported.
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
    /// The factor on its amounts: 1, or the net tax factor.
    pub weight: Quantity,
    /// What public money costs beside itself, in welfare where the scenario says so.
    pub public_funds: Option<PublicFunds>,
    /// Whether the scenario has all costs and gains of every payer it sums.
    pub complete: bool,
}

/// The marginal excess burden of taxes: what a krone of public money costs society beside the krone, since it is raised by taxes that
/// distort what people do (*skatteforvridning*). It is a share of the net payments of the public payers, transfers included: 20 % of the
/// net cash flow of the public purse in the Danish ministry of finance's guide of 1999, 10 % today.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicFunds {
    /// The public payers.
    pub payers: Vec<PayerId>,
    /// The cost of a krone.
    pub cost: Quantity,
}

/// A model has no account with this id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{id}: there is no such account; allowed: {}", known.join(", "))]
pub struct UnknownAccount {
    /// The id.
    pub id: String,
    /// The ids that there are.
    pub known: Vec<String>,
}

impl Model {
    /// The account with an id.
    ///
    /// # Errors
    /// Where there is none.
    pub fn account(&self, id: &str) -> Result<AccountId, UnknownAccount> {
        let position = self.accounts.iter().position(|account| account.id == id);
        let known = || self.accounts.iter().map(|account| account.id.clone()).collect();
        position.map(AccountId).ok_or_else(|| UnknownAccount { id: id.to_owned(), known: known() })
    }
}

/// What parts of ledgers are called.
#[derive(Debug, Clone, Copy)]
pub struct PartNames<'a> {
    /// The language of those that the scenario does not name.
    pub language: Language,
    /// Id and name of each subgroup.
    pub subgroups: &'a [(String, String)],
    /// Budgets of lines with their names, where these differ.
    pub budgets: &'a [(String, String)],
}

/// A part of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// A payer's whole ledger.
    Payer,
    /// The ledger of several payers together: the public sector, society.
    Sum,
    /// Welfare: work and services of all payers, in market prices, and what public money costs beside itself.
    Welfare,
    /// A payer's lines under one budget; `None` = its other lines. The budget of a line applies to payers that have a share in it, not to
    /// its counterpart.
    Budget(Option<String>),
    /// A payer's costs, the realised part of its cashable savings, and payments from others.
    Cashable,
    /// The contribution of one subgroup to the perspective, by position; `None` = the part that belongs to no subgroup.
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
        let weight = Quantity::Fixed(1.0);
        Self { id: id.to_owned(), name: name.to_owned(), members, scope, weight, public_funds: None, complete: true }
    }

    /// The same, complete where all its members are.
    fn of_members(mut self, payers: &[Payer]) -> Self {
        self.complete = self.members.iter().all(|member| payers[member.0].complete);
        self
    }

    /// The accounts of the payers: each one, the public sector where it is more than one payer, and society where the
    /// scenario declares its payers complete.
    #[must_use]
    pub fn of(payers: &[Payer], complete: bool, language: Language) -> Vec<Self> {
        let titles = language.titles();
        let mut accounts: Vec<Self> = payers
            .iter()
            .enumerate()
            .map(|(i, payer)| Self::new(&payer.id, &payer.name, vec![PayerId(i)], Scope::Payer).of_members(payers))
            .collect();
        let public: Vec<PayerId> = (0..payers.len()).filter(|&i| payers[i].public).map(PayerId).collect();
        if public.len() > 1 {
            accounts.push(Self::new("public_sector", titles.public_sector, public, Scope::Sum).of_members(payers));
        }
        if complete {
            let members = (0..payers.len()).map(PayerId).collect();
            accounts.push(Self::new("society", titles.society, members, Scope::Sum).of_members(payers));
        }
        accounts
    }

    /// The parts of ledgers that the scenario distinguishes: budgets of payers, cashable parts of payers (both for any perspective), and
    /// subgroups of the perspective.
    #[must_use]
    pub fn parts(payers: &[Payer], perspective: &Self, lines: &[Line], named: PartNames<'_>) -> Vec<Self> {
        let PartNames { language, subgroups, budgets } = named;
        let titles = language.titles();
        let mut parts = Self::budgets(payers, lines, budgets, titles.no_budget);
        let holders = holders(payers, lines, |line| line.cashable.is_some());
        parts.extend(holders.iter().map(|&holder| {
            let (id, name) = of_holder(payers, &holders, holder, "cashable", titles.cashable);
            Self::new(&id, &name, vec![holder], Scope::Cashable)
        }));
        if !subgroups.is_empty() {
            let part = |id: &str, name: &str, scope| Self::new(id, name, perspective.members.clone(), scope);
            let each = subgroups.iter().enumerate();
            parts.extend(each.map(|(i, (id, name))| part(id, name, Scope::Subgroup(Some(i)))));
            let mut touched =
                lines.iter().filter(|line| line.touched().any(|payer| perspective.members.contains(&payer)));
            if touched.any(|line| matches!(line.driver, Driver::CalendarYear | Driver::Stop) && line.subgroup.is_none())
            {
                parts.push(part("common", titles.common, Scope::Subgroup(None)));
            }
        }
        parts
    }

    /// For each payer with a budget: its budgets in the order of the lines, then its other lines.
    fn budgets(payers: &[Payer], lines: &[Line], names: &[(String, String)], none: &str) -> Vec<Self> {
        let holders = holders(payers, lines, |line| line.budget.is_some());
        let mut parts = Vec::new();
        for &holder in &holders {
            let mut part = |budget: Option<&String>| {
                let told =
                    |id: &String| names.iter().find(|known| known.0 == *id).map_or(id.clone(), |known| known.1.clone());
                let id = budget.map_or("no_budget", String::as_str);
                let name = budget.map_or_else(|| none.to_owned(), told);
                let (id, name) = of_holder(payers, &holders, holder, id, &name);
                parts.push(Self::new(&id, &name, vec![holder], Scope::Budget(budget.cloned())));
            };
            let mut known: Vec<&String> = Vec::new();
            for budget in lines.iter().filter(|line| line.names(holder)).filter_map(|line| line.budget.as_ref()) {
                if !known.contains(&budget) {
                    known.push(budget);
                    part(Some(budget));
                }
            }
            let other = |line: &&Line| line.budget.is_none() || !line.names(holder);
            if lines.iter().filter(other).any(|line| line.touched().any(|payer| payer == holder)) {
                part(None);
            }
        }
        parts
    }

    /// Whether a line belongs to the part looked at.
    #[must_use]
    pub fn covers(&self, line: &Line) -> bool {
        let named = self.members.iter().any(|&member| line.names(member));
        let in_part = match &self.scope {
            Scope::Payer | Scope::Sum | Scope::Subgroup(_) => true,
            Scope::Welfare => line.nature == Nature::Resource || self.public_funds.is_some(),
            Scope::Budget(Some(budget)) => named && line.budget.as_ref() == Some(budget),
            Scope::Budget(None) => !named || line.budget.is_none(),
            Scope::Cashable => !named || line.kind == super::Kind::Cost || line.is_cashable(),
        };
        in_part && line.touched().any(|payer| self.members.contains(&payer))
    }

    /// The share of a line's amount that it gains (negative: pays) in a calendar year, on a step of the line's stairs: what its members
    /// gain times its [weight](Account::weight). In welfare only work and services count for themselves, whoever pays, and of all lines
    /// what public money costs.
    #[must_use]
    pub fn stake<N: Number>(&self, line: &Line, step: Option<usize>, draw: &Draw<N>, year: i32) -> N {
        let Some(PublicFunds { payers, cost }) = &self.public_funds else {
            return line.stake(&self.members, step, draw, year) * self.weight.at(draw);
        };
        let burden = line.stake(payers, step, draw, year) * cost.at(draw);
        match line.nature {
            Nature::Resource => line.stake(&self.members, step, draw, year) * self.weight.at(draw) + burden,
            Nature::Transfer { .. } => burden,
        }
    }

    /// Whether its stake in a line is the same at every draw.
    #[must_use]
    pub fn has_certain_stake(&self, line: &Line) -> bool {
        let funds = self.public_funds.as_ref().is_none_or(|funds| funds.cost.is_certain());
        self.weight.is_certain() && funds && line.has_certain_stakes()
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

/// The payers with a share in a line that meets a condition.
fn holders(payers: &[Payer], lines: &[Line], wanted: impl Fn(&Line) -> bool) -> Vec<PayerId> {
    let holds = |payer: &PayerId| lines.iter().any(|line| wanted(line) && line.names(*payer));
    (0..payers.len()).map(PayerId).filter(holds).collect()
}

/// Id and name of a part of a payer's ledger, with the payer where several have such parts.
fn of_holder(
    payers: &[Payer],
    holders: &[PayerId],
    PayerId(holder): PayerId,
    id: &str,
    name: &str,
) -> (String, String) {
    let payer = &payers[holder];
    if holders.len() == 1 {
        (id.to_owned(), name.to_owned())
    } else {
        (format!("{}.{id}", payer.id), format!("{}: {name}", payer.name))
    }
}
