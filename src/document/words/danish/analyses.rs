//! Stress tests, plans and thresholds in Danish.

use super::common::{chance_error, extremes, of_cases};
use super::{D, Danish};
use crate::document::words::{AnalysisWords, Known, PlanNote, ThresholdWords, sentence_end, sentences};
use crate::model::{Label, Written};
use crate::random::RANDOMISATIONS;
use crate::statistics::{Chance, Estimate};
use crate::summary::{FIRST_STAGE, MARGIN};

impl AnalysisWords for Danish {
    fn means_over(&self, draws: usize) -> String {
        format!("gennemsnit over {} udtræk", D.whole(draws as f64))
    }

    fn go_together(&self, pairs: usize) -> String {
        let pairs = if pairs == 1 {
            "Et par forudsætninger følges ad".to_owned()
        } else {
            format!("{pairs} par forudsætninger følges ad")
        };
        format!("{pairs}. Holdes den ene på en værdi, er de andre lige så usikre som før.")
    }

    fn errors(&self, mean: f64, currency: &str, known: Known) -> String {
        let probability =
            known.error.map_or_else(String::new, |error| format!(" og ± {} på en sandsynlighed", D.points(error)));
        let extreme = known.extreme.map_or_else(String::new, |sample| format!("; {}", extremes(sample)));
        let mean = D.money(mean, currency);
        format!("Beregningens egen usikkerhed er højst ± {mean} på et gennemsnit{probability}{extreme}.")
    }

    fn entries_of(&self, path: &str, list: bool) -> String {
        format!("{path}{}", if list { ", alle tal" } else { "" })
    }

    fn tornado_now(
        &self,
        span: &str,
        currency: &str,
        expected: f64,
        mean: Estimate,
        probability: Option<&Chance>,
    ) -> String {
        format!(
            "Provenu {span}: {} ved basisværdier, {} ± {} i gennemsnit over de usikre forudsætninger{}.",
            D.money(expected, currency),
            D.whole(mean.value),
            D.whole(mean.mcse),
            probability.map_or_else(String::new, |p| format!(", overskud i {} ({})", of_cases(p), chance_error(p)))
        )
    }

    fn tornado_note(&self, replications: u64) -> String {
        format!(
            "Hver forudsætning for sig i den ene og den anden ende, resten lige så usikre som før; den, der flytter gennemsnittet \
             mest, står først. P: hvor sandsynligt et overskud er; når intet holdes fast, er det sandsynligheden fra \
             `run -n {replications}`."
        )
    }

    fn change_known(&self, errors: &[String]) -> String {
        format!(
            "Beregningens egen usikkerhed på det, en ende ændrer, er {}, da alle har de samme tilfældigheder.",
            errors.join(" og ")
        )
    }

    fn bad_at_both_ends(&self, titles: &[&str]) -> String {
        format!(
            "Ugunstig i begge ender: {}. Alle ugunstige har den værste ende, alle gunstige lader den være lige så usikker som \
             før.",
            titles.join("; ")
        )
    }

    fn left_out(&self, paths: &[String]) -> String {
        format!("Faste tal, der ikke kan flyttes så langt, er udeladt: {}.", paths.join(", "))
    }

    fn relieving(&self, titles: &[&str]) -> String {
        if titles.is_empty() {
            return String::new();
        }
        format!(
            "Ugunstig for sig selv, men en lettelse, når de ovenstående er ugunstige: {}. En forudsætnings virkning kan afhænge af de \
             andre.",
            titles.join("; ")
        )
    }

    fn axis(&self, Label { title, path, .. }: &Label, base: &str) -> String {
        format!("{title} ({path}), som i scenariet er {base}")
    }

    fn axes(&self, across: &str, down: &str) -> String {
        sentences([sentence_end(&format!("Vandret: {across}")), sentence_end(&format!("Lodret: {down}"))])
    }

    fn grid_note(&self, span: &str, currency: &str, pays: usize, of: usize) -> String {
        format!(
            "Provenu {span} i {currency}, alt andet lige så usikkert som før; {} af de {} par giver overskud i gennemsnit.",
            D.whole(pays as f64),
            D.whole(of as f64)
        )
    }

    fn mean_to(&self, mcse: f64) -> String {
        format!("gennemsnit ± {}", D.whole(mcse))
    }

    fn exact(&self, mean: &str) -> String {
        format!("{mean}, eksakt")
    }

    fn probability_to(&self, mcse: f64) -> String {
        format!("P(> 0) ± {}", D.points(mcse))
    }

    fn quantile_to(&self, p: f64, mcse: f64) -> String {
        format!("{}-fraktil ± {}", D.trimmed_percent(p), D.whole(mcse))
    }

    fn plan_note(&self, note: &PlanNote) -> String {
        let exact = note.exact_in.map_or_else(String::new, |currency| {
            let unit = sentence_end(&format!("Usikkerheden på gennemsnittet er i {currency}"));
            format!(
                " {unit} \"Eksakt\" er gennemsnittet af forløbenes eksakte forventninger, som er uden tilfældigheder i \
                 familierne."
            )
        });
        let mut time = format!("{} s", D.whole(note.seconds));
        if let Some(designed) = note.seconds_designed {
            time = format!("{time} med tilfældige udtræk, {} s med lhs og sobol,", D.whole(designed));
        }
        format!(
            "Fra prøvekørsler på op til {} beregnede forløb hver. Usikkerheden for lhs og sobol kommer fra {RANDOMISATIONS} \
             uafhængige randomiseringer, er kendt på en tiendedel nær og tæller med det oveni, som i en kørsel med et mål; \
             antallet af forløb er rundet op til hele randomiseringer, for sobol til potenser af to.{exact} En million forløb \
             tager omkring {time} på én kerne. En kørsel med disse mål går frem i trin: det første på {} forløb, hvert af de \
             næste med {} mere, end der ser ud til at mangle, dog højst dobbelt så stort som det forrige, indtil kørslens egen \
             usikkerhed er lille nok. Den afviger tilfældigt fra prøvekørslernes, så det kan blive et trin mere eller mindre.",
            D.whole(note.trials as f64),
            D.whole(FIRST_STAGE as f64),
            D.percent(MARGIN - 1.0, 0)
        )
    }
}

impl ThresholdWords for Danish {
    fn threshold_of(&self, title: &str) -> String {
        format!("GRÆNSE FOR: {title}")
    }

    fn asked_probability(&self, target: f64) -> String {
        format!("overskud i {} af forløbene", D.written(target, &Written::Share, ""))
    }

    fn threshold_note(&self, label: &Label, base: &str) -> String {
        let scenario = sentence_end(&format!("{}: scenariets egen værdi er {base}", label.path));
        format!("{scenario} ± er beregningens egen usikkerhed på værdien.")
    }

    fn looked_at(&self, from: &str, to: &str) -> String {
        sentence_end(&format!("Der er søgt fra {from} til {to}"))
    }

    fn to_see_it(&self, path: &str, value: f64) -> String {
        format!("Se den første i en tabel: --set {path}={value}")
    }

    fn at_medians(&self, value: f64, currency: &str) -> String {
        let value = D.money(value, currency);
        sentence_end(&format!("Med alle usikre forudsætninger på deres median er provenuet {value}"))
    }

    fn no_combination(&self, pays: bool) -> String {
        let result = if pays { "underskud" } else { "overskud" };
        format!("Ingen kombination af forudsætninger inden for seks standardafvigelser giver et forventet {result}.")
    }

    fn nearest_combination(&self, distance: f64, beyond: Option<f64>) -> String {
        format!(
            "Den nærmeste kombination, hvor det forventede provenu er nul, ligger {} standardafvigelser væk (tilnærmet ligger {} \
             af alle kombinationer længere ude). Std.afv.: hvor langt hver forudsætning flytter sig, i standardafvigelser af sin \
             normalscore; andel: dens del af den kvadrerede afstand.",
            D.decimal(distance, 2),
            beyond.map_or_else(String::new, |share| D.written(share, &Written::Share, ""))
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_what_is_known() {
        let chances = [Chance::of(500, 1000), Chance::of(0, 1000)];
        let errors = |mean, known| Danish.errors(mean, "kr.", known).replace('\u{a0}', " ");
        assert_eq!(
            errors(1000.0, Known::of(&chances[..1])),
            "Beregningens egen usikkerhed er højst ± 1.000 kr. på et gennemsnit og ± 1,58 procentpoint på en sandsynlighed."
        );
        assert_eq!(
            errors(0.0, Known::of(&chances[1..])),
            "Beregningens egen usikkerhed er højst ± 0 kr. på et gennemsnit; det, som ingen af 1.000 forløb viser, har en \
             sandsynlighed under 0,30 % (ensidig 95 %-grænse)."
        );
    }

    #[test]
    fn pairs_gains_and_losses_are_told_apart() {
        assert!(Danish.go_together(1).starts_with("Et par forudsætninger følges ad."));
        assert!(Danish.go_together(2).starts_with("2 par forudsætninger følges ad."));
        assert!(Danish.at_medians(5.0, "kr.").ends_with("er provenuet 5\u{a0}kr."));
        let result = [true, false].map(|pays| Danish.no_combination(pays).contains("forventet underskud"));
        assert_eq!(result, [true, false]);
        assert_eq!(Danish.axes("A er 5 kr.", "B er 6 kr."), "Vandret: A er 5 kr. Lodret: B er 6 kr.");
    }
}
