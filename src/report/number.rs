//! Numbers in pictures, which are English until they are drawn from documents.

use crate::document::Language;
pub use crate::document::shortened;
use crate::model::Written;
use crate::statistics::Chance;

const E: Language = Language::English;

/// See [`Language::whole`].
#[must_use]
pub fn whole(value: f64) -> String {
    E.whole(value)
}

/// See [`Language::decimal`].
#[must_use]
pub fn decimal(value: f64, digits: usize) -> String {
    E.decimal(value, digits)
}

/// See [`Language::percent`].
#[must_use]
pub fn percent(share: f64, digits: usize) -> String {
    E.percent(share, digits)
}

/// See [`Language::chance`].
#[must_use]
pub fn chance(chance: &Chance, digits: usize) -> String {
    E.chance(chance, digits)
}

/// See [`Language::plain`].
#[must_use]
pub fn plain(value: f64) -> String {
    E.plain(value)
}

/// See [`Language::money`].
#[must_use]
pub fn money(value: f64, currency: &str) -> String {
    E.money(value, currency)
}

/// See [`Language::placed`].
#[must_use]
pub fn placed(number: &str, currency: &str) -> String {
    E.placed(number, currency)
}

/// See [`Language::stands_before`].
#[must_use]
pub fn stands_before(currency: &str) -> bool {
    E.stands_before(currency)
}

/// See [`Language::level`].
#[must_use]
pub fn level_at(value: f64, list: bool) -> String {
    E.level(value, list)
}

/// See [`Language::in_span`].
#[must_use]
pub fn span_of(span: &str) -> String {
    E.in_span(span)
}

/// See [`Language::named`].
#[must_use]
pub fn named(name: &str, complete: bool) -> String {
    E.named(name, complete)
}

/// See [`Language::entries_of`].
#[must_use]
pub fn whole_list(path: &str, list: bool) -> String {
    E.entries_of(path, list)
}

/// See [`Language::written`].
#[must_use]
pub fn written(value: f64, form: &Written, currency: &str) -> String {
    E.written(value, form, currency)
}
