//! Figures that scenarios refer to by series and date: those that come with the program, and those of a file of one's own.

mod catalogue;
mod cite;
mod cited;
mod date;
mod kinds;
mod library;
mod read;
mod row;
mod warning;
mod warnings;
mod words;

pub use catalogue::catalogue;
pub(super) use cite::{FIGURES, ValueIndex};
pub(super) use cited::Cited;
pub use date::Day;
pub use kinds::{EachLanguage, FoundHow, RefundBasis, ValueKind, ValueSpread};
pub use library::{ValueDate, ValueLibrary, ValueSeries};
pub use row::ValueRow;

#[cfg(test)]
mod tests;
