//! What is said of price levels, optimism bias and the cost of public funds.

use crate::model::{Grade, Kind, PriceBasis};
use crate::summary::{OptimismFacts, PriceFacts};

/// What is done to amounts before they count.
pub(in crate::document) trait AdjustmentWords {
    /// The heading of what is done to the amounts of lines.
    fn adjustments(&self) -> &'static str;
    /// The title of the same in a report.
    fn all_adjustments(&self) -> &'static str;
    /// The price level of all amounts, a few words.
    fn at_price_level(&self, year: i32) -> String;
    /// The same as a sentence.
    fn all_at_price_level(&self, year: i32) -> String;
    /// What brings a line to the price level.
    fn price_step(&self, step: &PriceFacts) -> String;
    /// What brings the limits of a refund to it.
    fn limits_step(&self, step: &PriceFacts) -> String;
    /// That a line is at the price level as it is stated.
    fn at_level_already(&self, year: i32) -> String;
    /// What a line is adjusted by for optimism bias.
    fn optimism(&self, grade: Option<Grade>, optimism: &OptimismFacts) -> String;
    /// Whether the price of a line is before or after refund.
    fn basis_of_price(&self, basis: PriceBasis) -> &'static str;
    /// That results rest on amounts that are adjusted for optimism bias: which, and by how much.
    fn rests_on_adjusted(&self, adjusted: &[(Kind, Option<Grade>, OptimismFacts)]) -> String;
    /// That welfare includes the cost of public funds, a share of what the public payers pay or gain.
    fn includes_public_funds(&self, cost: &str) -> String;
}
