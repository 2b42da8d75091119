//! The results of a few hundred replications, one column per number.

use super::Expectations;
use super::detail::{Detail, DetailColumn};
use crate::model::{AccountId, Model};
use std::borrow::Cow;
use std::ops::Range;

/// The most replications of a batch: its columns stay in a core's own cache.
pub const BATCH: usize = 256;

/// The order of the columns.
///
/// For each account: net benefit of each year, its exact expectation (for replications that have one), both undiscounted; then the
/// present values of gains, of payments, and of gains per person-year. After all accounts: person-years, discount rate, with
/// discounting the present value of the person-years, and the number of each event. Then what [`Detail`] adds, and with discounting the
/// present value of each event's numbers. Last, what was observed until each review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Years of the horizon.
    pub years: usize,
    /// Accounts reported.
    pub accounts: usize,
    /// Events of the model.
    pub events: usize,
    /// Whether the model discounts.
    pub discounted: bool,
    /// What else there is.
    pub detail: Detail,
    /// Reviews that may stop the programme.
    pub reviews: usize,
}

impl Layout {
    /// The layout for a model.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        Self {
            years: model.calendar.years,
            accounts: model.accounts.len(),
            events: model.events.len(),
            discounted: model.discounting.is_active(),
            detail: Detail::of(model),
            reviews: model.stop_rule().map_or(0, |review| review.checkpoints.len()),
        }
    }

    /// The same with every number by year.
    #[must_use]
    pub fn by_year(self) -> Self {
        Self { detail: Detail { by_year: true, ..self.detail }, ..self }
    }

    /// Numbers of one replication.
    #[must_use]
    pub fn width(&self) -> usize {
        self.observed(self.reviews)
    }

    /// The column of what was observed until a review.
    pub(super) fn observed(&self, review: usize) -> usize {
        self.present_start() + if self.discounted { self.events } else { 0 } + review
    }

    fn present_start(&self) -> usize {
        self.detail_start() + self.detail.width(self.years, self.accounts, self.events)
    }

    /// The column of the present value of an event's numbers: the numbers themselves without discounting.
    pub(super) fn present_events(&self, event: usize) -> usize {
        if self.discounted { self.present_start() + event } else { self.events(event) }
    }

    /// The first column of what [`Detail`] adds.
    pub(super) fn detail_start(&self) -> usize {
        self.events(0) + self.events
    }

    /// A column of the detail.
    pub(super) fn detail(&self, column: DetailColumn) -> usize {
        self.detail_start() + self.detail.place(column, self.years, self.accounts)
    }

    fn per_account(&self) -> usize {
        2 * self.years + 3
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

    pub(super) fn own_gains(&self, account: usize) -> usize {
        self.gains(account) + 2
    }

    pub(super) fn person_years(&self) -> usize {
        self.accounts * self.per_account()
    }

    /// The column of the present value of the person-years: the person-years themselves without discounting.
    pub(super) fn present_person_years(&self) -> usize {
        if self.discounted { self.discount_rate() + 1 } else { self.person_years() }
    }

    pub(super) fn discount_rate(&self) -> usize {
        self.person_years() + 1
    }

    pub(super) fn events(&self, event: usize) -> usize {
        self.discount_rate() + 1 + usize::from(self.discounted) + event
    }
}

/// Consecutive replications, at most [`BATCH`], by column.
#[derive(Debug, Clone)]
pub struct Batch {
    layout: Layout,
    /// The first replication, from 0.
    pub first: u64,
    len: usize,
    /// Which replications have an exact expectation.
    pub(super) expectations: Expectations,
    /// The first position that has an exact expectation, and the step to the next.
    exact: (usize, usize),
    values: Vec<f64>,
}

impl Batch {
    /// An empty batch.
    #[must_use]
    pub fn new(layout: Layout) -> Self {
        Self {
            layout,
            first: 0,
            len: 0,
            expectations: Expectations::Every,
            exact: (0, 1),
            values: vec![0.0; layout.width() * BATCH],
        }
    }

    pub(super) fn layout(&self) -> Layout {
        self.layout
    }

    /// Reuses the buffer for other replications; their numbers are written next.
    pub(super) fn begin(&mut self, replications: &Range<u64>) {
        self.first = replications.start;
        self.len = (replications.end - replications.start) as usize;
        self.exact = self.expectations.first_and_step(self.first, self.len);
        debug_assert!(self.len <= BATCH);
    }

    /// The number of replications.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Net benefit of an account in a year, undiscounted.
    #[must_use]
    pub fn yearly(&self, account: AccountId, year: usize) -> &[f64] {
        self.column(self.layout.yearly(account.0) + year)
    }

    /// The exact expectation of [`Batch::yearly`] at the parameters of each replication that has one, in the order of
    /// [`Batch::with_expectation`].
    #[must_use]
    pub fn expected(&self, account: AccountId, year: usize) -> &[f64] {
        let exact = self.positions_with_expectation().len();
        &self.column(self.layout.expected(account.0) + year)[..exact]
    }

    /// The values of a column for the replications with an exact expectation.
    #[must_use]
    pub fn with_expectation<'c>(&self, column: &'c [f64]) -> Cow<'c, [f64]> {
        if self.all_have_expectations() {
            return Cow::Borrowed(column);
        }
        Cow::Owned(self.positions_with_expectation().map(|position| column[position]).collect())
    }

    /// Whether every replication has its exact expectation.
    #[must_use]
    pub fn all_have_expectations(&self) -> bool {
        self.expectations == Expectations::Every
    }

    fn positions_with_expectation(&self) -> impl ExactSizeIterator<Item = usize> + use<> {
        let (first, step) = self.exact;
        (first..self.len).step_by(step)
    }

    /// The row of a replication's exact expectation in its columns; `None` without one.
    pub(super) fn place_of_expectation(&self, position: usize) -> Option<usize> {
        let (first, step) = self.exact;
        let after = position.checked_sub(first)?;
        after.is_multiple_of(step).then_some(after / step)
    }

    /// Gains of an account before payments; present value.
    #[must_use]
    pub fn gains(&self, account: AccountId) -> &[f64] {
        self.column(self.layout.gains(account.0))
    }

    /// Payments of an account; present value.
    #[must_use]
    pub fn payments(&self, account: AccountId) -> &[f64] {
        self.column(self.layout.payments(account.0))
    }

    /// The part of [`Batch::gains`] that is paid per person-year.
    #[must_use]
    pub fn own_gains(&self, account: AccountId) -> &[f64] {
        self.column(self.layout.own_gains(account.0))
    }

    /// Additional self-sufficient person-years.
    #[must_use]
    pub fn person_years(&self) -> &[f64] {
        self.column(self.layout.person_years())
    }

    /// Their present value: discounted like money.
    #[must_use]
    pub fn present_person_years(&self) -> &[f64] {
        self.column(self.layout.present_person_years())
    }

    /// The first discount rate.
    #[must_use]
    pub fn discount_rates(&self) -> &[f64] {
        self.column(self.layout.discount_rate())
    }

    /// The number of one event, avoided or gained.
    #[must_use]
    pub fn events(&self, event: usize) -> &[f64] {
        self.column(self.layout.events(event))
    }

    /// Their present value: each discounted like money of the year in which it counts.
    #[must_use]
    pub fn present_events(&self, event: usize) -> &[f64] {
        self.column(self.layout.present_events(event))
    }

    /// What was observed under the programme until a review that may stop it, by position.
    #[must_use]
    pub fn observed(&self, review: usize) -> &[f64] {
        self.column(self.layout.observed(review))
    }

    /// A column of the [`Detail`] that the fold asked for.
    #[must_use]
    pub fn detail(&self, column: DetailColumn) -> &[f64] {
        self.column(self.layout.detail(column))
    }

    /// How many leave the programme, over all years, in some groups; `None` where no draw changes that.
    #[must_use]
    pub fn participants(&self, groups: impl Iterator<Item = usize>) -> Option<Vec<f64>> {
        if !self.layout.detail.counts_participants() {
            return None;
        }
        let mut sums = vec![0.0; self.len()];
        for group in groups {
            for year in 0..self.layout.years {
                let column = self.detail(DetailColumn::Participants(group, year));
                sums.iter_mut().zip(column).for_each(|(sum, more)| *sum += more);
            }
        }
        Some(sums)
    }

    /// Every column.
    pub(super) fn columns(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks_exact(BATCH).map(|column| &column[..self.len])
    }

    fn column(&self, at: usize) -> &[f64] {
        &self.values[at * BATCH..][..self.len]
    }

    /// A column from a replication on, to write to.
    #[inline(always)]
    pub(super) fn lanes_mut(&mut self, at: usize, from: usize) -> &mut [f64] {
        &mut self.values[at * BATCH..][..BATCH][from..]
    }
}
