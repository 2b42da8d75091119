//! What a scenario says of prices: the level of all results, the indices that bring lines to it, the factors for optimism bias.

use super::values::ValueKind;
use crate::model::{Grade, Kind, Optimism, Quantity};
use std::collections::BTreeMap;

/// The price level of a scenario.
#[derive(Debug)]
pub(super) struct Prices {
    /// The year whose prices results are in.
    pub level: i32,
    /// That of lines which name none, and the others.
    pub indices: Vec<PriceIndex>,
}

/// An index of prices.
#[derive(Debug)]
pub(super) struct PriceIndex {
    /// `None` = that of lines which name none.
    pub id: Option<String>,
    /// Where it stands.
    pub path: String,
    /// What results call it.
    pub title: String,
    /// `None` = it could not be read.
    pub numbers: Option<BTreeMap<i32, Quantity>>,
    /// Of an index among the figures: its reference, and what it is an index of.
    pub cited: Option<(String, Option<ValueKind>)>,
}

impl Prices {
    /// Of an index, by its id, what is [cited](PriceIndex::cited).
    pub fn cited(&self, id: Option<&str>) -> Option<&(String, Option<ValueKind>)> {
        self.indices.iter().find(|index| index.id.as_deref() == id)?.cited.as_ref()
    }
}

/// A factor on lines of one kind whose evidence has one grade; `None` = those that state none.
#[derive(Debug)]
pub(super) struct OptimismFactor {
    pub kind: Kind,
    pub grade: Option<Grade>,
    pub factor: Optimism,
}
