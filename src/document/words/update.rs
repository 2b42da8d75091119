//! What is said of a forecast after the first years' figures.

use super::OutOf100;
use crate::analysis::update::{ActualName, Surprise};
use crate::statistics::Chance;

/// Short texts about it.
#[cfg_attr(test, derive(Debug))]
pub(in crate::document) struct UpdateLabels {
    /// Nothing, before, after.
    pub forecasts: [&'static str; 3],
    /// The rows of the forecasts: mean, error, middle, from, to, worst, in surplus.
    pub rows: [&'static str; 7],
    /// Assumption, before, from, to, after, from, to.
    pub moved: [&'static str; 7],
    pub moved_note: &'static str,
    /// Figure, actual, of, expected, how likely as far off.
    pub surprises: [&'static str; 5],
    pub surprises_note: &'static str,
    /// Assumption, share of truths held, error.
    pub covered: [&'static str; 3],
    pub all: &'static str,
    pub nothing: &'static str,
    /// Of the part of a report, of what is shown there on request, and that the first figures are those before.
    pub heading: &'static str,
    pub folded: &'static str,
    pub before_figures: &'static str,
}

/// A forecast in a sentence.
#[derive(Clone, Copy)]
pub(in crate::document) struct ForecastTold<'a> {
    pub mean: f64,
    pub mcse: f64,
    pub gain: Option<&'a Chance>,
}

/// Sentences about it.
pub(in crate::document) trait UpdateWords {
    /// The forecast before and after the figures up to a year.
    fn forecast_moved(&self, through: i32, span: &str, forecasts: [ForecastTold<'_>; 2], currency: &str) -> String;
    /// The assumption that moved most, from and to.
    fn moved_most(&self, title: &str, from: &str, to: &str) -> String;
    /// Of which assumptions the figures say nothing.
    fn silent(&self, titles: &[&str]) -> String;
    /// What the figures are called, all together.
    fn figures_named(&self, title: &str) -> String;
    /// What a figure is called.
    fn actual_name(&self, name: &ActualName) -> String;
    /// The most surprising figure, and how likely it was beforehand.
    fn most_surprising(&self, surprise: &Surprise, value: &str, expected: &str, tail: OutOf100) -> String;
    /// What the weights rest on.
    fn weights(&self, effective: f64, khat: Option<f64>) -> String;
    /// How often updates on drawn truths held these.
    fn held(&self, truths: u64, refused: u64, share: f64, mcse: f64) -> String;
    /// The title of the picture.
    fn update_title(&self, whose: &str) -> String;
}
