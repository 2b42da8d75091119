//! From data to distributions: what counts, arms, programmes, amounts, opinions and curves say of an uncertain number, and what they
//! cannot say.
//!
//! Everything here is a grid or a quadrature: the same data give the same bytes. Nothing is read or written: [`Calibration::read`] takes
//! text, [`Calibration::fragment`] gives a piece of a scenario.
//!
//! | data | result | posterior |
//! |---|---|---|
//! | events of n | [`CountFit`] | Beta, exact |
//! | tiers | [`TiersFit`] | independent Betas of a broken stick, exact |
//! | two arms | [`ArmsFit`] | joint: Gauss-Legendre points over the better known arm |
//! | several programmes | [`ProgrammesFit`] | grid over middle and spread, Gauss-Hermite over each programme |
//! | amounts (mean, sd, n) | [`AmountFit`] | Student t by its first two moments |
//! | relapse by month | [`RelapseFit`] | independent Betas by interval |
//! | quantiles that people state | [`ElicitedFit`] | least squares on probabilities, by family; a linear pool |
//! | entry by month | [`EntryFit`] | grid over plateau, median and shape, by family |

mod amounts;
mod arms;
mod counts;
mod data;
mod elicited;
mod entry;
mod entry_curves;
mod entry_grid;
mod error;
mod families;
mod fragment;
mod kinds;
mod limit;
mod middle_and_spread;
mod programmes;
mod relapse;
mod simplex;
mod spread;
mod tiers;
#[cfg(test)]
mod truth;

pub use amounts::{AmountData, AmountFit, AmountSpread};
pub use arms::{ArmsData, ArmsFit, Correlation};
pub use counts::{BetaPrior, CountData, CountFit, EventCount, IntervalRule};
pub use data::{Calibrated, CalibratedItem, Calibration, DataOrigin};
pub use elicited::{ElicitedData, ElicitedFit, Expert, ExpertFit};
pub use entry::{EntryData, EntryFamilyFit, EntryFit, EntryPoint, EntryPriors, EntryRow};
pub use entry_curves::{EntryFamily, EntryPace};
pub use error::CalibrateError;
pub use families::{FittedFamily, FittedMember, FittedName, FittedQuantile, StatedQuantile};
pub use limit::DataLimit;
pub use programmes::{MiddlePrior, NewProgramme, ProgrammesData, ProgrammesFit};
pub use relapse::{AfterLast, IntervalHazard, RelapseData, RelapseFit, RelapseRow};
pub use spread::{Interval, Posterior, QuantileAt, TOLD};
pub use tiers::{TierCount, TierData, TierFit, TiersFit};
