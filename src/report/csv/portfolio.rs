//! CSV files of several programmes at once.

use super::of_chance;
use super::rows::{Cell, CsvTarget, Rows, exact, number, text};
use crate::analysis::{BudgetFacts, Portfolio};
use crate::summary::{NetBenefit, PROBABILITIES, Percentiles};
use std::io;

const TOTAL: &str = "total";

/// The columns of a net benefit.
fn titles() -> Vec<String> {
    let mut titles: Vec<String> = ["mean", "mcse", "mean_conditional", "sd"].map(str::to_owned).into();
    titles.extend(PROBABILITIES.map(Percentiles::column));
    titles.extend(["shortfall_05", "probability_positive", "probability_mcse", "probability_bound"].map(str::to_owned));
    titles
}

fn net(of: &NetBenefit) -> Vec<Cell> {
    let mut cells: Vec<Cell> = [of.mean, of.mcse, of.mean_conditional.value, of.sd].map(number).into();
    cells.extend(of.quantiles.iter().map(|quantile| number(quantile.value)));
    cells.push(number(of.expected_shortfall_05.value));
    cells.extend(of_chance(of.probability_positive.as_ref()));
    cells
}

/// `portfolio.csv`: one row for each programme, and the total: net benefit, money advanced, and its budget.
///
/// # Errors
/// Those of the writer.
pub fn portfolio(target: CsvTarget<'_>, found: &Portfolio) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let begin = ["programme", "name", "participants", "expected"].map(str::to_owned);
    let ends = ["break_even", "advance_mean", "budget", "probability_over_budget"].map(str::to_owned);
    rows.write_record(begin.into_iter().chain(titles()).chain(ends))?;
    let known = |value: Option<f64>| value.map_or_else(Cell::default, number);
    let end = |even: Option<f64>, of: &BudgetFacts| {
        [known(even), number(of.needed.mean), known(of.budget), known(of.over.map(|over| over.value))]
    };
    for of in &found.programmes {
        let begin = [text(&of.id), text(&of.name), number(of.participants), number(of.expected)];
        let even = of.break_even.map(|even| even.value);
        rows.write_record(begin.into_iter().chain(net(&of.net_benefit)).chain(end(even, &of.advance)))?;
    }
    let [participants, expected] =
        [0, 1].map(|at| found.programmes.iter().map(|of| [of.participants, of.expected][at]).sum::<f64>());
    let begin = [TOTAL.into(), Cell::default(), number(participants), number(expected)];
    rows.write_record(begin.into_iter().chain(net(&found.total)).chain(end(None, &found.advance)))?;
    rows.flush()
}

/// `portfolio_payers.csv`: one row for each account, of all programmes together.
///
/// # Errors
/// Those of the writer.
pub fn portfolio_payers(target: CsvTarget<'_>, found: &Portfolio) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(std::iter::once("payer".to_owned()).chain(titles()))?;
    for of in &found.payers {
        rows.write_record([text(&of.id)].into_iter().chain(net(&of.net_benefit)))?;
    }
    rows.flush()
}

/// `break_even_count.csv`: how likely each number of programmes breaks even.
///
/// # Errors
/// Those of the writer.
pub fn break_even_count(target: CsvTarget<'_>, found: &Portfolio) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(["programmes", "probability", "mcse", "bound"].map(Cell::from))?;
    for of in &found.break_even {
        rows.write_record([Cell::Number(of.count.to_string())].into_iter().chain(of_chance(Some(&of.probability))))?;
    }
    rows.flush()
}

/// `replications.csv`: the net benefit of every programme and of all together, replication by replication, to the last bit.
///
/// # Errors
/// Those of the writer.
pub fn portfolio_replications(target: CsvTarget<'_>, found: &Portfolio) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let names = found.programmes.iter().map(|of| text(&format!("programmes.{}.net_benefit", of.id)));
    rows.write_record(std::iter::once(Cell::from("replication")).chain(names).chain([Cell::from("net_benefit")]))?;
    for k in 0..found.replications.first().map_or(0, Vec::len) {
        let values = found.replications.iter().map(|column| exact(column[k]));
        rows.write_record([Cell::Number((k + 1).to_string())].into_iter().chain(values))?;
    }
    rows.flush()
}
