//! The figures that come with the program, those of a scenario's own file, and how one is found.

use super::date::Day;
use super::kinds::EachLanguage;
use super::read::rows;
use super::row::ValueRow;
use crate::model::Language;
use crate::scenario::hint::nearest;
use std::sync::OnceLock;

/// The figures that come with the program.
const SHIPPED: &str = include_str!("../../../configs/values/danish.csv");
/// What messages call their file.
const SHIPPED_NAME: &str = "values/danish.csv";

/// Figures by series.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueLibrary {
    rows: Vec<ValueRow>,
}

/// The figures of one series, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueSeries<'l> {
    /// Its name in a scenario after `values.`.
    pub id: &'l str,
    /// Its rows, of which there is at least one.
    pub rows: Vec<&'l ValueRow>,
}

/// When a figure is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueDate {
    /// Whenever: there may be only one.
    Any,
    /// In some year.
    Year(i32),
    /// On some day.
    Day(Day),
}

/// Why a series has no one figure for a date.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum NoOne<'l> {
    /// None holds then.
    Missing,
    /// Several do.
    Several(Vec<&'l ValueRow>),
}

impl ValueLibrary {
    /// The Danish figures that come with the program; a test reads them all.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED_ROWS: OnceLock<ValueLibrary> = OnceLock::new();
        SHIPPED_ROWS.get_or_init(|| Self { rows: rows(SHIPPED_NAME, SHIPPED.as_bytes()).unwrap_or_default() })
    }

    /// The figures of a file.
    ///
    /// # Errors
    /// All that is wrong with the file, each as a sentence with its line.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Vec<String>> {
        Ok(Self { rows: rows(name, bytes)? })
    }

    /// These figures and others, which come first: where both have one of the same series and time, theirs holds.
    #[must_use]
    pub fn with(&self, others: Self) -> Self {
        let hidden = |row: &ValueRow| others.rows.iter().any(|own| own.series == row.series && own.overlaps(row));
        let kept: Vec<ValueRow> = self.rows.iter().filter(|row| !hidden(row)).cloned().collect();
        let mut rows = others.rows;
        rows.extend(kept);
        Self { rows }
    }

    /// All rows, in the order of the files.
    #[must_use]
    pub fn rows(&self) -> &[ValueRow] {
        &self.rows
    }

    /// All series, in the order in which they are first met.
    #[must_use]
    pub fn series(&self) -> Vec<ValueSeries<'_>> {
        let mut all: Vec<ValueSeries<'_>> = Vec::new();
        for row in &self.rows {
            match all.iter_mut().find(|known| known.id == row.series) {
                Some(known) => known.rows.push(row),
                None => all.push(ValueSeries { id: &row.series, rows: vec![row] }),
            }
        }
        all
    }

    /// The series of a name.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<ValueSeries<'_>> {
        let rows: Vec<&ValueRow> = self.rows.iter().filter(|row| row.series == id).collect();
        rows.first().map(|first| &first.series).map(|id| ValueSeries { id, rows: rows.clone() })
    }

    /// The name that a misspelt one probably is.
    #[must_use]
    pub fn nearest(&self, id: &str) -> Option<&str> {
        nearest(id, self.rows.iter().map(|row| row.series.as_str()))
    }

    /// The series with all the words in their name, id, unit, source or notes, in any language; those with all of them in name
    /// or id come first.
    #[must_use]
    pub fn search(&self, words: &[String]) -> Vec<ValueSeries<'_>> {
        let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let has_all = |text: &str| words.iter().all(|word| text.contains(word.as_str()));
        let (mut first, mut then) = (Vec::new(), Vec::new());
        for series in self.series() {
            let names = series.text(&[|row: &ValueRow| &row.name]);
            if has_all(&names) {
                first.push(series);
            } else if has_all(&format!(
                "{names} {}",
                series.text(&[|row| &row.unit, |row| &row.source, |row| &row.note, |row| &row.text])
            )) {
                then.push(series);
            }
        }
        first.extend(then);
        first
    }
}

impl<'l> ValueSeries<'l> {
    /// Some of its texts in all languages, and its id as it is and as words, in small letters.
    fn text(&self, of: &[fn(&ValueRow) -> &EachLanguage]) -> String {
        let mut text = format!("{} {} ", self.id, self.id.replace('_', " "));
        for row in &self.rows {
            for part in of.iter().flat_map(|of| Language::ALL.map(|language| of(row).told(language))) {
                text.push_str(part);
                text.push(' ');
            }
        }
        text.to_lowercase()
    }

    /// Its newest row.
    #[must_use]
    pub fn latest(&self) -> &'l ValueRow {
        let begins = |row: &&&ValueRow| row.span().0.or(row.span().1);
        self.rows.iter().max_by_key(begins).copied().unwrap_or(self.rows[0])
    }

    /// The figure that holds then.
    pub(super) fn at(&self, date: ValueDate) -> Result<&'l ValueRow, NoOne<'l>> {
        let holds = |row: &&&ValueRow| match date {
            ValueDate::Any => true,
            ValueDate::Year(year) => row.holds_within(Day::first_of(year), Day::last_of(year)),
            ValueDate::Day(day) => row.holds_within(day, day),
        };
        let found: Vec<&ValueRow> = self.rows.iter().filter(holds).copied().collect();
        match found[..] {
            [] => Err(NoOne::Missing),
            [one] => Ok(one),
            _ => Err(NoOne::Several(found)),
        }
    }

    /// How a scenario refers to one of its rows: by its year where that is enough, else by its first day; by nothing where it is
    /// the only one and has no time.
    #[must_use]
    pub fn reference(&self, row: &ValueRow) -> String {
        let (from, until) = row.span();
        let day = from.or(until);
        let date = row.year.or(day.map(|day| day.year)).map(|year| {
            let enough = self.at(ValueDate::Year(year)) == Ok(row);
            if enough { year.to_string() } else { day.map_or_else(|| year.to_string(), |day| day.to_string()) }
        });
        date.map_or_else(|| format!("values.{}", self.id), |date| format!("values.{}@{date}", self.id))
    }
}
