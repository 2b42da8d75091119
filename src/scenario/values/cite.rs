//! Reading references to figures: `"values.kontanthjaelp_parent30@2016"`.

use super::cited::Cited;
use super::date::Day;
use super::kinds::ValueKind;
use super::library::{NoOne, ValueDate, ValueLibrary, ValueSeries};
use super::row::ValueRow;
use super::words::words;
use crate::model::{Language, Written};
use crate::scenario::node::{Node, Value};
use crate::scenario::optional::Optional;
use crate::scenario::reader::{Reader, Table};
use std::collections::BTreeMap;

/// The prefix of a reference to a figure.
pub(in crate::scenario) const FIGURES: &str = "values.";

impl Reader<'_> {
    /// Reads the scenario's own file of figures, which come before those of the program.
    pub fn read_values(&mut self, root: &Table<'_>) {
        let Some(node) = root.get("values") else { return };
        let Some(name) = self.text(root, "values") else { return };
        let read = self.data_content(&name).map_err(|told| vec![told]);
        match read.and_then(|bytes| ValueLibrary::read(&name, &bytes)) {
            Ok(own) => self.values = Some(ValueLibrary::shipped().with(own)),
            Err(problems) => problems.into_iter().for_each(|told| self.problem(node, "values", told)),
        }
    }

    /// The figure that a node refers to; absent where it is no reference.
    pub fn cite(&mut self, node: &Node, path: &str) -> Optional<Cited> {
        let Value::Text(text) = &node.value else { return Optional::Absent };
        let Some(wanted) = text.strip_prefix(FIGURES) else { return Optional::Absent };
        match self.found_figure(wanted) {
            Ok((reference, row, year)) => {
                let cited = Cited { path: path.to_owned(), reference, row, year };
                self.cited.push(cited.clone());
                Optional::Found(cited)
            }
            Err(message) => {
                self.problem(node, path, message);
                Optional::Refused
            }
        }
    }

    /// The figures by year of a series that is an index; absent where a node refers to none.
    pub(in crate::scenario) fn index_of_values(&mut self, node: &Node, path: &str) -> Optional<ValueIndex> {
        let Value::Text(text) = &node.value else { return Optional::Absent };
        let Some(id) = text.strip_prefix(FIGURES) else { return Optional::Absent };
        let library = self.values.as_ref().unwrap_or_else(|| ValueLibrary::shipped());
        let message = match library.find(id) {
            None => {
                let near = library.nearest(id);
                let near = near.map_or_else(String::new, |near| format!("did you mean `{FIGURES}{near}`? "));
                format!("there is no figure `{id}`; {near}`provenu values index` shows some")
            }
            Some(series) => match ValueIndex::of(&series, self.language) {
                Some(index) => return Optional::Found(index),
                None => format!(
                    "`{FIGURES}{id}` is no index by year; allowed: a series of index numbers, such as values.fpi"
                ),
            },
        };
        self.problem(node, path, message);
        Optional::Refused
    }

    /// The value in the expected table of a number that is a figure with its spread: the figure.
    pub(in crate::scenario) fn cited_base(&self, path: &str) -> Option<f64> {
        let cited = self.cited.iter().rfind(|cited| cited.path == path)?;
        cited.row.evidence().and_then(|_| cited.row.value())
    }

    /// Whether a node refers to a figure that is uncertain.
    pub(in crate::scenario) fn cites_spread(&self, node: &Node) -> bool {
        let Value::Text(text) = &node.value else { return false };
        let found = text.strip_prefix(FIGURES).and_then(|wanted| self.found_figure(wanted).ok());
        found.is_some_and(|(_, row, _)| row.evidence().is_some())
    }

    /// The row that a reference means, with how to refer to it and the year that was asked for.
    fn found_figure(&self, wanted: &str) -> Result<(String, ValueRow, Option<i32>), String> {
        let library = self.values.as_ref().unwrap_or_else(|| ValueLibrary::shipped());
        let (id, stated) = wanted.split_once('@').map_or((wanted, None), |(id, date)| (id, Some(date)));
        let Some(series) = library.find(id) else {
            let near = library.nearest(id).map_or_else(String::new, |near| format!("did you mean `{FIGURES}{near}`? "));
            return Err(format!("there is no figure `{id}`; {near}`provenu values WORDS` finds one"));
        };
        let date = match stated {
            Some(stated) => date(stated).ok_or_else(|| {
                format!("`{stated}` is no date; allowed: {FIGURES}{id}@2024 or {FIGURES}{id}@2025-07-01")
            })?,
            None => self.price_year.map_or(ValueDate::Any, ValueDate::Year),
        };
        let row = series.at(date).map_err(|none| no_one(&series, date, stated.is_some(), &none))?;
        if let (None, text) = (row.value(), row.text.told(self.language)) {
            return Err(format!("`{FIGURES}{id}` is a note and no number: {text}"));
        }
        let year = if let ValueDate::Year(year) = date { Some(year) } else { None };
        Ok((series.reference(row), row.clone(), year))
    }

    /// Gives the number at a position what its figures say of unit and source, where nothing is said yet; of grade and note as
    /// well where it is them and not a distribution around them.
    pub(in crate::scenario) fn document_cited(&mut self, position: usize) {
        let assumption = &mut self.assumptions[position];
        let cited: Vec<&Cited> = self.cited.iter().filter(|cited| cited.is_of(&assumption.path)).collect();
        let Some(first) = cited.first() else { return };
        let (words, language) = (words(self.language), self.language);
        let unit = if first.row.is_percent() { words.share() } else { first.row.unit.told(language) };
        let unit = (!unit.is_empty()).then(|| unit.to_owned());
        if let Written::Number { unit: stated } = &mut assumption.form {
            *stated = stated.take().or_else(|| unit.clone());
        }
        assumption.unit = assumption.unit.take().or(unit);
        let source = |cited: &&Cited| words.source(cited.row.source.told(language), cited.row.found, &cited.reference);
        assumption.source = assumption.source.take().or_else(|| each_once(cited.iter().map(source)));
        let whole = cited.iter().filter(|cited| cited.is_all_of(&assumption.path));
        assumption.grade = assumption.grade.or_else(|| whole.clone().filter_map(|cited| cited.row.grade).max());
        let note = whole.map(|cited| cited.row.note.told(language).to_owned());
        assumption.note = assumption.note.take().or_else(|| each_once(note));
    }

    /// The same for all numbers so far.
    pub(in crate::scenario) fn document_all_cited(&mut self) {
        if !self.cited.is_empty() {
            (0..self.assumptions.len()).for_each(|position| self.document_cited(position));
        }
    }
}

/// An index among the figures.
#[derive(Debug, Clone)]
pub(in crate::scenario) struct ValueIndex {
    /// Its numbers by year.
    pub numbers: BTreeMap<i32, f64>,
    /// How it is referred to.
    pub reference: String,
    /// What it is an index of.
    pub kind: Option<ValueKind>,
    /// What it is called.
    pub title: String,
    /// Where the number of each year comes from.
    pub sources: BTreeMap<i32, String>,
}

impl ValueIndex {
    /// A series as an index; `None` where it is none: rates of growth, or no number above 0 in some year.
    fn of(series: &ValueSeries<'_>, language: Language) -> Option<Self> {
        let kind = series.latest().kind;
        let is_index = matches!(
            kind,
            Some(ValueKind::TransferIndex | ValueKind::WageIndex | ValueKind::PriceIndex | ValueKind::BudgetIndex)
        );
        if !is_index || series.rows.iter().any(|row| row.is_percent()) {
            return None;
        }
        let number = |row: &&ValueRow| Some((row.year?, row.value().filter(|value| *value > 0.0)?));
        let numbers: BTreeMap<i32, f64> = series.rows.iter().map(number).collect::<Option<_>>()?;
        Some(Self {
            numbers,
            reference: format!("{FIGURES}{}", series.id),
            kind,
            title: series.latest().name.told(language).to_owned(),
            sources: series
                .rows
                .iter()
                .filter_map(|row| Some((row.year?, row.source.told(language).to_owned())))
                .collect(),
        })
    }
}

/// Texts one after another, each once; `None` = all are empty.
fn each_once(texts: impl Iterator<Item = String>) -> Option<String> {
    let mut all: Vec<String> = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    (!all.is_empty()).then(|| all.join("; "))
}

/// A date after `@`.
fn date(text: &str) -> Option<ValueDate> {
    let year = |text: &str| text.parse().ok().filter(|year| (1900..=2200).contains(year));
    year(text).map(ValueDate::Year).or_else(|| text.parse::<Day>().ok().map(ValueDate::Day))
}

/// How to refer to a row, and its figure.
fn described(series: &ValueSeries<'_>, row: &ValueRow) -> String {
    let reference = series.reference(row);
    match row.stated {
        Some(stated) => format!("{reference} ({stated})"),
        None => reference,
    }
}

/// Why a series has no one figure for a date, and what to write.
fn no_one(series: &ValueSeries<'_>, date: ValueDate, stated: bool, why: &NoOne<'_>) -> String {
    let written = |rows: &[&ValueRow]| {
        let all: Vec<String> = rows.iter().map(|row| described(series, row)).collect();
        all.join(", ")
    };
    let when = match date {
        ValueDate::Any => String::new(),
        ValueDate::Year(year) if stated => format!(" for {year}"),
        ValueDate::Year(year) => format!(" for {year} (the line's price_year)"),
        ValueDate::Day(day) => format!(" for {day}"),
    };
    match why {
        NoOne::Missing => {
            format!("`{FIGURES}{}` has no figure{when}; allowed: {}", series.id, written(&series.rows))
        }
        NoOne::Several(rows) if date == ValueDate::Any => format!(
            "`{FIGURES}{}` has several figures, and no price_year says which; allowed: {}",
            series.id,
            written(rows)
        ),
        NoOne::Several(rows) => {
            format!("`{FIGURES}{}` has several figures{when}; allowed: {}", series.id, written(rows))
        }
    }
}
