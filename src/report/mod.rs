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

/// A blank at which no line ends.
const NO_BREAK: char = '\u{a0}';

/// The words of a text between which a line may end.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter.is_whitespace() && letter != NO_BREAK).filter(|word| !word.is_empty())
}
