//! The workbook: [sheets as data](crate::document::workbook) as an .xlsx file.
//!
//! Formulas carry the values that the core found, since viewers that do not compute show these. Sheets are protected without a
//! password, so that nobody overwrites a formula by mistake; the cells of assumptions are open. Text is written as text, never as a
//! formula. The same workbook gives the same bytes.

mod chart;
mod looks;
mod page;

use crate::document::Language;
use crate::document::workbook::{
    CellContent, InputRange, NumberFormat, RowLook, Sheet, SheetCell, SheetKind, Workbook as Sheets, WorkbookOf,
    workbook as sheets_of,
};
use crate::model::SettingError;
use crate::scenario::Visible;
use looks::{At, Looks};
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, Formula, Url, Workbook, Worksheet,
    XlsxError,
};

/// Why there is no workbook.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// The business case cannot be computed.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// The file cannot be written.
    #[error("the workbook cannot be written: {0}")]
    File(#[from] XlsxError),
}

/// The workbook of a run in a language: the bytes of an .xlsx file.
///
/// # Errors
/// When base values are not possible, or a sheet is more than a file can hold.
pub fn workbook(of: &WorkbookOf<'_>, language: Language) -> Result<Vec<u8>, WorkbookError> {
    Ok(file(&sheets_of(of, language)?, language)?)
}

/// Sheets as the bytes of an .xlsx file.
///
/// # Errors
/// When a sheet is more than a file can hold.
pub fn file(sheets: &Sheets, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let properties = DocProperties::new()
        .set_title(shown(&sheets.title, 255, "…"))
        .set_subject(&sheets.subject)
        .set_author("provenu")
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    let names: Vec<(SheetKind, String)> = sheets.sheets.iter().map(|sheet| (sheet.kind, sheet.name.clone())).collect();
    let name =
        |kind: SheetKind| names.iter().find(|known| known.0 == kind).map_or_else(String::new, |known| known.1.clone());
    let mut looks = Looks::default();
    for sheet in &sheets.sheets {
        let page = book.add_worksheet();
        page::set_up(page, sheet, &sheets.title, language)?;
        let mut writer = Writer { page, sheet, looks: &mut looks, name: &name, language };
        writer.rows()?;
        for chart in &sheet.charts {
            page.insert_chart(chart.at.0, chart.at.1, &chart::chart(chart, sheet))?;
        }
    }
    for (cell, place) in &sheets.names {
        book.define_name(cell, &format!("={}", place.absolute(&name)))?;
    }
    book.save_to_buffer()
}

/// The longest text of a cell, in units of UTF-16.
const LONGEST: usize = 32_767;

/// Text as people may safely see it, no longer than a cell takes; `cut` says where it had to be cut.
fn shown(text: &str, longest: usize, cut: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| Visible(line.trim_end_matches('\r')).to_string()).collect();
    let text = lines.join("\n");
    if text.encode_utf16().count() <= longest {
        return text;
    }
    let mut room = longest - cut.encode_utf16().count();
    let fits = |c: &char| {
        let units = c.len_utf16();
        let fits = units <= room;
        room = room.saturating_sub(units);
        fits
    };
    text.chars().take_while(fits).chain(cut.chars()).collect()
}

/// Whether a cell stands on the right: in the first column years and positions are names, and stand on the left.
fn on_the_right(cell: &SheetCell, column: usize) -> bool {
    cell.is_right() && (column > 0 || cell.format != NumberFormat::Plain)
}

/// Writes the cells of a sheet.
struct Writer<'a> {
    page: &'a mut Worksheet,
    sheet: &'a Sheet,
    looks: &'a mut Looks,
    name: &'a dyn Fn(SheetKind) -> String,
    language: Language,
}

impl Writer<'_> {
    fn rows(&mut self) -> Result<(), XlsxError> {
        for (row, of) in (0..).zip(&self.sheet.rows) {
            if of.look.is_wide() {
                self.wide(row, of.look, &of.cells)?;
                continue;
            }
            let last = of.cells.iter().rposition(|cell| *cell != SheetCell::default()).map_or(0, |last| last + 1);
            // A total's rule and a heading's ground run over the whole table.
            let columns = if of.cells.is_empty() { 0 } else { last.max(self.table_width(row)) };
            let height = page::height(of, &self.sheet.widths);
            let empty = SheetCell::default();
            for column in 0..columns {
                let cell = of.cells.get(column).unwrap_or(&empty);
                let right =
                    if of.look == RowLook::Header { self.has_numbers(row, column) } else { on_the_right(cell, column) };
                let at = At { first: column == 0, right, tall: height.lines > 1 };
                let format = self.looks.of(of.look, cell, at);
                self.cell(row, column as u16, cell, &format)?;
            }
            self.page.set_row_height(row, height.points)?;
        }
        Ok(())
    }

    /// Whether a column of titles has numbers beneath it.
    fn has_numbers(&self, header: u32, column: usize) -> bool {
        let title = self.sheet.rows[header as usize].cells.get(column);
        let below = self.sheet.rows[header as usize + 1..].iter().take_while(|row| row.look != RowLook::Header);
        let mut cells =
            below.filter_map(|row| row.cells.get(column)).chain(title).filter(|cell| **cell != SheetCell::default());
        cells.next().is_some_and(|cell| on_the_right(cell, column))
    }

    /// The columns of the table that a row is in: those of the titles above it.
    fn table_width(&self, row: u32) -> usize {
        let above = self.sheet.rows[..=row as usize].iter().rev();
        above.take_while(|of| !of.cells.is_empty()).find(|of| of.look == RowLook::Header).map_or(0, |of| of.cells.len())
    }

    /// A text over the whole width of the page.
    fn wide(&mut self, row: u32, look: RowLook, cells: &[SheetCell]) -> Result<(), XlsxError> {
        let Some(SheetCell { content: CellContent::Text(text), .. }) = cells.first() else { return Ok(()) };
        let printed = self.sheet.printed.map_or(self.sheet.widths.len(), usize::from);
        let columns = page::readable(&self.sheet.widths[..printed]);
        let width: f64 = self.sheet.widths[..columns].iter().sum();
        let text = shown(text, LONGEST, self.language.cut_text());
        let format = self.looks.of(look, &SheetCell::default(), At { first: true, ..At::default() });
        if columns > 1 {
            self.page.merge_range(row, 0, row, columns as u16 - 1, &text, &format)?;
        } else {
            self.page.write_string_with_format(row, 0, &text, &format)?;
        }
        self.page.set_row_height(row, page::wide_height(&text, look, width))?;
        Ok(())
    }

    fn cell(&mut self, row: u32, column: u16, cell: &SheetCell, format: &Format) -> Result<(), XlsxError> {
        match &cell.content {
            CellContent::Empty => self.page.write_blank(row, column, format)?,
            CellContent::Number(value) => self.page.write_number_with_format(row, column, *value, format)?,
            CellContent::Formula(expression) => {
                let formula = Formula::new(format!("={}", expression.text(self.sheet.kind, self.name)));
                let formula = formula.set_result(expression.value().to_string());
                self.page.write_formula_with_format(row, column, formula, format)?
            }
            CellContent::Text(text) => {
                let text = shown(text, LONGEST, self.language.cut_text());
                match cell.link {
                    Some(kind) => {
                        let url = Url::new(format!("internal:'{}'!A1", (self.name)(kind))).set_text(text);
                        self.page.write_url_with_format(row, column, url, format)?
                    }
                    None => self.page.write_string_with_format(row, column, text, format)?,
                }
            }
        };
        if cell.input == Some(InputRange::Share) {
            let share = DataValidation::new().allow_decimal_number(DataValidationRule::Between(0.0, 1.0));
            let share = share.set_error_message(self.language.only_shares())?;
            self.page.add_data_validation(row, column, row, column, &share)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_unseen_is_shown_and_what_is_too_long_is_cut_visibly() {
        assert_eq!(shown("=1\u{202e}\u{7}\r\nb", 99, "…"), "=1\\u{202e}\\u{7}\nb");
        // Two units each.
        let long = shown(&"𝛿".repeat(20), 21, "…cut");
        assert_eq!((long.encode_utf16().count(), long.ends_with("𝛿…cut")), (20, true));
    }
}
