//! Ratios with their distribution, amounts that are exceeded, and what an outcome must be worth, payer by payer.

use super::outcomes::determined;
use super::pictures;
use super::prices::{payers, prices, prices_in_words, worth};
use super::words::{Known, sentences};
use super::{DataTable, Document, Element, Language, Narrow, RowKind, Section, TableCell};
use crate::statistics::{Chance, Estimate};
use crate::summary::{AccountSummary, AmountProbability, ExpectedKrone, Outcome, Summary, quantile_at};

/// In a summary: ratios by payer, and the price of outcomes at which the perspective breaks even. The report has the rest.
pub(super) fn in_short(page: &mut Document, outcome: &Outcome<Summary>, language: Language) {
    if let Some(table) = by_payer(outcome, language) {
        page.section().table(table);
    }
    told(page.last(), ratios_note(outcome, language));
    prices(page.section(), outcome, language);
    if let Some(picture) = pictures::acceptability(outcome, language) {
        page.last().picture(picture);
    }
    // Why there is none of participants' gain is told in the table of the expected case and in the report.
    if outcome.result.gain_per_public_krone.as_ref().is_some_and(|found| determined(&found.gain, language).is_ok()) {
        krone(page.section(), outcome, language);
    }
}

/// Everything, each payer by itself.
pub(super) fn in_full(outcome: &Outcome<Summary>, language: Language) -> Section {
    let mut section = Section::default();
    let tables = [exceeded, losses, by_payer, above].map(|table| table(outcome, language));
    for table in tables.into_iter().flatten() {
        section.table(table);
    }
    told(&mut section, ratios_note(outcome, language));
    for found in outcome.result.headline.acceptability.iter().filter(|found| !found.curve.is_empty()) {
        section.push(Element::Table(worth(outcome, &found.outcome, language)));
    }
    let accounts = || outcome.result.payers.iter().map(|(_, results)| results);
    let losses = accounts().flat_map(|results| results.net_benefit.losses());
    let priced =
        accounts().flat_map(|results| results.acceptability.iter().flat_map(|found| found.curve.iter().copied()));
    let chances: Vec<Chance> = losses.chain(priced).map(|point| point.chance).collect();
    if !chances.is_empty() {
        section.note(language.words().chances_known(Known::of(&chances)));
    }
    section
}

/// What the net benefit is at least in 95, 90 and 80 of 100; none where all payers are incomplete or nothing moves.
fn exceeded(outcome: &Outcome<Summary>, language: Language) -> Option<DataTable> {
    let words = language.words();
    let mut table = DataTable::new([words.ratios().exceeded]);
    let moving = || payers(outcome, language).filter(|(_, results)| moves(results));
    let known = || moving().filter_map(|(name, of)| Some((name, of.net_benefit.exceeded_in.as_ref()?)));
    for amount in known().next()?.1 {
        table
            .column(words.of_100(&language.whole(amount.share * 100.0)), Narrow::Stays)
            .column("±", Narrow::LeftOut(1));
    }
    for (name, amounts) in known() {
        let cells = amounts.iter().flat_map(|amount| [amount.value, amount.mcse].map(|amount| language.cell(amount)));
        table.row(name, cells);
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

/// Whether a payer with a ratio pays nothing in some replications.
fn some_pay_nothing(outcome: &Outcome<Summary>) -> bool {
    let mut ratios = outcome.result.payers.iter().map(|(_, results)| &results.benefit_cost_ratio);
    ratios.any(|ratio| ratio.ratio.found().is_ok() && ratio.without.value > 0.0)
}

/// Adds a note where there is one.
fn told(section: &mut Section, note: String) {
    if !note.is_empty() {
        section.note(note);
    }
}

/// How well shares of ratios are known, and whose they are; empty where there is none.
fn ratios_note(outcome: &Outcome<Summary>, language: Language) -> String {
    let words = language.words();
    let ratios = outcome.result.payers.iter().map(|(_, results)| &results.benefit_cost_ratio);
    let told = ratios.filter(|ratio| ratio.ratio.found().is_ok());
    let chances: Vec<Chance> = told
        .flat_map(|ratio| ratio.above_one().into_iter().chain(ratio.above.iter().flatten().map(|point| point.chance)))
        .collect();
    let known = if chances.is_empty() { String::new() } else { words.chances_known(Known::of(&chances)) };
    let whose = if some_pay_nothing(outcome) { words.ratios().without_note } else { "" };
    sentences([known, whose.to_owned()])
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
    let some = some_pay_nothing(outcome);
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
