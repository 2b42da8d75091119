//! Tables in columns of characters: what is wrapped, left out or continued beneath where not all fit.

use super::wrap::wrapped;
use crate::document::{Align, DataTable, Narrow, TableCell, TableColumn, thinned};
use crate::report::NO_BREAK;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};

/// Narrowest first column of a table; longer labels wrap.
const LABEL: usize = 16;
/// Labels that would be broken into shorter pieces have the last columns beneath them instead.
const SHORTEST_LABEL: usize = 8;
/// Where a name may be broken: a space of no width.
const BREAK: char = '\u{200b}';
/// Columns of characters that one of many even columns takes.
const EVEN: usize = 12;

/// A table as text, in several beneath one another where its columns may continue.
pub(super) fn table(table: &DataTable, width: usize) -> String {
    let (numbered, legend) = numbered(table, width);
    let table = numbered.as_ref().unwrap_or(table);
    let mut parts = Vec::new();
    let units = units(table);
    if units.is_empty() {
        let columns = fitting(table, width);
        if too_narrow(table, &columns, width) {
            parts.push(labels_above(table, &columns, width));
        } else {
            // Where the numbers leave no room for labels, the last columns stand beneath the first.
            let mut left = &columns[1..];
            loop {
                let beside =
                    |count: usize| -> Vec<usize> { std::iter::once(0).chain(left[..count].iter().copied()).collect() };
                let fits = |count| narrowest_beside(table, &beside(count), width, SHORTEST_LABEL) <= width;
                let count = if fits(left.len()) { left.len() } else { most(left.len(), fits) };
                parts.push(printed(table, &beside(count.min(left.len())), width));
                left = &left[count.min(left.len())..];
                if left.is_empty() {
                    break;
                }
            }
        }
    }
    let mut left = units.as_slice();
    while !left.is_empty() {
        let columns = |count: usize| -> Vec<usize> { std::iter::once(0).chain(left[..count].concat()).collect() };
        let count = most(left.len(), |count| narrowest(table, &columns(count), width) <= width);
        parts.push(printed(table, &columns(count), width));
        left = &left[count..];
    }
    parts.join("\n") + &legend
}

/// Tables of the same columns, thinned out to what fits, each column of the same width in all.
pub(super) fn aligned(tables: &[DataTable], width: usize) -> String {
    let Some(first) = tables.first() else { return String::new() };
    let most = (width.saturating_sub(LABEL + 2) / EVEN).max(2);
    let kept = first.columns.iter().skip(1).position(|column| column.narrow == Narrow::Thinned { kept: true });
    let shown: Vec<usize> =
        thinned(first.columns.len() - 1, kept.unwrap_or(0), most).into_iter().map(|column| column + 1).collect();
    let columns: Vec<usize> = std::iter::once(0).chain(shown.iter().copied()).collect();
    let widest = |columns: &[usize]| {
        let texts = tables.iter().flat_map(|table| columns.iter().flat_map(|&column| texts(table, column)));
        texts.map(|text| text.chars().count()).max().unwrap_or(0)
    };
    let (label, number) = (widest(&[0]), widest(&shown));
    let padded = tables.iter().map(|table| {
        let mut table = table.clone();
        for (i, column) in table.columns.iter_mut().enumerate() {
            let blanks = |width: usize| NO_BREAK.to_string().repeat(width - column.title.chars().count());
            if i == 0 {
                column.title = format!("{}{}", column.title, blanks(label));
            } else if shown.contains(&i) {
                column.title = format!("{}{}", blanks(number), column.title);
            }
        }
        printed(&table, &columns, width)
    });
    padded.collect::<Vec<_>>().join("\n")
}

/// Everything that stands in a column.
fn texts(table: &DataTable, column: usize) -> impl Iterator<Item = &str> {
    let cells = table.rows.iter().filter_map(move |row| row.cells.get(column)).map(|cell| cell.text.as_str());
    std::iter::once(table.columns[column].title.as_str()).chain(cells)
}

/// Columns that continue beneath, each with those that follow it; empty where none does.
fn units(table: &DataTable) -> Vec<Vec<usize>> {
    let mut units: Vec<Vec<usize>> = Vec::new();
    for (i, column) in table.columns.iter().enumerate() {
        match (column.narrow, units.last_mut()) {
            (Narrow::Continues, _) => units.push(vec![i]),
            (Narrow::Follows, Some(unit)) => unit.push(i),
            _ => {}
        }
    }
    units
}

/// Titles that may be numbers are so where not all titles fit, with a legend.
fn numbered(table: &DataTable, width: usize) -> (Option<DataTable>, String) {
    let may = |column: &&mut TableColumn| column.narrow == Narrow::Numbered;
    let needed: usize = table.columns.iter().map(|column| column.title.chars().count() + 1).sum();
    let mut table = table.clone();
    if needed <= width || !table.columns.iter_mut().any(|column| may(&column)) {
        return (None, String::new());
    }
    let mut legend = String::new();
    for (i, column) in table.columns.iter_mut().filter(may).enumerate() {
        let number = format!("({})", i + 1);
        legend.push_str(&wrapped(&format!("{number} {}", column.title), width, ""));
        column.title = number;
    }
    (Some(table), legend)
}

/// The columns that fit: all, or without those that may be left out, step by step; in the end whether they fit or not.
fn fitting(table: &DataTable, width: usize) -> Vec<usize> {
    let order = |column: usize| match table.columns[column].narrow {
        Narrow::LeftOut(order) => Some(order),
        _ => None,
    };
    let mut columns: Vec<usize> = (0..table.columns.len()).collect();
    while narrowest(table, &columns, width) > width {
        let Some(next) = columns.iter().filter_map(|&column| order(column)).min() else { break };
        columns.retain(|&column| order(column) != Some(next));
    }
    columns
}

/// The most of `columns` that fit side by side, one at least. Counted upwards: a few fit, however many there are.
fn most(columns: usize, fits: impl Fn(usize) -> bool) -> usize {
    (2..=columns).take_while(|&columns| fits(columns)).last().unwrap_or(1)
}

/// How wide some columns of a table are when its labels and words wrap as far as they may and no number does.
fn narrowest(table: &DataTable, columns: &[usize], width: usize) -> usize {
    narrowest_beside(table, columns, width, LABEL)
}

/// The same with labels that wrap to another width.
fn narrowest_beside(table: &DataTable, columns: &[usize], width: usize, label: usize) -> usize {
    let widths = laid_out(table, columns, width).column_max_content_widths();
    let of = |(i, (&column, &width)): (usize, (&usize, &u16))| {
        let wraps = table.columns[column].align == Align::Left;
        let width = usize::from(width);
        match i {
            0 => width.min(label),
            _ if wraps => width.min(LABEL),
            _ => width,
        }
    };
    columns.iter().zip(&widths).enumerate().map(of).sum::<usize>() + widths.len().saturating_sub(1)
}

/// Some columns of a table without lines, no wider than `width` where its numbers allow.
fn laid_out(table: &DataTable, columns: &[usize], width: usize) -> Table {
    let mut shown = Table::new();
    shown
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        // One more than there is: the blank after the last column is cut off again.
        .set_width(u16::try_from(width + 1).unwrap_or(u16::MAX));
    let text = |column: usize, text: &str| {
        if table.names && column == 0 { breakable(text) } else { text.to_owned() }
    };
    shown.set_header(columns.iter().map(|&column| text(column, &table.columns[column].title)));
    for row in &table.rows {
        let cell = |&column: &usize| {
            row.cells.get(column).map_or_else(String::new, |cell| shown_cell(cell, &|shown| text(column, shown)))
        };
        shown.add_row(columns.iter().map(cell));
    }
    shown
}

/// Whether labels with something beneath them would be broken over many lines beside their numbers.
fn too_narrow(table: &DataTable, columns: &[usize], width: usize) -> bool {
    let rest = narrowest(table, columns, width).saturating_sub(LABEL);
    let labels = table.rows.iter().filter_map(|row| row.cells.first()).filter(|label| label.beneath.is_some());
    labels.map(|label| label.text.chars().count()).max().is_some_and(|longest| longest + rest > width)
}

/// Each label on lines of its own, with what belongs beneath it, and the numbers below.
fn labels_above(table: &DataTable, columns: &[usize], width: usize) -> String {
    let mut numbers = table.clone();
    // A label that nothing stands beneath is short and stays beside its numbers.
    let above = |label: &&mut TableCell| label.beneath.is_some();
    for label in numbers.rows.iter_mut().filter_map(|row| row.cells.first_mut()).filter(above) {
        *label = TableCell::default();
    }
    let mut text = String::new();
    let shown = printed(&numbers, columns, width);
    let mut lines = shown.lines();
    text.extend(lines.next().into_iter().flat_map(|header| [header, "\n"]));
    for (row, line) in table.rows.iter().zip(lines) {
        if let Some(TableCell { text: label, beneath: Some(beneath), .. }) = row.cells.first() {
            text.push_str(&wrapped(&format!("{label} · {beneath}"), width, ""));
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// A cell with what stands beneath it.
fn shown_cell(cell: &TableCell, text: &dyn Fn(&str) -> String) -> String {
    let beneath = cell.beneath.as_ref().map_or_else(String::new, |beneath| format!("\n  {}", text(beneath)));
    text(&cell.text) + &beneath
}

/// Some columns of a table as text: labels to the left, numbers to the right and never broken, no blanks at line ends.
fn printed(table: &DataTable, columns: &[usize], width: usize) -> String {
    let mut shown = laid_out(table, columns, width);
    for (i, (column, &of)) in shown.column_iter_mut().zip(columns).enumerate() {
        column.set_padding((0, 1));
        if table.columns[of].align == Align::Right {
            column.set_cell_alignment(CellAlignment::Right);
        }
        if i > 0 && table.columns[of].align == Align::Right {
            column.set_constraint(ColumnConstraint::ContentWidth);
        } else if i == 0 && table.columns[1..].iter().any(|column| column.align == Align::Left) {
            // Beside columns of words the label keeps its width.
            let longest = texts(table, of).map(|text| text.chars().count()).max().unwrap_or(0);
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(longest.min(LABEL) as u16 + 1)));
        }
        if i == 0 && table.names {
            column.set_delimiter(BREAK);
        }
    }
    let mut text = String::new();
    for line in shown.to_string().lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.replace(BREAK, "")
}

/// A name that may be broken after points, hyphens and blanks.
fn breakable(label: &str) -> String {
    let mut text = String::new();
    let mut letters = label.chars().peekable();
    while let Some(letter) = letters.next() {
        text.push(letter);
        // The point of a number is no place to break.
        if ".-_ ".contains(letter) && !letters.peek().is_some_and(|next| letter == '.' && next.is_ascii_digit()) {
            text.push(BREAK);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn cells(texts: &[&str]) -> Vec<TableCell> {
        texts.iter().map(|text| TableCell::from(*text)).collect()
    }

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

    #[test]
    fn columns_are_left_out_in_their_order() {
        let mut table = DataTable::new(["label"]);
        table.column("five", Narrow::LeftOut(2)).column("quarter", Narrow::LeftOut(1)).column("mean", Narrow::Stays);
        table.row("a", cells(&["1", "2", "3"]));
        assert_eq!(super::table(&table, 40), "label five quarter mean\na        1       2    3\n");
        assert_eq!(super::table(&table, 20), "label five mean\na        1    3\n");
        assert_eq!(super::table(&table, 12), "label mean\na        3\n");
    }

    #[test]
    fn columns_continue_beneath_and_a_total_keeps_to_the_last() {
        let mut table = DataTable::new([""]);
        table.column("2020", Narrow::Continues).column("2021", Narrow::Continues).column("Total", Narrow::Follows);
        table.row("Costs", cells(&["1", "2", "3"]));
        assert_eq!(super::table(&table, 40), "      2020 2021 Total\nCosts    1    2     3\n");
        assert_eq!(super::table(&table, 18), "      2020\nCosts    1\n\n      2021 Total\nCosts    2     3\n");
    }

    #[test]
    fn titles_give_way_to_numbers_with_a_legend() {
        let mut table = DataTable::new(["YEAR"]);
        table.column("placements avoided", Narrow::Numbered).column("worth", Narrow::Stays);
        table.row("2020", cells(&["1", "2"]));
        assert_eq!(super::table(&table, 24), "YEAR (1) worth\n2020   1     2\n(1) placements avoided\n");
    }
}
