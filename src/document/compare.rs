//! Comparisons.

use super::analysis_tables::{at, difference_cells, difference_table, totals};
use super::efficiency::{best, efficiency};
use super::stress::opening;
use super::words::{ComparisonNote, GapWords, Known, SharedDraw, sentences};
use super::{DataTable, Document, Language, Section, pictures, shortened};
use crate::analysis::{AccountDifference, Comparison, Difference, Shared};
use crate::statistics::Chance;
use crate::summary::Outcome;
use std::collections::HashSet;

/// Differences shown year by year and payer by payer; of more, one row each.
const MOST_IN_FULL: usize = 3;
/// Years side by side.
const MOST_YEARS: usize = 6;

/// What each scenario brings, and how each differs from the first.
#[must_use]
pub fn compare(report: &Outcome<Comparison>, language: Language) -> Document {
    let comparison = &report.result;
    let mut page = opening(report, &common(report), language);
    scenarios(page.section(), report, language);
    by_year(page.section(), comparison, language);
    ranking(page.section(), comparison, language);
    weighted(page.section(), report, language);
    page.sections.extend(efficiency(comparison, language));
    page.section().text(one_draw(comparison, language));
    let in_full = comparison.differences.len() <= MOST_IN_FULL;
    if in_full {
        for difference in &comparison.differences {
            gaps(page.section(), report, difference, language);
        }
    } else {
        page.section().table(totals(report, language));
    }
    note(page.section(), report, in_full, language);
    page.last().picture(pictures::scenarios(report, language)).picture(pictures::differences(report, language));
    page
}

fn note(section: &mut Section, report: &Outcome<Comparison>, in_full: bool, language: Language) {
    let (words, labels) = (language.words(), language.labels());
    let comparison = &report.result;
    let all = || comparison.differences.iter().flat_map(|difference| &difference.accounts);
    let printed = all().flat_map(|account| {
        let years = account.yearly.iter().filter(|_| account.id == comparison.account);
        years.chain(account.cumulative.last())
    });
    let shares: Vec<Chance> = printed.flat_map(|gap| [gap.better, gap.worse]).flatten().collect();
    let span = report.span();
    section.note(sentences([
        words.comparison_note(&ComparisonNote {
            in_full: in_full.then_some(report.account().name.as_str()),
            known: Known::of(&shares),
            cut_to: comparison.cut.then_some(span.as_str()),
        }),
        if all().any(|account| !account.complete) { labels.incomplete.to_owned() } else { String::new() },
    ]));
}

/// The changes made to every scenario.
fn common(report: &Outcome<Comparison>) -> Vec<String> {
    let everywhere = |change: &&String| report.further.iter().all(|other| other.set.contains(change));
    report.scenario.set.iter().filter(everywhere).cloned().collect()
}

/// Whether some scenario has a number set to a single value.
fn holds_numbers(report: &Outcome<Comparison>) -> bool {
    let number = |change: &String| change.split_once('=').is_some_and(|(_, value)| value.parse::<f64>().is_ok());
    std::iter::once(&report.scenario).chain(&report.further).any(|scenario| scenario.set.iter().any(number))
}

fn scenarios(section: &mut Section, report: &Outcome<Comparison>, language: Language) {
    let (words, labels) = (language.words(), language.labels());
    let heading =
        format!("{}, {}", words.net_benefit_of(&report.span()), shortened(language.currency(&report.currency), 16));
    let [low, high] = [0.05, 0.95].map(|p| language.percent(p, 0));
    let mut table =
        DataTable::of_names([&heading, labels.at_base, labels.mean, "±", &low, &high, labels.probability_positive]);
    let mut shares = Vec::new();
    for scenario in &report.result.scenarios {
        let Some(last) = scenario.cumulative.last() else { continue };
        shares.extend(last.probability_positive);
        let numbers = [last.expected, last.mean, last.mcse, at(&last.quantiles, 0.05), at(&last.quantiles, 0.95)];
        let odds = language.odds_cell(last.probability_positive.as_ref());
        table.row(scenario.name.clone(), numbers.map(|x| language.cell(x)).into_iter().chain([odds]));
    }
    section.table(table).note(sentences([
        labels.scenarios_note.to_owned(),
        words.chances_known(Known::of(&shares)),
        if holds_numbers(report) { labels.certain_there.to_owned() } else { String::new() },
    ]));
}

/// P(> 0) at the end of each year; of a long horizon of some.
fn by_year(section: &mut Section, comparison: &Comparison, language: Language) {
    let (words, labels) = (language.words(), language.labels());
    let count = comparison.years.len();
    if count < 2 {
        return;
    }
    let step = count.div_ceil(MOST_YEARS);
    let shown: Vec<usize> = (0..count).filter(|year| (count - 1 - year).is_multiple_of(step)).collect();
    let years = shown.iter().map(|&year| comparison.years[year].to_string());
    let mut table = DataTable::of_names(std::iter::once(labels.above_zero_at_end.to_owned()).chain(years));
    let mut shares = Vec::new();
    for scenario in &comparison.scenarios {
        let at = |&year: &usize| scenario.cumulative[year].probability_positive;
        shares.extend(shown.iter().filter_map(at));
        table.row(scenario.name.clone(), shown.iter().map(|year| language.odds_cell(at(year).as_ref())));
    }
    let note = [labels.cumulative_above_zero.to_owned(), words.chances_known(Known::of(&shares))];
    section.table(table).note(sentences(note));
}

pub(super) fn ranking(section: &mut Section, comparison: &Comparison, language: Language) {
    let labels = language.labels();
    if comparison.ranking.is_empty() {
        return;
    }
    let mut table = DataTable::of_names([labels.ranking, labels.probability_best, labels.mean_rank, "±"]);
    for ranked in &comparison.ranking {
        let cells = [
            language.chance_cell(&ranked.probability_best),
            language.decimal_cell(ranked.mean_rank.value, 2),
            language.decimal_cell(ranked.mean_rank.mcse, 3),
        ];
        table.row(ranked.name.clone(), cells);
    }
    section.table(table).note(sentences([labels.best_note.to_owned(), best(&comparison.ranking, language)]));
}

fn weighted(section: &mut Section, report: &Outcome<Comparison>, language: Language) {
    let words = language.words();
    let Some(weighted) = &report.result.weighted else { return };
    let parts = weighted.weights.iter().zip(&report.result.scenarios).filter(|(weight, _)| **weight > 0.0);
    let parts: Vec<(f64, &str)> = parts.map(|(weight, scenario)| (*weight, scenario.name.as_str())).collect();
    section.text(sentences([
        words.weighted(&weighted.probability_positive, weighted.mean, &report.currency, &parts),
        words.chances_known(Known::of([&weighted.probability_positive])),
    ]));
}

/// What is one draw with the reference, and in which scenarios it is not.
fn one_draw(comparison: &Comparison, language: Language) -> String {
    let all = &comparison.differences;
    let not_with = |found: &dyn Fn(&Shared) -> bool| -> Vec<&str> {
        all.iter().filter(|other| !found(&other.one_draw)).map(|other| other.name.as_str()).collect()
    };
    let families = SharedDraw { assumption: None, not_with: not_with(&|shared| shared.families) };
    let mut seen = HashSet::new();
    let paths =
        all.iter().flat_map(|other| &other.one_draw.assumptions).filter(|label| seen.insert(label.path.as_str()));
    let mut assumptions: Vec<SharedDraw> = paths
        .map(|label| SharedDraw {
            assumption: Some(&label.title),
            not_with: not_with(&|shared| shared.assumptions.contains(label)),
        })
        .collect();
    // Those that all have come first.
    assumptions.sort_by_key(|shared| !shared.not_with.is_empty());
    let families = Some(families).filter(|families| all.is_empty() || families.not_with.len() < all.len());
    let shared: Vec<SharedDraw> = families.into_iter().chain(assumptions).collect();
    let reference = comparison.scenarios.first().map_or("", |scenario| scenario.name.as_str());
    language.words().one_draw(reference, &shared)
}

fn gaps(section: &mut Section, report: &Outcome<Comparison>, found: &Difference, language: Language) {
    let (words, labels) = (language.words(), language.labels());
    let headline = found.accounts.iter().find(|account| account.id == report.result.account);
    section.text(words.against(&found.name, &report.result.scenarios[0].name));
    let last = headline.and_then(|account| account.cumulative.last());
    if let Some(gap) = last {
        let chances = gap.better.zip(gap.worse).map(|(better, worse)| [better, worse, gap.equal]);
        section.answer(words.gap(&GapWords {
            always_equal: gap.equal.value == 1.0,
            better_worse_equal: chances,
            mean: gap.mean,
            interval: [gap.lower, gap.upper],
            currency: &report.currency,
        }));
    }
    let mut table = difference_table(labels.difference, language);
    if let Some(account) = headline {
        years(account, &mut table, language);
    }
    if let Some(gap) = last {
        table.row(report.span(), difference_cells(gap, language));
    }
    for account in found.accounts.iter().filter(|account| account.id != report.result.account) {
        if let Some(gap) = account.cumulative.last() {
            table.row(words.named(&account.name, account.complete), difference_cells(gap, language));
        }
    }
    section.table(table);
}

/// The headline account's years; of a long horizon every fifth.
fn years(account: &AccountDifference, table: &mut DataTable, language: Language) {
    let count = account.yearly.len();
    let step = if count <= 10 { 1 } else { 5 };
    for (i, gap) in account.yearly.iter().enumerate() {
        if (i + 1) % step == 0 || i + 1 == count {
            table.row(gap.year.to_string(), difference_cells(gap, language));
        }
    }
}
