//! The answer on one page.

use super::tables::calm;
use super::{NumberFormat, RowLook, Sheet, SheetCell, SheetKind};
use crate::document::outcomes::determined;
use crate::document::prices::bought;
use crate::document::report::Front;
use crate::document::words::upper_first;
use crate::document::{Language, adjustments};
use crate::model::Model;
use crate::run::Dossier;
use crate::summary::{Outcome, Summary, quantile_at};

/// The first sheet: the answer, its figures, one caution, and what the other sheets hold.
pub fn summary(model: &Model, dossier: &Dossier, contents: &[(SheetKind, String)], language: Language) -> Sheet {
    let labels = language.words().workbook();
    let outcome = &dossier.run;
    let mut sheet = Sheet::new(SheetKind::Summary, labels.sheets.summary, vec![74.0, 20.0]);
    sheet.upright = true;
    let Front { headline, subject, courses, spread, caution } = Front::of(dossier, model, language);
    sheet.say(RowLook::Subtitle, subject).say(RowLook::Title, headline);
    sheet.say(RowLook::Answer, courses.unwrap_or_default()).say(RowLook::Text, spread).gap(1);
    figures(&mut sheet, outcome, language);
    sheet.gap(1).say(RowLook::Caution, caution);
    for note in outcome.scenario.notes.iter().cloned().chain(adjustments::rests_on_adjusted(&outcome.names, language)) {
        sheet.say(RowLook::Caution, note);
    }
    sheet.gap(1).row(RowLook::Heading, [SheetCell::text(labels.on_the_sheets)]);
    for (kind, name) in contents {
        let text = format!("{name}: {}", labels.contents[*kind as usize]);
        sheet.row(RowLook::Plain, [SheetCell { link: Some(*kind), ..SheetCell::text(text) }]);
    }
    sheet.gap(1).row(RowLook::Heading, [SheetCell::text(labels.how_computed)]);
    let run = &outcome.run;
    let whole = |value: u64| SheetCell::number(value as f64, NumberFormat::Decimals(0));
    sheet.row(RowLook::Plain, [SheetCell::text(labels.replications), whole(run.replications)]);
    let seed = SheetCell::number(run.seed as f64, NumberFormat::Plain);
    sheet.row(RowLook::Plain, [SheetCell::text(labels.seed), seed]);
    sheet.row(RowLook::Plain, [SheetCell::text(labels.version), SheetCell::in_place(run.version)]);
    sheet.say(RowLook::Note, format!("{}: {}", labels.checksum, outcome.scenario.sha256));
    if !outcome.scenario.set.is_empty() {
        sheet.say(RowLook::Note, outcome.scenario.set.join(" · "));
    }
    sheet
}

fn figures(sheet: &mut Sheet, outcome: &Outcome<Summary>, language: Language) {
    let labels = language.words().workbook();
    let headline = &outcome.result.headline;
    let net = &headline.net_benefit;
    let [label, _] = labels.figure;
    sheet.titles([label.to_owned(), language.currency(&outcome.currency).to_owned()]);
    let mut row = |label: &str, cell: SheetCell| {
        sheet.row(RowLook::Plain, [SheetCell::text(label), cell]);
    };
    let chance = net.probability_positive.as_ref();
    let told = chance.map_or_else(|| language.labels().withheld.to_owned(), |chance| language.out_of_100(chance));
    row(labels.out_of_100, SheetCell::in_place(told));
    let quantile = |p| SheetCell::money(quantile_at(&net.quantiles, p).map_or(f64::NAN, |found| found.value));
    row(labels.good_case, quantile(0.95));
    row(labels.middle, quantile(0.5));
    row(labels.bad_case, quantile(0.05));
    row(labels.worst, SheetCell::money(net.expected_shortfall_05.value));
    row(labels.own_calculation, SheetCell::money(outcome.result.expected.total));
    let peak =
        |p| SheetCell::money(quantile_at(&headline.peak_funding.quantiles, p).map_or(f64::NAN, |found| found.value));
    row(labels.peak_typical, peak(0.5));
    row(labels.peak_bad, peak(0.95));
    let common = language.labels();
    if let Ok(ratio) = determined(&headline.benefit_cost_ratio.ratio, language) {
        row(&upper_first(common.benefit_cost_ratio), SheetCell::number(ratio.value, NumberFormat::Decimals(2)));
    }
    for found in &headline.acceptability {
        if let Ok(price) = determined(&found.break_even_price, language) {
            let label =
                format!("{}: {}", calm(language.words().ratios().price[0]), bought(outcome, &found.outcome, language));
            row(&label, SheetCell::money(price.value));
        }
    }
}
