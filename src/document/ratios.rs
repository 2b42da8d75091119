//! Ratios with their distribution, amounts that are exceeded, and what an outcome must be worth, payer by payer.

use super::outcomes::{determined, event_label};
use super::pictures;
use super::words::{PriceTold, sentences};
use super::{DataTable, Document, Element, Language, Narrow, RowKind, Section, TableCell};
use crate::statistics::Estimate;
use crate::summary::{
    Acceptability, AccountSummary, AmountProbability, ExpectedKrone, ExpectedPrice, Names, NoRatio, Outcome, Summary,
    quantile_at,
};

/// Rows of a curve in a summary at most.
const FEW: usize = 6;

/// In a summary: what is exceeded in most cases, ratios by payer, and what outcomes must be worth.
pub(super) fn in_short(page: &mut Document, outcome: &Outcome<Summary>, language: Language) {
    for table in [exceeded(outcome, language), by_payer(outcome, language)].into_iter().flatten() {
        page.section().table(table);
    }
    prices(page.section(), outcome, language);
    let first = outcome.result.headline.acceptability.iter().find(|found| !found.curve.is_empty());
    if let Some(first) = first {
        let step = first.curve.len().div_ceil(FEW);
        let table = worth(outcome, &first.outcome, step, language);
        page.section().table(table).note(language.words().ratios().worth_note);
        if let Some(picture) = pictures::acceptability(outcome, language) {
            page.last().picture(picture);
        }
    }
    krone(page.section(), outcome, language);
}

/// Everything, each payer by itself.
pub(super) fn in_full(outcome: &Outcome<Summary>, language: Language) -> Section {
    let mut section = Section::default();
    let tables = [exceeded, losses, by_payer, above].map(|table| table(outcome, language));
    for table in tables.into_iter().flatten() {
        section.table(table);
    }
    for found in outcome.result.headline.acceptability.iter().filter(|found| !found.curve.is_empty()) {
        section.push(Element::Table(worth(outcome, &found.outcome, 1, language)));
    }
    section
}

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
fn payers(outcome: &Outcome<Summary>, language: Language) -> impl Iterator<Item = (String, &AccountSummary)> {
    let named = move |id: &str, complete| language.words().named(outcome.names.account("payer", id), complete);
    outcome.result.payers.iter().map(move |(id, results)| (named(id, results.complete), results))
}

/// What the net benefit is at least in 95, 90 and 80 of 100; none where all payers are incomplete or nothing moves.
fn exceeded(outcome: &Outcome<Summary>, language: Language) -> Option<DataTable> {
    let words = language.words();
    let mut table = DataTable::new([words.ratios().exceeded]);
    let moving = || payers(outcome, language).filter(|(_, results)| moves(results));
    let known = || moving().filter_map(|(name, of)| Some((name, of.net_benefit.exceeded_in.as_ref()?)));
    for amount in known().next()?.1 {
        table.column(words.of_100(&language.whole(amount.share * 100.0)), Narrow::Stays);
    }
    for (name, amounts) in known() {
        table.row(name, amounts.iter().map(|amount| language.cell(amount.value)));
    }
    Some(table)
}

/// Whether a payer gains or pays anything in any replication.
fn moves(results: &AccountSummary) -> bool {
    results.net_benefit.mean != 0.0 || results.net_benefit.sd > 0.0
}

/// The same in a sentence for each payer.
fn exceeded_in_words(outcome: &Outcome<Summary>, language: Language) -> String {
    let words = language.words();
    let told = payers(outcome, language).filter_map(|(name, results)| {
        let net = &results.net_benefit;
        let amounts = net.exceeded_in.as_ref().filter(|_| moves(results))?.iter();
        if net.sd == 0.0 {
            return Some(words.always(&name, &language.brief_signed(net.mean, &outcome.currency)));
        }
        let count = |share: f64| words.of_100(&language.whole(share * 100.0));
        let parts = amounts.map(|of| (count(of.share), language.brief_signed(of.value, &outcome.currency)));
        Some(words.at_least_in(&name, &parts.collect::<Vec<_>>()))
    });
    sentences(told)
}

/// How likely losses of round amounts are, payer by payer; none where nobody has any.
fn losses(outcome: &Outcome<Summary>, language: Language) -> Option<DataTable> {
    let labels = language.labels();
    let mut table = DataTable::new([labels.pictures.loss_of, labels.share]);
    for (name, results) in payers(outcome, language) {
        let losses = results.net_benefit.losses();
        if losses.is_empty() {
            continue;
        }
        table.add(RowKind::Heading, name, []);
        for AmountProbability { x, chance } in losses {
            table.row(language.money(x, &outcome.currency), [language.chance_cell(&chance)]);
        }
    }
    (!table.rows.is_empty()).then_some(table)
}

/// The ratio of each payer that has one, and how likely it is above one.
fn by_payer(outcome: &Outcome<Summary>, language: Language) -> Option<DataTable> {
    let labels = language.words().ratios();
    let [title, ratio, median] = labels.ratio;
    let mut table = DataTable::new([title, ratio, "±"]);
    for (p, narrow) in [(0.05, Narrow::LeftOut(1)), (0.5, Narrow::LeftOut(2)), (0.95, Narrow::LeftOut(1))] {
        table.column(if p == 0.5 { median.to_owned() } else { language.percent(p, 0) }, narrow);
    }
    table.column(labels.above_one, Narrow::Stays);
    let found = || {
        let told = |(name, results): (String, &'_ AccountSummary)| {
            let known = determined(&results.benefit_cost_ratio.ratio, language).ok()?;
            Some((name, known, results.benefit_cost_ratio.clone()))
        };
        payers(outcome, language).filter_map(told)
    };
    let some = found().any(|(_, _, ratio)| ratio.without.value > 0.0);
    if some {
        table.column(labels.without, Narrow::LeftOut(3));
    }
    for (name, Estimate { value, mcse }, ratio) in found() {
        let cell = |value: f64| TableCell::number(language.decimal(value, 3), value);
        let ends = [0.05, 0.5, 0.95]
            .map(|p| quantile_at(&ratio.quantiles, p).map_or_else(TableCell::default, |q| cell(q.value)));
        let odds = language.odds_cell(ratio.above_one().as_ref());
        let without = some.then(|| language.chance_cell(&ratio.without));
        table.row(name, [cell(value), cell(mcse)].into_iter().chain(ends).chain([odds]).chain(without));
    }
    (!table.rows.is_empty()).then_some(table)
}

/// How likely each payer's ratio is above some round numbers.
fn above(outcome: &Outcome<Summary>, language: Language) -> Option<DataTable> {
    let mut table = DataTable::new([language.words().ratios().above]);
    let known: Vec<(String, &Vec<AmountProbability>)> = payers(outcome, language)
        .filter(|(_, results)| results.benefit_cost_ratio.ratio.found().is_ok())
        .filter_map(|(name, results)| Some((name, results.benefit_cost_ratio.above.as_ref()?)))
        .collect();
    for (name, _) in &known {
        table.column(name.clone(), Narrow::Continues);
    }
    for (i, point) in known.first()?.1.iter().enumerate() {
        let cells = known.iter().map(|(_, points)| language.chance_cell(&points[i].chance));
        table.row(language.decimal(point.x, 1), cells);
    }
    Some(table)
}

/// The price at which the perspective breaks even, of each outcome, or why there is none.
fn prices(section: &mut Section, outcome: &Outcome<Summary>, language: Language) {
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
fn prices_in_words(outcome: &Outcome<Summary>, language: Language) -> String {
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

/// How likely an outcome is worth its price, for every complete payer; every `step`th price.
fn worth(outcome: &Outcome<Summary>, bought_id: &str, step: usize, language: Language) -> DataTable {
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
    for (i, point) in prices.iter().enumerate().step_by(step) {
        let cells = curves.iter().map(|(_, found)| language.chance_cell(&found.curve[i].chance));
        table.row(language.money(point.x, &outcome.currency), cells);
    }
    table
}

/// What participants gain per krone of public outlay, or why that is not told.
pub(super) fn krone(section: &mut Section, outcome: &Outcome<Summary>, language: Language) {
    let Some(found) = &outcome.result.gain_per_public_krone else { return };
    let (words, labels) = (language.words(), language.words().ratios());
    let told = match determined(&found.gain, language) {
        Ok(Estimate { value, mcse }) => {
            let written = |value: f64| language.decimal(value, 2);
            let gain = language.placed(&written(value), &outcome.currency);
            words.gain_per_krone(&language.money(1.0, &outcome.currency), &gain, Some(&written(mcse)))
        }
        Err(reason) => words.no_ratio(labels.krone, reason),
    };
    section.text(marked(told, found.complete, language));
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

/// What participants gain per krone of public outlay in the expected business case.
pub(super) fn expected_krone(found: &ExpectedKrone, currency: &str, language: Language) -> String {
    let words = language.words();
    let told = match (found.ratio.value, found.ratio.no_ratio) {
        (Some(value), _) => {
            let gain = language.placed(&language.decimal(value, 2), currency);
            words.gain_per_krone(&language.money(1.0, currency), &gain, None)
        }
        (None, Some(reason)) => words.no_ratio(words.ratios().krone, words.why_no_ratio(reason)),
        (None, None) => String::new(),
    };
    marked(told, found.complete, language)
}

/// A sentence about participants and the public sector, marked where the file does not hold both whole sides.
fn marked(told: String, complete: bool, language: Language) -> String {
    let incomplete = if complete { "" } else { language.words().ratios().krone_incomplete };
    sentences([told, incomplete.to_owned()])
}

/// What an outcome must be worth, in the report: in words, as a picture, and all the rest folded.
pub(super) fn reported(section: &mut Section, outcome: &Outcome<Summary>, language: Language) {
    let labels = language.words().ratios();
    let headline = &outcome.result.headline;
    let rest = in_full(outcome, language);
    if headline.acceptability.is_empty() && outcome.result.gain_per_public_krone.is_none() && rest.0.is_empty() {
        return;
    }
    section.heading(labels.heading);
    let told = [exceeded_in_words(outcome, language), prices_in_words(outcome, language)];
    for told in told.into_iter().filter(|told| !told.is_empty()) {
        section.text(told);
    }
    krone(section, outcome, language);
    if let Some(picture) = pictures::acceptability(outcome, language) {
        section.picture(picture).note(labels.worth_note);
    }
    if !rest.0.is_empty() {
        section.push(Element::Folded { title: labels.all.to_owned(), elements: rest.0 });
    }
}
