//! Two assumptions against each other in tables.

use super::stress::{errors, heading, odds};
use super::{columns, finish, wrapped};
use crate::analysis::{Axis, Grid, Level};
use crate::report::number::{plain, whole};
use crate::summary::Outcome;

/// A blank at which no cell is broken.
const BLANK: &str = "\u{a0}";

/// Positions along a side in even steps, at most so many; the scenario's own value among them.
fn shown(axis: &Axis, most: usize) -> Vec<usize> {
    let count = axis.values.len();
    let own = axis.values.iter().position(|value| *value == axis.base).unwrap_or(0);
    let mut step = (count - 1).div_ceil(most - 1);
    while (own % step..count).step_by(step).count() > most {
        step += 1;
    }
    (own % step..count).step_by(step).collect()
}

/// The net benefit over two assumptions, thinned out to what a page holds.
#[must_use]
pub fn grid(report: &Outcome<Grid>, width: usize) -> String {
    let grid = &report.result;
    let mut text = heading(report, &report.scenario.set, width);
    let about = |axis: &Axis| {
        let unit = axis.unit.as_deref().map_or_else(String::new, |unit| format!(" ({unit})"));
        format!("{}{unit}, which the scenario has at {}", axis.path, plain(axis.base))
    };
    let what = format!("Across: {}. Down: {}.", about(&grid.x), about(&grid.y));
    text.push_str(&wrapped(&what, width, ""));
    let across = shown(&grid.x, ((width - 18) / 12).max(2));
    // The greatest on top, as in the picture.
    let down: Vec<usize> = shown(&grid.y, 11).into_iter().rev().collect();
    let cells = |of: &dyn Fn(&Level) -> String| -> Vec<Vec<String>> {
        let row = |&j: &usize| {
            let label = plain(grid.y.values[j]);
            std::iter::once(label).chain(across.iter().map(|&i| of(grid.at(i, j)))).collect()
        };
        let head = across.iter().map(|&i| plain(grid.x.values[i]));
        std::iter::once(std::iter::once(String::new()).chain(head).collect()).chain(down.iter().map(row)).collect()
    };
    let means = cells(&|level| whole(level.mean.value));
    let chances = cells(&|level| odds(level.probability.as_ref()));
    // Both tables have the same even columns.
    let letters = |cell: &String| cell.chars().count();
    let widest = means.iter().chain(&chances).flat_map(|row| row.iter().skip(1).map(letters)).max().unwrap_or(0);
    for (title, rows) in [("MEAN NET BENEFIT", means), ("P(NET > 0)", chances)] {
        let mut table = columns(width);
        let label = format!("{title}{}", BLANK.repeat(16 - title.len()));
        for (n, row) in rows.into_iter().enumerate() {
            let numbers = row.iter().skip(1).map(|cell| format!("{}{cell}", BLANK.repeat(widest - letters(cell))));
            let first = if n == 0 { label.clone() } else { row[0].clone() };
            table.add_row(std::iter::once(first).chain(numbers));
        }
        text.push('\n');
        text.push_str(&finish(table).replace(BLANK, " "));
    }
    let pays = grid.cells.iter().filter(|cell| cell.mean.value > 0.0).count();
    let note = format!(
        "Net benefit {} in {}, everything else as uncertain as it is; {} of the {} pairs pay on average. {}. Each pair holds both numbers as certain; a run that draws them, with as many replications as \
         it takes, finds another P. All pairs of values are in grid.csv.",
        report.span(),
        report.currency,
        whole(pays as f64),
        whole(grid.cells.len() as f64),
        errors(grid.cells.iter(), &report.currency)
    );
    text.push('\n');
    text.push_str(&wrapped(&note, width, ""));
    text
}
