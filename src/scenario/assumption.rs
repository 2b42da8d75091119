//! Registering numbers with their documentation: as assumptions, and as parameters where they are uncertain.

use super::formula::is_formula;
use super::node::{Node, Value};
use super::optional::Optional;
use super::reader::{Reader, Table};
use super::shape::{Domain, PARAMETER, QUANTITY, SHIFT_KEY};
use crate::distribution::{Distribution, ShiftError, Univariate, range};
use crate::model::{Assumed, Assumption, Grade, Parameter, ParameterId, Quantity, Written};

impl Reader<'_> {
    /// A number in a table with its documentation: fixed, or a new parameter.
    pub fn documented(&mut self, table: &Table<'_>, domain: Domain) -> Option<Quantity> {
        let Some(node) = table.get("value") else {
            if table.shape.name != PARAMETER.name && !table.has("each") {
                self.problem(table.node, &table.path("value"), "missing; allowed: a number or a distribution");
            }
            return None;
        };
        let reference = self.reference(node, &table.path("value"), domain);
        if reference != Optional::Absent {
            if let Some(base) = table.get("base") {
                self.problem(base, &table.path("base"), "not allowed beside a reference: the parameter has its own");
            }
            if let Some(shift) = table.get(SHIFT_KEY) {
                self.problem(shift, &table.path(SHIFT_KEY), "this refers to a parameter; shift that one");
            }
            let quantity = reference.found()?;
            // A parameter has a name of its own; elsewhere a reference alone is only another place of the same number.
            if table.shape.name == PARAMETER.name || is_computed(node) {
                let assumed = self.as_computed(node, quantity);
                self.document(table, &table.path, assumed);
            }
            return Some(quantity);
        }
        let (distribution, base) = self.stated_in(table, node, domain)?;
        let (distribution, base) = self.shifted(table, distribution, base, domain)?;
        Some(self.assume(table, &table.path, distribution, base))
    }

    /// The distribution of a documented number with the base that is stated for it, held against each other.
    fn stated_in(&mut self, table: &Table<'_>, node: &Node, domain: Domain) -> Option<(Distribution, Option<f64>)> {
        let base = table.get("base").and_then(|base| Some((base, self.number(base, &table.path("base"), domain)?)));
        let distribution = self.distribution(node, &table.path("value"), domain)?;
        let cited = self.cited_base(&table.path("value"));
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
                    format!("outside the distribution, which runs {}", range((low, high))),
                );
            }
        }
        Some((distribution, base.map(|base| base.1).or(cited)))
    }

    /// A documented number with its base and mean where `shift_to` wants them.
    fn shifted(
        &mut self,
        table: &Table<'_>,
        distribution: Distribution,
        base: Option<f64>,
        domain: Domain,
    ) -> Option<(Distribution, Option<f64>)> {
        let Some(node) = table.get(SHIFT_KEY) else { return Some((distribution, base)) };
        let path = table.path(SHIFT_KEY);
        let to = self.number(node, &path, domain)?;
        let from = base.unwrap_or_else(|| distribution.mean());
        let message = match distribution.shifted(to - from, domain.bounds()) {
            Ok(moved) => {
                self.cuts.retain(|cut| cut.path != table.path);
                self.note_cut(&table.path, &moved);
                let base = (!moved.is_fixed()).then_some(to);
                return Some((moved, base));
            }
            Err(ShiftError::Beyond(low, high)) if low > high => {
                format!("with its spread {distribution} fits nowhere else; replace it with --set")
            }
            Err(ShiftError::Beyond(low, high)) => {
                let allowed = range((from + low, from + high));
                format!(
                    "with the spread of {distribution} its base can lie {allowed}; replace it with --set to go further"
                )
            }
            Err(ShiftError::Family) => {
                format!("{distribution} has no other with the same spread; replace it with --set")
            }
        };
        self.problem(node, &path, message);
        None
    }

    /// The distribution at a node, documented or not, with the base that is stated for it; no reference.
    pub fn stated(&mut self, node: &Node, path: &str, domain: Domain) -> Option<(Distribution, Option<f64>)> {
        match node.get("value") {
            None => Some((self.distribution(node, path, domain)?, self.cited_base(path))),
            Some(value) => {
                let table = self.table(node, path, &QUANTITY)?;
                for key in ["each", "profile", "from", "until", SHIFT_KEY] {
                    if let Some(wrong) = table.get(key) {
                        self.problem(wrong, &table.path(key), "not allowed here");
                    }
                }
                self.stated_in(&table, value, domain)
            }
        }
    }

    /// Registers a distribution that was worked out from what is stated at a node, with the documentation there.
    pub fn assume_at(&mut self, node: &Node, path: &str, distribution: Distribution, base: Option<f64>) -> Quantity {
        let nothing = Node { value: Value::Table(vec![]), origin: node.origin.clone() };
        let node = if node.get("value").is_some() { node } else { &nothing };
        let table = Table { path: path.to_owned(), node, shape: &QUANTITY };
        self.assume(&table, path, distribution, base)
    }

    /// A number without documentation: fixed, a reference, or `low to high`.
    pub fn bare(&mut self, node: &Node, path: &str, domain: Domain) -> Option<Quantity> {
        let reference = self.reference(node, path, domain);
        if reference != Optional::Absent {
            let quantity = reference.found()?;
            if is_computed(node) {
                let assumed = self.as_computed(node, quantity);
                self.document_bare(node, path, assumed);
            }
            return Some(quantity);
        }
        let distribution = self.distribution(node, path, domain)?;
        let base = self.cited_base(path);
        Some(self.assume_at(node, path, distribution, base))
    }

    /// Registers an assumption about a quantity that is drawn for each year, with the documentation at a node.
    pub fn assume_each_year(&mut self, node: &Node, path: &str, value: Assumed) {
        let nothing = Node { value: Value::Table(vec![]), origin: node.origin.clone() };
        let node = if node.get("value").is_some() { node } else { &nothing };
        self.document(&Table { path: path.to_owned(), node, shape: &QUANTITY }, path, value);
    }

    /// Registers an assumption that brings no documentation of its own.
    pub fn document_bare(&mut self, node: &Node, path: &str, value: Assumed) {
        let nothing = Node { value: Value::Table(vec![]), origin: node.origin.clone() };
        let undocumented = Table { path: path.to_owned(), node: &nothing, shape: &QUANTITY };
        self.document(&undocumented, path, value);
    }

    /// Registers a number as an assumption, and as a parameter where it is uncertain.
    fn assume(&mut self, table: &Table<'_>, path: &str, distribution: Distribution, base: Option<f64>) -> Quantity {
        let (quantity, assumed) = if let Distribution::Fixed(value) = distribution {
            // A number that goes together with others keeps its place among the draws when it is set: its partners draw what they drew.
            if self.tied.iter().any(|tied| tied == path) && self.is_overridden(path) {
                self.parameters.push(Parameter { path: path.to_owned(), distribution, base: value });
            }
            (self.certain(path, value), Assumed::Fixed(value))
        } else {
            let id = ParameterId(self.parameters.len());
            let base = base.unwrap_or_else(|| distribution.mean());
            if !base.is_finite() {
                let message = format!("{distribution} has no finite mean; cut it with max, or state a base");
                self.problem(table.node, path, message);
            }
            self.parameters.push(Parameter { path: path.to_owned(), distribution: distribution.tabulated(), base });
            (Quantity::Parameter(id), Assumed::Uncertain(id))
        };
        self.document(table, path, assumed);
        quantity
    }

    /// A fixed number, or the parameter that it becomes.
    pub(super) fn certain(&mut self, path: &str, value: f64) -> Quantity {
        if !self.loosened.iter().any(|loose| loose == path) {
            return Quantity::Fixed(value);
        }
        let known = self.parameters.iter().position(|parameter| parameter.path == path);
        let id = known.unwrap_or_else(|| {
            let distribution = Distribution::Fixed(value);
            self.parameters.push(Parameter { path: path.to_owned(), distribution, base: value });
            self.parameters.len() - 1
        });
        Quantity::Parameter(ParameterId(id))
    }

    /// Whether an override gives the number at a path.
    pub(super) fn is_overridden(&self, path: &str) -> bool {
        self.overrides.iter().any(|change| change.path.trim() == path)
    }

    /// Registers an assumption with the documentation in a table. Where that gives no title it is empty for the moment, and the form holds
    /// the unit as stated: [`super::label::Places`] settles both.
    pub fn document(&mut self, table: &Table<'_>, path: &str, value: Assumed) {
        let title = self.title(table).unwrap_or_default();
        let unit = self.text(table, "unit");
        let form = Written::Number { unit: unit.clone() };
        let source = self.text(table, "source");
        let note = self.text(table, "note");
        let grade = self.grade(table);
        let certain = matches!(value, Assumed::Fixed(_) | Assumed::List(_));
        if let (Some(Grade::Definition), false, Some(node)) = (grade, certain, table.get("evidence")) {
            let message = "a number that is true by definition is certain; allowed: another grade, or a fixed value";
            self.problem(node, &format!("{path}.evidence"), message);
        }
        self.assumptions.push(Assumption { path: path.to_owned(), title, form, value, unit, source, grade, note });
    }

    /// Gives the list just registered the documentation of the table around it.
    pub fn document_last(&mut self, table: &Table<'_>) {
        if let Some(Assumption { path, value, .. }) = self.assumptions.pop() {
            self.document(table, &path, value);
        }
    }

    /// What a line says of source and grade serves its numbers too, unless they say so themselves; its unit and note are
    /// those of its amount.
    pub fn inherit(&mut self, line: &Table<'_>, key: &str) {
        let (path, of_amount) = (line.path(key), key == "amount");
        // The line's own are the last so far: looked for from the end, the time of all lines is not that of all pairs.
        let mut known = self.assumptions.iter();
        let found = if key.contains('.') || line.node.get(key).is_some() {
            known.rposition(|assumption| assumption.path == path)
        } else {
            None
        };
        let Some(position) = found else { return };
        let text = |reader: &mut Self, key: &str, wanted: bool| wanted.then(|| reader.text(line, key)).flatten();
        let price_year = if of_amount { self.integer(line, "price_year") } else { None };
        let unit = text(self, "unit", of_amount);
        let note = text(self, "note", of_amount);
        let source = text(self, "source", true);
        let grade = self.grade(line);
        let assumption = &mut self.assumptions[position];
        if let Written::Number { unit: stated } = &mut assumption.form {
            *stated = stated.take().or_else(|| unit.clone());
        }
        assumption.unit = assumption.unit.take().or(unit);
        assumption.note = assumption.note.take().or(note);
        assumption.source = assumption.source.take().or(source);
        assumption.grade = assumption.grade.or(grade);
        self.document_cited(position);
        if let (Some(unit), Some(year)) = (&mut self.assumptions[position].unit, price_year) {
            *unit = self.language.naming().in_prices(unit, year);
        }
    }

    /// Adds to the unit of an assumption what its number alone does not say.
    pub fn qualify(&mut self, path: &str, what: &str) {
        if let Some(assumption) = self.assumptions.iter_mut().rfind(|assumption| assumption.path == path) {
            let unit = assumption.unit.take();
            assumption.unit = Some(unit.map_or_else(|| what.to_owned(), |unit| format!("{unit}, {what}")));
        }
    }

    pub(super) fn grade(&mut self, table: &Table<'_>) -> Option<Grade> {
        Grade::named(self.choice(table, "evidence")?)
    }
}

/// Whether a node computes a number from named parameters.
fn is_computed(node: &Node) -> bool {
    matches!(&node.value, Value::Text(text) if is_formula(text))
}
