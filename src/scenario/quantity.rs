//! Reading quantities: one number, a number per year, a number per family.

use super::node::{Node, Value};
use super::reader::{Reader, Table};
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

    /// A distribution between families, as it is told.
    pub fn between_told(&self, between: &BetweenFamilies) -> String {
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

/// Whether a table is nothing but a distribution, which may stand where an undocumented number may.
fn is_bare_distribution(node: &Node) -> bool {
    node.entries().is_some_and(|entries| {
        !entries.is_empty() && entries.iter().all(|entry| DISTRIBUTION.field(&entry.key).is_some())
    })
}

pub(super) fn domain_of(table: &Table<'_>, key: &str) -> Option<Domain> {
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
