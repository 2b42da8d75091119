//! Columns of CSV files.

use super::bytes::{place, utf8};
use super::decimal::{DecimalMark, Meaning};
use super::hint;
use super::limits::beyond;
use super::visible;
use csv::{ReaderBuilder, StringRecord, Trim};
use serde::Serialize;
use std::collections::HashMap;

/// What was read from one column of a data file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataColumn {
    /// Its name in the first line.
    pub name: String,
    /// How many numbers it holds.
    pub rows: usize,
    /// The smallest.
    pub low: f64,
    /// The largest.
    pub high: f64,
    /// The decimal mark; `None` = no number has decimals.
    pub decimal: Option<DecimalMark>,
    /// The first number that would be another with another mark, such as `1.500`.
    pub first_decided: Option<Decided>,
}

/// A number that the decimal mark decides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decided {
    /// Its line in the file, from 1.
    pub line: usize,
    /// As it is written.
    pub text: String,
    /// As it was read.
    pub value: f64,
}

/// The numbers of one column and its description. By default `name` is the only column, and `decimal` the mark that the file uses.
pub(super) fn column(
    file: &str,
    bytes: &[u8],
    name: Option<&str>,
    decimal: Option<DecimalMark>,
) -> Result<(Vec<f64>, DataColumn), String> {
    let table = CsvTable::open(file, bytes, name, "Write decimal = \"point\" or decimal = \"comma\" beside `file`")?;
    let index = table.find(name)?;
    let (values, read) = table.column(index, decimal, false)?;
    Ok((values.into_iter().flatten().collect(), read))
}

/// A cell or a name as messages quote it, in part.
fn shortened(text: &str) -> String {
    visible::shortened(text, 40)
}

/// A CSV file.
pub(crate) struct CsvTable<'a> {
    file: &'a str,
    text: &'a str,
    /// Where the names of the columns begin: after `sep=;`.
    start: usize,
    /// What is between columns; `None` = there is one column.
    separator: Option<u8>,
    headers: StringRecord,
    /// What the author can do about a number that may be two.
    advice: &'static str,
}

/// A cell as messages tell of it.
struct Cell {
    line: usize,
    column: usize,
    text: String,
}

/// The first number that the decimal mark decides, and both that it may be.
struct Open {
    cell: Cell,
    point: f64,
    comma: f64,
}

impl<'a> CsvTable<'a> {
    /// The table of a file with the names of its columns; where there is only `name`, it may hold what else separates columns.
    pub fn open(file: &'a str, bytes: &'a [u8], name: Option<&str>, advice: &'static str) -> Result<Self, String> {
        let text = utf8(file, bytes).map_err(|told| format!("{told} (in Excel: CSV UTF-8)"))?;
        let (start, stated) = separator(file, text)?;
        if text[start..].trim().is_empty() {
            return Err(format!("{file} is empty"));
        }
        let separator = stated.or_else(|| most_likely_separator(&text[start..], name));
        let mut table = CsvTable { file, text, start, separator, headers: StringRecord::new(), advice };
        table.refuse_open_quote()?;
        table.headers = table.rows().headers().map_err(|error| format!("{file}: {error}"))?.clone();
        Ok(table)
    }

    /// What messages call the file.
    pub fn file(&self) -> &str {
        self.file
    }

    /// The names of its columns, each once.
    pub fn names(&self) -> Result<Vec<String>, String> {
        self.named()?;
        Ok(self.headers.iter().map(str::to_owned).collect())
    }

    /// Its rows, each with a cell for every column.
    pub fn records(&self) -> Result<Vec<StringRecord>, String> {
        let mut records = Vec::new();
        for record in self.rows().into_records() {
            let record = record.map_err(|error| format!("{}: {error}", self.file))?;
            if record.len() != self.headers.len() {
                return Err(self.uneven(&record));
            }
            records.push(record);
        }
        Ok(records)
    }

    /// The numbers of a column, some cells of which may be empty.
    pub fn numbers(&self, index: usize) -> Result<Vec<Option<f64>>, String> {
        Ok(self.column(index, None, true)?.0)
    }

    /// What is wrong with a cell, with its place.
    pub fn wrong_at(&self, row: &StringRecord, index: usize, message: &str) -> String {
        self.wrong(&self.cell(row, index), message)
    }

    fn rows(&self) -> csv::Reader<&'a [u8]> {
        let mut reader = ReaderBuilder::new();
        reader.delimiter(self.separator.unwrap_or(b';')).flexible(true).trim(Trim::All);
        reader.from_reader(&self.text.as_bytes()[self.start..])
    }

    /// Refuses a quote at the beginning of a cell that has no end: all that follows would be that cell.
    fn refuse_open_quote(&self) -> Result<(), String> {
        let bytes = self.text.as_bytes();
        // Where the cell's quote begins, and where it ended if that was no first of two.
        let (mut open, mut ended, mut begins) = (None, None, true);
        for (at, &byte) in bytes.iter().enumerate().skip(self.start) {
            match (byte, open, ended) {
                (b'"', Some(from), _) => (open, ended) = (None, Some((from, at + 1))),
                (b'"', None, Some((from, next))) if next == at => (open, ended) = (Some(from), None),
                (b'"', None, _) if begins => open = Some(at),
                _ => {}
            }
            begins = Some(byte) == self.separator || matches!(byte, b'\n' | b'\r');
        }
        open.map_or(Ok(()), |at| {
            let (line, column) = place(self.text, at);
            Err(format!(
                "{}:{line}:{column}: the quote that begins here has no end; write \" after the cell",
                self.file
            ))
        })
    }

    /// Refuses two columns of one name.
    fn named(&self) -> Result<(), String> {
        let Self { file, headers, .. } = self;
        let mut known = HashMap::new();
        for (at, header) in (1..).zip(headers).filter(|(_, header)| !header.is_empty()) {
            if let Some(before) = known.insert(header, at) {
                let name = shortened(header);
                return Err(format!(
                    "{file}: columns {before} and {at} are both called `{name}`; each needs its own name"
                ));
            }
        }
        Ok(())
    }

    /// The position of a column.
    fn find(&self, wanted: Option<&str>) -> Result<usize, String> {
        const SHOWN: usize = 20;
        self.named()?;
        let Self { file, headers, .. } = self;
        let names: Vec<String> = headers.iter().take(SHOWN).map(shortened).collect();
        let names = format!("{}{}", names.join(", "), if headers.len() > SHOWN { ", …" } else { "" });
        let found = wanted.map_or(Some(0), |wanted| headers.iter().position(|header| header == wanted));
        let only_numbers = headers.iter().all(|header| Meaning::of(header).is_some());
        match (wanted, found) {
            (Some(_), Some(found)) => Ok(found),
            (None, _) if headers.len() == 1 && !only_numbers => Ok(0),
            _ if only_numbers => {
                let line = self.text[self.start..].trim_start().lines().next().unwrap_or_default();
                let line = shortened(line.trim_end());
                let hint = if headers.len() > 1 { " (where these are names, say which `column`)" } else { "" };
                Err(format!("{file}: the first line is `{line}`; allowed: the name of each column{hint}"))
            }
            (Some(wanted), _) => {
                let near = hint::nearest(wanted, headers);
                let near = near.map_or_else(String::new, |near| format!("did you mean `{}`? ", shortened(near)));
                Err(format!("{file} has no column `{}`; {near}allowed: {names}", shortened(wanted)))
            }
            (None, _) => Err(format!("{file} has {} columns; say which `column`: {names}", headers.len())),
        }
    }

    /// The numbers of a column; of empty cells none, where these are allowed.
    fn column(
        &self,
        index: usize,
        stated: Option<DecimalMark>,
        may_be_empty: bool,
    ) -> Result<(Vec<Option<f64>>, DataColumn), String> {
        let mut values = Vec::new();
        // Which of the values the mark decides, and what they are with a decimal point; `values` has them with a comma.
        let mut points = Vec::new();
        let mut first_open: Option<Open> = None;
        let mut first_only: [Option<Cell>; 2] = [None, None];
        let mut rows = self.rows();
        let mut row = StringRecord::new();
        while rows.read_record(&mut row).map_err(|error| format!("{}: {error}", self.file))? {
            if row.len() != self.headers.len() {
                return Err(self.uneven(&row));
            }
            let cell = || self.cell(&row, index);
            let Some(meaning) = Meaning::of(&row[index]) else {
                if row[index].is_empty() && may_be_empty {
                    values.push(None);
                    continue;
                }
                if row[index].is_empty() {
                    return Err(self.wrong(&cell(), "is empty"));
                }
                let hint = hint::cell(&row[index]).map_or_else(String::new, |told| format!("; {told}"));
                return Err(self.wrong(&cell(), &format!("is not a number{hint}")));
            };
            let value = match meaning {
                Meaning::Plain(value) => value,
                Meaning::Only(mark, value) => {
                    first_only[mark as usize].get_or_insert_with(cell);
                    value
                }
                Meaning::Either { point, comma } => {
                    first_open.get_or_insert_with(|| Open { cell: cell(), point, comma });
                    points.push((values.len(), point));
                    comma
                }
            };
            if let Some(allowed) = beyond(value) {
                return Err(self.wrong(&cell(), &format!("is out of range; allowed: {allowed}")));
            }
            values.push(Some(value));
        }
        if values.is_empty() {
            return Err(format!("{} has no rows", self.file));
        }
        let decimal = self.decimal(stated, &first_only, first_open.as_ref())?;
        let has_points = decimal == Some(DecimalMark::Point);
        for (at, point) in points.into_iter().filter(|_| has_points) {
            values[at] = Some(point);
        }
        let read = DataColumn {
            name: self.headers[index].to_owned(),
            rows: values.len(),
            low: values.iter().flatten().copied().fold(f64::INFINITY, f64::min),
            high: values.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max),
            decimal,
            first_decided: first_open.map(|Open { cell: Cell { line, text, .. }, point, comma }| Decided {
                line,
                text,
                value: if has_points { point } else { comma },
            }),
        };
        Ok((values, read))
    }

    /// The mark before the decimals: as stated; else as those numbers show that can be read in one way only (`only`: the first
    /// with a point and the first with a comma); else a comma after semicolons, as a Danish Excel writes, and a point after
    /// commas. Where that is not clear and some number (`open`) depends on it, the author is asked.
    fn decimal(
        &self,
        stated: Option<DecimalMark>,
        only: &[Option<Cell>; 2],
        open: Option<&Open>,
    ) -> Result<Option<DecimalMark>, String> {
        let told = |cell: &Cell| format!("line {} (`{}`)", cell.line, cell.text);
        if let Some(mark) = stated {
            let other =
                only.iter().zip(DecimalMark::ALL).find_map(|(cell, known)| cell.as_ref().filter(|_| known != mark));
            let message = format!("is not a number with a decimal {}, which `decimal` says", mark.name());
            return other.map_or(Ok(stated), |cell| Err(self.wrong(cell, &message)));
        }
        let shown = match only {
            [Some(point), Some(comma)] => {
                let (first, then) = if point.line < comma.line { (point, comma) } else { (comma, point) };
                let mark =
                    if point.line < comma.line { "comma, but a decimal point" } else { "point, but a decimal comma" };
                let message = format!("has a decimal {mark} is in {}; write all numbers alike", told(first));
                return Err(self.wrong(then, &message));
            }
            [Some(_), None] => Some(DecimalMark::Point),
            [None, Some(_)] => Some(DecimalMark::Comma),
            [None, None] => None,
        };
        let usual = match self.separator {
            Some(b';') => Some(DecimalMark::Comma),
            Some(b',') => Some(DecimalMark::Point),
            _ => None,
        };
        let Some(Open { cell, point, comma }) = open else { return Ok(shown) };
        let why = match (shown, usual) {
            (None, None) => "nothing in the file tells which".to_owned(),
            (Some(shown), Some(usual)) if shown != usual => {
                let witness = only[shown as usize].as_ref().map(told).unwrap_or_default();
                let (shown, usual) = (shown.name(), usual.name());
                format!("{witness} has a decimal {shown}, where a file like this usually has a decimal {usual}")
            }
            _ => return Ok(shown.or(usual)),
        };
        let message =
            format!("is {point} with a decimal point and {comma} with a decimal comma; {why}. {}", self.advice);
        Err(self.wrong(cell, &message))
    }

    /// What is wrong with a row that has more or fewer cells than there are columns.
    fn uneven(&self, row: &StringRecord) -> String {
        let Cell { line, .. } = self.cell(row, 0);
        let (found, allowed) = (row.len(), self.headers.len());
        let hint = if self.separator == Some(b',') && found > allowed {
            " (a decimal comma needs quotes around its number, or semicolons between the columns)"
        } else {
            ""
        };
        format!("{}:{line}: the number of cells is {found}, that of columns {allowed}{hint}", self.file)
    }

    fn wrong(&self, Cell { line, column, text }: &Cell, message: &str) -> String {
        let cell = if text.is_empty() { "the cell".to_owned() } else { format!("`{text}`") };
        format!("{}:{line}:{column}: {cell} {message}", self.file)
    }

    /// The cell at a position of a row. The CSV reader does not tell where it begins.
    fn cell(&self, row: &StringRecord, index: usize) -> Cell {
        let bytes = self.text.as_bytes();
        let mut at = self.start + row.position().map_or(0, |position| position.byte() as usize);
        at += bytes[at..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        for _ in 0..index {
            let (quoted, mut inside) = (bytes.get(at) == Some(&b'"'), false);
            let ends = |&byte: &u8| {
                inside ^= quoted && byte == b'"';
                !inside && Some(byte) == self.separator
            };
            at += bytes[at..].iter().position(ends).map_or(0, |length| length + 1);
        }
        let (line, column) = place(self.text, at);
        Cell { line, column, text: shortened(&row[index]) }
    }
}

/// Where the table begins, and what is between its columns where the first line tells Excel: `sep=;`.
fn separator(file: &str, text: &str) -> Result<(usize, Option<u8>), String> {
    let line = text.split_inclusive(['\n', '\r']).next().unwrap_or_default();
    let stated = line.trim_end_matches(['\n', '\r']).trim_matches(['"', ' ']).split_once('=');
    match stated.filter(|(key, _)| key.eq_ignore_ascii_case("sep")) {
        None => Ok((0, None)),
        Some((_, sign @ (";" | "," | "\t" | "|"))) => Ok((line.len(), Some(sign.as_bytes()[0]))),
        Some(_) => Err(format!("{file}:1: `{}`; allowed: sep=; sep=, sep=| or sep= and a tab", shortened(line.trim()))),
    }
}

/// What is between the columns by the line of their names: semicolons, else commas, else tabs. A single name may hold commas.
fn most_likely_separator(text: &str, name: Option<&str>) -> Option<u8> {
    let mut inside = false;
    let mut is_outside = |c: char| {
        inside ^= c == '"';
        !inside
    };
    let line: String =
        text.trim_start().chars().take_while(|c| !matches!(c, '\n' | '\r')).filter(|c| is_outside(*c)).collect();
    [b';', b',', b'\t'].into_iter().find(|sign| line.contains(char::from(*sign)) && name != Some(line.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, name: Option<&str>) -> Result<(Vec<f64>, Option<DecimalMark>), String> {
        column("x.csv", text.as_bytes(), name, None).map(|(values, read)| (values, read.decimal))
    }

    fn wrong(text: &str, name: Option<&str>) -> String {
        read(text, name).expect_err("refused")
    }

    #[test]
    fn a_file_with_semicolons_is_danish_and_one_with_commas_english() {
        let (point, comma) = (Some(DecimalMark::Point), Some(DecimalMark::Comma));
        for (text, values, mark) in [
            ("a;b\n1;1.500\n2;250\n", vec![1500.0, 250.0], comma),
            ("a;b\n1;1.500,5\n2;0,5\n", vec![1500.5, 0.5], comma),
            ("a;b\n1;1.500\n2;0,5\n", vec![1500.0, 0.5], comma),
            ("a;b\n1;1,125\n", vec![1.125], comma),
            ("a;b\n1;0.5\n2;1.5\n", vec![0.5, 1.5], point),
            ("a,b\n1,1.500\n2,2\n", vec![1.5, 2.0], point),
            ("a,b\n1,\"1,500\"\n2,0.5\n", vec![1500.0, 0.5], point),
            ("a,b\n1,\"0,5\"\n", vec![0.5], comma),
            ("a;b\n1;2\n", vec![2.0], None),
        ] {
            assert_eq!(read(text, Some("b")), Ok((values, mark)), "{text}");
        }
    }

    #[test]
    fn a_file_of_one_column_shows_its_mark_itself() {
        let comma = Some(DecimalMark::Comma);
        assert_eq!(read("years\n0,5\n1,25\n", None), Ok((vec![0.5, 1.25], comma)));
        assert_eq!(read("years\r\n0,5\r\n1.500\r\n", None), Ok((vec![0.5, 1500.0], comma)));
        assert_eq!(read("years\n0.512\n1.500\n", None), Ok((vec![0.512, 1.5], Some(DecimalMark::Point))));
        assert_eq!(read("years, of care\n0,5\n", Some("years, of care")), Ok((vec![0.5], comma)));
        assert!(wrong("0.5\n1.5\n", None).contains("the first line is `0.5`; allowed: the name of each column"));
        assert!(wrong("1,5\n2,5\n", None).contains("the first line is `1,5`; allowed: the name of each column (where"));
        assert!(wrong("2018;2019\n1;2\n", Some("b")).contains("the first line is `2018;2019`"));
        assert_eq!(read("2018;2019\n1;2\n", Some("2019")).map(|found| found.0), Ok(vec![2.0]));
    }

    #[test]
    fn where_nothing_tells_the_author_is_asked_and_may_answer() {
        let asked = wrong("years\n1.500\n2.250\n", None);
        assert!(
            asked.starts_with("x.csv:2:1: `1.500` is 1.5 with a decimal point and 1500 with a decimal comma"),
            "{asked}"
        );
        // Semicolons speak for commas, the other number for points.
        let asked = wrong("a;b\n1;0.5\n2;1.500\n", Some("b"));
        assert!(
            asked.starts_with("x.csv:3:3: `1.500` is 1.5 ") && asked.contains("line 2 (`0.5`) has a decimal point"),
            "{asked}"
        );
        for (mark, value) in [(DecimalMark::Point, 1.5), (DecimalMark::Comma, 1500.0)] {
            let (values, read) = column("x.csv", b"years\n1.500\n", None, Some(mark)).expect("stated");
            assert_eq!(
                (values, read.first_decided.map(|decided| (decided.line, decided.value))),
                (vec![value], Some((2, value)))
            );
        }
        let other = column("x.csv", b"years\n1.500\n0,5\n", None, Some(DecimalMark::Point)).expect_err("a comma");
        assert!(other.starts_with("x.csv:3:1: `0,5` is not a number with a decimal point"), "{other}");
    }

    #[test]
    fn two_marks_in_one_column_are_refused_with_both_lines() {
        for text in ["a;b\n1;0.5\n2;0,5\n", "a;b\n1;1,500.5\n2;1.500,5\n"] {
            let told = wrong(text, Some("b"));
            assert!(told.starts_with("x.csv:3:3:") && told.contains("a decimal point is in line 2"), "{told}");
        }
    }

    #[test]
    fn what_excel_writes_is_read() {
        assert_eq!(read("\u{feff}sep=;\r\nid;år\r\n1;1,5\r\n", Some("år")).map(|found| found.0), Ok(vec![1.5]));
        assert_eq!(read("sep=\t\nid\tb\n1\t1.5\n", Some("b")).map(|found| found.0), Ok(vec![1.5]));
        assert_eq!(read("id\tb\n1\t1.5\n", Some("b")).map(|found| found.0), Ok(vec![1.5]));
        assert!(wrong("sep=;\r\nid;b\r\n1;1,5\r\n2;x\r\n", Some("b")).starts_with("x.csv:4:3:"));
        assert!(wrong("sep=:\n", None).contains("allowed: sep=;"));
    }

    #[test]
    fn what_is_wrong_is_told_with_the_line_that_an_editor_shows() {
        for (text, place) in [
            ("b\n0.4\n1.0\nx\n", "x.csv:4:1: `x` is not a number"),
            ("b\r\n0.4\r\n1.0\r\nx\r\n", "x.csv:4:1:"),
            ("b\r0.4\rx\r", "x.csv:3:1:"),
            ("b\r\n\r\n0.4\r\n\r\nx\r\n", "x.csv:5:1:"),
            ("a;b\r\n\"one\r\ntwo\";1\r\n\"it;\"\"s\r\nit\";x\r\n", "x.csv:5:5:"),
            ("a,b\n1,2\n1,0,5\n", "x.csv:3: the number of cells is 3, that of columns 2 (a decimal comma"),
            ("a;b\n1;\n", "x.csv:2:3: the cell is empty"),
            ("b\n1e300\n", "x.csv:2:1: `1e300` is out of range; allowed: at most 1e18"),
            ("b\n1e-300\n", "x.csv:2:1: `1e-300` is out of range; allowed: 0 or at least 1e-18 in size"),
            ("b\n", "x.csv has no rows"),
            (" \r\n", "x.csv is empty"),
            ("a;b;a;b\n", "x.csv: columns 1 and 3 are both called `a`"),
            ("a;b\n1;\"2\n3;4\n", "x.csv:2:3: the quote that begins here has no end; write \""),
            ("a;b\n\"it \"\"is\"\";1\n", "x.csv:2:1: the quote that begins here has no end"),
            ("a;b\n1;1 500\n", "x.csv:2:3: `1 500` is not a number; write 1500"),
            ("one,two\n1,2\n", "x.csv has no column `b`; allowed: one, two"),
        ] {
            let told = wrong(text, Some("b"));
            assert!(told.starts_with(place), "{told}");
        }
        let many = (1..=5_000).map(|at| format!("column_{at}")).collect::<Vec<_>>().join(";") + "\n";
        let told = wrong(&many, Some("kolumn_4000"));
        assert!(told.starts_with("x.csv has no column `kolumn_4000`; did you mean `column_4000`? allowed: column_1,"));
        assert!(told.ends_with("column_20, …"), "{told}");
        let long = wrong(&format!("b\n{}\n", "y".repeat(1_000)), None);
        assert_eq!(long, format!("x.csv:2:1: `{}…` is not a number", "y".repeat(40)));
    }
}
