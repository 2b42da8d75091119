//! What is said around the value of an assumption, in English.

use super::English;
use crate::document::words::ValueWords;
use crate::model::Basis;

impl ValueWords for English {
    fn distribution(&self, described: &str) -> String {
        described.to_owned()
    }

    fn a_year(&self, share: &str) -> String {
        format!("{share} a year")
    }

    fn per_one(&self, basis: Basis) -> &'static str {
        match basis {
            Basis::Year => "per year",
            Basis::Family => "per family",
            Basis::Adult => "per adult",
            Basis::Child => "per child",
            Basis::PersonYear => "per person-year",
            Basis::Event => "per event",
            Basis::EventYear => "per event-year",
        }
    }

    fn weeks(&self, number: &str) -> String {
        several(number, "week")
    }

    fn months(&self, number: &str) -> String {
        several(number, "month")
    }

    fn years(&self, number: &str) -> String {
        several(number, "year")
    }
}

/// `1 week`, `9 weeks`.
fn several(number: &str, one: &str) -> String {
    format!("{number} {one}{}", if number == "1" { "" } else { "s" })
}
