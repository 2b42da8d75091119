//! Ratios with their distribution, and what an outcome must be worth.

/// Short texts of ratios and prices. Several in one field are titles of columns from left to right.
pub(in crate::document) struct RatioLabels {
    /// Above the amounts that a net benefit reaches or exceeds in 95, 90 and 80 of 100.
    pub exceeded: &'static str,
    /// The ratios of gains to payments; the error, ends of nine in ten, and how likely it is above one.
    pub ratio: [&'static str; 3],
    pub above_one: &'static str,
    /// How likely a ratio is above a number.
    pub above: &'static str,
    pub without: &'static str,
    pub without_note: &'static str,
    /// The price of break-even, simulated with its error and in the expected case.
    pub price: [&'static str; 4],
    /// How likely it is worth it, by price.
    pub worth: &'static str,
    pub worth_note: &'static str,
    pub discounted: &'static str,
    pub curve: &'static str,
    /// In the picture, before the price.
    pub even: &'static str,
    pub krone: &'static str,
    pub krone_incomplete: &'static str,
    /// In the report: its heading, and what is folded.
    pub heading: &'static str,
    pub all: &'static str,
}

/// What a price buys, and how it is told.
#[derive(Clone, Copy)]
pub(in crate::document) struct PriceTold<'a> {
    /// What is bought: `additional person-years`.
    pub outcome: &'a str,
    /// Who pays.
    pub whose: &'a str,
    /// The price with its currency.
    pub price: &'a str,
    /// Its error.
    pub error: &'a str,
}

/// Sentences about ratios and prices.
pub(in crate::document) trait RatioWords {
    /// Their short texts.
    fn ratios(&self) -> &'static RatioLabels;
    /// The net benefit where later years are discounted, as a title.
    fn net_present_value_of(&self, span: &str) -> String;
    /// A count out of 100.
    fn of_100(&self, count: &str) -> String;
    /// What a payer's net benefit is at least: counts out of 100 with amounts, the most certain first.
    fn at_least_in(&self, whose: &str, told: &[(String, String)]) -> String;
    /// What it is where nothing varies.
    fn always(&self, whose: &str, amount: &str) -> String;
    /// The price at which a payer breaks even.
    fn breaks_even_at(&self, told: &PriceTold) -> String;
    /// The same in the expected business case.
    fn expected_price(&self, outcome: &str, price: &str) -> String;
    /// A payer needs no price of any outcome.
    fn pays_without_any(&self, whose: &str) -> String;
    /// No price is told, and why.
    fn no_price(&self, outcome: &str, reason: &str) -> String;
    /// How likely it is worth it at the largest price shown.
    fn worth_at(&self, price: &str, count: &str) -> String;
    /// What participants gain for each unit of money that the public sector lays out; with its error where it has one.
    fn gain_per_krone(&self, one: &str, gain: &str, error: Option<&str>) -> String;
    /// The title of the picture of prices.
    fn worth_title(&self, outcome: &str, whose: &str) -> String;
    /// Along its bottom: a unit of money for each outcome.
    fn price_axis(&self, unit: &str, outcome: &str) -> String;
}
