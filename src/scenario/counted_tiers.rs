//! Tiers of self-sufficiency given by counts: how many reached each.

use super::counts::{Counts, NONE};
use super::hint::did_you_mean;
use super::node::{KeyValue, Node, Value};
use super::reader::{Reader, Table};
use super::relative::{ARM_KEYS, Measure};
use super::shape::TIER;
use crate::model::{Quantity, Tier};

impl Reader<'_> {
    /// The tiers of `[employment.counts]`; what counts do not say of one stands in its own table.
    pub(super) fn counted_tiers(&mut self, table: &Table<'_>) -> Option<Vec<Tier>> {
        for other in ["programme", "comparison", "programme_delay", "comparison_delay", "shares"] {
            if let Some(node) = table.get(other) {
                let message = "not allowed beside `counts`; what they do not say stands in `tiers`";
                self.problem(node, &table.path(other), message);
            }
        }
        let counted = self.section(table, "counts")?;
        let named = self.named_tables(table, "tiers");
        let counts = ARM_KEYS.map(|arm| counted.has(arm).then(|| self.counts(&counted, arm)));
        if counts.iter().all(Option::is_none) {
            let message = "no counts; allowed: programme = { full = 12, partial = 12, none = 30 }, and the same of the comparison";
            self.problem(counted.node, &counted.path, message);
        }
        let first = counts.iter().flatten().flatten().next()?;
        let ids: Vec<String> = first.ids().into_iter().filter(|id| *id != NONE).map(str::to_owned).collect();
        for (entry, tier) in &named {
            if !ids.contains(&entry.key) {
                let hint = did_you_mean(&entry.key, ids.iter().map(String::as_str));
                self.problem(&entry.node, &tier.path, format!("not among the counts; {hint}"));
            }
        }
        let tiers = table.path("tiers");
        let mut arms: [Option<Vec<Quantity>>; 2] = [None, None];
        for ((arm, key), counts) in arms.iter_mut().zip(ARM_KEYS).zip(&counts) {
            let Some(counts) = counts else { continue };
            *arm = Some(self.counted_arm(&counted, key, counts.as_ref()?, &ids, &tiers)?);
        }
        self.tiers_of(&tiers, &counted, &named, &ids, &arms)
    }

    /// The probabilities of one arm, each given that no better tier is reached.
    fn counted_arm(
        &mut self,
        counted: &Table<'_>,
        key: &str,
        counts: &Counts<'_>,
        ids: &[String],
        tiers: &str,
    ) -> Option<Vec<Quantity>> {
        let wanted: Vec<&str> = ids.iter().map(String::as_str).chain([NONE]).collect();
        if counts.ids() != wanted {
            let order = "in this order, best first, with those who reached no tier last";
            self.problem(counted.get(key)?, &counted.path(key), format!("allowed: {}, {order}", wanted.join(", ")));
            return None;
        }
        let given = self.language.naming().given_no_better_tier();
        self.shares_of_counts(counts, |id, _| format!("{tiers}.{id}.{key}"), given)
    }

    /// The tiers of these ids, with what their own tables say and the probabilities of the arms that are counted.
    fn tiers_of(
        &mut self,
        tiers: &str,
        counted: &Table<'_>,
        named: &[(&KeyValue, Table<'_>)],
        ids: &[String],
        arms: &[Option<Vec<Quantity>>; 2],
    ) -> Option<Vec<Tier>> {
        // A tier without a table of its own.
        let nothing = Node { value: Value::Table(vec![]), origin: counted.node.origin.clone() };
        let mut found = Vec::new();
        for (position, id) in ids.iter().enumerate() {
            let own = named.iter().find(|(entry, _)| entry.key == *id).map(|(_, tier)| tier.clone());
            let tier = own.unwrap_or(Table { path: format!("{tiers}.{id}"), node: &nothing, shape: &TIER });
            for (key, _) in ARM_KEYS.into_iter().zip(arms).filter(|(key, counted)| counted.is_some() && tier.has(key)) {
                let message = "not allowed beside the counts of this arm, which say it; change those, such as --set employment.counts.programme={ … }";
                self.problem(tier.get(key).unwrap_or(tier.node), &tier.path(key), message);
            }
            let [programme, comparison] = self.arms(&tier, Measure::Probability, |reader, key| {
                let counted = arms[usize::from(key == ARM_KEYS[1])].as_ref();
                counted.map_or_else(|| reader.uncounted(&tier, key), |shares| Some(vec![*shares.get(position)?]))
            });
            let [programme, comparison] = [programme, comparison].map(|arm| arm.map(|arm| arm[0]));
            found.push(self.finish_tier(&tier, id, programme, comparison));
        }
        found.into_iter().collect()
    }

    /// The probability of a tier in an arm without counts.
    fn uncounted(&mut self, tier: &Table<'_>, key: &str) -> Option<Vec<Quantity>> {
        if !tier.has(key) {
            let message = "missing; the counts are of the other arm, so each tier says its own given that no better one is reached";
            self.problem(tier.node, &tier.path(key), message);
        }
        self.quantity(tier, key).map(|quantity| vec![quantity])
    }
}
