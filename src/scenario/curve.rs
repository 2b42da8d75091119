//! Reading published curves: by some months, the share to whom something has happened, above all relapse.

use super::hint::nearest;
use super::node::{Node, Origin, Value};
use super::reader::{Reader, Table};
use super::shape::{Domain, QUANTITY};
use crate::model::{After, Between, Hazards, Quantity, RelapseCurve, Told};
use std::cmp::Ordering;

/// The points of a curve as written.
pub(super) struct CurvePoints<N> {
    /// Months, as they stand.
    pub months: Vec<f64>,
    /// The share by each of them.
    pub shares: Vec<N>,
}

impl Reader<'_> {
    /// The points of a curve: `within` and the shares under a key, each a list or the name of a column of `file`. `listed` reads a list
    /// of shares, and `of` takes a share of a file.
    pub fn curve_points<N>(
        &mut self,
        table: &Table<'_>,
        key: &str,
        listed: impl FnOnce(&mut Self, &Node, &str) -> Option<Vec<N>>,
        of: impl Fn(f64) -> N,
    ) -> Option<CurvePoints<N>> {
        let (Some(within), Some(share)) = (table.get("within"), table.get(key)) else {
            let missing = if table.has("within") { key } else { "within" };
            let message =
                "missing; a curve needs months in `within` and as many shares, or a column of `file` for each";
            self.problem(table.node, &table.path(missing), message);
            return None;
        };
        let is_column = |node: &Node| matches!(node.value, Value::Text(_));
        if let (Some(file), false, false) = (table.get("file"), is_column(within), is_column(share)) {
            self.problem(
                file,
                &table.path("file"),
                "not used; allowed: beside the name of a column in `within` or the shares",
            );
        }
        let months = if is_column(within) {
            self.curve_column(table, "within")
        } else {
            self.numbers(within, &table.path("within"))
        };
        let shares = if is_column(share) {
            self.curve_column(table, key).map(|shares| shares.into_iter().map(of).collect())
        } else {
            listed(self, share, &table.path(key))
        };
        let (months, shares) = (months?, shares?);
        if months.len() != shares.len() {
            let message = format!("{} for {} months in `within`; allowed: one for each", shares.len(), months.len());
            self.problem(share, &table.path(key), message);
            return None;
        }
        Some(CurvePoints { months, shares })
    }

    /// The numbers of a column that a key of a curve names.
    fn curve_column(&mut self, table: &Table<'_>, key: &str) -> Option<Vec<f64>> {
        let (node, path) = (table.get(key)?, table.path(key));
        let Value::Text(column) = &node.value else { return None };
        let Some(file) = table.get("file") else {
            self.problem(
                node,
                &path,
                "the name of a column needs `file`; allowed: a list of numbers, or a column of `file`",
            );
            return None;
        };
        self.column(file, table, Some(column))
    }

    /// Relapse as a section gives it: yearly hazards or a curve. Where both are there, the one that was set last holds.
    pub fn hazards(&mut self, table: &Table<'_>) -> Option<Hazards> {
        match (table.get("hazard"), table.get("curve")) {
            (None, None) => {
                let message = "missing; give `hazard`, the probability of relapse in the year of entry and each later year, or \
                               `curve`, shares by months since entry";
                self.problem(table.node, &table.path("hazard"), message);
                None
            }
            (Some(_), None) => self.by_age(table, "hazard").map(Hazards::ByYear),
            (None, Some(_)) => self.relapse_curve(table).map(Hazards::Curve),
            (Some(hazard), Some(curve)) => match set_last(hazard).cmp(&set_last(curve)) {
                Ordering::Greater => self.by_age(table, "hazard").map(Hazards::ByYear),
                Ordering::Less => self.relapse_curve(table).map(Hazards::Curve),
                Ordering::Equal => {
                    self.problem(curve, &table.path("curve"), "not allowed beside `hazard`: say one of the two");
                    None
                }
            },
        }
    }

    fn relapse_curve(&mut self, table: &Table<'_>) -> Option<RelapseCurve> {
        let table = self.section(table, "curve")?;
        let (key, told) = match (table.has("share"), table.get("survival")) {
            (true, Some(node)) => {
                self.problem(node, &table.path("survival"), "not allowed beside `share`: say one of the two");
                return None;
            }
            (false, Some(_)) => ("survival", Told::Remaining),
            _ => ("share", Told::Relapsed),
        };
        let between = self.between_points(&table);
        let listed = |reader: &mut Self, node: &Node, path: &str| match &node.value {
            Value::List(items) => reader.list(node, items, path, Domain::Probability),
            _ => reader.not_a_list(node, path),
        };
        let points = self.curve_points(&table, key, listed, Quantity::Fixed);
        if let Some(points) = &points {
            self.document_shares(&table, key, &points.shares);
        }
        let after = self.after(&table);
        let (CurvePoints { months, shares }, between, after) = (points?, between?, after?);
        let curve = RelapseCurve { months, shares, told, between, after };
        self.qualify_curve(&table.path(key), &curve);
        // Uncertain shares are tried at their base values; every draw is checked again in the run.
        let base = self.parameters.base_draw();
        match curve.at(&base, 0) {
            Ok(_) => Some(curve),
            Err(error) => {
                let wrong =
                    if matches!(after, After::Yearly(share) if share.at::<f64>(&base) >= 1.0) { "after" } else { key };
                let node = table.get(wrong).unwrap_or(table.node);
                self.problem(node, &table.path(wrong), error.to_string());
                None
            }
        }
    }

    /// What is between the points.
    fn between_points(&mut self, table: &Table<'_>) -> Option<Between> {
        if !table.has("family") {
            return Some(Between::ConstantHazard);
        }
        let name = self.choice(table, "family")?;
        RelapseCurve::FAMILIES.into_iter().find(|family| family.name() == name).map(Between::Family)
    }

    /// What follows the last month.
    fn after(&mut self, table: &Table<'_>) -> Option<After> {
        let path = table.path("after");
        let Some(node) = table.get("after") else {
            if table.has("family") {
                return Some(After::Continues);
            }
            let message = format!("missing; what follows the last month must be said: {AFTER}");
            self.problem(table.node, &path, message);
            return None;
        };
        match &node.value {
            Value::Text(text) if text == "none" => Some(After::Nobody),
            Value::Text(text) if text == "continues" => Some(After::Continues),
            Value::Text(text) if !text.contains(['.', '/', ' ']) => {
                let near = nearest(text, ["none", "continues"]);
                let near = near.map_or_else(String::new, |near| format!("did you mean \"{near}\"? "));
                self.problem(node, &path, format!("{near}allowed: {AFTER}"));
                None
            }
            _ => {
                let share = self.quantity_at(node, &path, Domain::Probability)?;
                self.inherit(table, "after");
                Some(After::Yearly(share))
            }
        }
    }

    /// Registers the shares with what the curve says of itself.
    fn document_shares(&mut self, table: &Table<'_>, key: &str, shares: &[Quantity]) {
        let path = table.path(key);
        let listed = self.listed(shares);
        // A list was registered when it was read; a column was not.
        self.assumptions.retain(|known| known.path != path);
        let documented = Table { path: table.path.clone(), node: table.node, shape: &QUANTITY };
        self.document(&documented, &path, listed);
    }

    /// Says beside the shares by when they are, and what follows.
    fn qualify_curve(&mut self, path: &str, curve: &RelapseCurve) {
        let naming = self.language.naming();
        let months: Vec<String> = curve.months.iter().map(f64::to_string).collect();
        let said = match curve.after {
            After::Nobody => naming.then_nobody(),
            After::Continues => naming.then_as_before(),
            After::Yearly(_) => naming.then_a_share_a_year(),
        };
        let family = if let Between::Family(family) = curve.between { Some(family.name()) } else { None };
        let points = naming.within_months(&months, curve.told == Told::Relapsed, family);
        self.qualify(path, &format!("{points}; {said}"));
    }
}

/// What `after` may be.
const AFTER: &str = "\"none\" (nobody relapses any more), \"continues\" (the last hazard goes on), or the share of those left that \
                     relapses in each year from then on, such as 0.1";

/// The last of the overrides that brought in a node or a part of it; `None` = it is all of the file.
fn set_last(node: &Node) -> Option<usize> {
    let own = if let Origin::Override(index) = node.origin { Some(index) } else { None };
    let parts = match &node.value {
        Value::Table(entries) => entries.iter().map(|entry| set_last(&entry.node)).max(),
        Value::List(items) => items.iter().map(set_last).max(),
        _ => None,
    };
    own.max(parts.flatten())
}
