//! Comparisons in English.

use super::common::of_cases;
use super::{E, English};
use crate::document::words::{CommonWords, CompareWords, ComparisonNote, GapWords, SharedDraw, sentences};
use crate::statistics::{Chance, Estimate};

impl CompareWords for English {
    fn weighted(&self, positive: &Chance, mean: Estimate, currency: &str, parts: &[(f64, &str)]) -> String {
        let parts: Vec<String> =
            parts.iter().map(|(weight, name)| format!("{} {name}", E.percent(*weight, 0))).collect();
        format!(
            "Weighted: positive in {}, {} on average (± {}). Weights: {}.",
            of_cases(positive),
            E.money(mean.value, currency),
            E.whole(mean.mcse),
            parts.join("; ")
        )
    }

    fn one_draw(&self, reference: &str, shared: &[SharedDraw]) -> String {
        let each = |shared: &SharedDraw| {
            let what = shared.assumption.unwrap_or("the luck of families");
            let not = shared.not_with.join(", ");
            if not.is_empty() { what.to_owned() } else { format!("{what} (not with {not})") }
        };
        if shared.is_empty() {
            return format!(
                "Nothing is one draw with {reference}; `programme = \"id\"` in the files, or --common, says what is."
            );
        }
        format!("One draw with {reference}: {}.", shared.iter().map(each).collect::<Vec<_>>().join("; "))
    }

    fn against_title(&self, reference: &str) -> String {
        format!("AGAINST {reference}")
    }

    fn against(&self, name: &str, reference: &str) -> String {
        format!("{name} against {reference}")
    }

    fn gap(&self, gap: &GapWords) -> String {
        let how = match gap.better_worse_equal {
            _ if gap.always_equal => "Exactly as good in every replication".to_owned(),
            None => "How likely it is better is withheld".to_owned(),
            Some(chances) => {
                let [better, worse, equal] = chances.map(|chance| E.chance(&chance, 1));
                format!("Better in {better} of cases, worse in {worse}, exactly as good in {equal}")
            }
        };
        let [lower, upper] = gap.interval.map(|end| E.signed(end));
        let mean = E.placed(&E.signed(gap.mean), gap.currency);
        format!("{how}; mean difference {mean} (95\u{a0}% interval {lower} to {upper}).")
    }

    fn comparison_note(&self, note: &ComparisonNote) -> String {
        let rows = note.in_full.map_or_else(
            || "Years, other payers and parts are in differences.csv.".to_owned(),
            |name| {
                format!("Years and the whole are those of {name}, other rows the whole of other payers and of parts.")
            },
        );
        let differences = "Differences are taken replication by replication; ± is the Monte Carlo standard error of the mean \
                           difference.";
        let cut = note.cut_to.map_or_else(String::new, |span| format!("Horizons differ: only {span} are compared."));
        sentences([rows, differences.to_owned(), self.chances_known(note.known), cut])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_as_equal_withheld_or_likely() {
        let told = |always_equal, better_worse_equal| {
            let gap = GapWords { always_equal, better_worse_equal, mean: 5.0, interval: [-1.0, 9.0], currency: "£" };
            English.gap(&gap)
        };
        let mean = "mean difference +£5 (95\u{a0}% interval −1 to +9).";
        assert_eq!(told(true, None), format!("Exactly as good in every replication; {mean}"));
        assert_eq!(told(false, None), format!("How likely it is better is withheld; {mean}"));
        let chances = [600, 300, 100].map(|count| Chance::of(count, 1000));
        let likely = "Better in 60.0\u{a0}% of cases, worse in 30.0\u{a0}%, exactly as good in 10.0\u{a0}%";
        assert_eq!(told(false, Some(chances)), format!("{likely}; {mean}"));
    }

    #[test]
    fn what_is_one_draw_names_those_without_it() {
        assert!(English.one_draw("A", &[]).starts_with("Nothing is one draw with A;"));
        let families = SharedDraw { assumption: None, not_with: vec![] };
        let path = SharedDraw { assumption: Some("a.b"), not_with: vec!["B", "C"] };
        let told = English.one_draw("A", &[families, path]);
        assert_eq!(told, "One draw with A: the luck of families; a.b (not with B, C).");
    }
}
