//! The S-curve: how likely the net benefit exceeds an amount, and how likely a loss is.

use super::results::opened;
use super::tables::calm;
use super::{
    ChartKind, ChartPart, ChartSeries, NumberFormat, RowLook, Sheet, SheetCell, SheetChart, SheetKind, Stretch,
};
use crate::document::picture::{Drawing, Picture};
use crate::document::{Language, pictures};
use crate::summary::{AmountProbability, Outcome, Summary};

/// Where losses stand, and beneath them the chart.
const LOSSES: u16 = 4;
/// Where the points of the chart stand, beside what is printed.
const POINTS: u16 = 10;

/// The curve of the perspective; none where it is withheld.
pub fn exceedance(outcome: &Outcome<Summary>, language: Language) -> Option<Sheet> {
    let (labels, common) = (language.words().workbook(), language.labels());
    let net = &outcome.result.headline.net_benefit;
    let (curve, losses) = (net.exceedance.as_ref()?, net.losses());
    let Picture { title, description, drawing, .. } = pictures::exceedance(outcome, language)?;
    let Drawing::Exceedance(drawn) = drawing else { return None };
    let widths = vec![20.0, 12.0, 10.0, 4.0, 24.0, 14.0, 14.0, 14.0, 14.0, 4.0, 22.0, 12.0];
    let mut sheet = opened(SheetKind::Exceedance, labels.sheets.exceedance, widths, outcome, language);
    sheet.fixed_columns = 0;
    sheet.printed = Some(POINTS - 1);
    sheet.say(RowLook::Text, description).say(RowLook::Note, common.errors_note).gap(1);
    let currency = language.currency(&outcome.currency);
    let amount = |title: &str| SheetCell::text(format!("{}, {currency}", calm(title)));
    let share = SheetCell::text(calm(common.share));
    let mut titles = vec![amount(common.pictures.more_than), share.clone(), SheetCell::text("±")];
    if !losses.is_empty() {
        titles.resize(LOSSES.into(), SheetCell::default());
        titles.extend([amount(common.pictures.loss_of), share.clone()]);
    }
    titles.resize(POINTS.into(), SheetCell::default());
    titles.extend([SheetCell::text(labels.points_of_chart), share]);
    let header = sheet.row(RowLook::Header, titles);
    sheet.header = Some(header);
    for index in 0..curve.len().max(drawn.points.len()).max(losses.len()) {
        let mut cells = curve.get(index).map_or_else(Vec::new, |point| cells(point, language));
        if let Some(AmountProbability { x, chance }) = losses.get(index) {
            cells.resize(LOSSES.into(), SheetCell::default());
            cells.extend([SheetCell::money(*x), SheetCell::chance(Some(chance), language)]);
        }
        if let Some((x, share)) = drawn.points.get(index) {
            cells.resize(POINTS.into(), SheetCell::default());
            cells.extend([SheetCell::money(*x), SheetCell::number(*share, NumberFormat::Percent(1))]);
        }
        sheet.row(RowLook::Plain, cells);
    }
    let stretch = |column| Stretch { first: header + 1, last: header + drawn.points.len() as u32, column };
    sheet.charts.push(SheetChart {
        kind: ChartKind::Curve,
        title: drawn.about,
        description: title,
        categories: stretch(POINTS),
        series: vec![ChartSeries {
            name: common.net_benefit.to_owned(),
            values: stretch(POINTS + 1),
            part: ChartPart::Line,
        }],
        unit: currency.to_owned(),
        format: NumberFormat::Percent(0),
        at: (header + 2 + losses.len() as u32, LOSSES),
        size: (560, 280),
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
