//! `[review]`: what has been observed on the way decides whether the programme goes on.

use super::groups::Groups;
use super::hint::did_you_mean;
use super::node::{Node, Value};
use super::optional::Optional;
use super::reader::{Reader, Table};
use crate::model::{Arms, Calendar, Checkpoint, Driver, Group, Line, Observed, PLACEMENT, Quantity, Review};

/// The name of entries to self-sufficiency among what is observed, and that of placements: those of their sections.
const EMPLOYMENT: &str = "employment";
const PLACEMENTS: &str = "placements";
/// The most that a review may ask for.
const MOST: i64 = 1_000_000;

impl Reader<'_> {
    /// The review, where the scenario has one.
    pub fn review(&mut self, root: &Table<'_>, groups: &Groups, lines: &[Line]) -> Optional<Review> {
        // What the groups lack where they have problems is not told again.
        let sound = self.problems.is_empty();
        let Some(table) = self.section(root, "review") else {
            self.refuse_without_review(root, lines);
            return if root.has("review") { Optional::Refused } else { Optional::Absent };
        };
        self.review_in(&table, groups, sound).into()
    }

    fn review_in(&mut self, table: &Table<'_>, groups: &Groups, sound: bool) -> Option<Review> {
        let observed = self.text(table, "observed");
        let notice = if table.has("notice") { self.integer(table, "notice") } else { Some(0) };
        let dates = self.checkpoints(table);
        self.text(table, "note");
        let (observed, notice, dates) = (observed?, usize::try_from(notice?).ok()?, dates?);
        let calendar = self.calendar?;
        let mut checkpoints: Vec<Checkpoint> = Vec::new();
        for (year, at_least, node) in dates {
            let at = self.position(table, node, calendar, (year, notice))?;
            if checkpoints.last().is_some_and(|last| last.year >= at) {
                self.problem(node, &table.path("at_least"), "the years do not rise");
                return None;
            }
            checkpoints.push(Checkpoint { year: at, at_least });
        }
        if !sound {
            return None;
        }
        let observed = self.observed(table, &observed, groups)?;
        let review = Review { observed, notice, checkpoints };
        if let (Some(later), true) = (known_later(&review, &groups.groups), review.checkpoints.len() > 1) {
            let message = format!(
                "{later}, so a family may be counted by one review or by the next; several reviews in turn need what happens in \
                 the year of leaving. Allowed: one review, or none of that"
            );
            self.problem(table.node, &table.path("at_least"), message);
            return None;
        }
        Some(review)
    }

    /// The years of the reviews with the least number of each: one under `year` and `at_least`, or several under `at_least`.
    fn checkpoints<'n>(&mut self, table: &Table<'n>) -> Option<Vec<(i64, u32, &'n Node)>> {
        let (node, path) = (table.get("at_least")?, table.path("at_least"));
        let Some(entries) = node.entries() else {
            let at_least = self.least(node, &path)?;
            let Some(year) = table.get("year") else {
                let message = "missing; it is required: the year at whose end the programme is reviewed. Several reviews are \
                               written at_least = { 2018 = 12, 2019 = 30 }";
                self.problem(table.node, &table.path("year"), message);
                return None;
            };
            return Some(vec![(self.integer(table, "year")?, at_least, year)]);
        };
        if let Some(year) = table.get("year") {
            self.problem(year, &table.path("year"), "the reviews have their years under at_least; leave this out");
            return None;
        }
        if entries.is_empty() {
            self.problem(
                node,
                &path,
                "no review; allowed: one year and least number, or more: { 2018 = 12, 2019 = 30 }",
            );
            return None;
        }
        let mut found = Vec::new();
        for entry in entries {
            let Ok(year) = entry.key.parse::<i64>() else {
                let message = "not a year; allowed: a year and its least number, such as { 2018 = 12, 2019 = 30 }";
                self.key_problem(entry, &format!("{path}.{}", entry.key), message.to_owned());
                return None;
            };
            found.push((year, self.least(&entry.node, &format!("{path}.{year}"))?, &entry.node));
        }
        Some(found)
    }

    fn least(&mut self, node: &Node, path: &str) -> Option<u32> {
        match node.value {
            Value::Integer(least) if (0..=MOST).contains(&least) => u32::try_from(least).ok(),
            _ => {
                self.problem(
                    node,
                    path,
                    format!("allowed: a whole number from 0 to {MOST}; with 0 the programme always goes on"),
                );
                None
            }
        }
    }

    /// The position of a review's year; it must leave a year to be stopped.
    fn position(
        &mut self,
        table: &Table<'_>,
        node: &Node,
        calendar: Calendar,
        (year, notice): (i64, usize),
    ) -> Option<usize> {
        let (first, last) = (calendar.year(0), calendar.year(calendar.years - 1));
        let latest = calendar.years.checked_sub(2 + notice).map(|at| calendar.year(at));
        let at = usize::try_from(year - i64::from(first)).ok().filter(|at| *at < calendar.years);
        let message = match (at, latest) {
            (Some(at), Some(latest)) if calendar.year(at) <= latest => return Some(at),
            (None, _) => format!("the years counted are {first} to {last}; allowed: one of them"),
            (Some(_), latest) => {
                let allowed = latest.map_or_else(String::new, |latest| format!("a year up to {latest}, or "));
                let after = if notice == 0 { String::new() } else { format!(" and the notice of {notice} more") };
                format!(
                    "after this year{after} no year is left in which anything could be stopped; allowed: {allowed}more years in \
                     [timeline]"
                )
            }
        };
        let key = if table.has("year") { "year" } else { "at_least" };
        self.problem(node, &table.path(key), message);
        None
    }

    fn observed(&mut self, table: &Table<'_>, name: &str, groups: &Groups) -> Option<Observed> {
        let (node, path) = (table.get("observed")?, table.path("observed"));
        if name == EMPLOYMENT {
            if groups.tiers.is_empty() {
                self.problem(
                    node,
                    &path,
                    "there is no [employment] to observe; allowed: the id of an event given by arm",
                );
                return None;
            }
            return Some(Observed::Entries);
        }
        let id = if name == PLACEMENTS { PLACEMENT } else { name };
        let Some(event) = groups.events.iter().position(|event| event.id == id) else {
            let events = groups.events.iter().map(|event| if event.id == PLACEMENT { PLACEMENTS } else { &event.id });
            let hint = did_you_mean(name, events.chain([EMPLOYMENT]));
            self.problem(node, &path, hint);
            return None;
        };
        let in_total =
            |group: &Group| matches!(group.events.get(event), Some(Some(event)) if !event.arms.ask_subjects());
        if groups.groups.iter().any(in_total) {
            let message = format!(
                "`{name}` says how many more or fewer the programme makes, and that nobody can observe: it takes a comparison. \
                 Allowed: \"{EMPLOYMENT}\", or an event with `programme` and `comparison`"
            );
            self.problem(node, &path, message);
            return None;
        }
        Some(Observed::Event(event))
    }

    /// Refuses what only a review gives a meaning.
    fn refuse_without_review(&mut self, root: &Table<'_>, lines: &[Line]) {
        for line in lines {
            let key = match line.driver {
                Driver::Stop => "per",
                _ if line.continues => "continues",
                _ => continue,
            };
            let node = root.get("lines").and_then(|lines| lines.get(&line.id)?.get(key));
            if let Some(node) = node {
                let message = "nothing stops the programme without a [review]";
                self.problem(node, &format!("lines.{}.{key}", line.id), message);
            }
        }
    }
}

/// Why what is observed of a family may come in a later year than that planned for its leaving.
fn known_later(review: &Review, groups: &[Group]) -> Option<&'static str> {
    let of = |group: &Group| {
        let delayed = group.intake.delay != Quantity::Fixed(0.0);
        let waits = match review.observed {
            Observed::Entries => group.employment.iter().flat_map(|of| &of.tiers).any(|tier| tier.delay[0].is_some()),
            Observed::Event(event) => group.events.get(event).is_some_and(|event| {
                event.as_ref().is_some_and(|event| {
                    let years = if let Arms::Number { programme, .. } = &event.arms { programme.len() } else { 1 };
                    event.delay.is_some() || years > 1
                })
            }),
        };
        match (delayed, waits) {
            (true, _) => Some("the intake is delayed"),
            (false, true) => Some("what is observed may come years after leaving"),
            (false, false) => None,
        }
    };
    groups.iter().find_map(of)
}
