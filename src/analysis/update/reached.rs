//! The model from where a programme now stands: what has been seen of families is fixed, and the years that follow are forecast.
//!
//! Those who left the programme in a year of which figures are told become groups of their own, one for each outcome that was seen
//! ([`Seen`], [`SeenSpell`]). The comparison arm was not seen, and the figures say nothing of it: what these families would have reached without
//! the programme is a group of its own, as it was beforehand. Families, participants and events that were not observed stay where they were. Money spent takes the place of what was planned.

use crate::model::{
    ActualEvents, Actuals, Adjustment, Amount, Arms, Employment, Event, Group, Intake, Line, Model, Quantity, Relapse,
    Seen, SeenSpell, Series,
};

const NOTHING: Quantity = Quantity::Fixed(0.0);
const ONE: Quantity = Quantity::Fixed(1.0);

/// The model once these figures are seen.
#[must_use]
pub(super) fn reached(model: &Model, actuals: &Actuals) -> Model {
    let mut reached = model.clone();
    let mut cohorts: Vec<usize> = actuals.entries.iter().map(|entries| entries.year).collect();
    cohorts.extend(actuals.events.iter().map(|events| events.year));
    cohorts.sort_unstable();
    cohorts.dedup();
    if let ([group], false) = (&model.groups[..], cohorts.is_empty()) {
        reached.groups = Cohorts { group, years: model.calendar.years, actuals }.groups(&cohorts);
    }
    spent(&mut reached, actuals);
    reached
}

/// A group of families, some of whose cohorts have been seen.
struct Cohorts<'a> {
    group: &'a Group,
    years: usize,
    actuals: &'a Actuals,
}

impl Cohorts<'_> {
    fn groups(&self, cohorts: &[usize]) -> Vec<Group> {
        let mut groups = vec![self.others(cohorts)];
        for &cohort in cohorts {
            groups.push(self.cohort(cohort));
            groups.extend(self.entered(cohort));
            groups.extend(self.events_of(cohort).flat_map(|events| self.happened(events)));
        }
        groups
    }

    fn events_of(&self, cohort: usize) -> impl Iterator<Item = &ActualEvents> {
        self.actuals.events.iter().filter(move |events| events.year == cohort)
    }

    /// Those of whom nothing is told.
    fn others(&self, cohorts: &[usize]) -> Group {
        let told = |year: usize| cohorts.contains(&year);
        let families = only(&self.group.intake.families, self.years, |year| !told(year));
        let events = self.group.events.iter();
        let events = events.map(|event| event.as_ref().map(|event| in_years(event, self.years, |year| !told(year))));
        Group {
            intake: Intake { families, ..self.group.intake.clone() },
            events: events.collect(),
            ..self.group.clone()
        }
    }

    /// Those of one year, with what is not told of them.
    fn cohort(&self, cohort: usize) -> Group {
        let entries = self.actuals.entries_of(cohort);
        let families = match (entries, self.events_of(cohort).next()) {
            (Some(entries), _) => self.number(cohort, entries.of),
            (None, Some(events)) => self.number(cohort, events.of),
            (None, None) => only(&self.group.intake.families, self.years, |year| year == cohort),
        };
        let told = |event: usize| self.events_of(cohort).any(|events| events.event == event);
        let untold = |(at, event): (usize, &Option<Event>)| {
            event.as_ref().filter(|_| !told(at)).map(|event| in_years(event, self.years, |year| year == cohort))
        };
        Group {
            id: self.named(cohort, "all"),
            intake: Intake { families, ..self.group.intake.clone() },
            employment: self.group.employment.clone().filter(|_| entries.is_none()),
            events: self.group.events.iter().enumerate().map(untold).collect(),
            ..self.group.clone()
        }
    }

    /// Adults of one year by what they reached, and by how long that has lasted; and all of them as they would have fared without the programme.
    fn entered(&self, cohort: usize) -> Vec<Group> {
        let (Some(entries), Some(employment)) = (self.actuals.entries_of(cohort), &self.group.employment) else {
            return Vec::new();
        };
        let mut groups = Vec::new();
        let mut add = |number: u32, reached: usize, spell: SeenSpell| {
            if number == 0 {
                return;
            }
            let relapse = Relapse { seen: spell, ..employment.relapse.clone() };
            groups.push(Group {
                id: self.named(cohort, &format!("{reached:?} {spell:?}")),
                employment: Some(Employment { relapse, ..employment.clone() }),
                ..self.seen(cohort, number, Seen::Entry(reached))
            });
        };
        for (tier, &entered) in entries.entered.iter().enumerate() {
            let of = |told: &&crate::model::ActualRelapses| (told.cohort, told.tier) == (cohort, tier);
            let Some(relapses) = self.actuals.relapses.iter().find(of) else {
                add(entered, tier, SeenSpell::Nothing);
                continue;
            };
            for (year, &relapsed) in relapses.by_year.iter().enumerate() {
                add(relapsed, tier, SeenSpell::Ended(year));
            }
            let left = entered - relapses.by_year.iter().sum::<u32>();
            add(left, tier, SeenSpell::Lasting(relapses.by_year.len() - 1));
        }
        groups.push(Group {
            id: self.named(cohort, "without"),
            employment: Some(employment.clone()),
            ..self.seen(cohort, entries.of, Seen::Comparison)
        });
        groups
    }

    /// Subjects of one year to whom an event happened, and all of them as they would have fared without the programme.
    fn happened<'e>(&'e self, events: &'e ActualEvents) -> impl Iterator<Item = Group> + 'e {
        let parts = [(Seen::Event, events.happened), (Seen::Comparison, events.of)];
        parts.into_iter().filter(|(_, number)| *number > 0).map(|(seen, number)| {
            let alone = |(at, event): (usize, &Option<Event>)| event.clone().filter(|_| at == events.event);
            Group {
                id: self.named(events.year, &format!("event {} {seen:?}", events.event)),
                employment: None,
                events: self.group.events.iter().enumerate().map(alone).collect(),
                ..self.seen(events.year, number, seen)
            }
        })
    }

    /// A number of those of one year of whom something is seen.
    fn seen(&self, cohort: usize, number: u32, seen: Seen) -> Group {
        Group {
            intake: Intake { families: self.number(cohort, number), ..self.group.intake.clone() },
            events: vec![None; self.group.events.len()],
            seen: Some(seen),
            ..self.group.clone()
        }
    }

    /// The luck of a part of a group has an address of its own.
    fn named(&self, cohort: usize, part: &str) -> String {
        format!("{} seen {cohort} {part}", self.group.id)
    }

    fn number(&self, cohort: usize, number: u32) -> Series {
        let of_year = |year: usize| if year == cohort { Quantity::Fixed(f64::from(number)) } else { NOTHING };
        Series { level: ONE, profile: (0..self.years).map(of_year).collect() }
    }
}

/// A series in some years, and nothing in the others.
fn only(series: &Series, years: usize, keep: impl Fn(usize) -> bool) -> Series {
    let of_year = |year: usize| if keep(year) { series.profile[year.min(series.profile.len() - 1)] } else { NOTHING };
    Series { level: series.level, profile: (0..years).map(of_year).collect() }
}

/// An event among those who leave in some years; a total is told by year.
fn in_years(event: &Event, years: usize, keep: impl Fn(usize) -> bool) -> Event {
    match &event.arms {
        Arms::Difference(series) => Event { arms: Arms::Difference(only(series, years, keep)), ..event.clone() },
        Arms::Probability { .. } | Arms::Number { .. } => event.clone(),
    }
}

/// Money spent, in lines of their own beside those whose plans it takes the place of.
fn spent(model: &mut Model, actuals: &Actuals) {
    let (years, titles) = (model.calendar.years, model.language.titles());
    let mut lines: Vec<usize> = actuals.costs.iter().map(|cost| cost.line).collect();
    lines.sort_unstable();
    lines.dedup();
    for at in lines {
        let told = |year: usize| actuals.costs.iter().find(|cost| (cost.line, cost.year) == (at, year));
        let amount = |year: usize| told(year).map_or(NOTHING, |cost| Quantity::Fixed(cost.amount));
        let planned = &model.lines[at];
        let actual = Line {
            id: format!("{}_actual", planned.id),
            title: format!("{}, {}", planned.title, titles.actual),
            amount: Amount::Shared(Series::constant(ONE)),
            quantity: Series { level: ONE, profile: (0..years).map(amount).collect() },
            factor: Series::constant(ONE),
            adjustment: Adjustment::default(),
            growth: NOTHING,
            realised: None,
            ..planned.clone()
        };
        model.lines[at].quantity = only(&model.lines[at].quantity, years, |year| told(year).is_none());
        model.lines.push(actual);
    }
}
