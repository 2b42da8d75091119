//! The scenario beside its variants.

use super::results::opened;
use super::{
    ChartKind, ChartPart, ChartSeries, NumberFormat, RowLook, Sheet, SheetCell, SheetChart, SheetKind, Stretch,
};
use crate::analysis::Comparison;
use crate::document::Language;
use crate::document::analysis_tables::{at, totals};
use crate::document::{Section, compare, efficiency};
use crate::summary::Outcome;

/// What each brings, and how it differs from the scenario as it stands.
pub fn variants(outcome: &Outcome<Comparison>, language: Language) -> Sheet {
    let words = language.words();
    let (labels, common) = (words.workbook(), language.labels());
    let widths = std::iter::once(46.0).chain(std::iter::repeat_n(16.0, 7)).collect();
    let mut sheet = opened(SheetKind::Variants, labels.sheets.variants, widths, outcome, language);
    sheet.say(RowLook::Note, common.scenarios_note).gap(1);
    let [low, high] = [0.05, 0.95].map(|p| language.percent(p, 0));
    let titles = [labels.scenario, common.at_base, common.mean, "±", &low, common.median, &high, labels.in_surplus];
    let header = sheet.titles(titles);
    sheet.header = Some(header);
    sheet.fixed_columns = 1;
    for scenario in &outcome.result.scenarios {
        let Some(last) = scenario.cumulative.last() else { continue };
        let quantiles = [0.05, 0.5, 0.95].map(|p| at(&last.quantiles, p));
        let money = [last.expected, last.mean, last.mcse].into_iter().chain(quantiles).map(SheetCell::money);
        let odds = SheetCell::chance(last.probability_positive.as_ref(), language);
        sheet.row(RowLook::Plain, std::iter::once(SheetCell::text(scenario.name.clone())).chain(money).chain([odds]));
    }
    let last = sheet.next() - 1;
    if !outcome.result.differences.is_empty() {
        sheet.breaks.push(sheet.next());
        sheet.table(&totals(outcome, language), language);
    }
    let mut money = Section::default();
    compare::ranking(&mut money, &outcome.result, language);
    for section in std::iter::once(money).chain(efficiency::efficiency(&outcome.result, language)) {
        sheet.section(&section, language);
    }
    sheet.gap(1);
    sheet.breaks.push(sheet.next());
    let stretch = |column| Stretch { first: header + 1, last, column };
    sheet.charts.push(SheetChart {
        kind: ChartKind::Bars,
        title: labels.out_of_100.to_owned(),
        description: labels.out_of_100.to_owned(),
        categories: stretch(0),
        series: vec![ChartSeries { name: labels.in_surplus.to_owned(), values: stretch(7), part: ChartPart::Main }],
        unit: String::new(),
        format: NumberFormat::Percent(0),
        at: (sheet.next(), 0),
        size: (900, 120 + 24 * outcome.result.scenarios.len() as u32),
    });
    sheet
}
