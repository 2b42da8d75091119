//! Two assumptions against each other.

use super::frame::{Told, framed, whose};
use crate::analysis::{Axis, Grid, Level};
use crate::document::money::MoneyAxis;
use crate::document::number::Language;
use crate::document::picture::{Drawing, MapOfMeans, Marker, Picture, ValueAxis};
use crate::document::table::DataTable;
use crate::summary::Outcome;

/// The probabilities whose lines are drawn.
const LINES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];

/// A map of the mean net benefit with the lines of break-even and of P(net > 0).
#[must_use]
pub fn grid(outcome: &Outcome<Grid>, language: Language) -> Picture {
    let (words, labels) = (language.words(), language.labels());
    let grid = &outcome.result;
    let of = |value: fn(&Level) -> f64| grid.cells.iter().map(value).collect::<Vec<f64>>();
    let means = of(|level| level.mean.value);
    let largest = means.iter().map(|mean| mean.abs()).fold(1.0, f64::max);
    let money = MoneyAxis::covering([largest], &outcome.currency, language);
    let axis = |axis: &Axis| ValueAxis::new(&axis.label, axis.values.clone(), axis.base);
    let probabilities: Option<Vec<f64>> = grid.cells.iter().map(|cell| Some(cell.probability?.value)).collect();
    let pays = means.iter().filter(|mean| **mean > 0.0).count();
    let columns = grid.x.values.iter().map(|value| language.value_cell(&grid.x.label, *value).text);
    let mut table = DataTable::new(std::iter::once(labels.mean_net_benefit.to_owned()).chain(columns));
    // The greatest on top, as in the picture.
    for (value, row) in grid.y.values.iter().zip(means.chunks(grid.x.values.len())).rev() {
        let cells = row.iter().map(|mean| language.cell(*mean));
        table.row(language.value_cell(&grid.y.label, *value), cells.collect::<Vec<_>>());
    }
    let told = Told {
        name: "grid",
        title: words.grid_title(&outcome.span(), &whose(outcome, language)),
        description: words.grid_note(&outcome.span(), language.currency(&outcome.currency), pays, grid.cells.len()),
        table,
    };
    let [mean_zero, expected_zero] = labels.pictures.break_even_lines;
    let level = |value: f64| Marker { value, label: words.probability_line(value) };
    let drawing = Drawing::Map(MapOfMeans {
        x: axis(&grid.x),
        y: axis(&grid.y),
        scale_label: format!("{}, {}", labels.mean, money.unit),
        money,
        means,
        expected: of(|level| level.expected),
        levels: if probabilities.is_some() { LINES.map(level).to_vec() } else { Vec::new() },
        probabilities: probabilities.unwrap_or_default(),
        legend: [mean_zero, expected_zero, labels.probability_net_positive].map(str::to_owned),
        scenario: labels.pictures.the_scenario.to_owned(),
    });
    framed(outcome, language, told, drawing)
}
