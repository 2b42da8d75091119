//! CSV files: a point as decimal mark, one header row. Numbers have twelve significant digits, which is more than any of them is
//! known to; those of single replications round-trip exactly. A text that a spreadsheet would take for a formula begins with an
//! apostrophe.

mod files;
mod stress;

pub use files::{CsvFile, of_comparison, of_grid, of_plan, of_run, of_threshold, of_tornado};
pub use stress::{convergence, curve, differences, distributions, grid, least_adverse, stress, thresholds, tornado};

use crate::model::{Account, BusinessCase, Calendar, Model, Scope};
use crate::run::Replicated;
use crate::simulate::RunError;
use crate::statistics::Chance;
use crate::summary::{BreakEvenSummary, Names, PROBABILITIES, Summary, YearSummary};
use csv::Writer;
use std::io::{self, Write};

/// `table.csv`: the expected business case: line, payer, one column a year, total. Positive is gained, negative paid.
///
/// # Errors
/// Those of the writer.
pub fn table(target: impl Write, model: &Model, case: &BusinessCase) -> io::Result<()> {
    let mut rows = Writer::from_writer(target);
    let mut header = vec!["line".to_owned(), "payer".to_owned()];
    header.extend(model.calendar.iter().map(|year| year.to_string()));
    header.push("total".to_owned());
    rows.write_record(&header)?;
    let mut row = |line: &str, account: &Account, values: &[f64]| {
        let numbers = values.iter().copied().chain([values.iter().sum()]).map(number);
        rows.write_record([line.to_owned(), account.id.clone()].into_iter().chain(numbers))
    };
    for line in &case.lines {
        let payers = model.accounts.iter().zip(&line.accounts);
        for (account, values) in payers.filter(|(account, _)| matches!(account.scope, Scope::Payer | Scope::Sum)) {
            if values.iter().any(|value| *value != 0.0) {
                row(&line.id, account, values)?;
            }
        }
    }
    for (i, account) in model.accounts.iter().enumerate() {
        row("net", account, &case.net(crate::model::AccountId(i)))?;
    }
    rows.flush()
}

/// `cumulative.csv` and `yearly.csv`, with the probability of being above zero at the end.
///
/// # Errors
/// Those of the writer.
pub fn years(target: impl Write, years: &[YearSummary]) -> io::Result<()> {
    let mut rows = Writer::from_writer(target);
    let quantiles = PROBABILITIES.iter().map(|p| format!("p{:02}", (p * 100.0).round()));
    let positive = ["p_positive", "p_positive_mcse", "p_positive_bound"].map(str::to_owned);
    rows.write_record(["year", "mean", "mcse", "sd"].map(str::to_owned).into_iter().chain(quantiles).chain(positive))?;
    for year in years {
        let quantiles = year.quantiles.iter().map(|q| q.value);
        let numbers = [year.mean, year.mcse, year.sd].into_iter().chain(quantiles).map(number);
        let positive = of_chance(year.probability_positive.as_ref());
        rows.write_record([year.year.to_string()].into_iter().chain(numbers).chain(positive))?;
    }
    rows.flush()
}

/// `accounts.csv`: net benefit over the horizon of every payer, sum of payers and part of a ledger, with the probability that it
/// is above zero (empty where the payer is incomplete).
///
/// # Errors
/// Those of the writer.
pub fn accounts(target: impl Write, names: &Names, summary: &Summary) -> io::Result<()> {
    let mut rows = Writer::from_writer(target);
    let quantiles = PROBABILITIES.iter().map(|p| format!("p{:02}", (p * 100.0).round()));
    let ends =
        ["p_positive", "p_positive_mcse", "not_within_horizon", "p_positive_bound", "complete"].map(str::to_owned);
    let begin = ["account", "part", "name", "expected", "mean", "mcse", "sd"].map(str::to_owned);
    rows.write_record(begin.into_iter().chain(quantiles).chain(ends))?;
    for (part, entries) in [
        ("payer", &summary.payers),
        ("budget", &summary.budgets),
        ("cashable", &summary.cashable),
        ("subgroup", &summary.subgroups),
        ("welfare", &summary.welfare),
    ] {
        for (id, results) in entries {
            let net = &results.net_benefit;
            let numbers = [results.expected_total, net.mean, net.mcse, net.sd].into_iter();
            let numbers = numbers.chain(net.quantiles.iter().map(|quantile| quantile.value)).map(number);
            let [value, mcse, bound] = of_chance(net.probability_positive.as_ref());
            let never = results.break_even.as_ref().map(|even| even.not_within_horizon.probability());
            let never = never.map_or_else(String::new, number);
            let names = [id, part, names.account(part, id)].map(text).into_iter();
            let ends = [value, mcse, never, bound, results.complete.to_string()];
            rows.write_record(names.chain(numbers).chain(ends))?;
        }
    }
    rows.flush()
}

/// `break_even.csv`: first and lasting break-even by year, whether it was reached by the end of the year, with `not within
/// horizon`; then how the horizon ends. A bound (one-sided 95 %) stands where something was seen never or always.
///
/// # Errors
/// Those of the writer.
pub fn break_even(target: impl Write, summary: &BreakEvenSummary) -> io::Result<()> {
    let mut rows = Writer::from_writer(target);
    rows.write_record([
        "year",
        "probability",
        "mcse",
        "lasting_probability",
        "lasting_mcse",
        "bound",
        "lasting_bound",
        "by_end_of_year",
        "by_end_of_year_mcse",
        "by_end_of_year_bound",
    ])?;
    let mut row = |name: &str, first: &Chance, lasting: Option<&Chance>, by_then: Option<&Chance>| {
        let [[p, mcse, bound], lasting, by_then] = [of_chance(Some(first)), of_chance(lasting), of_chance(by_then)];
        let [lasting, lasting_mcse, lasting_bound] = lasting;
        let cells = [name.to_owned(), p, mcse, lasting, lasting_mcse, bound, lasting_bound];
        rows.write_record(cells.into_iter().chain(by_then))
    };
    let years = summary.by_year.iter().zip(&summary.lasting.by_year).zip(&summary.by_end_of);
    for ((first, lasting), by_then) in years {
        row(&first.year.to_string(), &first.chance, Some(&lasting.chance), Some(&by_then.chance))?;
    }
    let (first, lasting) = (summary.not_within_horizon, summary.lasting.not_within_horizon);
    row("not within horizon", &first.chance, Some(&lasting.chance), None)?;
    let ends = &summary.ends;
    for (name, end) in [
        ("ends above zero", ends.above_zero),
        ("ends at zero", ends.at_zero),
        ("reached and lost again", ends.lost_again),
        ("never reached", ends.never),
    ] {
        row(name, &end.chance, None, None)?;
    }
    rows.flush()
}

/// `replications.csv`: replication (from 1), one column per drawn parameter, net benefit by year (undiscounted) and in
/// total (discounted if asked), break-even year (empty = not within the horizon). Floats round-trip exactly.
///
/// # Errors
/// Those of the writer, and what comes instead of a replication.
pub fn replications(
    target: impl Write,
    model: &Model,
    replications: impl Iterator<Item = Result<Replicated, RunError>>,
) -> io::Result<()> {
    let mut rows = Writer::from_writer(target);
    rows.write_record(replication_header(model))?;
    let mut row = Vec::new();
    for (i, replicated) in replications.enumerate() {
        let Replicated { draw, yearly, flow } = replicated.map_err(io::Error::other)?;
        row.clear();
        row.push((i + 1).to_string());
        row.extend(draw.values().iter().copied().map(exact));
        row.extend(yearly.into_iter().map(exact));
        row.push(exact(flow.total()));
        row.push(flow.break_even().first.map_or_else(String::new, |year| model.calendar.year(year).to_string()));
        rows.write_record(&row)?;
    }
    rows.flush()
}

/// Bytes of `replications.csv`, roughly.
#[must_use]
pub fn replications_bytes(model: &Model, replications: u64) -> f64 {
    const BYTES_OF_A_NUMBER: f64 = 18.0;
    replications as f64 * replication_header(model).len() as f64 * BYTES_OF_A_NUMBER
}

fn replication_header(model: &Model) -> Vec<String> {
    let calendar: Calendar = model.calendar;
    let mut header = vec!["replication".to_owned()];
    header.extend(model.parameters.iter().map(|parameter| parameter.path.clone()));
    header.extend(calendar.iter().map(|year| format!("net_{year}")));
    header.extend(["net_benefit".to_owned(), "break_even_year".to_owned()]);
    header
}

/// Probability, error and bound; empty what there is none of.
fn of_chance(chance: Option<&Chance>) -> [String; 3] {
    let told = |value: Option<f64>| value.map_or_else(String::new, number);
    let mixed = chance.filter(|chance| chance.is_mixed()).map(|chance| chance.mcse);
    [told(chance.map(|chance| chance.value)), told(mixed), told(chance.and_then(Chance::bound))]
}

/// A text of the scenario as a cell that no spreadsheet takes for a formula: an apostrophe stands before `=`, `+`, `-` and `@`
/// at its beginning, and after a semicolon, where a Danish spreadsheet begins a new cell.
fn text(text: &str) -> String {
    const BEGIN_FORMULAS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let part = |part: &str| {
        if part.trim_start_matches(' ').starts_with(BEGIN_FORMULAS) { format!("'{part}") } else { part.to_owned() }
    };
    text.split(';').map(part).collect::<Vec<_>>().join(";")
}

/// Twelve significant digits at most, without trailing zeros; never `-0`.
fn number(value: f64) -> String {
    exact(format!("{value:.11e}").parse().unwrap_or(value))
}

/// The shortest text that reads back as the same float; never `-0`.
fn exact(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula_and_numbers_stay_numbers() {
        for (plain, cell) in [
            ("=1+1", "'=1+1"),
            ("-5 to 5", "'-5 to 5"),
            ("@home", "'@home"),
            (" +1", "' +1"),
            ("＝1", "'＝1"),
            ("Care; =1", "Care;' =1"),
            ("a-b = c", "a-b = c"),
            ("", ""),
        ] {
            assert_eq!(text(plain), cell);
        }
        assert_eq!(number(-5.0), "-5");
    }

    #[test]
    fn sums_show_no_rounding_of_binary_fractions_and_replications_round_trip() {
        assert_eq!((number(108_000.000_000_000_01), number(27_499.999_999_972_508)), ("108000".into(), "27500".into()));
        assert_eq!(
            (number(-0.0), number(f64::INFINITY), number(1.0 / 3.0)),
            ("0".into(), "inf".into(), "0.333333333333".into())
        );
        assert_eq!(exact(0.1 + 0.2), "0.30000000000000004");
    }
}
