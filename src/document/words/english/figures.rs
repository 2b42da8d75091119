//! Figures that come with the program, in English.

use super::{E, English, counted};
use crate::document::words::FigureWords;
use crate::scenario::{FoundHow, RefundBasis, ValueKind};

impl FigureWords for English {
    fn columns(&self) -> [&'static str; 5] {
        ["after @", "holds", "figure", "found", "lowest and highest"]
    }

    fn series_found(&self, count: usize, words: &str) -> String {
        let series = format!("{} series", E.whole(count as f64));
        if words.is_empty() { series } else { format!("{series} with “{words}”") }
    }

    fn no_series(&self, words: &str, nearest: Option<&str>) -> String {
        let hint = nearest.map_or_else(String::new, |nearest| format!(" Did you mean {nearest}?"));
        format!("No series with “{words}”.{hint} Try fewer words, in Danish or English; without words all are listed.")
    }

    fn how_to_use(&self, reference: &str) -> String {
        format!(
            "In a scenario: amount = \"{reference}\". Without @ it is the figure that holds in the line's price_year; a share in per cent \
             stands there as the share, 80 per cent as 0.8."
        )
    }

    fn how_to_look(&self, id: &str) -> String {
        format!("All figures of a series: provenu values --series {id}")
    }

    fn kind(&self, kind: ValueKind) -> &'static str {
        match kind {
            ValueKind::Transfer => "Transfers and ceilings",
            ValueKind::Refund => "Refund rules and limits",
            ValueKind::UnitPrice => "Unit prices",
            ValueKind::Pay => "Pay",
            ValueKind::TransferIndex => "Regulation of transfers",
            ValueKind::WageIndex => "Wage indices",
            ValueKind::PriceIndex => "Price indices",
            ValueKind::BudgetIndex => "Price and wage forecasts of budgets",
            ValueKind::Tax => "Tax",
            ValueKind::Appraisal => "Rules of economic appraisal",
            ValueKind::Budget => "Budgets and service frames",
            ValueKind::BaseRate => "Base rates",
        }
    }

    fn found_how(&self, found: FoundHow) -> &'static str {
        match found {
            FoundHow::Read => "read in the source",
            FoundHow::Quoted => "quoted by others",
            FoundHow::Derived => "derived",
            FoundHow::Estimate => "estimate",
        }
    }

    fn refund_basis(&self, basis: RefundBasis) -> &'static str {
        match basis {
            RefundBasis::Before => "before refund",
            RefundBasis::After => "after refund",
            RefundBasis::None => "no refund",
        }
    }

    fn figures_of(&self, years: &str, count: usize) -> String {
        let figures = counted(count, "figure", "figures");
        if years.is_empty() { figures } else { format!("{years}, {figures}") }
    }

    fn paid_by(&self, payer: &str) -> String {
        format!("payer: {payer}")
    }

    fn in_prices_of(&self, prices: &str) -> String {
        format!("prices: {prices}")
    }

    fn ends_of(&self, low: &str, high: &str, level: Option<&str>, persons: bool) -> String {
        match (level, persons) {
            (Some(level), _) => format!("{low} to {high} ({level} interval)"),
            (None, true) => format!("{low} to {high} (between persons)"),
            (None, false) => format!("{low} to {high}"),
        }
    }

    fn holds(&self, from: Option<&str>, until: Option<&str>) -> String {
        match (from, until) {
            (Some(from), Some(until)) => format!("{from} to {until}"),
            (Some(from), None) => format!("from {from}"),
            (None, Some(until)) => format!("until {until}"),
            (None, None) => String::new(),
        }
    }

    fn seen_on(&self, day: &str) -> String {
        format!("seen {day}")
    }
}
