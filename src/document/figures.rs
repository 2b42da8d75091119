//! The figures that come with the program, as `provenu values` shows them.

use super::{Align, DataTable, Document, Element, Language, Role, Section, TableCell};
use crate::scenario::{ValueKind, ValueLibrary, ValueRow, ValueSeries, ValueSpread};

/// The most series that are shown with their sources; of more only the name and the newest figure.
const FEW: usize = 6;

/// The series that were found by some words; all of them where there are none.
#[must_use]
pub fn figures(library: &ValueLibrary, words: &[String], language: Language) -> Document {
    let asked = words.join(" ");
    let found = library.search(words);
    let told = language.words();
    let Some(first) = found.first() else {
        let nearest = library.nearest(&asked.replace(' ', "_"));
        return Document::new(told.no_series(&asked, nearest));
    };
    if let [one] = &found[..] {
        return figure_series(one, language);
    }
    let mut page = Document::new(told.series_found(found.len(), &asked));
    if words.is_empty() {
        for (_, kind) in ValueKind::ALL {
            let of_kind = found.iter().filter(|series| series.latest().kind == Some(kind));
            let section = page.section().heading(told.kind(kind).to_uppercase());
            for series in of_kind {
                section.push(entry(series, false, language));
            }
        }
    } else {
        let section = page.section();
        for series in &found {
            section.push(entry(series, found.len() <= FEW, language));
        }
    }
    page.section().note(told.how_to_use(&first.reference(first.latest()))).note(told.how_to_look(first.id));
    page
}

/// A series: its name, its years and its newest figure; with sources where wanted.
fn entry(series: &ValueSeries<'_>, with_source: bool, language: Language) -> Element {
    let row = series.latest();
    let name = Some(row.name.told(language)).filter(|name| !name.is_empty());
    let mut details: Vec<Element> = name.map(text).into_iter().collect();
    details.push(Element::Facts(facts(series, row, language)));
    if with_source {
        details.extend(origin(row, language));
    }
    Element::Entry { name: series.id.to_owned(), value: figure(row, language), details }
}

fn text(text: impl Into<String>) -> Element {
    Element::Paragraph { role: Role::Text, text: text.into() }
}

/// All figures of a series, with where they come from.
#[must_use]
pub fn figure_series(series: &ValueSeries<'_>, language: Language) -> Document {
    let told = language.words();
    let latest = series.latest();
    let name = latest.name.told(language);
    let mut page = Document::new(if name.is_empty() { series.id.to_owned() } else { format!("{}: {name}", series.id) });
    page.last().facts(facts(series, latest, language));
    let has_ends = series.rows.iter().any(|row| row.ends.is_some());
    let titles = &told.columns()[..if has_ends { 5 } else { 4 }];
    let mut table = DataTable::new(titles.iter().copied());
    // When it holds, and how it was found.
    for words in [1, 3] {
        table.columns[words].align = Align::Left;
    }
    for row in &series.rows {
        let found = row.found.map_or("", |found| told.found_how(found));
        let cells =
            [date(series, row), holds(row, language), figure(row, language), found.to_owned(), ends(row, language)];
        let [label, cells @ ..] = cells;
        table.row(label, cells.into_iter().take(titles.len() - 1).map(TableCell::from));
    }
    page.section().table(table);
    origins(&mut page, series, language);
    page.section().note(told.how_to_use(&series.reference(latest)));
    page
}

/// Each source and note once, with the figures that it is of.
fn origins(page: &mut Document, series: &ValueSeries<'_>, language: Language) {
    let mut all: Vec<(Vec<String>, Vec<Element>)> = Vec::new();
    for row in &series.rows {
        let told = origin(row, language);
        match all.iter_mut().find(|known| known.1 == told) {
            Some(known) => known.0.push(date(series, row)),
            None => all.push((vec![date(series, row)], told)),
        }
    }
    let section: &mut Section = page.section();
    for (dates, details) in all {
        let dates: Vec<String> = dates.into_iter().filter(|date| !date.is_empty()).collect();
        section.push(Element::Entry { name: dates.join(", "), value: String::new(), details });
    }
}

/// Who says so, where, and what to know of it.
fn origin(row: &ValueRow, language: Language) -> Vec<Element> {
    let told = language.words();
    let seen = if row.seen.is_empty() { String::new() } else { told.seen_on(&row.seen) };
    let source = [row.source.told(language), &row.address, &seen];
    let source = source.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
    let note = row.note.told(language);
    [source.as_str(), note].into_iter().filter(|part| !part.is_empty()).map(text).collect()
}

/// The years of a series, and what its newest figure is: before or after refund, whose, in which prices.
fn facts(series: &ValueSeries<'_>, row: &ValueRow, language: Language) -> Vec<String> {
    let told = language.words();
    let years = series.rows.iter().filter_map(|row| row.year.or(row.valid_from.map(|day| day.year)));
    let span = match (years.clone().min(), years.max()) {
        (Some(first), Some(last)) if first < last => format!("{first}–{last}"),
        (Some(year), _) => year.to_string(),
        (None, _) => String::new(),
    };
    let basis = match row.basis.told(language) {
        "" => row.refund.map_or("", |basis| told.refund_basis(basis)),
        said => said,
    };
    let said = |text: &str, told: &dyn Fn(&str) -> String| if text.is_empty() { String::new() } else { told(text) };
    let facts = [
        told.figures_of(&span, series.rows.len()),
        basis.to_owned(),
        said(row.payer.told(language), &|payer| told.paid_by(payer)),
        said(row.prices.told(language), &|prices| told.in_prices_of(prices)),
    ];
    facts.into_iter().filter(|fact| !fact.is_empty()).collect()
}

/// What stands after `@`.
fn date(series: &ValueSeries<'_>, row: &ValueRow) -> String {
    series.reference(row).split_once('@').map_or_else(String::new, |(_, date)| date.to_owned())
}

/// A figure as the file gives it, with its unit; a note as it stands.
fn figure(row: &ValueRow, language: Language) -> String {
    match row.stated {
        Some(stated) => {
            format!("{} {}", stated_number(stated, language), row.unit.told(language)).trim_end().to_owned()
        }
        None => row.text.told(language).to_owned(),
    }
}

/// A number without rounding: a database is copied from.
fn stated_number(stated: f64, language: Language) -> String {
    let decimals = stated.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len());
    language.decimal(stated, decimals)
}

fn ends(row: &ValueRow, language: Language) -> String {
    let Some((low, high)) = row.ends else { return String::new() };
    let level = if let ValueSpread::Interval(level) = row.spread { Some(language.percent(level, 0)) } else { None };
    let [low, high] = [low, high].map(|end| stated_number(end, language));
    language.words().ends_of(&low, &high, level.as_deref(), row.spread == ValueSpread::Persons)
}

/// When a figure holds, where the file says.
fn holds(row: &ValueRow, language: Language) -> String {
    let [from, until] = [row.valid_from, row.valid_until].map(|day| day.map(|day| day.to_string()));
    language.words().holds(from.as_deref(), until.as_deref())
}
