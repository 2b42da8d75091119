//! Where a function of one number crosses a level.

use super::roots::Interval;
use serde::Serialize;

/// A value at which a function of one number crosses a level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Root {
    /// The value.
    pub value: f64,
    /// Its standard error: how far another seed typically moves it; 0 without chance, `null` where unknown.
    pub mcse: Option<f64>,
}

/// Where a function of one number is above a level.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Crossing {
    /// The root nearest to the base; `null` where no allowed value crosses.
    pub value: Option<f64>,
    /// Its error.
    pub mcse: Option<f64>,
    /// Where the function is above the level: `above` or `below` the one root, `between` or `outside` two of them, in `several` intervals,
    /// `always` or `never`.
    pub pays: &'static str,
    /// Every root found, ascending.
    pub roots: Vec<Root>,
    /// In which the function is above the level, ascending.
    pub intervals: Vec<Interval>,
}
