//! Events avoided or gained as formulas.

use super::workings::{EventRows, Workings, convolved, path};
use super::{Expression, Inputs, NumberFormat};
use crate::model::{
    Arms, Arrival, Event, EventKind, EventSetting, Group, GroupSetting, PLACEMENT, Share, Stay, Varying,
};

const NUMBER: NumberFormat = NumberFormat::Decimals(4);

/// Events of a group; `None` where they cannot be written as formulas, or there are none.
pub(super) fn event_rows(workings: &mut Workings<'_, '_>, setting: &GroupSetting<'_>) -> Vec<Option<EventRows>> {
    setting.events.iter().map(|event| rows(workings, setting, event.as_ref()?)).collect()
}

fn rows(
    workings: &mut Workings<'_, '_>,
    setting: &GroupSetting<'_>,
    EventSetting { event, stay, .. }: &EventSetting<'_>,
) -> Option<EventRows> {
    let group = setting.group;
    if !group.intake.delay.is_certain() || !event.duration.as_ref().is_none_or(Varying::is_certain) {
        return None;
    }
    let PlannedEvents { at_leaving, later } = planned(workings, group, event);
    let labels = workings.words.workbook();
    workings.heading(&event.title);
    let at_leaving = workings.by_year(labels.planned, NUMBER, at_leaving);
    let years = workings.model().calendar.years;
    let leaving = setting.leaving.of(0);
    let (mut begun, mut lasting) = at(workings, &at_leaving, stay.of(0), &Arrival::of(*leaving, None, years));
    if let Some(later) = later {
        let later = workings.by_year(labels.planned_later, NUMBER, later);
        let arrival = Arrival::of(leaving.anytime(), None, years);
        let (more, longer) = at(workings, &later, &stay.of(0).anytime(), &arrival);
        let add = |(first, second): (Expression, Expression)| Expression::sum([first, second]);
        begun = begun.into_iter().zip(more).map(add).collect();
        lasting = lasting.into_iter().zip(longer).map(add).collect();
    }
    let begun = workings.by_year(labels.begun, NUMBER, begun);
    let lasting = workings.by_year(labels.lasting, NUMBER, lasting);
    Some(EventRows { begun, lasting })
}

/// What events planned for each year come to.
fn at(
    workings: &mut Workings<'_, '_>,
    planned: &[Expression],
    stay: &Stay<'_>,
    arrival: &Arrival,
) -> (Vec<Expression>, Vec<Expression>) {
    let labels = workings.words.workbook();
    let numbers = |values: &[f64]| values.iter().map(|value| Expression::Number(*value)).collect::<Vec<_>>();
    workings.by_age(labels.years_since_leaving);
    let time = numbers(&stay.expected_time(planned.len()));
    let time = workings.by_year(labels.part_of_year, NUMBER, time);
    workings.calendar_years();
    (convolved(planned, &numbers(&arrival.mass)), convolved(planned, &time))
}

/// How many are planned for each year, at the moment of leaving and in later years.
struct PlannedEvents {
    at_leaving: Vec<Expression>,
    later: Option<Vec<Expression>>,
}

fn planned(workings: &mut Workings<'_, '_>, group: &Group, event: &Event) -> PlannedEvents {
    let years = workings.model().calendar.years;
    let scale_up = workings.inputs.quantity(&["scale_up"], workings.model().scale_up);
    let paths = |key: &str| {
        let section = section_of(&event.id, key);
        [path(group, &section), section]
    };
    let subjects = |workings: &mut Workings<'_, '_>| {
        let sign = Expression::Number(event.effect.sign());
        let planned = workings.planned(group, event.subject);
        planned.into_iter().map(|subjects| Expression::product([sign.clone(), subjects])).collect::<Vec<_>>()
    };
    let scaled = |effect: Expression| Expression::product([scale_up.clone(), effect]);
    match &event.arms {
        Arms::Difference(series) => {
            let keys = [paths("avoided"), paths("gained")].concat();
            let of = |year| scaled(workings.inputs.series(&keys, series, year));
            PlannedEvents { at_leaving: (0..years).map(of).collect(), later: None }
        }
        Arms::Probability { programme, comparison } => {
            let with = workings.inputs.quantity(&paths("programme"), *programme);
            let without = workings.inputs.quantity(&paths("comparison"), *comparison);
            let effect = scaled(Expression::minus(with, without));
            let of = |subjects| Expression::product([subjects, effect.clone()]);
            PlannedEvents { at_leaving: subjects(workings).into_iter().map(of).collect(), later: None }
        }
        Arms::Number { programme, comparison } => {
            let effects: Vec<Expression> = (0..programme.len().max(comparison.len()).min(years))
                .map(|k| {
                    let [with, without] = [("programme", programme), ("comparison", comparison)].map(|(key, arm)| {
                        let paths = paths(key);
                        match arm.as_slice() {
                            [only] if k == 0 => workings.inputs.quantity(&paths, *only),
                            arm => arm
                                .get(k)
                                .map_or(Expression::Number(0.0), |number| workings.inputs.entry(&paths, k, *number)),
                        }
                    });
                    scaled(Expression::minus(with, without))
                })
                .collect();
            let subjects = subjects(workings);
            let after = |year: usize, from: usize| {
                let terms = (from..effects.len()).filter_map(|k| {
                    Some(Expression::product([subjects.get(year.checked_sub(k)?)?.clone(), effects[k].clone()]))
                });
                Expression::sum(terms)
            };
            let first = effects.first().cloned().unwrap_or(Expression::Number(0.0));
            let at_leaving = subjects.iter().map(|s| Expression::product([s.clone(), first.clone()])).collect();
            let later = (effects.len() > 1).then(|| (0..years).map(|year| after(year, 1)).collect());
            PlannedEvents { at_leaving, later }
        }
    }
}

/// Where the scenario writes a number of an event.
fn section_of(event: &str, key: &str) -> String {
    if event == PLACEMENT { format!("placements.{key}") } else { format!("events.{event}.{key}") }
}

/// The share of events of a kind, or of all kinds.
pub(super) fn kind_share(inputs: &mut Inputs<'_>, group: &Group, event: &Event, kind: Option<usize>) -> Expression {
    let mut part = |kind: &EventKind| match kind.share {
        Share::Part(part) => {
            let section = section_of(&event.id, &format!("types.{}", kind.id));
            Some(inputs.quantity(&[path(group, &section), section], part))
        }
        Share::Rest => None,
    };
    let parts: Vec<Option<Expression>> = event.kinds.iter().map(&mut part).collect();
    let stated = || Expression::sum(parts.iter().flatten().cloned());
    match kind {
        Some(kind) => parts[kind].clone().unwrap_or_else(|| stated().complement()),
        None if parts.iter().any(Option::is_none) => Expression::Number(1.0),
        None => stated(),
    }
}
