//! Reading what a line is paid per, and for which subgroup.

use super::groups::Groups;
use super::hint::did_you_mean;
use super::node::Value;
use super::optional::Optional;
use super::reader::{Reader, Table};
use crate::model::{Driver, Group, PLACEMENT};

impl Reader<'_> {
    /// The subgroup that a line names, by position.
    pub fn subgroup(&mut self, table: &Table<'_>, groups: &Groups) -> Optional<usize> {
        if !table.has("subgroup") {
            return Optional::Absent;
        }
        let ids: Vec<String> = groups.groups.iter().map(|group| group.id.clone()).collect();
        self.named_one(table, "subgroup", &ids, groups.complete).into()
    }

    pub fn driver(&mut self, table: &Table<'_>, groups: &Groups) -> Option<Driver> {
        let per = self.choice(table, "per")?;
        for (key, allowed) in [
            ("tier", &["person_year"][..]),
            ("event", &["event", "event_year"]),
            ("type", &["placement", "placement_year", "event", "event_year"]),
        ] {
            if let (Some(node), false) = (table.get(key), allowed.contains(&per)) {
                let message = format!("only per = \"{}\" has a {key}", allowed.join("\" or \""));
                self.problem(node, &table.path(key), message);
            }
        }
        Some(match per {
            "year" => Driver::CalendarYear,
            "stop" => Driver::Stop,
            "family" => Driver::Family,
            "adult" => Driver::Adult,
            "child" => {
                let children = groups.groups.iter().any(|group| group.household.children.mean() > 0.0);
                if let (Some(node), false, true) = (table.get("per"), children, groups.complete) {
                    self.problem(
                        node,
                        &table.path("per"),
                        "there are no children; say how many under [family] children",
                    );
                }
                Driver::Child
            }
            "refund" => Driver::Refund,
            "person_year" => match self.tier_named(table, groups) {
                Optional::Refused => return None,
                tier => Driver::PersonYear(tier.found()),
            },
            "placement" => self.event_driver(table, PLACEMENT, groups, Driver::Event)?,
            "placement_year" => self.event_driver(table, PLACEMENT, groups, Driver::EventYear)?,
            "event" | "event_year" => {
                let wrap = if per == "event" { Driver::Event } else { Driver::EventYear };
                if !table.has("event") {
                    let message = format!("missing; per = \"{per}\" needs the id of an event in [events]");
                    self.problem(table.node, &table.path("event"), message);
                }
                let id = self.text(table, "event")?;
                self.event_driver(table, &id, groups, wrap)?
            }
            _ => return None,
        })
    }

    /// The tier that a line names, by position among the model's; all tiers where it names none.
    fn tier_named(&mut self, table: &Table<'_>, groups: &Groups) -> Optional<usize> {
        if let (Some(node), true, true) = (table.get("per"), groups.tiers.is_empty(), groups.complete) {
            self.problem(node, &table.path("per"), "there are no person-years without [employment]");
        }
        if !table.has("tier") {
            return Optional::Absent;
        }
        let Some(tier) = self.named_one(table, "tier", &groups.tiers, groups.complete) else {
            return Optional::Refused;
        };
        self.require_in_groups(table, "tier", groups, |group| {
            let mut own = group.employment.iter().flat_map(|employment| &employment.tiers);
            group.employment.is_none() || own.any(|own| own.id == groups.tiers[tier])
        });
        Optional::Found(tier)
    }

    /// Refuses a line that would silently leave out a group of families.
    fn require_in_groups(&mut self, table: &Table<'_>, key: &str, groups: &Groups, has: impl Fn(&Group) -> bool) {
        let only =
            table.get("subgroup").and_then(|node| if let Value::Text(id) = &node.value { Some(id) } else { None });
        let lacking = groups.groups.iter().find(|group| only.is_none_or(|only| *only == group.id) && !has(group));
        if let (Some(group), Some(node), true) = (lacking, table.get(key), groups.complete) {
            let message = format!(
                "the subgroup `{}` has no such {key}, so it would be left out; give it one, or say which `subgroup` the line \
                 is of",
                group.id
            );
            self.problem(node, &table.path(key), message);
        }
    }

    fn event_driver(
        &mut self,
        table: &Table<'_>,
        id: &str,
        groups: &Groups,
        wrap: fn(usize, Option<usize>) -> Driver,
    ) -> Option<Driver> {
        let Some(event) = groups.events.iter().position(|event| event.id == id) else {
            if let (true, Some(node)) = (groups.complete, table.get("event").or(table.get("per"))) {
                let known = groups.events.iter().map(|event| event.id.as_str()).filter(|id| *id != PLACEMENT);
                let message = if id == PLACEMENT {
                    "there are no placements without [placements]".to_owned()
                } else if id.starts_with(PLACEMENT) {
                    "placements are no [events]; write per = \"placement\" or \"placement_year\"".to_owned()
                } else {
                    format!("no such event; {}", did_you_mean(id, known))
                };
                self.problem(node, &table.path(if id == PLACEMENT { "per" } else { "event" }), message);
            }
            return None;
        };
        if table.has("subgroup") {
            let key = if table.has("event") { "event" } else { "per" };
            self.require_in_groups(table, key, groups, |group| group.events[event].is_some());
        }
        let kind = match table.get("type") {
            None => None,
            Some(_) => Some(self.named_one(table, "type", &groups.events[event].kinds, groups.complete)?),
        };
        Some(wrap(event, kind))
    }

    /// The position among the known ids of the id under a key.
    fn named_one(&mut self, table: &Table<'_>, key: &str, known: &[String], complete: bool) -> Option<usize> {
        let id = self.text(table, key)?;
        let found = known.iter().position(|known| *known == id);
        if let (None, Some(node), true) = (found, table.get(key), complete) {
            let hint = did_you_mean(&id, known.iter().map(String::as_str).filter(|id| !id.is_empty()));
            self.problem(node, &table.path(key), format!("no such {key}; {hint}"));
        }
        found
    }
}
