//! CSV files: full precision, a point as decimal mark, one header row.

mod stress;

pub use stress::{convergence, curve, differences, distributions, grid, least_adverse, stress, thresholds, tornado};

use crate::model::{Account, BusinessCase, Calendar, CashFlow, Draw, Model, Scope};
use crate::simulate::RunError;
use crate::summary::{BreakEvenSummary, PROBABILITIES, Summary, YearSummary};
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
    let positive = ["p_positive", "p_positive_mcse"].map(str::to_owned);
    rows.write_record(["year", "mean", "mcse", "sd"].map(str::to_owned).into_iter().chain(quantiles).chain(positive))?;
    for year in years {
        let positive = [year.probability_positive.value, year.probability_positive.mcse];
        let quantiles = year.quantiles.iter().map(|q| q.value);
        let numbers = [year.mean, year.mcse, year.sd].into_iter().chain(quantiles).chain(positive);
        rows.write_record([year.year.to_string()].into_iter().chain(numbers.map(number)))?;
    }
    rows.flush()
}

/// `accounts.csv`: net benefit over the horizon of every payer, sum of payers and part of the perspective's ledger, with the
/// probability that it is above zero.
///
/// # Errors
/// Those of the writer.
pub fn accounts(target: impl Write, model: &Model, summary: &Summary) -> io::Result<()> {
    let mut rows = Writer::from_writer(target);
    let quantiles = PROBABILITIES.iter().map(|p| format!("p{:02}", (p * 100.0).round()));
    let ends = ["p_positive", "p_positive_mcse", "not_within_horizon"].map(str::to_owned);
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
            let (net, even) = (&results.net_benefit, &results.break_even);
            let numbers = [results.expected_total, net.mean, net.mcse, net.sd].into_iter();
            let numbers = numbers.chain(net.quantiles.iter().map(|quantile| quantile.value)).chain([
                net.probability_positive.value,
                net.probability_positive.mcse,
                even.not_within_horizon.probability,
            ]);
            let names = [id, part, model.account_name(part, id)].map(str::to_owned).into_iter();
            rows.write_record(names.chain(numbers.map(number)))?;
        }
    }
    rows.flush()
}

/// `break_even.csv`: first and lasting break-even by year, with `not within horizon`.
///
/// # Errors
/// Those of the writer.
pub fn break_even(target: impl Write, summary: &BreakEvenSummary) -> io::Result<()> {
    let mut rows = Writer::from_writer(target);
    rows.write_record(["year", "probability", "mcse", "lasting_probability", "lasting_mcse"])?;
    for (first, lasting) in summary.by_year.iter().zip(&summary.lasting.by_year) {
        let numbers = [first.probability, first.mcse, lasting.probability, lasting.mcse];
        rows.write_record([first.year.to_string()].into_iter().chain(numbers.map(number)))?;
    }
    let (first, lasting) = (summary.not_within_horizon, summary.lasting.not_within_horizon);
    let numbers = [first.probability, first.mcse, lasting.probability, lasting.mcse];
    rows.write_record(["not within horizon".to_owned()].into_iter().chain(numbers.map(number)))?;
    rows.flush()
}

/// `replications.csv`: replication (from 1), one column per drawn parameter, net benefit by year (undiscounted) and in
/// total (discounted if asked), break-even year (empty = not within the horizon). Floats round-trip exactly.
///
/// `draws` are the parameters of each replication, `nets` its yearly net benefits and its cash flow, both in order.
///
/// # Errors
/// Those of the writer, and what comes instead of a replication.
pub fn replications(
    target: impl Write,
    model: &Model,
    draws: impl Iterator<Item = Draw>,
    nets: impl Iterator<Item = Result<(Vec<f64>, CashFlow), RunError>>,
) -> io::Result<()> {
    let mut rows = Writer::from_writer(target);
    rows.write_record(replication_header(model))?;
    let mut row = Vec::new();
    for (i, (parameters, nets)) in draws.zip(nets).enumerate() {
        let (yearly, flow) = nets.map_err(io::Error::other)?;
        row.clear();
        row.push((i + 1).to_string());
        row.extend(parameters.values().iter().copied().map(number));
        row.extend(yearly.into_iter().map(number));
        row.push(number(flow.total()));
        row.push(flow.break_even().first.map_or_else(String::new, |year| model.calendar.year(year).to_string()));
        rows.write_record(&row)?;
    }
    rows.flush()
}

fn replication_header(model: &Model) -> Vec<String> {
    let calendar: Calendar = model.calendar;
    let mut header = vec!["replication".to_owned()];
    header.extend(model.parameters.iter().map(|parameter| parameter.path.clone()));
    header.extend(calendar.iter().map(|year| format!("net_{year}")));
    header.extend(["net_benefit".to_owned(), "break_even_year".to_owned()]);
    header
}

/// The shortest text that reads back as the same float; never `-0`.
fn number(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}
