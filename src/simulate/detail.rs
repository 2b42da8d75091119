//! Columns of a batch beyond those that every run has: participants where their number differs, and every number by year.

use super::batch::{Batch, Layout};
use super::replications::Replications;
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

    /// How many columns it adds.
    pub(super) fn width(self, layout: &Layout) -> usize {
        let by_year = if self.by_year { 2 * layout.accounts + 1 + layout.events } else { 0 };
        (if self.counts_participants() { self.groups } else { 0 } + by_year) * layout.years
    }
}

impl Layout {
    /// Where a column of the detail stands.
    pub(super) fn detail(&self, column: DetailColumn) -> usize {
        let (ledger, rest) = (self.detail.groups, self.detail.groups + 2 * self.accounts);
        let (row, year) = match column {
            DetailColumn::Participants(group, year) => (group, year),
            DetailColumn::Gains(account, year) => (ledger + 2 * account.0, year),
            DetailColumn::Payments(account, year) => (ledger + 2 * account.0 + 1, year),
            DetailColumn::PersonYears(year) => (rest, year),
            DetailColumn::Events(event, year) => (rest + 1 + event, year),
        };
        self.detail_start() + row * self.years + year
    }
}

impl Batch {
    /// A column that the fold asked for.
    #[must_use]
    pub fn detail(&self, column: DetailColumn) -> &[f64] {
        self.column(self.layout().detail(column))
    }

    /// How many leave the programme, over all years, in some groups; `None` where no draw changes that.
    #[must_use]
    pub fn participants(&self, groups: impl Iterator<Item = usize>) -> Option<Vec<f64>> {
        if !self.layout().detail.counts_participants() {
            return None;
        }
        let mut sums = vec![0.0; self.len()];
        for group in groups {
            for year in 0..self.layout().years {
                let column = self.detail(DetailColumn::Participants(group, year));
                sums.iter_mut().zip(column).for_each(|(sum, more)| *sum += more);
            }
        }
        Some(sums)
    }
}

impl Replications {
    /// A number of one replication's detail.
    #[must_use]
    pub fn detail(&self, replication: usize, column: DetailColumn) -> f64 {
        self.record(replication)[self.layout().detail(column)]
    }
}
