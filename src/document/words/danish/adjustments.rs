//! Price levels, optimism bias and the cost of public funds in Danish.

use super::{D, Danish};
use crate::document::words::AdjustmentWords;
use crate::model::{Grade, Kind, PriceBasis};
use crate::summary::{OptimismFacts, PriceFacts};

impl AdjustmentWords for Danish {
    fn adjustments(&self) -> &'static str {
        "PRISNIVEAU OG JUSTERING AF LINJER"
    }

    fn all_adjustments(&self) -> &'static str {
        "Prisniveau og justering af linjer"
    }

    fn at_price_level(&self, year: i32) -> String {
        format!("{year}-priser")
    }

    fn all_at_price_level(&self, year: i32) -> String {
        format!("Alle beløb er i {year}-priser.")
    }

    fn price_step(&self, step: &PriceFacts) -> String {
        let PriceFacts { index, from, to, factor } = step;
        format!("fra {from}- til {to}-priser: × {} ({index})", D.plain(*factor))
    }

    fn limits_step(&self, step: &PriceFacts) -> String {
        format!("grænser: {}", self.price_step(step))
    }

    fn at_level_already(&self, year: i32) -> String {
        format!("angivet i {year}-priser")
    }

    fn optimism(&self, grade: Option<Grade>, optimism: &OptimismFacts) -> String {
        format!("justering for optimisme (vidensgrundlag: {}): {}", D.naming().grade(grade), factor(optimism))
    }

    fn basis_of_price(&self, basis: PriceBasis) -> &'static str {
        match basis {
            PriceBasis::BeforeRefund => "pris før refusion",
            PriceBasis::AfterRefund => "pris efter refusion",
        }
    }

    fn rests_on_adjusted(&self, adjusted: &[(Kind, Option<Grade>, OptimismFacts)]) -> String {
        let told = adjusted.iter().map(|(kind, grade, optimism)| {
            let side = if *kind == Kind::Cost { "udgifter" } else { "besparelser" };
            format!("{side} {} (vidensgrundlag: {})", factor(optimism), D.naming().grade(*grade))
        });
        let told = told.collect::<Vec<_>>().join(", ");
        format!("Resultaterne bygger på beløb, der er justeret for optimisme: {told}.")
    }

    fn includes_public_funds(&self, cost: &str) -> String {
        format!(
            "Samfundets resultat i markedspriser omfatter skatteforvridning: {cost} af det, de offentlige kasser sparer eller betaler netto, \
             overførsler medregnet."
        )
    }
}

fn factor(OptimismFacts { factor, certain }: &OptimismFacts) -> String {
    format!("× {}{}", D.plain(*factor), if *certain { "" } else { " ved basisværdien" })
}
