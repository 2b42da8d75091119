//! The domain: families, tiers, relapse, placements, ledger lines, payers and the calendar.
//!
//! A [`Model`] is a validated scenario. It is pure data with the rules of the field beside it: no files, no threads, no
//! clock, no random numbers. One rule stands in one file and serves both the simulation, which applies it to one family,
//! and the exact expectation, which applies it to all of them at once.
//!
//! Uncertain numbers are [`Quantity`]s that refer to a [`Parameter`]; a [`Draw`] gives every parameter a value, and
//! [`Setting::of`] works a model out at one draw into flat arrays that the simulation can run through quickly.

mod account;
mod activity;
mod business_case;
mod calendar;
mod cash_flow;
mod discounting;
pub mod employment;
pub mod intake;
mod ledger;
mod parameter;
mod placement;
mod quantity;
pub mod relapse;
mod setting;

pub use account::{Account, AccountId, Payer, PayerId};
pub use activity::{Activity, Row, Rows};
pub use business_case::{BusinessCase, CaseLine};
pub use calendar::Calendar;
pub use cash_flow::{BreakEven, CashFlow};
pub use discounting::{Discounting, Timing};
pub use employment::{Coupling, Employment, Entry, Segment, Tier, TierId};
pub use intake::Intake;
pub use ledger::{Amount, Driver, Kind, Line, Nature, Share, Tariff};
pub use parameter::{Assumed, Assumption, Draw, Grade, ListEntry, Parameter, ParameterId};
pub use placement::{Duration, Placements, Stay};
pub use quantity::{BetweenFamilies, EachSpec, Quantity, Series};
pub use relapse::Relapse;
pub use setting::{OwnPrice, Setting, SettingError};

/// A validated scenario: everything that is computed follows from it, a seed and a number of replications.
#[derive(Debug, Clone)]
pub struct Model {
    /// What the scenario is called in results.
    pub title: String,
    /// The unit of money in results, such as `kr.`.
    pub currency: String,
    /// Which years are counted.
    pub calendar: Calendar,
    /// Who leaves the programme when.
    pub intake: Intake,
    /// Entry to self-sufficiency and relapse, where the scenario has any.
    pub employment: Option<Employment>,
    /// Placements of children avoided, where the scenario has any.
    pub placements: Option<Placements>,
    /// The ledger lines in the order of the file.
    pub lines: Vec<Line>,
    /// The payers that some line touches, in the order declared.
    pub payers: Vec<Payer>,
    /// Whose results are reported: each payer, the public sector, and society where declared complete.
    pub accounts: Vec<Account>,
    /// The account whose figures head the results.
    pub perspective: AccountId,
    /// How later years are weighed.
    pub discounting: Discounting,
    /// The uncertain numbers that are drawn once per replication.
    pub parameters: Vec<Parameter>,
    /// Every number of the scenario with its documentation, uncertain or not, in the order of the file.
    pub assumptions: Vec<Assumption>,
}

impl Model {
    /// The draw in which every parameter has its base value: what the expected table rests on.
    #[must_use]
    pub fn base_draw(&self) -> Draw {
        Draw::new(self.parameters.iter().map(|parameter| parameter.base).collect())
    }

    /// The rows of activity that the ledger's lines are multiplied with.
    #[must_use]
    pub fn rows(&self) -> Rows {
        Rows::new(self)
    }
}
