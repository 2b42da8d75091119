//! What is known of a response with some of its inputs held.

use super::design::{Design, Means};
use super::paired::probability_positive;
use super::response::{Pin, Response};
use crate::statistics::Estimate;
use serde::Serialize;

/// The net benefit with some inputs held.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Level {
    /// The other inputs at base values.
    pub expected: f64,
    /// Mean over the others.
    pub mean: Estimate,
    /// P(outcome > 0).
    pub probability: Estimate,
}

/// What is known with some inputs held.
pub(super) struct Held {
    pub expected: f64,
    pub means: Means,
    pub outcomes: Vec<f64>,
}

impl Held {
    pub fn of<R: Response>(response: &R, design: &Design, pins: &[Pin]) -> Result<Self, R::Error> {
        // Outcomes first: a run that is stopped then ends at once.
        let outcomes = response.outcomes(pins)?;
        let expected = response.begin()?(&response.base(pins))?;
        Ok(Self { expected, means: design.means(response, pins)?, outcomes })
    }

    pub fn level(&self) -> Level {
        Level {
            expected: self.expected,
            mean: self.means.estimate(),
            probability: probability_positive(&self.outcomes),
        }
    }
}
