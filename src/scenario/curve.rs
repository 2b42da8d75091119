//! Reading published curves: by some months, the share to whom something has happened.

use super::node::{Node, Value};
use super::reader::{Reader, Table};
use super::shape::Domain;

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

    /// A list of shares that are plain numbers.
    pub fn plain_shares(&mut self, node: &Node, path: &str) -> Option<Vec<f64>> {
        let Value::List(items) = &node.value else { return self.numbers(node, path) };
        let found: Vec<Option<f64>> = items.iter().map(|item| self.number(item, path, Domain::Probability)).collect();
        found.into_iter().collect()
    }
}
