//! Tables that documents and pictures of analyses share.

use super::{DataTable, Language, TableCell};
use crate::analysis::{Comparison, Gap, LeastAdverse, Level, Stress, Tornado, TornadoBar};
use crate::summary::{Outcome, QuantileEstimate, quantile_at};

/// What each assumption moves.
pub(super) fn bar_table(bars: &[TornadoBar], language: Language) -> DataTable {
    let (words, labels) = (language.words(), language.labels());
    let mut table = DataTable::of_names(labels.tornado);
    for bar in bars {
        let ends = [&bar.low, &bar.high];
        let values = ends.map(|end| language.value_cell(&bar.label, end.value));
        let means = ends.map(|end| language.cell(end.level.mean.value));
        let odds = ends.map(|end| language.odds_cell(end.level.probability.as_ref()));
        let fixed = if bar.fixed { format!(" {}", labels.fixed) } else { String::new() };
        let label =
            TableCell::assumption(bar.label.title.clone() + &fixed, &words.entries_of(&bar.label.path, bar.list));
        table.row(label, values.into_iter().chain(means).chain(odds));
    }
    table
}

/// Assumptions moved to their adverse ends, one after another.
pub(super) fn stress_table(report: &Outcome<Tornado>, stress: &Stress, language: Language) -> DataTable {
    let (words, labels) = (language.words(), language.labels());
    let mut table = DataTable::of_names(labels.stress);
    let cells = |value: TableCell, level: &Level| {
        let odds = language.odds_cell(level.probability.as_ref());
        [value, language.cell(level.expected), language.cell(level.mean.value), odds]
    };
    table.row(labels.nothing_held, cells(TableCell::default(), &report.result.base));
    for step in &stress.adverse {
        let title = format!("+ {}", step.label.title);
        let label = TableCell::assumption(title, &words.entries_of(&step.label.path, step.list));
        table.row(label, cells(language.value_cell(&step.label, step.value), &step.level));
    }
    table.row(labels.all_favourable, cells(TableCell::default(), &stress.favourable.level));
    table
}

/// The nearest combination at which the sign changes.
pub(super) fn least_table(found: &LeastAdverse, language: Language) -> DataTable {
    let labels = language.labels();
    let title = if found.at_medians > 0.0 { labels.least_adverse } else { labels.nearest_that_pays };
    let mut table = DataTable::of_names([title, labels.median, labels.there, labels.sd, labels.share]);
    for moved in &found.moved {
        let cells = [
            language.value_cell(&moved.label, moved.median),
            language.value_cell(&moved.label, moved.value),
            language.decimal_cell(moved.score, 2),
            language.percent_cell(moved.share, 0),
        ];
        table.row(TableCell::assumption(moved.label.title.clone(), &moved.label.path), cells);
    }
    table
}

/// How each scenario differs from the first at the end of the last year.
pub(super) fn totals(report: &Outcome<Comparison>, language: Language) -> DataTable {
    let title = language.words().against_title(&report.result.scenarios[0].name);
    let mut table = DataTable { names: true, ..difference_table(&title, language) };
    for found in &report.result.differences {
        let headline = found.accounts.iter().find(|account| account.id == report.result.account);
        if let Some(gap) = headline.and_then(|account| account.cumulative.last()) {
            table.row(found.name.clone(), difference_cells(gap, language));
        }
    }
    table
}

/// An empty table of differences.
pub(super) fn difference_table(title: &str, language: Language) -> DataTable {
    let labels = language.labels();
    let [low, high] = [0.05, 0.95].map(|p| language.percent(p, 0));
    DataTable::new([title, labels.mean, "±", &low, labels.middle, &high, labels.probability_better])
}

/// What a row of it shows.
pub(super) fn difference_cells(gap: &Gap, language: Language) -> [TableCell; 6] {
    let [low, median, high] = [0.05, 0.5, 0.95].map(|p| language.signed_cell(at(&gap.quantiles, p)));
    let odds = language.odds_cell(gap.better.as_ref());
    [language.signed_cell(gap.mean), language.cell(gap.mcse), low, median, high, odds]
}

/// A quantile.
pub(super) fn at(quantiles: &[QuantileEstimate], p: f64) -> f64 {
    quantile_at(quantiles, p).map_or(f64::NAN, |quantile| quantile.value)
}
