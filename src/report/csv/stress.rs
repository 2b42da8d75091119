//! CSV files of comparisons and stress tests.

use super::of_chance;
use super::rows::{Cell, CsvTarget, Rows, number, text};
use crate::analysis::{Comparison, Gap, Grid, LeastAdverse, Level, Stress, Threshold, Tornado};
use crate::statistics::Estimate;
use crate::summary::Stage;
use std::io;

const LEVEL: [&str; 6] = ["expected", "mean", "mean_mcse", "p_positive", "p_positive_mcse", "p_positive_bound"];

fn level(level: &Level) -> impl Iterator<Item = Cell> {
    let Level { expected, mean, probability } = level;
    [*expected, mean.value, mean.mcse].map(number).into_iter().chain(of_chance(probability.as_ref()))
}

fn optional(value: Option<f64>) -> Cell {
    value.map_or_else(Cell::default, number)
}

fn texts<const N: usize>(names: [&str; N]) -> impl Iterator<Item = Cell> {
    names.map(Cell::from).into_iter()
}

/// `tornado.csv`: one row for each end of each assumption, the assumption that moves most first; the first row has nothing
/// held.
///
/// # Errors
/// Those of the writer.
pub fn tornado(target: CsvTarget<'_>, tornado: &Tornado) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let changes = texts(["change", "change_mcse", "p_change", "p_change_mcse", "adverse", "favourable", "fixed"]);
    rows.write_record(texts(["path", "unit", "base", "end", "value"]).chain(texts(LEVEL)).chain(changes))?;
    let blank = |n: usize| std::iter::repeat_n(Cell::default(), n);
    rows.write_record(texts(["", "", "", "none", ""]).chain(level(&tornado.base)).chain(blank(7)))?;
    for bar in &tornado.bars {
        for (name, end) in [("low", &bar.low), ("high", &bar.high)] {
            let unit = text(bar.label.unit.as_deref().unwrap_or_default());
            let begin = [bar.label.path.as_str().into(), unit, number(bar.base), name.into(), number(end.value)];
            let Estimate { value: change, mcse } = end.change;
            let [p, p_mcse] = [end.probability_change.map(|p| p.value), end.probability_change.map(|p| p.mcse)];
            let changes = [number(change), number(mcse), optional(p), optional(p_mcse)];
            let sides =
                [bar.adverse == name, bar.favourable == name, bar.fixed].map(|is| if is { "yes" } else { "no" });
            rows.write_record(begin.into_iter().chain(level(&end.level)).chain(changes).chain(texts(sides)))?;
        }
    }
    rows.flush()
}

/// `stress.csv`: one assumption after another at its adverse end, each row with all before it; then all favourable.
///
/// # Errors
/// Those of the writer.
pub fn stress(target: CsvTarget<'_>, stress: &Stress) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(texts(["held", "path", "value"]).chain(texts(LEVEL)))?;
    for step in &stress.adverse {
        let begin = ["adverse".into(), step.label.path.as_str().into(), number(step.value)];
        rows.write_record(begin.into_iter().chain(level(&step.level)))?;
    }
    rows.write_record(texts(["all favourable", "", ""]).chain(level(&stress.favourable.level)))?;
    rows.flush()
}

/// `grid.csv`: one row for each pair of values.
///
/// # Errors
/// Those of the writer.
pub fn grid(target: CsvTarget<'_>, grid: &Grid) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record([&grid.x.label.path, &grid.y.label.path].map(Cell::from).into_iter().chain(texts(LEVEL)))?;
    for (j, y) in grid.y.values.iter().enumerate() {
        for (i, x) in grid.x.values.iter().enumerate() {
            rows.write_record([*x, *y].map(number).into_iter().chain(level(grid.at(i, j))))?;
        }
    }
    rows.flush()
}

/// `threshold.csv`: each switching value with its error, and on which side of it the case pays; `always` or `never` where there is none.
///
/// # Errors
/// Those of the writer.
pub fn thresholds(target: CsvTarget<'_>, threshold: &Threshold) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(["question", "target", "value", "mcse", "pays"])?;
    let zero = number(0.0);
    let probability = threshold.probability.as_ref();
    let probability = probability.map(|found| ("probability", number(found.target), &found.crossing));
    let questions = [
        ("expected, others at base values", zero.clone(), &threshold.expected),
        ("mean, others uncertain", zero, &threshold.mean),
    ];
    for (question, target, found) in questions.into_iter().chain(probability) {
        if found.roots.is_empty() {
            rows.write_record([question.into(), target.clone(), Cell::default(), Cell::default(), found.pays.into()])?;
        }
        for root in &found.roots {
            // Of several, on which side of this one it pays.
            let above = found.intervals.iter().any(|interval| interval.from == Some(root.value));
            let pays = if above { "above" } else { "below" };
            let cells = [number(root.value), optional(root.mcse), pays.into()];
            rows.write_record([question.into(), target.clone()].into_iter().chain(cells))?;
        }
    }
    rows.flush()
}

/// `curve.csv`: what the assumption gives over a range of values.
///
/// # Errors
/// Those of the writer.
pub fn curve(target: CsvTarget<'_>, threshold: &Threshold) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record([Cell::from(&threshold.label.path)].into_iter().chain(texts(LEVEL)))?;
    for point in &threshold.curve {
        rows.write_record([number(point.value)].into_iter().chain(level(&point.level)))?;
    }
    rows.flush()
}

/// `convergence.csv`: what is known how well after how many replications, by the way of sampling; empty where it is not known.
///
/// # Errors
/// Those of the writer.
pub fn convergence<'a>(
    target: CsvTarget<'_>,
    stages: impl IntoIterator<Item = (&'a str, &'a Stage)>,
) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let estimates = ["mean", "mcse", "mean_conditional", "mean_conditional_mcse", "p_positive", "p_positive_mcse"];
    let mut stages = stages.into_iter().peekable();
    let aimed = stages.peek().is_some_and(|(_, stage)| stage.percentile.is_some());
    let percentile = ["percentile", "percentile_mcse"].into_iter().filter(|_| aimed);
    rows.write_record(texts(["sampling", "replications"]).chain(texts(estimates)).chain(percentile.map(Cell::from)))?;
    for (sampling, stage) in stages {
        let estimates = [stage.mean, stage.mean_conditional, stage.probability].into_iter().chain(stage.percentile);
        let known = |value: f64| optional(Some(value).filter(|value| value.is_finite()));
        let numbers = estimates.flat_map(|estimate| [estimate.value, estimate.mcse].map(known));
        rows.write_record([sampling.into(), Cell::from(stage.replications.to_string())].into_iter().chain(numbers))?;
    }
    rows.flush()
}

/// `least_adverse.csv`: each assumption at the nearest combination at which the sign changes.
///
/// # Errors
/// Those of the writer.
pub fn least_adverse(target: CsvTarget<'_>, found: &LeastAdverse) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(["path", "unit", "median", "value", "score", "share"])?;
    for moved in &found.moved {
        let numbers = [moved.median, moved.value, moved.score, moved.share].map(number);
        let unit = text(moved.label.unit.as_deref().unwrap_or_default());
        rows.write_record([Cell::from(&moved.label.path), unit].into_iter().chain(numbers))?;
    }
    rows.flush()
}

/// The columns of a probability: its value, its error, and its bound where it was seen never or always.
fn chance_names(name: &str) -> [String; 3] {
    ["", "_mcse", "_bound"].map(|ending| format!("{name}{ending}"))
}

fn quantile_names<'a>(quantiles: impl Iterator<Item = &'a crate::summary::QuantileEstimate>) -> Vec<String> {
    let name = crate::summary::Percentiles::column;
    quantiles.flat_map(|quantile| [name(quantile.p), format!("{}_mcse", name(quantile.p))]).collect()
}

/// `differences.csv`: by scenario, account and year how it differs from the reference, yearly and cumulative.
///
/// # Errors
/// Those of the writer.
pub fn differences(target: CsvTarget<'_>, comparison: &Comparison) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let gaps = |gap: &Gap| {
        let begin = [gap.expected, gap.mean, gap.mcse, gap.lower, gap.upper, gap.sd];
        let quantiles = gap.quantiles.iter().flat_map(|quantile| [quantile.value, quantile.mcse]);
        let shares = [gap.better, gap.worse, Some(gap.equal)];
        let shares = shares.iter().flat_map(|share| of_chance(share.as_ref()));
        begin.into_iter().chain(quantiles).map(number).chain(shares).collect::<Vec<_>>()
    };
    let all = comparison.differences.iter().flat_map(|difference| &difference.accounts);
    let mut first = all.flat_map(|account| &account.yearly);
    let quantiles = quantile_names(first.next().into_iter().flat_map(|gap| &gap.quantiles));
    let begin = ["scenario", "account", "kind", "year", "expected", "mean", "mcse", "lower", "upper", "sd"];
    let shares = ["p_better", "p_worse", "p_equal"].into_iter().flat_map(chance_names);
    rows.write_record(texts(begin).chain(quantiles.into_iter().chain(shares).map(Cell::from)))?;
    for difference in &comparison.differences {
        for account in &difference.accounts {
            for (kind, years) in [("yearly", &account.yearly), ("cumulative", &account.cumulative)] {
                for gap in years {
                    let names =
                        [text(&difference.name), Cell::from(&account.id), kind.into(), gap.year.to_string().into()];
                    rows.write_record(names.into_iter().chain(gaps(gap)))?;
                }
            }
        }
    }
    rows.flush()
}

/// `scenarios.csv`: by scenario and year the distribution of the cumulative net benefit.
///
/// # Errors
/// Those of the writer.
pub fn distributions(target: CsvTarget<'_>, comparison: &Comparison) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let mut first = comparison.scenarios.iter().flat_map(|scenario| &scenario.cumulative);
    let quantiles = quantile_names(first.next().into_iter().flat_map(|year| &year.quantiles));
    let begin =
        texts(["scenario", "year", "expected", "mean", "mcse"]).chain(chance_names("p_positive").map(Cell::from));
    rows.write_record(begin.chain(quantiles.into_iter().map(Cell::from)))?;
    for scenario in &comparison.scenarios {
        for year in &scenario.cumulative {
            let begin = [text(&scenario.name), year.year.to_string().into()].into_iter();
            let means = [year.expected, year.mean, year.mcse].map(number);
            let quantiles = year.quantiles.iter().flat_map(|quantile| [quantile.value, quantile.mcse]).map(number);
            rows.write_record(
                begin.chain(means).chain(of_chance(year.probability_positive.as_ref())).chain(quantiles),
            )?;
        }
    }
    rows.flush()
}
