//! What the author of a scenario should know of the figures that it uses.

use super::cited::Cited;
use super::date::Day;
use super::kinds::{FoundHow, RefundBasis, ValueKind};
use super::warning::CitedWarning;
use super::words::words;
use crate::model::{Calendar, Language};
use crate::scenario::node::{KeyValue, Value};
use crate::scenario::reader::{Reader, Table};

/// The most years by which a figure may be older than the scenario without a warning: prices of the year before, or of the one before that, are usual.
const USUAL_AGE: i32 = 2;

/// A line that uses figures, as far as the warnings need it.
#[derive(Debug, Clone)]
struct CitingLine {
    /// The year of its prices.
    price_year: Option<i32>,
    /// The index that brings them to the price level, by its id.
    index: Option<String>,
    /// Whether some payer or rule takes a refund off its amount.
    refunded: bool,
    /// Whether its amount says to be before or after refund.
    says: Option<RefundBasis>,
    /// Whether the municipality alone pays or saves it.
    municipal: bool,
}

impl Reader<'_> {
    /// Adds to the notes what is to be said of all figures.
    pub fn note_cited(&mut self, root: &Table<'_>) {
        let cited = std::mem::take(&mut self.cited);
        let lines = citing_lines(root);
        let mut told: Vec<String> = Vec::new();
        for one in &cited {
            let mut warnings = of_figure(one, self.calendar, self.language);
            for (id, line) in lines.iter().filter(|(id, _)| self.is_amount_of(one, id)) {
                warnings.extend(of_line(one, line));
                let by_figure = cited.iter().find(|other| is_index_of(other, id));
                let by_figure = by_figure.map(|index| (index.reference.as_str(), index.row.kind));
                let level = self.prices.as_found().filter(|prices| line.price_year != Some(prices.level));
                let by_level = level.and_then(|prices| prices.cited(line.index.as_deref()));
                let by_level = by_level.map(|(reference, kind)| (reference.as_str(), *kind));
                for (reference, kind) in by_figure.into_iter().chain(by_level) {
                    warnings.extend(indexed(one.row.kind, kind, reference));
                }
            }
            let place = one.path.split(".value").next().unwrap_or(&one.path);
            let said = warnings.iter().map(|warning| words(self.language).warning(place, &one.reference, warning));
            for note in said {
                if !told.contains(&note) {
                    told.push(note);
                }
            }
        }
        self.notes.extend(told);
        self.cited = cited;
    }

    /// Whether the amount of a line is a figure, or a parameter that is one.
    fn is_amount_of(&self, cited: &Cited, line: &str) -> bool {
        let amount = format!("lines.{line}.amount");
        let by_name = |(id, place): &(String, String)| *place == amount && cited.is_of(&format!("parameters.{id}"));
        cited.is_of(&amount) || self.uses.iter().any(by_name)
    }
}

/// The lines by id.
fn citing_lines(root: &Table<'_>) -> Vec<(String, CitingLine)> {
    let entries = root.get("lines").and_then(|lines| lines.entries()).unwrap_or_default();
    let refunded_by_others: Vec<&str> = entries
        .iter()
        .filter_map(|entry| entry.node.get("refund")?.get("of"))
        .filter_map(|of| if let Value::List(items) = &of.value { Some(items) } else { None })
        .flatten()
        .filter_map(|item| if let Value::Text(id) = &item.value { Some(id.as_str()) } else { None })
        .collect();
    let read = |entry: &KeyValue| {
        let price_year = match entry.node.get("price_year").map(|node| &node.value) {
            Some(Value::Integer(year)) => i32::try_from(*year).ok(),
            _ => None,
        };
        let shared = entry.node.get("shares").is_some();
        let refunded =
            shared || entry.node.get("reimbursement").is_some() || refunded_by_others.contains(&entry.key.as_str());
        let says = match entry.node.get("price_basis").map(|node| &node.value) {
            Some(Value::Text(says)) if says == "before_refund" => Some(RefundBasis::Before),
            Some(Value::Text(says)) if says == "after_refund" => Some(RefundBasis::After),
            _ => None,
        };
        let municipal = matches!(
            entry.node.get("payer").map(|node| &node.value),
            Some(Value::Text(payer)) if payer == "municipality"
        );
        let index = match entry.node.get("index").map(|node| &node.value) {
            Some(Value::Text(id)) => Some(id.clone()),
            _ => None,
        };
        (entry.key.clone(), CitingLine { price_year, index, refunded, says, municipal })
    };
    entries.iter().map(read).collect()
}

/// What is to be said of a figure wherever it stands.
fn of_figure(cited: &Cited, calendar: Option<Calendar>, language: Language) -> Vec<CitedWarning> {
    let row = &cited.row;
    let mut warnings = Vec::new();
    if row.found == Some(FoundHow::Estimate) {
        warnings.push(CitedWarning::Estimate { note: row.note.told(language).to_owned() });
    }
    if let (Some(year), Some(calendar)) = (row.last_year(), calendar)
        && year + USUAL_AGE < calendar.first_year
    {
        warnings.push(CitedWarning::Older { year, start: calendar.first_year });
    }
    if let Some((year, (from, until))) = cited.year.and_then(|year| Some((year, row.part_of(year)?))) {
        warnings.push(CitedWarning::PartOfYear { year, from, until });
    }
    warnings
}

/// What is to be said of a figure that is the amount of a line.
fn of_line(cited: &Cited, line: &CitingLine) -> Vec<CitedWarning> {
    let other = line
        .price_year
        .filter(|price_year| !cited.row.holds_within(Day::first_of(*price_year), Day::last_of(*price_year)));
    let year = cited.row.year.or(cited.row.last_year());
    let prices = other.zip(year).map(|(price_year, year)| CitedWarning::OtherPrices { year, price_year });
    prices.into_iter().chain(refund(cited.row.refund, line)).collect()
}

/// Whether a figure before or after refund fits a line.
fn refund(figure: Option<RefundBasis>, line: &CitingLine) -> Option<CitedWarning> {
    let CitingLine { refunded, says, municipal, price_year: _, index: _ } = *line;
    match (figure?, says) {
        (RefundBasis::Before, Some(RefundBasis::After)) => Some(CitedWarning::WantedAfter),
        (RefundBasis::Before, None) if municipal && !refunded => Some(CitedWarning::BeforeRefund),
        (RefundBasis::After, Some(RefundBasis::Before)) => Some(CitedWarning::AfterRefund),
        (RefundBasis::After, None) if refunded => Some(CitedWarning::AfterRefund),
        _ => None,
    }
}

/// Whether a figure is what carries the amount of a line to other years.
fn is_index_of(cited: &Cited, line: &str) -> bool {
    ["growth", "factor"].iter().any(|key| cited.is_of(&format!("lines.{line}.{key}")))
}

/// Whether a transfer is carried by what is about wages.
fn indexed(amount: Option<ValueKind>, index: Option<ValueKind>, reference: &str) -> Option<CitedWarning> {
    let wages = index == Some(ValueKind::WageIndex);
    (amount == Some(ValueKind::Transfer) && wages)
        .then(|| CitedWarning::IndexedWithWages { index: reference.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_fits_a_line_that_takes_the_refund_off_or_says_what_its_amount_is() {
        use CitedWarning::{AfterRefund, BeforeRefund, WantedAfter};
        use RefundBasis::{After, Before, None as NoRefund};
        // What the figure is, what the line says, whether it takes a refund off, whether the municipality alone has it.
        for (figure, says, refunded, municipal, told) in [
            (Some(Before), None, true, false, None),
            (Some(Before), None, false, true, Some(BeforeRefund)),
            (Some(Before), None, true, true, None),
            (Some(Before), None, false, false, None),
            (Some(Before), Some(Before), false, true, None),
            (Some(Before), Some(After), false, true, Some(WantedAfter)),
            (Some(After), None, true, false, Some(AfterRefund)),
            (Some(After), None, false, true, None),
            (Some(After), Some(Before), false, true, Some(AfterRefund)),
            (Some(NoRefund), None, false, true, None),
            (None, Some(After), false, true, None),
        ] {
            let line = CitingLine { price_year: None, index: None, refunded, says, municipal };
            assert_eq!(refund(figure, &line), told, "{figure:?} {line:?}");
        }
    }

    #[test]
    fn only_a_transfer_carried_by_wages_is_told() {
        use ValueKind::{PriceIndex, Transfer, TransferIndex, UnitPrice, WageIndex};
        let told = |amount, index| indexed(Some(amount), Some(index), "values.ilon12@2024").is_some();
        assert!(told(Transfer, WageIndex));
        assert!(!told(Transfer, TransferIndex) && !told(Transfer, PriceIndex) && !told(UnitPrice, WageIndex));
    }
}
