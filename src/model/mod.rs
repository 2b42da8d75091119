//! The domain: families, tiers, relapse, placements, ledger lines, payers and the calendar.
//!
//! A [`Model`] is a validated scenario. It is pure data with the rules of the field beside it: no files, no threads, no
//! clock, no random numbers. One rule stands in one file and serves both the simulation, which applies it to one family,
//! and the exact expectation, which applies it to all of them at once.
//!
//! Uncertain numbers are [`Quantity`]s that refer to a [`Parameter`]; a [`Draw`] gives every parameter a value, and
//! [`Setting::of`] works a model out at one draw into flat arrays that the simulation can run through quickly.
//!
//! # The rules in formulas
//!
//! | rule | formula | where |
//! |---|---|---|
//! | tier reached by an adult with uniform u | best tier k with u < c_k, the cumulative probabilities of the arm | [`employment`] |
//! | share of the effect in operation | p₀ + f·(p₁ − p₀) | [`Employment`] |
//! | good and bad years | p·f / (1 − p + p·f): the odds times f | [`relapse::scaled_odds`] |
//! | survival of self-sufficiency k years after entry | Π_{i ≤ k} (1 − h_i) | [`Relapse`] |
//! | a relapse curve in months as hazards | h_k = 1 − S_k / S_{k−1}, S_k the mean of S over the months 12k to 12(k + 1) | [`RelapseCurve`] |
//! | members of a family | a one-factor Gaussian copula with correlation ρ | [`Household`] |
//! | parameters that go together | a Gaussian copula, r = 2 sin(πρ/6) for a rank correlation ρ | [`Copula`] |
//! | a line's amount in year t | amount × quantity × factor × (1 + growth)^t × realised, per unit of its driver | [`Line`] |
//! | to one price level; for optimism bias | index of the level ÷ index of the price year; the factor of its evidence grade | [`Adjustment`] |
//! | weight of year t | Π (1 + rᵢ)^−tᵢ over the steps of the discount rate | [`Discounting`] |
//! | stays that begin together, above a limit | Σ aⱼ·E\[(tⱼ − T)⁺\] over the corners tⱼ, integrated over their durations | [`Together`] |
//! | refund of a household | month by month, against one twelfth of the yearly limits | [`refund`] |
//! | reimbursement | by weeks on support, in steps | [`support`] |
//!
//! A model comes from a scenario file ([`Scenario::parse`](crate::scenario::Scenario::parse)) or is built in code ([`Model::new`]).
//!
//! # Example
//!
//! ```
//! use provenu::expected::business_case;
//! use provenu::model::{Calendar, Driver, Group, Kind, Line, Model, Payer, PayerId, Quantity, Series};
//!
//! let model = Model::new(
//!     "Two years of training",
//!     Calendar { first_year: 2024, years: 2 },
//!     vec![Payer::public("municipality", "Municipality")],
//!     Group::of_adults(Series::constant(Quantity::Fixed(10.0)), None),
//!     vec![Line::new("training", Kind::Cost, PayerId(0), Driver::Adult, Quantity::Fixed(30_000.0))],
//! );
//! let case = business_case(&model, &model.base_draw())?;
//! assert_eq!(case.net(model.perspective), [-300_000.0, -300_000.0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod account;
mod activity;
mod actuals;
mod adjustment;
mod amounts;
mod beginning;
mod building;
mod business_case;
mod calendar;
mod cash_flow;
mod copula;
pub mod costly_household;
mod deviation;
mod discounting;
pub mod employment;
pub mod event;
mod event_duration;
mod event_setting;
mod formula;
mod frame;
mod group;
mod group_setting;
mod household;
pub mod intake;
mod label;
mod labour_market;
mod language;
mod ledger;
mod line_setting;
mod longer;
mod measured;
pub(crate) mod number;
mod onset;
mod parameter;
mod participants;
mod payer;
mod programme;
mod quantity;
mod reach;
pub mod refund;
pub mod relapse;
mod relapse_curve;
mod resized;
mod review;
pub mod saved_support;
mod seen;
mod setting;
mod setting_error;
mod shared_score;
pub mod spell;
mod stairs_setting;
mod stay;
mod study;
pub mod support;
mod tariff;
pub mod time;
mod titles;
mod together;
mod uncertain;

pub use account::{Account, AccountId, PartNames, PublicFunds, Scope, UnknownAccount};
pub use activity::{Activity, ActivityRows, GroupRows, Priced, Row};
pub use actuals::{ActualCost, ActualEntries, ActualEvents, ActualRelapses, Actuals};
pub use adjustment::{Adjustment, Optimism, PriceStep};
pub use amounts::Amounts;
pub use business_case::{BusinessCase, CaseLine};
pub use calendar::{Calendar, Since};
pub(crate) use cash_flow::{Balance, ROUNDING, net, rounded_off};
pub use cash_flow::{BreakEven, CashFlow};
pub use copula::{
    Copula, Correlation, Given, NotPositiveDefinite, RankCorrelation, normal_from_rank, rank_from_normal,
};
pub use deviation::{Deviation, DeviationRefused, DeviationScale};
pub use discounting::{Discounting, Timing};
pub use employment::{Circumstances, Coupling, Employment, Entry, Tier, TierId};
pub use event::{Arms, Effect, Event, EventKind, Frequency, Subject};
pub use event_duration::{EventDuration, EventStays};
pub use event_setting::EventSetting;
pub use formula::{Formula, Function, Operand, Operation, entry_path};
pub use frame::{Frame, PriceBasis, Provenance};
pub use group::Group;
pub use group_setting::{Cohort, GroupSetting, TierSetting};
pub use household::{Household, MOST_MEMBERS, Members, MembersError};
pub use intake::Intake;
pub use label::{Basis, Label, Written};
pub use labour_market::LabourMarket;
pub use language::Language;
pub use ledger::{Amount, Driver, Kind, Line, Nature};
pub use line_setting::{OwnLine, RefundLine};
pub use measured::{Better, Measured, Movement};
pub use number::{Lanewise, Number};
pub use onset::{Arrival, Leaving, LeavingPart, Onset, Wait};
pub use parameter::{Assumed, Assumption, Cut, Grade, ListEntry, Parameter, ParameterId};
pub use participants::Participants;
pub use payer::{Payer, PayerId};
pub use programme::{EventName, Model, PLACEMENT};
pub use quantity::{BetweenFamilies, EachSpec, Quantity, Series, Share, Varying};
pub use refund::{Bands, Refund, RefundRule, RefundTerms, RefundUnit};
pub use relapse::{Hazards, Relapse};
pub use relapse_curve::{After, Between, RelapseCurve, Remaining, Told};
pub use resized::ResizeRefused;
pub use review::{Checkpoint, Observed, Review};
pub use seen::{Seen, SeenSpell};
pub use setting::Setting;
pub use setting_error::SettingError;
pub(crate) use shared_score::SharedScore;
pub use spell::Spell;
pub use stairs_setting::StairsLine;
pub use stay::{Period, Stay};
pub use study::{Counted, Followed, Municipalities, Study};
pub use support::{OffSupport, Stairs};
pub use tariff::Tariff;
pub(crate) use titles::Titles;
pub use together::Together;
pub(crate) use together::expected_times;
pub use uncertain::{Computed, ComputedId, Draw, UncertainNumbers};
