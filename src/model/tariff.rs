//! The tariff: what activity is worth.
//!
//! Everything after the families' courses is linear in activity, so a draw's lines are summed once into a [`Tariff`], and
//! both the simulated and the expected ledger are products with it.

use super::cash_flow::rounded_off;
use super::{AccountId, Activity, Draw, Model, Row};

/// What one unit of each activity is worth to each account in each year at one draw, undiscounted; gains and
/// payments apart.
#[derive(Debug, Clone)]
pub struct Tariff {
    years: usize,
    accounts: usize,
    entries: Vec<Entry>,
    /// Year by entry: first all gains, then all payments of an entry.
    values: Vec<f64>,
    wiring: Vec<Wire>,
}

/// A line that adds to an entry of the tariff.
#[derive(Debug, Clone, Copy)]
struct Wire {
    line: usize,
    account: usize,
    step: Option<usize>,
    entry: usize,
}

/// An account and a row with at least one line between them.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Entry {
    account: usize,
    row: Row,
    /// Whether its row is one of person-years: the outcome's own.
    own: bool,
}

impl Tariff {
    /// The tariff's shape for a model: which account meets which row. Values come with [`Tariff::update`].
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        let mut wiring = Vec::new();
        let rows = model.rows();
        for (index, line) in model.lines.iter().enumerate() {
            let priced = line.rows(&rows, index);
            for (account, view) in model.accounts.iter().enumerate().filter(|(_, view)| view.covers(line)) {
                for unit in priced.iter().filter(|unit| view.covers_group(unit.group)) {
                    let entry = Entry { account, row: unit.row, own: line.is_per_person_year() };
                    let at = entries.iter().position(|known| *known == entry).unwrap_or_else(|| {
                        entries.push(entry);
                        entries.len() - 1
                    });
                    wiring.push(Wire { line: index, account, step: unit.step, entry: at });
                }
            }
        }
        let years = model.calendar.years;
        Self { years, accounts: model.accounts.len(), values: vec![0.0; entries.len() * 2 * years], entries, wiring }
    }

    /// Works the values out at a draw, from what a unit of each line is worth: `amounts` is lines by years, flat.
    pub fn update(&mut self, model: &Model, draw: &Draw, amounts: &[f64]) {
        self.values.fill(0.0);
        let years = self.years;
        for &Wire { line, account, step, entry } in &self.wiring {
            let view = &model.accounts[account];
            let varies = model.lines[line].stake_varies();
            let stake = |year: usize| {
                let year = model.calendar.year(year);
                model.lines[line].stake(&view.members, step, (draw, year)) * view.weight.at(draw)
            };
            let first = stake(0);
            for (year, amount) in amounts[line * years..][..years].iter().enumerate() {
                let stake = if varies { stake(year) } else { first };
                let side = usize::from(stake < 0.0);
                self.values[(entry * 2 + side) * years + year] += stake.abs() * amount;
            }
        }
    }

    /// Gains and payments of every account by year, from activity. `gains` and `payments` are accounts by years, flat.
    #[inline]
    pub fn apply(&self, activity: &Activity, gains: &mut [f64], payments: &mut [f64]) {
        let years = self.years;
        gains.fill(0.0);
        payments.fill(0.0);
        for (entry, values) in self.entries.iter().zip(self.values.chunks_exact(2 * years)) {
            let units = activity.row(entry.row);
            let target = entry.account * years..(entry.account + 1) * years;
            let (gain, payment) = values.split_at(years);
            for (total, (value, unit)) in gains[target.clone()].iter_mut().zip(gain.iter().zip(units)) {
                *total += value * unit;
            }
            for (total, (value, unit)) in payments[target].iter_mut().zip(payment.iter().zip(units)) {
                *total += value * unit;
            }
        }
    }

    /// What of the gains that [`Tariff::apply`] writes is per person-year.
    pub fn own_gains(&self, activity: &Activity, own: &mut [f64]) {
        let years = self.years;
        own.fill(0.0);
        let entries = self.entries.iter().zip(self.values.chunks_exact(2 * years));
        for (entry, values) in entries.filter(|(entry, _)| entry.own) {
            let target = &mut own[entry.account * years..(entry.account + 1) * years];
            target
                .iter_mut()
                .zip(values)
                .zip(activity.row(entry.row))
                .for_each(|((total, value), unit)| *total += value * unit);
        }
    }

    /// Accounts by years: the length of the buffers that [`Tariff::apply`] writes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.accounts * self.years
    }

    /// Whether there is nothing to apply.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Net benefit of one account by year from buffers written by [`Tariff::apply`].
    pub fn net<'a>(
        &self,
        account: AccountId,
        gains: &'a [f64],
        payments: &'a [f64],
    ) -> impl Iterator<Item = f64> + use<'a> {
        let range = account.0 * self.years..(account.0 + 1) * self.years;
        gains[range.clone()]
            .iter()
            .zip(&payments[range])
            .map(|(gain, payment)| rounded_off(gain - payment, gain + payment))
    }
}
