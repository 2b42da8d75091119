//! How cells look.

use crate::document::workbook::{NumberFormat, RowLook, SheetCell};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use std::collections::HashMap;

/// Text.
const INK: Color = Color::RGB(0x1F_2933);
/// What is less important.
const PALE: Color = Color::RGB(0x5F_6B76);
/// Titles, lines and columns that count.
pub const MAIN: Color = Color::RGB(0x1B_4F72);
/// The other colour of charts, told from the first by those who see colours poorly too.
pub const OTHER: Color = Color::RGB(0xC8_7A1F);
/// The ground of titles of columns.
const GROUND: Color = Color::RGB(0xE8_EEF3);
/// Rules.
const RULE: Color = Color::RGB(0xB8_C4CE);
/// The ground of cells that may be changed, and their numbers.
const INPUT: Color = Color::RGB(0xFF_F4CC);
const INPUT_INK: Color = Color::RGB(0x0B_3D91);
/// The ground of a warning.
const WARNING: Color = Color::RGB(0xFC_EEDC);

/// Formats that are known already.
#[derive(Default)]
pub struct Looks(HashMap<Look, Format>);

/// What a format depends on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Look {
    row: RowLook,
    number: NumberFormat,
    input: bool,
    link: bool,
    at: At,
}

impl Looks {
    /// The format of a cell in a row: on the right where numbers stand, at the top where the row is `tall`.
    pub fn of(&mut self, row: RowLook, cell: &SheetCell, at: At) -> Format {
        let (input, link) = (cell.input.is_some(), cell.link.is_some());
        let look = Look { row, number: cell.format, input, link, at };
        self.0.entry(look).or_insert_with(|| format(look)).clone()
    }
}

/// Where a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct At {
    /// In the first column.
    pub first: bool,
    /// In a column of numbers.
    pub right: bool,
    /// In a row of several lines.
    pub tall: bool,
}

fn format(look: Look) -> Format {
    let base = Format::new().set_font_name("Calibri").set_font_size(11).set_font_color(INK);
    let base = base.set_align(if look.at.tall { FormatAlign::Top } else { FormatAlign::VerticalCenter });
    let wide = || base.clone().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let format = match look.row {
        RowLook::Title => return wide().set_bold().set_font_size(20).set_font_color(MAIN),
        RowLook::Subtitle => return wide().set_font_color(PALE).set_font_size(12),
        RowLook::Answer => return wide().set_font_size(14).set_bold(),
        RowLook::Text => return wide(),
        RowLook::Note => return wide().set_font_size(10).set_font_color(PALE),
        RowLook::Caution => {
            return wide()
                .set_background_color(WARNING)
                .set_border_left(FormatBorder::Thick)
                .set_border_left_color(OTHER);
        }
        RowLook::Heading => base.set_align(FormatAlign::Bottom).set_bold().set_font_size(13).set_font_color(MAIN),
        RowLook::Header => base
            .set_bold()
            .set_background_color(GROUND)
            .set_border_bottom(FormatBorder::Medium)
            .set_border_bottom_color(MAIN)
            .set_text_wrap()
            .set_align(FormatAlign::Bottom),
        RowLook::Plain => base.set_text_wrap(),
        RowLook::Total => base.set_bold().set_border_top(FormatBorder::Thin).set_border_top_color(INK),
    };
    let format = match (look.at.right, look.at.first || look.row == RowLook::Heading) {
        (true, _) => format.set_align(FormatAlign::Right),
        // Beside numbers, words keep away from them.
        (false, false) => format.set_align(FormatAlign::Left).set_align(FormatAlign::Left).set_indent(1),
        (false, true) => format.set_align(FormatAlign::Left),
    };
    let format = match number_format(look.number) {
        Some(number) => format.set_num_format(number),
        None => format,
    };
    let format = if look.link {
        format.set_font_color(INPUT_INK).set_underline(rust_xlsxwriter::FormatUnderline::Single)
    } else {
        format
    };
    if !look.input {
        return format;
    }
    let format = format
        .set_background_color(INPUT)
        .set_font_color(INPUT_INK)
        .set_border(FormatBorder::Thin)
        .set_border_color(RULE);
    if look.number == NumberFormat::Text { format } else { format.set_unlocked() }
}

/// As spreadsheets write it: each language shows its own separators.
pub fn number_format(format: NumberFormat) -> Option<String> {
    let digits = |count: u8| if count == 0 { String::new() } else { format!(".{}", "0".repeat(count.into())) };
    let with_minus = |number: String| format!("{number};\u{2212}{number}");
    Some(match format {
        NumberFormat::Text | NumberFormat::InPlace => return None,
        NumberFormat::Plain => "0".to_owned(),
        NumberFormat::Decimals(count) => with_minus(format!("#,##0{}", digits(count))),
        NumberFormat::Signed => "+#,##0;\u{2212}#,##0;0".to_owned(),
        NumberFormat::Times(count) => format!("\"× \"0{}", digits(count)),
        NumberFormat::Percent(count) => with_minus(format!("0{}\u{a0}%", digits(count))),
    })
}
