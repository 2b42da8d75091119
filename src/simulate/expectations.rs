//! At which replications of a run the exact expectation is worked out.

/// At which replications of a run the [exact expectation](crate::expected) is worked out.
///
/// It feeds the mean of exact expectations and the split of the variance, nothing else. Where it is most of the work, a
/// systematic part of the replications has one, and these two are estimated from that part alone, each with the error of so
/// many replications. Which replications these are follows from their numbers, so it is the same for any number of threads
/// and in any range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectations {
    /// At every one.
    Every,
    /// At those whose number, from 0, is a multiple of [`Expectations::STEP`].
    EveryEighth,
    /// At none: nobody reads them.
    None,
}

impl Expectations {
    /// From one replication of the systematic part to the next.
    pub const STEP: u64 = 8;

    /// The first of so many replications, by position from a replication on, that has an exact expectation, and how far it
    /// is to the next.
    pub(super) fn first_and_step(self, from: u64, replications: usize) -> (usize, usize) {
        match self {
            Self::Every => (0, 1),
            Self::EveryEighth => ((from.next_multiple_of(Self::STEP) - from) as usize, Self::STEP as usize),
            Self::None => (replications, 1),
        }
    }

    /// The share of replications that have one.
    pub(super) fn share(self) -> f64 {
        match self {
            Self::Every => 1.0,
            Self::EveryEighth => 1.0 / Self::STEP as f64,
            Self::None => 0.0,
        }
    }
}
