//! Numbers that may hang on uncertain parameters.

use super::{Draw, ParameterId};
use crate::distribution::{Distribution, DistributionError, Evidence};

/// A number: fixed, or the value of an uncertain parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quantity {
    /// The same in every replication.
    Fixed(f64),
    /// Drawn once per replication.
    Parameter(ParameterId),
}

impl Quantity {
    /// The value at a draw.
    #[must_use]
    #[inline]
    pub fn at(&self, draw: &Draw) -> f64 {
        match self {
            Self::Fixed(value) => *value,
            Self::Parameter(id) => draw.get(*id),
        }
    }
}

/// One number per year: one level times a profile, so that an uncertain level is one draw for all years (independent
/// yearly draws would wrongly average out).
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The level, drawn once.
    pub level: Quantity,
    /// One factor per year; one alone serves every year.
    pub profile: Vec<Quantity>,
}

impl Series {
    /// The same quantity in every year.
    #[must_use]
    pub fn constant(level: Quantity) -> Self {
        Self { level, profile: vec![Quantity::Fixed(1.0)] }
    }

    /// The value in the year at a position from 0; the last entry of the profile carries on.
    #[must_use]
    #[inline]
    pub fn at(&self, draw: &Draw, year: usize) -> f64 {
        self.level.at(draw) * self.profile[year.min(self.profile.len() - 1)].at(draw)
    }
}

/// A quantity that differs between families (first-order uncertainty); the arguments of its distribution may themselves
/// be uncertain parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct EachSpec {
    /// The path of the quantity, which names its luck.
    pub path: String,
    /// The distribution between families, as written.
    pub evidence: Evidence<Quantity>,
}

impl EachSpec {
    /// The distribution between families at a draw.
    ///
    /// # Errors
    /// When the drawn arguments do not make a distribution.
    pub fn at(&self, draw: &Draw) -> Result<Distribution, DistributionError> {
        self.evidence.resolve(|quantity| quantity.at(draw)).distribution()
    }

    /// Whether any argument is uncertain.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.evidence.scalars.iter().any(|(_, quantity)| matches!(quantity, Quantity::Parameter(_)))
    }
}
