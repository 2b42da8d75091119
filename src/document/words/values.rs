//! What is said around the value of an assumption.

use crate::model::Basis;

/// Units that a scenario does not write itself.
pub(in crate::document) trait ValueWords {
    /// A distribution, as the library describes it in English.
    fn distribution(&self, described: &str) -> String;
    /// A share that holds each year.
    fn a_year(&self, share: &str) -> String;
    /// What an amount is paid per.
    fn per_one(&self, basis: Basis) -> &'static str;
    /// A number of weeks.
    fn weeks(&self, number: &str) -> String;
    /// A number of months.
    fn months(&self, number: &str) -> String;
    /// A number of years.
    fn years(&self, number: &str) -> String;
}
