//! Rows of assumptions.

use super::label::Marker;
use crate::document::money::MoneyAxis;

/// Most rows that can be read in one picture.
pub const MOST_ROWS: usize = 16;

/// Rows with what an assumption moves; zero and the centre are references.
#[derive(Debug, Clone, PartialEq)]
pub struct SwingRows {
    /// Along the bottom.
    pub money: MoneyAxis,
    /// What is shown.
    pub about: String,
    /// Where bars begin: with nothing held.
    pub centre: Marker,
    /// Above the remarks to the right.
    pub heading: String,
    /// From top to bottom.
    pub rows: Vec<SwingRow>,
    /// What is not shown.
    pub rest: Option<String>,
}

/// What one assumption moves.
#[derive(Debug, Clone, PartialEq)]
pub struct SwingRow {
    /// What it is called.
    pub title: String,
    /// Beneath the title.
    pub beneath: String,
    /// The amounts at its lower and upper end, labelled with the values there.
    pub ends: [Marker; 2],
    /// Whether its bar is pale.
    pub pale: bool,
    /// To the right.
    pub remark: Option<String>,
}

/// Rows with a bar each; zero is a reference.
#[derive(Debug, Clone, PartialEq)]
pub struct BarRows {
    /// Along the bottom.
    pub across: Across,
    /// What is shown.
    pub about: String,
    /// Above the remarks to the right.
    pub heading: String,
    /// From top to bottom.
    pub rows: Vec<BarRow>,
}

/// What bars measure.
#[derive(Debug, Clone, PartialEq)]
pub enum Across {
    /// Money: losses and gains.
    Money(MoneyAxis),
    /// Shares of a whole.
    Shares {
        /// What they are shares of.
        unit: String,
    },
    /// How far something goes, all for the worse or all for the better.
    Steps {
        /// The unit.
        unit: String,
        /// Whether it goes wrong.
        adverse: bool,
    },
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct BarRow {
    /// What it is called.
    pub title: String,
    /// Beneath the title.
    pub beneath: String,
    /// How long the bar is, and what stands at its end.
    pub end: Marker,
    /// How long the dark part of a bar is that is pale beyond it.
    pub part: Option<f64>,
    /// To the right.
    pub remark: String,
}
