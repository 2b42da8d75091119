//! Named parameters, references to them, and numbers computed from them.

use super::formula::{self, REFERENCE, Term};
use super::hint::did_you_mean;
use super::node::{KeyValue, Node, Value};
use super::optional::Optional;
use super::reader::{Named, Reader, Table};
use super::shape::Domain;
use crate::distribution::Univariate;
use crate::distribution::range;
use crate::model::{Assumed, Computed, Formula, Operand, Quantity};

impl Reader<'_> {
    /// Reads `[parameters.*]` so that other keys can refer to them: each after those that it is computed from.
    pub fn read_named(&mut self, root: &Table<'_>) {
        let tables = self.named_tables(root, "parameters");
        let ids: Vec<&str> = tables.iter().map(|(entry, _)| entry.key.as_str()).collect();
        let needs = |table: &Table<'_>| -> Vec<String> {
            let of = table.get("value").map_or_else(Vec::new, referred);
            of.into_iter().filter(|id| ids.contains(&id.as_str())).collect()
        };
        let mut waiting: Vec<_> = tables.iter().map(|(entry, table)| (*entry, table, needs(table))).collect();
        while !waiting.is_empty() {
            let known = |id: &String| self.named.iter().any(|known| known.0 == *id);
            let (ready, rest): (Vec<_>, Vec<_>) =
                waiting.into_iter().partition(|(_, _, needs)| needs.iter().all(known));
            if ready.is_empty() {
                let names: Vec<&str> = rest.iter().map(|(entry, _, _)| entry.key.as_str()).collect();
                let message =
                    format!("computed in a circle: {}; allowed: what does not depend on itself", names.join(", "));
                for (entry, table, _) in rest {
                    self.problem(&entry.node, &table.path("value"), message.clone());
                    self.name(entry, Named { quantity: Quantity::Fixed(0.0), support: (0.0, 0.0) });
                }
                return;
            }
            for (entry, table, _) in ready {
                self.read_one_named(entry, table);
            }
            waiting = rest;
        }
    }

    fn read_one_named(&mut self, entry: &KeyValue, table: &Table<'_>) {
        let domain = self
            .choice(table, "domain")
            .and_then(|name| Domain::ALL.iter().find(|known| known.0 == name))
            .map_or(Domain::Real, |known| known.1);
        let before = self.parameters.len();
        let Some(quantity) = self.documented(table, domain) else {
            // References to a parameter that is itself wrong are not wrong as well.
            self.name(entry, Named { quantity: Quantity::Fixed(0.0), support: (0.0, 0.0) });
            return;
        };
        let support = match (self.parameters.get(before), quantity) {
            (Some(parameter), _) => parameter.distribution.support(),
            (None, Quantity::Fixed(value)) => (value, value),
            (None, Quantity::Parameter(_)) => domain.bounds(),
            (None, Quantity::Computed(_)) => quantity.range(&self.parameters),
        };
        self.name(entry, Named { quantity, support });
    }

    fn name(&mut self, entry: &KeyValue, named: Named) {
        self.named.push((entry.key.clone(), named));
    }

    /// The named parameter that a node refers to, or what it computes from some; absent where the node refers to none.
    pub fn reference(&mut self, node: &Node, path: &str, domain: Domain) -> Optional<Quantity> {
        let Value::Text(text) = &node.value else { return Optional::Absent };
        if formula::is_formula(text) {
            return self.formula(node, text, path, domain).into();
        }
        let Some(id) = text.strip_prefix(REFERENCE) else { return Optional::Absent };
        let Some(named) = self.known(node, path, id) else { return Optional::Refused };
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

    /// What the parameter of an id stands for; where there is none a problem is reported.
    fn known(&mut self, node: &Node, path: &str, id: &str) -> Option<Named> {
        if let Some((_, named)) = self.named.iter().find(|known| known.0 == id) {
            return Some(*named);
        }
        let known: Vec<String> = self.named.iter().map(|known| known.0.clone()).collect();
        let hint = did_you_mean(id, known.iter().map(String::as_str));
        self.problem(node, path, format!("there is no [parameters.{id}]; {hint}"));
        None
    }

    /// A number computed from named parameters.
    pub fn formula(&mut self, node: &Node, text: &str, path: &str, domain: Domain) -> Option<Quantity> {
        let written = formula::parse(text).map_err(|message| self.problem(node, path, message)).ok()?;
        let mut operand = |term: &Term| match term {
            Term::Number(number) => Ok::<_, ()>(Operand { quantity: Quantity::Fixed(*number), path: None }),
            Term::Parameter(id) => {
                let Named { quantity, support: _ } = self.known(node, path, id).ok_or(())?;
                Ok(Operand { quantity, path: Some(format!("{REFERENCE}{id}")) })
            }
        };
        let formula = written.try_map(&mut operand).ok()?;
        self.compute(node, path.strip_suffix(".value").unwrap_or(path), formula, domain)
    }

    /// A number computed from others. It stays one where these are certain, so that the workbook and a stress test see what it follows from.
    pub fn compute(&mut self, node: &Node, path: &str, formula: Formula, domain: Domain) -> Option<Quantity> {
        let base = formula.at(&self.parameters.base_draw());
        let bounds = domain.bounds();
        if !(base.is_finite() && bounds.0 <= base && base <= bounds.1) {
            let at = if formula.is_certain() { "" } else { " at base values" };
            self.problem(node, path, format!("this comes to {base}{at}; allowed: {}", domain.describe()));
            return None;
        }
        Some(self.parameters.compute(Computed { path: path.to_owned(), formula, bounds, allowed: domain.describe() }))
    }

    /// What is assumed of a number that a node takes or computes from named parameters.
    pub fn as_computed(&self, node: &Node, quantity: Quantity) -> Assumed {
        match quantity {
            Quantity::Computed(_) => self.computed_at(quantity),
            _ => Assumed::Computed {
                formula: self.written(node).trim_matches(['"', '\'', ' ']).to_owned(),
                base: quantity.at(&self.parameters.base_draw()),
            },
        }
    }

    /// What is assumed of a computed number.
    pub fn computed_at(&self, quantity: Quantity) -> Assumed {
        let formula = match quantity {
            Quantity::Computed(id) => self.parameters.computed(id).formula.to_string(),
            _ => String::new(),
        };
        Assumed::Computed { formula, base: quantity.at(&self.parameters.base_draw()) }
    }
}

/// The ids of named parameters that a value refers to.
fn referred(value: &Node) -> Vec<String> {
    let Value::Text(text) = &value.value else { return vec![] };
    let ids = text.split(REFERENCE).skip(1);
    ids.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()).collect()
}
