//! Switching values of one assumption, and the least adverse combination.

use super::analysis_tables::least_table;
use super::stress::opening;
use super::words::sentences;
use super::{DataTable, Document, Language, Section, TableCell, pictures};
use crate::analysis::{Crossing, LeastAdverse, Root, Threshold, ThresholdAnswer};
use crate::summary::Outcome;

/// A question of the table, with its answer.
struct ThresholdRow<'a> {
    label: String,
    found: &'a Crossing,
    /// Whether an error of zero means that the value is exact.
    exact: bool,
}

/// Switching values of one assumption, then the least that must go wrong.
#[must_use]
pub fn threshold(report: &Outcome<ThresholdAnswer>, language: Language) -> Document {
    let (words, labels) = (language.words(), language.labels());
    let ThresholdAnswer { threshold, least_adverse: least } = &report.result;
    let mut page = opening(report, &report.scenario.set, language);
    let questions = questions(threshold, language);
    let title = words.threshold_of(&threshold.label.title);
    let value = |value: f64| language.found(&threshold.label, value, &report.currency);
    let first = |value: f64| language.found_first(&threshold.label, value, &report.currency);
    let mut table = DataTable::new([&title, labels.pays, "±"]);
    for ThresholdRow { label, found, exact } in &questions {
        let error = |root: &Root| match root.mcse {
            Some(0.0) if *exact => labels.exact.to_owned(),
            mcse => language.error_of(&threshold.label, mcse.unwrap_or(f64::NAN), root.value),
        };
        let mut errors: Vec<String> = found.roots.iter().map(error).collect();
        errors.dedup();
        let text = words.paying(&found.intervals, &value, &first);
        let pays = TableCell { value: found.value, ..text.into() };
        table.row(label.clone(), [pays, errors.join("; ").into()]);
    }
    let looked_at = threshold.probability.as_ref().and_then(|found| found.looked_at);
    let none = questions.iter().any(|question| question.found.value.is_none());
    let several = questions.iter().any(|question| question.found.roots.len() > 1);
    let section = page.section();
    section.table(table).note(sentences([
        words.threshold_note(&threshold.label, &value(threshold.base)),
        if report.account().complete { labels.held_as_certain.to_owned() } else { String::new() },
        looked_at.map_or_else(String::new, |(from, to)| words.looked_at(&first(from), &value(to))),
        if none { labels.no_value_note.to_owned() } else { String::new() },
        if several { labels.nowhere_else.to_owned() } else { String::new() },
    ]));
    let up = threshold.expected.intervals.iter().any(|interval| interval.from == threshold.expected.value);
    if let Some(value) = threshold.expected.value.filter(|_| threshold.settable) {
        section.note(words.to_see_it(&threshold.label.path, beside(value, up)));
    }
    section.picture(pictures::threshold(report, language));
    least_adverse(page.section(), report, least, language);
    page
}

fn questions(threshold: &Threshold, language: Language) -> Vec<ThresholdRow<'_>> {
    let (words, labels) = (language.words(), language.labels());
    let certain = |found: &Crossing| found.roots.iter().all(|root| root.mcse == Some(0.0));
    let Threshold { expected, mean, probability, .. } = threshold;
    let probability = probability.as_ref().map(|asked| ThresholdRow {
        label: words.asked_probability(asked.target),
        found: &asked.crossing,
        exact: false,
    });
    let others = [
        ThresholdRow { label: labels.zero_at_base.to_owned(), found: expected, exact: true },
        ThresholdRow { label: labels.zero_on_average.to_owned(), found: mean, exact: certain(mean) },
    ];
    others.into_iter().chain(probability).collect()
}

/// A number with ten significant digits on the side of a value that pays, so that a table's break-even does not depend on rounding.
fn beside(value: f64, up: bool) -> f64 {
    let digit = 10f64.powi(9 - value.abs().max(1e-300).log10().floor() as i32);
    let steps = if up { (value * digit).floor() + 1.0 } else { (value * digit).ceil() - 1.0 };
    let short = steps / digit;
    if short.is_finite() { short } else { value }
}

fn least_adverse(section: &mut Section, report: &Outcome<ThresholdAnswer>, least: &LeastAdverse, language: Language) {
    let (words, labels) = (language.words(), language.labels());
    if !least.uncertain {
        section.note(labels.nothing_uncertain);
        return;
    }
    let pays = least.at_medians > 0.0;
    let now = words.at_medians(least.at_medians, &report.currency);
    let Some(distance) = least.distance else {
        section.note(sentences([now, words.no_combination(pays)]));
        return;
    };
    section.table(least_table(least, language)).note(sentences([
        now,
        words.nearest_combination(distance, least.first_order_probability),
        if report.correlations.is_some() { labels.share_of_later.to_owned() } else { String::new() },
    ]));
    section.picture(pictures::least_adverse(report, language));
}
