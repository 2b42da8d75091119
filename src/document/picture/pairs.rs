//! Forecasts and what came of them.

/// Rows with a point each in two columns beside one another, beneath headings; 1 is a reference.
#[derive(Debug, Clone, PartialEq)]
pub struct PairRows {
    /// What is shown along the bottom of both.
    pub across: String,
    /// Their highest value.
    pub to: f64,
    /// What a point and a mark without a number are called, and 1.
    pub legend: [String; 3],
    /// From left to right.
    pub panels: [Vec<PairGroup>; 2],
}

/// Rows that may be compared with one another.
#[derive(Debug, Clone, PartialEq)]
pub struct PairGroup {
    /// What they are.
    pub heading: String,
    /// From top to bottom.
    pub rows: Vec<PairRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct PairRow {
    /// Whose it is.
    pub name: String,
    /// Where its point lies; `None` = it has no number, and is a mark beside the axis.
    pub value: Option<f64>,
    /// To the right.
    pub remark: String,
    /// Its row in the picture's table.
    pub row: usize,
}
