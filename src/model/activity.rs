//! What happened, in the units that ledger lines are priced by.

use super::number::lane_of;
use super::{Driver, Group, Line, Model, Number};
use std::ops::Range;

/// Which row of activity, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row(pub usize);

impl Row {
    /// The row `steps` positions later.
    #[must_use]
    pub fn after(self, by: usize) -> Self {
        Self(self.0 + by)
    }
}

/// The rows of activity of a model: the passing of the years, with a [review](super::Review) those in which the programme runs and the
/// one in which it no longer does, then a block for each group of families.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityRows {
    /// Whether a review may stop the programme: two more rows then follow the first.
    reviewed: bool,
    groups: Vec<GroupRows>,
    count: usize,
}

/// The rows of one group: families, adults and children of the intake; person-years by tier; events and event-years by kind; and the
/// rows of lines with their own units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRows {
    first: usize,
    /// The position of each tier of the model among the group's own; `None` = the group does not have it.
    tiers: Vec<Option<usize>>,
    /// First row and number of kinds of each event.
    events: Vec<(usize, usize)>,
    /// First row and number of rows of each line with its own units.
    own: Vec<Option<(usize, usize)>>,
    /// Row after the last.
    end: usize,
    /// Whether its families, adults and children count: those of a group that has been seen do so in the group they are from.
    counted: bool,
}

impl ActivityRows {
    /// One in every calendar year.
    pub const CALENDAR_YEARS: Row = Row(0);

    fn new(model: &Model) -> Self {
        let reviewed = model.stop_rule().is_some();
        let mut next = if reviewed { 3 } else { 1 };
        let groups = (0..model.groups.len())
            .map(|index| {
                let rows = GroupRows::new(model, index, next);
                next = rows.end;
                rows
            })
            .collect();
        Self { reviewed, groups, count: next }
    }

    /// One in every calendar year in which the programme runs: in every one, unless a review may stop it.
    #[must_use]
    pub fn running(&self) -> Row {
        if self.reviewed { Row(1) } else { Self::CALENDAR_YEARS }
    }

    /// One in the first year without a programme that a review has stopped; `None` where none may.
    #[must_use]
    pub fn stopped(&self) -> Option<Row> {
        self.reviewed.then_some(Row(2))
    }

    /// How many rows there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// The rows of a group.
    #[must_use]
    pub fn group(&self, group: usize) -> &GroupRows {
        &self.groups[group]
    }

    /// Additional self-sufficient person-years of all groups and tiers.
    pub fn all_person_years(&self) -> impl Iterator<Item = Row> + '_ {
        self.groups.iter().flat_map(GroupRows::all_person_years)
    }

    /// Events of one sort of all groups and kinds.
    pub fn all_events(&self, event: usize) -> impl Iterator<Item = Row> + '_ {
        self.groups.iter().flat_map(move |group| group.events(event, None))
    }

    /// Event-years of one sort of all groups and kinds.
    pub fn all_event_years(&self, event: usize) -> impl Iterator<Item = Row> + '_ {
        self.groups.iter().flat_map(move |group| group.event_years(event, None))
    }
}

impl Model {
    /// The rows of activity that the ledger's lines are multiplied with.
    #[must_use]
    pub fn rows(&self) -> ActivityRows {
        ActivityRows::new(self)
    }
}

impl GroupRows {
    const FIRST_TIER: usize = 3;

    fn new(model: &Model, index: usize, first: usize) -> Self {
        let group: &Group = &model.groups[index];
        let tiers: Vec<Option<usize>> = model.tiers.iter().map(|id| tier_of(group, id)).collect();
        let mut next = first + Self::FIRST_TIER + group.employment.as_ref().map_or(0, |e| e.tiers.len());
        let mut take = |rows: usize| {
            let at = next;
            next += rows;
            at
        };
        let kinds = |event: usize| group.events[event].as_ref().map_or(0, |event| event.kinds.len());
        let events = (0..model.events.len()).map(|event| (take(2 * kinds(event)), kinds(event))).collect();
        // Who has been seen counts in the group that they are from.
        let counts = |driver: Driver| group.seen.is_none() || driver.subject().is_none();
        let own = model
            .lines
            .iter()
            .map(|line| {
                line.own_rows().filter(|_| line.applies_to(index) && counts(line.driver)).map(|rows| (take(rows), rows))
            })
            .collect();
        Self { first, tiers, events, own, end: next, counted: group.seen.is_none() }
    }

    /// Families of the intake.
    #[must_use]
    pub fn families(&self) -> Row {
        Row(self.first)
    }

    /// Adults of the intake.
    #[must_use]
    pub fn adults(&self) -> Row {
        Row(self.first + 1)
    }

    /// Children of the intake.
    #[must_use]
    pub fn children(&self) -> Row {
        Row(self.first + 2)
    }

    /// Additional self-sufficient person-years of one of the group's own tiers.
    #[must_use]
    #[inline]
    pub fn person_years(&self, tier: usize) -> Row {
        Row(self.first + Self::FIRST_TIER + tier)
    }

    /// The rows of all tiers.
    pub fn all_person_years(&self) -> impl Iterator<Item = Row> + use<> {
        let first = self.first + Self::FIRST_TIER;
        let tiers = self.tiers.iter().flatten().count();
        (first..first + tiers).map(Row)
    }

    /// The group's own position of a tier of the model.
    #[must_use]
    pub fn tier(&self, tier: usize) -> Option<usize> {
        self.tiers[tier]
    }

    /// Events of one sort, of one kind or all: the difference the programme makes.
    pub fn events(&self, event: usize, kind: Option<usize>) -> impl Iterator<Item = Row> + use<> {
        self.of_event(event, kind, 0)
    }

    /// Event-years of one sort, of one kind or all.
    pub fn event_years(&self, event: usize, kind: Option<usize>) -> impl Iterator<Item = Row> + use<> {
        self.of_event(event, kind, self.events[event].1)
    }

    /// Events of one sort and kind.
    #[must_use]
    #[inline]
    pub fn event(&self, event: usize, kind: usize) -> Row {
        Row(self.events[event].0 + kind)
    }

    /// Event-years of one sort and kind.
    #[must_use]
    #[inline]
    pub fn event_year(&self, event: usize, kind: usize) -> Row {
        Row(self.events[event].0 + self.events[event].1 + kind)
    }

    fn of_event(&self, event: usize, kind: Option<usize>, offset: usize) -> impl Iterator<Item = Row> + use<> {
        let (first, kinds) = self.events[event];
        let range: Range<usize> = kind.map_or(0..kinds, |kind| kind..(kind + 1).min(kinds));
        range.map(move |kind| Row(first + offset + kind))
    }

    /// The rows of a line with its own units, such as the sum of amounts that differ between families.
    pub fn own(&self, line: usize) -> Option<impl Iterator<Item = Row> + use<>> {
        self.own[line].map(|(first, rows)| (first..first + rows).map(Row))
    }

    /// The rows that a driver sums over.
    #[must_use]
    pub fn of(&self, driver: Driver) -> Vec<Row> {
        match driver {
            Driver::CalendarYear | Driver::Stop | Driver::Refund => vec![],
            Driver::Family | Driver::Adult | Driver::Child if !self.counted => vec![],
            Driver::Family => vec![self.families()],
            Driver::Adult => vec![self.adults()],
            Driver::Child => vec![self.children()],
            Driver::PersonYear(None) => self.all_person_years().collect(),
            Driver::PersonYear(Some(tier)) => self.tier(tier).map(|tier| self.person_years(tier)).into_iter().collect(),
            Driver::Event(event, kind) => self.events(event, kind).collect(),
            Driver::EventYear(event, kind) => self.event_years(event, kind).collect(),
        }
    }
}

fn tier_of(group: &Group, id: &str) -> Option<usize> {
    group.employment.as_ref()?.tiers.iter().position(|tier| tier.id == id)
}

/// A row that a line is priced by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Priced {
    /// The row.
    pub row: Row,
    /// The group that the activity belongs to; `None` = no group.
    pub group: Option<usize>,
    /// The step of the line's reimbursement stairs.
    pub step: Option<usize>,
}

impl Line {
    /// The rows of activity that the line is priced by; `index` is its position among the model's lines.
    #[must_use]
    pub fn rows(&self, rows: &ActivityRows, index: usize) -> Vec<Priced> {
        if let Some(own) = self.calendar_rows(rows) {
            return own.into_iter().map(|row| Priced { row, group: self.subgroup, step: None }).collect();
        }
        let mut priced = Vec::new();
        for (group, block) in rows.groups.iter().enumerate().filter(|(group, _)| self.applies_to(*group)) {
            let step = |step: usize| self.stairs.as_ref().map(|_| step);
            if let Some(own) = block.own(index) {
                priced.extend(own.enumerate().map(|(i, row)| Priced { row, group: Some(group), step: step(i) }));
            } else {
                let all = block.of(self.driver).into_iter();
                priced.extend(all.map(|row| Priced { row, group: Some(group), step: None }));
            }
        }
        priced
    }
}

/// Rows by years, flat.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity<N = f64> {
    years: usize,
    values: Vec<N>,
}

impl<N: Number> Activity<N> {
    /// No activity, except one unit in every calendar year.
    #[must_use]
    pub fn new(rows: &ActivityRows, years: usize) -> Self {
        let mut activity = Self { years, values: vec![N::default(); rows.count() * years] };
        activity.clear();
        activity
    }

    /// Clears all activity, except one unit in every calendar year.
    #[inline(always)]
    pub fn clear(&mut self) {
        for value in &mut self.values {
            *value = N::default();
        }
        for year in self.row_mut(ActivityRows::CALENDAR_YEARS) {
            *year = N::all(1.0);
        }
    }

    /// A row, one value per year.
    #[must_use]
    #[inline(always)]
    pub fn row(&self, row: Row) -> &[N] {
        &self.values[row.0 * self.years..][..self.years]
    }

    /// A row to write to.
    #[inline(always)]
    pub fn row_mut(&mut self, row: Row) -> &mut [N] {
        &mut self.values[row.0 * self.years..][..self.years]
    }

    /// Several rows summed, by year.
    #[must_use]
    pub fn summed(&self, rows: impl IntoIterator<Item = Row>) -> Vec<N> {
        let mut total = vec![N::default(); self.years];
        for row in rows {
            total.iter_mut().zip(self.row(row)).for_each(|(sum, value)| *sum += *value);
        }
        total
    }

    /// The activity in one lane.
    #[must_use]
    pub fn lane(&self, lane: usize) -> Activity {
        Activity { years: self.years, values: lane_of(&self.values, lane) }
    }
}
