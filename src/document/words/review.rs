//! What is said of a review on the way.

use super::OutOf100;
use crate::analysis::LongerHorizon;
use crate::statistics::Estimate;
use crate::summary::ReviewAt;

/// Short texts about it.
#[cfg_attr(test, derive(Debug))]
pub(in crate::document) struct ReviewLabels {
    /// Of the part of a report, and of what is shown on request.
    pub heading: &'static str,
    pub all: &'static str,
    /// Review, least number, what it is worth, error, how often it stops, how often it would have paid to go on.
    pub rules: [&'static str; 6],
    /// The rule that the scenario states.
    pub stated: &'static str,
    pub rules_note: &'static str,
    /// Way to run the programme, mean, error, worst 5 %, error, P(net > 0).
    pub ways: [&'static str; 6],
    pub go_on: &'static str,
    /// Least number, and what stands along the picture.
    pub at_least: &'static str,
    /// What the picture's curves are, and what stands beside its lower part.
    pub curves: [&'static str; 2],
    pub stops: [&'static str; 2],
    pub longer_unknown: &'static str,
}

/// What a review counts.
#[derive(Clone, Copy)]
pub(in crate::document) enum CountedNoun<'a> {
    /// Adults who have become self-sufficient.
    Entries,
    /// Events with this title.
    Events(&'a str),
}

/// A rule that is worth something.
pub(in crate::document) struct BestReview<'a> {
    pub counted: CountedNoun<'a>,
    pub at: ReviewAt,
    /// The least numbers that do as well.
    pub as_well: [u32; 2],
    pub value: Estimate,
    pub stops: OutOf100,
    pub worst: Estimate,
    pub currency: &'a str,
}

/// Stopping whatever is observed, against going on.
pub(in crate::document) struct BestStop<'a> {
    pub year: i32,
    pub stop: Estimate,
    pub go_on: Estimate,
    /// The last year in which anybody is taken in, and the last year counted.
    pub last_intake: i32,
    pub until: i32,
    pub currency: &'a str,
}

/// Sentences about it.
pub(in crate::document) trait ReviewWords {
    /// The rule of a scenario.
    fn review_rule(&self, counted: CountedNoun<'_>, reviews: &[ReviewAt], notice: usize) -> String;
    /// How often it stops the programme.
    fn review_stops(&self, courses: &str) -> String;
    /// The best rule, what it is worth, how often it stops.
    fn best_review(&self, best: &BestReview<'_>) -> String;
    /// That going on is best, and what the best rule differs by.
    fn best_is_to_go_on(&self, go_on: Estimate, worth: Estimate, currency: &str) -> String;
    /// That stopping is best.
    fn best_is_to_stop(&self, best: &BestStop<'_>) -> String;
    /// What comes of it when more years are counted.
    fn counted_longer(&self, longer: &LongerHorizon, currency: &str) -> String;
    /// What the scenario's own rule is worth.
    fn stated_rule(&self, rule: &str, value: Estimate, stops: OutOf100, currency: &str) -> String;
    /// What was observed until a review of a replication, and whether it stopped the programme.
    fn reviewed(&self, counted: CountedNoun<'_>, at: ReviewAt, seen: u32, stopped: bool) -> String;
    /// Stopping at the end of a year.
    fn stop_at(&self, year: i32) -> String;
    /// Going on with a least number at the end of a year.
    fn review_at(&self, at: ReviewAt) -> String;
    /// The title of the picture.
    fn review_title(&self, year: i32, whose: &str) -> String;
    /// The least number at which a curve is highest.
    fn highest(&self, what: &str, at_least: u32) -> String;
    /// A least number as a reference.
    fn marked(&self, at_least: u32, own: bool) -> String;
}
