//! Ratios and prices in English.

use super::English;
use crate::document::words::{PriceTold, RatioLabels, RatioWords, sentence_end};

const RATIOS: RatioLabels = RatioLabels {
    exceeded: "NET BENEFIT AT LEAST, IN",
    ratio: ["BENEFIT-COST RATIO", "ratio", "median"],
    above_one: "P(> 1)",
    above: "BENEFIT-COST RATIO ABOVE",
    without: "nothing paid: no ratio",
    without_note: "Where nothing is paid there is no ratio: its spread and P(> 1) are those of the other simulated courses.",
    price: ["BREAK-EVEN PRICE of each", "price", "±", "expected"],
    worth: "WORTH IT AT A PRICE EACH OF",
    worth_note: "Worth it: the net benefit and the value of the outcomes at this price are together above zero.",
    discounted: "Outcomes are discounted like the money that they are paid with.",
    curve: "Share of simulated courses in which net benefit and outcomes at a price are together above zero",
    even: "breaks even on average at",
    krone: "ratio of participants' gain to public outlay",
    krone_incomplete: "The file does not hold the whole side of both: this is not all that they gain and pay.",
    heading: "What is gained for what is paid, and what an outcome must be worth",
    all: "Ratios, amounts and prices of every payer",
};

impl RatioWords for English {
    fn ratios(&self) -> &'static RatioLabels {
        &RATIOS
    }

    fn net_present_value_of(&self, span: &str) -> String {
        format!("NET PRESENT VALUE {span}")
    }

    fn of_100(&self, count: &str) -> String {
        format!("{count} of 100")
    }

    fn at_least_in(&self, whose: &str, told: &[(String, String)]) -> String {
        let parts: Vec<String> = told.iter().map(|(count, amount)| format!("at least {amount} in {count}")).collect();
        sentence_end(&format!("{whose}: net benefit {}", parts.join(", ")))
    }

    fn always(&self, whose: &str, amount: &str) -> String {
        sentence_end(&format!("{whose}: {amount} in every simulated course"))
    }

    fn breaks_even_at(&self, told: &PriceTold) -> String {
        let PriceTold { outcome, whose, price, error } = told;
        format!("On average {whose} breaks even where {outcome} are worth {price} each (± {error}).")
    }

    fn expected_price(&self, outcome: &str, price: &str) -> String {
        format!("It breaks even where {outcome} are worth {price} each.")
    }

    fn pays_without_any(&self, whose: &str) -> String {
        format!("{whose} at least breaks even without any price on the outcomes.")
    }

    fn no_price(&self, outcome: &str, reason: &str) -> String {
        format!("No break-even price of {outcome}: {reason}.")
    }

    fn worth_at(&self, price: &str, count: &str) -> String {
        format!("At {price} each, {count} simulated courses are worth it.")
    }

    fn gain_per_krone(&self, one: &str, gain: &str, error: Option<&str>) -> String {
        let error = error.map_or_else(String::new, |error| format!(" (± {error})"));
        format!("For each {one} that the public sector lays out, participants gain {gain}{error}.")
    }

    fn worth_title(&self, outcome: &str, whose: &str) -> String {
        format!("What must {outcome} be worth? ({whose})")
    }

    fn price_axis(&self, unit: &str, outcome: &str) -> String {
        format!("{unit} each: {outcome}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_told_with_its_error_and_no_price_with_its_reason() {
        let told = PriceTold { outcome: "placements avoided", whose: "Municipality", price: "DKK 9", error: "1" };
        assert_eq!(
            English.breaks_even_at(&told),
            "On average Municipality breaks even where placements avoided are worth DKK 9 each (± 1)."
        );
        assert_eq!(
            English.gain_per_krone("DKK 1", "DKK 3.75", Some("0.02")),
            "For each DKK 1 that the public sector lays out, participants gain DKK 3.75 (± 0.02)."
        );
    }
}
