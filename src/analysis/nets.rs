//! Net benefits replication by replication, for comparisons with common random numbers.

use crate::model::{AccountId, CashFlow, Model};
use crate::random::Design;
use crate::simulate::{Batch, DetailColumn, Expectations, Fold, Monitor, RunError, run_design};

/// Yearly and cumulative net benefits of some accounts in every replication, column by column.
#[derive(Debug, Clone)]
pub struct Nets {
    years: usize,
    accounts: Vec<AccountId>,
    /// By account: each year (undiscounted), then cumulative at the end of each year (discounted if asked). Last [`Spent`].
    columns: Vec<Vec<f64>>,
}

/// What an account spends and brings about over the first years, in every replication: present values of payments and of person-years,
/// and those who leave the programme.
#[derive(Debug, Clone, Copy)]
pub struct Spent {
    /// Whose money it is.
    pub account: AccountId,
    /// How many years count, from the first.
    pub years: usize,
}

impl Spent {
    const COLUMNS: usize = 3;
}

impl Nets {
    /// Runs all replications of a design.
    ///
    /// # Errors
    /// As [`run_design`].
    pub fn run(
        model: &Model,
        accounts: &[AccountId],
        spent: Spent,
        design: &Design,
        monitor: &impl Monitor,
    ) -> Result<Self, RunError> {
        let keep = KeepNets { model, accounts, spent };
        let columns = run_design(model, design, 0..design.replications(), &keep, monitor)?;
        Ok(Self { years: model.calendar.years, accounts: accounts.to_vec(), columns })
    }

    /// Net benefits of an account in a year, by position, undiscounted.
    #[must_use]
    pub fn yearly(&self, account: AccountId, year: usize) -> &[f64] {
        self.column(account, year)
    }

    /// Net benefits of an account from the start to the end of a year, present values.
    #[must_use]
    pub fn cumulative(&self, account: AccountId, year: usize) -> &[f64] {
        self.column(account, self.years + year)
    }

    /// Payments, person-years and participants, in the order of [`Spent`].
    #[must_use]
    pub fn spent(&self) -> [&[f64]; Spent::COLUMNS] {
        let first = self.columns.len() - Spent::COLUMNS;
        std::array::from_fn(|at| self.columns[first + at].as_slice())
    }

    fn column(&self, account: AccountId, at: usize) -> &[f64] {
        let position = self.accounts.iter().position(|known| *known == account);
        position.map_or(&[], |position| &self.columns[position * 2 * self.years + at])
    }

    /// The bytes of a number of replications of some accounts.
    #[must_use]
    pub fn bytes(years: usize, accounts: usize, replications: u64) -> u64 {
        ((years * accounts * 2 + Spent::COLUMNS) * size_of::<f64>()) as u64 * replications
    }
}

/// Keeps the columns.
struct KeepNets<'m> {
    model: &'m Model,
    accounts: &'m [AccountId],
    spent: Spent,
}

impl Fold for KeepNets<'_> {
    type Part = Vec<Vec<f64>>;

    fn expectations(&self) -> Expectations {
        Expectations::None
    }

    fn by_year(&self) -> bool {
        true
    }

    fn begin(&self, replications: usize) -> Self::Part {
        let columns = self.accounts.len() * 2 * self.model.calendar.years + Spent::COLUMNS;
        (0..columns).map(|_| Vec::with_capacity(replications)).collect()
    }

    fn add(&self, part: &mut Self::Part, batch: &Batch) {
        let (discounting, years) = (&self.model.discounting, self.model.calendar.years);
        let certain = discounting.certain_rate();
        for (account, columns) in self.accounts.iter().zip(part.chunks_mut(2 * years)) {
            let (yearly, cumulative) = columns.split_at_mut(years);
            for (year, column) in yearly.iter_mut().enumerate() {
                column.extend_from_slice(batch.yearly(*account, year));
            }
            for (i, rate) in batch.discount_rates().iter().enumerate() {
                let rate = certain.unwrap_or(*rate);
                let present = |year: usize| batch.yearly(*account, year)[i] * discounting.weight(rate, year);
                let flow = CashFlow::new((0..years).map(present));
                cumulative.iter_mut().zip(flow.cumulative()).for_each(|(column, net)| column.push(*net));
            }
        }
        self.add_spent(part, batch);
    }

    fn join(&self, part: &mut Self::Part, next: Self::Part) {
        part.iter_mut().zip(next).for_each(|(column, next)| column.extend(next));
    }
}

impl KeepNets<'_> {
    fn add_spent(&self, part: &mut [Vec<f64>], batch: &Batch) {
        let (discounting, Spent { account, years }) = (&self.model.discounting, self.spent);
        let certain = discounting.certain_rate();
        let first = part.len() - Spent::COLUMNS;
        let [payments, person_years, participants] = &mut part[first..] else { return };
        let groups: Vec<usize> = self.model.participating(account).collect();
        for (i, rate) in batch.discount_rates().iter().enumerate() {
            let rate = certain.unwrap_or(*rate);
            let at = |column| batch.detail(column)[i];
            let present = |of: &dyn Fn(usize) -> DetailColumn| -> f64 {
                (0..years).map(|year| at(of(year)) * discounting.weight(rate, year)).sum()
            };
            payments.push(present(&|year| DetailColumn::Payments(account, year)));
            person_years.push(present(&DetailColumn::PersonYears));
            let taken_in = |year| groups.iter().map(move |group| at(DetailColumn::Participants(*group, year)));
            participants.push((0..years).flat_map(taken_in).sum());
        }
    }
}
