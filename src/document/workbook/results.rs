//! What was simulated: by year, by payer, replication by replication.

use super::{
    ChartKind, ChartPart, ChartSeries, Expression, NumberFormat, RowLook, Sheet, SheetCell, SheetChart, SheetKind,
    Stretch,
};
use crate::document::{Document, Language, accounts, business_case, participants, ratios};
use crate::model::{BusinessCase, Model};
use crate::run::{Dossier, Replicated};
use crate::summary::{Outcome, PROBABILITIES, Summary, YearSummary, quantile_at};

/// The title of a sheet with what it is of.
pub(super) fn opened<T>(
    kind: SheetKind,
    name: &str,
    widths: Vec<f64>,
    outcome: &Outcome<T>,
    language: Language,
) -> Sheet {
    let words = language.words();
    let mut sheet = Sheet::new(kind, name, widths);
    sheet.fixed_columns = 1;
    let account = outcome.account();
    let whose = words.whose(&outcome.scenario.title, &outcome.span(), &language.named(&account.name, account.complete));
    sheet.say(RowLook::Title, name).say(RowLook::Subtitle, whose);
    sheet
}

/// The net benefit by year with its range, cumulative and single.
pub fn years(outcome: &Outcome<Summary>, language: Language) -> Sheet {
    let labels = language.words().workbook();
    let widths = std::iter::once(14.0).chain(std::iter::repeat_n(14.0, 10)).chain([3.0, 14.0, 14.0, 14.0, 14.0, 14.0]);
    let mut sheet = opened(SheetKind::Years, labels.sheets.years, widths.collect(), outcome, language);
    sheet.printed = Some(BANDS - 1);
    sheet.say(RowLook::Note, format!("{} {}", labels.years_note, language.labels().errors_note));
    let headline = &outcome.result.headline;
    let mut heading = vec![SheetCell::default(); BANDS.into()];
    heading[0] = SheetCell::text(labels.cumulative);
    heading.push(SheetCell::text(labels.for_the_chart));
    sheet.row(RowLook::Heading, heading);
    let first = by_year(&mut sheet, &headline.cumulative, true, language);
    let last = sheet.next() - 1;
    fan(&mut sheet, outcome, (first, last), language);
    sheet.gap(1).row(RowLook::Heading, [SheetCell::text(labels.single_years)]);
    by_year(&mut sheet, &headline.yearly, false, language);
    if headline.cumulative.len() > 1 {
        sheet.gap(1);
        let at = sheet.next();
        sheet.charts.iter_mut().for_each(|chart| chart.at = (at, 0));
    }
    sheet
}

/// Where the bands of the chart stand.
const BANDS: u16 = 12;

/// A table of years; returns its first row of numbers.
fn by_year(sheet: &mut Sheet, years: &[YearSummary], bands: bool, language: Language) -> u32 {
    let labels = language.words().workbook();
    let quantiles =
        PROBABILITIES.map(|p| if p == 0.5 { language.labels().median.to_owned() } else { language.percent(p, 0) });
    let mut titles = vec![labels.year.to_owned(), language.labels().mean.to_owned(), "±".to_owned()];
    titles.extend(quantiles);
    if bands {
        titles.push(labels.in_surplus.to_owned());
    }
    let header = sheet.titles(titles);
    for year in years {
        let row = sheet.next();
        let mut cells = vec![
            SheetCell::number(f64::from(year.year), NumberFormat::Plain),
            SheetCell::money(year.mean),
            SheetCell::money(year.mcse),
        ];
        let values = PROBABILITIES.map(|p| quantile_at(&year.quantiles, p).map_or(f64::NAN, |found| found.value));
        cells.extend(values.map(SheetCell::money));
        if bands {
            cells.push(SheetCell::chance(year.probability_positive.as_ref(), language));
            cells.push(SheetCell::default());
            let cell = |index: usize| Expression::Cell(sheet.place(row, 3 + index as u16), values[index]);
            cells.push(SheetCell::formula(cell(0), NumberFormat::Decimals(0)));
            for (low, high) in [(0, 2), (2, 4), (4, 6)] {
                cells.push(SheetCell::formula(Expression::minus(cell(high), cell(low)), NumberFormat::Decimals(0)));
            }
        }
        sheet.row(RowLook::Plain, cells);
    }
    header + 1
}

fn fan(sheet: &mut Sheet, outcome: &Outcome<Summary>, (first, last): (u32, u32), language: Language) {
    let words = language.words();
    let labels = words.workbook();
    let stretch = |column| Stretch { first, last, column };
    let band = |name: &str, column: u16, pale: bool, mirror: bool| ChartSeries {
        name: name.to_owned(),
        values: stretch(column),
        part: ChartPart::Band { pale, mirror },
    };
    let floor = ChartSeries { name: String::new(), values: stretch(BANDS), part: ChartPart::Floor };
    let median = ChartSeries { name: language.labels().median.to_owned(), values: stretch(6), part: ChartPart::Line };
    let title = words.fan_chart(language.currency(&outcome.currency));
    sheet.charts.push(SheetChart {
        kind: ChartKind::Fan,
        description: format!("{title}. {}", labels.years_note),
        title,
        categories: stretch(0),
        series: vec![
            floor,
            band(labels.nine_of_ten, BANDS + 1, true, false),
            band(labels.half, BANDS + 2, false, false),
            band(labels.nine_of_ten, BANDS + 3, true, true),
            median,
        ],
        unit: language.currency(&outcome.currency).to_owned(),
        format: NumberFormat::Decimals(0),
        at: (0, 0),
        size: (1000, 380),
    });
}

/// When the money is back; none where the payer is incomplete.
pub fn break_even(outcome: &Outcome<Summary>, language: Language) -> Option<Sheet> {
    let words = language.words();
    let labels = words.workbook();
    let headline = &outcome.result.headline;
    let even = headline.break_even.as_ref()?;
    let widths = vec![26.0, 22.0, 22.0, 22.0, 22.0];
    let mut sheet = opened(SheetKind::BreakEven, labels.sheets.break_even, widths, outcome, language);
    let told = crate::document::break_even::simulated(even, &outcome.span(), language);
    sheet.say(RowLook::Text, told).gap(1);
    let header = sheet.titles(labels.break_even);
    sheet.header = Some(header);
    for (index, year) in headline.cumulative.iter().enumerate() {
        let chances = [&even.by_year[index].chance, &even.by_end_of[index].chance, &even.lasting.by_year[index].chance];
        let chances = chances.into_iter().chain(year.probability_positive.as_ref());
        let cells = chances.map(|chance| SheetCell::chance(Some(chance), language));
        let year = SheetCell::number(f64::from(year.year), NumberFormat::Plain);
        sheet.row(RowLook::Plain, std::iter::once(year).chain(cells));
    }
    let chance = |chance| SheetCell::chance(Some(chance), language);
    let [first, lasting] = [&even.not_within_horizon.chance, &even.lasting.not_within_horizon.chance];
    let cells = [SheetCell::text(labels.not_within), chance(first), SheetCell::default(), chance(lasting)];
    let last = sheet.row(RowLook::Total, cells);
    sheet.gap(1);
    let stretch = |column| Stretch { first: header + 1, last, column };
    sheet.charts.push(SheetChart {
        kind: ChartKind::Columns,
        title: labels.break_even_chart.to_owned(),
        description: labels.break_even_chart.to_owned(),
        categories: stretch(0),
        series: vec![ChartSeries { name: labels.break_even[1].to_owned(), values: stretch(1), part: ChartPart::Main }],
        unit: String::new(),
        format: NumberFormat::Percent(0),
        at: (sheet.next(), 0),
        size: (840, 340),
    });
    Some(sheet)
}

/// Net benefit by payer and part, then lines by payer.
pub fn payers(model: &Model, case: &BusinessCase, outcome: &Outcome<Summary>, language: Language) -> Sheet {
    let labels = language.words().workbook();
    let widths = std::iter::once(44.0).chain(std::iter::repeat_n(17.0, model.accounts.len().max(6))).collect();
    let mut sheet = opened(SheetKind::Payers, labels.sheets.payers, widths, outcome, language);
    let mut page = Document::new("");
    accounts::accounts(&mut page, outcome, language);
    participants::joint(page.section(), outcome, language);
    participants::participants(page.section(), outcome, language);
    page.sections.iter().for_each(|section| sheet.section(section, language));
    sheet.section(&ratios::in_full(outcome, language), language);
    sheet.gap(1).say(RowLook::Text, labels.payers_note);
    sheet.table(&business_case::by_payer(model, case, language), language);
    sheet
}

/// Single replications.
pub fn replications(model: &Model, dossier: &Dossier, all: &[Replicated], language: Language) -> Sheet {
    let words = language.words();
    let labels = words.workbook();
    let outcome = &dossier.run;
    let shown = &all[..all.len().min(super::MOST_REPLICATIONS)];
    let columns = model.parameters.len() + model.calendar.years + 1;
    let widths = std::iter::once(10.0).chain(std::iter::repeat_n(16.0, columns)).collect();
    let mut sheet = opened(SheetKind::Replications, labels.sheets.replications, widths, outcome, language);
    sheet.say(RowLook::Note, words.first_rows(shown.len(), outcome.run.replications)).gap(1);
    let parameters = model.parameters.iter().map(|parameter| model.label(&parameter.path).title);
    let years = model.calendar.iter().map(|year| year.to_string());
    let total = language.labels().net_benefit.to_owned();
    let titles = std::iter::once(labels.replication.to_owned()).chain(parameters).chain(years).chain([total]);
    sheet.header = Some(sheet.titles(titles));
    sheet.fixed_columns = 1;
    for (index, Replicated { draw, yearly, flow, everything: _ }) in shown.iter().enumerate() {
        let number = SheetCell::number(index as f64, NumberFormat::Plain);
        let decimals = model.parameters.iter().map(|parameter| if parameter.base.abs() < 1_000.0 { 4 } else { 0 });
        let drawn = draw.values().iter().zip(decimals);
        let drawn = drawn.map(|(value, decimals)| SheetCell::number(*value, NumberFormat::Decimals(decimals)));
        let money = yearly.iter().copied().chain([flow.total()]).map(SheetCell::money);
        sheet.row(RowLook::Plain, std::iter::once(number).chain(drawn).chain(money));
    }
    sheet
}
