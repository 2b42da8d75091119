//! How likely each amount is exceeded.

use super::label::Marker;
use crate::document::money::MoneyAxis;

/// How likely each amount is exceeded.
#[derive(Debug, Clone, PartialEq)]
pub struct ExceedanceCurve {
    /// Along the bottom.
    pub money: MoneyAxis,
    /// What is shown.
    pub about: String,
    /// Amounts, ascending, each with the probability of more.
    pub points: Vec<(f64, f64)>,
    /// The amounts in the rows of the picture's table.
    pub amounts: Vec<f64>,
    /// Some points of the curve, labelled.
    pub told: Vec<PointOfCurve>,
    /// The expected business case: a reference, drawn dashed.
    pub expected: Marker,
}

/// A point of a curve, labelled.
#[derive(Debug, Clone, PartialEq)]
pub struct PointOfCurve {
    /// An amount and the probability of more.
    pub at: (f64, f64),
    /// Whether the label stands above the curve; else beneath.
    pub above: bool,
    /// What is told.
    pub label: String,
}
