//! Reading what a line is paid per, and whose activity counts.

use super::groups::Groups;
use super::hint::did_you_mean;
use super::node::Value;
use super::reader::{Reader, Table};
use crate::model::{Driver, Group, PLACEMENT};

impl Reader<'_> {
    #[allow(clippy::option_option)]
    pub fn subgroup(&mut self, table: &Table<'_>, groups: &Groups) -> Option<Option<usize>> {
        let Some(node) = table.get("subgroup") else { return Some(None) };
        let id = self.text(table, "subgroup")?;
        let found = groups.groups.iter().position(|group| group.id == id);
        if found.is_none() && groups.complete {
            let hint =
                did_you_mean(&id, groups.groups.iter().map(|group| group.id.as_str()).filter(|id| !id.is_empty()));
            self.problem(node, &table.path("subgroup"), format!("no such subgroup; {hint}"));
        }
        found.map(Some)
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
            "person_year" => Driver::PersonYear(self.tier_named(table, groups)?),
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

    /// The tier that a line names, by position among the model's; `Some(None)` = all.
    #[allow(clippy::option_option)]
    fn tier_named(&mut self, table: &Table<'_>, groups: &Groups) -> Option<Option<usize>> {
        if let (Some(node), true, true) = (table.get("per"), groups.tiers.is_empty(), groups.complete) {
            self.problem(node, &table.path("per"), "there are no person-years without [employment]");
        }
        if !table.has("tier") {
            return Some(None);
        }
        let tier = self.named_one(table, "tier", &groups.tiers, groups.complete)?;
        self.require_in_groups(table, "tier", groups, |group| {
            let mut own = group.employment.iter().flat_map(|employment| &employment.tiers);
            group.employment.is_none() || own.any(|own| own.id == groups.tiers[tier])
        });
        Some(Some(tier))
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

    /// The position of the id that a key names.
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
