//! One replication, and one family's story, in words and numbers.

use super::{columns, finish, wrapped};
use crate::model::{BusinessCase, CashFlow, Effect, Model, Quantity, Spell};
use crate::replay::{Family, Replay};
use crate::report::number::{decimal, money, percent, plain, shortened, span_of, whole};
use crate::simulate::{AdultCourse, EventCourse};
use std::fmt::Write as _;

/// One replication: its parameters, what became of the families, and the ledger.
#[must_use]
pub fn replication(model: &Model, replay: &Replay, width: usize) -> String {
    let mut text = wrapped(&model.title, width, "");
    let _ = writeln!(text, "Replication {} of seed {}\n", replay.number, replay.seed);
    let mut table = columns(width);
    table.set_header(["ASSUMPTION", "drawn", "percentile", "base"]);
    for (parameter, &value) in model.parameters.iter().zip(replay.draw.values()) {
        let rank = crate::distribution::Univariate::cdf(&parameter.distribution, value);
        table.add_row([parameter.path.clone(), plain(value), decimal(rank * 100.0, 1), plain(parameter.base)]);
    }
    text.push_str(&finish(table));
    text.push('\n');
    text.push_str(&families(model, replay, width));
    text.push_str(&ledger(model, &replay.case, &replay.expected, width));
    text
}

fn families(model: &Model, replay: &Replay, width: usize) -> String {
    let mut table = columns(width);
    let late = (0..model.groups.len()).any(|group| comes_late(model, group));
    let mut header = vec![
        if late { "PLANNED FOR" } else { "LEAVING IN" }.to_owned(),
        "families".to_owned(),
        "better".to_owned(),
        "worse".to_owned(),
    ];
    let titles = model.events.iter().map(|event| event.title.to_lowercase()).collect();
    let (titles, legend) = headings(titles, &header, width);
    header.extend(titles);
    table.set_header(header);
    for (group, intake) in replay.intake.iter().enumerate() {
        for (year, families) in intake.iter().enumerate() {
            let adults = replay.adults.iter().filter(|course| (course.group, course.year) == (group, year));
            let differences: Vec<f64> = adults.map(|course| difference(model, replay, course)).collect();
            let better = differences.iter().filter(|difference| **difference > 0.0).count();
            let worse = differences.iter().filter(|difference| **difference < 0.0).count();
            let leaving = format!("{} {}", model.calendar.year(year), model.groups[group].name);
            let mut row = vec![leaving.trim_end().to_owned(), families.to_string()];
            row.extend([better.to_string(), worse.to_string()]);
            for event in 0..model.events.len() {
                let of = |course: &&EventCourse| (course.group, course.year, course.event) == (group, year, event);
                row.push(decimal(replay.events.iter().filter(of).map(|course| course.sign).sum(), 0));
            }
            table.add_row(row);
        }
    }
    let mut text = finish(table) + &legend;
    let examples: Vec<String> = replay
        .adults
        .iter()
        .map(|course| (course.group, course.year, course.family))
        .chain(replay.events.iter().map(|course| (course.group, course.year, course.family)))
        .take(4)
        .map(|(group, year, number)| family_name(model, Family { group, year, number }))
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

/// Whether the scenario has the intake of a group come later than planned.
fn comes_late(model: &Model, group: usize) -> bool {
    model.groups[group].intake.delay != Quantity::Fixed(0.0)
}

/// `2018:7`, with the subgroup before it where there are any: `mothers:2018:7`.
fn family_name(model: &Model, family: Family) -> String {
    let group = &model.groups[family.group].id;
    let within = format!("{}:{}", model.calendar.year(family.year), family.number + 1);
    if group.is_empty() { within } else { format!("{group}:{within}") }
}

/// Years of self-sufficiency that the programme adds to an adult within the horizon; for a better tier, all of them.
fn difference(model: &Model, replay: &Replay, course: &AdultCourse) -> f64 {
    if let (Some(with), Some(without)) = (course.programme, course.comparison)
        && with != without
    {
        return if with < without { 1.0 } else { -1.0 };
    }
    let years = model.calendar.years - course.year;
    let time = |arm: usize| {
        let spells = replay.spells(course, arm).iter();
        spells.flat_map(|spell| (0..years).map(|k| spell.in_year(k))).fold(0.0, |sum, part| sum + part)
    };
    let difference = time(0) - time(1);
    if difference != 0.0 {
        return difference;
    }
    // Somebody who enters and relapses at once has been reached all the same.
    match (course.programme, course.comparison) {
        (Some(_), None) => 1.0,
        (None, Some(_)) => -1.0,
        _ => 0.0,
    }
}

fn ledger(model: &Model, case: &BusinessCase, expected: &CashFlow, width: usize) -> String {
    let flow = case.cash_flow(model.perspective);
    let mut text = super::business_case::by_year(model, case, width);
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
    let group = &model.groups[family.group].name;
    let of = if group.is_empty() { String::new() } else { format!(" of {group}") };
    let which = format!(
        "Replication {} of seed {}: family {} of the {}{of} that {} in {year}",
        replay.number,
        replay.seed,
        family.number + 1,
        replay.intake[family.group][family.year],
        if comes_late(model, family.group) { "were to leave" } else { "leave" }
    );
    let mut text = wrapped(&model.title, width, "") + &wrapped(&which, width, "") + "\n";
    if comes_late(model, family.group) {
        let leaves = family.year.saturating_add(replay.years_later(family));
        let sentence = if leaves < model.calendar.years {
            format!("The intake comes later than planned: the family leaves in {}.", model.calendar.year(leaves))
        } else {
            format!("The intake comes later than planned: the family leaves after {}.", model.calendar.span())
        };
        text.push_str(&wrapped(&sentence, width, ""));
    }
    let adults = adults_story(model, replay, family);
    if !adults.is_empty() {
        text.push_str(&wrapped(&adults, width, ""));
    }
    if !model.events.is_empty() {
        text.push_str(&wrapped(&events_story(model, replay, family), width, ""));
    }
    let case = replay.family_case(family);
    let net = case.net(model.perspective);
    let sentence = format!(
        "To {} this family is worth {} {}, before what is paid each year whoever takes part.",
        model.accounts[model.perspective.0].name,
        money(net.iter().sum(), &model.currency),
        span_of(&model.calendar.span())
    );
    text.push_str(&wrapped(&sentence, width, ""));
    text.push('\n');
    text.push_str(&family_years(model, replay, family, &case, width));
    text
}

fn adults_story(model: &Model, replay: &Replay, family: Family) -> String {
    let Some(employment) = &model.groups[family.group].employment else { return String::new() };
    // A single tier needs no name.
    let name = |tier: usize| match employment.tiers.as_slice() {
        [_] => String::new(),
        tiers => format!(" as \"{}\"", tiers[tier].id),
    };
    let mut changed: Vec<&AdultCourse> = replay.adults(family).collect();
    let outcomes = replay.outcomes(family);
    let mut stories = Vec::new();
    for (number, outcome) in outcomes.iter().enumerate() {
        let adult = if outcomes.len() == 1 { "The adult".to_owned() } else { format!("Adult {}", number + 1) };
        let course = changed.iter().position(|course| (course.programme, course.comparison) == *outcome);
        stories.push(match (course.map(|at| changed.remove(at)), outcome.0) {
            (None, None) => format!("{adult} becomes self-sufficient neither with the programme nor without it."),
            (None, Some(tier)) => format!(
                "{adult} becomes self-sufficient{} with the programme and without it alike; nothing is gained or lost.",
                name(tier)
            ),
            (Some(course), _) => {
                let arm = |arm: usize, with: &str| match course.tier(arm) {
                    None => format!("{with} the programme never {}", span_of(&model.calendar.span())),
                    Some(tier) => {
                        let spells = replay.spells(course, arm);
                        format!("{with} the programme{} {}", name(tier), spells_story(model, family.year, spells))
                    }
                };
                format!("{adult} becomes self-sufficient {}; {}.", arm(0, "with"), arm(1, "without"))
            }
        });
    }
    stories.join(" ")
}

/// `from 37 % of 2017 to the end of 2019, and again from 12 % of 2021`.
fn spells_story(model: &Model, cohort: usize, spells: &[Spell]) -> String {
    if spells.is_empty() {
        return format!("after {}", model.calendar.year(model.calendar.years - 1));
    }
    let moment = |time: f64| {
        let year = model.calendar.year(cohort) + time.floor() as i32;
        match time.fract() {
            0.0 => format!("the start of {year}"),
            part => format!("{} of {year}", percent(part, 0)),
        }
    };
    let tell = |spell: &Spell| {
        if spell.end.is_infinite() {
            format!("from {} on", moment(spell.start))
        } else if spell.end == spell.start {
            format!("at {}, with relapse in the same year", moment(spell.start))
        } else {
            format!("from {} to {}", moment(spell.start), moment(spell.end))
        }
    };
    spells.iter().map(tell).collect::<Vec<_>>().join(", and again ")
}

fn events_story(model: &Model, replay: &Replay, family: Family) -> String {
    let mut stories = Vec::new();
    for course in replay.events(family) {
        let event = &model.events[course.event];
        let (begins, lasts) = match (event.effect, course.sign > 0.0) {
            (Effect::Avoided, true) => ("it would have begun", "lasted"),
            (Effect::Avoided, false) => ("against the programme, it begins", "lasts"),
            (Effect::Gained, true) => ("it begins", "lasts"),
            (Effect::Gained, false) => ("against the programme, it would have begun", "lasted"),
        };
        let kind = &event.kinds[course.kind];
        let kind = if kind.is_empty() { String::new() } else { format!(" ({})", kind.replace('_', " ")) };
        let how_long = if course.duration.is_finite() {
            format!("for {} years", decimal(course.duration, 2))
        } else {
            "past the horizon".to_owned()
        };
        let year = model.calendar.year(course.year) + course.start.floor() as i32;
        let moment = percent(course.start.fract(), 0);
        stories.push(format!("{}{kind}: {begins} after {moment} of {year} and {lasts} {how_long}.", event.title));
    }
    if stories.is_empty() {
        let titles: Vec<String> = model.events.iter().map(|event| event.title.to_lowercase()).collect();
        return format!("The programme changes nothing else here ({}).", titles.join(", "));
    }
    stories.join(" ")
}

fn family_years(model: &Model, replay: &Replay, family: Family, case: &BusinessCase, width: usize) -> String {
    let mut table = columns(width);
    let employed = model.groups[family.group].employment.is_some();
    let mut header = vec!["YEAR".to_owned()];
    if employed {
        header.extend(["self-sufficient with", "without"].map(str::to_owned));
    }
    let worth = format!("worth, {}", shortened(&model.currency, 8));
    let titles = model.events.iter().map(|event| format!("{}, years", event.title.to_lowercase())).collect();
    let (titles, legend) = headings(titles, &[header.as_slice(), std::slice::from_ref(&worth)].concat(), width);
    header.extend(titles);
    header.push(worth);
    table.set_header(header);
    let net = case.net(model.perspective);
    let adults: Vec<&AdultCourse> = replay.adults(family).collect();
    for k in 0..model.calendar.years - family.year {
        let year = family.year + k;
        let time = |arm: usize| {
            let in_year = |spells: &[Spell]| spells.iter().map(|spell| spell.in_year(k)).sum::<f64>();
            let entered = adults.iter().filter(|course| course.tier(arm).is_some());
            decimal(entered.map(|course| in_year(replay.spells(course, arm))).sum(), 3)
        };
        let (with, without) = if adults.is_empty() { ("same".into(), "same".into()) } else { (time(0), time(1)) };
        let mut row = vec![model.calendar.year(year).to_string()];
        if employed {
            row.extend([with, without]);
        }
        row.extend(case.event_years.iter().map(|years| decimal(years[year], 3)));
        row.push(whole(net[year]));
        table.add_row(row);
    }
    finish(table) + &legend
}

/// Titles as headings beside others where they fit, else numbers with a legend below the table.
fn headings(titles: Vec<String>, beside: &[String], width: usize) -> (Vec<String>, String) {
    let needed: usize = titles.iter().chain(beside).map(|title| title.chars().count() + 1).sum();
    if needed <= width {
        return (titles, String::new());
    }
    let numbers = (1..=titles.len()).map(|number| format!("({number})")).collect();
    let legend = titles.iter().enumerate().map(|(i, title)| wrapped(&format!("({}) {title}", i + 1), width, ""));
    (numbers, legend.collect())
}
