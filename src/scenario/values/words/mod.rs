//! What is said of a figure where a scenario uses it, in each language.

mod danish;
mod english;

use super::kinds::FoundHow;
use super::warning::CitedWarning;
use crate::model::Language;

/// The words of a language about figures that a scenario uses.
pub(super) trait CitedWords {
    /// The unit of a share.
    fn share(&self) -> &'static str;
    /// Where a figure comes from: who says so, how it was found, and how it is referred to.
    fn source(&self, source: &str, found: Option<FoundHow>, reference: &str) -> String;
    /// What the author should know; `place` is the path of the number.
    fn warning(&self, place: &str, reference: &str, warning: &CitedWarning) -> String;
}

/// The words of a language.
pub(super) fn words(language: Language) -> &'static dyn CitedWords {
    match language {
        Language::English => &english::English,
        Language::Danish => &danish::Danish,
    }
}
