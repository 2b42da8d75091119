//! The quick answer in a table.

use super::{columns, finish, wrapped};
use crate::analysis::Quick;
use crate::model::{Model, Scope};
use crate::report::number::{percent, whole};
use crate::simulate::Expectations;
use std::fmt::Write as _;

/// Means with their intervals, by payer and by year, and the share of parameters.
#[must_use]
pub fn quick(model: &Model, quick: &Quick, width: usize) -> String {
    let mut text = wrapped(&model.title, width, "");
    let points = f64::from(quick.randomisations * quick.points);
    let part = quick.exact_expectations.map_or_else(String::new, |expectations| {
        let (step, expectations) = (Expectations::STEP, whole(expectations as f64));
        format!(", every {step}th ({expectations} of them) with its exact expectation for the shares of it")
    });
    let facts = format!(
        "{} scrambled Sobol points ({} randomisations) for the means, {} simulated programmes for the variance{part} · seed {}",
        whole(points),
        quick.randomisations,
        whole(quick.replications as f64),
        quick.seed
    );
    text.push_str(&wrapped(&facts, width, ""));
    text.push('\n');

    let span = model.calendar.span();
    let mut table = columns(width);
    table.set_header([&format!("MEAN NET BENEFIT {span}"), "base values", "mean", "95 % from", "to", "sd"]);
    let shown = model.accounts.iter().zip(&quick.accounts);
    for (account, found) in shown.filter(|(account, _)| matches!(account.scope, Scope::Payer | Scope::Sum)) {
        let mean = found.mean;
        let numbers = [found.expected_total, mean.value, mean.lower, mean.upper, found.sd.value].map(whole);
        table.add_row(std::iter::once(account.name.clone()).chain(numbers));
    }
    text.push_str(&finish(table));
    text.push('\n');

    let headline = &quick.accounts[model.perspective.0];
    let name = &model.accounts[model.perspective.0].name;
    let mut table = columns(width);
    table.set_header([&format!("CUMULATIVE, {name}"), "mean", "95 % from", "to"]);
    for (year, mean) in model.calendar.iter().zip(&headline.cumulative) {
        let numbers = [mean.value, mean.lower, mean.upper].map(whole);
        table.add_row(std::iter::once(year.to_string()).chain(numbers));
    }
    text.push_str(&finish(table));
    text.push('\n');

    let mut words = String::new();
    if let Some(split) = headline.variance {
        let _ = write!(
            words,
            "Of the variance of {name}'s result, {} comes from uncertain assumptions and {} from chance between families (± {} points). ",
            percent(split.parameters, 1),
            percent(split.chance, 1),
            crate::report::number::decimal(split.mcse * 100.0, 1)
        );
    }
    if let Some(worth) = headline.worth_replications {
        let _ = write!(words, "Its mean is as precise as that of {} plain replications. ", whole(worth));
    }
    words.push_str("How likely the investment pays, and when, takes a full run: leave out --quick, which takes no -n (its work is always the same, \
         some hundredths of a second), no --sampling and no targets.");
    text.push_str(&wrapped(&words, width, ""));
    text
}
