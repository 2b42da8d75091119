//! Rows of cells, in the form that a language's spreadsheets open by a double-click.

use crate::model::Language;
use csv::{Writer, WriterBuilder};
use std::io::{self, Write};

/// Where a CSV file goes, and in which form.
pub struct CsvTarget<'w> {
    /// What takes its bytes.
    pub writer: &'w mut dyn Write,
    /// English: commas between cells and a decimal point. Danish: semicolons, a decimal comma, and a byte order mark before all.
    pub language: Language,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// A text, which is the same in every form.
    Text(String),
    /// A number with a decimal point.
    Number(String),
}

impl Default for Cell {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Writes rows.
pub(super) struct Rows<'w> {
    writer: Writer<&'w mut dyn Write>,
    language: Language,
}

impl<'w> Rows<'w> {
    /// Begins a file.
    pub fn new(CsvTarget { writer, language }: CsvTarget<'w>) -> io::Result<Self> {
        let delimiter = match language {
            Language::English => b',',
            Language::Danish => {
                writer.write_all("\u{feff}".as_bytes())?;
                b';'
            }
        };
        Ok(Self { writer: WriterBuilder::new().delimiter(delimiter).from_writer(writer), language })
    }

    pub fn write_record(&mut self, cells: impl IntoIterator<Item = impl Into<Cell>>) -> io::Result<()> {
        for cell in cells {
            match (cell.into(), self.language) {
                (Cell::Number(number), Language::Danish) => self.writer.write_field(number.replace('.', ","))?,
                (Cell::Text(cell) | Cell::Number(cell), _) => self.writer.write_field(cell)?,
            }
        }
        Ok(self.writer.write_record(None::<&[u8]>)?)
    }

    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// A text of the scenario as a cell that no spreadsheet takes for a formula: an apostrophe stands before `=`, `+`, `-` and `@`
/// at its beginning, and after a semicolon, where a Danish spreadsheet begins a new cell.
pub(super) fn text(text: &str) -> Cell {
    const BEGIN_FORMULAS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let part = |part: &str| {
        if part.trim_start_matches(' ').starts_with(BEGIN_FORMULAS) { format!("'{part}") } else { part.to_owned() }
    };
    text.split(';').map(part).collect::<Vec<_>>().join(";").into()
}

/// Twelve significant digits at most, without trailing zeros; never `-0`.
pub(super) fn number(value: f64) -> Cell {
    exact(format!("{value:.11e}").parse().unwrap_or(value))
}

/// The shortest text that reads back as the same float; never `-0`.
pub(super) fn exact(value: f64) -> Cell {
    Cell::Number(if value == 0.0 { "0".to_owned() } else { value.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn no_text_is_a_formula_and_numbers_stay_numbers() {
        for (plain, cell) in [
            ("=1+1", "'=1+1"),
            ("-5 to 5", "'-5 to 5"),
            ("@home", "'@home"),
            (" +1", "' +1"),
            ("＝1", "'＝1"),
            ("Care; =1", "Care;' =1"),
            ("a-b = c", "a-b = c"),
            ("", ""),
        ] {
            assert_eq!(text(plain), Cell::from(cell));
        }
        assert_eq!(number(-5.0), Cell::Number("-5".to_owned()));
    }

    #[test]
    fn sums_show_no_rounding_of_binary_fractions_and_replications_round_trip() {
        for (value, cell) in [
            (108_000.000_000_000_01, "108000"),
            (27_499.999_999_972_508, "27500"),
            (-0.0, "0"),
            (f64::INFINITY, "inf"),
            (1.0 / 3.0, "0.333333333333"),
        ] {
            assert_eq!(number(value), Cell::Number(cell.to_owned()));
        }
        assert_eq!(exact(0.1 + 0.2), Cell::Number("0.30000000000000004".to_owned()));
    }

    #[test]
    fn a_danish_spreadsheet_opens_the_danish_form_and_every_number_is_the_same() {
        let written = |language| {
            let mut bytes = Vec::new();
            let mut rows = Rows::new(CsvTarget { writer: &mut bytes, language }).expect("in memory");
            rows.write_record(["path", "a", "b", "c", "d"]).expect("in memory");
            let cells = [text("2.5; =1"), exact(0.1 + 0.2), number(-1e6), Cell::default(), Cell::from("1.5")];
            rows.write_record(cells).expect("in memory");
            rows.flush().expect("in memory");
            drop(rows);
            String::from_utf8(bytes).expect("UTF-8")
        };
        let english = "path,a,b,c,d\n2.5;' =1,0.30000000000000004,-1000000,,1.5\n";
        let danish = "\u{feff}path;a;b;c;d\n\"2.5;' =1\";0,30000000000000004;-1000000;;1.5\n";
        assert_eq!((written(Language::English).as_str(), written(Language::Danish).as_str()), (english, danish));
    }
}
