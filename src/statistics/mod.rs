//! The only moments, quantiles and Monte Carlo errors in the house.
//!
//! | estimate | error | where |
//! |---|---|---|
//! | mean | s / √n | [`PowerSums::mean`] |
//! | standard deviation | delta method on the second moment | [`PowerSums::standard_deviation`] |
//! | probability | √(p(1 − p)/n); seen never or always: the exact bound | [`Chance`] |
//! | quantile | half the gap between the order statistics one binomial sd either side | [`OrderStatistics::quantile`] |
//! | expected shortfall | asymptotic variance of the tail mean | [`shortfall`] |
//! | ratio of means | delta method | [`PairSums::ratio_of_means`] |
//! | variance split | influence function | [`SplitSums::split`] |
//!
//! Nothing here needs a whole sample at once. Sums pass by and are joined in a fixed order, so an estimate never depends on
//! the number of threads. Order statistics come from a [`Sketch`] (little memory, a stated error) and exactly from a
//! [`Selection`], where the sample was kept, or from a [`Survey`], where only what mattered was. [`gauss_legendre`] is the only numerical integration.

mod chance;
mod histogram;
mod order;
mod quadrature;
mod rows;
mod scale;
mod selection;
mod sieve;
mod sketch;
mod sums;
mod survey;

pub use chance::{Chance, Sample, bound_of_none};
pub use histogram::{Histogram, round_step};
pub use order::{OrderStatistics, Wanted, edge_of_tail, proportion, shortfall, whole_ends};
pub use quadrature::{gauss_legendre, gauss_legendre_points};
pub use scale::Scale;
pub use selection::{Selected, Selection};
pub use sieve::Picked;
pub use sketch::Sketch;
pub use sums::{PairSums, PowerSums, SplitSums, VarianceSplit};
pub use survey::Survey;

/// A Monte Carlo estimate with its standard error, in the unit of the value.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Estimate {
    /// The estimate itself.
    pub value: f64,
    /// Its Monte Carlo standard error: how far a rerun under another seed typically lands.
    pub mcse: f64,
}
