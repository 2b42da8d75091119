//! What is said of data and the distributions that follow from them.

use crate::calibrate::DataLimit;

/// Intervals of 90 % that hold the truth less often than this are called too narrow.
pub(in crate::document) const WELL: f64 = 0.87;

/// Short texts about it.
#[cfg_attr(test, derive(Debug))]
pub(in crate::document) struct CalibrateLabels {
    /// Above what was found of one number: mean and the 5, 50 and 95 % quantiles.
    pub columns: [&'static str; 4],
    /// The title of the document, before the name of the file.
    pub title: &'static str,
    pub cannot_say: &'static str,
    /// The title of the pictures: of shares, and of amounts relative to their means.
    pub pictures: [&'static str; 2],
    /// Above them.
    pub abouts: [&'static str; 2],
    /// The bands of 90, 80 and 50 %, the median, the mean.
    pub legend: [&'static str; 5],
    pub interval: &'static str,
}

/// What a row of numbers is of.
#[derive(Debug, Clone, Copy)]
pub(in crate::document) enum FoundRow<'a> {
    Share,
    Tier(&'a str),
    NoTier,
    Programme,
    Comparison,
    Difference,
    OddsRatio,
    NewProgramme,
    SpreadHalved,
    SpreadDoubled,
    Mean,
    Each,
    Pool,
    Family(&'a str),
    Plateau,
    PlateauOf(&'a str),
    RelapseWithin(f64),
}

/// Sentences about it.
pub(in crate::document) trait CalibrateWords {
    /// What a row is of.
    fn found_row(&self, row: FoundRow<'_>) -> String;
    /// One thing that data cannot say.
    fn limit(&self, limit: &DataLimit) -> String;
    /// How often intervals of 90 % made this way hold the truth, with the prior stated and without any.
    fn coverage(&self, stated: f64, without: f64) -> String;
    /// How likely the programme's share is the higher one.
    fn programme_better(&self, probability: f64) -> String;
    /// Which family fits best, and how far off it is at most.
    fn family_chosen(&self, family: &str, distance: f64) -> String;
    /// Where the piece of a scenario is.
    fn fragment_in(&self, file: &str) -> String;
}
