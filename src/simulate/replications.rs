//! What is kept of every replication.

use crate::model::{AccountId, CashFlow, Model};

/// Where the numbers of one replication lie in its record.
///
/// Per account: net benefit of each year, the exact expectation of the total, gains, payments; then person-years and
/// placements of the whole programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Years of the horizon.
    pub years: usize,
    /// Accounts reported.
    pub accounts: usize,
}

impl Layout {
    const PER_ACCOUNT: usize = 3;
    const SHARED: usize = 2;

    /// The layout for a model.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        Self { years: model.calendar.years, accounts: model.accounts.len() }
    }

    /// Numbers kept per replication.
    #[must_use]
    pub fn width(&self) -> usize {
        self.accounts * (self.years + Self::PER_ACCOUNT) + Self::SHARED
    }

    /// Bytes that a run of so many replications keeps, the copies that its summary sorts included.
    #[must_use]
    pub fn bytes(&self, replications: u64) -> u128 {
        // The summary works on one account at a time: its columns, cumulated, as copies.
        let copies = 2 * self.years + 8;
        u128::from(replications) * (self.width() + copies) as u128 * 8
    }

    pub(super) fn account(&self, account: usize) -> usize {
        account * (self.years + Self::PER_ACCOUNT)
    }

    pub(super) fn expected(&self, account: usize) -> usize {
        self.account(account) + self.years
    }

    pub(super) fn gains(&self, account: usize) -> usize {
        self.expected(account) + 1
    }

    pub(super) fn payments(&self, account: usize) -> usize {
        self.expected(account) + 2
    }

    pub(super) fn person_years(&self) -> usize {
        self.account(self.accounts)
    }

    pub(super) fn placements(&self) -> usize {
        self.person_years() + 1
    }
}

/// The records of all replications, in order.
#[derive(Debug, Clone)]
pub struct Replications {
    layout: Layout,
    records: Vec<f64>,
}

impl Replications {
    pub(super) fn new(layout: Layout, records: Vec<f64>) -> Self {
        Self { layout, records }
    }

    /// How many replications there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len() / self.layout.width()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Net benefit by year of one account in one replication.
    #[must_use]
    pub fn yearly(&self, replication: usize, account: AccountId) -> &[f64] {
        let start = replication * self.layout.width() + self.layout.account(account.0);
        &self.records[start..start + self.layout.years]
    }

    /// One account's cash flow in one replication.
    #[must_use]
    pub fn cash_flow(&self, replication: usize, account: AccountId) -> CashFlow {
        CashFlow::new(self.yearly(replication, account).iter().copied())
    }

    /// The exact expectation of an account's net benefit at each replication's parameters.
    #[must_use]
    pub fn expected(&self, account: AccountId) -> Vec<f64> {
        self.column(self.layout.expected(account.0))
    }

    /// What an account gains in each replication, before what it pays; present value.
    #[must_use]
    pub fn gains(&self, account: AccountId) -> Vec<f64> {
        self.column(self.layout.gains(account.0))
    }

    /// What an account pays in each replication; present value.
    #[must_use]
    pub fn payments(&self, account: AccountId) -> Vec<f64> {
        self.column(self.layout.payments(account.0))
    }

    /// Additional self-sufficient person-years of each replication.
    #[must_use]
    pub fn person_years(&self) -> Vec<f64> {
        self.column(self.layout.person_years())
    }

    /// Placements avoided in each replication.
    #[must_use]
    pub fn placements(&self) -> Vec<f64> {
        self.column(self.layout.placements())
    }

    fn column(&self, at: usize) -> Vec<f64> {
        self.records.iter().skip(at).step_by(self.layout.width()).copied().collect()
    }
}
