//! Reading numbers: fixed or uncertain, with their documentation.

use super::node::{Node, Value};
use super::reader::{Reader, Table};
use super::shape::{DISTRIBUTION, Domain, Kind, PARAMETER, QUANTITY};
use crate::distribution::{Distribution, Family, Univariate};
use crate::model::{
    Assumed, Assumption, BetweenFamilies, EachSpec, Grade, ListEntry, Parameter, ParameterId, Quantity, Series,
};

/// What a named parameter stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Named {
    pub quantity: Quantity,
    pub support: (f64, f64),
}

/// The largest number a scenario may hold: a thousand times the money there is.
const LARGEST: f64 = 1e18;

/// The prefix of a reference to a named parameter.
const REFERENCE: &str = "parameters.";

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
                if let Some(wrong) = inner.get("each").or_else(|| inner.get("profile")) {
                    let path = inner.path(if inner.has("each") { "each" } else { "profile" });
                    self.problem(wrong, &path, "not allowed here: this is one number shared by all families and years");
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
                Some(Series { level: Quantity::Fixed(1.0), profile })
            }
            Value::Table(_) if !is_bare_distribution(node) => {
                let inner = self.documented_table(node, &path)?;
                if let Some(wrong) = inner.get("each") {
                    self.problem(wrong, &inner.path("each"), "not allowed here: this number is shared by all families");
                }
                if let Some(Node { value: Value::List(items), .. }) = inner.get("value") {
                    let list = inner.get("value")?;
                    for wrong in ["profile", "base"] {
                        if let Some(found) = inner.get(wrong) {
                            self.problem(found, &inner.path(wrong), "not allowed beside a list of values");
                        }
                    }
                    let profile = self.list(list, items, &path, domain)?;
                    self.document_last(&inner);
                    self.require_length(list, &inner.path("value"), profile.len());
                    return Some(Series { level: Quantity::Fixed(1.0), profile });
                }
                let level = self.documented(&inner, domain)?;
                let profile = match inner.get("profile") {
                    Some(profile) => {
                        let numbers = self.numbers(profile, &inner.path("profile"))?;
                        self.require_length(profile, &inner.path("profile"), numbers.len());
                        if domain.bounds().0 == 0.0 && numbers.iter().any(|factor| *factor < 0.0) {
                            let message = format!("a factor below 0 leaves the range; allowed: {}", domain.describe());
                            self.problem(profile, &inner.path("profile"), message);
                        }
                        numbers.into_iter().map(Quantity::Fixed).collect()
                    }
                    None => vec![Quantity::Fixed(1.0)],
                };
                Some(Series { level, profile })
            }
            _ => self.bare(node, &path, domain).map(Series::constant),
        }
    }

    /// One number for all ages, or a list whose last entry carries on.
    pub fn by_age(&mut self, table: &Table<'_>, key: &str) -> Option<Vec<Quantity>> {
        let node = table.get(key)?;
        let domain = domain_of(table, key)?;
        let path = table.path(key);
        let list = match &node.value {
            Value::List(items) => Some((node, items)),
            Value::Table(_) => match node.get("value") {
                Some(inner @ Node { value: Value::List(items), .. }) => Some((inner, items)),
                _ => None,
            },
            _ => None,
        };
        let Some((list, items)) = list else { return self.quantity(table, key).map(|quantity| vec![quantity]) };
        if items.is_empty() {
            self.problem(list, &path, "an empty list; allowed: one number or more");
            return None;
        }
        let found = self.list(list, items, &path, domain);
        if matches!(node.value, Value::Table(_))
            && let Some(inner) = self.table(node, &path, &QUANTITY)
        {
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
        for wrong in ["value", "profile", "base"] {
            if let Some(found) = inner.get(wrong) {
                self.problem(found, &inner.path(wrong), "not allowed beside `each`");
            }
        }
        let between = self.between_families(inner.get("each")?, &inner.path("each"), domain_of(table, key)?)?;
        let described = match &between {
            BetweenFamilies::Known(distribution) => distribution.to_string(),
            BetweenFamilies::Uncertain { evidence, .. } => {
                let arguments = evidence.scalars.iter().map(|(argument, quantity)| match quantity {
                    Quantity::Fixed(value) => format!("{argument} {value}"),
                    Quantity::Parameter(id) => format!("{argument} {}", self.parameters[id.0].path),
                });
                let arguments: Vec<String> = arguments.collect();
                format!("{}({})", evidence.family().map_or("", Family::name), arguments.join(", "))
            }
        };
        self.document(&inner, &inner.path, Assumed::Each(described));
        Some(Err(EachSpec { path: inner.path.clone(), between }))
    }

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

    /// A number in a table with its documentation: fixed, or a new parameter.
    fn documented(&mut self, table: &Table<'_>, domain: Domain) -> Option<Quantity> {
        let Some(node) = table.get("value") else {
            if table.shape.name != PARAMETER.name && !table.has("each") {
                self.problem(table.node, &table.path("value"), "missing; allowed: a number or a distribution");
            }
            return None;
        };
        let base = table.get("base").and_then(|base| Some((base, self.number(base, &table.path("base"), domain)?)));
        if let Some(quantity) = self.reference(node, &table.path("value"), domain) {
            if let Some((base, _)) = base {
                self.problem(base, &table.path("base"), "not allowed beside a reference: the parameter has its own");
            }
            return quantity;
        }
        let distribution = self.distribution(node, &table.path("value"), domain)?;
        if let (Distribution::Fixed(value), Some((base, stated))) = (&distribution, base)
            && stated != *value
        {
            self.problem(base, &table.path("base"), format!("differs from the fixed value {value}; leave it out"));
        }
        if let Some((base, stated)) = base {
            let (low, high) = distribution.support();
            if !(low..=high).contains(&stated) {
                self.problem(
                    base,
                    &table.path("base"),
                    format!("outside the distribution, which runs from {low} to {high}"),
                );
            }
        }
        Some(self.assume(table, &table.path, distribution, base.map(|base| base.1)))
    }

    /// A number without documentation: fixed, a reference, or `low to high`.
    fn bare(&mut self, node: &Node, path: &str, domain: Domain) -> Option<Quantity> {
        if let Some(quantity) = self.reference(node, path, domain) {
            return quantity;
        }
        let distribution = self.distribution(node, path, domain)?;
        let nothing = Node { value: Value::Table(vec![]), origin: node.origin.clone() };
        let undocumented = Table { path: path.to_owned(), node: &nothing, shape: &QUANTITY };
        Some(self.assume(&undocumented, path, distribution, None))
    }

    /// Registers a number as an assumption, and as a parameter where it is uncertain.
    fn assume(&mut self, table: &Table<'_>, path: &str, distribution: Distribution, base: Option<f64>) -> Quantity {
        let (quantity, assumed) = if let Distribution::Fixed(value) = distribution {
            (Quantity::Fixed(value), Assumed::Fixed(value))
        } else {
            let id = ParameterId(self.parameters.len());
            let base = base.unwrap_or_else(|| distribution.mean());
            self.parameters.push(Parameter { path: path.to_owned(), distribution, base });
            (Quantity::Parameter(id), Assumed::Uncertain(id))
        };
        self.document(table, path, assumed);
        quantity
    }

    /// Registers an assumption with the documentation in a table.
    fn document(&mut self, table: &Table<'_>, path: &str, value: Assumed) {
        let unit = self.text(table, "unit");
        let source = self.text(table, "source");
        let note = self.text(table, "note");
        let grade = self.grade(table);
        self.assumptions.push(Assumption { path: path.to_owned(), value, unit, source, grade, note });
    }

    /// Gives the list just registered the documentation of the table around it.
    fn document_last(&mut self, table: &Table<'_>) {
        if let Some(Assumption { path, value, .. }) = self.assumptions.pop() {
            self.document(table, &path, value);
        }
    }

    /// What a line says of source and grade serves its numbers too, unless they say so themselves; its unit and note are
    /// those of its amount.
    pub fn inherit(&mut self, line: &Table<'_>, key: &str) {
        let (path, of_amount) = (line.path(key), key == "amount");
        if !self.assumptions.iter().any(|assumption| assumption.path == path) {
            return;
        }
        let text = |reader: &mut Self, key: &str, wanted: bool| wanted.then(|| reader.text(line, key)).flatten();
        let price_year = if of_amount { self.integer(line, "price_year") } else { None };
        let unit = text(self, "unit", of_amount);
        let note = text(self, "note", of_amount);
        let source = text(self, "source", true);
        let grade = self.grade(line);
        if let Some(assumption) = self.assumptions.iter_mut().find(|assumption| assumption.path == path) {
            assumption.unit = assumption.unit.take().or(unit);
            if let (Some(unit), Some(year)) = (&mut assumption.unit, price_year) {
                *unit = format!("{unit}, {year} prices");
            }
            assumption.note = assumption.note.take().or(note);
            assumption.source = assumption.source.take().or(source);
            assumption.grade = assumption.grade.or(grade);
        }
    }

    fn grade(&mut self, table: &Table<'_>) -> Option<Grade> {
        let name = self.choice(table, "evidence")?;
        Grade::ALL.iter().find(|known| known.0 == name).map(|known| known.1)
    }

    /// The elements of a list: fixed numbers, or references to named parameters.
    fn list(&mut self, node: &Node, items: &[Node], path: &str, domain: Domain) -> Option<Vec<Quantity>> {
        let mut found = Vec::new();
        for item in items {
            let quantity = match self.reference(item, path, domain) {
                Some(quantity) => quantity,
                None if matches!(item.value, Value::Table(_)) => {
                    self.problem(
                        item,
                        path,
                        "an uncertain number in a list needs a name: put it in [parameters.some_id] and write \
                         \"parameters.some_id\" here, or use { value = …, profile = [ … ] } for one draw times a profile",
                    );
                    None
                }
                None => self.number(item, path, domain).map(Quantity::Fixed),
            };
            found.push(quantity);
        }
        let found: Option<Vec<Quantity>> = found.into_iter().collect();
        let found = found?;
        let names = found.iter().map(|quantity| match quantity {
            Quantity::Fixed(value) => ListEntry::Number(*value),
            Quantity::Parameter(id) => ListEntry::Parameter(self.parameters[id.0].path.clone()),
        });
        let assumed = Assumed::List(names.collect());
        let nothing = Node { value: Value::Table(vec![]), origin: node.origin.clone() };
        let undocumented = Table { path: path.to_owned(), node: &nothing, shape: &QUANTITY };
        self.document(&undocumented, path, assumed);
        Some(found)
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

    /// `None` when the node is no reference; `Some(None)` when it is one that leads nowhere.
    #[allow(clippy::option_option)]
    pub fn reference(&mut self, node: &Node, path: &str, domain: Domain) -> Option<Option<Quantity>> {
        let Value::Text(text) = &node.value else { return None };
        let id = text.strip_prefix(REFERENCE)?;
        if path.starts_with(REFERENCE) {
            self.problem(node, path, "a parameter cannot refer to another; refer to one of them where they are used");
            return Some(None);
        }
        let Some((_, named)) = self.named.iter().find(|known| known.0 == id) else {
            let known: Vec<String> = self.named.iter().map(|known| known.0.clone()).collect();
            let hint = super::hint::did_you_mean(id, known.iter().map(String::as_str));
            self.problem(node, path, format!("there is no [parameters.{id}]; {hint}"));
            return Some(None);
        };
        let named = *named;
        let (low, high) = domain.bounds();
        if named.support.0 < low || named.support.1 > high {
            self.problem(
                node,
                path,
                format!(
                    "parameters.{id} runs from {} to {}; allowed here: {} (give the parameter a `domain`, or cut it with min and max)",
                    named.support.0,
                    named.support.1,
                    domain.describe()
                ),
            );
        }
        Some(Some(named.quantity))
    }

    /// A finite number of a domain: integer, float, or a fraction in quotes.
    pub fn number(&mut self, node: &Node, path: &str, domain: Domain) -> Option<f64> {
        let found = match &node.value {
            Value::Integer(value) => Some(*value as f64),
            Value::Float(value) if value.is_finite() => Some(*value),
            Value::Float(_) => {
                self.problem(node, path, format!("not a finite number; allowed: {}", domain.describe()));
                return None;
            }
            Value::TooLarge => {
                self.problem(node, path, format!("too large to compute with; allowed: {}", domain.describe()));
                return None;
            }
            Value::Text(text) => fraction(text),
            _ => None,
        };
        let Some(value) = found else {
            let hint = self.hint(node);
            self.problem(node, path, format!("this is {}; allowed: {}{hint}", node.kind(), domain.describe()));
            return None;
        };
        let (low, high) = domain.bounds();
        if !(low..=high).contains(&value) || value.abs() > LARGEST {
            let limit = if value.abs() > LARGEST { format!(", at most {LARGEST:e}") } else { String::new() };
            self.problem(node, path, format!("out of range; allowed: {}{limit}", domain.describe()));
            return None;
        }
        self.refuse_thousands(node, path);
        Some(value)
    }

    /// What a text that should be a number was probably meant to be.
    fn hint(&self, node: &Node) -> String {
        let Value::Text(text) = &node.value else { return String::new() };
        let text = text.trim();
        if let Ok(value) = text.replace(',', ".").parse::<f64>() {
            return format!(" (write {value} without quotes)");
        }
        if let Some(Ok(value)) = text.strip_suffix('%').map(|percent| percent.trim().replace(',', ".").parse::<f64>()) {
            return format!(" (write {})", value / 100.0);
        }
        if text.contains('/') {
            return " (a fraction is one number over another, not zero, such as \"100/3\")".to_owned();
        }
        if self.named.iter().any(|known| known.0 == text) {
            return format!(" (did you mean \"parameters.{text}\"?)");
        }
        String::new()
    }

    /// Refuses what a Danish reader means as thousands and TOML reads as decimals: `580.000` is 580.
    fn refuse_thousands(&mut self, node: &Node, path: &str) {
        let text = self.written(node);
        if let Some((whole, "000")) = text.split_once('.') {
            let message = format!("a point is a decimal point, so this is {whole}; write {whole}000 or {whole}");
            self.problem(node, path, message);
        }
    }

    /// Whether digits on both sides of a comma stand without a blank, as in `[40, 40,5]`.
    fn has_decimal_comma(&self, node: &Node) -> bool {
        let text = self.written(node);
        let digit = |c: Option<&u8>| c.is_some_and(u8::is_ascii_digit);
        let bytes = text.as_bytes();
        let spaced = text.contains(", ");
        spaced && (1..bytes.len()).any(|i| bytes[i] == b',' && digit(bytes.get(i - 1)) && digit(bytes.get(i + 1)))
    }

    /// A list of plain finite numbers.
    pub fn numbers(&mut self, node: &Node, path: &str) -> Option<Vec<f64>> {
        let Value::List(items) = &node.value else {
            self.problem(node, path, format!("this is {}; allowed: a list of numbers", node.kind()));
            return None;
        };
        if items.is_empty() {
            self.problem(node, path, "an empty list; allowed: one number or more");
            return None;
        }
        let found: Vec<Option<f64>> = items.iter().map(|item| self.number(item, path, Domain::Real)).collect();
        found.into_iter().collect()
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
        Kind::Quantity(domain)
        | Kind::Series(domain)
        | Kind::ByAge(domain)
        | Kind::Amount(domain)
        | Kind::Each(domain) => Some(domain),
        _ => None,
    }
}

/// `"100/3"` as a number.
pub(super) fn fraction(text: &str) -> Option<f64> {
    let (top, bottom) = text.split_once('/')?;
    let value = top.trim().parse::<f64>().ok()? / bottom.trim().parse::<f64>().ok()?;
    value.is_finite().then_some(value)
}
