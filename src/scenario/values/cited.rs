//! A place of a scenario that takes its number from a database of values.

use super::row::ValueRow;

/// A number of a scenario that refers to a figure.
#[derive(Debug, Clone)]
pub(in crate::scenario) struct Cited {
    /// The path of the number, or of an argument of its distribution.
    pub path: String,
    /// How the row is referred to, with its date: `values.kontanthjaelp_parent30@2016`.
    pub reference: String,
    /// The figure.
    pub row: ValueRow,
    /// The year that was asked for, where a year was.
    pub year: Option<i32>,
}

impl Cited {
    /// Whether it belongs to the number at a path.
    pub fn is_of(&self, path: &str) -> bool {
        self.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// Whether the number at a path is the figure, or a list with it; not where it is an argument of a distribution there.
    pub fn is_all_of(&self, path: &str) -> bool {
        self.path.strip_prefix(path).is_some_and(|rest| ["", ".value"].contains(&rest))
    }
}
