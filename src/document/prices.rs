//! What an outcome must be worth: the price at which a payer breaks even, and how likely it is worth a price.

use super::outcomes::{determined, event_label};
use super::words::{PriceTold, sentences};
use super::{DataTable, Language, Narrow, Section, TableCell};
use crate::statistics::Estimate;
use crate::summary::{Acceptability, AccountSummary, ExpectedPrice, Names, NoRatio, Outcome, Summary};

/// The name of an outcome that has a price.
pub(super) fn bought(outcome: &Outcome<Summary>, id: &str, language: Language) -> String {
    outcome_name(&outcome.names, id, language)
}

/// The same by the names of a model.
pub(super) fn outcome_name(names: &Names, id: &str, language: Language) -> String {
    let event = names.events.iter().find(|event| event.id == id);
    event.map_or_else(|| language.labels().additional_person_years.to_owned(), |event| event_label(event, language))
}

/// Payers and sums of payers with their names.
pub(super) fn payers(
    outcome: &Outcome<Summary>,
    language: Language,
) -> impl Iterator<Item = (String, &AccountSummary)> {
    let named = move |id: &str, complete| language.words().named(outcome.names.account("payer", id), complete);
    outcome.result.payers.iter().map(move |(id, results)| (named(id, results.complete), results))
}

/// The price at which the perspective breaks even, of each outcome, or why there is none.
pub(super) fn prices(section: &mut Section, outcome: &Outcome<Summary>, language: Language) {
    let [title, price, error, expected] = language.words().ratios().price;
    let currency = language.currency(&outcome.currency);
    let mut table = DataTable::new([title, &format!("{price}, {currency}"), error, expected]);
    let all = &outcome.result.headline.acceptability;
    for found in all {
        if let Ok(Estimate { value, mcse }) = determined(&found.break_even_price, language) {
            let cells = [
                language.cell(value),
                language.cell(mcse),
                TableCell::maybe(found.expected_price, |x| language.whole(x)),
            ];
            table.row(bought(outcome, &found.outcome, language), cells);
        }
    }
    let table_is_empty = table.rows.is_empty();
    if !table_is_empty {
        section.table(table);
    }
    if table_is_empty && !all.is_empty() {
        section.note(prices_in_words(outcome, language));
    } else {
        for found in all.iter().filter(|found| determined(&found.break_even_price, language).is_err()) {
            section.note(price_in_words(outcome, found, language));
        }
    }
    if all.iter().any(|found| found.discounted) {
        section.note(language.words().ratios().discounted);
    }
}

/// At which prices the perspective breaks even, in sentences; once where it needs none.
pub(super) fn prices_in_words(outcome: &Outcome<Summary>, language: Language) -> String {
    let all = &outcome.result.headline.acceptability;
    if !all.is_empty() && all.iter().all(|found| found.no_price == Some(NoRatio::PaysWithout)) {
        return language.words().pays_without_any(&outcome.account().name);
    }
    sentences(all.iter().map(|found| price_in_words(outcome, found, language)))
}

/// At which price the perspective breaks even, in a sentence.
pub(super) fn price_in_words(outcome: &Outcome<Summary>, found: &Acceptability, language: Language) -> String {
    let words = language.words();
    let (name, whose) = (bought(outcome, &found.outcome, language), &outcome.account().name);
    match determined(&found.break_even_price, language) {
        Ok(Estimate { value, mcse }) => words.breaks_even_at(&PriceTold {
            outcome: &name,
            whose,
            price: &language.money(value, &outcome.currency),
            error: &language.whole(mcse),
        }),
        Err(reason) => words.no_price(&name, reason),
    }
}

/// How likely an outcome is worth its price, for every complete payer.
pub(super) fn worth(outcome: &Outcome<Summary>, bought_id: &str, language: Language) -> DataTable {
    let labels = language.words().ratios();
    let title = format!("{}: {}", labels.worth, bought(outcome, bought_id, language));
    let mut table = DataTable::new([title]);
    let curves: Vec<(String, &Acceptability)> = payers(outcome, language)
        .filter_map(|(name, of)| Some((name, of.acceptability.iter().find(|found| found.outcome == bought_id)?)))
        .collect();
    for (name, _) in &curves {
        table.column(name.clone(), Narrow::Continues);
    }
    let prices = curves.first().map_or(&[][..], |(_, first)| &first.curve);
    for (i, point) in prices.iter().enumerate() {
        let cells = curves.iter().map(|(_, found)| language.chance_cell(&found.curve[i].chance));
        table.row(language.money(point.x, &outcome.currency), cells);
    }
    table
}

/// Beneath the expected business case: the prices at which it breaks even, in sentences.
pub(super) fn expected_prices(
    prices: &[ExpectedPrice],
    name: &dyn Fn(&str) -> String,
    whose: &str,
    currency: &str,
    language: Language,
) -> Vec<String> {
    let words = language.words();
    let told = |price: &ExpectedPrice| {
        let name = name(&price.outcome);
        match (price.price.value, price.price.no_ratio) {
            (Some(value), _) => words.expected_price(&name, &language.money(value, currency)),
            (None, Some(reason)) => words.no_price(&name, words.why_no_ratio(reason)),
            (None, None) => String::new(),
        }
    };
    if !prices.is_empty() && prices.iter().all(|price| price.price.no_ratio == Some(NoRatio::PaysWithout)) {
        return vec![words.pays_without_any(whose)];
    }
    prices.iter().map(told).filter(|told| !told.is_empty()).collect()
}
