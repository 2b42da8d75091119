//! Figures that come with the program, in Danish.

use super::{D, Danish, counted};
use crate::document::words::FigureWords;
use crate::scenario::{FoundHow, RefundBasis, ValueKind};

impl FigureWords for Danish {
    fn columns(&self) -> [&'static str; 5] {
        ["efter @", "gælder", "tal", "fundet", "laveste og højeste"]
    }

    fn series_found(&self, count: usize, words: &str) -> String {
        let series = format!("{} {}", D.whole(count as f64), if count == 1 { "serie" } else { "serier" });
        if words.is_empty() { series } else { format!("{series} med »{words}«") }
    }

    fn no_series(&self, words: &str, nearest: Option<&str>) -> String {
        let hint = nearest.map_or_else(String::new, |nearest| format!(" Mente du {nearest}?"));
        format!("Ingen serie med »{words}«.{hint} Prøv med færre ord, på dansk eller engelsk; uden ord vises alle.")
    }

    fn how_to_use(&self, reference: &str) -> String {
        format!(
            "I et scenarie: amount = \"{reference}\". Uden @ er det tallet, der gælder i linjens price_year; en andel i procent står der \
             som andelen, 80 procent som 0.8."
        )
    }

    fn how_to_look(&self, id: &str) -> String {
        format!("Alle tal i en serie: provenu values --series {id}")
    }

    fn kind(&self, kind: ValueKind) -> &'static str {
        match kind {
            ValueKind::Transfer => "Overførsler og lofter",
            ValueKind::Refund => "Refusionsregler og grænser",
            ValueKind::UnitPrice => "Enhedspriser",
            ValueKind::Pay => "Løn",
            ValueKind::TransferIndex => "Regulering af overførsler",
            ValueKind::WageIndex => "Lønindeks",
            ValueKind::PriceIndex => "Prisindeks",
            ValueKind::BudgetIndex => "Budgetternes pris- og lønskøn",
            ValueKind::Tax => "Skat",
            ValueKind::Appraisal => "Regler for samfundsøkonomiske analyser",
            ValueKind::Budget => "Budgetter og serviceramme",
            ValueKind::BaseRate => "Erfaringstal",
        }
    }

    fn found_how(&self, found: FoundHow) -> &'static str {
        match found {
            FoundHow::Read => "læst i kilden",
            FoundHow::Quoted => "citeret af andre",
            FoundHow::Derived => "udledt",
            FoundHow::Estimate => "skøn",
        }
    }

    fn refund_basis(&self, basis: RefundBasis) -> &'static str {
        match basis {
            RefundBasis::Before => "før refusion",
            RefundBasis::After => "efter refusion",
            RefundBasis::None => "ingen refusion",
        }
    }

    fn figures_of(&self, years: &str, count: usize) -> String {
        let figures = counted(count, "tal", "tal");
        if years.is_empty() { figures } else { format!("{years}, {figures}") }
    }

    fn paid_by(&self, payer: &str) -> String {
        format!("betaler: {payer}")
    }

    fn in_prices_of(&self, prices: &str) -> String {
        format!("priser: {prices}")
    }

    fn ends_of(&self, low: &str, high: &str, level: Option<&str>, persons: bool) -> String {
        match (level, persons) {
            (Some(level), _) => format!("{low} til {high} ({level}-interval)"),
            (None, true) => format!("{low} til {high} (mellem personer)"),
            (None, false) => format!("{low} til {high}"),
        }
    }

    fn holds(&self, from: Option<&str>, until: Option<&str>) -> String {
        match (from, until) {
            (Some(from), Some(until)) => format!("{from} til {until}"),
            (Some(from), None) => format!("fra {from}"),
            (None, Some(until)) => format!("til {until}"),
            (None, None) => String::new(),
        }
    }

    fn seen_on(&self, day: &str) -> String {
        format!("set {day}")
    }
}
