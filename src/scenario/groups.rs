//! Reading the groups of families: the sections of the whole scenario, or of each subgroup.

use super::reader::{Reader, Table};
use super::shape::Domain;
use crate::model::{
    Assumed, BetweenFamilies, Employment, Event, EventName, Group, Household, Intake, Members, Onset, Participants,
    Quantity, Relapse, Subject, Varying,
};

/// The sections that a scenario or one of its subgroups gives.
struct Sections {
    intake: Option<Intake>,
    household: Option<Household>,
    employment: Option<Employment>,
    relapse: Option<Relapse>,
    events: Vec<Event>,
}

/// All groups, with the tiers and events that some of them have.
pub(super) struct Groups {
    pub groups: Vec<Group>,
    pub tiers: Vec<String>,
    pub events: Vec<EventName>,
    /// Whether every section could be read, so that lines may be held against them.
    pub complete: bool,
}

impl Reader<'_> {
    /// The groups of the scenario.
    pub fn groups(&mut self, root: &Table<'_>) -> Groups {
        let before = self.problems.len();
        let own = self.sections(root);
        let subgroups = self.named_tables(root, "subgroups");
        let mut groups = Vec::new();
        if subgroups.is_empty() {
            if !root.has("intake") {
                self.problem(root.node, "intake", "missing; it is required: how many leave the programme each year");
            }
            groups.extend(assemble(String::new(), String::new(), own, None));
        } else {
            if let Some(node) = root.get("intake") {
                self.problem(node, "intake", "not allowed beside [subgroups]: each has an intake of its own");
            }
            for (entry, table) in subgroups {
                if RESERVED.contains(&entry.key.as_str()) {
                    self.problem(&entry.node, &table.path, "this id is taken in the results");
                }
                let name = self.text(&table, "name").unwrap_or_else(|| entry.key.replace('_', " "));
                let sections = self.sections(&table);
                groups.extend(assemble(entry.key.clone(), name, sections, Some(&own)));
            }
        }
        let (mut tiers, mut events): (Vec<String>, Vec<EventName>) = (Vec::new(), Vec::new());
        for (group, found) in &mut groups {
            for tier in group.employment.iter().flat_map(|employment| &employment.tiers) {
                if !tiers.contains(&tier.id) {
                    tiers.push(tier.id.clone());
                }
            }
            for event in found {
                self.know(&mut events, event, root);
            }
        }
        for (group, found) in &groups {
            self.require_members(root, group, found);
        }
        let groups = groups
            .into_iter()
            .map(|(group, found)| {
                let of = |name: &EventName| found.iter().find(|event| event.id == name.id).cloned();
                Group { events: events.iter().map(of).collect(), ..group }
            })
            .collect();
        Groups { groups, tiers, events, complete: self.problems.len() == before && self.calendar.is_some() }
    }

    /// What befalls children needs children; adults counted one by one are families of one; relapse is from something.
    fn require_members(&mut self, root: &Table<'_>, group: &Group, events: &[Event]) {
        let place = |key: &str| match root.get("subgroups").and_then(|groups| groups.get(&group.id)) {
            Some(node) => (node, format!("subgroups.{}.{key}", group.id)),
            None => (root.node, key.to_owned()),
        };
        let without_children = group.household.children.mean() == 0.0;
        let of_children = |event: &&Event| event.subject == Subject::Child && event.arms.ask_subjects();
        if let (true, Some(event)) = (without_children, events.iter().find(of_children)) {
            let (node, path) = place("family.children");
            self.problem(node, &path, format!("missing; `{}` is given per child, so say how many there are", event.id));
        }
        let (node, path) = place("intake");
        if node.get("intake").is_some_and(|intake| intake.get("adults").is_some()) && !group.household.adults.is(1) {
            let message = "counts adults, each a family of one; with [family] adults say `families`";
            self.problem(node.get("intake").unwrap_or(node), &format!("{path}.adults"), message);
        }
        // An employment section that could not be read has been reported.
        if let (Some(relapse), true, false) = (root.get("relapse"), group.id.is_empty(), root.has("employment")) {
            self.problem(relapse, "relapse", "there is nothing to relapse from without [employment]");
        }
    }

    /// Adds an event to those known, or holds it against the one that is.
    fn know(&mut self, events: &mut Vec<EventName>, event: &Event, root: &Table<'_>) {
        let kinds: Vec<String> = event.kinds.iter().map(|kind| kind.id.clone()).collect();
        match events.iter().find(|known| known.id == event.id) {
            Some(known) if known.kinds != kinds || known.effect != event.effect => {
                let node = root.get("subgroups").unwrap_or(root.node);
                let message = format!("`{}` needs the same effect and types in every subgroup", event.id);
                self.problem(node, "subgroups", message);
            }
            Some(_) => {}
            None => {
                events.push(EventName { id: event.id.clone(), title: event.title.clone(), effect: event.effect, kinds })
            }
        }
    }

    fn sections(&mut self, table: &Table<'_>) -> Sections {
        let relapse = self.relapse(table);
        Sections {
            intake: self.section(table, "intake").and_then(|section| self.intake(&section)),
            household: self.section(table, "family").and_then(|section| self.household(&section)),
            employment: self.employment(table),
            relapse,
            events: self.events(table).into_iter().flatten().collect(),
        }
    }

    fn intake(&mut self, table: &Table<'_>) -> Option<Intake> {
        let families = match (table.get("adults"), table.get("families")) {
            (Some(_), None) => self.series(table, "adults"),
            (None, Some(_)) => self.series(table, "families"),
            (Some(_), Some(node)) => {
                self.problem(node, &table.path("families"), "not allowed beside `adults`: say one of the two");
                None
            }
            (None, None) => {
                self.problem(table.node, &table.path("adults"), "missing; give `adults` or `families`");
                None
            }
        };
        let delay = if table.has("delay") { self.quantity(table, "delay") } else { Some(Quantity::Fixed(0.0)) };
        let onset = match table.get("moment") {
            None => Some(Onset::Uniform),
            Some(node) => {
                let moment = self.number(node, &table.path("moment"), Domain::Probability)?;
                if moment >= 1.0 {
                    self.problem(node, &table.path("moment"), "allowed: from 0 (1 January) to below 1");
                }
                let path = table.path("moment");
                self.document_bare(node, &path, Assumed::Fixed(moment));
                Some(Onset::at(moment))
            }
        };
        let counted = if table.has("adults") { Participants::Adults } else { Participants::Families };
        Some(Intake { families: families?, counted, delay: delay?, onset: onset? })
    }

    fn household(&mut self, table: &Table<'_>) -> Option<Household> {
        let single = Household::single();
        let adults = if table.has("adults") { self.members(table, "adults") } else { Some(single.adults) };
        let children = if table.has("children") { self.members(table, "children") } else { Some(single.children) };
        let correlation =
            if table.has("correlation") { self.quantity(table, "correlation") } else { Some(single.correlation) };
        Some(Household { adults: adults?, children: children?, correlation: correlation? })
    }

    /// How many of a kind a family has: a number, or a distribution between families; known in either case.
    fn members(&mut self, table: &Table<'_>, key: &str) -> Option<Members> {
        let node = table.get(key)?;
        let distribution = match self.varying(table, key)? {
            Varying::Shared(Quantity::Fixed(number)) => crate::distribution::Distribution::Fixed(number),
            // The composition decides how the model is built, so that it becomes no parameter.
            Varying::Shared(Quantity::Parameter(id))
                if self.parameters[id.0].path == table.path(key) && self.parameters[id.0].distribution.is_fixed() =>
            {
                self.parameters.remove(id.0).distribution
            }
            Varying::Each(crate::model::EachSpec { between: BetweenFamilies::Known(distribution), .. }) => distribution,
            _ => {
                let message =
                    "the composition of families is taken as known: a number, or { each = { values, weights } }";
                self.problem(node, &table.path(key), message);
                return None;
            }
        };
        Members::of(&distribution).map_err(|error| self.problem(node, &table.path(key), error.to_string())).ok()
    }
}

/// Ids that name other results.
const RESERVED: [&str; 5] = ["common", "cashable", "net", "public_sector", "society"];

/// A group from its own sections and those it shares with the scenario; its events stand beside it.
fn assemble(id: String, name: String, own: Sections, shared: Option<&Sections>) -> Option<(Group, Vec<Event>)> {
    let relapse = own.relapse.or_else(|| shared.and_then(|shared| shared.relapse.clone())).unwrap_or_default();
    let employment = own.employment.or_else(|| shared.and_then(|shared| shared.employment.clone()));
    let household = own.household.or_else(|| shared.and_then(|shared| shared.household.clone()));
    let mut events = own.events;
    for event in shared.iter().flat_map(|shared| &shared.events) {
        if events.iter().all(|known| known.id != event.id) {
            events.push(event.clone());
        }
    }
    let employment = employment.map(|employment| Employment { relapse, ..employment });
    let household = household.unwrap_or_else(Household::single);
    let group = Group { id, name, intake: own.intake?, household, employment, events: Vec::new(), seen: None };
    Some((group, events))
}
