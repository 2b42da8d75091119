//! The ledger that comes with the program, and how pairs in it are found.

use super::case::PastCase;
use super::read::cases;
use crate::model::Language;
use std::sync::OnceLock;

/// The pairs that come with the program.
const SHIPPED: &str = include_str!("../../configs/past/cases.csv");
/// What messages call their file.
const SHIPPED_NAME: &str = "past/cases.csv";

/// Forecasts with their outcomes.
#[derive(Debug, Clone, PartialEq)]
pub struct PastLedger {
    cases: Vec<PastCase>,
}

impl PastLedger {
    /// The pairs that come with the program; a test reads them all.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED_CASES: OnceLock<PastLedger> = OnceLock::new();
        SHIPPED_CASES.get_or_init(|| Self { cases: cases(SHIPPED_NAME, SHIPPED.as_bytes()).unwrap_or_default() })
    }

    /// The pairs of a file.
    ///
    /// # Errors
    /// All that is wrong with the file, each as a sentence with its line.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Vec<String>> {
        Ok(Self { cases: cases(name, bytes)? })
    }

    /// The file of the pairs that come with the program, as it is.
    #[must_use]
    pub fn shipped_text() -> &'static str {
        SHIPPED
    }

    /// All pairs, in the order of the file.
    #[must_use]
    pub fn cases(&self) -> &[PastCase] {
        &self.cases
    }

    /// The pairs with all the words, in any language; all where there are none.
    #[must_use]
    pub fn search(&self, words: &[String]) -> Vec<&PastCase> {
        let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let has_all = |case: &&PastCase| {
            let text = text(case);
            words.iter().all(|word| text.contains(word.as_str()))
        };
        self.cases.iter().filter(has_all).collect()
    }
}

/// What a pair is searched by, in small letters: its texts in all languages, the words of the ledger, its country.
fn text(case: &PastCase) -> String {
    let told = [&case.programme, &case.quantity, &case.method, &case.note];
    let told = told.into_iter().flat_map(|text| Language::ALL.map(|language| text.told(language)));
    let words = [case.kind.name(), case.bar.name(), case.baseline.name(), &case.country, &case.id];
    told.chain(words).collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::past::{PastKind, PastOutcome};

    #[test]
    fn the_shipped_pairs_are_read_and_told_in_both_languages() {
        let read = PastLedger::read(SHIPPED_NAME, SHIPPED.as_bytes()).expect("no problems");
        assert_eq!(read.cases().len(), 30);
        for case in read.cases() {
            for text in [&case.programme, &case.quantity, &case.unit, &case.method] {
                assert!(Language::ALL.iter().all(|language| !text.told(*language).is_empty()), "{}", case.id);
            }
            let [english, danish] = [&case.note, &case.paid].map(|text| Language::ALL.map(|l| text.told(l).is_empty()));
            assert!(english[0] == english[1] && danish[0] == danish[1], "{}: told in one language only", case.id);
            assert!(case.source_observed.starts_with("http"), "{}", case.id);
            assert_eq!(case.forecast.is_none(), case.source_forecast.is_empty(), "{}", case.id);
        }
    }

    #[test]
    fn nothing_that_was_not_significant_is_a_zero() {
        let cases = PastLedger::shipped().cases();
        let zero = |case: &&PastCase| matches!(case.outcome, PastOutcome::Number { observed, .. } if observed == 0.0);
        assert_eq!(cases.iter().find(zero), None);
        let words = cases.iter().filter(|case| matches!(case.outcome, PastOutcome::NotSignificant { .. }));
        assert_eq!(words.count(), 7);
        assert!(cases.iter().all(|case| !case.note.told(Language::English).contains("entered as 0")));
    }

    #[test]
    fn words_are_found_in_both_languages_and_in_the_words_of_the_ledger() {
        let ledger = PastLedger::shipped();
        let found = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            ledger.search(&words).iter().map(|case| case.id.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(found(&["Hjørring"]), ["hjo_persons", "hjo_2017"]);
        assert_eq!(found(&["lodtrækning", "indvandrere"]), ["koto_jobs"]);
        assert_eq!(found(&["volume"]).len(), ledger.cases().iter().filter(|c| c.kind == PastKind::Volume).count());
        assert!(found(&["no such word"]).is_empty());
    }
}
