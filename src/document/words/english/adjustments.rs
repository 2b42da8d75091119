//! Price levels, optimism bias and the cost of public funds in English.

use super::{E, English};
use crate::document::words::AdjustmentWords;
use crate::model::{Grade, Kind, PriceBasis};
use crate::summary::{OptimismFacts, PriceFacts};

impl AdjustmentWords for English {
    fn adjustments(&self) -> &'static str {
        "PRICES AND ADJUSTMENTS OF LINES"
    }

    fn all_adjustments(&self) -> &'static str {
        "Prices and adjustments of lines"
    }

    fn at_price_level(&self, year: i32) -> String {
        format!("in {year} prices")
    }

    fn all_at_price_level(&self, year: i32) -> String {
        format!("All amounts are in {year} prices.")
    }

    fn price_step(&self, step: &PriceFacts) -> String {
        let PriceFacts { index, from, to, factor } = step;
        format!("{from} → {to} prices: × {} ({index})", E.plain(*factor))
    }

    fn limits_step(&self, step: &PriceFacts) -> String {
        format!("limits: {}", self.price_step(step))
    }

    fn at_level_already(&self, year: i32) -> String {
        format!("in {year} prices as stated")
    }

    fn optimism(&self, grade: Option<Grade>, optimism: &OptimismFacts) -> String {
        format!("optimism bias (evidence: {}): {}", E.naming().grade(grade), factor(optimism))
    }

    fn basis_of_price(&self, basis: PriceBasis) -> &'static str {
        match basis {
            PriceBasis::BeforeRefund => "price before refund",
            PriceBasis::AfterRefund => "price after refund",
        }
    }

    fn rests_on_adjusted(&self, adjusted: &[(Kind, Option<Grade>, OptimismFacts)]) -> String {
        let told = adjusted.iter().map(|(kind, grade, optimism)| {
            let side = if *kind == Kind::Cost { "costs" } else { "savings" };
            format!("{side} {} (evidence: {})", factor(optimism), E.naming().grade(*grade))
        });
        let told = told.collect::<Vec<_>>().join(", ");
        format!("The results rest on amounts that are adjusted for optimism bias: {told}.")
    }

    fn includes_public_funds(&self, cost: &str) -> String {
        format!(
            "Welfare includes the cost of public funds: {cost} of what the public payers gain or pay net, transfers included."
        )
    }
}

fn factor(OptimismFacts { factor, certain }: &OptimismFacts) -> String {
    format!("× {}{}", E.plain(*factor), if *certain { "" } else { " at base value" })
}
