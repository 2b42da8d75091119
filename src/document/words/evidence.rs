//! What is said of which assumption is worth knowing better.

use crate::statistics::Estimate;

/// Short texts about it.
#[cfg_attr(test, derive(Debug))]
pub(in crate::document) struct EvidenceLabels {
    /// Assumption, its share by itself, the error, its share with all that it does, the error.
    pub shares: [&'static str; 5],
    pub correlated: &'static str,
    pub shares_note: &'static str,
    /// Above the picture of shares.
    pub shares_about: &'static str,
    pub shares_unit: &'static str,
    /// Above the column of first-order shares.
    pub alone: &'static str,
}

/// Sentences about it.
pub(in crate::document) trait EvidenceWords {
    /// What chance between families and what assumptions have of all variance.
    fn chance_share(&self, span: &str, chance: Estimate) -> String;
    /// The assumption, or the set of them, with the largest share.
    fn largest_share(&self, title: &str, total: Estimate) -> String;
    /// What assumptions do only together.
    fn interactions(&self, share: Estimate) -> String;
    /// Assumptions that go together, or the years of a series, under one name.
    fn taken_as_one(&self, titles: &[&str]) -> String;
    /// The title of the picture of shares.
    fn shares_title(&self, span: &str, whose: &str) -> String;
}
