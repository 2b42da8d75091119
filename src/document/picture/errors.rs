//! Errors over replications.

/// Errors that shrink as replications grow, of several ways of sampling; both scales are logarithmic.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorCurves {
    /// The ways of sampling.
    pub names: Vec<String>,
    /// What dashed curves are.
    pub dashed_name: String,
    /// Along the bottom of each panel.
    pub across: String,
    /// Of the mean and of the probability.
    pub panels: [ErrorPanel; 2],
}

/// The errors of one estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorPanel {
    /// What the errors are of.
    pub about: String,
    /// A curve for each way of sampling.
    pub curves: Vec<ErrorCurve>,
    /// The error that was wished: a reference.
    pub wished: Option<f64>,
    /// What it is called.
    pub wished_label: String,
    /// Said where there is no error above zero.
    pub empty: String,
}

/// Replications with an error above zero.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorCurve {
    /// Of the estimate.
    pub solid: Vec<(f64, f64)>,
    /// Of a second estimate of the same, where there is one.
    pub dashed: Option<Vec<(f64, f64)>>,
}
