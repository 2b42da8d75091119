//! CSV files of a forecast after the first years' figures.

use super::rows::{Cell, CsvTarget, Rows, number, text};
use crate::analysis::update::{Believed, Forecast, Update};
use std::io;

/// `forecasts.csv`: cumulative net benefit by year, before and after the figures.
///
/// # Errors
/// Those of the writer.
pub fn forecasts(target: CsvTarget<'_>, found: &Update) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let quantiles: Vec<f64> =
        found.before.cumulative.iter().take(1).flat_map(|year| &year.quantiles).map(|quantile| quantile.p).collect();
    let header = ["forecast", "year", "mean", "mcse", "sd"].map(Cell::from);
    let named = quantiles.iter().map(|p| Cell::from(format!("p{:02}", (100.0 * p).round())));
    rows.write_record(header.into_iter().chain(named))?;
    for (name, forecast) in [("before", &found.before), ("after", &found.after)] {
        let Forecast { net_benefit: _, cumulative } = forecast;
        for year in cumulative {
            let numbers = [f64::from(year.year), year.mean_conditional.value, year.mean_conditional.mcse, year.sd];
            let quantiles = year.quantiles.iter().map(|quantile| number(quantile.value));
            rows.write_record([Cell::from(name)].into_iter().chain(numbers.map(number)).chain(quantiles))?;
        }
    }
    rows.flush()
}

/// `moved.csv`: each uncertain assumption before and after the figures.
///
/// # Errors
/// Those of the writer.
pub fn moved(target: CsvTarget<'_>, found: &Update) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let of =
        ["before", "after"].map(|name| ["mean", "sd", "p05", "p50", "p95"].map(|part| format!("{name}_{part}").into()));
    rows.write_record(["path", "informed"].map(Cell::from).into_iter().chain(of.into_iter().flatten()))?;
    let numbers = |believed: &Believed| {
        let Believed { mean, sd, p05, p50, p95 } = *believed;
        [mean.value, sd, p05, p50, p95].map(number)
    };
    for assumption in &found.moved {
        let informed = if assumption.informed { "yes" } else { "no" };
        let both = numbers(&assumption.before).into_iter().chain(numbers(&assumption.after));
        rows.write_record([text(&assumption.path), informed.into()].into_iter().chain(both))?;
    }
    rows.flush()
}

/// `surprise.csv`: each figure, what was expected, and how likely one as far off was.
///
/// # Errors
/// Those of the writer.
pub fn surprise(target: CsvTarget<'_>, found: &Update) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(["actual", "value", "of", "expected", "expected_mcse", "tail", "tail_mcse"].map(Cell::from))?;
    for surprise in &found.surprise {
        let of = surprise.of.map_or_else(Cell::default, |of| number(f64::from(of)));
        let (expected, tail) = (surprise.expected, surprise.tail);
        let numbers = [expected.value, expected.mcse, tail.value, tail.mcse].map(number);
        rows.write_record([text(&surprise.actual), number(surprise.value), of].into_iter().chain(numbers))?;
    }
    rows.flush()
}
