//! Text for the terminal.

mod answer;
mod assumptions;
mod bench;
mod business_case;
mod compare;
mod cuts;
mod grid;
mod plan;
mod quick;
mod replay;
mod run;
mod stress;
mod switching;
mod threshold;
mod tornado;
mod variants;

pub use assumptions::assumptions;
pub use bench::{bench, suite};
pub use business_case::business_case;
pub use compare::compare;
pub use grid::grid;
pub use plan::plan;
pub use quick::quick;
pub use replay::{family, replication};
pub use run::run;
pub use switching::switching;
pub use threshold::threshold;
pub use tornado::tornado;
pub use variants::variants;

use cuts::cuts;

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, presets};

/// Narrowest first column of a table; longer labels wrap.
const LABEL: usize = 16;

/// A table without lines, no wider than `width` where its numbers allow.
fn columns(width: usize) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        // One more than there is: the blank after the last column is cut off again.
        .set_width(u16::try_from(width + 1).unwrap_or(u16::MAX));
    table
}

/// How wide a table is when its first column wraps as far as it may and no number does.
fn narrowest(table: &Table) -> usize {
    let widths = table.column_max_content_widths();
    let rest: usize = widths.iter().skip(1).map(|&width| usize::from(width) + 1).sum();
    widths.first().map_or(0, |&first| usize::from(first).min(LABEL)) + rest
}

/// The most of so many columns that fit side by side, one at least. Counted upwards: a few fit, however many there are.
fn most(columns: usize, fits: impl Fn(usize) -> bool) -> usize {
    (2..=columns).take_while(|&columns| fits(columns)).last().unwrap_or(1)
}

/// The first of some tables that fits, else the last.
fn fitting(tables: impl Iterator<Item = Table>, width: usize) -> Table {
    let mut last = columns(width);
    for table in tables {
        if narrowest(&table) <= width {
            return table;
        }
        last = table;
    }
    last
}

/// What is said where an incomplete payer is shown.
const INCOMPLETE: &str = "Incomplete: the file holds only what others pay to them or take from them, not their whole side of the case, \
    so how likely they gain is withheld; `complete = true` in [payers.ID] says otherwise.";

/// Text that begins with a capital letter.
fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The table as text: labels to the left, numbers to the right and never broken, no blanks at line ends.
fn finish(mut table: Table) -> String {
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 1));
        if i > 0 {
            column.set_cell_alignment(CellAlignment::Right);
            column.set_constraint(ColumnConstraint::ContentWidth);
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
    let room = width.saturating_sub(indent.chars().count()).max(1);
    // A sign keeps to the number after it.
    let text = text.replace("± ", "±\u{2060}");
    for word in text.split_whitespace().flat_map(|word| broken(word, room)) {
        let word = word.as_str();
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
    let text: String = lines.iter().flat_map(|line| [indent, line, "\n"]).collect();
    text.replace('\u{2060}', " ")
}

/// Facts side by side, parted by dots; a line ends between two of them where one line does not hold all.
fn listed(facts: &[String], width: usize, indent: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for fact in facts {
        match lines.last_mut() {
            Some(line) if indent.len() + line.chars().count() + 3 + fact.chars().count() <= width => {
                line.push_str(" · ");
                line.push_str(fact);
            }
            _ => lines.push(fact.clone()),
        }
    }
    lines.iter().map(|line| wrapped(line, width, indent)).collect()
}

/// A word in pieces that fit a line; most words are one.
fn broken(word: &str, room: usize) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    letters.chunks(room).map(|piece| piece.iter().collect()).collect()
}

/// A sentence with its full stop, which an abbreviated currency such as `kr.` already brings.
fn sentence_end(text: &str) -> String {
    if text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn no_more_columns_are_tried_than_fit_and_one() {
        let tried = Cell::new(0);
        let fits = |columns| {
            tried.set(tried.get() + 1);
            columns <= 4
        };
        assert_eq!((most(250, fits), tried.get()), (4, 4));
        assert_eq!((most(1, fits), most(250, |_| false)), (1, 1));
    }
}
