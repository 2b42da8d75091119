//! The only moments, quantiles and Monte Carlo errors in the house.
//!
//! | estimate | error | where |
//! |---|---|---|
//! | mean | s / √n | [`mean`] |
//! | standard deviation | delta method on the second moment | [`standard_deviation`] |
//! | probability | √(p(1 − p)/n) | [`proportion`] |
//! | quantile | half the gap between the order statistics one binomial sd either side | [`Sorted::quantile`] |
//! | expected shortfall | asymptotic variance of the tail mean | [`Sorted::shortfall`] |
//! | ratio of means | delta method | [`ratio_of_means`] |
//! | variance split | influence function | [`variance_split`] |
//!
//! [`gauss_legendre`] is the only numerical integration. Sums run in a fixed order, so an estimate never depends on the number of threads.

mod histogram;
mod moments;
mod quadrature;
mod ratio;
mod sorted;
mod split;

pub use histogram::{Histogram, round_step};
pub use moments::{mean, mean_of, proportion, standard_deviation};
pub use quadrature::gauss_legendre;
pub use ratio::ratio_of_means;
pub use sorted::Sorted;
pub use split::{VarianceSplit, variance_split};

/// A Monte Carlo estimate with its standard error, in the unit of the value.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Estimate {
    /// The estimate itself.
    pub value: f64,
    /// Its Monte Carlo standard error: how far a rerun under another seed typically lands.
    pub mcse: f64,
}
