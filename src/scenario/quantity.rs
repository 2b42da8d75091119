//! Reading quantities: one number, a number per year, a number per year since entry, a number per family.

use super::node::{Node, Value};
use super::optional::Optional;
use super::reader::{Reader, Table, join};
use super::shape::{DISTRIBUTION, Domain, FieldKind, QUANTITY, SHIFT_KEY};
use crate::distribution::DistributionFamily;
use crate::model::{Assumed, BetweenFamilies, EachSpec, ListEntry, Quantity, Series, Varying};

impl Reader<'_> {
    /// The quantity under a key.
    pub fn quantity(&mut self, table: &Table<'_>, key: &str) -> Option<Quantity> {
        self.quantity_at(table.get(key)?, &table.path(key), domain_of(table, key)?)
    }

    /// The quantity at a path.
    pub fn quantity_at(&mut self, node: &Node, path: &str, domain: Domain) -> Option<Quantity> {
        match node.value {
            Value::Table(_) if !is_bare_distribution(node) => {
                let inner = self.documented_table(node, path)?;
                for key in ["each", "profile", "from", "until"] {
                    if let Some(wrong) = inner.get(key) {
                        let message = "not allowed here: this is one number shared by all families and years";
                        self.problem(wrong, &inner.path(key), message);
                    }
                }
                self.documented(&inner, domain)
            }
            _ => self.bare(node, path, domain),
        }
    }

    /// A table with a value and its documentation. A distribution that stands beside its documentation instead of under
    /// `value` is one problem, not one for each of its keys.
    fn documented_table<'n>(&mut self, node: &'n Node, path: &str) -> Option<Table<'n>> {
        let misplaced = node.entries().is_some_and(|entries| {
            node.get("value").is_none()
                && node.get("each").is_none()
                && entries.iter().any(|entry| DISTRIBUTION.field(&entry.key).is_some())
        });
        if misplaced {
            self.problem(node, path, "put the distribution under `value`: { value = { … }, unit = …, source = … }");
            return None;
        }
        self.table(node, path, &QUANTITY)
    }

    /// The series under a key: one number for all years, a list with one per year, or a value with a profile.
    pub fn series(&mut self, table: &Table<'_>, key: &str) -> Option<Series> {
        let node = table.get(key)?;
        let domain = domain_of(table, key)?;
        let path = table.path(key);
        match &node.value {
            Value::List(items) => {
                let profile = self.list(node, items, &path, domain)?;
                self.require_length(node, &path, profile.len());
                Some(Series { level: self.certain(&path, 1.0), profile })
            }
            Value::Table(_) if !is_bare_distribution(node) => {
                let inner = self.documented_table(node, &path)?;
                if let Some(wrong) = inner.get("each") {
                    self.problem(wrong, &inner.path("each"), "not allowed here: this number is shared by all families");
                }
                if let Some(Node { value: Value::List(items), .. }) = inner.get("value") {
                    let list = inner.get("value")?;
                    for wrong in ["profile", "base", "from", "until", SHIFT_KEY] {
                        if let Some(found) = inner.get(wrong) {
                            self.problem(found, &inner.path(wrong), "not allowed beside a list of values");
                        }
                    }
                    let profile = self.list(list, items, &path, domain)?;
                    self.document_last(&inner);
                    self.require_length(list, &inner.path("value"), profile.len());
                    return Some(Series { level: self.certain(&path, 1.0), profile });
                }
                let level = self.documented(&inner, domain)?;
                let profile = match inner.get("profile") {
                    Some(profile) => {
                        for wrong in ["from", "until"] {
                            if let Some(found) = inner.get(wrong) {
                                self.problem(found, &inner.path(wrong), "not allowed beside a profile, which says it");
                            }
                        }
                        let numbers = self.numbers(profile, &inner.path("profile"))?;
                        self.require_length(profile, &inner.path("profile"), numbers.len());
                        if domain.bounds().0 == 0.0 && numbers.iter().any(|factor| *factor < 0.0) {
                            let message = format!("a factor below 0 leaves the range; allowed: {}", domain.describe());
                            self.problem(profile, &inner.path("profile"), message);
                        }
                        if domain.bounds() == (0.0, 1.0) && numbers.iter().any(|factor| *factor > 1.0) {
                            let message = "a factor above 1 can leave the range; allowed: from 0 to 1";
                            self.problem(profile, &inner.path("profile"), message);
                        }
                        let factors: Vec<String> = numbers.iter().map(|factor| format!("{factor:.4}")).collect();
                        let short = |factor: &String| factor.trim_end_matches('0').trim_end_matches('.').to_owned();
                        let factors: Vec<String> = factors.iter().map(short).collect();
                        let times = self.language.naming().times_by_year(&factors.join(", "));
                        self.qualify(&path, &times);
                        numbers.into_iter().map(Quantity::Fixed).collect()
                    }
                    None if inner.has("from") || inner.has("until") => self.between_years(&inner)?,
                    None => vec![Quantity::Fixed(1.0)],
                };
                Some(Series { level, profile })
            }
            _ => self.bare(node, &path, domain).map(Series::constant),
        }
    }

    /// 1 in the calendar years in which a value holds, 0 in the others.
    fn between_years(&mut self, table: &Table<'_>) -> Option<Vec<Quantity>> {
        let from = if table.has("from") { self.integer(table, "from") } else { Some(i64::MIN) };
        let until = if table.has("until") { self.integer(table, "until") } else { Some(i64::MAX) };
        let (from, until, calendar) = (from?, until?, self.calendar?);
        let holds = |year: i32| (from..=until).contains(&i64::from(year));
        if !calendar.iter().any(holds)
            && let Some(node) = table.get("until").or(table.get("from"))
        {
            let message = format!("no year of the horizon lies between; the horizon is {}", calendar.span());
            self.problem(node, &table.path(if table.has("until") { "until" } else { "from" }), message);
        }
        let naming = self.language.naming();
        let first = table.has("from").then(|| naming.since_year(from));
        let said: Vec<String> = first.into_iter().chain(table.has("until").then(|| naming.until_year(until))).collect();
        self.qualify(&table.path, &said.join(" "));
        Some(calendar.iter().map(|year| Quantity::Fixed(f64::from(u8::from(holds(year))))).collect())
    }

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

    /// A quantity that may differ between families: `Ok` for a shared series, `Err` for a distribution between families.
    pub fn shared_or_each(&mut self, table: &Table<'_>, key: &str) -> Option<Result<Series, EachSpec>> {
        let node = table.get(key)?;
        if node.get("each").is_none() {
            return self.series(table, key).map(Ok);
        }
        let inner = self.table(node, &table.path(key), &QUANTITY)?;
        for wrong in ["value", "profile", "base", "from", "until", SHIFT_KEY] {
            if let Some(found) = inner.get(wrong) {
                self.problem(found, &inner.path(wrong), "not allowed beside `each`");
            }
        }
        let between = self.between_families(inner.get("each")?, &inner.path("each"), domain_of(table, key)?)?;
        let described = self.between_told(&between);
        self.document(&inner, &inner.path, Assumed::Each(described));
        Some(Err(EachSpec { path: inner.path.clone(), between }))
    }

    /// A quantity that is the same for all families or differs between them.
    pub fn varying(&mut self, table: &Table<'_>, key: &str) -> Option<Varying> {
        let node = table.get(key)?;
        if node.get("each").is_none() {
            return self.quantity(table, key).map(Varying::Shared);
        }
        self.shared_or_each(table, key).and_then(Result::err).map(Varying::Each)
    }

    /// The elements of a list: fixed numbers, or references to named parameters.
    pub(super) fn list(&mut self, node: &Node, items: &[Node], path: &str, domain: Domain) -> Option<Vec<Quantity>> {
        let found: Vec<Option<Quantity>> = items.iter().map(|item| self.list_entry(item, path, domain)).collect();
        let found: Option<Vec<Quantity>> = found.into_iter().collect();
        let found = found?;
        let assumed = self.listed(&found);
        self.document_bare(node, path, assumed);
        Some(found)
    }

    /// The same, where elements may differ between families: `{ each = … }`.
    fn varying_list(&mut self, node: &Node, items: &[Node], path: &str, domain: Domain) -> Option<Vec<Varying>> {
        let mut found = Vec::new();
        for item in items {
            let Some(each) = item.get("each") else {
                found.push(self.list_entry(item, path, domain).map(Varying::Shared));
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
    fn list_entry(&mut self, item: &Node, path: &str, domain: Domain) -> Option<Quantity> {
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

    /// A distribution between families, as it is told.
    fn between_told(&self, between: &BetweenFamilies) -> String {
        match between {
            BetweenFamilies::Known(distribution) => distribution.to_string(),
            BetweenFamilies::Uncertain { evidence, .. } => {
                let told = |quantity: &Quantity| match self.entry(*quantity) {
                    ListEntry::Number(value) => value.to_string(),
                    ListEntry::Parameter(text) | ListEntry::Each(text) => text,
                };
                let arguments = evidence.scalars.iter().map(|(argument, of)| format!("{argument} {}", told(of)));
                let points = evidence.curve.iter().map(|(time, share)| format!("{} within {time}", told(share)));
                let arguments: Vec<String> = arguments.chain(points).collect();
                format!("{}({})", evidence.family().map_or("", DistributionFamily::name), arguments.join(", "))
            }
        }
    }

    /// A list as an assumption.
    pub(super) fn listed(&self, quantities: &[Quantity]) -> Assumed {
        Assumed::List(quantities.iter().map(|quantity| self.entry(*quantity)).collect())
    }

    fn entry(&self, quantity: Quantity) -> ListEntry {
        match quantity {
            Quantity::Fixed(value) => ListEntry::Number(value),
            Quantity::Parameter(id) => ListEntry::Parameter(self.parameters[id.0].path.clone()),
            Quantity::Computed(id) => ListEntry::Parameter(self.parameters.computed(id).formula.to_string()),
        }
    }

    fn require_length(&mut self, node: &Node, path: &str, length: usize) {
        if let Some(years) = self.years.filter(|years| length != *years) {
            let or_one = if path.ends_with(".profile") { "" } else { ", or one for all" };
            let comma = if self.has_decimal_comma(node) { " (a decimal comma? write 0.5 with a point)" } else { "" };
            let message =
                format!("{length} numbers for {years} years (timeline.years); allowed: {years} numbers{or_one}{comma}");
            self.problem(node, path, message);
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

/// Whether a table is nothing but a distribution, which may stand where an undocumented number may.
fn is_bare_distribution(node: &Node) -> bool {
    node.entries().is_some_and(|entries| {
        !entries.is_empty() && entries.iter().all(|entry| DISTRIBUTION.field(&entry.key).is_some())
    })
}

fn domain_of(table: &Table<'_>, key: &str) -> Option<Domain> {
    match table.shape.field(key)?.kind {
        FieldKind::Quantity(domain)
        | FieldKind::Arm(domain)
        | FieldKind::ArmByYear(domain)
        | FieldKind::Effect(domain)
        | FieldKind::Series(domain)
        | FieldKind::ByAge(domain)
        | FieldKind::Amount(domain)
        | FieldKind::Each(domain)
        | FieldKind::EachByAge(domain) => Some(domain),
        _ => None,
    }
}
