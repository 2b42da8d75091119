//! Switching values and the least adverse combination in tables.

use super::stress::{breakable, by_label, heading, paying};
use super::{columns, finish, sentence_end, wrapped};
use crate::analysis::{Crossing, LeastAdverse, Root, Slip, Target};
use crate::report::number::{decimal, money, percent, plain, whole};
use crate::summary::Outcome;
use std::fmt::Write as _;

/// Switching values of one assumption, then the least that must go wrong. `settable`: whether `--set` takes it by itself.
#[must_use]
pub fn threshold(report: &Outcome<Slip>, settable: bool, width: usize) -> String {
    let Slip { threshold, least_adverse: least } = &report.result;
    let mut text = heading(report, &report.scenario.set, width);
    let unit = threshold.unit.as_deref().map_or_else(String::new, |unit| format!(", {unit}"));
    let mut table = columns(width);
    table.set_header([&format!("THRESHOLD OF {}{unit}", threshold.path), "pays", "±"]);
    let certain = |found: &Crossing| found.roots.iter().all(|root| root.mcse == Some(0.0));
    let probability = threshold.probability.as_ref().map(|Target { target, crossing, .. }| {
        (format!("net benefit above zero in {} of cases", percent(*target, 0)), crossing, false)
    });
    let questions = [
        ("net benefit zero, everything else at base values".to_owned(), &threshold.expected, true),
        ("net benefit zero on average, the rest uncertain".to_owned(), &threshold.mean, certain(&threshold.mean)),
    ];
    let questions: Vec<_> = questions.into_iter().chain(probability).collect();
    for (label, found, exact) in &questions {
        let error = |root: &Root| match root.mcse {
            Some(0.0) if *exact => "exact".to_owned(),
            mcse => mcse.map_or_else(|| "–".to_owned(), |mcse| to_the_digit(mcse, root.value)),
        };
        let mut errors: Vec<String> = found.roots.iter().map(error).collect();
        errors.dedup();
        let (told, error) = (paying(&found.intervals), errors.join("; "));
        table.add_row([label.clone(), told, error]);
    }
    text.push_str(&finish(table));
    let mut note =
        format!("The scenario has {}. ± is the Monte Carlo standard error of the value.", plain(threshold.base));
    if report.account().complete {
        note.push_str(" P holds the number as certain; a run that draws it, or has more replications, finds another.");
    }
    if let Some((from, to)) = threshold.probability.as_ref().and_then(|found| found.looked_at) {
        let _ = write!(note, " It was looked at from {} to {}.", plain(from), plain(to));
    }
    if questions.iter().any(|(_, found, _)| found.value.is_none()) {
        note.push_str(
            " At no (or every) value: the search went far beyond what is believed, as far as the scenario allows.",
        );
    }
    if questions.iter().any(|(_, found, _)| found.roots.len() > 1) {
        note.push_str(" It pays in the ranges given and nowhere else.");
    }
    text.push_str(&wrapped(&note, width, ""));
    let up = threshold.expected.intervals.iter().any(|interval| interval.from == threshold.expected.value);
    if let Some(value) = threshold.expected.value.filter(|_| settable) {
        let told = format!("To see the first in a table: --set {}={}", threshold.path, beside(value, up));
        text.push_str(&wrapped(&told, width, ""));
    }
    text.push('\n');
    text.push_str(&least_adverse(report, least, width));
    text
}

/// A number with ten significant digits on the side of a value that pays, so that a table's break-even does not depend on rounding.
fn beside(value: f64, up: bool) -> f64 {
    let digit = 10f64.powi(9 - value.abs().max(1e-300).log10().floor() as i32);
    let steps = if up { (value * digit).floor() + 1.0 } else { (value * digit).ceil() - 1.0 };
    let short = steps / digit;
    if short.is_finite() { short } else { value }
}

/// An error with as many digits as tell something beside the value.
fn to_the_digit(mcse: f64, value: f64) -> String {
    if value.abs() >= 10_000.0 {
        return whole(mcse);
    }
    let digits = if mcse > 0.0 { (1 - mcse.log10().floor() as i32).clamp(0, 6) } else { 0 };
    decimal(mcse, digits as usize)
}

fn least_adverse<T>(report: &Outcome<T>, least: &LeastAdverse, width: usize) -> String {
    if !least.uncertain {
        let text = "No assumption is uncertain: there is no combination of them to look for.";
        return wrapped(text, width, "");
    }
    let pays = least.at_medians > 0.0;
    let now = format!(
        "With every uncertain assumption at its median the net benefit is {}",
        money(least.at_medians, &report.currency)
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
    let tied = if report.correlations.is_some() {
        " Of assumptions that go together the later one in the file has what it adds to the earlier one's share."
    } else {
        ""
    };
    let note = format!(
        "{now} The nearest combination at which the expected net benefit is zero lies {} standard deviations away (to first \
         order, {first} of all combinations lie beyond). sd: how far each assumption moves, in standard deviations of its normal \
         score; share: its part of the squared distance.{tied}",
        decimal(distance, 2)
    );
    by_label(table) + &wrapped(&note, width, "")
}
