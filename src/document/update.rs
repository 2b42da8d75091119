//! The forecast after the first years' figures.

use super::brief::of_hundred;
use super::stress::opening;
use super::words::{ForecastTold, sentences};
use super::{DataTable, Document, Language, TableCell, pictures};
use crate::analysis::update::{Coverage, Forecast, MovedAssumption, Surprise, Update};
use crate::summary::{NetBenefit, Outcome};

/// The quantile of a net benefit at a probability.
fn quantile(net: &NetBenefit, p: f64) -> f64 {
    net.quantiles.iter().find(|quantile| quantile.p == p).map_or(f64::NAN, |quantile| quantile.value)
}

fn forecast_table(found: &Update, language: Language) -> DataTable {
    let labels = language.update_labels();
    let mut table = DataTable::of_names(labels.forecasts);
    let nets = [&found.before, &found.after].map(|forecast: &Forecast| &forecast.net_benefit);
    let of: [fn(&NetBenefit) -> f64; 6] = [
        |net| net.mean_conditional.value,
        |net| net.mean_conditional.mcse,
        |net| quantile(net, 0.5),
        |net| quantile(net, 0.05),
        |net| quantile(net, 0.95),
        |net| net.expected_shortfall_05.value,
    ];
    for (title, of) in labels.rows.iter().zip(of) {
        table.row(*title, nets.map(|net| language.cell(of(net))));
    }
    table.row(labels.rows[6], nets.map(|net| language.odds_cell(net.probability_positive.as_ref())));
    table
}

fn moved_table(moved: &[MovedAssumption], language: Language) -> DataTable {
    let mut table = DataTable::of_names(language.update_labels().moved);
    for assumption in moved.iter().filter(|moved| moved.informed) {
        let label = &assumption.label;
        let cells = [assumption.before, assumption.after]
            .map(|believed| [believed.mean.value, believed.p05, believed.p95].map(|v| language.value_cell(label, v)));
        table.row(TableCell::assumption(label.title.clone(), &assumption.path), cells.into_iter().flatten());
    }
    table
}

fn surprise_table(surprises: &[Surprise], language: Language) -> DataTable {
    let words = language.words();
    let mut table = DataTable::of_names(language.update_labels().surprises);
    for surprise in surprises {
        let number = |value: f64| match surprise.of {
            Some(_) => language.decimal_cell(value, 1),
            None => language.cell(value),
        };
        let cells = [
            language.cell(surprise.value),
            TableCell::maybe(surprise.of.map(f64::from), |of| language.whole(of)),
            number(surprise.expected.value),
            language.percent_cell(surprise.tail.value, 0),
        ];
        table.row(TableCell::assumption(words.actual_name(&surprise.name), &surprise.actual), cells);
    }
    table
}

fn coverage_table(check: &Coverage, language: Language) -> DataTable {
    let labels = language.update_labels();
    let mut table = DataTable::of_names(labels.covered);
    for assumption in &check.assumptions {
        let cells = [assumption.covered.value, assumption.covered.mcse].map(|share| language.percent_cell(share, 1));
        table.row(TableCell::assumption(assumption.label.title.clone(), &assumption.path), cells);
    }
    table.row(labels.all, [check.all.value, check.all.mcse].map(|share| language.percent_cell(share, 1)));
    table
}

/// The mean net benefit and how often it is a surplus, after the figures and before.
pub(super) fn forecasts_moved(found: &Update, span: &str, currency: &str, language: Language) -> String {
    let told = |forecast: &'_ Forecast| {
        let mean = forecast.net_benefit.mean_conditional;
        (mean.value, mean.mcse, forecast.net_benefit.probability_positive)
    };
    let [before, after] = [told(&found.before), told(&found.after)];
    let forecasts =
        [&before, &after].map(|(mean, mcse, gain)| ForecastTold { mean: *mean, mcse: *mcse, gain: gain.as_ref() });
    language.words().forecast_moved(found.through, span, forecasts, currency)
}

/// How the forecast moved, why, and what the figures cannot say.
pub(super) fn answer(found: &Update, span: &str, currency: &str, language: Language) -> String {
    let words = language.words();
    if found.surprise.is_empty() {
        return language.update_labels().nothing.to_owned();
    }
    let most = found.moved.first().filter(|moved| moved.informed).map(|moved| {
        let [from, to] =
            [moved.before, moved.after].map(|believed| language.value_of(&moved.label, believed.mean.value, currency));
        words.moved_most(&moved.label.title, &from, &to)
    });
    let surprising = found.surprise.iter().min_by(|a, b| a.tail.value.total_cmp(&b.tail.value)).map(|surprise| {
        let value = |value: f64, digits: usize| match surprise.of {
            Some(_) => language.decimal(value, digits),
            None => language.money(value, currency),
        };
        let (actual, expected) = (value(surprise.value, 0), value(surprise.expected.value, 1));
        words.most_surprising(surprise, &actual, &expected, of_hundred(surprise.tail.value))
    });
    let silent: Vec<&str> =
        found.moved.iter().filter(|moved| !moved.informed).map(|moved| moved.label.title.as_str()).collect();
    sentences([
        forecasts_moved(found, span, currency, language),
        most.unwrap_or_default(),
        surprising.unwrap_or_default(),
        if silent.is_empty() { String::new() } else { words.silent(&silent) },
    ])
}

/// The forecast before and after the first years' figures.
#[must_use]
pub fn update(report: &Outcome<Update>, language: Language) -> Document {
    let (words, labels) = (language.words(), language.update_labels());
    let found = &report.result;
    let mut page = opening(report, &report.scenario.set, language);
    let section = page.section();
    section.answer(answer(found, &report.span(), &report.currency, language));
    if !found.title.is_empty() {
        section.note(words.figures_named(&found.title));
    }
    section.table(forecast_table(found, language)).picture(pictures::update(report, language));
    if found.moved.iter().any(|moved| moved.informed) {
        page.section().table(moved_table(&found.moved, language)).note(labels.moved_note);
    }
    if !found.surprise.is_empty() {
        page.section().table(surprise_table(&found.surprise, language)).note(sentences([
            labels.surprises_note.to_owned(),
            found.effective_sample.map_or_else(String::new, |sample| words.weights(sample, found.khat)),
        ]));
    }
    if let Some(check) = &found.check {
        let section = page.section();
        section.answer(words.held(check.truths, check.refused, check.all.value, check.all.mcse));
        section.table(coverage_table(check, language));
    }
    page
}
