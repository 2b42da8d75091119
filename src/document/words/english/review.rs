//! A review on the way, in English.

use super::{E, English};
use crate::analysis::LongerHorizon;
use crate::document::words::review::{BestReview, BestStop, CountedNoun, ReviewLabels, ReviewWords};
use crate::document::words::{BriefWords, OutOf100};
use crate::statistics::Estimate;
use crate::summary::ReviewAt;

pub(in crate::document) const REVIEW: ReviewLabels = ReviewLabels {
    heading: "What if we look again",
    all: "What a review is worth, every year",
    rules: ["REVIEW AT THE END OF", "at least", "worth", "±", "stops", "too soon"],
    stated: "the scenario's",
    rules_note: "The best least number of each year. Worth: by how much the mean net benefit exceeds the better of always going on and \
                 always stopping then, under the same luck. Too soon: how often it stops where going on would have brought more.",
    ways: ["WAY TO RUN IT", "mean", "±", "worst 5 %", "±", "P(> 0)"],
    go_on: "always go on",
    at_least: "least number with which it goes on",
    curves: ["mean, against the better without a review", "the same of the worst 5 %"],
    stops: ["stops", "how often it stops the programme"],
    longer_unknown: "Count more years in [timeline] to see what becomes of those who are taken in last.",
};

fn reached(counted: CountedNoun<'_>, n: u32) -> String {
    let number = E.whole(f64::from(n));
    match (counted, n) {
        (CountedNoun::Entries, 1) => "at least 1 adult has become self-sufficient since the start".to_owned(),
        (CountedNoun::Entries, _) => format!("at least {number} adults have become self-sufficient since the start"),
        (CountedNoun::Events(title), _) => format!("at least {number} of “{title}” have begun since the start"),
    }
}

fn give_or_take(value: Estimate, currency: &str) -> String {
    format!("{} (±\u{a0}{})", E.money(value.value, currency), E.money(value.mcse, currency))
}

impl ReviewWords for English {
    fn review_rule(&self, counted: CountedNoun<'_>, reviews: &[ReviewAt], notice: usize) -> String {
        let some: Vec<&ReviewAt> = reviews.iter().filter(|at| at.at_least > 0).collect();
        let each = |at: &&ReviewAt| format!("at the end of {} only if {}", at.year, reached(counted, at.at_least));
        let each: Vec<String> = some.iter().map(each).collect();
        if each.is_empty() {
            return "The programme always goes on: its review asks for none.".to_owned();
        }
        let after = match notice {
            0 => "after that".to_owned(),
            1 => "after one more year".to_owned(),
            years => format!("after {years} more years"),
        };
        format!(
            "The programme goes on {}; else nobody is taken in {after}, and what is paid per year ends.",
            each.join(", and ")
        )
    }

    fn review_stops(&self, courses: &str) -> String {
        format!("The review stops the programme in {courses}.")
    }

    fn best_review(&self, best: &BestReview<'_>) -> String {
        let BestReview { counted, at, as_well: [from, to], value, stops, worst, currency } = best;
        let as_well = if from == to { String::new() } else { format!(" Any number from {from} to {to} does as well.") };
        format!(
            "The best rule: at the end of {} go on only if {}. It stops {} programmes, and is worth {} on average more than the better of \
             always going on and always stopping then; the mean of the worst 5\u{a0}% is {} {}.{as_well}",
            at.year,
            reached(*counted, at.at_least),
            self.out_of_100(*stops),
            give_or_take(*value, currency),
            give_or_take(Estimate { value: worst.value.abs(), ..*worst }, currency),
            if worst.value < 0.0 { "worse" } else { "better" }
        )
    }

    fn best_is_to_go_on(&self, go_on: Estimate, worth: Estimate, currency: &str) -> String {
        format!(
            "Always going on is best: it brings {} on average, and no review adds to that; the best rule differs by {}.",
            give_or_take(go_on, currency),
            give_or_take(worth, currency)
        )
    }

    fn best_is_to_stop(&self, best: &BestStop<'_>) -> String {
        let BestStop { year, stop, go_on, last_intake, until, currency } = best;
        let horizon = match until - last_intake {
            0 => format!(
                "the years counted end in {until}, when the last are taken in, who then have had no time to save anything"
            ),
            1 => format!("the years counted end in {until}, one year after the last are taken in"),
            years => format!("the years counted end in {until}, {years} years after the last are taken in"),
        };
        format!(
            "Always stopping at the end of {year} is best: it brings {} on average, always going on {}. But {horizon}.",
            give_or_take(*stop, currency),
            give_or_take(*go_on, currency)
        )
    }

    fn counted_longer(&self, longer: &LongerHorizon, currency: &str) -> String {
        let LongerHorizon { until, go_on, stop, difference } = *longer;
        let which = if difference.value > 2.0 * difference.mcse {
            "going on is the better of the two"
        } else if difference.value < -2.0 * difference.mcse {
            "stopping is still the better of the two"
        } else {
            "the two cannot be told apart"
        };
        format!(
            "With all years up to {until} counted, {which}: going on brings {} on average, stopping {}.",
            give_or_take(go_on, currency),
            give_or_take(stop, currency)
        )
    }

    fn stated_rule(&self, rule: &str, value: Estimate, stops: OutOf100, currency: &str) -> String {
        format!(
            "The scenario's own rule: {rule} It stops {} programmes and is worth {}.",
            self.out_of_100(stops),
            give_or_take(value, currency)
        )
    }

    fn reviewed(&self, counted: CountedNoun<'_>, at: ReviewAt, seen: u32, stopped: bool) -> String {
        let seen = match (counted, seen) {
            (CountedNoun::Entries, 1) => "1 adult had become self-sufficient".to_owned(),
            (CountedNoun::Entries, n) => format!("{} adults had become self-sufficient", E.whole(f64::from(n))),
            (CountedNoun::Events(title), n) => format!("{} of “{title}” had begun", E.whole(f64::from(n))),
        };
        let least = E.whole(f64::from(at.at_least));
        let end = if stopped { "the programme stops" } else { "the programme goes on" };
        format!("By the end of {} {seen}, where at least {least} are asked for: {end}.", at.year)
    }

    fn stop_at(&self, year: i32) -> String {
        format!("always stop at the end of {year}")
    }

    fn review_at(&self, at: ReviewAt) -> String {
        format!("end of {}, at least {}", at.year, E.whole(f64::from(at.at_least)))
    }

    fn review_title(&self, year: i32, whose: &str) -> String {
        format!("What a review at the end of {year} is worth, {whose}")
    }

    fn highest(&self, what: &str, at_least: u32) -> String {
        format!("{what}: best at {}", E.whole(f64::from(at_least)))
    }

    fn marked(&self, at_least: u32, own: bool) -> String {
        let whose = if own { "the scenario" } else { "best" };
        format!("{whose}: at least {}", E.whole(f64::from(at_least)))
    }
}
