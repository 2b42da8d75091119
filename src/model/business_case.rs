//! The business case: years by lines by accounts, as municipalities print it.

use super::cash_flow::rounded_off;
use super::{Account, AccountId, Activity, CashFlow, Draw, Kind, Model};

/// A ledger written out line by line, undiscounted, with the totals councils look at.
#[derive(Debug, Clone, PartialEq)]
pub struct BusinessCase {
    /// One entry per line, in the order of the scenario.
    pub lines: Vec<CaseLine>,
    /// The weight of each year; all 1 without discounting.
    pub discount: Vec<f64>,
    /// Additional self-sufficient person-years by year.
    pub person_years: Vec<f64>,
    /// Events avoided or gained, by event and the year in which they begin.
    pub events: Vec<Vec<f64>>,
    /// Event-years avoided or gained, by event and year.
    pub event_years: Vec<Vec<f64>>,
    /// Those who leave the programme, by account and year: what its sums are divided by. All zero where there are none.
    pub participants: Vec<Vec<f64>>,
}

/// A line of the business case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseLine {
    /// The line's id.
    pub id: String,
    /// The line's title.
    pub title: String,
    /// Cost or saving.
    pub kind: Kind,
    /// Whether it is paid per person-year.
    pub own: bool,
    /// By account, by year: positive is gained, negative paid.
    pub accounts: Vec<Vec<f64>>,
    /// Whether each account stands to gain from the line; a negative value is then a gain forgone, not a payment.
    pub gains: Vec<bool>,
}

impl BusinessCase {
    /// The ledger of an activity at a draw.
    #[must_use]
    pub fn new(model: &Model, draw: &Draw, activity: &Activity) -> Self {
        let years = model.calendar.years;
        let rows = model.rows();
        let lines = model
            .lines
            .iter()
            .enumerate()
            .map(|(index, line)| {
                let amounts: Vec<f64> =
                    (0..years).map(|t| line.unit_amount(draw, t) * line.realised_share(draw, t)).collect();
                let priced = line.rows(&rows, index);
                let mut gains = vec![false; model.accounts.len()];
                let mut view = |(position, account): (usize, &Account)| {
                    let mut values = vec![0.0; years];
                    if account.covers(line) {
                        for unit in priced.iter().filter(|unit| account.covers_group(unit.group)) {
                            let units = activity.row(unit.row);
                            for (t, value) in values.iter_mut().enumerate() {
                                let stake = account.stake(line, unit.step, draw, model.calendar.year(t));
                                gains[position] |= stake > 0.0;
                                *value += stake * amounts[t] * units[t];
                            }
                        }
                    }
                    values
                };
                let accounts = model.accounts.iter().enumerate().map(&mut view).collect();
                CaseLine {
                    id: line.id.clone(),
                    title: line.title.clone(),
                    kind: line.kind,
                    own: line.is_per_person_year(),
                    accounts,
                    gains,
                }
            })
            .collect();
        Self {
            lines,
            discount: (0..years).map(|year| model.discounting.factor(draw, year)).collect(),
            person_years: activity.summed(rows.all_person_years()),
            events: (0..model.events.len()).map(|event| activity.summed(rows.all_events(event))).collect(),
            event_years: (0..model.events.len()).map(|event| activity.summed(rows.all_event_years(event))).collect(),
            participants: model.participants_in(&rows, activity),
        }
    }

    /// The lines that are of one kind to an account, summed by year, undiscounted; costs come out negative.
    #[must_use]
    pub fn total(&self, account: AccountId, kind: Kind) -> Vec<f64> {
        self.sum(account, |line| line.kind_to(account) == kind)
    }

    /// Net benefit of an account by year, undiscounted.
    #[must_use]
    pub fn net(&self, account: AccountId) -> Vec<f64> {
        self.sum(account, |_| true)
    }

    /// Net benefit of an account by year as present values, with break-even and funding.
    #[must_use]
    pub fn cash_flow(&self, account: AccountId) -> CashFlow {
        CashFlow::new(self.net(account).iter().zip(&self.discount).map(|(net, weight)| net * weight))
    }

    /// Present value of what an account gains and of what it pays, by which side of each line it stands on.
    #[must_use]
    pub fn gains_and_payments(&self, account: AccountId) -> (f64, f64) {
        let (mut gains, mut payments) = (0.0, 0.0);
        for line in &self.lines {
            let present = self.present(&line.accounts[account.0]);
            if line.gains[account.0] {
                gains += present;
            } else {
                payments -= present;
            }
        }
        (gains, payments)
    }

    /// Present value of the costs of an account less all its savings that are not paid per person-year.
    #[must_use]
    pub fn net_cost(&self, account: AccountId) -> f64 {
        let own = |line: &&CaseLine| line.own && line.gains[account.0];
        let others = self.lines.iter().filter(|line| !own(line));
        -others.map(|line| self.present(&line.accounts[account.0])).sum::<f64>()
    }

    /// How many an account's sums are divided by: all who leave the programme within the horizon; `None` where nobody does.
    #[must_use]
    pub fn taken_in(&self, account: AccountId) -> Option<f64> {
        let all: f64 = self.participants[account.0].iter().sum();
        (all > 0.0).then_some(all)
    }

    /// Additional person-years over the horizon, discounted like money.
    #[must_use]
    pub fn present_person_years(&self) -> f64 {
        self.present(&self.person_years)
    }

    /// The present value of amounts by year.
    #[must_use]
    pub fn present(&self, yearly: &[f64]) -> f64 {
        yearly.iter().zip(&self.discount).map(|(value, weight)| value * weight).sum()
    }

    fn sum(&self, account: AccountId, include: impl Fn(&CaseLine) -> bool) -> Vec<f64> {
        let lines = || self.lines.iter().filter(|line| include(line)).map(|line| &line.accounts[account.0]);
        let of = |year: usize| {
            let (sum, moved) =
                lines().fold((0.0, 0.0), |(sum, moved), line| (sum + line[year], moved + line[year].abs()));
            rounded_off(sum, moved)
        };
        (0..self.discount.len()).map(of).collect()
    }
}

impl CaseLine {
    /// The line's kind for an account: a transfer is a cost to one payer and income to the other.
    #[must_use]
    pub fn kind_to(&self, account: AccountId) -> Kind {
        if self.gains[account.0] { Kind::Saving } else { Kind::Cost }
    }
}
