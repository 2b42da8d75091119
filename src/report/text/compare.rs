//! Comparisons in tables.

use super::stress::{breakable, by_label, difference, heading};
use super::{columns, finish, wrapped};
use crate::analysis::{AccountDifference, Comparison, Difference, Gap, Report, Shared};
use crate::report::number::{decimal, percent, points, signed, whole};
use crate::summary::{QuantileEstimate, quantile_at};
use std::fmt::Write as _;

/// What each scenario brings, and how each differs from the first.
#[must_use]
pub fn compare(report: &Report<Comparison>, width: usize) -> String {
    let comparison = &report.result;
    let mut text = heading(report, &common(report), width);
    text.push_str(&scenarios(report, width));
    text.push_str(&by_year(comparison, width));
    text.push_str(&ranking(comparison, width));
    text.push_str(&weighted(report, width));
    text.push('\n');
    text.push_str(&wrapped(&one_draw(comparison), width, ""));
    for difference in &comparison.differences {
        text.push('\n');
        text.push_str(&gaps(report, difference, width));
    }
    let all = comparison.differences.iter().flat_map(|difference| &difference.accounts);
    let printed = all.flat_map(|account| {
        let years = account.yearly.iter().filter(|_| account.id == comparison.account);
        years.chain(account.cumulative.last())
    });
    let shares = printed.flat_map(|gap| [gap.better, gap.worse]);
    let error = shares.map(|share| share.mcse).fold(0.0, f64::max);
    let mut note = format!(
        "Years and the whole are {}'s, other rows the whole of other payers and of parts. Differences are taken replication by replication; ± is the Monte Carlo standard error of the mean \
         difference, that of a probability is at most {}.",
        report.account_name,
        points(error)
    );
    if comparison.cut {
        let _ = write!(note, " Horizons differ: only {} are compared.", report.span());
    }
    text.push('\n');
    text.push_str(&wrapped(&note, width, ""));
    text
}

/// The changes made to every scenario.
fn common(report: &Report<Comparison>) -> Vec<String> {
    let everywhere = |change: &&String| report.further.iter().all(|other| other.set.contains(change));
    report.scenario.set.iter().filter(everywhere).cloned().collect()
}

fn at(quantiles: &[QuantileEstimate], p: f64) -> f64 {
    quantile_at(quantiles, p).map_or(f64::NAN, |quantile| quantile.value)
}

fn scenarios(report: &Report<Comparison>, width: usize) -> String {
    let mut table = columns(width);
    table.set_header([&format!("NET BENEFIT {}", report.span()), "at base", "mean", "±", "5 %", "95 %", "P(> 0)"]);
    let mut error: f64 = 0.0;
    for scenario in &report.result.scenarios {
        let Some(last) = scenario.cumulative.last() else { continue };
        error = error.max(last.probability_positive.mcse);
        table.add_row([
            breakable(&scenario.name),
            whole(last.expected),
            whole(last.mean),
            whole(last.mcse),
            whole(at(&last.quantiles, 0.05)),
            whole(at(&last.quantiles, 0.95)),
            percent(last.probability_positive.value, 1),
        ]);
    }
    let note = format!("at base: the expected business case; P(> 0) ± {} at most.", points(error));
    by_label(table) + &wrapped(&note, width, "")
}

/// P(> 0) at the end of each year; of a long horizon of some.
fn by_year(comparison: &Comparison, width: usize) -> String {
    const MOST_YEARS: usize = 6;
    let count = comparison.years.len();
    if count < 2 {
        return String::new();
    }
    let step = count.div_ceil(MOST_YEARS);
    let shown: Vec<usize> = (0..count).filter(|year| (count - 1 - year).is_multiple_of(step)).collect();
    let mut table = columns(width);
    let years = shown.iter().map(|&year| comparison.years[year].to_string());
    table.set_header(std::iter::once("PAID BY THE END OF".to_owned()).chain(years));
    let mut error: f64 = 0.0;
    for scenario in &comparison.scenarios {
        let at = |&year: &usize| scenario.cumulative[year].probability_positive;
        error = shown.iter().map(|year| at(year).mcse).fold(error, f64::max);
        let cells = shown.iter().map(|year| percent(at(year).value, 1));
        table.add_row(std::iter::once(breakable(&scenario.name)).chain(cells));
    }
    let note = format!("P(cumulative net benefit > 0), each ± {} at most.", points(error));
    format!("\n{}{}", by_label(table), wrapped(&note, width, ""))
}

fn ranking(comparison: &Comparison, width: usize) -> String {
    if comparison.ranking.is_empty() {
        return String::new();
    }
    let mut table = columns(width);
    table.set_header(["RANKING, by mean", "P(best)", "±", "mean rank", "±"]);
    for ranked in &comparison.ranking {
        table.add_row([
            breakable(&ranked.name),
            percent(ranked.probability_best.value, 1),
            points(ranked.probability_best.mcse),
            decimal(ranked.mean_rank.value, 2),
            decimal(ranked.mean_rank.mcse, 3),
        ]);
    }
    let note = "P(best): no other brings more; where some bring the same, each has its part.";
    format!("\n{}{}", by_label(table), wrapped(note, width, ""))
}

fn weighted(report: &Report<Comparison>, width: usize) -> String {
    let Some(weighted) = &report.result.weighted else { return String::new() };
    let parts = weighted.weights.iter().zip(&report.result.scenarios).filter(|(weight, _)| **weight > 0.0);
    let parts: Vec<String> =
        parts.map(|(weight, scenario)| format!("{} {}", percent(*weight, 0), scenario.name)).collect();
    let text = format!(
        "Weighted: positive in {} of cases (± {}), {} {} on average (± {}). Weights: {}.",
        percent(weighted.probability_positive.value, 1),
        points(weighted.probability_positive.mcse),
        whole(weighted.mean.value),
        report.currency,
        whole(weighted.mean.mcse),
        parts.join("; ")
    );
    format!("\n{}", wrapped(&text, width, ""))
}

/// What is one draw, in words: once where it is the same for all.
fn one_draw(comparison: &Comparison) -> String {
    let words = |shared: &Shared| match (shared.families, shared.assumptions.is_empty()) {
        (true, true) => "the luck of families is one draw".to_owned(),
        (true, false) => format!("the luck of families and {} are one draw", shared.assumptions.join(", ")),
        (false, false) => format!("{} are one draw; the luck of families is not", shared.assumptions.join(", ")),
        (false, true) => {
            "nothing is one draw; `programme = \"id\"` in both files, or --common, says what is".to_owned()
        }
    };
    let all = &comparison.differences;
    let reference = comparison.scenarios.first().map_or("", |scenario| scenario.name.as_str());
    match all.first() {
        Some(first) if all.iter().all(|other| other.one_draw == first.one_draw) => {
            format!("In common with {reference}: {}.", words(&first.one_draw))
        }
        _ => {
            let each = all.iter().map(|other| format!("{}: {}", other.name, words(&other.one_draw)));
            format!("In common with {reference}. {}.", each.collect::<Vec<_>>().join(". "))
        }
    }
}

fn row(label: &str, gap: &Gap) -> [String; 7] {
    [
        label.to_owned(),
        signed(gap.mean),
        whole(gap.mcse),
        signed(at(&gap.quantiles, 0.05)),
        signed(at(&gap.quantiles, 0.5)),
        signed(at(&gap.quantiles, 0.95)),
        percent(gap.better.value, 1),
    ]
}

fn gaps(report: &Report<Comparison>, found: &Difference, width: usize) -> String {
    let reference = &report.result.scenarios[0].name;
    let headline = found.accounts.iter().find(|account| account.id == report.result.account);
    let mut text = wrapped(&format!("{} against {reference}", found.name), width, "");
    if let Some(gap) = headline.and_then(|account| account.cumulative.last()) {
        let words = format!(
            "Better in {} of cases, worse in {}, exactly as good in {}; mean difference {} {}",
            percent(gap.better.value, 1),
            percent(gap.worse.value, 1),
            percent(gap.equal.value, 1),
            difference(gap.mean, gap.lower, gap.upper),
            report.currency
        );
        text.push_str(&wrapped(&words, width, "  "));
    }
    let mut table = columns(width);
    table.set_header(["DIFFERENCE", "mean", "±", "5 %", "median", "95 %", "P(better)"]);
    if let Some(account) = headline {
        years(account, &mut table);
        if let Some(gap) = account.cumulative.last() {
            table.add_row(row(&report.span(), gap));
        }
    }
    for account in found.accounts.iter().filter(|account| account.id != report.result.account) {
        if let Some(gap) = account.cumulative.last() {
            table.add_row(row(&account.name, gap));
        }
    }
    text.push_str(&finish(table));
    text
}

/// The headline account's years; of a long horizon every fifth.
fn years(account: &AccountDifference, table: &mut comfy_table::Table) {
    let count = account.yearly.len();
    let step = if count <= 10 { 1 } else { 5 };
    for (i, gap) in account.yearly.iter().enumerate() {
        if (i + 1) % step == 0 || i + 1 == count {
            table.add_row(row(&gap.year.to_string(), gap));
        }
    }
}
