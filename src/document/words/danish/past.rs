//! Past forecasts and what came of them, in Danish.

use super::{D, Danish};
use crate::document::words::past::{PastLabels, PastWords, Reached};
use crate::past::{PastBar, PastBaseline, PastConfidence, PastDirection, PastInterval, PastKind};

pub(in crate::document) const PAST: PastLabels = PastLabels {
    columns: ["", "forventet", "observeret", "observeret ÷ forventet"],
    not_significant: "ikke signifikant",
    conclusion: "De ansvarlige forudså bruttoresultatet godt og sammenligningen dårligt: usikkerheden hører til på, hvad der sker uden indsatsen, \
                 mindst lige så meget som på indsatsen selv.",
    reading: "En median tages kun inden for samme slags, samme sammenligning og samme mål, og kun hvor alle par har et tal: at udelade dem, \
              der intet fandt, ville forskønne. »Ikke signifikant« er et ord og ikke 0. En betalingstærskel ligger under det bedste \
              skøn. Parrene er få, kendte fiaskoer er overrepræsenteret, og indsatser af mange slags står sammen.",
    no_scenario: "Intet tal herfra går af sig selv ind i et scenarie. Den, der vil tage hensyn til et, skriver sin egen antagelse og siger, at \
                  den er et skøn.",
    how_to_look: "Metode, kilder og noter for nogle: provenu past ORD, såsom provenu past IPS Danmark --language da eller provenu past threshold",
    title: "Tidligere forventninger, og hvordan det gik",
    across: "observeret ÷ forventet",
    legend: ["observeret ÷ forventet", "ikke signifikant: intet tal", "som forventet"],
};

impl PastWords for Danish {
    fn past_found(&self, count: usize, words: &str) -> String {
        let found =
            if count == 1 { "1 tidligere forventning".to_owned() } else { format!("{count} tidligere forventninger") };
        match (count, words) {
            (_, "") => format!("{found}, og hvordan det gik"),
            (0, words) => {
                format!(
                    "Ingen tidligere forventning med »{words}«. Prøv med færre ord, på dansk eller engelsk; uden ord vises alle."
                )
            }
            (_, words) => format!("{found} med »{words}«"),
        }
    }

    fn past_kind(&self, kind: PastKind) -> &'static str {
        match kind {
            PastKind::Net => "Nettoeffekt",
            PastKind::Persistence => "Hvor længe en effekt varer",
            PastKind::Gross => "Bruttoresultat",
            PastKind::Money => "Penge",
            PastKind::Volume => "Deltagere",
        }
    }

    fn past_bar(&self, bar: PastBar) -> &'static str {
        match bar {
            PastBar::Forecast => "bedste skøn",
            PastBar::PriorTrial => "gennemsnit af tidligere forsøg",
            PastBar::Target => "mål",
            PastBar::Threshold => "betalingstærskel",
        }
    }

    fn past_baseline(&self, baseline: PastBaseline) -> &'static str {
        match baseline {
            PastBaseline::Control => "mod en kontrolgruppe",
            PastBaseline::Weak => "mod et tidligere eller antaget niveau",
            PastBaseline::None => "uden sammenligning",
        }
    }

    fn past_confidence(&self, confidence: PastConfidence) -> &'static str {
        match confidence {
            PastConfidence::Sure => "begge sider læst",
            PastConfidence::Partly => "den ene side udledt eller delvis",
            PastConfidence::Weak => "forventningen svagt begrundet",
        }
    }

    fn past_group(&self, pairs: usize, ends: Option<(f64, f64)>, not_significant: usize, median: bool) -> String {
        let ends = ends.map(|(low, high)| format!("{} til {}", D.decimal(low, 2), D.decimal(high, 2)));
        let mut parts = Vec::new();
        match ends {
            Some(ends) if median => parts.push(format!("median, fra {ends}")),
            Some(ends) if not_significant + 1 < pairs => parts.push(ends),
            _ => {}
        }
        if not_significant > 0 {
            parts.push(format!("{not_significant} af {pairs} ikke signifikante: ingen median"));
        }
        parts.join("; ")
    }

    fn past_reached(&self, gross: Reached, net: Reached) -> String {
        format!(
            "Talt op uden sammenligning nåede {} af {} bruttoresultater mindst ni tiendedele af det forventede. Mod en kontrolgruppe eller \
             matchet gruppe gjorde {} af {} nettoeffekter, og {} kunne ikke skelnes fra tilfældet.",
            gross.reached, gross.of, net.reached, net.of, net.not_significant
        )
    }

    fn past_direction(&self, direction: PastDirection) -> &'static str {
        match direction {
            PastDirection::Benefit => "skønnet peger mod gavn",
            PastDirection::Harm => "skønnet peger mod skade",
        }
    }

    fn past_interval(&self, PastInterval { low, high, level }: PastInterval) -> String {
        format!("{}-interval {} til {}", D.percent(level, 0), D.plain(low), D.plain(high))
    }

    fn past_method(&self, method: &str) -> String {
        format!("målt ved: {method}")
    }

    fn past_paid(&self, paid: &str) -> String {
        format!("betalt: {paid}")
    }

    fn past_sources(&self, forecast: &str, observed: &str) -> String {
        if forecast.is_empty() {
            return format!("Forventet: ikke fundet; observeret: {observed}");
        }
        format!("Forventet: {forecast} ; observeret: {observed}")
    }
}
