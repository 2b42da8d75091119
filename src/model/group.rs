//! A group of families with numbers of its own.

use super::{Employment, Event, Household, Intake, Seen};

/// A subgroup of the families, such as mothers or a town; a scenario without subgroups has one group without a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its id in the scenario; empty where there are no subgroups.
    pub id: String,
    /// What results call it.
    pub name: String,
    /// Who leaves the programme when.
    pub intake: Intake,
    /// What a family is made of.
    pub household: Household,
    /// Entry to self-sufficiency and relapse, where the scenario has any.
    pub employment: Option<Employment>,
    /// What else may happen, in the order of the model's events; `None` where it cannot in this group.
    pub events: Vec<Option<Event>>,
    /// What has been seen of all its members, who are then a part of another group.
    pub seen: Option<Seen>,
}

impl Group {
    /// The path of one of its sections in the scenario.
    pub(super) fn path(&self, section: &str) -> String {
        if self.id.is_empty() { section.to_owned() } else { format!("subgroups.{}.{section}", self.id) }
    }
}
