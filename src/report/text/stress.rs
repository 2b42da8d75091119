//! Stress tests in tables: tornado, grid, threshold.

use super::{columns, finish, sentence_end, wrapped};
use crate::analysis::{Crossing, Grid, LeastAdverse, Level, Report, Slip, Stress, Tornado};
use crate::report::number::{decimal, percent, plain, points, signed, whole};
use crate::statistics::Estimate;
use comfy_table::Table;
use std::fmt::Write as _;

/// Title, luck and perspective of an analysis, and the changes made to every scenario of it.
pub(super) fn heading<T>(report: &Report<T>, set: &[String], width: usize) -> String {
    let mut parts = vec![
        format!("{} replications", whole(report.run.replications as f64)),
        format!("seed {}", report.run.seed),
        format!("seen from: {}", report.account_name),
    ];
    if let Some(draws) = report.draws {
        parts.insert(1, format!("means over {} draws", whole(draws as f64)));
    }
    let mut text = format!("{}\n{}", report.scenario.title, wrapped(&parts.join(" · "), width, ""));
    for change in set {
        let _ = writeln!(text, "--set {change}");
    }
    text.push('\n');
    text
}

fn largest(estimates: impl Iterator<Item = Estimate>) -> f64 {
    estimates.map(|estimate| estimate.mcse).fold(0.0, f64::max)
}

/// The errors of some levels, in words.
fn errors<'a>(levels: impl Iterator<Item = &'a Level> + Clone, currency: &str) -> String {
    format!(
        "Monte Carlo errors are at most ± {} {currency} of a mean and ± {} of a probability",
        whole(largest(levels.clone().map(|level| level.mean))),
        points(largest(levels.map(|level| level.probability)))
    )
}

/// What each assumption moves, the most first.
#[must_use]
pub fn tornado(report: &Report<Tornado>, left_out: &[String], width: usize) -> String {
    let Tornado { base, bars, stress } = &report.result;
    let mut text = heading(report, &report.scenario.set, width);
    let now = format!(
        "Net benefit {}: {} {} at base values, {} ± {} on average over the uncertain assumptions, above zero in {} of cases (± {}).",
        report.span(),
        whole(base.expected),
        report.currency,
        whole(base.mean.value),
        whole(base.mean.mcse),
        percent(base.probability.value, 1),
        points(base.probability.mcse)
    );
    text.push_str(&wrapped(&now, width, "  "));
    text.push('\n');
    let mut table = columns(width);
    table.set_header(["ASSUMPTION", "from", "to", "mean at from", "mean at to", "P(> 0)", "P(> 0)"]);
    for bar in bars {
        let probability = |level: &Level| percent(level.probability.value, 1);
        table.add_row([
            breakable(&bar.path),
            plain(bar.low.value),
            plain(bar.high.value),
            whole(bar.low.level.mean.value),
            whole(bar.high.level.mean.value),
            probability(&bar.low.level),
            probability(&bar.high.level),
        ]);
    }
    text.push_str(&by_path(table));
    let levels = bars.iter().flat_map(|bar| [&bar.low.level, &bar.high.level]);
    let changes = bars.iter().flat_map(|bar| [bar.low, bar.high]);
    let note = format!(
        "Each assumption by itself at one end and the other, the rest as uncertain as they are; what moves the mean most \
         comes first. {}; what an end changes is known to ± {} {} and ± {}, since all share their luck.",
        errors(levels, &report.currency),
        whole(largest(changes.clone().map(|end| end.change))),
        report.currency,
        points(largest(changes.map(|end| end.probability_change)))
    );
    text.push_str(&wrapped(&note, width, ""));
    if !left_out.is_empty() {
        let note = format!("Fixed numbers that may not be moved so far are left out: {}.", left_out.join(", "));
        text.push_str(&wrapped(&note, width, ""));
    }
    if let Some(stress) = stress {
        text.push('\n');
        text.push_str(&stressed(report, stress, width));
    }
    text
}

fn stressed(report: &Report<Tornado>, stress: &Stress, width: usize) -> String {
    let mut table = columns(width);
    table.set_header(["ALL ADVERSE, ONE AFTER ANOTHER", "at", "at base", "mean", "P(> 0)"]);
    let mut row = |label: &str, value: String, level: &Level| {
        let chance = percent(level.probability.value, 1);
        table.add_row([label.to_owned(), value, whole(level.expected), whole(level.mean.value), chance]);
    };
    row("nothing held", String::new(), &report.result.base);
    for step in &stress.adverse {
        row(&format!("+ {}", breakable(&step.path)), plain(step.value), &step.level);
    }
    row("all favourable", String::new(), &stress.favourable.level);
    let levels = stress.adverse.iter().map(|step| &step.level).chain([&stress.favourable.level]);
    let mut note = format!(
        "Each row holds its assumption and all above it at their adverse ends; at base: the rest at base values; mean: the rest \
         uncertain. {}.",
        errors(levels, &report.currency)
    );
    let relieving = relieving(&report.result.base, stress);
    if !relieving.is_empty() {
        let _ = write!(
            note,
            " Adverse by itself, yet a relief once those above are adverse: {}. What an assumption does may hang on the others.",
            relieving.join(", ")
        );
    }
    by_path(table) + &wrapped(&note, width, "")
}

/// Where a path may be broken: after its points, by a space of no width.
const BREAK: char = '\u{200b}';

fn breakable(path: &str) -> String {
    path.replace('.', &format!(".{BREAK}"))
}

/// A table whose labels are breakable paths, as text.
fn by_path(mut table: Table) -> String {
    if let Some(column) = table.column_mut(0) {
        column.set_delimiter(BREAK);
    }
    finish(table).replace(BREAK, "")
}

/// The steps after which the mean is higher than before.
fn relieving<'a>(base: &Level, stress: &'a Stress) -> Vec<&'a str> {
    let before = std::iter::once(base).chain(stress.adverse.iter().map(|step| &step.level));
    let pairs = before.zip(&stress.adverse).filter(|(before, step)| step.level.mean.value > before.mean.value);
    pairs.map(|(_, step)| step.path.as_str()).collect()
}

/// The net benefit over two assumptions, thinned out to what a page holds.
#[must_use]
pub fn grid(report: &Report<Grid>, width: usize) -> String {
    let grid = &report.result;
    let mut text = heading(report, &report.scenario.set, width);
    let about = |axis: &crate::analysis::Axis| {
        let unit = axis.unit.as_deref().map_or_else(String::new, |unit| format!(" ({unit})"));
        format!("{}{unit}, which the scenario has at {}", axis.path, plain(axis.base))
    };
    let what = format!("Across: {}. Down: {}.", about(&grid.x), about(&grid.y));
    text.push_str(&wrapped(&what, width, ""));
    for (heading, mean) in [("MEAN NET BENEFIT", true), ("P(NET > 0)", false)] {
        text.push('\n');
        let shown = |count: usize, most: usize| -> Vec<usize> {
            let most = most.min(count).max(2);
            (0..most).map(|i| (i * (count - 1) + (most - 1) / 2) / (most - 1)).collect()
        };
        let across = shown(grid.x.values.len(), if mean { (width - 18) / 12 } else { (width - 18) / 8 });
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

/// Switching values of one assumption, then the least that must go wrong.
#[must_use]
pub fn threshold(report: &Report<Slip>, width: usize) -> String {
    let Slip { threshold, least_adverse: least } = &report.result;
    let mut text = heading(report, &report.scenario.set, width);
    let unit = threshold.unit.as_deref().map_or_else(String::new, |unit| format!(", {unit}"));
    let mut table = columns(width);
    table.set_header([&format!("THRESHOLD OF {}{unit}", threshold.path), "pays", "±"]);
    let target = format!("net benefit above zero in {} of cases", percent(threshold.probability.target, 0));
    for (label, found) in [
        ("net benefit zero, everything else at base values", &threshold.expected),
        ("net benefit zero on average, the rest uncertain", &threshold.mean),
        (&target, &threshold.probability.crossing),
    ] {
        let Crossing { value, mcse, pays } = *found;
        let told = match (value, pays) {
            (Some(value), pays) => format!("{pays} {}", plain(value)),
            (None, "always") => "at every value".to_owned(),
            (None, _) => "at no value".to_owned(),
        };
        let error = match (value, mcse) {
            (None, _) => String::new(),
            (Some(_), Some(0.0)) => "exact".to_owned(),
            (Some(value), mcse) => mcse.map_or_else(|| "–".to_owned(), |mcse| to_the_digit(mcse, value)),
        };
        table.add_row([label.to_owned(), told, error]);
    }
    text.push_str(&finish(table));
    let note = format!(
        "The scenario has {}. ± is the Monte Carlo standard error of the value. At no value: none that the scenario allows and \
         the search has looked at, far beyond what is believed, reaches it.",
        plain(threshold.base)
    );
    text.push_str(&wrapped(&note, width, ""));
    if let Some(value) = threshold.expected.value {
        let _ = writeln!(text, "To see the first in a table: --set {}={value:?}", threshold.path);
    }
    text.push('\n');
    text.push_str(&least_adverse(report, least, width));
    text
}

/// An error with as many digits as tell something beside the value.
fn to_the_digit(mcse: f64, value: f64) -> String {
    if value.abs() >= 10_000.0 {
        return whole(mcse);
    }
    let digits = if mcse > 0.0 { (1 - mcse.log10().floor() as i32).clamp(0, 6) } else { 0 };
    decimal(mcse, digits as usize)
}

fn least_adverse<T>(report: &Report<T>, least: &LeastAdverse, width: usize) -> String {
    let pays = least.at_medians > 0.0;
    let now = format!(
        "With every uncertain assumption at its median the net benefit is {} {}",
        whole(least.at_medians),
        report.currency
    );
    let now = sentence_end(&now);
    let verb = if pays { "lose" } else { "pay" };
    let Some(distance) = least.distance else {
        let text = format!(
            "{now} No combination of assumptions within six standard deviations makes it {verb} in expectation."
        );
        return wrapped(&text, width, "");
    };
    let mut table = columns(width);
    let title = if pays { "LEAST ADVERSE COMBINATION THAT LOSES" } else { "NEAREST COMBINATION THAT PAYS" };
    table.set_header([title, "median", "there", "sd", "share"]);
    for moved in &least.moved {
        table.add_row([
            breakable(&moved.path),
            plain(moved.median),
            plain(moved.value),
            decimal(moved.score, 2),
            percent(moved.share, 0),
        ]);
    }
    let first = least.first_order_probability.map_or_else(String::new, |p| percent(p, 0));
    let note = format!(
        "{now} The nearest combination at which the expected net benefit is zero lies {} standard deviations away (to first \
         order, {first} of all combinations lie beyond). sd: how far each assumption moves, in standard deviations of its normal \
         score; share: its part of the squared distance.",
        decimal(distance, 2)
    );
    by_path(table) + &wrapped(&note, width, "")
}

/// Differences in words for whoever reads one line.
pub(super) fn difference(mean: f64, lower: f64, upper: f64) -> String {
    format!("{} (95 % interval {} to {})", signed(mean), signed(lower), signed(upper))
}
