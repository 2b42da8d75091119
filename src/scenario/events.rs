//! Reading placements and other events.

use super::hint::did_you_mean;
use super::node::{KeyValue, Node, Value};
use super::reader::{Reader, Table};
use super::relative::{ARM_KEYS, Measure};
use super::shape::Domain;
use crate::model::{
    Arms, Effect, Event, EventDuration, EventKind, Formula, Operand, Operation, PLACEMENT, Quantity, Share, Subject,
};

/// What the path of a share has at its end that is one of what the types before it leave.
const OF_REST: &str = "_of_rest";

impl Reader<'_> {
    /// The events of the scenario or of a subgroup, placements first; `None` = one could not be read.
    pub fn events(&mut self, sections: &Table<'_>) -> Vec<Option<Event>> {
        let mut events = Vec::new();
        if let Some(table) = self.section(sections, "placements") {
            events.push(self.placements(&table));
        }
        for (entry, table) in self.named_tables(sections, "events") {
            if entry.key == PLACEMENT {
                self.problem(&entry.node, &table.path, "this id is taken: placements have a section of their own");
            }
            events.push(self.event(&entry.key, &table));
        }
        events
    }

    fn placements(&mut self, table: &Table<'_>) -> Option<Event> {
        let arms = match (table.get("avoided"), table.get("programme").or(table.get("comparison"))) {
            (Some(_), None) => self.series(table, "avoided").map(Arms::Difference),
            (None, Some(_)) => self.probabilities(table),
            (Some(_), Some(node)) => {
                let message = "not allowed beside `avoided`: give those avoided in all, or the probability by arm";
                self.problem(node, &table.path("programme"), message);
                None
            }
            (None, None) => {
                let message = "missing; give `avoided`, or `programme` and `comparison` per child";
                self.problem(table.node, &table.path("avoided"), message);
                None
            }
        };
        self.finish_event(
            table,
            PLACEMENT,
            self.language.titles().placements.to_owned(),
            Effect::Avoided,
            Subject::Child,
            arms,
        )
    }

    fn event(&mut self, id: &str, table: &Table<'_>) -> Option<Event> {
        let title = self.title(table).unwrap_or_else(|| id.replace('_', " "));
        let direct = ["avoided", "gained"].into_iter().find(|key| table.has(key));
        let mut effect = match self.choice(table, "effect") {
            Some("gained") => Effect::Gained,
            _ => Effect::Avoided,
        };
        if let Some(key) = direct {
            for other in ["avoided", "gained", "effect", "programme", "comparison", "subject", "measure"] {
                if let Some(node) = table.get(other).filter(|_| other != key) {
                    self.problem(node, &table.path(other), format!("not allowed beside `{key}`, which says it all"));
                }
            }
            effect = if key == "gained" { Effect::Gained } else { Effect::Avoided };
        }
        if direct.is_none() && !table.has("subject") {
            let message = "missing; say whom it befalls: \"adult\", \"child\" or \"family\"";
            self.problem(table.node, &table.path("subject"), message);
        }
        let subject = self.choice(table, "subject").unwrap_or("adult");
        let subject = Subject::ALL.iter().find(|known| known.0 == subject).map_or(Subject::Adult, |known| known.1);
        let arms = match direct {
            Some(key) => self.series(table, key).map(Arms::Difference),
            None if self.choice(table, "measure") == Some("number") => self.by_arm(table).and_then(|()| {
                let [programme, comparison] =
                    self.arms(table, Measure::Number, |reader, key| reader.by_age(table, key));
                Some(Arms::Number { programme: programme?, comparison: comparison? })
            }),
            None => self.probabilities(table),
        };
        self.finish_event(table, id, title, effect, subject, arms)
    }

    /// Both arms are there.
    fn by_arm(&mut self, table: &Table<'_>) -> Option<()> {
        let mut both = Some(());
        for arm in ARM_KEYS {
            if !table.has(arm) {
                self.problem(table.node, &table.path(arm), "missing; give both `programme` and `comparison`");
                both = None;
            }
        }
        both
    }

    fn probabilities(&mut self, table: &Table<'_>) -> Option<Arms> {
        self.by_arm(table)?;
        let is_list = |node: &Node| {
            matches!(node.value, Value::List(_))
                || node.get("value").is_some_and(|node| matches!(node.value, Value::List(_)))
        };
        for arm in ARM_KEYS {
            if let Some(node) = table.get(arm).filter(|node| is_list(node)) {
                let message =
                    "a list is of numbers by year; for those write measure = \"number\", else one probability";
                self.problem(node, &table.path(arm), message);
                return None;
            }
        }
        let [programme, comparison] = self.arms(table, Measure::Probability, |reader, arm| {
            reader.quantity_at(table.get(arm)?, &table.path(arm), Domain::Probability).map(|quantity| vec![quantity])
        });
        Some(Arms::Probability { programme: programme?[0], comparison: comparison?[0] })
    }

    fn finish_event(
        &mut self,
        table: &Table<'_>,
        id: &str,
        title: String,
        effect: Effect,
        subject: Subject,
        arms: Option<Arms>,
    ) -> Option<Event> {
        let delay = if table.has("delay") { self.varying(table, "delay").map(Some) } else { Some(None) };
        let repeated = arms.as_ref().is_none_or(|arms| matches!(arms, Arms::Number { .. }));
        let times = self.kinds(table, repeated);
        let (arms, delay, (kinds, durations)) = (arms?, delay?, times?);
        Some(Event { id: id.to_owned(), title, effect, subject, arms, delay, durations, kinds })
    }

    /// The kinds of an event, and the durations that they have. That of the event is the default of its kinds.
    fn kinds(&mut self, table: &Table<'_>, repeated: bool) -> Option<(Vec<EventKind>, Vec<EventDuration>)> {
        let common =
            if table.has("duration") { self.event_duration(table, repeated) } else { Some(EventDuration::default()) };
        let counted = table.has("counts");
        if !counted && !table.has("types") {
            return Some((vec![EventKind { id: String::new(), share: Share::Rest, duration: 0 }], vec![common?]));
        }
        let tables = self.named_tables(table, "types");
        let shares = if counted { self.counted_shares(table, &tables) } else { self.stated_shares(table, &tables) };
        let mut own = Vec::new();
        for (entry, kind) in tables.iter().filter(|(_, kind)| kind.has("duration")) {
            own.push(self.event_duration(kind, repeated).map(|duration| (entry.key.as_str(), duration)));
        }
        let (shares, mut own) = (shares?, own.into_iter().collect::<Option<Vec<_>>>()?);
        let default_used = shares.iter().any(|(id, _)| own.iter().all(|(known, _)| known != id));
        if let Some(node) = table.get("duration").filter(|_| !default_used) {
            let message = "not used: every type has a `duration` of its own; leave out one of them, or this";
            self.problem(node, &table.path("duration"), message);
        }
        let mut durations = if default_used { vec![common?] } else { Vec::new() };
        let mut kinds = Vec::new();
        for (id, share) in shares {
            let duration = own.iter().position(|(known, _)| *known == id).map_or(0, |position| {
                durations.push(own.swap_remove(position).1);
                durations.len() - 1
            });
            kinds.push(EventKind { id, share, duration });
        }
        Some((kinds, durations))
    }

    /// The shares of types as they state them.
    fn stated_shares(&mut self, table: &Table<'_>, types: &[(&KeyValue, Table<'_>)]) -> Option<Vec<(String, Share)>> {
        let mut shares = Vec::new();
        for (entry, kind) in types {
            if !kind.has("share") {
                let message = "missing; give its share of the events, or `counts` of all types beside `types`";
                self.problem(&entry.node, &kind.path("share"), message);
            }
            let share = kind.get("share").and_then(|node| self.share(node, &kind.path("share")));
            shares.push(share.map(|share| (entry.key.clone(), share)));
        }
        let shares: Vec<(String, Share)> = shares.into_iter().collect::<Option<_>>()?;
        let parts: Vec<Share> = shares.iter().map(|(_, share)| *share).collect();
        if let Some(node) = table.get("types") {
            self.require_whole(node, &table.path("types"), &parts);
        }
        Some(shares)
    }

    /// How long an event lasts, or one of its kinds. Only where it is repeated does it have several years since leaving.
    fn event_duration(&mut self, table: &Table<'_>, repeated: bool) -> Option<EventDuration> {
        let found = self.each_by_age(table, "duration")?;
        if let Some(node) = table.get("duration").filter(|_| found.len() > 1 && !repeated) {
            let message = "a list is by year since leaving, for measure = \"number\"; here all begin when families leave: \
                           give one duration";
            self.problem(node, &table.path("duration"), message);
        }
        Some(EventDuration(found))
    }

    /// The shares of types as counts say them.
    fn counted_shares(&mut self, table: &Table<'_>, types: &[(&KeyValue, Table<'_>)]) -> Option<Vec<(String, Share)>> {
        let counts = self.counts(table, "counts")?;
        for (entry, kind) in types {
            if let Some(share) = kind.get("share") {
                self.problem(
                    share,
                    &kind.path("share"),
                    "not allowed beside `counts`, which say the share of every type; change those, such as --set PATH.counts={ … }",
                );
            }
            if !counts.ids().contains(&entry.key.as_str()) {
                let message = format!("not among the counts; {}", did_you_mean(&entry.key, counts.ids()));
                self.problem(&entry.node, &kind.path, message);
            }
        }
        let path = |id: &str| format!("{}.{id}.share", table.path("types"));
        let given = self.language.naming().given_no_earlier_type();
        let drawn = |id: &str, of_rest: bool| format!("{}{}", path(id), if of_rest { OF_REST } else { "" });
        let conditional = self.shares_of_counts(&counts, drawn, given)?;
        // What the types before leave, as a product: it stays from 0 to 1 in every draw.
        let mut left: Option<Formula> = None;
        let mut shares = Vec::new();
        for ((id, _), quantity) in counts.of.iter().zip(conditional) {
            let own = Formula::Of(Operand { quantity, path: Some(drawn(id, left.is_some())) });
            let one = Formula::Of(Operand { quantity: Quantity::Fixed(1.0), path: None });
            let others = Formula::two(Operation::Minus, one, own.clone());
            let share = match left.take() {
                None => {
                    left = Some(others);
                    quantity
                }
                Some(before) => {
                    left = Some(Formula::two(Operation::Times, before.clone(), others));
                    let formula = Formula::two(Operation::Times, before, own);
                    let share = self.compute(table.node, &path(id), formula, Domain::Probability)?;
                    let assumed = self.computed_at(share);
                    self.document_bare(table.node, &path(id), assumed);
                    share
                }
            };
            shares.push((id.clone(), Share::Part(share)));
        }
        let (last, _) = counts.of.last()?;
        shares.push((last.clone(), Share::Rest));
        Some(shares)
    }

    /// A share: a number, uncertain or not, or `"rest"`.
    pub fn share(&mut self, node: &Node, path: &str) -> Option<Share> {
        if node.value == Value::Text("rest".to_owned()) {
            return Some(Share::Rest);
        }
        self.quantity_at(node, path, Domain::Probability).map(Share::Part)
    }

    /// Shares must make a whole: fixed ones that sum to 1, or one that takes the rest.
    pub fn require_whole(&mut self, node: &Node, path: &str, shares: &[Share]) {
        let rests = shares.iter().filter(|share| **share == Share::Rest).count();
        let fixed = |share: &Share| match share {
            Share::Part(Quantity::Fixed(part)) => Some(*part),
            _ => None,
        };
        let fixed: Option<Vec<f64>> = shares.iter().map(fixed).collect();
        match (rests, fixed) {
            (1, _) => {}
            (0, Some(parts)) if (parts.iter().sum::<f64>() - 1.0).abs() <= 1e-9 => {}
            (0, Some(parts)) => {
                let total: f64 = parts.iter().sum();
                let message = format!("the shares sum to {total}; allowed: shares that sum to 1, or one \"rest\"");
                self.problem(node, path, message);
            }
            (0, None) => self.problem(node, path, "with an uncertain share, one must be the \"rest\""),
            _ => self.problem(node, path, "only one can be the \"rest\""),
        }
    }
}
