//! The summary of a run, for a terminal of 80 columns.

use super::{columns, cuts, finish, narrowest, sentence_end, wrapped};
use crate::analysis::Switching;
use crate::model::{Effect, EventName, Model};
use crate::report::number::{decimal, percent, points, whole};
use crate::scenario::Override;
use crate::statistics::Estimate;
use crate::summary::{AccountSummary, Convergence, QuantileEstimate, Summary, YearProbability, quantile_at};
use comfy_table::Table;
use std::fmt::Write;

/// The summary of a run.
#[must_use]
pub fn run(model: &Model, summary: &Summary, switching: Option<&Switching>, width: usize) -> String {
    let headline = &summary.headline;
    let mut text = format!("{}\n", model.title);
    text.push_str(&facts(model, summary, width));
    text.push_str(&cuts(model, width));
    text.push('\n');
    if let Some(switching) = switching {
        text.push_str(&super::switching(model, switching, width));
        text.push('\n');
    }
    text.push_str(&answer(model, summary, width));
    text.push('\n');
    text.push_str(&net_benefit(model, summary, width));
    text.push('\n');
    text.push_str(&years(model, headline, width));
    text.push('\n');
    text.push_str(&outcomes(model, summary, width));
    if model.accounts.len() > 1 {
        text.push('\n');
        text.push_str(&payers(model, summary, width));
    }
    if let Some(convergence) = &summary.convergence {
        text.push('\n');
        text.push_str(&target(convergence, &model.currency, width));
    }
    text.push('\n');
    text.push_str(&wrapped(
        "± is the Monte Carlo standard error: how far a rerun under another seed typically lands.",
        width,
        "",
    ));
    text
}

/// Whether the wished precision was reached, and how.
fn target(convergence: &Convergence, currency: &str, width: usize) -> String {
    let Convergence { targets, reached, stages } = convergence;
    let wished = [
        targets.mcse.map(|mcse| format!("the mean to ± {} {currency}", whole(mcse))),
        targets.probability.map(|mcse| format!("P(net > 0) to ± {}", points(mcse))),
    ];
    let wished = wished.into_iter().flatten().collect::<Vec<_>>().join(" and ");
    let told = match (reached, stages.last()) {
        (true, _) => format!("Wished was {wished}: reached in {} stages.", stages.len()),
        (false, Some(last)) => format!(
            "Wished was {wished}: NOT reached after {} replications, the most that -n and the machine allow; the errors are ± {} {currency} and ± {}.",
            whole(last.replications as f64),
            whole(last.mean.mcse),
            points(last.probability.mcse)
        ),
        (false, None) => String::new(),
    };
    wrapped(&told, width, "")
}

fn facts(model: &Model, summary: &Summary, width: usize) -> String {
    let mut parts = vec![
        format!("{} replications", whole(summary.run.replications as f64)),
        format!("seed {}", summary.run.seed),
        format!("seen from: {}", model.accounts[model.perspective.0].name),
    ];
    if let Some(randomisations) = summary.run.randomisations {
        parts.push(format!("{} sampling in {randomisations} randomisations", summary.run.sampling));
    }
    if let Some(coupling) = summary.run.coupling {
        parts.push(format!("{coupling} coupling"));
    }
    if let Some(quantiles) = summary.run.quantiles {
        parts.push(format!("quantiles {quantiles}"));
    }
    let mut text = wrapped(&parts.join(" · "), width, "");
    for change in &summary.scenario.set {
        let _ = writeln!(text, "{}", Override::argument(change));
    }
    text
}

/// The answer in words.
fn answer(model: &Model, summary: &Summary, width: usize) -> String {
    let headline = &summary.headline;
    let probability = headline.net_benefit.probability_positive;
    let when = break_even(model, headline);
    let range = match (headline.quantile(0.05), headline.quantile(0.95)) {
        (Some(low), Some(high)) => {
            format!(
                "In nine cases of ten the result lies from {} to {}",
                whole(low.value),
                sentence_end(&format!("{} {}", whole(high.value), model.currency))
            )
        }
        _ => String::new(),
    };
    let chance = format!(
        "The investment pays within {} in {} of cases (± {}). {range} {when}",
        model.calendar.span(),
        percent(probability.value, 1),
        points(probability.mcse)
    );
    wrapped(&chance, width, "  ")
}

/// The break-even in words: the most likely year, and "not within the horizon" first where that is most of all cases.
fn break_even(model: &Model, headline: &AccountSummary) -> String {
    let span = model.calendar.span();
    let even = &headline.break_even;
    let never = even.not_within_horizon.probability;
    let best = even.by_year.iter().filter(|year| year.probability > 0.0);
    let best = best.max_by(|a, b| a.probability.total_cmp(&b.probability).then(b.year.cmp(&a.year)));
    match best {
        None => format!("It never breaks even within {span}."),
        Some(year) if never > 0.5 => format!(
            "Most likely it does not break even within {span} ({}); if it does, most likely in {} ({}).",
            percent(never, 1),
            year.year,
            percent(year.probability, 1)
        ),
        Some(year) => format!(
            "The most likely break-even year is {} ({}); in {} of cases it does not break even within {span}.",
            year.year,
            percent(year.probability, 1),
            percent(never, 1)
        ),
    }
}

fn net_benefit(model: &Model, summary: &Summary, width: usize) -> String {
    let net = &summary.headline.net_benefit;
    let mut table = columns(width);
    table.set_header([format!("NET BENEFIT {}", model.calendar.span()), model.currency.clone(), "±".to_owned()]);
    let mut row = |label: &str, value: f64, mcse: Option<f64>| {
        table.add_row([label.to_owned(), whole(value), mcse.map_or_else(String::new, whole)]);
    };
    row("expected business case, at base values", summary.expected.total, None);
    row(
        "mean of exact expectations over the uncertain assumptions",
        net.mean_conditional.value,
        Some(net.mean_conditional.mcse),
    );
    row("mean of simulated programmes", net.mean, Some(net.mcse));
    row("standard deviation", net.sd, Some(net.sd_mcse));
    for QuantileEstimate { p, value, mcse } in &net.quantiles {
        let label = match p {
            p if (p - 0.5).abs() < 1e-9 => "median".to_owned(),
            p if *p < 0.5 => format!("{} of cases end below", percent(*p, 0)),
            p => format!("{} of cases end above", percent(1.0 - p, 0)),
        };
        row(&label, *value, Some(*mcse));
    }
    row("mean of the worst 5 %", net.expected_shortfall_05.value, Some(net.expected_shortfall_05.mcse));
    let mut text = finish(table);
    if let Some(split) = summary.headline.variance {
        let sentence = format!(
            "Of the variance, {} comes from uncertain assumptions and {} from chance between families (± {}).",
            percent(split.parameters, 1),
            percent(split.chance, 1),
            points(split.mcse)
        );
        let worth = net.conditional_worth.map_or_else(String::new, |worth| {
            format!(" The mean of exact expectations is as precise as that of {} simulated programmes.", whole(worth))
        });
        let sentence = sentence + &worth;
        text.push_str(&wrapped(&sentence, width, ""));
    }
    text
}

/// The columns of the table of years, from all that are of interest to the fewest that tell the story.
const COLUMNS: [&[f64]; 3] = [&[0.05, 0.25, 0.5, 0.75, 0.95], &[0.05, 0.5, 0.95], &[0.5]];

fn years(model: &Model, headline: &AccountSummary, width: usize) -> String {
    let table = COLUMNS
        .iter()
        .map(|quantiles| years_table(headline, quantiles, width))
        .find(|table| narrowest(table) <= width)
        .unwrap_or_else(|| years_table(headline, COLUMNS[2], width));
    let even = &headline.break_even;
    let errors = even.by_year.iter().map(|year| year.mcse).chain([even.not_within_horizon.mcse]);
    let note = format!(
        "P(> 0): it has paid by the end of the year; even: cumulative net benefit first reaches zero that year{}; for good: it never turns negative again within {}; \
         each ± {} at most.",
        if headline.cumulative.len() == shown_years(headline.cumulative.len()).len() {
            ""
        } else {
            " or since the row above"
        },
        model.calendar.span(),
        points(errors.fold(0.0, f64::max))
    );
    finish(table) + &wrapped(&note, width, "")
}

fn years_table(headline: &AccountSummary, quantiles: &[f64], width: usize) -> Table {
    let even = &headline.break_even;
    let mut table = columns(width);
    let names = quantiles.iter().map(|&p| if p == 0.5 { "median".to_owned() } else { percent(p, 0) });
    let ends = ["mean", "P(> 0)", "even", "for good"].map(str::to_owned);
    table.set_header(std::iter::once("CUMULATIVE".to_owned()).chain(names).chain(ends));
    let shown = shown_years(headline.cumulative.len());
    let mut from = 0;
    for i in shown {
        let year = &headline.cumulative[i];
        let at = |p: f64| quantile_at(&year.quantiles, p).map_or_else(String::new, |q| whole(q.value));
        // Years between the rows count with the row below, so that the column adds up.
        let since = |by_year: &[YearProbability]| by_year[from..=i].iter().map(|year| year.probability).sum::<f64>();
        let chances = [since(&even.by_year), since(&even.lasting.by_year)];
        from = i + 1;
        table.add_row(
            std::iter::once(year.year.to_string())
                .chain(quantiles.iter().map(|&p| at(p)))
                .chain([whole(year.mean), percent(year.probability_positive.value, 1)])
                .chain(chances.map(|chance| percent(chance, 1))),
        );
    }
    let chances = [even.not_within_horizon.probability, even.lasting.not_within_horizon.probability];
    table.add_row(
        std::iter::once("not within".to_owned())
            .chain(vec![String::new(); quantiles.len() + 2])
            .chain(chances.map(|chance| percent(chance, 1))),
    );
    table
}

/// All years of a short horizon, every fifth and the last of a long one.
fn shown_years(years: usize) -> Vec<usize> {
    let step = if years <= 15 { 1 } else { 5 };
    (0..years).filter(|year| (year + 1) % step == 0 || year + 1 == years).collect()
}

fn outcomes(model: &Model, summary: &Summary, width: usize) -> String {
    let headline = &summary.headline;
    let mut table = columns(width);
    table.set_header(["", "mean", "±", "5 %", "median", "95 %"]);
    let mut row =
        |label: &str, mean: f64, mcse: f64, quantiles: &[QuantileEstimate], format: &dyn Fn(f64) -> String| {
            let at = |p: f64| quantile_at(quantiles, p).map_or_else(String::new, |q| format(q.value));
            table.add_row([label.to_owned(), format(mean), format(mcse), at(0.05), at(0.5), at(0.95)]);
        };
    let peak = &headline.peak_funding;
    row("peak funding need", peak.mean, peak.mcse, &peak.quantiles, &whole);
    if model.has_employment() {
        let outcome = &summary.person_years;
        row("additional person-years", outcome.mean, outcome.mcse, &outcome.quantiles, &|x| decimal(x, 2));
    }
    for (event, (_, outcome)) in model.events.iter().zip(&summary.events) {
        let label = event_label(event);
        row(&label, outcome.mean, outcome.mcse, &outcome.quantiles, &|x| decimal(x, 2));
    }
    let at = |p: f64| {
        quantile_at(&headline.payback.quantiles, p).map_or_else(String::new, |quantile| {
            if quantile.value.is_finite() { decimal(quantile.value, 1) } else { "not within".to_owned() }
        })
    };
    table.add_row(["payback, years".to_owned(), String::new(), String::new(), at(0.05), at(0.5), at(0.95)]);
    let mut ratio = |label: &str, estimate: Option<Estimate>, format: &dyn Fn(f64) -> String| {
        let (value, mcse) =
            estimate.map_or(("–".to_owned(), "–".to_owned()), |e| (format(e.value), format(e.mcse)));
        table.add_row([label.to_owned(), value, mcse]);
    };
    ratio("benefit-cost ratio", headline.benefit_cost_ratio, &|x| decimal(x, 3));
    // With person-years that are not clearly above zero the ratio says nothing; the files hold it all the same.
    let determined = headline.cost_per_person_year.filter(|cost| cost.mcse < cost.value.abs() / 2.0);
    ratio("cost per person-year", determined.filter(|_| model.has_employment()), &whole);
    finish(table)
}

/// What an event is called where its number is shown: `placements avoided`, `child cases closed, gained`.
fn event_label(event: &EventName) -> String {
    let title = lower_first(&event.title);
    let direction = match event.effect {
        Effect::Avoided => "avoided",
        Effect::Gained => "gained",
    };
    if title.contains(direction) { title } else { format!("{title}, {direction}") }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn payers(model: &Model, summary: &Summary, width: usize) -> String {
    let mut text = accounts(model, "BY PAYER", ("payer", &summary.payers), width);
    let of = &model.accounts[model.perspective.0].name;
    for (heading, entries) in [
        (format!("BY BUDGET OF {}", of.to_uppercase()), ("budget", &summary.budgets)),
        (format!("{}, CASHABLE ONLY", of.to_uppercase()), ("cashable", &summary.cashable)),
        (format!("BY SUBGROUP, {}", of.to_uppercase()), ("subgroup", &summary.subgroups)),
        ("WELFARE, MARKET PRICES".to_owned(), ("welfare", &summary.welfare)),
    ] {
        if !entries.1.is_empty() {
            text.push('\n');
            text.push_str(&accounts(model, &heading, (entries.0, entries.1), width));
        }
    }
    text
}

fn accounts(
    model: &Model,
    heading: &str,
    (part, entries): (&str, &[(String, AccountSummary)]),
    width: usize,
) -> String {
    let mut table = columns(width);
    table.set_header([heading, "mean", "±", "5 %", "95 %", "P(net > 0)"]);
    for (id, results) in entries {
        let name = model.account_name(part, id).to_owned();
        let net = &results.net_benefit;
        let at = |p: f64| results.quantile(p).map_or_else(String::new, |q| whole(q.value));
        let chance = percent(net.probability_positive.value, 1);
        table.add_row([name, whole(net.mean), whole(net.mcse), at(0.05), at(0.95), chance]);
    }
    finish(table)
}
