//! The computing time and memory of a run or an analysis, estimated before it begins.

use super::{Expectations, Work};

/// The estimated computing time and memory of a run or an analysis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Simulations of the programme, each with all replications.
    pub simulations: usize,
    /// Replications of each simulation.
    pub replications: u64,
    /// Families of a replication.
    pub families: f64,
    /// Adults, children, families and events drawn in a replication of every simulation.
    pub draws: f64,
    /// Nanoseconds of one core, roughly.
    pub nanoseconds: f64,
    /// Bytes held at most.
    pub bytes: u64,
}

/// The most draws over all replications: some hours on two cores.
const MOST_DRAWS: f64 = 1e13;
/// Nanoseconds of a draw, roughly; only for messages.
const NANOSECONDS_PER_DRAW: f64 = 2.0;

impl Effort {
    /// The effort of a number of simulations with their exact expectations.
    #[must_use]
    pub fn of(work: &Work, expectations: Expectations, simulations: usize, replications: u64) -> Self {
        Self {
            simulations,
            replications,
            families: work.families,
            draws: work.draws * simulations as f64,
            nanoseconds: work.nanoseconds(expectations) * simulations as f64 * replications as f64,
            bytes: 0,
        }
    }

    /// Adds exact expectations computed beside the simulations.
    #[must_use]
    pub fn and_expectations(self, work: &Work, values: usize) -> Self {
        Self { nanoseconds: self.nanoseconds + work.expectation * values as f64, ..self }
    }

    /// Sets the memory from the bytes of a replication.
    #[must_use]
    pub fn holding(self, bytes_a_replication: u64) -> Self {
        Self { bytes: bytes_a_replication.saturating_mul(self.replications), ..self }
    }

    /// The same of no work at all.
    #[must_use]
    pub fn none(self) -> Self {
        Self { simulations: 0, draws: 0.0, nanoseconds: 0.0, bytes: 0, ..self }
    }

    /// This work and another after it: the times add up, the memory is that of the larger.
    #[must_use]
    pub fn then(self, other: Self) -> Self {
        Self {
            simulations: self.simulations + other.simulations,
            replications: self.replications.max(other.replications),
            families: self.families.max(other.families),
            draws: self.draws + other.draws,
            nanoseconds: self.nanoseconds + other.nanoseconds,
            bytes: self.bytes.max(other.bytes),
        }
    }

    /// The most replications that end within a day; `None` where these do.
    #[must_use]
    pub fn too_long(&self) -> Option<f64> {
        (self.draws * self.replications as f64 > MOST_DRAWS).then_some(MOST_DRAWS / self.draws)
    }

    /// Hours of one core that the draws alone take, roughly.
    #[must_use]
    pub fn hours(&self) -> f64 {
        self.draws * self.replications as f64 * NANOSECONDS_PER_DRAW * 1e-9 / 3600.0
    }
}
