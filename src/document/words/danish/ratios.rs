//! Ratios and prices in Danish.

use super::Danish;
use crate::document::words::{PriceTold, RatioLabels, RatioWords, sentence_end};

const RATIOS: RatioLabels = RatioLabels {
    exceeded: "PROVENUET ER MINDST, I",
    ratio: ["BESPARELSER I FORHOLD TIL UDGIFTER", "forhold", "midterste"],
    above_one: "P(> 1)",
    above: "FORHOLD OVER",
    without: "ingen udgift: intet forhold",
    without_note: "Uden udgift er der intet forhold: spredningen og P(> 1) gælder de øvrige beregnede forløb.",
    price: ["BREAK-EVEN-PRIS PR. RESULTAT", "pris", "±", "forventet"],
    worth: "ANDEL, HVOR DET ER PENGENE VÆRD, EFTER PRIS",
    worth_note: "Pengene værd: provenuet og værdien af resultaterne til den pris er tilsammen over nul.",
    discounted: "Resultaterne er tilbagediskonteret ligesom de penge, de betales med.",
    curve: "Andel af beregnede forløb, hvor provenuet og resultaterne til en pris tilsammen er over nul",
    even: "går i gennemsnit lige op ved",
    krone: "deltagernes gevinst i forhold til det offentliges udgift",
    krone_incomplete: "Filen rummer ikke begge parters udgifter og besparelser fuldt ud: det er ikke alt, hvad de får og betaler.",
    heading: "Hvad der fås for pengene, og hvad et resultat skal være værd",
    all: "Forhold, beløb og priser for alle kasser",
};

impl RatioWords for Danish {
    fn ratios(&self) -> &'static RatioLabels {
        &RATIOS
    }

    fn net_present_value_of(&self, span: &str) -> String {
        format!("NETTONUTIDSVÆRDI {span}")
    }

    fn of_100(&self, count: &str) -> String {
        format!("{count} ud af 100")
    }

    fn at_least_in(&self, whose: &str, told: &[(String, String)]) -> String {
        let parts: Vec<String> = told.iter().map(|(count, amount)| format!("mindst {amount} i {count}")).collect();
        sentence_end(&format!("{whose}: provenu på {}", parts.join(", ")))
    }

    fn always(&self, whose: &str, amount: &str) -> String {
        sentence_end(&format!("{whose}: {amount} i alle beregnede forløb"))
    }

    fn breaks_even_at(&self, told: &PriceTold) -> String {
        let PriceTold { outcome, whose, price, error } = told;
        format!("I gennemsnit går det lige op for {whose}, hvis {outcome} hver er {price} værd (± {error}).")
    }

    fn expected_price(&self, outcome: &str, price: &str) -> String {
        format!("Det går lige op, hvis {outcome} hver er {price} værd.")
    }

    fn pays_without_any(&self, whose: &str) -> String {
        format!("For {whose} går det mindst lige op uden nogen pris på resultaterne.")
    }

    fn no_price(&self, outcome: &str, reason: &str) -> String {
        format!("Ingen pris, hvor det går lige op, for {outcome}: {reason}.")
    }

    fn worth_at(&self, price: &str, count: &str) -> String {
        format!("Ved {price} for hver er {count} beregnede forløb det værd.")
    }

    fn gain_per_krone(&self, one: &str, gain: &str, error: Option<&str>) -> String {
        let error = error.map_or_else(String::new, |error| format!(" (± {error})"));
        format!("For hver {one}, det offentlige bruger, får deltagerne {gain}{error}.")
    }

    fn worth_title(&self, outcome: &str, whose: &str) -> String {
        format!("Hvad skal {outcome} være værd? ({whose})")
    }

    fn price_axis(&self, unit: &str, outcome: &str) -> String {
        format!("{unit} for hver: {outcome}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_told_with_its_error_and_no_price_with_its_reason() {
        let told = PriceTold { outcome: "afværgede anbringelser", whose: "kommunen", price: "9 kr.", error: "1" };
        assert_eq!(
            Danish.breaks_even_at(&told),
            "I gennemsnit går det lige op for kommunen, hvis afværgede anbringelser hver er 9 kr. værd (± 1)."
        );
        assert_eq!(
            Danish.gain_per_krone("1 kr.", "3,75 kr.", Some("0,02")),
            "For hver 1 kr., det offentlige bruger, får deltagerne 3,75 kr. (± 0,02)."
        );
    }
}
