//! Comparisons in Danish.

use super::common::of_cases;
use super::{D, Danish};
use crate::document::words::{CommonWords, CompareWords, ComparisonNote, GapWords, SharedDraw, sentences};
use crate::statistics::{Chance, Estimate};

impl CompareWords for Danish {
    fn weighted(&self, positive: &Chance, mean: Estimate, currency: &str, parts: &[(f64, &str)]) -> String {
        let parts: Vec<String> =
            parts.iter().map(|(weight, name)| format!("{} {name}", D.percent(*weight, 0))).collect();
        format!(
            "Vægtet: overskud i {}, {} i gennemsnit (± {}). Vægte: {}.",
            of_cases(positive),
            D.money(mean.value, currency),
            D.whole(mean.mcse),
            parts.join("; ")
        )
    }

    fn one_draw(&self, reference: &str, shared: &[SharedDraw]) -> String {
        let each = |shared: &SharedDraw| {
            let what = shared.assumption.unwrap_or("familiernes tilfældigheder");
            let not = shared.not_with.join(", ");
            if not.is_empty() { what.to_owned() } else { format!("{what} (ikke for {not})") }
        };
        if shared.is_empty() {
            return format!(
                "Intet er trukket fælles med {reference}; `programme = \"id\"` i filerne eller --common siger, hvad der er."
            );
        }
        format!("Trukket fælles med {reference}: {}.", shared.iter().map(each).collect::<Vec<_>>().join("; "))
    }

    fn against_title(&self, reference: &str) -> String {
        format!("I FORHOLD TIL {reference}")
    }

    fn against(&self, name: &str, reference: &str) -> String {
        format!("{name} i forhold til {reference}")
    }

    fn gap(&self, gap: &GapWords) -> String {
        let how = match gap.better_worse_equal {
            _ if gap.always_equal => "Præcis lige så godt i hvert forløb".to_owned(),
            None => "Hvor sandsynligt det er bedre, kan ikke siges".to_owned(),
            Some(chances) => {
                let [better, worse, equal] = chances.map(|chance| of_cases(&chance));
                format!("Bedre i {better}, dårligere i {worse}, præcis lige så godt i {equal}")
            }
        };
        let [lower, upper] = gap.interval.map(|end| D.signed(end));
        let mean = D.placed(&D.signed(gap.mean), gap.currency);
        format!("{how}; forskel i gennemsnit {mean} (95\u{a0}%-interval fra {lower} til {upper}).")
    }

    fn comparison_note(&self, note: &ComparisonNote) -> String {
        let rows = note.in_full.map_or_else(
            || "År, andre kasser og dele står i differences.csv.".to_owned(),
            |name| {
                format!("År og hele perioden gælder {name}, de øvrige rækker andre kasser og dele over hele perioden.")
            },
        );
        let differences =
            "Forskelle tages forløb for forløb; ± er beregningens egen usikkerhed på den gennemsnitlige forskel.";
        let cut = note
            .cut_to
            .map_or_else(String::new, |span| format!("Scenarierne er ikke lige lange: kun {span} sammenlignes."));
        sentences([rows, differences.to_owned(), self.chances_known(note.known), cut])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Sample;

    #[test]
    fn a_difference_is_told_as_equal_withheld_or_likely() {
        let told = |always_equal, better_worse_equal| {
            let gap = GapWords { always_equal, better_worse_equal, mean: 5.0, interval: [-1.0, 9.0], currency: "kr." };
            Danish.gap(&gap).replace('\u{a0}', " ")
        };
        let mean = "forskel i gennemsnit +5 kr. (95 %-interval fra −1 til +9).";
        assert_eq!(told(true, None), format!("Præcis lige så godt i hvert forløb; {mean}"));
        assert_eq!(told(false, None), format!("Hvor sandsynligt det er bedre, kan ikke siges; {mean}"));
        let likely = [600, 300, 100].map(|count| Chance::of(count, 1000));
        let how =
            "Bedre i 60,0 % af forløbene, dårligere i 30,0 % af forløbene, præcis lige så godt i 10,0 % af forløbene";
        assert_eq!(told(false, Some(likely)), format!("{how}; {mean}"));
        let always = [16, 0, 0].map(|count| Chance { sample: Sample::Randomisations(16), ..Chance::of(count, 16) });
        let how = "Bedre i alle forløb, dårligere i ingen forløb, præcis lige så godt i ingen forløb";
        assert_eq!(told(false, Some(always)), format!("{how}; {mean}"));
    }

    #[test]
    fn what_is_one_draw_names_those_without_it() {
        assert!(Danish.one_draw("A", &[]).starts_with("Intet er trukket fælles med A;"));
        let families = SharedDraw { assumption: None, not_with: vec![] };
        let path = SharedDraw { assumption: Some("a.b"), not_with: vec!["B", "C"] };
        let told = Danish.one_draw("A", &[families, path]);
        assert_eq!(told, "Trukket fælles med A: familiernes tilfældigheder; a.b (ikke for B, C).");
    }
}
