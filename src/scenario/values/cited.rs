//! A place of a scenario that takes its number from a database of values.

use super::row::{ValueRow, ValueSpread};
use crate::distribution::{Argument, DistributionFamily, Evidence};

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

    /// What is known of a figure that is a number by itself: as evidence of a distribution where it has a spread.
    pub fn evidence(&self) -> Option<Evidence> {
        let row = &self.row;
        let (value, (low, high)) = (row.value()?, row.ends?);
        let (low, high) = (row.in_scenario(low), row.in_scenario(high));
        let (family, scalars) = match row.spread {
            ValueSpread::Certain | ValueSpread::Persons => return None,
            ValueSpread::Range if low < high => {
                (DistributionFamily::Pert, vec![(Argument::Min, low), (Argument::Mode, value), (Argument::Max, high)])
            }
            ValueSpread::Range => return None,
            ValueSpread::Interval(level) => (
                DistributionFamily::Normal,
                vec![(Argument::Low, low), (Argument::High, high), (Argument::Level, level)],
            ),
        };
        Some(Evidence { family: Some(family), scalars, ..Evidence::default() })
    }
}
