//! The tornado and the stress test.

use super::stress::{errors, largest, opening};
use super::words::sentences;
use super::{DataTable, Document, Language, Section, TableCell};
use crate::analysis::{Level, Stress, Tornado, TornadoBar};
use crate::summary::Outcome;

/// What each assumption moves, the most first. `left_out`: fixed numbers that may not be moved so far.
#[must_use]
pub fn tornado(report: &Outcome<Tornado>, left_out: &[String], language: Language) -> Document {
    let (words, labels) = (language.words(), language.labels());
    let Tornado { base, bars, stress } = &report.result;
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
        words.change_known(of_mean, of_probability, &report.currency),
    ]));
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

fn bar_table(bars: &[TornadoBar], language: Language) -> DataTable {
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

fn stressed(section: &mut Section, report: &Outcome<Tornado>, stress: &Stress, language: Language) {
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
    let levels = stress.adverse.iter().map(|step| &step.level).chain([&stress.favourable.level]);
    section.table(table).note(sentences([
        labels.stress_note.to_owned(),
        errors(levels, &report.currency, language),
        words.relieving(&relieving(&report.result.base, stress)),
    ]));
}

/// The steps after which the mean is higher than before.
fn relieving<'a>(base: &Level, stress: &'a Stress) -> Vec<&'a str> {
    let before = std::iter::once(base).chain(stress.adverse.iter().map(|step| &step.level));
    let pairs = before.zip(&stress.adverse).filter(|(before, step)| step.level.mean.value > before.mean.value);
    pairs.map(|(_, step)| step.label.title.as_str()).collect()
}
