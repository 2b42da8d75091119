//! Columns of a batch beyond those that every run has: participants where their number differs, and every number by year.

use crate::model::{AccountId, Model};

/// What a batch holds beyond the columns that every run has.
///
/// By group and year those who leave the programme, where draws differ in that or everything is wanted by year; then, if it is, by
/// account and year gains and payments, undiscounted, by year person-years, and by event and year the events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detail {
    /// Groups of families.
    pub groups: usize,
    /// Whether draws differ in how many are taken in, or when.
    pub uncertain_intake: bool,
    /// Whether every number is there by year.
    pub by_year: bool,
}

/// A column of [`Detail`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DetailColumn {
    /// Those of a group who leave in a year.
    Participants(usize, usize),
    /// What an account gains in a year.
    Gains(AccountId, usize),
    /// What it pays in a year.
    Payments(AccountId, usize),
    /// Additional self-sufficient person-years of a year.
    PersonYears(usize),
    /// How often an event is avoided or gained in a year.
    Events(usize, usize),
}

impl Detail {
    /// That of a run that wants nothing by year.
    pub(super) fn of(model: &Model) -> Self {
        Self { groups: model.groups.len(), uncertain_intake: !model.has_certain_intake(), by_year: false }
    }

    /// Whether participants are there.
    pub(super) fn counts_participants(self) -> bool {
        self.uncertain_intake || self.by_year
    }

    /// How many columns it adds, by number of years, accounts and events.
    pub(super) fn width(self, years: usize, accounts: usize, events: usize) -> usize {
        let participants = if self.counts_participants() { self.groups } else { 0 };
        let by_year = if self.by_year { 2 * accounts + 1 + events } else { 0 };
        (participants + by_year) * years
    }

    /// Where among them a column stands, by number of years and accounts.
    pub(super) fn place(self, column: DetailColumn, years: usize, accounts: usize) -> usize {
        let (ledger, rest) = (self.groups, self.groups + 2 * accounts);
        let (row, year) = match column {
            DetailColumn::Participants(group, year) => (group, year),
            DetailColumn::Gains(account, year) => (ledger + 2 * account.0, year),
            DetailColumn::Payments(account, year) => (ledger + 2 * account.0 + 1, year),
            DetailColumn::PersonYears(year) => (rest, year),
            DetailColumn::Events(event, year) => (rest + 1 + event, year),
        };
        row * years + year
    }
}
