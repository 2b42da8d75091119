//! Comparisons in tables.

use super::stress::{breakable, by_label, chances_known, difference, heading, odds};
use super::{INCOMPLETE, columns, finish, named, wrapped};
use crate::analysis::{AccountDifference, Comparison, Difference, Gap, Report};
use crate::report::number::{shortened, signed, whole};
use crate::statistics::Chance;
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
    let shares: Vec<Chance> = printed.flat_map(|gap| [gap.better, gap.worse]).flatten().collect();
    let mut note = format!(
        "Years and the whole are {}'s, other rows the whole of other payers and of parts. Differences are taken replication by replication \
         under the same luck; ± is the Monte Carlo standard error of the mean difference.{}",
        report.account_name,
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
fn common(report: &Report<Comparison>) -> Vec<String> {
    let everywhere = |change: &&String| report.further.iter().all(|other| other.set.contains(change));
    report.scenario.set.iter().filter(everywhere).cloned().collect()
}

fn at(quantiles: &[QuantileEstimate], p: f64) -> f64 {
    quantile_at(quantiles, p).map_or(f64::NAN, |quantile| quantile.value)
}

fn scenarios(report: &Report<Comparison>, width: usize) -> String {
    let mut table = columns(width);
    let heading = format!("NET BENEFIT {}, {}", report.span(), shortened(&report.currency, 16));
    table.set_header([&heading, "at base", "mean", "±", "5 %", "95 %", "P(> 0)"]);
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
         assumptions drawn.{}",
        chances_known(&shares)
    );
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
        odds(gap.better.as_ref()),
    ]
}

fn gaps(report: &Report<Comparison>, found: &Difference, width: usize) -> String {
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
