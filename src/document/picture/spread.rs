//! Where results lie: bands, median and expected case.

use crate::document::money::MoneyAxis;

/// Where results lie.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spread {
    /// The lower and upper ends of the bands that hold 90, 80 and 50 % of results.
    pub bands: [(f64, f64); 3],
    /// The median.
    pub median: f64,
    /// The expected business case: a reference, drawn dashed.
    pub expected: f64,
}

/// The spread at the end of each year.
#[derive(Debug, Clone, PartialEq)]
pub struct SpreadCourse {
    /// The years.
    pub years: Vec<i32>,
    /// A spread for each.
    pub spreads: Vec<Spread>,
}

/// What the parts of a spread are called.
#[derive(Debug, Clone, PartialEq)]
pub struct SpreadLegend {
    /// The bands, from the widest to the narrowest.
    pub bands: [String; 3],
    /// The median.
    pub median: String,
    /// The expected business case.
    pub expected: String,
}

/// One course, its ends labelled.
#[derive(Debug, Clone, PartialEq)]
pub struct Fan {
    /// Upwards.
    pub money: MoneyAxis,
    /// What is drawn; it starts at zero.
    pub course: SpreadCourse,
    /// What the last year's highest end, median, expected case and lowest end are.
    pub ends: [String; 4],
    /// Beside the years.
    pub years_label: String,
    /// Above the picture.
    pub legend: SpreadLegend,
}

/// Courses on one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Fans {
    /// Upwards, of all.
    pub money: MoneyAxis,
    /// Years along each panel.
    pub years: usize,
    /// Whether courses start at zero on 1 January of the first year; else at its end.
    pub from_zero: bool,
    /// From left to right, row by row.
    pub panels: Vec<FanPanel>,
    /// Above the picture.
    pub legend: SpreadLegend,
}

/// One of several courses.
#[derive(Debug, Clone, PartialEq)]
pub struct FanPanel {
    /// Whose course it is.
    pub name: String,
    /// Beneath the name.
    pub remark: String,
    /// What is drawn.
    pub course: SpreadCourse,
}

/// What spreads are measured in.
#[derive(Debug, Clone, PartialEq)]
pub enum RangeAxis {
    /// Money.
    Money(MoneyAxis),
    /// Numbers, or shares written per cent.
    Numbers {
        /// The lowest, zero or below.
        from: f64,
        /// The highest, zero or above.
        to: f64,
        /// Whether they are shares.
        shares: bool,
        /// What they are.
        unit: String,
    },
}

impl RangeAxis {
    /// An axis of numbers that covers some spreads.
    pub fn covering(rows: &[RangeRow], shares: bool, unit: &str) -> Self {
        let ends = rows.iter().flat_map(|row| [row.spread.bands[0].0, row.spread.bands[0].1]);
        let (from, to) = ends.fold((0.0f64, 0.0f64), |(from, to), end| (from.min(end), to.max(end)));
        Self::Numbers { from, to, shares, unit: unit.to_owned() }
    }
}

/// Rows with a spread each; zero is a reference.
#[derive(Debug, Clone, PartialEq)]
pub struct RangeRows {
    /// Along the bottom.
    pub across: RangeAxis,
    /// Above the remarks to the right.
    pub heading: String,
    /// From top to bottom: name, spread, remark.
    pub rows: Vec<RangeRow>,
    /// Above the picture.
    pub legend: SpreadLegend,
}

/// One spread.
#[derive(Debug, Clone, PartialEq)]
pub struct RangeRow {
    /// Whose it is.
    pub name: String,
    /// Where results lie.
    pub spread: Spread,
    /// To the right.
    pub remark: String,
}
