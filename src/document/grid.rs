//! Two assumptions against each other.

use super::stress::{errors, opening};
use super::words::sentences;
use super::{DataTable, Document, Element, Language, Narrow, TableCell, pictures, thinned};
use crate::analysis::{Axis, Grid, Level};
use crate::summary::Outcome;

/// Rows shown; the picture and the file have all.
const MOST_ROWS: usize = 11;

/// Where the scenario's own value is.
fn own(axis: &Axis) -> usize {
    axis.values.iter().position(|value| *value == axis.base).unwrap_or(0)
}

/// The net benefit over two assumptions.
#[must_use]
pub fn grid(report: &Outcome<Grid>, language: Language) -> Document {
    let (words, labels) = (language.words(), language.labels());
    let grid = &report.result;
    let mut page = opening(report, &report.scenario.set, language);
    let about = |axis: &Axis| words.axis(&axis.label, &language.value_of(&axis.label, axis.base, &report.currency));
    // The greatest on top, as in the picture.
    let down: Vec<usize> = thinned(grid.y.values.len(), own(&grid.y), MOST_ROWS).into_iter().rev().collect();
    let table = |title: &str, of: &dyn Fn(&Level) -> TableCell| {
        let mut table = DataTable::new([title]);
        for (i, value) in grid.x.values.iter().enumerate() {
            table.column(language.value_cell(&grid.x.label, *value).text, Narrow::Thinned { kept: i == own(&grid.x) });
        }
        for &j in &down {
            let cells = (0..grid.x.values.len()).map(|i| of(grid.at(i, j)));
            table.row(language.value_cell(&grid.y.label, grid.y.values[j]), cells);
        }
        table
    };
    let means = table(labels.mean_net_benefit, &|level| language.cell(level.mean.value));
    let chances = table(labels.probability_above_zero, &|level| language.odds_cell(level.probability.as_ref()));
    let section = page.section();
    section.text(words.axes(&about(&grid.x), &about(&grid.y)));
    page.section().push(Element::Aligned(vec![means, chances]));
    let pays = grid.cells.iter().filter(|cell| cell.mean.value > 0.0).count();
    page.section().note(sentences([
        words.grid_note(&report.span(), language.currency(&report.currency), pays, grid.cells.len()),
        errors(grid.cells.iter(), &report.currency, language),
        labels.grid_pairs.to_owned(),
    ]));
    page.last().picture(pictures::grid(report, language));
    page
}
