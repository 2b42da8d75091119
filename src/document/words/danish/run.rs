//! The summary of a run, the quick answer and the business case, in Danish.

use super::common::{courses, extremes};
use super::{D, Danish, counted};
use crate::analysis::Quick;
use crate::document::words::{
    Aim, AimedQuantile, BreakEvenNote, CaseWords, CommonWords, LastErrors, RunWords, sentences,
};
use crate::simulate::Expectations;
use crate::statistics::{VarianceSplit, bound_of_none};

impl RunWords for Danish {
    fn sampling(&self, sampling: &str, randomisations: u64) -> String {
        let way = if sampling == "lhs" { "udtræk efter latinske hyperkuber" } else { "Sobol-udtræk" };
        format!("{way} i {randomisations} randomiseringer")
    }

    fn coupling(&self, coupling: &str) -> String {
        let how = if coupling == "monotone" {
            "samme held med og uden indsatsen"
        } else {
            "hver sit held med og uden indsatsen"
        };
        format!("kobling: {how}")
    }

    fn quantiles(&self, quantiles: &str) -> String {
        let how = match quantiles {
            "binned" => "i intervaller",
            "exact" => "nøjagtige",
            _ => "nøjagtige for den, resultatet er set fra, ellers i intervaller",
        };
        format!("fraktiler: {how}")
    }

    fn quantile(&self, p: f64, tied: bool) -> String {
        if (p - 0.5).abs() < 1e-9 {
            return "det midterste forløb".to_owned();
        }
        let (share, side) = if p < 0.5 { (p, "under") } else { (1.0 - p, "over") };
        let share = D.trimmed_percent(share);
        if tied {
            format!("mindst {share} ender her eller {side}")
        } else {
            format!("{share} af forløbene ender {side}")
        }
    }

    fn every_case(&self) -> &'static str {
        "alle beregnede forløb"
    }

    fn counted(&self, value: f64, [low, high]: [f64; 2]) -> String {
        if low == high {
            return D.whole(value);
        }
        format!("{} [{}; {}]", D.whole(value), D.whole(low), D.whole(high))
    }

    fn variance(&self, split: &VarianceSplit) -> String {
        match (split.parameters, split.mcse) {
            (0.0, 0.0) => "Kun tilfældigheder i familierne varierer.".to_owned(),
            (1.0, 0.0) => "Kun de usikre forudsætninger varierer.".to_owned(),
            _ => format!("Af variansen {}.", shares(split, &D.points(split.mcse))),
        }
    }

    fn exact_worth(&self, worth: f64) -> String {
        format!(
            "Gennemsnittet af eksakte forventninger er lige så præcist som gennemsnittet af {} beregnede forløb.",
            D.whole(worth)
        )
    }

    fn exact_expectations(&self, n: u64) -> String {
        let which = format!(
            "Den eksakte forventning er beregnet for hvert {}. forløb ({} i alt): dens gennemsnit og andelene af variansen \
             kommer herfra.",
            Expectations::STEP,
            D.whole(n as f64)
        );
        let alone = if n == 1 { "Et enkelt giver hverken usikkerhed eller andele." } else { "" };
        sentences([which, alone.to_owned()])
    }

    fn break_even_note(&self, note: &BreakEvenNote) -> String {
        let mut told = vec![
            "P(> 0): der er overskud ved årets udgang".to_owned(),
            format!(
                "første gang: det akkumulerede provenu når først nul det år{}",
                if note.all_years { "" } else { " eller siden rækken ovenfor" }
            ),
            "inden da: det er sket ved årets udgang".to_owned(),
            format!("varigt: det bliver ikke negativt igen {}", Danish.in_span(note.span)),
        ];
        told.extend(
            note.known
                .error
                .map(|error| format!("beregningens egen usikkerhed er højst ± {} på hver", D.points(error))),
        );
        told.extend(note.known.extreme.map(extremes));
        told.join("; ") + "."
    }

    fn payback(&self, first_year: i32) -> String {
        format!("tilbagebetaling, år fra starten af {first_year}")
    }

    fn payback_counts_from(&self, first_year: i32) -> String {
        format!(
            "Tilbagebetalingstiden regnes fra starten af {first_year}; indsatsen regnes ikke for at have tjent sig hjem, \
             før der er udgifter eller besparelser."
        )
    }

    fn target(&self, aim: &Aim) -> String {
        let wished = [
            aim.mean.map(|mcse| format!("gennemsnittet på ± {}", D.money(mcse, aim.currency))),
            aim.probability.map(|mcse| format!("P(overskud) på ± {}", D.points(mcse))),
            aim.percentile.map(|AimedQuantile { p, mcse, .. }| {
                format!("{}-fraktilen på ± {}", D.trimmed_percent(p), D.money(mcse, aim.currency))
            }),
        ];
        let wished = wished.into_iter().flatten().collect::<Vec<_>>().join(" og ");
        let errors = last_errors(aim);
        let told = if aim.reached {
            format!("Målet var {wished}: nået i {}; {errors}.", counted(aim.stages, "trin", "trin"))
        } else {
            format!(
                "Målet var {wished}: IKKE nået efter {}, det meste -n og maskinen tillader; {errors}.",
                courses(aim.replications)
            )
        };
        let designed = aim.randomisations.map_or_else(String::new, |r| {
            format!(
                "Usikkerheden kommer fra spredningen mellem {r} randomiseringer og er opgjort med én standardfejl af sig selv \
                 oveni, så den gælder for en kørsel, der slutter, når den er lille."
            )
        });
        sentences([told, designed])
    }

    fn by_budget(&self, holder: Option<&str>) -> String {
        format!("FORDELT PÅ BUDGETPOSTER{}", of(holder))
    }

    fn cashable_of(&self, holder: Option<&str>) -> String {
        format!("KONTANTE BESPARELSER{}", of(holder))
    }

    fn by_subgroup(&self, perspective: &str) -> String {
        format!("FORDELT PÅ DELGRUPPER{}", of(Some(perspective)))
    }

    fn quick_facts(&self, quick: &Quick) -> String {
        let part = quick.exact_expectations.map_or_else(String::new, |expectations| {
            format!(
                ", hvert {}. ({} i alt) med sin eksakte forventning til andelene af den",
                Expectations::STEP,
                D.whole(expectations as f64)
            )
        });
        format!(
            "{} randomiserede Sobol-punkter ({} randomiseringer) til gennemsnittene, {} til variansen{part} · {}",
            D.whole(f64::from(quick.randomisations * quick.points)),
            quick.randomisations,
            courses(quick.replications),
            self.seed(quick.seed)
        )
    }

    fn mean_net_benefit_of(&self, span: &str) -> String {
        format!("GENNEMSNITLIGT PROVENU {span}")
    }

    fn cumulative_of(&self, name: &str) -> String {
        format!("AKKUMULERET, {name}")
    }

    fn quick_variance(&self, name: &str, split: &VarianceSplit) -> String {
        format!("Af variansen af resultatet for {name} {}.", shares(split, &D.points_of(split.mcse, 1)))
    }

    fn quick_worth(&self, worth: f64) -> String {
        format!("Gennemsnittet er lige så præcist som gennemsnittet af {} almindelige forløb.", D.whole(worth))
    }
}

/// Where variance comes from.
fn shares(split: &VarianceSplit, error: &str) -> String {
    format!(
        "skyldes {} usikre forudsætninger og {} tilfældigheder i familierne (± {error})",
        D.percent(split.parameters, 1),
        D.percent(split.chance, 1)
    )
}

/// How precise a run is at its end.
fn last_errors(aim: &Aim) -> String {
    let percentile = aim.percentile.map_or_else(String::new, |AimedQuantile { p, found, .. }| {
        format!("; {}-fraktilens er ± {}", D.trimmed_percent(p), D.money(found, aim.currency))
    });
    let told = match (aim.last, aim.randomisations) {
        (LastErrors::Errors { mean, probability }, _) => {
            format!("usikkerheden er ± {} og ± {}", D.money(mean, aim.currency), D.points(probability))
        }
        (LastErrors::Bound { always }, None) => {
            let bound = D.points(bound_of_none(aim.replications));
            format!("grænsen for P(overskud), som {} blev set, er {bound}", seen(always))
        }
        (LastErrors::Bound { always }, Some(r)) => format!(
            "overskud blev {} set i {r} randomiseringer, som ikke har nogen grænse, der kan opfylde målet; det har --sampling \
             random",
            seen(always)
        ),
    };
    told + &percentile
}

fn seen(always: bool) -> &'static str {
    if always { "altid" } else { "aldrig" }
}

fn of(holder: Option<&str>) -> String {
    holder.map_or_else(String::new, |name| format!(": {}", name.to_uppercase()))
}

impl CaseWords for Danish {
    fn case_heading(&self, currency: &str, name: &str) -> String {
        format!("Forventet business case ved basisværdier, {currency}, set fra: {name}")
    }

    fn by_payer(&self, span: &str) -> String {
        format!("{span} fordelt på kasser")
    }

    fn budget_of(&self, holder: Option<&str>, name: &str) -> String {
        holder.map_or_else(|| format!("budgetpost: {name}"), |holder| format!("{holder}, budgetpost: {name}"))
    }

    fn subgroup(&self, name: &str) -> String {
        format!("Delgruppe: {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AIM: Aim = Aim {
        mean: None,
        probability: Some(0.01),
        percentile: None,
        currency: "kr.",
        reached: true,
        stages: 1,
        replications: 2000,
        randomisations: None,
        last: LastErrors::Errors { mean: 1000.0, probability: 0.005 },
    };

    #[test]
    fn a_target_is_reached_or_not_with_errors_or_bounds() {
        let told = |aim: Aim| Danish.target(&aim).replace('\u{a0}', " ");
        assert_eq!(
            told(AIM),
            "Målet var P(overskud) på ± 1,00 procentpoint: nået i 1 trin; usikkerheden er ± 1.000 kr. og ± 0,50 \
             procentpoint."
        );
        let both = told(Aim { mean: Some(5.0), stages: 3, last: LastErrors::Bound { always: true }, ..AIM });
        assert_eq!(
            both,
            "Målet var gennemsnittet på ± 5 kr. og P(overskud) på ± 1,00 procentpoint: nået i 3 trin; grænsen for P(overskud), som altid blev set, er 0,15 procentpoint."
        );
        let last = LastErrors::Bound { always: false };
        let design = told(Aim { reached: false, randomisations: Some(64), last, ..AIM });
        assert!(design.contains("IKKE nået efter 2.000 beregnede forløb"), "{design}");
        assert!(design.contains("overskud blev aldrig set i 64 randomiseringer"), "{design}");
        assert!(design.contains(" Usikkerheden kommer fra spredningen mellem 64 randomiseringer"), "{design}");
    }

    #[test]
    fn a_variance_of_one_source_names_it_alone() {
        let split = |parameters: f64, mcse| {
            Danish.variance(&VarianceSplit { parameters, chance: 1.0 - parameters, mcse }).replace('\u{a0}', " ")
        };
        assert_eq!(split(0.0, 0.0), "Kun tilfældigheder i familierne varierer.");
        assert_eq!(split(1.0, 0.0), "Kun de usikre forudsætninger varierer.");
        assert_eq!(
            split(0.25, 0.001),
            "Af variansen skyldes 25,0 % usikre forudsætninger og 75,0 % tilfældigheder i familierne (± 0,10 procentpoint)."
        );
        assert!(Danish.exact_expectations(1).ends_with("Et enkelt giver hverken usikkerhed eller andele."));
    }

    #[test]
    fn quantiles_say_which_side_they_cut_off() {
        let told = [0.05, 0.5, 0.95].map(|p| Danish.quantile(p, false).replace('\u{a0}', " "));
        assert_eq!(told, ["5 % af forløbene ender under", "det midterste forløb", "5 % af forløbene ender over"]);
        assert_eq!(Danish.quantile(0.05, true).replace('\u{a0}', " "), "mindst 5 % ender her eller under");
        assert_eq!([Danish.counted(3.0, [3.0, 3.0]), Danish.counted(3.0, [2.0, 4.0])], ["3", "3 [2; 4]"]);
    }
}
