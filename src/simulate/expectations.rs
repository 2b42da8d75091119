//! Which replications of a run have an exact expectation.

/// Which replications of a run have an [exact expectation](crate::expected).
///
/// It is used for the mean of exact expectations and for the split of the variance only. Where it would be most of the work, a
/// systematic sample of the replications has one: both are then estimated from this sample, with its error. The sample depends on
/// the replications' numbers only, so it is the same for any number of threads and in any range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectations {
    /// Every replication.
    Every,
    /// Replications with a number, from 0, that is a multiple of [`Expectations::STEP`].
    EveryEighth,
    /// No replication: the results are not used.
    None,
}

impl Expectations {
    /// The step from one replication of the systematic sample to the next.
    pub const STEP: u64 = 8;

    /// The position of the first replication that has an exact expectation, among `replications` from number `from` on, and the step
    /// to the next.
    pub(super) fn first_and_step(self, from: u64, replications: usize) -> (usize, usize) {
        match self {
            Self::Every => (0, 1),
            Self::EveryEighth => ((from.next_multiple_of(Self::STEP) - from) as usize, Self::STEP as usize),
            Self::None => (replications, 1),
        }
    }

    /// The share of replications that have an exact expectation.
    pub(super) fn share(self) -> f64 {
        match self {
            Self::Every => 1.0,
            Self::EveryEighth => 1.0 / Self::STEP as f64,
            Self::None => 0.0,
        }
    }
}
