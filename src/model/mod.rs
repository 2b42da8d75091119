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
pub mod costly_household;
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
mod programme;
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
pub use programme::{EventName, Model, PLACEMENT};
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
