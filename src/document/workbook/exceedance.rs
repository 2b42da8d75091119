//! The S-curve: how likely the net benefit exceeds an amount, and how likely a loss is.

use super::results::opened;
use super::{
    ChartKind, ChartPart, ChartSeries, NumberFormat, RowLook, Sheet, SheetCell, SheetChart, SheetKind, Stretch,
};
use crate::document::picture::{Drawing, Picture};
use crate::document::{Language, pictures};
use crate::summary::{AmountProbability, Outcome, Summary};

/// Where the points of the chart stand, beside what is printed.
const POINTS: u16 = 7;
/// Rows that the chart takes.
const CHART_ROWS: u32 = 20;

/// The curve of the perspective; none where it is withheld.
pub fn exceedance(outcome: &Outcome<Summary>, language: Language) -> Option<Sheet> {
    let (labels, common) = (language.words().workbook(), language.labels());
    let curve = outcome.result.headline.net_benefit.exceedance.as_ref()?;
    let Picture { title, description, drawing, .. } = pictures::exceedance(outcome, language)?;
    let Drawing::Exceedance(drawn) = drawing else { return None };
    let widths = vec![26.0, 18.0, 14.0, 14.0, 14.0, 14.0, 3.0, 16.0, 12.0];
    let mut sheet = opened(SheetKind::Exceedance, labels.sheets.exceedance, widths, outcome, language);
    sheet.upright = true;
    sheet.printed = Some(POINTS - 1);
    sheet.say(RowLook::Text, description);
    if let Some(losses) = pictures::losses(outcome, language) {
        sheet.table(&losses, language);
    }
    sheet.gap(1);
    let chart_at = sheet.next();
    sheet.gap(CHART_ROWS);
    let [amount, share] = [labels.more_than, common.share].map(str::to_owned);
    let currency = language.currency(&outcome.currency);
    let mut titles = [format!("{amount}, {currency}"), share.clone(), "±".to_owned()].map(SheetCell::text).to_vec();
    titles.resize(POINTS.into(), SheetCell::default());
    titles.extend([labels.points_of_chart.to_owned(), share].map(SheetCell::text));
    let first = sheet.row(RowLook::Header, titles) + 1;
    let rows = curve.len().max(drawn.points.len());
    for index in 0..rows {
        let mut cells = curve.get(index).map_or_else(Vec::new, |point| cells(point, language));
        if let Some((x, share)) = drawn.points.get(index) {
            cells.resize(POINTS.into(), SheetCell::default());
            cells.extend([SheetCell::money(*x), SheetCell::number(*share, NumberFormat::Percent(1))]);
        }
        sheet.row(RowLook::Plain, cells);
    }
    sheet.say(RowLook::Note, common.errors_note);
    let stretch = |column| Stretch { first, last: first + drawn.points.len() as u32 - 1, column };
    sheet.charts.push(SheetChart {
        kind: ChartKind::Curve,
        title: drawn.about,
        description: title,
        categories: stretch(POINTS),
        series: vec![ChartSeries {
            name: language.labels().net_benefit.to_owned(),
            values: stretch(POINTS + 1),
            part: ChartPart::Line,
        }],
        unit: currency.to_owned(),
        format: NumberFormat::Percent(0),
        at: (chart_at, 0),
        size: (720, 380),
    });
    Some(sheet)
}

/// An amount, how likely more is, and the error of that; what no replication or each exceeds has a bound instead.
fn cells(AmountProbability { x, chance }: &AmountProbability, language: Language) -> Vec<SheetCell> {
    let error = if chance.is_mixed() { chance.mcse } else { f64::NAN };
    vec![
        SheetCell::money(*x),
        SheetCell::chance(Some(chance), language),
        SheetCell::number(error, NumberFormat::Percent(2)),
    ]
}
