//! Families fitted to stated quantiles.

use super::error::CalibrateError;
use super::simplex::least;
use super::spread::Posterior;
use crate::distribution::{Beta, Distribution, Gamma, LogNormal, Normal, Pert, Univariate, standard_normal_quantile};
use serde::Serialize;

/// A value that is not exceeded with a probability, as somebody said.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct StatedQuantile {
    /// The probability, between 0 and 1.
    pub p: f64,
    /// The value.
    pub value: f64,
}

/// The families that are fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FittedName {
    /// Without bounds.
    Normal,
    /// From 0 up.
    LogNormal,
    /// From 0 up, less skewed.
    Gamma,
    /// Between two bounds.
    Beta,
}

impl FittedName {
    /// Every family, in the order in which they are told where they fit equally well.
    pub const ALL: [Self; 4] = [Self::Normal, Self::LogNormal, Self::Gamma, Self::Beta];

    /// The name in a data file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::LogNormal => "lognormal",
            Self::Gamma => "gamma",
            Self::Beta => "beta",
        }
    }
}

/// A member of a family as a scenario writes it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FittedMember {
    /// Mean and standard deviation.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
    /// Mean and standard deviation of the logarithm.
    LogNormal {
        /// Mean of ln x.
        meanlog: f64,
        /// Standard deviation of ln x.
        sdlog: f64,
    },
    /// Shape and scale.
    Gamma {
        /// Shape.
        shape: f64,
        /// Scale.
        scale: f64,
    },
    /// Weights α and β, between 0 and 1.
    Beta {
        /// α.
        alpha: f64,
        /// β.
        beta: f64,
    },
    /// The same between other bounds: a PERT with its shape.
    Pert {
        /// Lower bound.
        min: f64,
        /// Mode.
        mode: f64,
        /// Upper bound.
        max: f64,
        /// α + β − 2.
        shape: f64,
    },
}

impl FittedMember {
    /// The distribution; `None` where the numbers are none of the family.
    pub(super) fn distribution(self) -> Option<Distribution> {
        match self {
            Self::Normal { mean, sd } => Normal::new(mean, sd).ok().map(Distribution::Normal),
            Self::LogNormal { meanlog, sdlog } => LogNormal::new(meanlog, sdlog).ok().map(Distribution::LogNormal),
            Self::Gamma { shape, scale } => Gamma::new(shape, scale).ok().map(Distribution::Gamma),
            Self::Beta { alpha, beta } => Beta::new(alpha, beta).ok().map(Distribution::Beta),
            Self::Pert { min, mode, max, shape } => Pert::new(min, mode, max, shape).ok().map(Distribution::Pert),
        }
    }
}

/// A stated quantile beside the fitted one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FittedQuantile {
    /// The probability.
    pub p: f64,
    /// What was said.
    pub stated: f64,
    /// What the family has there.
    pub fitted: f64,
    /// The probability that the family gives to what was said.
    pub probability: f64,
}

/// A family fitted to stated quantiles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FittedFamily {
    /// Which family.
    pub name: FittedName,
    /// The member that fits best.
    pub member: FittedMember,
    /// Σ (F(vᵢ) − pᵢ)².
    pub squares: f64,
    /// The largest |F(vᵢ) − pᵢ|.
    pub distance: f64,
    /// Stated against fitted.
    pub quantiles: Vec<FittedQuantile>,
    /// The fitted distribution in numbers.
    pub spread: Posterior,
}

impl FittedFamily {
    pub(super) fn distribution(&self) -> Option<Distribution> {
        self.member.distribution()
    }
}

/// Every family that these bounds allow, fitted, the best first.
pub(super) fn fits(
    stated: &[StatedQuantile],
    bounds: (Option<f64>, Option<f64>),
) -> Result<Vec<FittedFamily>, CalibrateError> {
    let positive = stated.iter().all(|stated| stated.value > 0.0);
    let allowed = |name: FittedName| match (name, bounds) {
        (FittedName::Normal, (None, None)) | (FittedName::Beta, (Some(_), Some(_))) => true,
        (FittedName::LogNormal | FittedName::Gamma, (min, None)) => positive && min.is_none_or(|min| min == 0.0),
        _ => false,
    };
    let mut found: Vec<FittedFamily> = FittedName::ALL
        .into_iter()
        .filter(|name| allowed(*name))
        .filter_map(|name| fit(name, stated, bounds))
        .collect();
    found.sort_by(|a, b| a.squares.total_cmp(&b.squares));
    if found.is_empty() {
        let message = "no family runs so; allowed: no bounds, min = 0 alone, or min and max";
        return Err(CalibrateError::together("min", message));
    }
    Ok(found)
}

/// The member of one family with the least squares; `None` where there is none.
fn fit(name: FittedName, stated: &[StatedQuantile], bounds: (Option<f64>, Option<f64>)) -> Option<FittedFamily> {
    let (start, member) = start(name, stated, bounds)?;
    let squares = |at: &[f64; 2]| {
        member(at).and_then(FittedMember::distribution).map_or(f64::INFINITY, |found| {
            stated.iter().map(|stated| (found.cdf(stated.value) - stated.p).powi(2)).sum()
        })
    };
    let best = least(start, 0.2, squares);
    let member = member(&best.at)?;
    let found = member.distribution()?;
    let quantiles: Vec<FittedQuantile> = stated
        .iter()
        .map(|&StatedQuantile { p, value }| FittedQuantile {
            p,
            stated: value,
            fitted: found.quantile(p),
            probability: found.cdf(value),
        })
        .collect();
    let distance = quantiles.iter().map(|told| (told.probability - told.p).abs()).fold(0.0, f64::max);
    Some(FittedFamily { name, member, squares: best.value, distance, quantiles, spread: Posterior::from(&found) })
}

/// A family as a function of two numbers over all of which the search may run.
type Member = Box<dyn Fn(&[f64; 2]) -> Option<FittedMember>>;

/// Where the search for a member begins, and the member at two numbers.
fn start(
    name: FittedName,
    stated: &[StatedQuantile],
    (min, max): (Option<f64>, Option<f64>),
) -> Option<([f64; 2], Member)> {
    let (first, last) = (stated.first()?, stated.last()?);
    let scores = standard_normal_quantile(last.p) - standard_normal_quantile(first.p);
    // Location and spread of a normal through the outer two, on a scale.
    let normal = |scale: fn(f64) -> f64| {
        let sd = (scale(last.value) - scale(first.value)) / scores;
        (scale(first.value) - standard_normal_quantile(first.p) * sd, sd)
    };
    let (mean, sd) = normal(|x| x);
    match name {
        FittedName::Normal => {
            // In units of that spread.
            let member =
                move |at: &[f64; 2]| Some(FittedMember::Normal { mean: mean + sd * at[0], sd: sd * at[1].exp() });
            Some(([0.0, 0.0], Box::new(member)))
        }
        FittedName::LogNormal => {
            let (meanlog, sdlog) = normal(f64::ln);
            let member = move |at: &[f64; 2]| {
                Some(FittedMember::LogNormal { meanlog: meanlog + sdlog * at[0], sdlog: sdlog * at[1].exp() })
            };
            Some(([0.0, 0.0], Box::new(member)))
        }
        FittedName::Gamma => {
            let (meanlog, sdlog) = normal(f64::ln);
            let shape = 1.0 / (sdlog * sdlog).exp_m1().max(1e-4);
            let scale = meanlog.exp() / shape;
            let member = move |at: &[f64; 2]| {
                Some(FittedMember::Gamma { shape: shape * at[0].exp(), scale: scale * at[1].exp() })
            };
            Some(([0.0, 0.0], Box::new(member)))
        }
        FittedName::Beta => {
            let (min, max) = (min?, max?);
            let (middle, width) = (((mean - min) / (max - min)).clamp(0.02, 0.98), sd / (max - min));
            let weight = (middle * (1.0 - middle) / (width * width) - 1.0).clamp(1.0, 5_000.0);
            let member = move |at: &[f64; 2]| {
                let (alpha, beta) = (weight * middle * at[0].exp(), weight * (1.0 - middle) * at[1].exp());
                of_bounds(alpha, beta, min, max)
            };
            Some(([0.0, 0.0], Box::new(member)))
        }
    }
}

/// A Beta between two bounds as a scenario writes it. Between others than 0 and 1 that is a PERT with mode
/// min + (α − 1)/(α + β − 2)·(max − min) and shape α + β − 2, which needs weights above 1.
fn of_bounds(alpha: f64, beta: f64, min: f64, max: f64) -> Option<FittedMember> {
    if min == 0.0 && max == 1.0 {
        return Some(FittedMember::Beta { alpha, beta });
    }
    let shape = alpha + beta - 2.0;
    let mode = min + (alpha - 1.0) / shape * (max - min);
    (alpha > 1.0 && beta > 1.0).then_some(FittedMember::Pert { min, mode, max, shape })
}
