//! What comparisons and stress tests have in common.

use super::words::Known;
use super::{Document, Language, Section, adjustments};
use crate::analysis::Level;
use crate::scenario::Override;
use crate::statistics::Estimate;
use crate::summary::Outcome;

/// Title, luck and perspective of an analysis, and the changes made to every scenario of it.
pub(super) fn opening<T>(report: &Outcome<T>, set: &[String], language: Language) -> Document {
    let words = language.words();
    let mut page = Document::new(&report.scenario.title);
    let facts = [
        // An answer from exact expectations alone has none.
        Some(report.run.replications).filter(|n| *n > 0).map(|n| words.replications(n)),
        report.draws.map(|draws| words.means_over(draws)),
        Some(words.seed(report.run.seed)),
        Some(words.seen_from(&words.named(&report.account().name, report.account().complete))),
        report.names.price_level.map(|level| words.at_price_level(level)),
    ];
    let first = page.last();
    first.facts(facts.into_iter().flatten());
    changes(first, set);
    if let Some(pairs) = report.correlations {
        first.note(words.go_together(pairs));
    }
    adjustments::caution(first, &report.names, language);
    if !report.account().complete {
        first.caution(language.labels().incomplete);
    }
    page
}

/// The changes made to a scenario, as they are typed.
pub(super) fn changes(section: &mut Section, set: &[String]) {
    for change in set {
        section.paragraph(super::Role::Change, Override::argument(change));
    }
}

/// The largest error of some estimates.
pub(super) fn largest(estimates: impl Iterator<Item = Estimate>) -> f64 {
    estimates.map(|estimate| estimate.mcse).fold(0.0, f64::max)
}

/// The errors of some levels, in a sentence.
pub(super) fn errors<'a>(
    levels: impl Iterator<Item = &'a Level> + Clone,
    currency: &str,
    language: Language,
) -> String {
    let mean = largest(levels.clone().map(|level| level.mean));
    let known = Known::of(levels.filter_map(|level| level.probability.as_ref()));
    language.words().errors(mean, currency, known)
}
