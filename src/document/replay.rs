//! One replication, and one family's story, in words and numbers.

use super::review::counted;
use super::words::{AdultStory, ArmStory, EventStory, FamilyName, Moment, SpellStory, lower_first, sentences};
use super::{DataTable, Document, Language, Narrow, Section, TableCell, business_case, shortened};
use crate::distribution::Univariate;
use crate::model::{BusinessCase, Effect, Model, Quantity, Spell};
use crate::replay::{Family, Replay};
use crate::simulate::{AdultCourse, EventCourse};
use crate::summary::ReviewFacts;

/// Families named as examples.
const EXAMPLES: usize = 4;

/// One replication: its parameters, what became of the families, and the ledger.
#[must_use]
pub fn replication(model: &Model, replay: &Replay, language: Language) -> Document {
    let (words, labels) = (language.words(), language.labels());
    let mut page = Document::new(&model.title);
    page.last().text(words.replication(replay.number, replay.seed));
    let mut table = DataTable::new(labels.replication);
    for (parameter, &value) in model.parameters.iter().zip(replay.draw.values()) {
        let rank = parameter.distribution.cdf(value);
        let rank = TableCell::number(language.decimal(rank * 100.0, 1), rank);
        table.row(parameter.path.clone(), [language.plain_cell(value), rank, language.plain_cell(parameter.base)]);
    }
    let base = model.base_draw();
    for computed in model.parameters.all_computed() {
        let [value, base] = [&replay.draw, &base].map(|draw| language.plain_cell(computed.formula.at(draw)));
        table.row(computed.path.clone(), [value, TableCell::default(), base]);
    }
    page.section().table(table);
    families(page.section(), model, replay, language);
    reviews(page.last(), model, replay, language);
    let section = page.section();
    section.table(business_case::by_year(model, &replay.case, language));
    let flow = replay.case.cash_flow(model.perspective);
    let first = flow.break_even().first.map(|year| model.calendar.year(year));
    let (total, expected) = (flow.total(), replay.expected.total());
    section.note(words.replication_result(first, [total, expected, total - expected]));
    page
}

fn families(section: &mut Section, model: &Model, replay: &Replay, language: Language) {
    let (words, labels) = (language.words(), language.labels());
    let late = (0..model.groups.len()).any(|group| comes_late(model, group));
    let first = if late { labels.planned_for } else { labels.leaving_in };
    let mut table = DataTable::new([first, labels.families, labels.better, labels.worse]);
    for event in &model.events {
        table.column(lower_first(&event.title), Narrow::Numbered);
    }
    for (group, intake) in replay.intake.iter().enumerate() {
        for (year, families) in intake.iter().enumerate() {
            let adults = replay.adults.iter().filter(|course| (course.group, course.year) == (group, year));
            let differences: Vec<f64> = adults.map(|course| difference(model, replay, course)).collect();
            let count = |of: &dyn Fn(&f64) -> bool| differences.iter().filter(|difference| of(difference)).count();
            let better = count(&|difference| *difference > 0.0);
            let worse = count(&|difference| *difference < 0.0);
            let leaving = format!("{} {}", model.calendar.year(year), model.groups[group].name);
            let counts = [*families as usize, better, worse];
            let counts = counts.map(|count| TableCell::number(count.to_string(), count as f64));
            let events = (0..model.events.len()).map(|event| {
                let of = |course: &&EventCourse| (course.group, course.year, course.event) == (group, year, event);
                language.decimal_cell(replay.events.iter().filter(of).map(|course| course.sign).sum(), 0)
            });
            table.row(leaving.trim_end(), counts.into_iter().chain(events));
        }
    }
    section.table(table);
    let adults = replay.adults.iter().map(|course| (course.group, course.year, course.family));
    let events = replay.events.iter().map(|course| (course.group, course.year, course.family));
    let changed = adults.chain(events).take(EXAMPLES);
    let examples: Vec<String> =
        changed.map(|(group, year, number)| family_id(model, Family { group, year, number })).collect();
    if !examples.is_empty() {
        section.note(words.families_to_look_at(&examples));
    }
}

/// What each review saw, up to the one that stopped the programme.
fn reviews(section: &mut Section, model: &Model, replay: &Replay, language: Language) {
    let (Some(rule), Some(facts)) = (model.stop_rule(), ReviewFacts::of(model)) else { return };
    let stopped = rule.stops_at(|at| replay.observed[at]);
    let told = counted(facts.title.as_deref());
    let held = facts.reviews.iter().zip(&replay.observed).enumerate();
    for (at, (review, seen)) in held.take_while(|(at, _)| stopped.is_none_or(|stopped| *at <= stopped)) {
        section.note(language.words().reviewed(told, *review, *seen, stopped == Some(at)));
    }
}

/// Whether the scenario has the intake of a group come later than planned.
fn comes_late(model: &Model, group: usize) -> bool {
    model.groups[group].intake.delay != Quantity::Fixed(0.0)
}

/// `2018:7`, with the subgroup before it where there are any: `mothers:2018:7`.
fn family_id(model: &Model, family: Family) -> String {
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

/// One family's story, year by year.
#[must_use]
pub fn family(model: &Model, replay: &Replay, family: Family, language: Language) -> Document {
    let words = language.words();
    let late = comes_late(model, family.group);
    let mut page = Document::new(&model.title);
    page.last().text(words.family(&FamilyName {
        replication: replay.number,
        seed: replay.seed,
        number: family.number as usize + 1,
        of: replay.intake[family.group][family.year] as usize,
        group: Some(model.groups[family.group].name.as_str()).filter(|name| !name.is_empty()),
        year: model.calendar.year(family.year),
        late,
    }));
    let section = page.section();
    if late {
        let leaves = family.year.saturating_add(replay.years_later(family));
        let year = (leaves < model.calendar.years).then(|| model.calendar.year(leaves));
        section.text(words.leaves_later(year, &model.calendar.span()));
    }
    let adults = adults_story(model, replay, family, language);
    if !adults.is_empty() {
        section.text(adults);
    }
    if !model.events.is_empty() {
        section.text(events_story(model, replay, family, language));
    }
    let case = replay.family_case(family);
    let net: f64 = case.net(model.perspective).iter().sum();
    let name = &model.accounts[model.perspective.0].name;
    section.text(words.family_worth(name, net, &model.currency, &model.calendar.span()));
    page.section().table(family_years(model, replay, family, &case, language));
    page
}

fn adults_story(model: &Model, replay: &Replay, family: Family, language: Language) -> String {
    let Some(employment) = &model.groups[family.group].employment else { return String::new() };
    // A single tier needs no name.
    let name = |tier: usize| match employment.tiers.as_slice() {
        [_] => None,
        tiers => Some(tiers[tier].id.as_str()),
    };
    let mut changed: Vec<&AdultCourse> = replay.adults(family).collect();
    let outcomes = replay.outcomes(family);
    let span = model.calendar.span();
    let stories = outcomes.iter().enumerate().map(|(number, outcome)| {
        let number = (outcomes.len() > 1).then_some(number + 1);
        let course = changed.iter().position(|course| (course.programme, course.comparison) == *outcome);
        let story = match (course.map(|at| changed.remove(at)), outcome.0) {
            (None, None) => AdultStory::Neither,
            (None, Some(tier)) => AdultStory::Alike { tier: name(tier) },
            (Some(course), _) => AdultStory::Changed([0, 1].map(|arm| {
                course.tier(arm).map(|tier| ArmStory {
                    tier: name(tier),
                    spells: replay
                        .spells(course, arm)
                        .iter()
                        .map(|spell| spell_story(model, family.year, spell))
                        .collect(),
                    last_year: model.calendar.year(model.calendar.years - 1),
                })
            })),
        };
        language.words().adult(number, &story, &span)
    });
    sentences(stories)
}

fn spell_story(model: &Model, cohort: usize, spell: &Spell) -> SpellStory {
    let moment = |time: f64| Moment { year: model.calendar.year(cohort) + time.floor() as i32, part: time.fract() };
    SpellStory {
        start: moment(spell.start),
        end: spell.end.is_finite().then(|| moment(spell.end)),
        at_once: spell.end == spell.start,
    }
}

fn events_story(model: &Model, replay: &Replay, family: Family, language: Language) -> String {
    let words = language.words();
    let stories: Vec<String> = replay
        .events(family)
        .map(|course| {
            let event = &model.events[course.event];
            words.event(&EventStory {
                title: &event.title,
                kind: Some(event.kinds[course.kind].replace('_', " ")).filter(|kind| !kind.is_empty()),
                avoided: event.effect == Effect::Avoided,
                for_the_better: course.sign > 0.0,
                start: Moment {
                    year: model.calendar.year(course.year) + course.start.floor() as i32,
                    part: course.start.fract(),
                },
                years: Some(course.duration).filter(|duration| duration.is_finite()),
            })
        })
        .collect();
    if stories.is_empty() {
        let titles: Vec<String> = model.events.iter().map(|event| lower_first(&event.title)).collect();
        return words.nothing_else(&titles);
    }
    sentences(stories)
}

fn family_years(model: &Model, replay: &Replay, family: Family, case: &BusinessCase, language: Language) -> DataTable {
    let (words, labels) = (language.words(), language.labels());
    let employed = model.groups[family.group].employment.is_some();
    let mut table = DataTable::new([labels.year]);
    if employed {
        table.column(labels.self_sufficient_with, Narrow::Stays).column(labels.without, Narrow::Stays);
    }
    for event in &model.events {
        table.column(words.years_of(&lower_first(&event.title)), Narrow::Numbered);
    }
    table.column(words.worth_in(&shortened(language.currency(&model.currency), 8)), Narrow::Stays);
    let net = case.net(model.perspective);
    let adults: Vec<&AdultCourse> = replay.adults(family).collect();
    for k in 0..model.calendar.years - family.year {
        let year = family.year + k;
        let time = |arm: usize| {
            let in_year = |spells: &[Spell]| spells.iter().map(|spell| spell.in_year(k)).sum::<f64>();
            let entered = adults.iter().filter(|course| course.tier(arm).is_some());
            language.decimal_cell(entered.map(|course| in_year(replay.spells(course, arm))).sum(), 3)
        };
        let arms = if adults.is_empty() { [labels.same.into(), labels.same.into()] } else { [time(0), time(1)] };
        let arms = arms.into_iter().filter(|_| employed);
        let events = case.event_years.iter().map(|years| language.decimal_cell(years[year], 3));
        let cells = arms.chain(events).chain([language.cell(net[year])]);
        table.row(model.calendar.year(year).to_string(), cells);
    }
    table
}
