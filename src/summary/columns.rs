//! The columns of numbers with reported quantiles, and the values kept of them.

use super::{EXCEEDED_IN, Percentiles, SHORTFALL};
use crate::model::Model;
use crate::simulate::BATCH;
use crate::statistics::{Wanted, whole_ends};
use std::ops::Range;

/// The probabilities of the quantiles between which the bins of the histogram lie.
pub(super) const ENDS: [f64; 2] = [0.01, 0.99];

/// Consecutive replications that are kept: batch after batch, each column by column. All batches but the last are whole.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    replications: usize,
    /// Columns of a batch.
    width: usize,
    values: Vec<f64>,
}

impl Kept {
    /// Room for a number of replications, each with `width` numbers.
    pub fn with_capacity(replications: usize, width: usize) -> Self {
        Self { replications: 0, width, values: Vec::with_capacity(replications * width) }
    }

    /// The next batch.
    pub fn add<'b>(&mut self, columns: impl Iterator<Item = &'b [f64]>) {
        let before = self.values.len();
        columns.for_each(|column| self.values.extend_from_slice(column));
        self.replications += (self.values.len() - before).checked_div(self.width).unwrap_or(0);
    }

    /// A column of the batch that begins with a replication.
    pub fn column(&self, at: usize, from: usize) -> &[f64] {
        let length = (self.replications - from).min(BATCH);
        &self.values[from * self.width + at * length..][..length]
    }

    pub fn replications(&self) -> usize {
        self.replications
    }
}

/// The numbers whose quantiles are reported, in one row: of each account by year, cumulative by year, payback and peak
/// funding; then person-years and events; then each account's ratio of gains to payments.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    pub years: usize,
    pub accounts: usize,
    pub events: usize,
    perspective: usize,
    /// Whether the first year's cumulative net benefit is its yearly one: nothing is discounted in it.
    same: bool,
}

impl Columns {
    pub fn of(model: &Model) -> Self {
        let (years, accounts, events) = (model.calendar.years, model.accounts.len(), model.events.len());
        let rate = model.discounting.certain_rate();
        // With a single year the cumulative column is also the total, which has a histogram.
        let same = years > 1 && rate.is_some_and(|rate| model.discounting.weight(rate, 0) == 1.0);
        Self { years, accounts, events, perspective: model.perspective.0, same }
    }

    /// Cumulative years that only repeat yearly ones.
    pub fn repeated(self) -> usize {
        usize::from(self.same)
    }

    /// The column that has the same values, where one only repeats another; else itself.
    pub fn source(self, column: usize) -> usize {
        let repeats = self.same && column < self.outcomes().start && column % self.per_account() == self.years;
        if repeats { column - self.years } else { column }
    }

    pub fn per_account(self) -> usize {
        2 * self.years + 2
    }

    pub fn account(self, account: usize) -> Range<usize> {
        account * self.per_account()..(account + 1) * self.per_account()
    }

    /// Whether a column is an account's net benefit over the horizon.
    pub fn is_total(self, column: usize) -> bool {
        column < self.outcomes().start && column % self.per_account() == 2 * self.years - 1
    }

    /// Whether a column holds numbers of an event, which are whole.
    pub fn is_event(self, column: usize) -> bool {
        column > self.outcomes().start && column < self.outcomes().end
    }

    /// Those whose quantiles are exact in every run that keeps or picks anything: the perspective's, then outcomes.
    pub fn foremost(self) -> impl Iterator<Item = usize> {
        self.account(self.perspective).chain(self.outcomes())
    }

    /// The ratio of gains to payments of an account.
    pub fn ratio(self, account: usize) -> usize {
        self.outcomes().end + account
    }

    /// How many there are.
    pub fn count(self) -> usize {
        self.ratio(self.accounts)
    }

    /// Person-years, then events.
    pub fn outcomes(self) -> Range<usize> {
        self.accounts * self.per_account()..self.accounts * self.per_account() + 1 + self.events
    }
}

/// The order statistics wanted of one column, by number of replications.
pub(super) fn wanted(columns: Columns, column: usize, count: u64, percentiles: &Percentiles) -> Wanted {
    let total = columns.is_total(column);
    let ends = ENDS.into_iter().chain(EXCEEDED_IN.map(|p| 1.0 - p)).filter(|_| total);
    let reported = percentiles.all().iter().copied();
    let whole = reported.clone().filter(|_| columns.is_event(column)).flat_map(|p| whole_ends(p, count));
    Wanted { probabilities: reported.chain(ends).chain(whole).collect(), shortfall: total.then_some(SHORTFALL), count }
}
