//! Shares from counts: which type or tier each of n had. They are one draw, a Dirichlet of the counts with nothing added, so that they sum
//! to one: each share of what the ones before it leave is a beta of its own.

use super::id::is_id;
use super::node::{Node, Value};
use super::reader::{Reader, Table};
use super::shape::{Domain, QUANTITY};
use crate::distribution::{Beta, Distribution};
use crate::model::Quantity;

/// Those who reached no tier.
pub(super) const NONE: &str = "none";

/// How many had what, in the order written.
pub(super) struct Counts<'n> {
    /// Where they stand, with the documentation beside them.
    node: &'n Node,
    /// Ids with their counts.
    pub of: Vec<(String, f64)>,
}

impl Counts<'_> {
    /// The ids in the order written.
    pub fn ids(&self) -> Vec<&str> {
        self.of.iter().map(|(id, _)| id.as_str()).collect()
    }
}

impl<'n> Reader<'_> {
    /// The counts under a key, at least two.
    pub fn counts(&mut self, table: &Table<'n>, key: &str) -> Option<Counts<'n>> {
        const ALLOWED: &str = "allowed: ids with their counts, { foster = 41, institution = 17 }";
        let (node, path) = (table.get(key)?, table.path(key));
        let counted = match node.get("value") {
            Some(inner @ Node { value: Value::Table(_), .. }) => {
                self.table(node, &path, &QUANTITY)?;
                inner
            }
            _ => node,
        };
        let Some(entries) = counted.entries().filter(|entries| entries.len() > 1) else {
            self.problem(counted, &path, format!("this is no list of counts of two or more; {ALLOWED}"));
            return None;
        };
        let before = self.problems.len();
        let mut of = Vec::new();
        for entry in entries {
            let at = format!("{path}.{}", entry.key);
            if !is_id(&entry.key) {
                self.key_problem(entry, &at, format!("this is no id; {ALLOWED}"));
            }
            match self.number(&entry.node, &at, Domain::NonNegative) {
                Some(0.0) => {
                    let message = "from none of n no distribution follows; leave it out, or give shares as numbers instead of counts";
                    self.problem(&entry.node, &at, message);
                }
                Some(count) => of.push((entry.key.clone(), count)),
                None => {}
            }
        }
        (self.problems.len() == before).then_some(Counts { node, of })
    }

    /// The share of every id but the last among those that no id before it has: a beta for each. `path` names it; `true` = some ids stand
    /// before it.
    pub fn shares_of_counts(
        &mut self,
        counts: &Counts<'_>,
        path: impl Fn(&str, bool) -> String,
        given: &str,
    ) -> Option<Vec<Quantity>> {
        let mut left: f64 = counts.of.iter().map(|(_, count)| count).sum();
        let mut shares = Vec::new();
        for (position, (id, count)) in counts.of.iter().take(counts.of.len() - 1).enumerate() {
            left -= count;
            let path = path(id, position > 0);
            let Ok(beta) = Beta::new(*count, left) else {
                let message =
                    "too many to draw from; allowed: fewer than 20000 in all, or shares as numbers instead of counts";
                self.problem(counts.node, &path, message);
                return None;
            };
            shares.push(self.assume_at(counts.node, &path, Distribution::Beta(beta), None));
            if position > 0 {
                self.qualify(&path, given);
            }
        }
        Some(shares)
    }
}
