//! The size of numbers that a scenario may hold.

/// The largest number a scenario may hold: a thousand times the money there is.
const LARGEST: f64 = 1e18;
/// The smallest number beside zero: no probability, price or count is known so precisely.
const SMALLEST: f64 = 1e-18;

/// What is allowed instead of a number that is too large or too small to compute with.
pub(super) fn beyond(value: f64) -> Option<String> {
    match value.abs() {
        size if size > LARGEST => Some(format!("at most {LARGEST:e}")),
        size if size > 0.0 && size < SMALLEST => Some(format!("0 or at least {SMALLEST:e} in size")),
        _ => None,
    }
}
