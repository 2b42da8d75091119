//! Numbers and texts beside a drawing.

/// An amount with a label.
#[derive(Debug, Clone, PartialEq)]
pub struct Marker {
    /// Where it lies.
    pub value: f64,
    /// What it is.
    pub label: String,
}

/// A text in two lengths.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoLengths {
    /// Where there is room.
    pub long: String,
    /// Where there is little.
    pub short: String,
}
