//! The summary of a run.

use super::accounts::accounts;
use super::assumptions::cuts;
use super::outcomes::{at, outcomes};
use super::participants::{joint, participants};
use super::review::{self, rule};
use super::stress::changes;
use super::switching::switching as switching_table;
use super::words::{Aim, AimedQuantile, BreakEvenNote, Known, LastErrors, sentences};
use super::{
    DataTable, Document, Language, Narrow, RowKind, Section, TableCell, adjustments, break_even, pictures, ratios,
    shortened,
};
use crate::statistics::Chance;
use crate::summary::{AccountSummary, BreakEvenSummary, Convergence, Outcome, QuantileEstimate, Summary, quantile_at};

/// The answer, the net benefit and its risk, by year and by payer.
#[must_use]
pub fn run(outcome: &Outcome<Summary>, language: Language) -> Document {
    let (words, labels) = (language.words(), language.labels());
    let summary = &outcome.result;
    let headline = &summary.headline;
    let mut page = Document::new(&outcome.scenario.title);
    facts(page.last(), outcome, language);
    if let Some(switching) = &summary.switching {
        switching_table(page.section(), &outcome.names, switching, &outcome.currency, language);
    }
    page.section().answer(answer(outcome, language)).picture(pictures::cumulative(outcome, language));
    net_benefit(page.section(), outcome, language);
    page.last().picture(pictures::net_benefit(outcome, language));
    if let Some(curve) = pictures::exceedance(outcome, language) {
        page.last().picture(curve);
    }
    if let Some(losses) = pictures::losses(outcome, language) {
        page.section().table(losses);
    }
    page.section().table(by_year(headline, language));
    if let Some(even) = &headline.break_even {
        by_year_of_break_even(page.section(), outcome, even, language);
        page.last().picture(pictures::break_even(outcome, even, language));
    }
    outcomes(page.section(), outcome, language);
    ratios::in_short(&mut page, outcome, language);
    if outcome.names.accounts.len() > 1 {
        accounts(&mut page, outcome, language);
    }
    joint(page.section(), outcome, language);
    participants(page.section(), outcome, language);
    if let Some(convergence) = &summary.convergence {
        let picture = pictures::convergence(outcome, convergence, language);
        page.section().note(target(convergence, &outcome.currency, language)).picture(picture);
    }
    page.section().note(sentences([
        labels.errors_note.to_owned(),
        if outcome.names.discounted { labels.discounted_results.to_owned() } else { String::new() },
        headline.payback.as_ref().map_or_else(String::new, |_| words.payback_counts_from(outcome.years[0])),
    ]));
    page
}

fn facts(section: &mut Section, outcome: &Outcome<Summary>, language: Language) {
    let words = language.words();
    let run = &outcome.run;
    let facts = [
        Some(words.replications(run.replications)),
        Some(words.seed(run.seed)),
        Some(words.seen_from(&outcome.account().name)),
        run.randomisations.map(|randomisations| words.sampling(run.sampling, randomisations)),
        run.coupling.map(|coupling| words.coupling(coupling)),
        run.quantiles.map(|quantiles| words.quantiles(quantiles)),
        outcome.names.price_level.map(|level| words.at_price_level(level)),
    ];
    section.facts(facts.into_iter().flatten());
    changes(section, &outcome.scenario.set);
    if let Some(rule) = rule(&outcome.names, language) {
        section.text(sentences([rule, review::stops(&outcome.result, language).unwrap_or_default()]));
    }
    cuts(section, &outcome.result.cuts, &outcome.scenario.notes, language);
    adjustments::caution(section, &outcome.names, language);
}

/// How likely the investment pays, within which limits the result lies, and when.
pub(super) fn answer(outcome: &Outcome<Summary>, language: Language) -> String {
    let words = language.words();
    let summary = &outcome.result;
    let span = outcome.span();
    let net = &summary.headline.net_benefit;
    let pays = match &net.probability_positive {
        None => words.how_likely_is_withheld(&outcome.account().name),
        Some(probability) => {
            let ends = [0.05, 0.95].map(|p| quantile_at(&net.quantiles, p).map_or(f64::NAN, |q| q.value));
            sentences([words.pays(&span, probability), words.nine_of_ten(ends, &outcome.currency)])
        }
    };
    let when = summary.headline.break_even.as_ref().map(|even| break_even::simulated(even, &span, language));
    let late = when.as_ref().and_then(|_| break_even::counts_from(&outcome.years, &summary.expected.net, language));
    sentences([pays, when.unwrap_or_default(), late.unwrap_or_default()])
}

/// Whether the wished precision was reached, and how.
fn target(convergence: &Convergence, currency: &str, language: Language) -> String {
    let Convergence { targets, reached, stages } = convergence;
    let Some(last) = stages.last() else { return String::new() };
    let p = last.probability;
    language.words().target(&Aim {
        mean: targets.mcse,
        probability: targets.probability,
        percentile: targets.percentile.zip(last.percentile).map(|(aimed, found)| AimedQuantile {
            p: aimed.p,
            mcse: aimed.mcse,
            found: found.mcse,
        }),
        currency,
        reached: *reached,
        stages: stages.len(),
        replications: last.replications,
        randomisations: last.randomisations,
        last: match p.value {
            0.0 | 1.0 if targets.probability.is_some() => LastErrors::Bound { always: p.value > 0.0 },
            _ => LastErrors::Errors { mean: last.mean.mcse, probability: p.mcse },
        },
    })
}

fn net_benefit(section: &mut Section, outcome: &Outcome<Summary>, language: Language) {
    let (words, labels) = (language.words(), language.labels());
    let summary = &outcome.result;
    let net = &summary.headline.net_benefit;
    let span = outcome.span();
    let title = if outcome.names.discounted { words.net_present_value_of(&span) } else { words.net_benefit_of(&span) };
    let mut table = DataTable::new([&title, shortened(language.currency(&outcome.currency), 16).as_str(), "±"]);
    let mut row = |label: &str, value: f64, mcse: Option<f64>| {
        let error = TableCell::maybe(mcse.filter(|mcse| mcse.is_finite()), |mcse| language.whole(mcse));
        table.row(label, [language.cell(value), error]);
    };
    let exact = net.mean_conditional;
    row(labels.expected_case, summary.expected.total, None);
    row(labels.mean_of_exact, exact.value, Some(exact.mcse));
    row(labels.mean_of_simulated, net.mean, Some(net.mcse));
    row(labels.standard_deviation, net.sd, Some(net.sd_mcse));
    if net.never_varies() {
        row(words.every_case(), net.mean, None);
    } else {
        for QuantileEstimate { p, value, mcse, interval: _ } in &net.quantiles {
            row(&words.quantile(*p, net.is_tied(*p)), *value, Some(*mcse));
        }
        row(labels.mean_of_worst, net.expected_shortfall_05.value, Some(net.expected_shortfall_05.mcse));
    }
    section.table(table);
    if let Some(split) = summary.headline.variance {
        let worth = net.conditional_worth.map_or_else(String::new, |worth| words.exact_worth(worth));
        section.note(sentences([words.variance(&split), worth]));
    }
    if let Some(expectations) = summary.exact_expectations {
        section.note(words.exact_expectations(expectations));
    }
}

/// Quantiles of the table of years; which are left out first where not all fit.
const QUANTILES: [(f64, Narrow); 5] = [
    (0.05, Narrow::LeftOut(2)),
    (0.25, Narrow::LeftOut(1)),
    (0.5, Narrow::Stays),
    (0.75, Narrow::LeftOut(1)),
    (0.95, Narrow::LeftOut(2)),
];

fn by_year(headline: &AccountSummary, language: Language) -> DataTable {
    let labels = language.labels();
    let mut table = DataTable::new([labels.cumulative_by_year]);
    for (p, narrow) in QUANTILES {
        table.column(if p == 0.5 { labels.middle.to_owned() } else { language.percent(p, 0) }, narrow);
    }
    table.column(labels.mean, Narrow::Stays);
    for i in shown_years(headline.cumulative.len()) {
        let year = &headline.cumulative[i];
        let cells = QUANTILES.map(|(p, _)| at(&year.quantiles, p, &|value| language.whole(value)));
        table.row(year.year.to_string(), cells.into_iter().chain([language.cell(year.mean)]));
    }
    table
}

/// By year: the chance to have paid at its end, to reach zero first in it, to have reached it by then, and for good.
fn by_year_of_break_even(
    section: &mut Section,
    outcome: &Outcome<Summary>,
    even: &BreakEvenSummary,
    language: Language,
) {
    let (words, labels) = (language.words(), language.labels());
    let headline = &outcome.result.headline;
    let mut table = DataTable::new(labels.break_even);
    let shown = shown_years(headline.cumulative.len());
    let all = shown.len() == headline.cumulative.len();
    let mut from = 0;
    for i in shown {
        let year = &headline.cumulative[i];
        // Years between the rows count with the row below, so that the columns add up.
        let since = |by_year| break_even::since(by_year, from, i, even.sample());
        let chances = [since(&even.by_year), even.by_end_of[i].chance, since(&even.lasting.by_year)];
        from = i + 1;
        let positive = year.probability_positive.as_ref().map_or_else(TableCell::default, |p| language.chance_cell(p));
        let chances = chances.map(|chance| language.chance_cell(&chance));
        table.row(year.year.to_string(), std::iter::once(positive).chain(chances));
    }
    let [first, lasting] = [even.not_within_horizon, even.lasting.not_within_horizon];
    let [first, lasting] = [first, lasting].map(|not| language.chance_cell(&not.chance));
    let none = TableCell::default;
    table.add(RowKind::Total, labels.not_within, [none(), first, none(), lasting]);
    let chances = even.by_year.iter().chain(&even.by_end_of).map(|year| &year.chance);
    let positive = headline.cumulative.iter().filter_map(|year| year.probability_positive.as_ref());
    let chances: Vec<&Chance> = chances.chain(positive).chain([&even.not_within_horizon.chance]).collect();
    section.table(table).note(words.break_even_note(&BreakEvenNote {
        span: &outcome.span(),
        all_years: all,
        known: Known::of(chances),
    }));
}

/// All years of a short horizon, every fifth and the last of a long one.
fn shown_years(years: usize) -> Vec<usize> {
    let step = if years <= 15 { 1 } else { 5 };
    (0..years).filter(|year| (year + 1) % step == 0 || year + 1 == years).collect()
}
