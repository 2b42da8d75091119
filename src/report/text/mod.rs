//! Text for the terminal.

mod assumptions;
mod business_case;
mod replay;
mod run;

pub use assumptions::assumptions;
pub use business_case::business_case;
pub use replay::{family, replication};
pub use run::run;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

/// A table without lines, its first column to the left and the others to the right, no wider than `width`.
fn columns(width: usize) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table
}

/// The table as text: numbers to the right, no blanks at line ends.
fn finish(mut table: Table, left_columns: usize) -> String {
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 1));
        if i >= left_columns {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut text = String::new();
    for line in table.to_string().lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Text broken into lines of at most `width` characters, each after an indent.
fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("one line at least");
        let length = line.chars().count();
        if length > 0 && indent.chars().count() + length + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if length > 0 {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.iter().flat_map(|line| [indent, line, "\n"]).collect()
}
