//! Two assumptions against each other in tables.

use super::stress::{errors, heading};
use super::{columns, finish, wrapped};
use crate::analysis::{Axis, Grid, Report};
use crate::report::number::{percent, plain, whole};

/// The net benefit over two assumptions, thinned out to what a page holds.
#[must_use]
pub fn grid(report: &Report<Grid>, width: usize) -> String {
    let grid = &report.result;
    let mut text = heading(report, &report.scenario.set, width);
    let about = |axis: &Axis| {
        let unit = axis.unit.as_deref().map_or_else(String::new, |unit| format!(" ({unit})"));
        format!("{}{unit}, which the scenario has at {}", axis.path, plain(axis.base))
    };
    let what = format!("Across: {}. Down: {}.", about(&grid.x), about(&grid.y));
    text.push_str(&wrapped(&what, width, ""));
    // Even steps, the same in both tables.
    let shown =
        |count: usize, most: usize| -> Vec<usize> { (0..count).step_by((count - 1).div_ceil(most - 1)).collect() };
    let across = shown(grid.x.values.len(), ((width - 18) / 12).max(2));
    for (heading, mean) in [("MEAN NET BENEFIT", true), ("P(NET > 0)", false)] {
        text.push('\n');
        let mut table = columns(width);
        let title = if mean { format!("{heading}, {}", report.currency) } else { heading.to_owned() };
        table.set_header(std::iter::once(title).chain(across.iter().map(|&i| plain(grid.x.values[i]))));
        // The greatest on top, as in the picture.
        for &j in shown(grid.y.values.len(), 11).iter().rev() {
            let cell = |&i: &usize| {
                let level = grid.at(i, j);
                if mean { whole(level.mean.value) } else { percent(level.probability.value, 1) }
            };
            table.add_row(std::iter::once(plain(grid.y.values[j])).chain(across.iter().map(cell)));
        }
        text.push_str(&finish(table));
    }
    let pays = grid.cells.iter().filter(|cell| cell.mean.value > 0.0).count();
    let note = format!(
        "Net benefit {}, everything else as uncertain as it is; {} of the {} pairs pay on average. {}. All pairs of values are in \
         grid.csv.",
        report.span(),
        whole(pays as f64),
        whole(grid.cells.len() as f64),
        errors(grid.cells.iter(), &report.currency)
    );
    text.push('\n');
    text.push_str(&wrapped(&note, width, ""));
    text
}
