//! The tariff: the value of activity.
//!
//! The ledger is linear in activity. So the lines are summed once for each draw into a [`Tariff`], and the simulated and the expected
//! ledger are products with it.

use super::amounts::Amounts;
use super::cash_flow::net;
use super::{AccountId, Activity, Draw, Model, Number, Priced, Row};
use std::ops::Range;

/// The value of one unit of each activity to each account in each year at one draw, undiscounted; gains and payments separately.
#[derive(Debug, Clone)]
pub struct Tariff<N = f64> {
    years: usize,
    amounts: Amounts<N>,
    /// Account by account, gains before payments; within these in the order in which the lines first reach the rows.
    sides: Vec<TariffSide<N>>,
    /// Where the gains and the payments of each account lie among them.
    accounts: Vec<[Range<usize>; 2]>,
    values: Vec<N>,
}

/// The gain, or the payment, of an account per unit of a row of activity.
#[derive(Debug, Clone)]
struct TariffSide<N> {
    row: Row,
    /// Whether the row has person-years.
    own: bool,
    /// The first year's place among the values.
    first: usize,
    /// The number of values: one where a unit is worth the same in all years, else one for each year.
    years: usize,
    /// Whether it is the same at every draw.
    certain: bool,
    wires: Vec<Wire<N>>,
}

/// A line behind one side of an account.
#[derive(Debug, Clone)]
struct Wire<N> {
    line: usize,
    step: Option<usize>,
    /// The account's stake without sign, 0 where it belongs to the other side; one value for all years, or one for each.
    stakes: Vec<N>,
    certain: bool,
}

/// Gains and payments.
const GAINS: usize = 0;
const PAYMENTS: usize = 1;

impl<N: Number> Tariff<N> {
    /// The tariff of a model without values; [`Tariff::update`] writes them.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let mut tariff = Self {
            years: model.calendar.years,
            amounts: Amounts::new(model),
            sides: Vec::new(),
            accounts: Vec::new(),
            values: Vec::new(),
        };
        for account in 0..model.accounts.len() {
            let reached = Reached::of(model, account);
            let mut add = |side: usize| {
                let first = tariff.sides.len();
                for row in &reached {
                    tariff.add_side(model, account, side, row);
                }
                first..tariff.sides.len()
            };
            let ranges = [add(GAINS), add(PAYMENTS)];
            tariff.accounts.push(ranges);
        }
        tariff.sum_up(|_| true);
        tariff
    }

    /// Adds a side of an account, if any line may be on it.
    fn add_side(&mut self, model: &Model, account: usize, side: usize, reached: &Reached) {
        let Reached { row, own, lines } = reached;
        let base = Draw::side_by_side(|_| model.base_draw());
        let wire = |&(line, step): &(usize, Option<usize>)| {
            let mut wire = Wire { line, step, stakes: Vec::new(), certain: is_certain(model, account, line) };
            wire.update(model, account, side, &base);
            (!wire.certain || wire.stakes.iter().any(|stake| *stake != N::default())).then_some(wire)
        };
        let wires: Vec<Wire<N>> = lines.iter().filter_map(wire).collect();
        if wires.is_empty() {
            return;
        }
        let steady = wires.iter().all(|wire| self.amounts.are_steady(wire.line) && wire.stakes.len() == 1);
        let certain = wires.iter().all(|wire| self.amounts.are_certain(wire.line) && wire.certain);
        let years = if steady { 1 } else { self.years };
        self.sides.push(TariffSide { row: *row, own: *own, first: self.values.len(), years, certain, wires });
        self.values.resize(self.values.len() + years, N::default());
    }

    /// Works the values out at a draw.
    pub fn update(&mut self, model: &Model, draw: &Draw<N>) {
        for (account, sides) in self.accounts.iter().enumerate() {
            for (side, range) in sides.iter().enumerate() {
                let wires = self.sides[range.clone()].iter_mut().flat_map(|side| &mut side.wires);
                wires.filter(|wire| !wire.certain).for_each(|wire| wire.update(model, account, side, draw));
            }
        }
        N::vectorised(
            #[inline(always)]
            || {
                self.amounts.update(model, draw);
                self.sum_up(|side| !side.certain);
            },
        );
    }

    #[inline(always)]
    fn sum_up(&mut self, wanted: impl Fn(&TariffSide<N>) -> bool) {
        for side in self.sides.iter().filter(|side| wanted(side)) {
            for (year, value) in self.values[side.first..][..side.years].iter_mut().enumerate() {
                let mut sum = N::default();
                for Wire { line, stakes, .. } in &side.wires {
                    sum += stakes[year.min(stakes.len() - 1)] * self.amounts.at(*line, year);
                }
                *value = sum;
            }
        }
    }

    /// The sum over some sides of activity times value in a year; with `own`, only of rows of person-years.
    #[inline(always)]
    fn posted(&self, activity: &Activity<N>, sides: &Range<usize>, year: usize, only_own: bool) -> N {
        let mut sum = N::default();
        for side in &self.sides[sides.clone()] {
            if side.own | !only_own {
                sum += self.values[side.first + year.min(side.years - 1)] * activity.row(side.row)[year];
            }
        }
        sum
    }

    /// The gain and the payment of an account from an activity in a year.
    #[must_use]
    #[inline(always)]
    pub fn gain_and_payment(&self, AccountId(account): AccountId, activity: &Activity<N>, year: usize) -> [N; 2] {
        let [gains, payments] = &self.accounts[account];
        [self.posted(activity, gains, year, false), self.posted(activity, payments, year, false)]
    }

    /// The part of an account's gain in a year that is paid per person-year.
    #[must_use]
    #[inline(always)]
    pub fn own_gain(&self, AccountId(account): AccountId, activity: &Activity<N>, year: usize) -> N {
        self.posted(activity, &self.accounts[account][GAINS], year, true)
    }

    /// Gains and payments of every account by year, from activity. `gains` and `payments` are accounts by years, flat.
    pub fn apply(&self, activity: &Activity<N>, gains: &mut [N], payments: &mut [N]) {
        N::vectorised(
            #[inline(always)]
            || {
                for cell in 0..self.len() {
                    let (account, year) = (AccountId(cell / self.years), cell % self.years);
                    [gains[cell], payments[cell]] = self.gain_and_payment(account, activity, year);
                }
            },
        );
    }

    /// Accounts by years: the length of the buffers that [`Tariff::apply`] writes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.accounts.len() * self.years
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
        gains: &'a [N],
        payments: &'a [N],
    ) -> impl Iterator<Item = N> + use<'a, N> {
        let range = account.0 * self.years..(account.0 + 1) * self.years;
        gains[range.clone()].iter().zip(&payments[range]).map(|(gain, payment)| net(*gain, *payment))
    }
}

impl<N: Number> Wire<N> {
    /// Computes an account's stake in the line that counts on a side.
    fn update(&mut self, model: &Model, account: usize, side: usize, draw: &Draw<N>) {
        let (line, view) = (&model.lines[self.line], &model.accounts[account]);
        let stake = |year: usize| -> N {
            let stake = view.stake(line, self.step, draw, model.calendar.year(year));
            N::each(|lane| {
                let stake = stake.lane(lane);
                if usize::from(stake < 0.0) == side { stake.abs() } else { 0.0 }
            })
        };
        self.stakes.clear();
        self.stakes.extend((0..if line.stake_varies() { model.calendar.years } else { 1 }).map(stake));
    }
}

/// A row of activity that has a value to an account.
struct Reached {
    row: Row,
    own: bool,
    /// The lines behind it, and the steps of their stairs.
    lines: Vec<(usize, Option<usize>)>,
}

impl Reached {
    /// The rows of an account, in the order in which the lines first reach them.
    fn of(model: &Model, account: usize) -> Vec<Self> {
        let (view, rows) = (&model.accounts[account], model.rows());
        let mut reached: Vec<Self> = Vec::new();
        for (index, line) in model.lines.iter().enumerate().filter(|(_, line)| view.covers(line)) {
            let own = line.is_per_person_year();
            for Priced { row, group, step } in line.rows(&rows, index) {
                if !view.covers_group(group) {
                    continue;
                }
                match reached.iter_mut().find(|known| (known.row, known.own) == (row, own)) {
                    Some(known) => known.lines.push((index, step)),
                    None => reached.push(Self { row, own, lines: vec![(index, step)] }),
                }
            }
        }
        reached
    }
}

/// Whether an account's stake in a line is the same at every draw.
fn is_certain(model: &Model, account: usize, line: usize) -> bool {
    model.accounts[account].has_certain_stake(&model.lines[line])
}
