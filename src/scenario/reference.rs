//! Named parameters, and references to them.

use super::hint::did_you_mean;
use super::node::{Node, Value};
use super::optional::Optional;
use super::reader::{Named, Reader, Table};
use super::shape::Domain;
use crate::distribution::Univariate;
use crate::distribution::range;
use crate::model::Quantity;

/// The prefix of a reference to a named parameter.
const REFERENCE: &str = "parameters.";

impl Reader<'_> {
    /// Reads `[parameters.*]` so that other keys can refer to them.
    pub fn read_named(&mut self, root: &Table<'_>) {
        for (entry, table) in self.named_tables(root, "parameters") {
            let domain = self
                .choice(&table, "domain")
                .and_then(|name| Domain::ALL.iter().find(|known| known.0 == name))
                .map_or(Domain::Real, |known| known.1);
            let before = self.parameters.len();
            let Some(quantity) = self.documented(&table, domain) else {
                // References to a parameter that is itself wrong are not wrong as well.
                self.named.push((entry.key.clone(), Named { quantity: Quantity::Fixed(0.0), support: (0.0, 0.0) }));
                continue;
            };
            let support = match (self.parameters.get(before), quantity) {
                (Some(parameter), _) => parameter.distribution.support(),
                (None, Quantity::Fixed(value)) => (value, value),
                (None, Quantity::Parameter(_)) => domain.bounds(),
            };
            self.named.push((entry.key.clone(), Named { quantity, support }));
        }
    }

    /// The named parameter that a node refers to; absent where the node is no reference.
    pub fn reference(&mut self, node: &Node, path: &str, domain: Domain) -> Optional<Quantity> {
        let Value::Text(text) = &node.value else { return Optional::Absent };
        let Some(id) = text.strip_prefix(REFERENCE) else { return Optional::Absent };
        if path.starts_with(REFERENCE) {
            self.problem(node, path, "a parameter cannot refer to another; refer to one of them where they are used");
            return Optional::Refused;
        }
        let Some((_, named)) = self.named.iter().find(|known| known.0 == id) else {
            let known: Vec<String> = self.named.iter().map(|known| known.0.clone()).collect();
            let hint = did_you_mean(id, known.iter().map(String::as_str));
            self.problem(node, path, format!("there is no [parameters.{id}]; {hint}"));
            return Optional::Refused;
        };
        let named = *named;
        let (low, high) = domain.bounds();
        if named.support.0 < low || named.support.1 > high {
            self.problem(
                node,
                path,
                format!(
                    "parameters.{id} runs {}; allowed here: {} (give the parameter a `domain`, or cut it with min and max)",
                    range(named.support),
                    domain.describe()
                ),
            );
        }
        self.uses.push((id.to_owned(), path.strip_suffix(".value").unwrap_or(path).to_owned()));
        Optional::Found(named.quantity)
    }
}
