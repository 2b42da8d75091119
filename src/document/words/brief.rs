//! Short forms for readers who are no economists.

use crate::document::Likelihood;

/// A count of 100.
#[derive(Clone, Copy)]
pub(in crate::document) enum OutOf100 {
    /// That many.
    Exactly(u8),
    /// Some, but not one whole.
    FewerThanOne,
    /// Not all, but more than 99.
    MoreThan99,
    /// None were seen; that many at most.
    AtMost(u8),
    /// All were seen; that many at least.
    AtLeast(u8),
    /// No randomisation of a design saw it.
    None,
    /// All saw it.
    All,
}

/// Ranges, counts of 100 and words for probabilities.
pub(in crate::document) trait BriefWords {
    /// Where something lies.
    fn between(&self, low: &str, high: &str) -> String;
    /// A count of 100.
    fn out_of_100(&self, count: OutOf100) -> String;
    /// A count of 100 simulated courses.
    fn courses(&self, count: OutOf100) -> String;
    /// How likely a surplus is.
    fn likelihood(&self, likelihood: Likelihood) -> &'static str;
}
