//! Comparisons in tables.

use super::stress::{breakable, by_label, difference, heading};
use super::{columns, finish, wrapped};
use crate::analysis::{AccountDifference, Comparison, Difference, Gap, Report};
use crate::report::number::{percent, points, signed, whole};
use crate::summary::{QuantileEstimate, quantile_at};
use std::fmt::Write as _;

/// What each scenario brings, and how each differs from the first.
#[must_use]
pub fn compare(report: &Report<Comparison>, width: usize) -> String {
    let comparison = &report.result;
    let mut text = heading(report, &common(report), width);
    text.push_str(&scenarios(report, width));
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
        "Years and the whole are {}'s, other rows the whole of other payers and of parts. Differences are taken replication by replication \
         under the same luck; ± is the Monte Carlo standard error of the mean \
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
