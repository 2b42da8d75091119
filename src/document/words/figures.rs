//! What is said of the figures that come with the program.

use crate::scenario::{FoundHow, RefundBasis, ValueKind};

/// Sentences and titles about figures.
pub(in crate::document) trait FigureWords {
    /// Titles of the columns of a series: date, when it holds, figure, how it was found, its ends.
    fn columns(&self) -> [&'static str; 5];
    /// How many series were found.
    fn series_found(&self, count: usize, words: &str) -> String;
    /// That none was found, and what may have been meant.
    fn no_series(&self, words: &str, nearest: Option<&str>) -> String;
    /// How a scenario uses one.
    fn how_to_use(&self, reference: &str) -> String;
    /// How one is looked at.
    fn how_to_look(&self, id: &str) -> String;
    /// What kind of figures they are.
    fn kind(&self, kind: ValueKind) -> &'static str;
    /// How a figure was come by.
    fn found_how(&self, found: FoundHow) -> &'static str;
    /// Whether an amount is before or after refund.
    fn refund_basis(&self, basis: RefundBasis) -> &'static str;
    /// The years of a series, and how many figures it has.
    fn figures_of(&self, years: &str, count: usize) -> String;
    /// Who pays.
    fn paid_by(&self, payer: &str) -> String;
    /// Which prices.
    fn in_prices_of(&self, prices: &str) -> String;
    /// The ends of a figure and what they are; the level of an interval is per cent.
    fn ends_of(&self, low: &str, high: &str, level: Option<&str>, persons: bool) -> String;
    /// When a figure holds, the ends as far as they are known.
    fn holds(&self, from: Option<&str>, until: Option<&str>) -> String;
    /// When it was read.
    fn seen_on(&self, day: &str) -> String;
}
