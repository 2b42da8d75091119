//! What comparisons and stress tests have in common in words.

use super::{INCOMPLETE, answer, finish, listed, upper_first, wrapped};
use crate::analysis::{Interval, Level};
use crate::report::number::{chance, money, named, placed, plain, signed, whole};
use crate::scenario::Override;
use crate::statistics::{Chance, Estimate};
use crate::summary::Outcome;
use comfy_table::Table;
use std::fmt::Write as _;

/// Title, luck and perspective of an analysis, and the changes made to every scenario of it.
pub(super) fn heading<T>(report: &Outcome<T>, set: &[String], width: usize) -> String {
    let mut parts = vec![
        format!("{} replications", whole(report.run.replications as f64)),
        format!("seed {}", report.run.seed),
        format!("seen from: {}", named(&report.account().name, report.account().complete)),
    ];
    if let Some(draws) = report.draws {
        parts.insert(1, format!("means over {} draws", whole(draws as f64)));
    }
    let mut text = format!("{}{}", wrapped(&report.scenario.title, width, ""), listed(&parts, width, ""));
    for change in set {
        text.push_str(&wrapped(&Override::argument(change), width, ""));
    }
    if let Some(pairs) = report.correlations {
        let pairs = if pairs == 1 {
            "One pair of assumptions goes".to_owned()
        } else {
            format!("{pairs} pairs of assumptions go")
        };
        let note = format!("{pairs} together. One that is held at a value leaves the others as uncertain as they are.");
        text.push_str(&wrapped(&note, width, ""));
    }
    if !report.account().complete {
        text.push_str(&wrapped(INCOMPLETE, width, ""));
    }
    text.push('\n');
    text
}

pub(super) fn largest(estimates: impl Iterator<Item = Estimate>) -> f64 {
    estimates.map(|estimate| estimate.mcse).fold(0.0, f64::max)
}

/// The errors of some levels, in words.
pub(super) fn errors<'a>(levels: impl Iterator<Item = &'a Level> + Clone, currency: &str) -> String {
    let mean = money(largest(levels.clone().map(|level| level.mean)), currency);
    let chances: Vec<Chance> = levels.filter_map(|level| level.probability).collect();
    format!("Monte Carlo errors are at most ± {mean} of a mean{}", beside_mean(&chances))
}

/// How well some probabilities are known, in words that follow what is said of a mean.
fn beside_mean(chances: &[Chance]) -> String {
    let mut text = String::new();
    if let Some(error) = answer::largest_error(chances.iter()) {
        let _ = write!(text, " and ± {error} of a probability");
    }
    if let Some(extreme) = chances.iter().find(|chance| !chance.is_mixed()) {
        let _ = write!(text, "; {}", answer::extremes(extreme.sample));
    }
    text
}

/// Where a label may be broken: after points, hyphens and blanks, by a space of no width.
const BREAK: char = '\u{200b}';

pub(super) fn breakable(label: &str) -> String {
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

/// A table whose labels are breakable, as text.
pub(super) fn by_label(mut table: Table) -> String {
    if let Some(column) = table.column_mut(0) {
        column.set_delimiter(BREAK);
    }
    finish(table).replace(BREAK, "")
}

/// Where a number lets the case pay, in words: `above 0.3`, `between 0.01 and 0.04`.
pub(super) fn paying(intervals: &[Interval]) -> String {
    let each = |interval: &Interval| match (interval.from, interval.to) {
        (None, None) => "at every value".to_owned(),
        (Some(from), None) => format!("above {}", plain(from)),
        (None, Some(to)) => format!("below {}", plain(to)),
        (Some(from), Some(to)) => format!("{} to {}", plain(from), plain(to)),
    };
    if intervals.is_empty() {
        return "at no value".to_owned();
    }
    intervals.iter().map(each).collect::<Vec<_>>().join("; ")
}

/// Differences in words for whoever reads one line.
pub(super) fn difference(mean: f64, lower: f64, upper: f64, currency: &str) -> String {
    format!("{} (95 % interval {} to {})", placed(&signed(mean), currency), signed(lower), signed(upper))
}

/// A probability in a table; an incomplete payer's is withheld.
pub(super) fn odds(probability: Option<&Chance>) -> String {
    probability.map_or_else(|| "withheld".to_owned(), |probability| chance(probability, 1))
}

/// How well some probabilities are known, in a sentence; nothing where there is none.
pub(super) fn chances_known(chances: &[Chance]) -> String {
    let Some(first) = chances.first() else { return String::new() };
    let mut told = Vec::new();
    if let Some(error) = answer::largest_error(chances.iter()) {
        told.push(format!("a probability is known to ± {error} at most"));
    }
    if chances.iter().any(|chance| !chance.is_mixed()) {
        told.push(answer::extremes(first.sample));
    }
    format!(" {}.", upper_first(&told.join("; ")))
}
