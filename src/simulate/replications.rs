//! What is kept of every replication.

use crate::model::{AccountId, CashFlow, Discounting, Model};

/// Where the numbers of one replication lie in its record.
///
/// Per account: net benefit of each year and its exact expectation, both undiscounted, then the present value of what is
/// gained and of what is paid; once for all: person-years, discount rate, and each event's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Years of the horizon.
    pub years: usize,
    /// Accounts reported.
    pub accounts: usize,
    /// Events of the model.
    pub events: usize,
}

impl Layout {
    const SHARED: usize = 2;

    /// The layout for a model.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        Self { years: model.calendar.years, accounts: model.accounts.len(), events: model.events.len() }
    }

    /// Numbers kept per replication.
    #[must_use]
    pub fn width(&self) -> usize {
        self.accounts * self.per_account() + Self::SHARED + self.events
    }

    /// Bytes that a run of so many replications keeps, the copies that its summary sorts included.
    #[must_use]
    pub fn bytes(&self, replications: u64) -> u128 {
        // The summary works on one account at a time: its cash flows and expected flows with their columns, as copies.
        let copies = 4 * self.years + 16;
        u128::from(replications) * (self.width() + copies) as u128 * 8
    }

    fn per_account(&self) -> usize {
        2 * self.years + 2
    }

    pub(super) fn yearly(&self, account: usize) -> usize {
        account * self.per_account()
    }

    pub(super) fn expected(&self, account: usize) -> usize {
        self.yearly(account) + self.years
    }

    pub(super) fn gains(&self, account: usize) -> usize {
        self.expected(account) + self.years
    }

    pub(super) fn payments(&self, account: usize) -> usize {
        self.gains(account) + 1
    }

    pub(super) fn person_years(&self) -> usize {
        self.accounts * self.per_account()
    }

    pub(super) fn discount_rate(&self) -> usize {
        self.person_years() + 1
    }

    pub(super) fn events(&self, event: usize) -> usize {
        self.discount_rate() + 1 + event
    }
}

/// The records of all replications, in order.
#[derive(Debug, Clone)]
pub struct Replications {
    layout: Layout,
    discounting: Discounting,
    records: Vec<f64>,
}

impl Replications {
    pub(super) fn new(layout: Layout, discounting: Discounting, records: Vec<f64>) -> Self {
        Self { layout, discounting, records }
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

    /// Net benefit by year of one account in one replication, undiscounted.
    #[must_use]
    pub fn yearly(&self, replication: usize, account: AccountId) -> &[f64] {
        &self.record(replication)[self.layout.yearly(account.0)..][..self.layout.years]
    }

    /// The exact expectation of [`Replications::yearly`] at the replication's parameters.
    #[must_use]
    pub fn expected_yearly(&self, replication: usize, account: AccountId) -> &[f64] {
        &self.record(replication)[self.layout.expected(account.0)..][..self.layout.years]
    }

    /// One account's cash flow in one replication, as present values.
    #[must_use]
    pub fn cash_flow(&self, replication: usize, account: AccountId) -> CashFlow {
        let mut flow = CashFlow::default();
        self.refill(replication, account, &mut flow);
        flow
    }

    /// [`Replications::cash_flow`] into memory that is already there.
    pub fn refill(&self, replication: usize, account: AccountId, flow: &mut CashFlow) {
        flow.refill(self.discounted(replication, self.yearly(replication, account)));
    }

    /// The exact expectation of [`Replications::cash_flow`] at the replication's parameters.
    #[must_use]
    pub fn expected_flow(&self, replication: usize, account: AccountId) -> CashFlow {
        let mut flow = CashFlow::default();
        self.refill_expected(replication, account, &mut flow);
        flow
    }

    /// [`Replications::expected_flow`] into memory that is already there.
    pub fn refill_expected(&self, replication: usize, account: AccountId, flow: &mut CashFlow) {
        flow.refill(self.discounted(replication, self.expected_yearly(replication, account)));
    }

    /// Net benefit of one year and account in every replication, undiscounted.
    #[must_use]
    pub fn yearly_column(&self, year: usize, account: AccountId) -> Vec<f64> {
        self.column(self.layout.yearly(account.0) + year)
    }

    /// The exact expectation of [`Replications::yearly_column`].
    #[must_use]
    pub fn expected_column(&self, year: usize, account: AccountId) -> Vec<f64> {
        self.column(self.layout.expected(account.0) + year)
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

    /// One sort of event, avoided or gained, in each replication.
    #[must_use]
    pub fn events(&self, event: usize) -> Vec<f64> {
        self.column(self.layout.events(event))
    }

    fn record(&self, replication: usize) -> &[f64] {
        &self.records[replication * self.layout.width()..][..self.layout.width()]
    }

    fn discounted(&self, replication: usize, yearly: &[f64]) -> impl Iterator<Item = f64> {
        let rate = self.record(replication)[self.layout.discount_rate()];
        yearly.iter().enumerate().map(move |(year, net)| net * self.discounting.weight(rate, year))
    }

    fn column(&self, at: usize) -> Vec<f64> {
        self.records.iter().skip(at).step_by(self.layout.width()).copied().collect()
    }
}
