//! What is said of past forecasts and what came of them.

use crate::past::{PastBar, PastBaseline, PastConfidence, PastDirection, PastInterval, PastKind};

/// Short texts about them.
#[cfg_attr(test, derive(Debug))]
pub(in crate::document) struct PastLabels {
    /// Whose forecast, the forecast, what was observed, and the ratio.
    pub columns: [&'static str; 4],
    pub not_significant: &'static str,
    pub conclusion: &'static str,
    /// How the tables are to be read.
    pub reading: &'static str,
    pub no_scenario: &'static str,
    pub how_to_look: &'static str,
    /// The title of the picture.
    pub title: &'static str,
    /// Along the bottom of the picture.
    pub across: &'static str,
    /// A point, a mark without a number, and 1.
    pub legend: [&'static str; 3],
}

/// How many reached most of what was forecast, of all, and how many could not be told from chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) struct Reached {
    pub reached: usize,
    pub of: usize,
    pub not_significant: usize,
}

/// Sentences about them.
pub(in crate::document) trait PastWords {
    /// How many there are, with some words.
    fn past_found(&self, count: usize, words: &str) -> String;
    /// What is forecast.
    fn past_kind(&self, kind: PastKind) -> &'static str;
    /// What it is measured against.
    fn past_bar(&self, bar: PastBar) -> &'static str;
    /// What it is compared with.
    fn past_baseline(&self, baseline: PastBaseline) -> &'static str;
    /// How sure a pair is.
    fn past_confidence(&self, confidence: PastConfidence) -> &'static str;
    /// What a group comes to: pairs, the lowest and highest ratio, those not significant, whether its median is given.
    fn past_group(&self, pairs: usize, ends: Option<(f64, f64)>, not_significant: usize, median: bool) -> String;
    /// How many gross outcomes and how many net effects came to most of what was expected.
    fn past_reached(&self, gross: Reached, net: Reached) -> String;
    /// Where an estimate that is not significant points.
    fn past_direction(&self, direction: PastDirection) -> &'static str;
    /// The interval of an estimate.
    fn past_interval(&self, interval: PastInterval) -> String;
    /// How it was measured, whether investors were paid.
    fn past_method(&self, method: &str) -> String;
    /// Whether investors were paid.
    fn past_paid(&self, paid: &str) -> String;
    /// Where forecast and outcome are to be read.
    fn past_sources(&self, forecast: &str, observed: &str) -> String;
}
