//! Comparisons in tables.

use super::stress::{breakable, by_label, chances_known, difference, heading, odds};
use super::{INCOMPLETE, columns, finish, wrapped};
use crate::analysis::{AccountDifference, Comparison, Difference, Gap, Shared};
use crate::report::number::{decimal, named, of_cases, percent, placed, shortened, signed, whole};
use crate::statistics::Chance;
use crate::summary::{Outcome, QuantileEstimate, quantile_at};
use std::collections::HashSet;
use std::fmt::Write as _;

/// Differences shown year by year and payer by payer; of more, one row each.
const MOST_IN_FULL: usize = 3;

/// What each scenario brings, and how each differs from the first.
#[must_use]
pub fn compare(report: &Outcome<Comparison>, width: usize) -> String {
    let comparison = &report.result;
    let mut text = heading(report, &common(report), width);
    text.push_str(&scenarios(report, width));
    text.push_str(&by_year(comparison, width));
    text.push_str(&ranking(comparison, width));
    text.push_str(&weighted(report, width));
    text.push('\n');
    text.push_str(&wrapped(&one_draw(comparison), width, ""));
    if comparison.differences.len() <= MOST_IN_FULL {
        for difference in &comparison.differences {
            text.push('\n');
            text.push_str(&gaps(report, difference, width));
        }
    } else {
        text.push('\n');
        text.push_str(&totals(report, width));
    }
    let all = comparison.differences.iter().flat_map(|difference| &difference.accounts);
    let printed = all.flat_map(|account| {
        let years = account.yearly.iter().filter(|_| account.id == comparison.account);
        years.chain(account.cumulative.last())
    });
    let shares: Vec<Chance> = printed.flat_map(|gap| [gap.better, gap.worse]).flatten().collect();
    let rows = if comparison.differences.len() <= MOST_IN_FULL {
        format!(
            "Years and the whole are those of {}, other rows the whole of other payers and of parts.",
            report.account().name
        )
    } else {
        "Years, other payers and parts are in differences.csv.".to_owned()
    };
    let mut note = format!(
        "{rows} Differences are taken replication by replication; ± is the Monte Carlo standard error of the mean difference.{}",
        chances_known(&shares)
    );
    if comparison.cut {
        let _ = write!(note, " Horizons differ: only {} are compared.", report.span());
    }
    if comparison.differences.iter().flat_map(|difference| &difference.accounts).any(|account| !account.complete) {
        let _ = write!(note, " {INCOMPLETE}");
    }
    text.push('\n');
    text.push_str(&wrapped(&note, width, ""));
    text
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

fn at(quantiles: &[QuantileEstimate], p: f64) -> f64 {
    quantile_at(quantiles, p).map_or(f64::NAN, |quantile| quantile.value)
}

fn scenarios(report: &Outcome<Comparison>, width: usize) -> String {
    let mut table = columns(width);
    let heading = format!("NET BENEFIT {}, {}", report.span(), shortened(&report.currency, 16));
    table.set_header([&breakable(&heading), "at base", "mean", "±", "5 %", "95 %", "P(> 0)"]);
    let mut shares = Vec::new();
    for scenario in &report.result.scenarios {
        let Some(last) = scenario.cumulative.last() else { continue };
        shares.extend(last.probability_positive);
        table.add_row([
            breakable(&scenario.name),
            whole(last.expected),
            whole(last.mean),
            whole(last.mcse),
            whole(at(&last.quantiles, 0.05)),
            whole(at(&last.quantiles, 0.95)),
            odds(last.probability_positive.as_ref()),
        ]);
    }
    let note = format!(
        "at base: the expected business case, with every assumption at its base value; mean: over all replications, with the \
         assumptions drawn.{}{}",
        chances_known(&shares),
        if holds_numbers(report) {
            " A number set to one value is certain there, so P(> 0) is not that of a run that draws it."
        } else {
            ""
        }
    );
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
    table.set_header(std::iter::once(breakable("ABOVE ZERO AT THE END OF")).chain(years));
    let mut shares = Vec::new();
    for scenario in &comparison.scenarios {
        let at = |&year: &usize| scenario.cumulative[year].probability_positive;
        shares.extend(shown.iter().filter_map(at));
        let cells = shown.iter().map(|year| odds(at(year).as_ref()));
        table.add_row(std::iter::once(breakable(&scenario.name)).chain(cells));
    }
    format!(
        "\n{}{}",
        by_label(table),
        wrapped(&format!("P(cumulative net benefit > 0).{}", chances_known(&shares)), width, "")
    )
}

fn ranking(comparison: &Comparison, width: usize) -> String {
    if comparison.ranking.is_empty() {
        return String::new();
    }
    let mut table = columns(width);
    table.set_header(["RANKING, by mean", "P(best)", "mean rank", "±"]);
    for ranked in &comparison.ranking {
        table.add_row([
            breakable(&ranked.name),
            odds(Some(&ranked.probability_best)),
            decimal(ranked.mean_rank.value, 2),
            decimal(ranked.mean_rank.mcse, 3),
        ]);
    }
    let chances: Vec<Chance> = comparison.ranking.iter().map(|ranked| ranked.probability_best).collect();
    let note = "P(best): no other brings more; where some bring the same, each has its part.";
    format!("\n{}{}", by_label(table), wrapped(&format!("{note}{}", chances_known(&chances)), width, ""))
}

fn weighted(report: &Outcome<Comparison>, width: usize) -> String {
    let Some(weighted) = &report.result.weighted else { return String::new() };
    let parts = weighted.weights.iter().zip(&report.result.scenarios).filter(|(weight, _)| **weight > 0.0);
    let parts: Vec<String> =
        parts.map(|(weight, scenario)| format!("{} {}", percent(*weight, 0), scenario.name)).collect();
    let text = format!(
        "Weighted: positive in {}, {} on average (± {}). Weights: {}.{}",
        of_cases(&weighted.probability_positive),
        placed(&whole(weighted.mean.value), &report.currency),
        whole(weighted.mean.mcse),
        parts.join("; "),
        chances_known(&[weighted.probability_positive])
    );
    format!("\n{}", wrapped(&text, width, ""))
}

/// What is one draw with the reference, and in which scenarios it is not.
fn one_draw(comparison: &Comparison) -> String {
    let all = &comparison.differences;
    let but = |found: &dyn Fn(&Shared) -> bool| {
        let without: Vec<&str> =
            all.iter().filter(|other| !found(&other.one_draw)).map(|other| other.name.as_str()).collect();
        match without.len() {
            0 => Some(String::new()),
            some if some == all.len() => None,
            _ => Some(format!(" (not with {})", without.join("; "))),
        }
    };
    let families = but(&|shared| shared.families).map(|but| format!("the luck of families{but}"));
    let mut paths: Vec<&String> = all.iter().flat_map(|other| &other.one_draw.assumptions).collect();
    let mut seen = HashSet::new();
    paths.retain(|path| seen.insert(*path));
    let assumption = |path: &String| {
        let but = but(&|shared| shared.assumptions.contains(path)).unwrap_or_default();
        format!("{path}{but}")
    };
    // Those that all have come first.
    let mut known: Vec<String> = paths.into_iter().map(assumption).collect();
    known.sort_by_key(|text| text.contains(' '));
    let items: Vec<String> = families.into_iter().chain(known).collect();
    let reference = comparison.scenarios.first().map_or("", |scenario| scenario.name.as_str());
    if items.is_empty() {
        return format!(
            "Nothing is one draw with {reference}; `programme = \"id\"` in the files, or --common, says what is."
        );
    }
    format!("One draw with {reference}: {}.", items.join(", "))
}

/// How each scenario differs from the first at the end of the last year.
fn totals(report: &Outcome<Comparison>, width: usize) -> String {
    let reference = &report.result.scenarios[0].name;
    let mut table = columns(width);
    let head = breakable(&format!("AGAINST {reference}"));
    table.set_header([&head, "mean", "±", "5 %", "median", "95 %", "P(better)"]);
    for found in &report.result.differences {
        let headline = found.accounts.iter().find(|account| account.id == report.result.account);
        if let Some(gap) = headline.and_then(|account| account.cumulative.last()) {
            table.add_row(row(&breakable(&found.name), gap));
        }
    }
    by_label(table)
}

fn row(label: &str, gap: &Gap) -> [String; 7] {
    [
        label.to_owned(),
        signed(gap.mean),
        whole(gap.mcse),
        signed(at(&gap.quantiles, 0.05)),
        signed(at(&gap.quantiles, 0.5)),
        signed(at(&gap.quantiles, 0.95)),
        odds(gap.better.as_ref()),
    ]
}

fn gaps(report: &Outcome<Comparison>, found: &Difference, width: usize) -> String {
    let reference = &report.result.scenarios[0].name;
    let headline = found.accounts.iter().find(|account| account.id == report.result.account);
    let mut text = wrapped(&format!("{} against {reference}", found.name), width, "");
    if let Some(gap) = headline.and_then(|account| account.cumulative.last()) {
        let words = match (&gap.better, &gap.worse) {
            _ if gap.equal.value == 1.0 => "Exactly as good in every replication; mean".to_owned(),
            (Some(better), Some(worse)) => {
                let [better, worse, equal] = [better, worse, &gap.equal].map(|share| odds(Some(share)));
                format!("Better in {better} of cases, worse in {worse}, exactly as good in {equal}; mean")
            }
            _ => "How likely it is better is withheld; mean".to_owned(),
        };
        let words = format!("{words} difference {}.", difference(gap.mean, gap.lower, gap.upper, &report.currency));
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
            table.add_row(row(&named(&account.name, account.complete), gap));
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
