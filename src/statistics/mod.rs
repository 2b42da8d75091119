//! The only moments, quantiles and Monte Carlo errors of the crate.
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
//! Nothing here needs a whole sample at once. Sums are taken as values pass and joined in a fixed order, so an estimate does not depend on
//! the number of threads. Order statistics come from a sketch, a histogram in little memory with a stated error, or exactly from the
//! values in the bins that a sketch shows to hold the wanted ranks. Integrals are Gauss-Legendre sums of sixteen points.
//!
//! For n independent replications with mean x̄ and standard deviation s, and m₄ the fourth central moment:
//!
//! * mean: x̄ ± s/√n; standard deviation: s ± √((m₄ − s⁴)/n) / 2s
//! * ratio of means R = ā/b̄: ± sd(a − R·b) / (b̄ √n), the delta method (Cochran, *Sampling Techniques*, 1977, section 6.3)
//! * variance split: Var(E) / (Var(E) + mean((Y − E)²)) with E the exact expectation at a replication's parameters and Y its result,
//!   the law of total variance
//! * expected shortfall of the worst share α, with q the α-quantile: ± √((var(tail) + (1 − α)(ES − q)²)/(αn)) (Manistre and Hancock,
//!   *North American Actuarial Journal* 9(2), 2005)
//!
//! # Example
//!
//! ```
//! use provenu::statistics::{Chance, PairSums, PowerSums};
//!
//! // Sums are taken about the first value, so that large means cost no digits.
//! let nets = [3.0e6, -1.0e6, 2.0e6, -2.0e6];
//! let mut sums = PowerSums::<4>::about(nets[0]);
//! sums.add(&nets);
//! let mean = sums.mean();
//! assert_eq!(mean.value, 0.5e6);
//! assert!((mean.mcse - (sums.variance() / 4.0).sqrt()).abs() < 1e-6);
//!
//! let pays = Chance::of(2, 4);
//! assert_eq!((pays.value, pays.mcse), (0.5, 0.25));
//!
//! // A benefit-cost ratio is a ratio of means, never a mean of ratios.
//! let mut pairs = PairSums::about(6.0, 2.0);
//! pairs.add(&[6.0, 2.0], &[2.0, 2.0]);
//! assert_eq!(pairs.ratio_of_means().expect("costs are not zero").value, 2.0);
//! ```

mod chance;
mod hermite;
mod histogram;
mod order;
mod quadrature;
mod ratios;
mod rows;
mod scale;
mod selection;
mod sieve;
mod sketch;
mod sums;
mod survey;

pub use chance::{Chance, Sample, bound_of_none};
pub(crate) use hermite::{normal_mean, normal_points};
pub use histogram::Histogram;
pub(crate) use histogram::round_step;
pub use order::{OrderStatistics, shortfall};
pub(crate) use order::{Wanted, edge_of_tail, proportion, whole_ends};
pub(crate) use quadrature::{gauss_legendre, gauss_legendre_points, integral};
pub(crate) use ratios::RatioCounts;
pub(crate) use scale::Scale;
pub(crate) use selection::{Selected, Selection};
pub(crate) use sieve::Picked;
pub(crate) use sketch::Sketch;
pub use sums::{PairSums, PowerSums, SplitSums, VarianceSplit};
pub(crate) use survey::Survey;

/// A Monte Carlo estimate with its standard error, in the unit of the value.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Estimate {
    /// The estimate itself.
    pub value: f64,
    /// Its Monte Carlo standard error: how far a rerun under another seed typically lands.
    pub mcse: f64,
}

impl Estimate {
    /// The estimate divided by a known number above zero.
    #[must_use]
    pub fn over(self, number: f64) -> Self {
        Self { value: self.value / number, mcse: self.mcse / number }
    }

    /// What is counted the other way round.
    #[must_use]
    pub fn negative(self) -> Self {
        Self { value: 0.0 - self.value, ..self }
    }
}
