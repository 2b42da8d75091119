//! What several answers say, in Danish.

use super::{D, Danish};
use crate::analysis::Interval;
use crate::document::words::{CommonWords, Known, sentence_end, upper_first};
use crate::model::Label;
use crate::statistics::{Chance, Sample};
use crate::summary::NoRatio;

impl CommonWords for Danish {
    fn replications(&self, n: u64) -> String {
        courses(n)
    }

    fn results_in(&self, folder: &str) -> String {
        format!("Resultater: {folder}")
    }

    fn begins_as(&self, file: &str, template: &str) -> String {
        format!("{file} begynder som {template}. Nu: provenu check {file}")
    }

    fn moved_to(&self, folder: &str) -> String {
        format!("Det, der lå der før: {folder}")
    }

    fn seed(&self, seed: u64) -> String {
        format!("startnummer (seed) {seed}")
    }

    fn seen_from(&self, name: &str) -> String {
        format!("set fra: {name}")
    }

    fn named(&self, name: &str, complete: bool) -> String {
        if complete { name.to_owned() } else { format!("{name} (ufuldstændig)") }
    }

    fn chances_known(&self, known: Known) -> String {
        let error = known
            .error
            .map(|error| format!("beregningens egen usikkerhed er højst ± {} på en sandsynlighed", D.points(error)));
        let told: Vec<String> = error.into_iter().chain(known.extreme.map(extremes)).collect();
        if told.is_empty() { String::new() } else { upper_first(&told.join("; ")) + "." }
    }

    fn in_span(&self, span: &str) -> String {
        format!("{} {span}", if span.contains('–') { "i perioden" } else { "i" })
    }

    fn paying(&self, intervals: &[Interval], value: &dyn Fn(f64) -> String, first: &dyn Fn(f64) -> String) -> String {
        let each = |interval: &Interval| match (interval.from, interval.to) {
            (None, None) => "ved enhver værdi".to_owned(),
            (Some(from), None) => format!("over {}", value(from)),
            (None, Some(to)) => format!("under {}", value(to)),
            (Some(from), Some(to)) => format!("{} til {}", first(from), value(to)),
        };
        if intervals.is_empty() {
            return "ved ingen værdi".to_owned();
        }
        intervals.iter().map(each).collect::<Vec<_>>().join("; ")
    }

    fn no_ratio(&self, name: &str, reason: &str) -> String {
        format!("{} kan ikke opgøres: {reason}.", upper_first(name))
    }

    fn why_no_ratio(&self, reason: NoRatio) -> &'static str {
        match reason {
            NoRatio::NoPersonYears => "der bliver ikke flere årsværk i selvforsørgelse med indsatsen end uden",
            NoRatio::FewerPersonYears => "der bliver færre årsværk i selvforsørgelse med indsatsen end uden",
            NoRatio::PersonYearsUnclear => "de ekstra årsværk i selvforsørgelse kan ikke skelnes fra nul",
            NoRatio::NothingCosts => "der er ingen udgifter",
            NoRatio::CostsNegative => "udgifterne er negative",
            NoRatio::CostsUnclear => "udgifterne kan ikke skelnes fra nul",
            NoRatio::NothingSaved => "der er ingen besparelser",
            NoRatio::SavingsNegative => "besparelserne er negative",
            NoRatio::SavingsUnclear => "besparelserne kan ikke skelnes fra nul",
            NoRatio::CostsCovered => "besparelser, der ikke følger årsværkene, dækker allerede udgifterne",
            NoRatio::NoOutcomes => "der bliver ikke flere med indsatsen end uden",
            NoRatio::FewerOutcomes => "der bliver færre med indsatsen end uden",
            NoRatio::OutcomesUnclear => "det, indsatsen lægger til, kan ikke skelnes fra nul",
            NoRatio::PaysWithout => "indsatsen betaler sig uden",
            NoRatio::PayingUnclear => "det kan ikke siges, om indsatsen betaler sig uden",
            NoRatio::NothingLaidOut => "det offentlige har ingen udgift",
            NoRatio::PublicGains => "det offentlige får overskud",
            NoRatio::OutlayUnclear => "det offentliges udgift kan ikke skelnes fra nul",
            NoRatio::NothingGained => "deltagerne får hverken gevinst eller tab",
            NoRatio::ParticipantsLose => "deltagerne taber",
            NoRatio::GainUnclear => "deltagernes gevinst kan ikke skelnes fra nul",
        }
    }

    fn years_of(&self, title: &str) -> String {
        format!("{title}, år")
    }

    fn net_benefit_of(&self, span: &str) -> String {
        format!("PROVENU {span}")
    }

    fn cut(&self, path: &str, distribution: &str, written: f64, mean: f64) -> String {
        format!(
            "AFSKÅRET: {path} har gennemsnittet {} og ikke {} som skrevet: {distribution}. Angiv en fordeling, der holder sig \
             inden for sine grænser.",
            D.plain(mean),
            D.plain(written)
        )
    }

    fn scenario_note(&self, note: &str) -> String {
        format!("BEMÆRK: {note}")
    }

    fn switching_note(&self, Label { title, path, .. }: &Label, base: &str) -> String {
        sentence_end(&format!(
            "Nulpunktet er værdien af: {title} ({path}), når alt andet har sin basisværdi. Scenariets egen værdi er {base}"
        ))
    }
}

/// `1 beregnet forløb`, `2.000 beregnede forløb`.
pub(super) fn courses(n: u64) -> String {
    format!("{} {} forløb", D.whole(n as f64), if n == 1 { "beregnet" } else { "beregnede" })
}

/// What stands for something seen never or always, for a note.
pub(super) fn extremes(sample: Sample) -> String {
    match sample {
        Sample::Replications(n) => {
            let bound = D.bound(n);
            format!(
                "det, som ingen af {} forløb viser, har en sandsynlighed under {bound} (ensidig 95\u{a0}%-grænse)",
                D.whole(n as f64)
            )
        }
        Sample::Randomisations(n) => format!("ingen og alle: af {n} uafhængige randomiseringer"),
    }
}

/// A probability in a sentence: `58,3 % af forløbene`, `ingen forløb`.
pub(super) fn of_cases(probability: &Chance) -> String {
    let number = probability.is_mixed() || probability.bound().is_some();
    format!("{} {}", D.chance(probability, 1), if number { "af forløbene" } else { "forløb" })
}

/// What the error of a probability is, or what stands for it where all or none of the sample saw it: `± 0,16 procentpoint`,
/// `alle 4.096; ensidig 95 %-grænse`, `ingen af 16 randomiseringer`.
pub(super) fn chance_error(chance: &Chance) -> String {
    if chance.is_mixed() {
        return format!("± {}", D.points(chance.mcse));
    }
    let seen = if chance.value > 0.0 { "alle" } else { "ingen af" };
    match chance.sample {
        Sample::Replications(n) => format!("{seen} {}; ensidig 95\u{a0}%-grænse", D.whole(n as f64)),
        Sample::Randomisations(n) => format!("{seen} {n} randomiseringer"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn design(count: u64) -> Chance {
        Chance { sample: Sample::Randomisations(16), ..Chance::of(count, 4096) }
    }

    #[test]
    fn probabilities_say_what_they_were_seen_in() {
        assert_eq!(chance_error(&Chance::of(199_999, 200_000)), "± 0,0005\u{a0}procentpoint");
        assert_eq!(chance_error(&Chance::of(4096, 4096)), "alle 4.096; ensidig 95\u{a0}%-grænse");
        assert_eq!(
            [0, 4096].map(|count| chance_error(&design(count))),
            ["ingen af 16 randomiseringer", "alle 16 randomiseringer"]
        );
        assert_eq!([0, 4096].map(|count| of_cases(&design(count))), ["ingen forløb", "alle forløb"]);
        assert_eq!(of_cases(&Chance::of(1, 4)), "25,0\u{a0}% af forløbene");
        assert_eq!([1, 2000].map(courses), ["1 beregnet forløb", "2.000 beregnede forløb"]);
    }

    #[test]
    fn what_is_known_is_told_of_seen_and_of_unseen() {
        let known = |chances: &[Chance]| Danish.chances_known(Known::of(chances)).replace('\u{a0}', " ");
        let [some, none] = [Chance::of(500, 1000), Chance::of(0, 1000)];
        assert_eq!(known(&[]), "");
        let seen = "Beregningens egen usikkerhed er højst ± 1,58 procentpoint på en sandsynlighed";
        let unseen = "det, som ingen af 1.000 forløb viser, har en sandsynlighed under 0,30 % (ensidig 95 %-grænse).";
        assert_eq!(known(&[some]), format!("{seen}."));
        assert_eq!(known(&[none]), upper_first(unseen));
        assert_eq!(known(&[none, some]), format!("{seen}; {unseen}"));
        assert_eq!(known(&[design(0)]), "Ingen og alle: af 16 uafhængige randomiseringer.");
    }

    #[test]
    fn where_it_pays_is_a_range_or_several() {
        let paying = |of: &[(Option<f64>, Option<f64>)]| {
            let intervals: Vec<Interval> = of.iter().map(|&(from, to)| Interval { from, to }).collect();
            Danish.paying(&intervals, &|value| D.plain(value), &|value| D.plain(value))
        };
        assert_eq!([paying(&[]), paying(&[(None, None)])], ["ved ingen værdi", "ved enhver værdi"]);
        let three = [(None, Some(0.01)), (Some(0.04), Some(0.5)), (Some(2.0), None)];
        assert_eq!(paying(&three), "under 0,01; 0,04 til 0,5; over 2");
    }
}
