//! One replication, and one family's story, in words and numbers.

use super::{columns, finish, wrapped};
use crate::model::{BusinessCase, CashFlow, Model, Relapse};
use crate::replay::{Family, Replay};
use crate::report::number::{decimal, percent, plain, whole};
use crate::simulate::{Course, PlacementCourse};
use std::fmt::Write;

/// One replication: its parameters, what became of the families, and the ledger.
#[must_use]
pub fn replication(model: &Model, replay: &Replay, width: usize) -> String {
    let mut text = format!("{}\nReplication {} of seed {}\n\n", model.title, replay.number, replay.seed);
    let mut table = columns(width);
    table.set_header(["ASSUMPTION", "drawn", "percentile", "base"]);
    for (parameter, &value) in model.parameters.iter().zip(replay.draw.values()) {
        let rank = crate::distribution::Univariate::cdf(&parameter.distribution, value);
        table.add_row([parameter.path.clone(), plain(value), decimal(rank * 100.0, 1), plain(parameter.base)]);
    }
    text.push_str(&finish(table));
    text.push('\n');
    text.push_str(&families(model, replay, width));
    text.push('\n');
    text.push_str(&ledger(model, &replay.case, &replay.expected, width));
    text
}

fn families(model: &Model, replay: &Replay, width: usize) -> String {
    let mut table = columns(width);
    table.set_header(["LEAVING IN", "adults", "additional", "lost", "placements avoided", "caused"]);
    let count = |number: usize| number.to_string();
    for (year, &adults) in replay.intake.iter().enumerate() {
        let courses: Vec<&Course> = replay.courses.iter().filter(|course| course.year == year).collect();
        let placements: Vec<&PlacementCourse> = replay.placements.iter().filter(|p| p.year == year).collect();
        let better = courses.iter().filter(|course| is_better(course)).count();
        table.add_row([
            model.calendar.year(year).to_string(),
            adults.to_string(),
            count(better),
            count(courses.len() - better),
            count(placements.iter().filter(|p| p.sign > 0.0).count()),
            count(placements.iter().filter(|p| p.sign < 0.0).count()),
        ]);
    }
    let mut text = finish(table);
    let examples: Vec<String> = replay
        .courses
        .iter()
        .map(|course| (course.year, course.adult))
        .chain(replay.placements.iter().map(|p| (p.year, p.family)))
        .take(4)
        .map(|(year, adult)| format!("{}:{}", model.calendar.year(year), adult + 1))
        .collect();
    if !examples.is_empty() {
        let hint = format!(
            "Families whose course the programme changed, to look at with --family: {}, …",
            examples.join(", ")
        );
        text.push_str(&wrapped(&hint, width, ""));
    }
    text
}

/// Whether the programme made the better difference.
fn is_better(course: &Course) -> bool {
    match (course.programme, course.comparison) {
        (Some(with), Some(without)) => with < without,
        (with, _) => with.is_some(),
    }
}

fn ledger(model: &Model, case: &BusinessCase, expected: &CashFlow, width: usize) -> String {
    let flow = case.cash_flow(model.perspective);
    let mut table = columns(width);
    let years = model.calendar.iter().map(|year| year.to_string());
    table.set_header(std::iter::once(format!("LEDGER, {}", model.currency)).chain(years).chain(["Total".to_owned()]));
    let mut row = |label: &str, values: &[f64], total: Option<f64>, format: &dyn Fn(f64) -> String| {
        let cells = values.iter().copied().map(format);
        table.add_row(std::iter::once(label.to_owned()).chain(cells).chain([total.map_or_else(String::new, format)]));
    };
    for line in &case.lines {
        let values = &line.accounts[model.perspective.0];
        if values.iter().any(|value| *value != 0.0) {
            row(&line.title, values, Some(values.iter().sum()), &whole);
        }
    }
    let net = case.net(model.perspective);
    row("Net benefit", &net, Some(net.iter().sum()), &whole);
    row("Cumulative", flow.cumulative(), None, &whole);
    row("Person-years", &case.person_years, Some(case.person_years.iter().sum()), &|x| decimal(x, 2));
    let mut text = finish(table);
    let when = match flow.break_even().first {
        Some(year) => format!("breaks even in {}", model.calendar.year(year)),
        None => "does not break even within the horizon".to_owned(),
    };
    let sentence = format!(
        "This programme {when} and ends at {}. The exact expectation at these assumptions is {}; the rest, {}, is chance.",
        whole(flow.total()),
        whole(expected.total()),
        whole(flow.total() - expected.total())
    );
    text.push_str(&wrapped(&sentence, width, ""));
    text
}

/// One family's story, year by year.
#[must_use]
pub fn family(model: &Model, replay: &Replay, family: Family, width: usize) -> String {
    let year = model.calendar.year(family.year);
    let mut text = format!(
        "{}\nReplication {} of seed {}: family {} of the {} that leave in {year}\n\n",
        model.title,
        replay.number,
        replay.seed,
        family.number + 1,
        replay.intake[family.year]
    );
    let (course, placements) = (replay.course(family), replay.placements(family));
    text.push_str(&wrapped(&adult_story(model, replay, family, course), width, ""));
    if model.placements.is_some() {
        text.push_str(&wrapped(&placement_story(model, &placements), width, ""));
    }
    let case = replay.family_case(family);
    let net = case.net(model.perspective);
    let sentence = format!(
        "To {} that is worth {} {} within {}, before the costs of the programme.",
        model.accounts[model.perspective.0].name,
        whole(net.iter().sum()),
        model.currency,
        model.calendar.span()
    );
    text.push_str(&wrapped(&sentence, width, ""));
    text.push('\n');
    text.push_str(&family_years(model, family, course, &case, width));
    text
}

fn adult_story(model: &Model, replay: &Replay, family: Family, course: Option<&Course>) -> String {
    let Some(employment) = &model.employment else { return String::new() };
    let tier = |tier: Option<usize>| {
        tier.map_or_else(|| "none".to_owned(), |tier| format!("\"{}\"", employment.tiers[tier].id))
    };
    let Some(course) = course else {
        let (with, _) = replay.outcomes(family);
        return match with {
            None => "The adult becomes self-sufficient neither with the programme nor without it.".to_owned(),
            Some(_) => format!(
                "The adult reaches {} with the programme and without it alike; nothing is gained or lost.",
                tier(with)
            ),
        };
    };
    let year = model.calendar.year(family.year);
    let mut story = format!(
        "With the programme the adult reaches {}, without it {}: {}. Entry after {} of {year}",
        tier(course.programme),
        tier(course.comparison),
        if is_better(course) { "additional" } else { "lost" },
        percent(course.moment, 0)
    );
    let _ = match course.relapse {
        None => write!(story, ", no relapse within {}.", model.calendar.span()),
        Some(0) => write!(story, ", relapse in the same year."),
        Some(k) => write!(story, ", relapse in {}.", year + k as i32),
    };
    story
}

fn placement_story(model: &Model, placements: &[&PlacementCourse]) -> String {
    if placements.is_empty() {
        return "No placement of a child is avoided or caused.".to_owned();
    }
    let each = placements.iter().map(|placement| {
        let year = model.calendar.year(placement.year);
        let what = if placement.sign > 0.0 { "avoided" } else { "caused" };
        let how_long = if placement.duration.is_finite() {
            format!("for {} years", decimal(placement.duration, 2))
        } else {
            "past the horizon".to_owned()
        };
        format!(
            "A placement is {what} that would have started after {} of {year} and lasted {how_long}.",
            percent(placement.moment, 0)
        )
    });
    each.collect::<Vec<_>>().join(" ")
}

fn family_years(model: &Model, family: Family, course: Option<&Course>, case: &BusinessCase, width: usize) -> String {
    let mut table = columns(width);
    let worth = format!("worth, {}", model.currency);
    table.set_header(["YEAR", "self-sufficient with", "without", "placement-years avoided", &worth]);
    let relapse: Option<&Relapse> = model.employment.as_ref().map(|employment| &employment.relapse);
    let net = case.net(model.perspective);
    for k in 0..model.calendar.years - family.year {
        let year = family.year + k;
        let time = |tier: Option<usize>| match (relapse, course, tier) {
            (Some(rule), Some(course), Some(_)) => rule.time_in_year(k, course.relapse, course.moment),
            _ => 0.0,
        };
        let (with, without) = match course {
            Some(course) => (decimal(time(course.programme), 3), decimal(time(course.comparison), 3)),
            None => ("same".to_owned(), "same".to_owned()),
        };
        let placed = decimal(case.placement_years[year], 3);
        table.add_row([model.calendar.year(year).to_string(), with, without, placed, whole(net[year])]);
    }
    finish(table)
}
