//! Events avoided or gained as formulas.

use super::workings::{EventRows, Workings, convolved, path};
use super::{Expression, Inputs, NumberFormat};
use crate::document::words::lower_first;
use crate::model::{Arms, Arrival, Event, EventKind, EventSetting, EventStays, Group, GroupSetting, PLACEMENT, Share};
use std::ops::Range;

const NUMBER: NumberFormat = NumberFormat::Decimals(4);

/// Events of a group; `None` where they cannot be written as formulas, or there are none.
pub(super) fn event_rows(workings: &mut Workings<'_, '_>, setting: &GroupSetting<'_>) -> Vec<Option<EventRows>> {
    setting.events.iter().map(|event| rows(workings, setting, event.as_ref()?)).collect()
}

fn rows(
    workings: &mut Workings<'_, '_>,
    setting: &GroupSetting<'_>,
    event_setting: &EventSetting<'_>,
) -> Option<EventRows> {
    let (group, event) = (setting.group, event_setting.event);
    if !group.intake.delay.is_certain() || !event.has_certain_times() {
        return None;
    }
    let cohorts = planned(workings, group, event_setting);
    let labels = workings.words.workbook();
    workings.heading(&event.title);
    let years = workings.model().calendar.years;
    let wait = event_setting.wait.as_ref().map(|wait| wait.of(0));
    let mut begun = vec![Vec::new(); years];
    let mut lasting = vec![vec![Vec::new(); years]; event.durations.len()];
    for PlannedEvents { from, until, planned } in cohorts {
        let label = match (from, until) {
            (0, _) => labels.planned.to_owned(),
            (_, None) => labels.planned_later.to_owned(),
            (_, Some(k)) => format!("{} ({}: {k})", labels.planned_later, lower_first(labels.years_since_leaving)),
        };
        let planned = workings.by_year(&label, NUMBER, planned);
        workings.by_age(labels.years_since_leaving);
        let mut leaving = None;
        for (duration, stays) in event_setting.stays.iter().enumerate() {
            let stay = stays.of_year(from).of(0);
            let stay = if from == 0 { stay.clone() } else { stay.anytime() };
            let label = format!("{}{}", labels.part_of_year, types_of(event, duration));
            let time = workings.by_year(&label, NUMBER, numbers(&stay.expected_time_after(wait, years)));
            append(&mut lasting[duration], convolved(&planned, &time));
            leaving = Some(stay.leaving);
        }
        workings.calendar_years();
        if let Some(leaving) = leaving {
            append(&mut begun, convolved(&planned, &numbers(&Arrival::of(leaving, wait, years).mass)));
        }
    }
    let summed = |terms: Vec<Vec<Expression>>| terms.into_iter().map(Expression::sum).collect::<Vec<_>>();
    let begun = workings.by_year(labels.begun, NUMBER, summed(begun));
    let mut rows = Vec::new();
    for (duration, terms) in lasting.into_iter().enumerate() {
        let label = format!("{}{}", labels.lasting, types_of(event, duration));
        rows.push(workings.by_year(&label, NUMBER, summed(terms)));
    }
    Some(EventRows { begun, lasting: rows })
}

fn numbers(values: &[f64]) -> Vec<Expression> {
    values.iter().map(|value| Expression::Number(*value)).collect()
}

/// Adds one term to the terms of each year.
fn append(terms: &mut [Vec<Expression>], more: Vec<Expression>) {
    terms.iter_mut().zip(more).for_each(|(terms, term)| terms.push(term));
}

/// ` (foster, home)`: whose duration it is, where there are several.
fn types_of(event: &Event, duration: usize) -> String {
    if event.durations.len() == 1 {
        return String::new();
    }
    let types = event.kinds.iter().filter(|kind| kind.duration == duration);
    let names: Vec<String> = types.map(|kind| kind.id.replace('_', " ")).collect();
    format!(" ({})", names.join(", "))
}

/// How many are planned for each year, of those from some year since leaving on, which begin and last alike.
struct PlannedEvents {
    /// The first year since leaving; 0 = at the moment of leaving.
    from: usize,
    /// The last, where others have another duration.
    until: Option<usize>,
    planned: Vec<Expression>,
}

impl PlannedEvents {
    /// Those at the moment of leaving, where there are no others.
    fn at_leaving(planned: Vec<Expression>) -> Vec<Self> {
        vec![Self { from: 0, until: None, planned }]
    }
}

fn planned(workings: &mut Workings<'_, '_>, group: &Group, setting: &EventSetting<'_>) -> Vec<PlannedEvents> {
    let event = setting.event;
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
            PlannedEvents::at_leaving((0..years).map(of).collect())
        }
        Arms::Probability { programme, comparison } => {
            let with = workings.inputs.quantity(&paths("programme"), *programme);
            let without = workings.inputs.quantity(&paths("comparison"), *comparison);
            let effect = scaled(Expression::minus(with, without));
            let of = |subjects| Expression::product([subjects, effect.clone()]);
            PlannedEvents::at_leaving(subjects(workings).into_iter().map(of).collect())
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
            let after = |year: usize, ages: Range<usize>| {
                let terms = ages.filter_map(|k| {
                    Some(Expression::product([subjects.get(year.checked_sub(k)?)?.clone(), effects[k].clone()]))
                });
                Expression::sum(terms)
            };
            let of = |ages: Range<usize>| (0..years).map(|year| after(year, ages.clone())).collect();
            // From its last entry on a list of durations holds for all later years.
            let last = setting.stays.iter().map(EventStays::last).max().unwrap_or(0).max(1);
            let alone = (0..last).take_while(|from| *from < effects.len());
            let alone = alone.map(|from| PlannedEvents { from, until: Some(from), planned: of(from..from + 1) });
            let rest = (last < effects.len()).then(|| {
                let planned = of(last..effects.len());
                PlannedEvents { from: last, until: None, planned }
            });
            alone.chain(rest).collect()
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
            let section = section_of(&event.id, &format!("types.{}.share", kind.id));
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
