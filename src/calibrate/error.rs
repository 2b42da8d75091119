//! Why data cannot be calibrated.

use crate::distribution::DistributionError;

/// What is wrong with the data of one result, with the key that it is about.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CalibrateError {
    /// A value lies outside what is allowed.
    #[error("{found} is not allowed; allowed: {allowed}")]
    Value {
        /// The key of the value, such as `events`.
        key: &'static str,
        /// The value found.
        found: String,
        /// What would be allowed.
        allowed: String,
    },
    /// The values are each allowed, but not together.
    #[error("{message}")]
    Together {
        /// The key that can mend it.
        key: &'static str,
        /// What is wrong, and what is allowed instead.
        message: String,
    },
    /// No distribution has these properties.
    #[error(transparent)]
    Distribution(#[from] DistributionError),
}

impl CalibrateError {
    pub(super) fn value(key: &'static str, found: impl std::fmt::Display, allowed: impl Into<String>) -> Self {
        Self::Value { key, found: found.to_string(), allowed: allowed.into() }
    }

    pub(super) fn together(key: &'static str, message: impl Into<String>) -> Self {
        Self::Together { key, message: message.into() }
    }

    /// The key that the problem is about; empty where it is the whole table.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Value { key, .. } | Self::Together { key, .. } => key,
            Self::Distribution(_) => "",
        }
    }
}

/// `found` if it is finite and above zero.
pub(super) fn positive(key: &'static str, found: f64) -> Result<f64, CalibrateError> {
    if found.is_finite() && found > 0.0 {
        Ok(found)
    } else {
        Err(CalibrateError::value(key, found, "a number above 0"))
    }
}

/// `found` if it is finite.
pub(super) fn finite(key: &'static str, found: f64) -> Result<f64, CalibrateError> {
    if found.is_finite() { Ok(found) } else { Err(CalibrateError::value(key, found, "a finite number")) }
}
