//! CSV files: one header row of English keys; a point as decimal mark and commas between cells, or as a Danish spreadsheet opens
//! them. Numbers have twelve significant digits, which is more than any of them is
//! known to; those of single replications round-trip exactly. A text that a spreadsheet would take for a formula begins with an
//! apostrophe.

mod efficiency;
mod evidence;
mod files;
mod participants;
mod past;
mod portfolio;
mod ratios;
mod review;
mod rows;
mod stress;
mod update;

pub use efficiency::{best, efficiency, increments};
pub use evidence::{evppi, sampled_options, sampled_parameters, sobol, studies};
pub use files::{
    CsvFile, of_comparison, of_evidence, of_grid, of_plan, of_portfolio, of_review, of_run, of_samples, of_threshold,
    of_tornado, of_update, of_variance,
};
pub use participants::{joint, participants};
pub use past::past;
pub use portfolio::{break_even_count, portfolio, portfolio_payers, portfolio_replications};
pub use ratios::{acceptability, ratios};
pub use review::review;
pub use rows::CsvTarget;
pub use stress::{convergence, curve, differences, distributions, grid, least_adverse, stress, thresholds, tornado};
pub use update::{forecasts, moved, surprise};

use crate::model::{Account, BusinessCase, Calendar, Model, Scope};
use crate::run::{KeptNumbers, Replicated};
use crate::simulate::RunError;
use crate::statistics::Chance;
use crate::summary::{AmountProbability, BreakEvenSummary, Names, Percentiles, QuantileEstimate, Summary, YearSummary};
use rows::{Cell, Rows, exact, number, text};
use std::io;

/// `table.csv`: the expected business case: line, payer, one column a year, total. Positive is gained, negative paid.
///
/// # Errors
/// Those of the writer.
pub fn table(target: CsvTarget<'_>, model: &Model, case: &BusinessCase) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let mut header = vec!["line".to_owned(), "payer".to_owned()];
    header.extend(model.calendar.iter().map(|year| year.to_string()));
    header.push("total".to_owned());
    rows.write_record(&header)?;
    let mut row = |line: &str, account: &Account, values: &[f64]| {
        let numbers = values.iter().copied().chain([values.iter().sum()]).map(number);
        rows.write_record([line, &account.id].map(Cell::from).into_iter().chain(numbers))
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
pub fn years(target: CsvTarget<'_>, years: &[YearSummary]) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let quantiles = quantile_columns(years.first().map(|year| &*year.quantiles));
    let positive = ["p_positive", "p_positive_mcse", "p_positive_bound"].map(str::to_owned);
    rows.write_record(["year", "mean", "mcse", "sd"].map(str::to_owned).into_iter().chain(quantiles).chain(positive))?;
    for year in years {
        let quantiles = year.quantiles.iter().map(|q| q.value);
        let numbers = [year.mean, year.mcse, year.sd].into_iter().chain(quantiles).map(number);
        let positive = of_chance(year.probability_positive.as_ref());
        rows.write_record([Cell::from(year.year.to_string())].into_iter().chain(numbers).chain(positive))?;
    }
    rows.flush()
}

/// `accounts.csv`: net benefit over the horizon of every payer, sum of payers and part of a ledger, with the probability that it
/// is above zero (empty where the payer is incomplete).
///
/// # Errors
/// Those of the writer.
pub fn accounts(target: CsvTarget<'_>, names: &Names, summary: &Summary) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let quantiles = quantile_columns(Some(&summary.headline.net_benefit.quantiles));
    let ends =
        ["p_positive", "p_positive_mcse", "not_within_horizon", "p_positive_bound", "complete"].map(str::to_owned);
    let begin = ["account", "part", "name", "expected", "mean", "mcse", "sd"].map(str::to_owned);
    rows.write_record(begin.into_iter().chain(quantiles).chain(ends))?;
    for (part, entries) in summary.parts() {
        for (id, results) in entries {
            let net = &results.net_benefit;
            let numbers = [results.expected_total, net.mean, net.mcse, net.sd].into_iter();
            let numbers = numbers.chain(net.quantiles.iter().map(|quantile| quantile.value)).map(number);
            let [value, mcse, bound] = of_chance(net.probability_positive.as_ref());
            let never = results.break_even.as_ref().map(|even| even.not_within_horizon.probability());
            let never = never.map_or_else(Cell::default, number);
            let names = [id, part, names.account(part, id)].map(text).into_iter();
            let ends = [value, mcse, never, bound, results.complete.to_string().into()];
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
pub fn break_even(target: CsvTarget<'_>, summary: &BreakEvenSummary) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
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
        let cells = [name.into(), p, mcse, lasting, lasting_mcse, bound, lasting_bound];
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

/// `exceedance.csv`: of every complete payer and sum of payers, how likely a net benefit above each amount is (`net_above`, the S-curve),
/// and how likely a loss of a round amount or more (`loss_of_at_least`).
///
/// # Errors
/// Those of the writer.
pub fn exceedance(target: CsvTarget<'_>, summary: &Summary) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(["payer", "of", "amount", "probability", "mcse", "bound"])?;
    for (id, payer) in &summary.payers {
        let net = &payer.net_benefit;
        let curve = net.exceedance.iter().flatten().map(|point| ("net_above", *point));
        let losses = net.losses().into_iter().map(|point| ("loss_of_at_least", point));
        for (of, AmountProbability { x, chance }) in curve.chain(losses) {
            let begin = [text(id), of.into(), number(x)];
            rows.write_record(begin.into_iter().chain(of_chance(Some(&chance))))?;
        }
    }
    rows.flush()
}

/// `replications.csv`: replication (from 1), one column per drawn parameter, net benefit by year (undiscounted) and in
/// total (discounted if asked), break-even year (empty = not within the horizon); then, where everything is kept, every
/// [`EverythingColumn`](crate::run::EverythingColumn). Floats round-trip exactly.
///
/// # Errors
/// Those of the writer, and what comes instead of a replication.
pub fn replications(
    target: CsvTarget<'_>,
    model: &Model,
    kept: KeptNumbers,
    replications: impl Iterator<Item = Result<Replicated, RunError>>,
) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(replication_header(model, kept))?;
    let mut row = Vec::new();
    for (i, replicated) in replications.enumerate() {
        let Replicated { draw, yearly, flow, everything } = replicated.map_err(io::Error::other)?;
        row.push(Cell::from((i + 1).to_string()));
        row.extend(draw.values().iter().copied().map(exact));
        row.extend(yearly.into_iter().map(exact));
        row.push(exact(flow.total()));
        let year = flow.break_even().first.map(|year| model.calendar.year(year).to_string());
        row.push(year.map_or_else(Cell::default, Cell::from));
        row.extend(everything.into_iter().map(exact));
        rows.write_record(row.drain(..))?;
    }
    rows.flush()
}

/// Bytes of `replications.csv`, roughly.
#[must_use]
pub fn replications_bytes(model: &Model, kept: KeptNumbers, replications: u64) -> f64 {
    const BYTES_OF_A_NUMBER: f64 = 18.0;
    replications as f64 * replication_header(model, kept).len() as f64 * BYTES_OF_A_NUMBER
}

fn replication_header(model: &Model, kept: KeptNumbers) -> Vec<String> {
    let calendar: Calendar = model.calendar;
    let mut header = vec!["replication".to_owned()];
    header.extend(model.parameters.iter().map(|parameter| parameter.path.clone()));
    header.extend(calendar.iter().map(|year| format!("net_{year}")));
    header.extend(["net_benefit".to_owned(), "break_even_year".to_owned()]);
    header.extend(kept.columns(model).into_iter().map(|column| column.name));
    header
}

/// The columns of quantiles.
fn quantile_columns(quantiles: Option<&[QuantileEstimate]>) -> impl Iterator<Item = String> {
    quantiles.into_iter().flatten().map(|quantile| Percentiles::column(quantile.p))
}

/// Probability, error and bound; empty what there is none of.
fn of_chance(chance: Option<&Chance>) -> [Cell; 3] {
    let told = |value: Option<f64>| value.map_or_else(Cell::default, number);
    let mixed = chance.filter(|chance| chance.is_mixed()).map(|chance| chance.mcse);
    [told(chance.map(|chance| chance.value)), told(mixed), told(chance.and_then(Chance::bound))]
}
