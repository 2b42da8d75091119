//! What is known of a response with some of its inputs held.

use super::paired::probability_positive;
use super::response::{HeldInput, Response};
use super::shared_points::{Means, SharedPoints};
use crate::statistics::{Chance, Estimate};
use serde::Serialize;

/// The net benefit with some inputs held.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Level {
    /// The other inputs at base values.
    pub expected: f64,
    /// Mean over the others.
    pub mean: Estimate,
    /// P(outcome > 0); `null` where an incomplete payer's is withheld.
    pub probability: Option<Chance>,
}

/// What is known with some inputs held.
pub(super) struct Held {
    pub expected: f64,
    pub means: Means,
    pub outcomes: Vec<f64>,
    pub complete: bool,
}

impl Held {
    pub fn of<R: Response>(response: &R, design: &SharedPoints, held: &[HeldInput]) -> Result<Self, R::Error> {
        // Outcomes first: a run that is stopped then ends at once.
        let outcomes = response.outcomes(held)?;
        let expected = response.begin()?(&response.base(held))?;
        Ok(Self { expected, means: design.means(response, held)?, outcomes, complete: response.complete() })
    }

    pub fn level(&self) -> Level {
        Level {
            expected: self.expected,
            mean: self.means.estimate(),
            probability: self.complete.then(|| probability_positive(&self.outcomes)),
        }
    }
}
