//! How likely an outcome is worth its price.

use super::label::Marker;
use crate::document::money::MoneyAxis;

/// How likely an outcome is worth its price, by price.
#[derive(Debug, Clone, PartialEq)]
pub struct AcceptabilityCurve {
    /// Prices along the bottom.
    pub money: MoneyAxis,
    /// What stands beneath them.
    pub across: String,
    /// What is shown.
    pub about: String,
    /// Prices, ascending, each with a probability.
    pub points: Vec<(f64, f64)>,
    /// The price of break-even: a reference, drawn dashed; none where there is none among the prices.
    pub even: Option<Marker>,
}
