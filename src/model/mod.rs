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
mod amounts;
mod business_case;
mod calendar;
mod cash_flow;
mod copula;
mod discounting;
pub mod employment;
pub mod event;
mod event_setting;
mod group;
mod group_setting;
mod household;
pub mod intake;
mod labour_market;
mod ledger;
mod line_setting;
pub(crate) mod number;
mod onset;
mod parameter;
mod payer;
mod quantity;
mod reach;
pub mod refund;
pub mod relapse;
pub mod saved_support;
mod setting;
mod setting_error;
pub mod spell;
mod stairs_setting;
mod stay;
pub mod support;
mod tariff;
pub mod time;

pub use account::{Account, AccountId, Scope};
pub use activity::{Activity, GroupRows, Priced, Row, Rows};
pub use amounts::Amounts;
pub use business_case::{BusinessCase, CaseLine};
pub use calendar::{Calendar, Since};
pub(crate) use cash_flow::{Balance, ROUNDING, net, rounded_off};
pub use cash_flow::{BreakEven, CashFlow};
pub use copula::{Copula, Correlation, NotPositiveDefinite, RankCorrelation, normal_from_rank, rank_from_normal};
pub use discounting::{Discounting, Timing};
pub use employment::{Circumstances, Coupling, Employment, Entry, Tier, TierId};
pub use event::{Arms, Effect, Event, EventKind, Frequency, Subject};
pub use event_setting::EventSetting;
pub use group::Group;
pub use group_setting::{Cohort, GroupSetting, TierSetting};
pub use household::{Household, MOST_MEMBERS, Members, MembersError};
pub use intake::Intake;
pub use labour_market::LabourMarket;
pub use ledger::{Amount, Driver, Kind, Line, Nature};
pub use line_setting::{OwnLine, RefundLine};
pub use number::{Lanewise, Number};
pub use onset::{Arrival, Leaving, LeavingPart, Onset, Wait};
pub use parameter::{Assumed, Assumption, Cut, Draw, Grade, ListEntry, Parameter, ParameterId};
pub use payer::{Payer, PayerId};
pub use quantity::{BetweenFamilies, EachSpec, Quantity, Series, Share, Varying};
pub use refund::{Bands, Refund, RefundRule, RefundTerms, RefundUnit};
pub use relapse::Relapse;
pub use setting::Setting;
pub use setting_error::SettingError;
pub use spell::Spell;
pub use stairs_setting::StairsLine;
pub use stay::{Period, Stay};
pub use support::{Off, Stairs};
pub use tariff::Tariff;

/// A validated scenario: everything that is computed follows from it, a seed and a number of replications.
#[derive(Debug, Clone)]
pub struct Model {
    /// What the scenario is called in results.
    pub title: String,
    /// Which programme it is about: scenarios of one programme share their luck when they are compared.
    pub programme: Option<String>,
    /// The unit of money in results, such as `kr.`.
    pub currency: String,
    /// Which years are counted.
    pub calendar: Calendar,
    /// The groups of families, each with numbers of its own; one without a name where there are no subgroups.
    pub groups: Vec<Group>,
    /// The ids of the tiers of self-sufficiency that some group has, best first.
    pub tiers: Vec<String>,
    /// What else may happen to families.
    pub events: Vec<EventName>,
    /// The part of the pilot's effect that remains in operation.
    pub scale_up: Quantity,
    /// Good and bad years, where the scenario has any.
    pub labour_market: Option<LabourMarket>,
    /// The ledger lines in the order of the file.
    pub lines: Vec<Line>,
    /// The payers that some line touches, in the order declared.
    pub payers: Vec<Payer>,
    /// Whose results are reported: each payer, sums of payers, and parts of the perspective's ledger.
    pub accounts: Vec<Account>,
    /// The account whose figures head the results.
    pub perspective: AccountId,
    /// How later years are weighed.
    pub discounting: Discounting,
    /// The uncertain numbers that are drawn once per replication.
    pub parameters: Vec<Parameter>,
    /// Distributions whose mean a limit moves, drawn once per replication or between families.
    pub cuts: Vec<Cut>,
    /// Which of them go together, where the scenario says so.
    pub copula: Option<Copula>,
    /// What the scenario says of it, between the parameters that are uncertain.
    pub correlations: Vec<Correlation>,
    /// Every number of the scenario with its documentation, uncertain or not, in the order of the file.
    pub assumptions: Vec<Assumption>,
    /// The path of the number whose switching value the table shows, where the scenario names one.
    pub switching: Option<String>,
    /// What the author should know of the scenario, in sentences; shown wherever its results are.
    pub notes: Vec<String>,
}

/// An event as the whole model knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventName {
    /// Its id in the scenario; `placement` for the placements of children.
    pub id: String,
    /// What results call it.
    pub title: String,
    /// Which way round its numbers count.
    pub effect: Effect,
    /// The ids of its kinds; one without a name where it has none.
    pub kinds: Vec<String>,
}

/// The event that `[placements]` declares.
pub const PLACEMENT: &str = "placement";

impl Model {
    /// The draw in which every parameter has its base value: what the expected table rests on.
    #[must_use]
    pub fn base_draw(&self) -> Draw {
        Draw::new(self.parameters.iter().map(|parameter| parameter.base).collect())
    }

    /// The draw at a point of the unit cube, one uniform for each parameter: tied by the copula, then each through its
    /// parameter's quantile function. Random, Latin hypercube and Sobol designs differ only in the points they choose.
    #[must_use]
    pub fn draw_at(&self, mut point: Vec<f64>) -> Draw {
        if let Some(copula) = &self.copula {
            copula.tie(&mut point);
        }
        for (u, parameter) in point.iter_mut().zip(&self.parameters) {
            *u = parameter.distribution.sample(*u);
        }
        Draw::new(point)
    }

    /// The path of an event's section in the scenario.
    #[must_use]
    pub fn event_path(&self, id: &str) -> String {
        if id == PLACEMENT { "placements".to_owned() } else { format!("events.{id}") }
    }

    /// Whether any group has employment.
    #[must_use]
    pub fn has_employment(&self) -> bool {
        self.groups.iter().any(|group| group.employment.is_some())
    }

    /// The one number that an assumption stands for at base values, where it is one.
    #[must_use]
    pub fn base_value(&self, assumption: &Assumption) -> Option<f64> {
        match &assumption.value {
            Assumed::Fixed(value) => Some(*value),
            Assumed::Uncertain(id) => Some(self.parameters[id.0].base),
            Assumed::List(_) | Assumed::Each(_) | Assumed::EachYear(_) => None,
        }
    }

    /// How the arms are coupled, where any group has employment; `mixed` where groups differ.
    #[must_use]
    pub fn coupling(&self) -> Option<&'static str> {
        let mut names = self.groups.iter().filter_map(|group| Some(group.employment.as_ref()?.coupling.name()));
        let first = names.next()?;
        Some(if names.all(|name| name == first) { first } else { "mixed" })
    }

    /// The rows of activity that the ledger's lines are multiplied with.
    #[must_use]
    pub fn rows(&self) -> Rows {
        Rows::new(self)
    }
}
