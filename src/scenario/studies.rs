//! `[studies.ID]`: what could be found out before the decision.

use super::groups::Groups;
use super::hint::did_you_mean;
use super::optional::Optional;
use super::reader::{Reader, Table};
use super::shape::Domain;
use crate::model::{Arms, Counted, Followed, Group, Municipalities, Study};

impl Reader<'_> {
    /// The studies, in the order of the file.
    pub fn studies(&mut self, root: &Table<'_>, groups: &Groups) -> Vec<Study> {
        // What the groups lack where they have problems is not told again.
        let sound = self.problems.is_empty();
        let tables = self.named_tables(root, "studies");
        tables.into_iter().filter_map(|(key, table)| self.study(&key.key, &table, groups, sound)).collect()
    }

    fn study(&mut self, id: &str, table: &Table<'_>, all: &Groups, sound: bool) -> Option<Study> {
        let title = self.title(table).unwrap_or_else(|| id.replace('_', " "));
        let followed = self.choice(table, "arm");
        let amount = |reader: &mut Self, key: &str| match table.get(key) {
            Some(node) => reader.number(node, &table.path(key), Domain::NonNegative),
            None => Some(0.0),
        };
        let [fixed_cost, cost_per_family, delay] =
            ["fixed_cost", "cost_per_family", "delay"].map(|key| amount(self, key));
        // All pairs of outcomes are enumerated where both arms are followed.
        let sizes = self.study_sizes(table, if followed == Some("both") { 500 } else { 5_000 });
        let municipalities = self.municipalities(table);
        let (source, note, grade) = (self.text(table, "source"), self.text(table, "note"), self.grade(table));
        if !sound || municipalities.is_refused() {
            return None;
        }
        let group = self.study_group(table, &all.groups)?;
        let counted = self.study_counts(table, all, group)?;
        let followed = followed?;
        let followed = Followed::ALL.iter().find(|known| known.0 == followed).map(|known| known.1)?;
        Some(Study {
            id: id.to_owned(),
            title,
            followed,
            counted,
            group,
            sizes: sizes?,
            fixed_cost: fixed_cost?,
            cost_per_family: cost_per_family?,
            delay: delay?,
            municipalities: municipalities.found(),
            source,
            grade,
            note,
        })
    }

    /// How many municipalities could use the result, and how much they differ: neither without the other.
    fn municipalities(&mut self, table: &Table<'_>) -> Optional<Municipalities> {
        let (node, message) = match (table.get("municipalities"), table.get("between")) {
            (None, None) => return Optional::Absent,
            (Some(_), Some(between)) => {
                let number = self.integer(table, "municipalities");
                let between = self.number(between, &table.path("between"), Domain::NonNegative);
                let both = number.zip(between);
                return both.map(|(number, between)| Municipalities { number: number as u32, between }).into();
            }
            (Some(node), None) => (
                node,
                "no `between`: say how much municipalities differ, by the standard deviation of the log-odds of what is counted; 0: all are \
                 alike",
            ),
            (None, Some(node)) => (node, "there is no `municipalities`; allowed: both or neither"),
        };
        self.problem(node, &table.path, message);
        Optional::Refused
    }

    /// Whole numbers of families, ascending and each once.
    fn study_sizes(&mut self, table: &Table<'_>, most: u32) -> Option<Vec<u64>> {
        let Some(node) = table.get("sizes") else { return Some(Vec::new()) };
        let sizes = self.numbers(node, &table.path("sizes"))?;
        if sizes.is_empty() || sizes.iter().any(|size| size.fract() != 0.0 || *size < 1.0 || *size > f64::from(most)) {
            let message = format!("allowed: whole numbers of families from 1 to {most}, one at least");
            self.problem(node, &table.path("sizes"), message);
            return None;
        }
        let mut sizes: Vec<u64> = sizes.into_iter().map(|size| size as u64).collect();
        sizes.sort_unstable();
        sizes.dedup();
        Some(sizes)
    }

    fn study_group(&mut self, table: &Table<'_>, groups: &[Group]) -> Option<usize> {
        let Some(node) = table.get("subgroup") else {
            if groups.len() == 1 {
                return Some(0);
            }
            let ids: Vec<&str> = groups.iter().map(|group| group.id.as_str()).collect();
            let message = format!("no `subgroup`; allowed: one of {}", ids.join(", "));
            self.problem(table.node, &table.path, message);
            return None;
        };
        let id = self.text(table, "subgroup")?;
        let found = groups.iter().position(|group| group.id == id);
        if found.is_none() {
            let hint = did_you_mean(&id, groups.iter().map(|group| group.id.as_str()).filter(|id| !id.is_empty()));
            self.problem(node, &table.path("subgroup"), hint);
        }
        found
    }

    fn study_counts(&mut self, table: &Table<'_>, all: &Groups, group: usize) -> Option<Counted> {
        let group = &all.groups[group];
        if let Some(node) = table.get("event") {
            let id = self.text(table, "event")?;
            let Some(event) = all.events.iter().position(|event| event.id == id) else {
                let hint = did_you_mean(&id, all.events.iter().map(|event| event.id.as_str()));
                self.problem(node, &table.path("event"), hint);
                return None;
            };
            let by_probability = matches!(
                group.events.get(event).and_then(Option::as_ref).map(|event| &event.arms),
                Some(Arms::Probability { .. })
            );
            if !by_probability {
                let message =
                    format!("`{id}` has no probability in both arms; allowed: an event with programme and comparison");
                self.problem(node, &table.path("event"), message);
                return None;
            }
            return Some(Counted::Event(event));
        }
        let Some(employment) = &group.employment else {
            self.problem(table.node, &table.path, "there is no [employment] to count; allowed: `event`");
            return None;
        };
        let Some(node) = table.get("tier") else { return Some(Counted::Entry(0)) };
        let id = self.text(table, "tier")?;
        let found = employment.tiers.iter().position(|tier| tier.id == id);
        if found.is_none() {
            let hint = did_you_mean(&id, employment.tiers.iter().map(|tier| tier.id.as_str()));
            self.problem(node, &table.path("tier"), hint);
        }
        found.map(Counted::Entry)
    }
}
