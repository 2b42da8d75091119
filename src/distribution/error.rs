//! Why a distribution cannot exist.

use super::Argument;

/// What is wrong with the evidence given for a distribution, in words for the person who wrote it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DistributionError {
    /// One argument lies outside what the distribution allows.
    #[error("`{argument}` = {found} is not allowed; allowed: {allowed}")]
    Argument {
        /// Which argument.
        argument: Argument,
        /// The value found.
        found: f64,
        /// What would be allowed.
        allowed: String,
    },
    /// The arguments do not amount to any known way of giving this distribution.
    #[error("{0}")]
    Form(String),
    /// The arguments are each allowed, but no member of the family has these properties.
    #[error("{0}")]
    NoFit(String),
}

impl DistributionError {
    pub(super) fn argument(argument: Argument, found: f64, allowed: impl Into<String>) -> Self {
        Self::Argument { argument, found, allowed: allowed.into() }
    }
}

/// `found` if it is finite and above zero.
pub(super) fn positive(argument: Argument, found: f64) -> Result<f64, DistributionError> {
    if found.is_finite() && found > 0.0 {
        Ok(found)
    } else {
        Err(DistributionError::argument(argument, found, "a number above 0"))
    }
}

/// `found` if it can be the shape of a distribution: with one that is closer to zero all mass would lie on the ends.
pub(super) fn shape(argument: Argument, found: f64) -> Result<f64, DistributionError> {
    const LEAST: f64 = 1e-12;
    if found.is_finite() && found >= LEAST {
        Ok(found)
    } else {
        Err(DistributionError::argument(argument, found, format!("a number from {LEAST:e} up")))
    }
}

/// `found` if it is a finite number.
pub(super) fn finite(argument: Argument, found: f64) -> Result<f64, DistributionError> {
    if found.is_finite() { Ok(found) } else { Err(DistributionError::argument(argument, found, "a finite number")) }
}
