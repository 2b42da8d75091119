//! The page that a sheet is: its columns, what stays in sight, how it is printed.

use super::shown;
use crate::document::Language;
use crate::document::workbook::{CellContent, RowLook, Sheet, SheetCell, SheetRow};
use rust_xlsxwriter::{ProtectionOptions, Worksheet, XlsxError};

/// A4, in the numbers of spreadsheets.
const A4: u8 = 9;
/// The height of a line of text in points.
const LINE: f64 = 15.0;
/// The widest sheet that is printed on one page's width, in characters.
const WIDEST: f64 = 230.0;
/// The height of a row of one line in pixels.
const PIXELS: u32 = 20;
/// The width of a character in points.
const POINTS: f64 = 5.25;
/// Width and height of what is printed of a page, in points.
const UPRIGHT: (f64, f64) = (520.0, 720.0);
const LYING: (f64, f64) = (765.0, 475.0);
/// How much longer than a page may be what is printed on one, in smaller letters.
const SMALLER: f64 = 1.5;
/// The widest text that is easy to read, in characters.
const READABLE: f64 = 150.0;

/// Sets a page up, before its cells are written.
pub fn set_up(page: &mut Worksheet, sheet: &Sheet, title: &str, language: Language) -> Result<(), XlsxError> {
    page.set_name(&sheet.name)?;
    for (column, width) in (0..).zip(&sheet.widths) {
        page.set_column_width(column, *width)?;
    }
    let printed = sheet.printed.map_or(sheet.widths.len(), usize::from);
    let widths = &sheet.widths[..printed];
    let wide = (widths.iter().sum::<f64>() / WIDEST).ceil().max(1.0);
    page.set_screen_gridlines(false)
        .set_paper_size(A4)
        .set_print_fit_to_pages(wide as u16, u16::from(is_short(sheet, widths)));
    if let Some(columns) = sheet.printed {
        page.set_print_area(0, 0, end(sheet), columns - 1)?;
    }
    if wide > 1.0 && sheet.fixed_columns > 0 {
        page.set_repeat_columns(0, sheet.fixed_columns - 1)?;
    }
    if !sheet.breaks.is_empty() {
        page.set_page_breaks(&sheet.breaks)?;
    }
    if !sheet.upright {
        page.set_landscape();
    }
    page.set_margins(0.5, 0.5, 0.8, 0.7, 0.35, 0.35);
    let [page_word, of] = language.page_of();
    // In headers & begins a command, and they take 255 characters.
    let title = shown(title, 150, "…").replace('\n', " ").replace('&', "&&");
    page.set_header(format!("&L&9{title}&R&9{}", sheet.name))
        .set_footer(format!("&L&9provenu&R&9{page_word} &P {of} &N"));
    if let Some(header) = sheet.header {
        page.set_freeze_panes(header + 1, sheet.fixed_columns)?;
        page.set_repeat_rows(header, header)?;
    }
    // Columns may be widened and rows made higher, so that long texts can be read.
    page.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

/// Where its last chart or row ends.
fn end(sheet: &Sheet) -> u32 {
    let charts = sheet.charts.iter().map(|chart| chart.at.0 + chart.size.1.div_ceil(PIXELS));
    charts.chain([sheet.next()]).max().unwrap_or(0)
}

/// Whether it is easy to read on one page, when its width fills that.
fn is_short(sheet: &Sheet, widths: &[f64]) -> bool {
    let (page_width, page_height) = if sheet.upright { UPRIGHT } else { LYING };
    let rows: f64 = sheet.rows.iter().map(|row| row_height(row, widths).points).sum();
    let below = f64::from(end(sheet) - sheet.next()) * LINE;
    let shrunk = (widths.iter().sum::<f64>() * POINTS / page_width).max(1.0);
    sheet.breaks.is_empty() && rows + below <= SMALLER * page_height * shrunk
}

/// The height of any row.
fn row_height(row: &SheetRow, widths: &[f64]) -> Height {
    let width: f64 = widths[..readable(widths)].iter().sum();
    match row.cells.first().map(|cell| &cell.content) {
        Some(CellContent::Text(text)) if row.look.is_wide() => {
            Height { lines: 1, points: wide_height(text, row.look, width) }
        }
        _ => height(row, widths),
    }
}

/// The columns that a text over the whole width runs over.
pub fn readable(widths: &[f64]) -> usize {
    let mut sum = 0.0;
    let fits = widths.iter().take_while(|width| {
        sum += **width;
        sum <= READABLE
    });
    fits.count().max(1)
}

/// How high a row is.
pub struct Height {
    /// Lines of its longest text.
    pub lines: usize,
    /// In points.
    pub points: f64,
}

/// The height of a row, so that its longest text has room.
pub fn height(row: &SheetRow, widths: &[f64]) -> Height {
    let bold = if row.look == RowLook::Header { 1.12 } else { 1.0 };
    let of_cell = |(cell, width): (&SheetCell, &f64)| match &cell.content {
        CellContent::Text(text) => lines(text, width / bold),
        _ => 1,
    };
    let most = row.cells.iter().zip(widths).map(of_cell).max().unwrap_or(1);
    let (lines, air) = match row.look {
        RowLook::Heading => (1, 13.0),
        RowLook::Header => (most, 4.0),
        _ => (most, 2.5),
    };
    Height { lines, points: (lines as f64 * LINE + air).min(400.0) }
}

/// The height of a text over the whole width.
pub fn wide_height(text: &str, look: RowLook, width: f64) -> f64 {
    let (scale, line) = match look {
        RowLook::Title => (0.5, 27.0),
        RowLook::Subtitle => (0.95, 17.0),
        RowLook::Answer => (0.72, 20.0),
        RowLook::Note => (1.15, 14.0),
        _ => (1.05, LINE),
    };
    let air = if look == RowLook::Title { 3.0 } else { 4.0 };
    (lines(text, width * scale) as f64 * line + air).min(400.0)
}

/// Lines that a text takes in a number of characters; words are not broken, so the last part of a line stays empty.
fn lines(text: &str, width: f64) -> usize {
    let of_line = |line: &str| ((line.chars().count() as f64 / (width * 1.05).max(1.0)).ceil() as usize).max(1);
    text.split('\n').map(of_line).sum()
}
