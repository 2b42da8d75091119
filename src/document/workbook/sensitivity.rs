//! What each assumption moves, and how much must go wrong.

use super::results::opened;
use super::{
    ChartKind, ChartPart, ChartSeries, NumberFormat, RowLook, Sheet, SheetCell, SheetChart, SheetKind, Stretch,
};
use crate::analysis::{End, Tornado, TornadoBar};
use crate::document::{Language, threshold};
use crate::run::Dossier;
use crate::summary::Outcome;

/// The tornado and the threshold; none where there is neither.
pub fn sensitivity(dossier: &Dossier, language: Language) -> Option<Sheet> {
    let labels = language.words().workbook();
    if dossier.tornado.is_none() && dossier.threshold.is_none() {
        return None;
    }
    let widths = std::iter::once(58.0).chain(std::iter::repeat_n(18.0, 8)).collect();
    let mut sheet = opened(SheetKind::Sensitivity, labels.sheets.sensitivity, widths, &dossier.run, language);
    if let Some(outcome) = &dossier.tornado {
        tornado(&mut sheet, outcome, language);
    }
    if let Some(outcome) = &dossier.threshold {
        let page = threshold(outcome, language);
        page.sections.iter().skip(1).for_each(|section| sheet.section(section, language));
    }
    Some(sheet)
}

/// Rows of the chart: about as high as this number of rows.
const CHART_ROWS: u32 = 22;

fn tornado(sheet: &mut Sheet, outcome: &Outcome<Tornado>, language: Language) {
    let labels = language.words().workbook();
    let Tornado { base, bars, .. } = &outcome.result;
    sheet.say(
        RowLook::Text,
        language.words().tornado_now(
            &outcome.span(),
            &outcome.currency,
            base.expected,
            base.mean,
            base.probability.as_ref(),
        ),
    );
    sheet.gap(1);
    let header = sheet.titles(labels.tornado);
    for bar in bars {
        sheet.row(RowLook::Plain, cells(bar, language));
    }
    let last = sheet.next() - 1;
    sheet.say(RowLook::Note, labels.tornado_note);
    if bars.iter().any(|bar| bar.fixed) {
        sheet.say(RowLook::Note, labels.fixed_note);
    }
    if bars.is_empty() {
        return;
    }
    sheet.breaks.push(sheet.next());
    sheet.gap(1);
    let stretch = |column| Stretch { first: header + 1, last, column };
    let [title, low, high] = labels.tornado_chart;
    let series = |name: &str, column, part| ChartSeries { name: name.to_owned(), values: stretch(column), part };
    sheet.charts.push(SheetChart {
        kind: ChartKind::Bars,
        title: format!("{title}, {}", language.currency(&outcome.currency)),
        description: title.to_owned(),
        categories: stretch(0),
        series: vec![series(low, 5, ChartPart::Other), series(high, 6, ChartPart::Main)],
        unit: language.currency(&outcome.currency).to_owned(),
        format: NumberFormat::Decimals(0),
        at: (sheet.next(), 0),
        size: (1000, 430),
    });
    sheet.gap(CHART_ROWS);
}

fn cells(bar: &TornadoBar, language: Language) -> Vec<SheetCell> {
    let fixed = if bar.fixed { format!(" {}", language.labels().fixed) } else { String::new() };
    let ends: [&End; 2] = [&bar.low, &bar.high];
    let values = ends.map(|end| SheetCell::of_table(&language.value_cell(&bar.label, end.value), language));
    let means = ends.map(|end| SheetCell::money(end.level.mean.value));
    let changes = ends.map(|end| SheetCell::number(end.change.value, NumberFormat::Signed));
    let odds = ends.map(|end| SheetCell::chance(end.level.probability.as_ref(), language));
    let label = SheetCell::text(bar.label.title.clone() + &fixed);
    std::iter::once(label).chain(values).chain(means).chain(changes).chain(odds).collect()
}
