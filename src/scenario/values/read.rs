//! Figures from CSV.

use super::date::Day;
use super::kinds::{EachLanguage, FoundHow, RefundBasis, ValueKind, ValueSpread};
use super::row::ValueRow;
use crate::model::{Grade, Language};
use crate::scenario::data::CsvTable;
use crate::scenario::hint::did_you_mean;
use crate::scenario::id::{ID, is_id};
use csv::StringRecord;

/// Columns with one text for all languages.
const PLAIN: [&str; 14] = [
    "series",
    "kind",
    "year",
    "valid_from",
    "valid_until",
    "value",
    "low",
    "high",
    "spread",
    "refund",
    "found",
    "evidence",
    "address",
    "seen",
];
/// Columns that people read: one for all languages, or one for each with its code, such as `name_da`.
const TOLD: [&str; 8] = ["name", "unit", "text", "prices", "basis", "payer", "source", "note"];
/// What to do about a number that may be two.
const ADVICE: &str = "Write all numbers without marks between thousands";

/// The rows of a file.
///
/// # Errors
/// All that is wrong with it, each as a sentence with its line.
pub fn rows(name: &str, bytes: &[u8]) -> Result<Vec<ValueRow>, Vec<String>> {
    let table = CsvTable::open(name, bytes, None, ADVICE).map_err(|told| vec![told])?;
    let columns = Columns::of(&table)?;
    let number = |key: &str| match columns.at(key) {
        None => Ok(None),
        Some(at) => table.numbers(at).map(Some),
    };
    let (values, lows, highs) = match (number("value"), number("low"), number("high")) {
        (Ok(values), Ok(lows), Ok(highs)) => (values, lows, highs),
        (values, lows, highs) => return Err([values, lows, highs].into_iter().filter_map(Result::err).collect()),
    };
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    let records = table.records().map_err(|told| vec![told])?;
    for (at, record) in records.iter().enumerate() {
        let stated = |column: &Option<Vec<Option<f64>>>| column.as_ref().and_then(|cells| cells[at]);
        let numbers = [&values, &lows, &highs].map(stated);
        let mut cells = Cells { table: &table, columns: &columns, record, problems: &mut problems };
        found.extend(cells.row(numbers));
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

/// Which column is where.
struct Columns(Vec<String>);

impl Columns {
    fn of(table: &CsvTable<'_>) -> Result<Self, Vec<String>> {
        let names = table.names().map_err(|told| vec![told])?;
        let told = TOLD.iter().flat_map(|key| {
            let each = Language::ALL.map(|language| format!("{key}_{}", language.code()));
            std::iter::once((*key).to_owned()).chain(each)
        });
        let allowed: Vec<String> = PLAIN.iter().map(|key| (*key).to_owned()).chain(told).collect();
        let mut problems: Vec<String> = names
            .iter()
            .filter(|name| !allowed.contains(name))
            .map(|name| {
                let hint = did_you_mean(name, allowed.iter().map(String::as_str));
                format!("{}: unknown column `{name}`; {hint}", table.file())
            })
            .collect();
        for needed in ["series", "value"] {
            if !names.iter().any(|name| name == needed) {
                problems.push(format!("{}: the column `{needed}` is missing", table.file()));
            }
        }
        if problems.is_empty() { Ok(Self(names)) } else { Err(problems) }
    }

    fn at(&self, key: &str) -> Option<usize> {
        self.0.iter().position(|name| name == key)
    }
}

/// The cells of one row.
struct Cells<'r> {
    table: &'r CsvTable<'r>,
    columns: &'r Columns,
    record: &'r StringRecord,
    problems: &'r mut Vec<String>,
}

impl Cells<'_> {
    fn row(&mut self, [stated, low, high]: [Option<f64>; 3]) -> Option<ValueRow> {
        let before = self.problems.len();
        let series = self.text("series").to_owned();
        if !is_id(&series) {
            self.wrong("series", ID);
        }
        let (valid_from, valid_until) = (self.day("valid_from"), self.day("valid_until"));
        if matches!((valid_from, valid_until), (Some(from), Some(until)) if from > until) {
            self.wrong("valid_until", "lies before valid_from");
        }
        let ends = match (low, high) {
            (Some(low), Some(high)) if low <= high => Some((low, high)),
            (None, None) => None,
            (Some(_), Some(_)) => {
                self.wrong("low", "is above `high`");
                None
            }
            (None, Some(_)) | (Some(_), None) => {
                self.wrong(if low.is_none() { "low" } else { "high" }, "is empty while the other end is given");
                None
            }
        };
        let spread = self.spread(ends.is_some());
        let row = ValueRow {
            series,
            kind: self.choice("kind", &ValueKind::ALL),
            year: self.year(),
            valid_from,
            valid_until,
            stated,
            ends,
            spread,
            unit: self.told("unit"),
            text: self.told("text"),
            prices: self.told("prices"),
            refund: self.choice("refund", &RefundBasis::ALL),
            basis: self.told("basis"),
            payer: self.told("payer"),
            found: self.choice("found", &FoundHow::ALL),
            grade: self.choice("evidence", &Grade::ALL),
            name: self.told("name"),
            source: self.told("source"),
            address: self.text("address").to_owned(),
            seen: self.text("seen").to_owned(),
            note: self.told("note"),
        };
        if row.stated.is_none() && row.text.told(Language::English).is_empty() {
            self.wrong("value", "is empty; allowed: a number, or a note in `text`");
        }
        let outside = |(low, high): (f64, f64)| row.stated.is_some_and(|value| value < low || value > high);
        if ends.is_some_and(outside) {
            self.wrong("value", "lies outside `low` and `high`");
        }
        (self.problems.len() == before).then_some(row)
    }

    fn text(&self, key: &str) -> &str {
        self.columns.at(key).map_or("", |at| &self.record[at])
    }

    /// A text in each language; where the file has one for all, that.
    fn told(&self, key: &str) -> EachLanguage {
        EachLanguage(Language::ALL.map(|language| {
            let own = self.text(&format!("{key}_{}", language.code()));
            if own.is_empty() { self.text(key) } else { own }.to_owned()
        }))
    }

    fn year(&mut self) -> Option<i32> {
        let text = self.text("year");
        let found = text.parse().ok().filter(|year| (1900..=2200).contains(year));
        if found.is_none() && !text.is_empty() {
            self.wrong("year", "is no year; allowed: 1900 to 2200");
        }
        found
    }

    fn day(&mut self, key: &str) -> Option<Day> {
        let text = self.text(key);
        let found = text.parse().ok();
        if found.is_none() && !text.is_empty() {
            self.wrong(key, "is no day; allowed: year-month-day, such as 2025-07-01");
        }
        found
    }

    fn choice<T: Copy>(&mut self, key: &str, all: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(key);
        let found = all.iter().find(|known| known.0 == text).map(|known| known.1);
        if found.is_none() && !text.is_empty() {
            let hint = did_you_mean(text, all.iter().map(|known| known.0));
            self.wrong(key, &format!("is not known; {hint}"));
        }
        found
    }

    /// What the ends are: a range unless the file says otherwise.
    fn spread(&mut self, has_ends: bool) -> ValueSpread {
        let text = self.text("spread");
        let level = text.replace(',', ".").parse::<f64>().ok().filter(|level| *level > 0.0 && *level < 1.0);
        match (text, level) {
            _ if !has_ends => ValueSpread::Certain,
            ("" | "range", _) => ValueSpread::Range,
            ("persons", _) => ValueSpread::Persons,
            (_, Some(level)) => ValueSpread::Interval(level),
            (_, None) => {
                self.wrong("spread", "is not known; allowed: range, persons, or the level of an interval such as 0.95");
                ValueSpread::Range
            }
        }
    }

    fn wrong(&mut self, key: &str, message: &str) {
        self.problems.push(self.table.wrong_at(self.record, self.columns.at(key).unwrap_or(0), message));
    }
}
