//! Distributions, and shares by year.

use super::label::{Marker, TwoLengths};
use crate::document::money::MoneyAxis;

/// Bars of one width side by side; those below zero are losses.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// The left edge of the first.
    pub from: f64,
    /// Of each.
    pub width: f64,
    /// From left to right; none is drawn where the height is zero.
    pub heights: Vec<f64>,
}

impl Bars {
    /// The left edge of a bar; that after the last one is the right edge of all.
    #[must_use]
    pub fn edge(&self, bar: usize) -> f64 {
        self.from + bar as f64 * self.width
    }

    /// Whether a bar is a loss.
    #[must_use]
    pub fn is_loss(&self, bar: usize) -> bool {
        self.edge(bar) < -self.width / 2.0
    }
}

/// A distribution with two amounts marked.
#[derive(Debug, Clone, PartialEq)]
pub struct AmountHistogram {
    /// Along the bottom.
    pub money: MoneyAxis,
    /// Shares of all results.
    pub bars: Bars,
    /// How likely a loss and a gain are; why that is withheld, where it is.
    pub odds: Result<[String; 2], String>,
    /// The median.
    pub median: Marker,
    /// The expected business case: a reference, drawn dashed.
    pub expected: Marker,
    /// What lies further left and further right.
    pub beyond: [Option<String>; 2],
}

/// Rows with a distribution each; zero is a reference.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferenceRows {
    /// Along the bottom.
    pub money: MoneyAxis,
    /// What is shown.
    pub about: String,
    /// What losses and gains are called.
    pub legend: [String; 2],
    /// From top to bottom.
    pub rows: Vec<DifferenceRow>,
}

/// One distribution.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferenceRow {
    /// Whose it is, in lines.
    pub name: Vec<String>,
    /// Counts of differences.
    pub bars: Bars,
    /// The mean difference: a line.
    pub mean: f64,
    /// That mean.
    pub mean_label: TwoLengths,
    /// How often it is better.
    pub better: TwoLengths,
}

/// Shares of results by year, and the share that never gets there.
#[derive(Debug, Clone, PartialEq)]
pub struct YearBars {
    /// What is counted.
    pub about: String,
    /// Each year.
    pub years: Vec<YearBar>,
    /// What the curve of those reached by the end of each year is called, where it is drawn.
    pub reached_legend: String,
    /// The share that never gets there.
    pub never: f64,
    /// That share.
    pub never_label: String,
    /// What stands below it.
    pub never_name: [String; 2],
    /// The year of the expected business case, by position: a reference.
    pub expected: Option<usize>,
    /// What is said of it.
    pub expected_label: String,
}

/// One year's bar.
#[derive(Debug, Clone, PartialEq)]
pub struct YearBar {
    /// The year.
    pub year: i32,
    /// The share of this year.
    pub share: f64,
    /// That share.
    pub label: TwoLengths,
    /// The share of this and all years before.
    pub reached: f64,
    /// That share.
    pub reached_label: String,
}
