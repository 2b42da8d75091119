//! Replications kept one by one.

use super::batch::{Batch, Layout};
use super::detail::DetailColumn;
use super::error::RunError;
use super::luck::random_design;
use super::run::{Fold, Monitor, run_design};
use crate::model::{AccountId, CashFlow, Discounting, Model};
use crate::random::{Design, Seed};
use std::ops::Range;

/// Consecutive replications in order, with every number of each.
#[derive(Debug, Clone)]
pub struct Replications {
    layout: Layout,
    discounting: Discounting,
    /// Replication by replication.
    records: Vec<f64>,
}

/// Keeps every number of every replication.
struct Collect(Layout);

impl Fold for Collect {
    type Part = Vec<f64>;

    fn by_year(&self) -> bool {
        self.0.detail.by_year
    }

    fn begin(&self, replications: usize) -> Vec<f64> {
        Vec::with_capacity(replications * self.0.width())
    }

    fn add(&self, part: &mut Vec<f64>, batch: &Batch) {
        let (from, width) = (part.len(), self.0.width());
        part.resize(from + batch.len() * width, 0.0);
        for (at, column) in batch.columns().enumerate() {
            part[from + at..].iter_mut().step_by(width).zip(column).for_each(|(target, value)| *target = *value);
        }
    }

    fn join(&self, part: &mut Vec<f64>, next: Vec<f64>) {
        part.extend(next);
    }
}

impl Replications {
    /// Runs a range of replications (from 0) and keeps them all.
    ///
    /// # Errors
    /// As [`run()`](super::run()).
    pub fn run(model: &Model, seed: Seed, range: Range<u64>, monitor: &impl Monitor) -> Result<Self, RunError> {
        Self::of_design(model, &random_design(model, seed), range, monitor)
    }

    /// The same with parameters drawn at the points of a design.
    ///
    /// # Errors
    /// As [`run_design`].
    pub fn of_design(
        model: &Model,
        design: &Design,
        range: Range<u64>,
        monitor: &impl Monitor,
    ) -> Result<Self, RunError> {
        Self::laid_out(model, design, range, Layout::of(model), monitor)
    }

    /// The same with every number by year.
    ///
    /// # Errors
    /// As [`run_design`].
    pub fn by_year(
        model: &Model,
        design: &Design,
        range: Range<u64>,
        monitor: &impl Monitor,
    ) -> Result<Self, RunError> {
        Self::laid_out(model, design, range, Layout::of(model).by_year(), monitor)
    }

    fn laid_out(
        model: &Model,
        design: &Design,
        range: Range<u64>,
        layout: Layout,
        monitor: &impl Monitor,
    ) -> Result<Self, RunError> {
        let records = run_design(model, design, range, &Collect(layout), monitor)?;
        Ok(Self { layout, discounting: model.discounting.clone(), records })
    }

    /// A number of one replication's detail.
    #[must_use]
    pub fn detail(&self, replication: usize, column: DetailColumn) -> f64 {
        self.record(replication)[self.layout.detail(column)]
    }

    /// The number of replications.
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
        CashFlow::new(self.discounted(replication, self.yearly(replication, account)))
    }

    /// The exact expectation of [`Replications::cash_flow`] at the replication's parameters.
    #[must_use]
    pub fn expected_flow(&self, replication: usize, account: AccountId) -> CashFlow {
        CashFlow::new(self.discounted(replication, self.expected_yearly(replication, account)))
    }

    /// What an account gains in one replication and what it pays; present values.
    #[must_use]
    pub fn gains_and_payments(&self, replication: usize, account: AccountId) -> (f64, f64) {
        let record = self.record(replication);
        (record[self.layout.gains(account.0)], record[self.layout.payments(account.0)])
    }

    /// Additional self-sufficient person-years of one replication.
    #[must_use]
    pub fn person_years(&self, replication: usize) -> f64 {
        self.record(replication)[self.layout.person_years()]
    }

    /// One sort of event, avoided or gained, in one replication.
    #[must_use]
    pub fn events(&self, replication: usize, event: usize) -> f64 {
        self.record(replication)[self.layout.events(event)]
    }

    /// Every number of one replication, in the order of the [`Layout`].
    #[must_use]
    pub fn record(&self, replication: usize) -> &[f64] {
        &self.records[replication * self.layout.width()..][..self.layout.width()]
    }

    fn discounted(&self, replication: usize, yearly: &[f64]) -> impl Iterator<Item = f64> {
        let rate = self.record(replication)[self.layout.discount_rate()];
        yearly.iter().enumerate().map(move |(year, net)| net * self.discounting.weight(rate, year))
    }
}
