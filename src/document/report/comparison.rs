//! Several scenarios side by side: the answer first, then how each differs, then all figures.

use crate::analysis::Comparison;
use crate::document::efficiency::{best, efficiency};
use crate::document::words::Ranking;
use crate::document::{Document, Element, HundredRow, Language, Section, compare};
use crate::statistics::Chance;
use crate::summary::Outcome;

/// The report of a comparison.
#[must_use]
pub fn comparison_report(outcome: &Outcome<Comparison>, language: Language) -> Document {
    let labels = language.report_labels();
    let whole = compare(outcome, language);
    let mut page = Document::new(headline(outcome, language));
    page.about = Some(format!("{} · {}", whole.title, language.words().seen_from(&outcome.account().name)));
    front(page.last(), outcome, language);
    let (pictures, rest): (Vec<Element>, Vec<Element>) =
        whole.sections.into_iter().flat_map(|section| section.0).partition(|of| matches!(of, Element::Picture(_)));
    page.section().heading(language.words().what_money_buys());
    let money = efficiency(&outcome.result, language);
    page.last().0.extend(money.into_iter().flat_map(|section| section.0));
    let beside = page.section().heading(labels.side_by_side);
    beside.0.extend(pictures);
    beside.push(Element::Folded { title: labels.all_figures.to_owned(), elements: rest });
    let section = page.section().heading(labels.method);
    for text in labels.method_text {
        section.text(text);
    }
    let run = &outcome.run;
    section.note(language.words().repeatable(run.seed, run.version, &outcome.scenario.sha256)).note(labels.made_with);
    page
}

/// How likely each scenario ends in surplus, in the order given.
fn chances(outcome: &Outcome<Comparison>) -> Vec<(&str, Chance)> {
    let scenarios = outcome.result.scenarios.iter();
    scenarios.filter_map(|of| Some((of.name.as_str(), of.probability_positive()?))).collect()
}

/// Which ends in surplus most often, where the sample tells that.
fn headline(outcome: &Outcome<Comparison>, language: Language) -> String {
    let mut chances = chances(outcome);
    chances.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    let whose = &outcome.account().name;
    let told = chances.first().map_or_else(String::new, |(_, first)| language.out_of_100(first));
    language.words().comparison_headline(&match chances.as_slice() {
        [] => Ranking::Withheld { whose },
        [_] => Ranking::Even { count: 1, of: 1 },
        // Under the same luck a difference is known better than from the errors of both.
        [(_, first), (_, second), ..] if first.value - second.value <= 2.0 * first.mcse.hypot(second.mcse) => {
            let near = |chance: &Chance| first.value - chance.value <= 2.0 * first.mcse.hypot(chance.mcse);
            Ranking::Even { count: chances.iter().filter(|(_, chance)| near(chance)).count(), of: chances.len() }
        }
        [(name, _), ..] => Ranking::First { name, told: &told },
    })
}

fn front(section: &mut Section, outcome: &Outcome<Comparison>, language: Language) {
    let rows = chances(outcome).into_iter().enumerate().map(|(i, (name, chance))| HundredRow {
        name: name.to_owned(),
        beneath: None,
        share: Some(chance.value),
        told: language.out_of_100(&chance),
        own: i == 0,
    });
    let rows: Vec<HundredRow> = rows.collect();
    if !rows.is_empty() {
        section.heading(language.report_labels().end_in_surplus).push(Element::HundredRows(rows));
    }
    let reference = outcome.result.scenarios.first().map_or("", |first| first.name.as_str());
    for difference in &outcome.result.differences {
        let headline = difference.accounts.iter().find(|account| account.id == outcome.result.account);
        let Some(gap) = headline.and_then(|account| account.cumulative.last()) else { continue };
        let mean = language.brief_signed(gap.mean, &outcome.currency);
        let ends = language.brief_range([gap.lower, gap.upper], &outcome.currency);
        section.text(language.words().differs(&difference.name, reference, &mean, &ends));
    }
    if !outcome.result.ranking.is_empty() {
        section.note(best(&outcome.result.ranking, language));
    }
    section.caution(language.words().caution(None));
}
