//! What is said around the value of an assumption, in Danish.

use super::Danish;
use crate::document::words::ValueWords;
use crate::model::Basis;

impl ValueWords for Danish {
    fn distribution(&self, described: &str) -> String {
        super::distribution::distribution(described)
    }

    fn a_year(&self, share: &str) -> String {
        format!("{share} om året")
    }

    fn per_one(&self, basis: Basis) -> &'static str {
        match basis {
            Basis::Year => "pr. år",
            Basis::Family => "pr. familie",
            Basis::Adult => "pr. voksen",
            Basis::Child => "pr. barn",
            Basis::PersonYear => "pr. årsværk",
            Basis::Event => "pr. hændelse",
            Basis::EventYear => "pr. år hændelsen varer",
        }
    }

    fn weeks(&self, number: &str) -> String {
        several(number, "uge", "uger")
    }

    fn months(&self, number: &str) -> String {
        several(number, "måned", "måneder")
    }

    fn years(&self, number: &str) -> String {
        format!("{number} år")
    }
}

/// `1 uge`, `9 uger`.
fn several(number: &str, one: &str, many: &str) -> String {
    format!("{number} {}", if number == "1" { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_years_are_alike() {
        let told = [Danish.weeks("1"), Danish.weeks("9"), Danish.months("1"), Danish.months("0,5"), Danish.years("1")];
        assert_eq!(told, ["1 uge", "9 uger", "1 måned", "0,5 måneder", "1 år"]);
    }
}
