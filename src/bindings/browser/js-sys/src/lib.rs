//! As much of js-sys as the core of the page needs. The workbook asks for the time; results hold none, so it is told the same always,
//! and the core needs nothing from the page around it. The real crate would add a quarter to its size.

/// The time.
#[derive(Debug, Clone, Copy)]
pub struct Date;

impl Date {
    /// Milliseconds since 1970: none.
    #[must_use]
    pub const fn now() -> f64 {
        0.0
    }
}
