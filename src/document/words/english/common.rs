//! What several answers say, in English.

use super::{E, English};
use crate::analysis::Interval;
use crate::document::words::{CommonWords, Known, sentence_end, upper_first};
use crate::model::Label;
use crate::statistics::{Chance, Sample};
use crate::summary::NoRatio;

impl CommonWords for English {
    fn replications(&self, n: u64) -> String {
        format!("{} replications", E.whole(n as f64))
    }

    fn results_in(&self, folder: &str) -> String {
        format!("Results: {folder}")
    }

    fn begins_as(&self, file: &str, template: &str) -> String {
        format!("{file} begins as {template}. Next: provenu check {file}")
    }

    fn moved_to(&self, folder: &str) -> String {
        format!("What was there before: {folder}")
    }

    fn seed(&self, seed: u64) -> String {
        format!("seed {seed}")
    }

    fn seen_from(&self, name: &str) -> String {
        format!("seen from: {name}")
    }

    fn named(&self, name: &str, complete: bool) -> String {
        if complete { name.to_owned() } else { format!("{name} (incomplete)") }
    }

    fn chances_known(&self, known: Known) -> String {
        let error = known.error.map(|error| format!("a probability is known to ± {} at most", E.points(error)));
        let told: Vec<String> = error.into_iter().chain(known.extreme.map(extremes)).collect();
        if told.is_empty() { String::new() } else { upper_first(&told.join("; ")) + "." }
    }

    fn in_span(&self, span: &str) -> String {
        format!("{} {span}", if span.contains('–') { "within" } else { "in" })
    }

    fn paying(&self, intervals: &[Interval], value: &dyn Fn(f64) -> String, first: &dyn Fn(f64) -> String) -> String {
        let each = |interval: &Interval| match (interval.from, interval.to) {
            (None, None) => "at every value".to_owned(),
            (Some(from), None) => format!("above {}", value(from)),
            (None, Some(to)) => format!("below {}", value(to)),
            (Some(from), Some(to)) => format!("{} to {}", first(from), value(to)),
        };
        if intervals.is_empty() {
            return "at no value".to_owned();
        }
        intervals.iter().map(each).collect::<Vec<_>>().join("; ")
    }

    fn no_ratio(&self, name: &str, reason: &str) -> String {
        format!("No {name}: {reason}.")
    }

    fn why_no_ratio(&self, reason: NoRatio) -> &'static str {
        match reason {
            NoRatio::NoPersonYears => "the programme brings no more person-years than there would be without it",
            NoRatio::FewerPersonYears => "the programme brings fewer person-years than there would be without it",
            NoRatio::PersonYearsUnclear => "the additional person-years cannot be told from zero",
            NoRatio::NothingCosts => "nothing is paid",
            NoRatio::CostsNegative => "the costs come out negative",
            NoRatio::CostsUnclear => "what it costs cannot be told from zero",
            NoRatio::NothingSaved => "nothing is saved",
            NoRatio::SavingsNegative => "what it should save comes out negative",
            NoRatio::SavingsUnclear => "what is saved cannot be told from zero",
            NoRatio::CostsCovered => "savings that are not per person-year already cover the costs",
            NoRatio::NoOutcomes => "the programme brings no more of them than there would be without it",
            NoRatio::FewerOutcomes => "the programme brings fewer of them than there would be without it",
            NoRatio::OutcomesUnclear => "what the programme adds cannot be told from zero",
            NoRatio::PaysWithout => "it pays without",
            NoRatio::PayingUnclear => "whether it pays without cannot be told",
            NoRatio::NothingLaidOut => "the public sector lays out nothing",
            NoRatio::PublicGains => "the public sector gains",
            NoRatio::OutlayUnclear => "the outlay of the public sector cannot be told from zero",
            NoRatio::NothingGained => "participants gain nothing",
            NoRatio::ParticipantsLose => "participants lose",
            NoRatio::GainUnclear => "what participants gain cannot be told from zero",
        }
    }

    fn years_of(&self, title: &str) -> String {
        format!("{title}, years")
    }

    fn net_benefit_of(&self, span: &str) -> String {
        format!("NET BENEFIT {span}")
    }

    fn cut(&self, path: &str, distribution: &str, written: f64, mean: f64) -> String {
        format!(
            "CUT: {path} has the mean {}, not {} as written: {distribution}. Give a distribution that keeps within its limits.",
            E.plain(mean),
            E.plain(written)
        )
    }

    fn scenario_note(&self, note: &str) -> String {
        format!("NOTE: {note}")
    }

    fn switching_note(&self, Label { title, path, .. }: &Label, base: &str) -> String {
        sentence_end(&format!(
            "The value is that of: {title} ({path}), with everything else at base values. The scenario has {base}"
        ))
    }
}

/// What stands for something seen never or always, for a note.
pub(super) fn extremes(sample: Sample) -> String {
    match sample {
        Sample::Replications(n) => {
            format!("what none of {} cases shows is below {} (one-sided 95\u{a0}%)", E.whole(n as f64), E.bound(n))
        }
        Sample::Randomisations(n) => format!("none and all: of {n} independent randomisations"),
    }
}

/// A probability in a sentence: `58.3 % of cases`, `none of the cases`.
pub(super) fn of_cases(probability: &Chance) -> String {
    let number = probability.is_mixed() || probability.bound().is_some();
    format!("{} of {}", E.chance(probability, 1), if number { "cases" } else { "the cases" })
}

/// What the error of a probability is, or what stands for it where all or none of the sample saw it: `± 0.16 points`,
/// `all of 4,096; one-sided 95 % bound`, `none of 16 randomisations`.
pub(super) fn chance_error(chance: &Chance) -> String {
    if chance.is_mixed() {
        return format!("± {}", E.points(chance.mcse));
    }
    let seen = if chance.value > 0.0 { "all" } else { "none" };
    match chance.sample {
        Sample::Replications(n) => format!("{seen} of {}; one-sided 95\u{a0}% bound", E.whole(n as f64)),
        Sample::Randomisations(n) => format!("{seen} of {n} randomisations"),
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
        assert_eq!(chance_error(&Chance::of(199_999, 200_000)), "± 0.0005\u{a0}points");
        assert_eq!(chance_error(&Chance::of(4096, 4096)), "all of 4,096; one-sided 95\u{a0}% bound");
        assert_eq!(chance_error(&design(0)), "none of 16 randomisations");
        assert_eq!(of_cases(&design(0)), "none of the cases");
        assert_eq!(of_cases(&Chance::of(1, 4)), "25.0\u{a0}% of cases");
    }

    #[test]
    fn what_is_known_is_told_of_seen_and_of_unseen() {
        let known = |chances: &[Chance]| English.chances_known(Known::of(chances));
        assert_eq!(known(&[]), "");
        let [some, less, none] = [Chance::of(500, 1000), Chance::of(100, 1000), Chance::of(0, 1000)];
        assert_eq!(known(&[less, some]), "A probability is known to ± 1.58\u{a0}points at most.");
        let unseen = "what none of 1,000 cases shows is below 0.30\u{a0}% (one-sided 95\u{a0}%).";
        assert_eq!(known(&[none]), upper_first(unseen));
        assert_eq!(known(&[none, less]), format!("A probability is known to ± 0.95\u{a0}points at most; {unseen}"));
        assert_eq!(known(&[design(0)]), "None and all: of 16 independent randomisations.");
    }

    #[test]
    fn where_it_pays_is_a_range_or_several() {
        let interval = |from, to| Interval { from, to };
        assert_eq!(English.paying(&[], &|value| E.plain(value), &|value| E.plain(value)), "at no value");
        assert_eq!(
            English.paying(&[interval(None, None)], &|value| E.plain(value), &|value| E.plain(value)),
            "at every value"
        );
        let two = [interval(None, Some(0.01)), interval(Some(0.04), Some(0.5)), interval(Some(2.0), None)];
        assert_eq!(
            English.paying(&two, &|value| E.plain(value), &|value| E.plain(value)),
            "below 0.01; 0.04 to 0.5; above 2"
        );
    }
}
