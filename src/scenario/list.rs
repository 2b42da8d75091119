//! Reading lists of numbers: by year since an event, where an element may differ between families.

use super::formula::{REFERENCE, is_formula};
use super::node::{Node, Value};
use super::optional::Optional;
use super::quantity::domain_of;
use super::reader::{Reader, Table, join};
use super::shape::{Domain, QUANTITY, SHIFT_KEY};
use crate::model::{Assumed, Computed, EachSpec, ListEntry, Quantity, Varying, entry_path};

impl Reader<'_> {
    /// One number for all years since the event, or a list with a last entry that holds for all later years.
    pub fn by_age(&mut self, table: &Table<'_>, key: &str) -> Option<Vec<Quantity>> {
        match list_of(table.get(key)?) {
            Some(list) => self.list_by_age(table, key, list, Self::list),
            None => self.quantity(table, key).map(|quantity| vec![quantity]),
        }
    }

    /// One duration for all years since leaving, each of which may differ between families, or a list of them.
    pub fn each_by_age(&mut self, table: &Table<'_>, key: &str) -> Option<Vec<Varying>> {
        match list_of(table.get(key)?) {
            Some(list) => self.list_by_age(table, key, list, Self::varying_list),
            None => self.varying(table, key).map(|varying| vec![varying]),
        }
    }

    /// A list that is read by `entries`, with the documentation of the table around it.
    fn list_by_age<T>(
        &mut self,
        table: &Table<'_>,
        key: &str,
        (list, items): (&Node, &[Node]),
        entries: impl FnOnce(&mut Self, &Node, &[Node], &str, Domain) -> Option<Vec<T>>,
    ) -> Option<Vec<T>> {
        let (node, path, domain) = (table.get(key)?, table.path(key), domain_of(table, key)?);
        if items.is_empty() {
            self.problem(list, &path, "an empty list; allowed: one number or more");
            return None;
        }
        let found = entries(self, list, items, &path, domain);
        if matches!(node.value, Value::Table(_))
            && let Some(inner) = self.table(node, &path, &QUANTITY)
        {
            for wrong in ["profile", "base", "from", "until", "each", SHIFT_KEY] {
                if let Some(found) = inner.get(wrong) {
                    self.problem(found, &inner.path(wrong), "not allowed beside a list of values");
                }
            }
            self.document_last(&inner);
        }
        found
    }

    /// The elements of a list: fixed numbers, or references to named parameters.
    pub fn list(&mut self, node: &Node, items: &[Node], path: &str, domain: Domain) -> Option<Vec<Quantity>> {
        let found: Vec<Option<Quantity>> =
            items.iter().enumerate().map(|(i, item)| self.list_entry(item, i, path, domain)).collect();
        let found: Option<Vec<Quantity>> = found.into_iter().collect();
        let found = found?;
        let assumed = self.listed(&found);
        self.document_bare(node, path, assumed);
        Some(found)
    }

    /// The same, where elements may differ between families: `{ each = … }`.
    fn varying_list(&mut self, node: &Node, items: &[Node], path: &str, domain: Domain) -> Option<Vec<Varying>> {
        let mut found = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let Some(each) = item.get("each") else {
                found.push(self.list_entry(item, i, path, domain).map(Varying::Shared));
                continue;
            };
            for entry in item.entries().into_iter().flatten().filter(|entry| entry.key != "each") {
                let message = "not allowed in a list: unit, source and the like stand beside it, \
                               { value = [ … ], unit = …, source = … }";
                self.problem(&entry.node, &join(path, &entry.key), message);
            }
            let between = self.between_families(each, &join(path, "each"), domain);
            found.push(between.map(|between| Varying::Each(EachSpec { path: path.to_owned(), between })));
        }
        let found: Option<Vec<Varying>> = found.into_iter().collect();
        let found = found?;
        let name = |varying: &Varying| match varying {
            Varying::Shared(quantity) => self.entry(*quantity),
            Varying::Each(EachSpec { path: _, between }) => ListEntry::Each(self.between_told(between)),
        };
        let names = found.iter().map(name).collect();
        self.document_bare(node, path, Assumed::List(names));
        Some(found)
    }

    /// An element of a list: a fixed number, or a reference to a named parameter.
    fn list_entry(&mut self, item: &Node, index: usize, path: &str, domain: Domain) -> Option<Quantity> {
        if let Value::Text(text) = &item.value
            && is_formula(text)
        {
            return self.formula(item, text, &entry_path(path, index), domain);
        }
        match self.reference(item, path, domain) {
            Optional::Found(quantity) => Some(quantity),
            Optional::Refused => None,
            Optional::Absent if is_uncertain(item) || self.cites_spread(item) => {
                self.problem(
                    item,
                    path,
                    "an uncertain number in a list needs a name: put it in [parameters.some_id] and write \
                     \"parameters.some_id\" here, or use { value = …, profile = [ … ] } for one draw times a profile",
                );
                None
            }
            Optional::Absent => self.number(item, path, domain).map(Quantity::Fixed),
        }
    }

    /// A list as an assumption.
    pub fn listed(&self, quantities: &[Quantity]) -> Assumed {
        Assumed::List(quantities.iter().map(|quantity| self.entry(*quantity)).collect())
    }

    pub fn entry(&self, quantity: Quantity) -> ListEntry {
        match quantity {
            Quantity::Fixed(value) => ListEntry::Number(value),
            Quantity::Parameter(id) => ListEntry::Parameter(self.parameters[id.0].path.clone()),
            Quantity::Computed(id) => {
                let Computed { path, formula, .. } = self.parameters.computed(id);
                // One with a name is told by it.
                let named = path.starts_with(REFERENCE);
                ListEntry::Parameter(if named { path.clone() } else { formula.to_string() })
            }
        }
    }
}

/// A list, or the list under `value`, with its elements.
fn list_of(node: &Node) -> Option<(&Node, &[Node])> {
    let list = if matches!(node.value, Value::Table(_)) { node.get("value")? } else { node };
    if let Value::List(items) = &list.value { Some((list, items)) } else { None }
}

/// Whether an element of a list is written as an uncertain number.
fn is_uncertain(item: &Node) -> bool {
    match &item.value {
        Value::Table(_) => true,
        Value::Text(text) => text.contains(" to ") || text.contains('±'),
        _ => false,
    }
}
