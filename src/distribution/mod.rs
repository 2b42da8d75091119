//! Probability distributions as an analyst needs them: quantile functions, truncated means, fits to evidence.
//!
//! Every uncertain number is drawn by inversion, [`Distribution::sample`]: one uniform per draw, monotone, so that random, Latin
//! hypercube and Sobol designs share one path and scenarios compared under the same seed share their luck. One file per
//! distribution, in the same order: what it is and its formula, validating constructor, functions, tests.
//!
//! Beside the usual functions each distribution knows its **partial moments** E\[Xᵏ; X ≤ x\] for k = 1, 2. They give the
//! mean of a truncated distribution and the expected placement-years of a random duration in closed form.
//!
//! A truncated distribution keeps its formula and changes its mean: E\[X | a < X ≤ b\] = (E\[X; X ≤ b\] − E\[X; X ≤ a\]) / (F(b) − F(a)).
//! Parametrisations are those of Johnson, Kotz and Balakrishnan, *Continuous Univariate Distributions* (2nd edition, 1994–95); each
//! type states its own.
//!
//! # Example
//!
//! What is known of a number, in the form in which it is found, and what follows from it:
//!
//! ```
//! use provenu::distribution::{Argument, Distribution, Evidence, Univariate};
//!
//! let evidence = |scalars: &[(Argument, f64)]| -> Evidence {
//!     Evidence { scalars: scalars.to_vec(), ..Evidence::default() }
//! };
//! // 12 of 57 adults: Beta(12, 45).
//! let share = evidence(&[(Argument::Events, 12.0), (Argument::Of, 57.0)]).distribution()?;
//! assert!((share.mean() - 12.0 / 57.0).abs() < 1e-15);
//! // The same uniform gives the same quantile, so a draw under one seed is the same in every scenario.
//! assert_eq!(share.sample(0.5), share.quantile(0.5));
//! // Whoever needs it often takes a table, whose error is stated.
//! let table: Distribution = share.clone().tabulated();
//! assert!((table.sample(0.9) - share.quantile(0.9)).abs() < 1e-9);
//! # Ok::<(), provenu::distribution::DistributionError>(())
//! ```

mod argument;
mod beta;
mod cumulative;
mod error;
mod evidence;
mod gamma;
mod integrals;
mod invert;
mod loglogistic;
mod lognormal;
mod normal;
mod normal_probabilities;
mod normal_scores;
mod pert;
mod points;
mod polynomial;
mod shift;
mod table;
mod triangular;
mod truncated;
mod uniform;
mod weibull;

pub use argument::Argument;
pub use beta::Beta;
pub use cumulative::Cumulative;
pub(crate) use cumulative::rising as rising_shares;
pub use error::DistributionError;
pub use evidence::{DistributionFamily, Evidence};
pub use gamma::Gamma;
pub use loglogistic::LogLogistic;
pub use lognormal::LogNormal;
pub use normal::{Normal, standard_cdf as standard_normal_cdf, standard_quantile as standard_normal_quantile};
pub(crate) use normal_probabilities::NormalProbabilities;
pub(crate) use normal_scores::NormalScores;
pub use pert::Pert;
pub use points::Points;
pub use shift::ShiftError;
pub use table::Tabulated;
pub use triangular::Triangular;
pub use truncated::Truncated;
pub use uniform::Uniform;
pub use weibull::Weibull;

use crate::vectorised::{Numbers, each_lane};
use fearless_simd::Simd;

/// What every distribution of one real quantity can tell.
pub trait Univariate {
    /// P(X ≤ x).
    fn cdf(&self, x: f64) -> f64;
    /// The smallest x with P(X ≤ x) ≥ p, for 0 < p < 1.
    fn quantile(&self, p: f64) -> f64;
    /// [`Univariate::quantile`], found sooner where it lies near `near`; any other value of it is safe.
    fn quantile_near(&self, p: f64, _near: f64) -> f64 {
        self.quantile(p)
    }
    /// E\[X\].
    fn mean(&self) -> f64;
    /// Var(X).
    fn variance(&self) -> f64;
    /// Smallest and largest possible value; infinite where there is none.
    fn support(&self) -> (f64, f64);
    /// E\[Xᵏ; X ≤ x\] for order k = 1 or 2.
    fn partial_moment(&self, order: Order, x: f64) -> f64;
}

/// Which power of X a partial moment takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// E\[X; X ≤ x\].
    First,
    /// E\[X²; X ≤ x\].
    Second,
}

/// Any of the distributions a scenario can name.
#[derive(Debug, Clone, PartialEq)]
pub enum Distribution {
    /// All mass on one value.
    Fixed(f64),
    /// Equally likely between two ends.
    Uniform(Uniform),
    /// Straight lines up to a mode and down again.
    Triangular(Triangular),
    /// Smooth curve through minimum, mode and maximum.
    Pert(Pert),
    /// The bell curve.
    Normal(Normal),
    /// Positive and skewed: the logarithm is normal.
    LogNormal(LogNormal),
    /// Positive and skewed, as waiting times and uncertain rates are.
    Gamma(Gamma),
    /// A share between 0 and 1.
    Beta(Beta),
    /// Positive, with rising or falling hazard.
    Weibull(Weibull),
    /// A time until something happens, with a long tail.
    LogLogistic(LogLogistic),
    /// The shares by some times, in straight lines between them.
    Cumulative(Cumulative),
    /// A few values with weights: discrete outcomes or an empirical sample.
    Points(Points),
    /// One of the above, cut to an interval and rescaled.
    Truncated(Box<Truncated>),
    /// One of the above with a table for sampling.
    Tabulated(std::sync::Arc<Tabulated>),
}

macro_rules! each {
    ($self:ident, $inner:ident => $body:expr, $value:ident => $fixed:expr) => {
        match $self {
            Distribution::Fixed($value) => $fixed,
            Distribution::Uniform($inner) => $body,
            Distribution::Triangular($inner) => $body,
            Distribution::Pert($inner) => $body,
            Distribution::Normal($inner) => $body,
            Distribution::LogNormal($inner) => $body,
            Distribution::Gamma($inner) => $body,
            Distribution::Beta($inner) => $body,
            Distribution::Weibull($inner) => $body,
            Distribution::LogLogistic($inner) => $body,
            Distribution::Cumulative($inner) => $body,
            Distribution::Points($inner) => $body,
            Distribution::Truncated($inner) => $body,
            Distribution::Tabulated(tabulated) => {
                let $inner = tabulated.inner();
                $body
            }
        }
    };
}

impl Univariate for Distribution {
    fn cdf(&self, x: f64) -> f64 {
        each!(self, d => d.cdf(x), v => f64::from(u8::from(*v <= x)))
    }
    fn quantile(&self, p: f64) -> f64 {
        each!(self, d => d.quantile(p), v => *v)
    }
    fn quantile_near(&self, p: f64, near: f64) -> f64 {
        each!(self, d => d.quantile_near(p, near), v => *v)
    }
    fn mean(&self) -> f64 {
        each!(self, d => d.mean(), v => *v)
    }
    fn variance(&self) -> f64 {
        each!(self, d => d.variance(), _v => 0.0)
    }
    fn support(&self) -> (f64, f64) {
        each!(self, d => d.support(), v => (*v, *v))
    }
    fn partial_moment(&self, order: Order, x: f64) -> f64 {
        each!(self, d => d.partial_moment(order, x), v => match order {
            _ if *v > x => 0.0,
            Order::First => *v,
            Order::Second => v * v,
        })
    }
}

impl Distribution {
    /// Whether every draw is the same number.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        matches!(self, Self::Fixed(_))
    }

    /// The value that carries the uniform `u`: [`Univariate::quantile`], from a table where the distribution has one. Every
    /// draw goes this way; the [table](Tabulated) states its error.
    #[must_use]
    #[inline]
    pub fn sample(&self, u: f64) -> f64 {
        match self {
            Self::Tabulated(tabulated) => tabulated.sample(u),
            Self::Normal(normal) => normal.at_score(NormalScores::get().at(u)),
            Self::LogNormal(lognormal) => lognormal.at_score(NormalScores::get().at(u)),
            other => other.quantile(u),
        }
    }

    /// [`Distribution::sample`] in every lane.
    #[must_use]
    #[inline(always)]
    pub(crate) fn sample_lanes<S: Simd>(&self, simd: S, uniforms: &Numbers) -> Numbers {
        if let Self::Normal(normal) = self {
            let scores = NormalScores::get().at_lanes(simd, uniforms);
            return each_lane(|lane| normal.at_score(scores[lane]));
        }
        if let Self::Tabulated(tabulated) = self
            && let Some(values) = tabulated.table().and_then(
                #[inline(always)]
                |table| table.at_lanes(simd, uniforms),
            )
        {
            return values;
        }
        each_lane(|lane| self.sample(uniforms[lane]))
    }

    /// The same distribution, to be sampled often: with a table where its quantile function is expensive.
    #[must_use]
    pub fn tabulated(self) -> Self {
        match self {
            Self::Pert(_)
            | Self::LogNormal(_)
            | Self::Gamma(_)
            | Self::Beta(_)
            | Self::Weibull(_)
            | Self::LogLogistic(_)
            | Self::Truncated(_) => Self::Tabulated(std::sync::Arc::new(Tabulated::new(self))),
            other => other,
        }
    }

    /// Its values with their probabilities, where it has finitely many.
    #[must_use]
    pub fn atoms(&self) -> Option<Vec<(f64, f64)>> {
        match self {
            Self::Fixed(value) => Some(vec![(*value, 1.0)]),
            Self::Points(points) => Some(points.masses().collect()),
            _ => None,
        }
    }

    /// Checks that no draw can leave an interval.
    ///
    /// # Errors
    /// When the support reaches beyond it.
    pub fn require_within(&self, (least, most): (f64, f64)) -> Result<(), DistributionError> {
        let (low, high) = self.support();
        if low >= least && high <= most {
            return Ok(());
        }
        let (found, allowed) = (range((low, high)), range((least, most)));
        Err(DistributionError::Form(format!("{self} runs {found}; allowed: {allowed}")))
    }

    /// Of a distribution that is cut: its mean had it not been, and its mean as it is.
    #[must_use]
    pub fn means_of_cut(&self) -> Option<(f64, f64)> {
        match self {
            Self::Truncated(cut) => Some((cut.whole().mean(), cut.mean())),
            Self::Tabulated(tabulated) => tabulated.inner().means_of_cut(),
            _ => None,
        }
    }

    /// The distribution cut to `[lower, upper]` (infinite ends cut nothing), rescaled to probability one.
    ///
    /// # Errors
    /// When less than one in a million of it lies between the ends, or the family has ends of its own.
    pub fn truncated(self, lower: f64, upper: f64) -> Result<Self, DistributionError> {
        let (low, high) = self.support();
        if lower <= low && high <= upper {
            return Ok(self);
        }
        Ok(Self::Truncated(Box::new(Truncated::new(self, lower, upper)?)))
    }
}

/// A range in words; an infinite end is left out.
#[must_use]
pub fn range((low, high): (f64, f64)) -> String {
    match (low.is_finite(), high.is_finite()) {
        (true, true) => format!("from {} to {}", argument::short(low), argument::short(high)),
        (true, false) => format!("from {} up", argument::short(low)),
        (false, true) => format!("up to {}", argument::short(high)),
        (false, false) => "over all numbers".to_owned(),
    }
}

impl std::fmt::Display for Distribution {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        each!(self, d => d.fmt(f), v => write!(f, "fixed {}", argument::short(*v)))
    }
}

#[cfg(test)]
mod tests;
