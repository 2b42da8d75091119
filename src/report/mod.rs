//! Data in, bytes out: text for the terminal, CSV and JSON for programs, pictures and a page for councils.
//!
//! Nothing here opens a file or computes a statistic, and rounding happens nowhere else.

pub mod csv;
pub mod json;
#[cfg(feature = "page")]
pub mod page;
#[cfg(feature = "plots")]
pub mod plot;
pub mod terminal;
pub mod tracker;
#[cfg(feature = "workbook")]
pub mod workbook;
