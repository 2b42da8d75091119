//! The summary of a run, for a terminal of 80 columns.

use super::answer;
use super::{columns, cuts, finish, fitting, listed, wrapped};
use crate::model::Effect;
use crate::report::number::{chance, decimal, money, named, percent, points, shortened, whole};
use crate::scenario::Override;
use crate::simulate::Expectations;
use crate::statistics::{Chance, Estimate, bound_of_none};
use crate::summary::{
    AccountSummary, BreakEvenSummary, Convergence, EventFacts, Names, Outcome, QuantileEstimate, Ratio, Stage, Summary,
    quantile_at,
};
use comfy_table::Table;
use std::fmt::Write;

/// The summary of a run.
#[must_use]
pub fn run(outcome: &Outcome<Summary>, width: usize) -> String {
    let summary = &outcome.result;
    let headline = &summary.headline;
    let mut text = wrapped(&outcome.scenario.title, width, "");
    text.push_str(&facts(outcome, width));
    text.push_str(&cuts(&summary.cuts, &outcome.scenario.notes, width));
    text.push('\n');
    if let Some(switching) = &summary.switching {
        text.push_str(&super::switching(&outcome.names, switching, width));
        text.push('\n');
    }
    text.push_str(&answer(outcome, width));
    text.push('\n');
    text.push_str(&net_benefit(outcome, width));
    text.push('\n');
    text.push_str(&years(headline, width));
    text.push('\n');
    if let Some(even) = &headline.break_even {
        text.push_str(&break_even(outcome, even, width));
        text.push('\n');
    }
    text.push_str(&outcomes(outcome, width));
    if outcome.names.accounts.len() > 1 {
        text.push('\n');
        text.push_str(&payers(outcome, width));
    }
    if let Some(convergence) = &summary.convergence {
        text.push('\n');
        text.push_str(&target(convergence, &outcome.currency, width));
    }
    text.push('\n');
    text.push_str(&wrapped(&small_print(outcome), width, ""));
    text
}

/// What ± is, what is discounted, and from when payback counts.
fn small_print(outcome: &Outcome<Summary>) -> String {
    let mut told =
        "± is the Monte Carlo standard error: how far a rerun under another seed typically lands.".to_owned();
    if outcome.names.discounted {
        told.push_str(
            " Cumulative figures, the whole horizon's, break-even and ratios are discounted; figures of single years (yearly.csv, \
             net_YYYY in replications.csv) are not.",
        );
    }
    if outcome.result.headline.payback.is_some() {
        let _ = write!(
            told,
            " Payback counts from the start of {}; no year counts as break-even before money moves.",
            outcome.years[0]
        );
    }
    told
}

/// Whether the wished precision was reached, and how.
fn target(convergence: &Convergence, currency: &str, width: usize) -> String {
    let Convergence { targets, reached, stages } = convergence;
    let wished = [
        targets.mcse.map(|mcse| format!("the mean to ± {}", money(mcse, currency))),
        targets.probability.map(|mcse| format!("P(net > 0) to ± {}", points(mcse))),
    ];
    let wished = wished.into_iter().flatten().collect::<Vec<_>>().join(" and ");
    let error = |last: &Stage| match last.probability {
        p if targets.probability.is_some() && (p.value == 0.0 || p.value == 1.0) => {
            let seen = if p.value > 0.0 { "always" } else { "never" };
            match last.randomisations {
                None => {
                    format!("the bound of P(net > 0), seen {seen}, is {}", points(bound_of_none(last.replications)))
                }
                Some(r) => format!(
                    "net > 0 was {seen} seen in {r} randomisations, which have no bound that could meet the target; --sampling random has"
                ),
            }
        }
        p => format!("the errors are ± {} and ± {}", money(last.mean.mcse, currency), points(p.mcse)),
    };
    let told = match (reached, stages.last()) {
        (true, Some(last)) => {
            let stages = if stages.len() == 1 { "1 stage".to_owned() } else { format!("{} stages", stages.len()) };
            format!("Wished was {wished}: reached in {stages}; {}.", error(last))
        }
        (false, Some(last)) => format!(
            "Wished was {wished}: NOT reached after {} replications, the most that -n and the machine allow; {}.",
            whole(last.replications as f64),
            error(last)
        ),
        (_, None) => String::new(),
    };
    let designed = stages.last().and_then(|last| last.randomisations).map_or_else(String::new, |r| {
        format!(
            " Errors come from the spread of {r} randomisations and are told with one standard error of their own on top, so that they \
             hold for a run that ends when they are small."
        )
    });
    wrapped(&(told + &designed), width, "")
}

fn facts(outcome: &Outcome<Summary>, width: usize) -> String {
    let run = &outcome.run;
    let mut parts = vec![
        format!("{} replications", whole(run.replications as f64)),
        format!("seed {}", run.seed),
        format!("seen from: {}", outcome.account().name),
    ];
    if let Some(randomisations) = run.randomisations {
        parts.push(format!("{} sampling in {randomisations} randomisations", run.sampling));
    }
    if let Some(coupling) = run.coupling {
        parts.push(format!("{coupling} coupling"));
    }
    if let Some(quantiles) = run.quantiles {
        parts.push(format!("quantiles {quantiles}"));
    }
    let mut text = listed(&parts, width, "");
    for change in &outcome.scenario.set {
        text.push_str(&wrapped(&Override::argument(change), width, ""));
    }
    text
}

/// The answer in words.
fn answer(outcome: &Outcome<Summary>, width: usize) -> String {
    let (summary, span) = (&outcome.result, outcome.span());
    let name = &outcome.account().name;
    let when = summary.headline.break_even.as_ref().map(|even| answer::when(even, &span));
    let late = when.as_ref().and_then(|_| answer::counts_from(&outcome.years, &summary.expected.net));
    let told = [Some(answer::pays(summary, name, &span, &outcome.currency)), when, late];
    wrapped(&told.into_iter().flatten().collect::<Vec<_>>().join(" "), width, "  ")
}

fn net_benefit(outcome: &Outcome<Summary>, width: usize) -> String {
    let summary = &outcome.result;
    let net = &summary.headline.net_benefit;
    let mut table = columns(width);
    let currency = shortened(&outcome.currency, 16);
    table.set_header([format!("NET BENEFIT {}", outcome.span()), currency, "±".to_owned()]);
    let mut row = |label: &str, value: f64, mcse: Option<f64>| {
        table.add_row([label.to_owned(), whole(value), mcse.map_or_else(String::new, whole)]);
    };
    row("expected business case, at base values", summary.expected.total, None);
    row(
        "mean of exact expectations over the uncertain assumptions",
        net.mean_conditional.value,
        Some(net.mean_conditional.mcse).filter(|mcse| mcse.is_finite()),
    );
    row("mean of simulated programmes", net.mean, Some(net.mcse));
    row("standard deviation", net.sd, Some(net.sd_mcse));
    for QuantileEstimate { p, value, mcse, interval: _ } in &net.quantiles {
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
        let alone = match (split.parameters, split.mcse) {
            (0.0, 0.0) => Some("Nothing but chance between families varies."),
            (1.0, 0.0) => Some("Nothing but the uncertain assumptions varies."),
            _ => None,
        };
        let sentence = alone.map_or_else(
            || {
                format!(
                    "Of the variance, {} comes from uncertain assumptions and {} from chance between families (± {}).",
                    percent(split.parameters, 1),
                    percent(split.chance, 1),
                    points(split.mcse)
                )
            },
            str::to_owned,
        );
        let worth = net.conditional_worth.map_or_else(String::new, |worth| {
            format!(" The mean of exact expectations is as precise as that of {} simulated programmes.", whole(worth))
        });
        let sentence = sentence + &worth;
        text.push_str(&wrapped(&sentence, width, ""));
    }
    if let Some(expectations) = summary.exact_expectations {
        let mut sentence = format!(
            "The exact expectation was worked out for every {}th replication ({} of them): its mean and the shares of the variance \
             come from these.",
            Expectations::STEP,
            whole(expectations as f64)
        );
        if expectations == 1 {
            sentence.push_str(" One alone tells no error and no shares.");
        }
        text.push_str(&wrapped(&sentence, width, ""));
    }
    text
}

/// The quantiles of the table of years, from all that are of interest to the fewest that tell the story.
const COLUMNS: [&[f64]; 3] = [&[0.05, 0.25, 0.5, 0.75, 0.95], &[0.05, 0.5, 0.95], &[0.5]];

fn years(headline: &AccountSummary, width: usize) -> String {
    let table = |quantiles: &&[f64]| years_table(headline, quantiles, width);
    finish(fitting(COLUMNS.iter().map(table), width))
}

fn years_table(headline: &AccountSummary, quantiles: &[f64], width: usize) -> Table {
    let mut table = columns(width);
    let names = quantiles.iter().map(|&p| if p == 0.5 { "median".to_owned() } else { percent(p, 0) });
    table.set_header(std::iter::once("CUMULATIVE".to_owned()).chain(names).chain(["mean".to_owned()]));
    for i in shown_years(headline.cumulative.len()) {
        let year = &headline.cumulative[i];
        let at = |p: f64| quantile_at(&year.quantiles, p).map_or_else(String::new, |q| whole(q.value));
        let quantiles = quantiles.iter().map(|&p| at(p));
        table.add_row(std::iter::once(year.year.to_string()).chain(quantiles).chain([whole(year.mean)]));
    }
    table
}

/// By year: the chance to have paid at its end, to reach zero first in it, to have reached it by then, and for good.
fn break_even(outcome: &Outcome<Summary>, even: &BreakEvenSummary, width: usize) -> String {
    let headline = &outcome.result.headline;
    let mut table = columns(width);
    table.set_header(["BREAK-EVEN", "P(> 0)", "first even", "even by then", "for good"]);
    let shown = shown_years(headline.cumulative.len());
    let all = shown.len() == headline.cumulative.len();
    let mut from = 0;
    for i in shown {
        let year = &headline.cumulative[i];
        // Years between the rows count with the row below, so that the columns add up.
        let since = |by_year| answer::since(by_year, from, i, even.sample());
        let chances = [since(&even.by_year), even.by_end_of[i].chance, since(&even.lasting.by_year)];
        from = i + 1;
        let positive = year.probability_positive.map_or_else(String::new, |p| chance(&p, 1));
        let cells = chances.map(|told| chance(&told, 1));
        table.add_row([year.year.to_string(), positive].into_iter().chain(cells));
    }
    let [first, lasting] = [even.not_within_horizon, even.lasting.not_within_horizon].map(|not| chance(&not.chance, 1));
    table.add_row(["not within".to_owned(), String::new(), first, String::new(), lasting]);
    let chances = even.by_year.iter().chain(&even.by_end_of).map(|year| &year.chance);
    let positive = headline.cumulative.iter().filter_map(|year| year.probability_positive.as_ref());
    let chances: Vec<&Chance> = chances.chain(positive).chain([&even.not_within_horizon.chance]).collect();
    let mut note = format!(
        "P(> 0): it has paid by the end of the year; first even: cumulative net benefit first reaches zero that year{}; even by \
         then: it had by the end of the year; for good: it never turns negative again {}{}",
        if all { "" } else { " or since the row above" },
        crate::report::number::span_of(&outcome.span()),
        answer::largest_error(chances.iter().copied())
            .map_or_else(String::new, |error| format!("; each ± {error} at most"))
    );
    if chances.iter().any(|chance| !chance.is_mixed()) {
        let _ = write!(note, "; {}", answer::extremes(even.sample()));
    }
    note.push('.');
    finish(table) + &wrapped(&note, width, "")
}

/// All years of a short horizon, every fifth and the last of a long one.
fn shown_years(years: usize) -> Vec<usize> {
    let step = if years <= 15 { 1 } else { 5 };
    (0..years).filter(|year| (year + 1) % step == 0 || year + 1 == years).collect()
}

fn outcomes(outcome: &Outcome<Summary>, width: usize) -> String {
    let (summary, names) = (&outcome.result, &outcome.names);
    let headline = &summary.headline;
    let mut table = columns(width);
    table.set_header(["", "mean", "±", "5 %", "median", "95 %"]);
    let mut row =
        |label: &str, mean: f64, mcse: f64, quantiles: &[QuantileEstimate], format: &dyn Fn(f64) -> String| {
            let at = |p: f64| quantile_at(quantiles, p).map_or_else(String::new, |q| quantile(&q, format));
            table.add_row([label.to_owned(), format(mean), format(mcse), at(0.05), at(0.5), at(0.95)]);
        };
    let peak = &headline.peak_funding;
    row("peak funding need", peak.mean, peak.mcse, &peak.quantiles, &whole);
    if names.employment {
        let count = &summary.person_years;
        row("additional person-years", count.mean, count.mcse, &count.quantiles, &|x| decimal(x, 2));
    }
    for (event, (_, count)) in names.events.iter().zip(&summary.events) {
        let label = event_label(event);
        row(&label, count.mean, count.mcse, &count.quantiles, &|x| decimal(x, 2));
    }
    if let Some(payback) = &headline.payback {
        let at = |p: f64| {
            quantile_at(&payback.quantiles, p).map_or_else(String::new, |quantile| {
                if quantile.value.is_finite() { decimal(quantile.value, 1) } else { "not within".to_owned() }
            })
        };
        let label = format!("payback, years from the start of {}", outcome.years[0]);
        table.add_row([label, String::new(), String::new(), at(0.05), at(0.5), at(0.95)]);
    }
    let mut missing = Vec::new();
    let mut ratio = |label: &str, ratio: &Ratio, format: &dyn Fn(f64) -> String| match determined(ratio) {
        Ok(Estimate { value, mcse }) => {
            table.add_row([label.to_owned(), format(value), format(mcse)]);
        }
        Err(reason) => missing.push(format!("No {label}: {reason}.")),
    };
    ratio("benefit-cost ratio", &headline.benefit_cost_ratio, &|x| decimal(x, 3));
    if let Some(cost) = &headline.cost_per_person_year {
        let [programme, net] = answer::cost_names(cost);
        ratio(programme, &cost.programme, &whole);
        ratio(net, &cost.net, &whole);
    }
    let mut text = finish(table);
    if let Some(cost) = headline.cost_per_person_year.filter(|cost| cost.net.found().is_ok()) {
        let _ = cost;
        text.push_str(&wrapped("Net cost: the costs less all savings that are not per person-year.", width, ""));
    }
    for told in &missing {
        text.push_str(&wrapped(told, width, ""));
    }
    text
}

/// A ratio, or why none is told. With an effect that is not clearly above zero it says nothing; the files hold it all the same.
fn determined(ratio: &Ratio) -> Result<Estimate, &'static str> {
    let found = ratio.found().map_err(answer::no_ratio)?;
    if found.mcse < found.value / 2.0 { Ok(found) } else { Err("its error is more than half of it") }
}

/// A quantile; of whole numbers the number, with the interval where that has more than one.
fn quantile(quantile: &QuantileEstimate, format: &dyn Fn(f64) -> String) -> String {
    match quantile.interval {
        None => format(quantile.value),
        Some([low, high]) if low == high => whole(quantile.value),
        Some([low, high]) => format!("{} [{}, {}]", whole(quantile.value), whole(low), whole(high)),
    }
}

/// What an event is called where its number is shown: `placements avoided`, `child cases closed, gained`.
fn event_label(event: &EventFacts) -> String {
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

fn payers(outcome: &Outcome<Summary>, width: usize) -> String {
    let (summary, names) = (&outcome.result, &outcome.names);
    let mut text = accounts(names, "BY PAYER", ("payer", &summary.payers), width);
    let of = |part: &str| {
        let holders = names.accounts.iter().filter(|account| account.part == part);
        let holders: Vec<&str> =
            holders.map(|account| account.holder.as_str()).filter(|holder| !holder.is_empty()).collect();
        match holders.split_first() {
            Some((first, rest)) if rest.iter().all(|name| name == first) => format!(" OF {}", first.to_uppercase()),
            _ => String::new(),
        }
    };
    let perspective = &outcome.account().name;
    for (heading, entries) in [
        (format!("BY BUDGET{}", of("budget")), ("budget", &summary.budgets)),
        (format!("CASHABLE{}", of("cashable")), ("cashable", &summary.cashable)),
        (format!("BY SUBGROUP, {}", perspective.to_uppercase()), ("subgroup", &summary.subgroups)),
        ("WELFARE, MARKET PRICES".to_owned(), ("welfare", &summary.welfare)),
    ] {
        if !entries.1.is_empty() {
            text.push('\n');
            text.push_str(&accounts(names, &heading, (entries.0, entries.1), width));
        }
    }
    if summary.payers.iter().any(|(_, results)| !results.complete) {
        text.push_str(&wrapped(super::INCOMPLETE, width, ""));
    }
    text
}

fn accounts(
    names: &Names,
    heading: &str,
    (part, entries): (&str, &[(String, AccountSummary)]),
    width: usize,
) -> String {
    let table = |quantiles: &[f64]| {
        let mut table = columns(width);
        let shares = quantiles.iter().map(|&p| percent(p, 0));
        let begin = [heading, "mean", "±"].map(str::to_owned);
        table.set_header(begin.into_iter().chain(shares).chain(["P(net > 0)".to_owned()]));
        for (id, results) in entries {
            let name = names.account(part, id);
            let name = named(name, results.complete);
            let net = &results.net_benefit;
            let at = quantiles.iter().map(|&p| results.quantile(p).map_or_else(String::new, |q| whole(q.value)));
            let odds = net.probability_positive.map_or_else(|| "withheld".to_owned(), |p| chance(&p, 1));
            table.add_row([name, whole(net.mean), whole(net.mcse)].into_iter().chain(at).chain([odds]));
        }
        table
    };
    finish(fitting([[0.05, 0.95].as_slice(), &[]].into_iter().map(table), width))
}
