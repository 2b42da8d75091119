//! What is said in pictures, in Danish.

use super::common::{courses, of_cases};
use super::{D, Danish};
use crate::analysis::Level;
use crate::document::number::shortened;
use crate::document::words::{Beneath, CommonWords, PictureLabels, PictureWords, SharedLuck, sentence_end};
use crate::statistics::Chance;
use crate::summary::{RunFacts, Stage};

pub(super) const LABELS: PictureLabels = PictureLabels {
    expected: "forventet",
    expected_case: "forventet business case",
    median: "midterste forløb",
    end_of: "udgangen af",
    odds_withheld: "Ufuldstændig: filen rummer ikke alle kassens udgifter og besparelser; hvor sandsynligt et overskud er, kan \
                    ikke siges",
    exceedance: "Andel af beregnede forløb med et provenu over beløbet",
    more_than: "MERE END",
    loss_of: "UNDERSKUD PÅ MINDST",
    first_even: "Første år, hvor det akkumulerede provenu ikke længere er negativt; andel af beregnede forløb",
    reached_by_end: "sket ved årets udgang",
    not: "ikke",
    errors: ["UDTRÆK", "forløb", "± på gennemsnittet", "± på eksakte forventninger", "± på P(overskud)"],
    error_of_probability: "Standardfejl på P(overskud), procentpoint (logaritmisk skala)",
    replications: "beregnede forløb (logaritmisk skala)",
    wished: "mål",
    no_error: "slet ingen usikkerhed",
    exact: "gennemsnittet af eksakte forventninger",
    worse_better: [
        "dårligere",
        "bedre; stregen er den gennemsnitlige forskel; det, der er præcis lige så godt, er ikke tegnet",
    ],
    swings: "Gennemsnitligt provenu med én forudsætning i hver ende af sit interval, de andre usikre",
    swings_some_pale: "Gennemsnitligt provenu med én forudsætning i hver ende af sit interval, de andre usikre; blege: faste i \
                       scenariet",
    stress: "Gennemsnitligt provenu med denne og alle forudsætninger ovenfor i deres ugunstige ende, resten usikre",
    break_even_lines: ["provenu nul i gennemsnit", "provenu nul i den forventede business case"],
    the_scenario: "scenariet",
    zero: ["nul med resten ved basisværdier", "nul i gennemsnit"],
    rest_at_base: "resten ved basisværdier",
    from_median: "fra medianen og dertil",
    standard_deviations: "standardafvigelser fra medianen",
};

impl PictureWords for Danish {
    fn footer(&self, run: &RunFacts, luck: SharedLuck) -> String {
        let RunFacts { seed, replications, version, .. } = run;
        let each = match luck {
            SharedLuck::Alone => "",
            SharedLuck::Own => " hver",
            SharedLuck::Same => " hver, samme tilfældigheder",
        };
        format!("{}{each} · {} · provenu {version}", courses(*replications), self.seed(*seed))
    }

    fn of_cases(&self, share: f64) -> String {
        format!("{} af forløbene", D.percent(share, 0))
    }

    fn one_to_other(&self, from: &str, to: &str) -> String {
        format!("{from} til {to}")
    }

    fn probability_net(&self, chance: Option<&Chance>) -> String {
        chance.map_or_else(|| "P(overskud) kan ikke siges".to_owned(), |p| format!("P(overskud) {}", D.chance(p, 1)))
    }

    fn cumulative_title(&self, whose: &str) -> String {
        format!("Akkumuleret provenu: {whose}")
    }

    fn median_by_then(&self, span: &str, median: f64, currency: &str) -> String {
        sentence_end(&format!("Det midterste forløbs provenu {span} er {}", D.money(median, currency)))
    }

    fn net_benefit_title(&self, span: &str, whose: &str) -> String {
        format!("Provenu {span}: {whose}")
    }

    fn odds(&self, gain: &Chance) -> [String; 2] {
        [format!("Underskud eller nul: {}", of_cases(&gain.other_side())), format!("Overskud: {}", of_cases(gain))]
    }

    fn lie_beyond(&self, share: f64, right: bool) -> String {
        let share = if share < 1e-4 { format!("mindre end {}", D.percent(1e-4, 2)) } else { D.percent(share, 2) };
        format!("{share} ligger længere mod {}", if right { "højre" } else { "venstre" })
    }

    fn exceedance_title(&self, span: &str, whose: &str) -> String {
        format!("Sandsynlighed for mere end et beløb, {span}: {whose}")
    }

    fn more_than(&self, share: &str, amount: &str) -> String {
        format!("{share}: mere end {amount}")
    }

    fn above_zero(&self, gain: &Chance) -> String {
        format!("{}: over nul", D.chance(gain, 1))
    }

    fn loss_seen(&self, amount: &str, chance: &Chance) -> String {
        sentence_end(&format!("Et underskud på {amount} eller mere: {} af forløbene", D.chance(chance, 1)))
    }

    fn break_even_title(&self, whose: &str) -> String {
        format!("Hvornår har indsatsen tjent sig hjem? ({whose})")
    }

    fn expected_even(&self, year: Option<i32>, span: &str) -> String {
        let when = year.map_or_else(|| format!("ikke {}", self.in_span(span)), |year| year.to_string());
        format!("Forventet business case: {when}")
    }

    fn convergence_title(&self, whose: &str) -> String {
        format!("Hvor præcist efter hvor mange forløb? {whose}")
    }

    fn error_of_mean(&self, currency: &str) -> String {
        format!("Standardfejl på gennemsnittet, {} (logaritmisk skala)", shortened(currency, 16))
    }

    fn errors_at_end(&self, sampling: &str, stage: &Stage, currency: &str) -> String {
        format!(
            "{sampling}: efter {} er gennemsnittet kendt på ± {} og P(overskud) på ± {}",
            courses(stage.replications),
            D.money(stage.mean.mcse, currency),
            D.points(stage.probability.mcse)
        )
    }

    fn differences_title(&self, span: &str, whose: &str) -> String {
        format!("Hvad hver af dem ændrer: provenu {span}, {whose}")
    }

    fn difference_from(&self, reference: &str) -> String {
        format!("Forskel fra {reference}, forløb for forløb")
    }

    fn mean_difference(&self, mean: &str) -> String {
        format!("gennemsnit {mean}")
    }

    fn better_in(&self, better: Option<&Chance>, equal: Option<&Chance>) -> String {
        let equal = equal.map_or_else(String::new, |equal| format!("lige så godt i {}, ", D.chance(equal, 1)));
        let better =
            better.map_or_else(|| "P(bedre) kan ikke siges".to_owned(), |p| format!("bedre i {}", D.chance(p, 1)));
        equal + &better
    }

    fn tornado_title(&self, span: &str, whose: &str) -> String {
        format!("Hvilken forudsætning afgør det? Provenu {span}: {whose}")
    }

    fn moves_most(&self, title: &str, [low, high]: [f64; 2], currency: &str) -> String {
        let (low, high) = (D.money(low, currency), D.money(high, currency));
        sentence_end(&format!("Mest afhænger det af {title}: {low} i den nedre ende, {high} i den øvre"))
    }

    fn with_nothing_held(&self, amount: &str) -> String {
        format!("Når intet holdes fast: {amount}")
    }

    fn probability_now(&self, chance: Option<&Chance>) -> String {
        let now = |p: &Chance| format!("P(overskud), nu {}", D.chance(p, 1));
        chance.map_or_else(|| self.probability_net(None), now)
    }

    fn more_that_move_less(&self, count: usize) -> String {
        format!("og {count} {}, der flytter mindre", if count == 1 { "anden" } else { "andre" })
    }

    fn beneath(&self, path: &str, what: Beneath<'_>) -> String {
        match what {
            Beneath::Base { value, fixed } => {
                format!("{}{} · {path}", if fixed { "fast: " } else { "" }, value.unwrap_or("alle tal"))
            }
            Beneath::HeldAt(value) => format!("på {value} · {path}"),
        }
    }

    fn stress_title(&self, span: &str, whose: &str) -> String {
        format!("Hvis alt går galt: provenu {span}, {whose}")
    }

    fn worst_and_best(&self, levels: [&Level; 2], currency: &str) -> String {
        let [worst, best] = levels.map(|level| D.money(level.mean.value, currency));
        sentence_end(&format!(
            "Med alle forudsætninger i deres ugunstige ende er det gennemsnitlige provenu {worst}, med alle i deres gunstige ende \
             {best}"
        ))
    }

    fn threshold_title(&self, whose: &str) -> String {
        format!("Hvor meget kan én forudsætning svigte? {whose}")
    }

    fn grid_title(&self, span: &str, whose: &str) -> String {
        format!("To forudsætninger: provenu {span}, {whose}")
    }

    fn probability_line(&self, level: f64) -> String {
        format!("P {}", D.percent(level, 0))
    }

    fn crossing(&self, what: &str, always: bool, values: &[String]) -> String {
        if always {
            format!("{what}: ved enhver værdi")
        } else if values.is_empty() {
            format!("{what}: ved ingen værdi")
        } else {
            format!("{what}: ved {}", D.numbers(values))
        }
    }

    fn mean_of_the_rest(&self, span: &str) -> String {
        format!("gennemsnitligt provenu {span}, resten usikre")
    }

    fn least_adverse_title(&self, adverse: bool, whose: &str) -> String {
        let what = if adverse {
            "Det mindste, der skal gå galt, før det giver underskud"
        } else {
            "Det mindste, der skal gå godt, før det giver overskud"
        };
        format!("{what}: {whose}")
    }

    fn nearest_in_all(&self, distance: f64) -> String {
        format!(
            "Den nærmeste kombination med et forventet provenu på nul: i alt {} standardafvigelser fra medianerne",
            D.decimal(distance, 2)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_say_what_was_seen() {
        let odds = |count| Danish.odds(&Chance::of(count, 1000)).map(|side| side.replace('\u{a0}', " "));
        assert_eq!(odds(583), ["Underskud eller nul: 41,7 % af forløbene", "Overskud: 58,3 % af forløbene"]);
        assert_eq!(odds(1000), ["Underskud eller nul: < 0,3 % af forløbene", "Overskud: > 99,7 % af forløbene"]);
        assert_eq!(Danish.lie_beyond(0.000_01, false), "mindre end 0,01\u{a0}% ligger længere mod venstre");
    }

    #[test]
    fn a_level_is_reached_everywhere_nowhere_or_at_values() {
        let at = |always, values: &[&str]| {
            Danish.crossing("nul", always, &values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(
            [at(true, &[]), at(false, &[]), at(false, &["1", "4,5"])].join(" / "),
            "nul: ved enhver værdi / nul: ved ingen værdi / nul: ved 1; 4,5"
        );
        assert_eq!(Danish.beneath("a.b", Beneath::Base { value: None, fixed: true }), "fast: alle tal · a.b");
        assert_eq!(
            [1, 2].map(|count| Danish.more_that_move_less(count)),
            ["og 1 anden, der flytter mindre", "og 2 andre, der flytter mindre"]
        );
    }
}
