//! The tornado and the stress test.

use super::analysis_tables::{bar_table, stress_table};
use super::stress::{errors, largest, opening};
use super::words::sentences;
use super::{Document, Language, Section, pictures};
use crate::analysis::{Level, Stress, Tornado};
use crate::summary::Outcome;

/// What each assumption moves, the most first.
#[must_use]
pub fn tornado(report: &Outcome<Tornado>, language: Language) -> Document {
    let (words, labels) = (language.words(), language.labels());
    let Tornado { base, bars, stress, left_out } = &report.result;
    let mut page = opening(report, &report.scenario.set, language);
    page.section().answer(words.tornado_now(
        &report.span(),
        &report.currency,
        base.expected,
        base.mean,
        base.probability.as_ref(),
    ));
    let section = page.section();
    section.table(bar_table(bars, language));
    let levels = bars.iter().flat_map(|bar| [&bar.low.level, &bar.high.level]);
    let ends = bars.iter().flat_map(|bar| [bar.low, bar.high]);
    let of_mean = largest(ends.clone().map(|end| end.change));
    let of_probability = largest(ends.filter_map(|end| end.probability_change));
    section.note(sentences([
        words.tornado_note(report.run.replications),
        errors(levels, &report.currency, language),
        change_known(of_mean, of_probability, &report.currency, language),
    ]));
    section.picture(pictures::tornado(report, language));
    if bars.iter().any(|bar| bar.fixed) {
        section.note(labels.fixed_note);
    }
    let both: Vec<&str> =
        bars.iter().filter(|bar| bar.bad_at_both_ends()).map(|bar| bar.label.title.as_str()).collect();
    if !both.is_empty() {
        section.note(words.bad_at_both_ends(&both));
    }
    if !left_out.is_empty() {
        section.note(words.left_out(left_out));
    }
    if let Some(stress) = stress {
        stressed(page.section(), report, stress, language);
    }
    page
}

fn stressed(section: &mut Section, report: &Outcome<Tornado>, stress: &Stress, language: Language) {
    let (words, labels) = (language.words(), language.labels());
    let levels = stress.adverse.iter().map(|step| &step.level).chain([&stress.favourable.level]);
    section.table(stress_table(report, stress, language)).note(sentences([
        labels.stress_note.to_owned(),
        errors(levels, &report.currency, language),
        words.relieving(&relieving(&report.result.base, stress)),
    ]));
    section.picture(pictures::stress(report, stress, language));
}

/// How well the change at an end is known; empty where no error is left after rounding.
fn change_known(mean: f64, probability: f64, currency: &str, language: Language) -> String {
    let known = [(mean.round(), language.money(mean, currency)), (probability, language.points(probability))];
    let known = known.into_iter().filter(|(error, _)| *error > 0.0).map(|(_, told)| format!("± {told}"));
    let known: Vec<String> = known.collect();
    if known.is_empty() { String::new() } else { language.words().change_known(&known) }
}

/// The steps after which the mean is higher than before.
fn relieving<'a>(base: &Level, stress: &'a Stress) -> Vec<&'a str> {
    let before = std::iter::once(base).chain(stress.adverse.iter().map(|step| &step.level));
    let pairs = before.zip(&stress.adverse).filter(|(before, step)| step.level.mean.value > before.mean.value);
    pairs.map(|(_, step)| step.label.title.as_str()).collect()
}
