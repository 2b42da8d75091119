//! What is said of which assumption is worth knowing better.

use super::OutOf100;
use crate::analysis::{Everywhere, GoAhead, StudyWorth};
use crate::model::Municipalities;
use crate::statistics::Estimate;

/// Short texts about it.
#[cfg_attr(test, derive(Debug))]
pub(in crate::document) struct EvidenceLabels {
    /// Of the part of a report, and of what is shown on request.
    pub heading: &'static str,
    pub all_shares: &'static str,
    pub all_known: &'static str,
    /// Where a report does without what evidence is worth.
    pub takes_long: &'static str,
    /// Assumption, its share by itself, the error, its share with all that it does, the error.
    pub shares: [&'static str; 5],
    pub correlated: &'static str,
    pub shares_note: &'static str,
    /// Above the picture of shares.
    pub shares_about: &'static str,
    pub shares_unit: &'static str,
    /// Above the column of first-order shares.
    pub alone: &'static str,
    /// Assumption, what it is worth to know it, the error, how likely another decision.
    pub known: [&'static str; 4],
    /// Option, what it brings, the error, how likely it is the best.
    pub options: [&'static str; 4],
    pub nothing: &'static str,
    pub everything: &'static str,
    pub known_note: &'static str,
    /// Where several are looked at together.
    pub bracket_note: &'static str,
    /// Above the picture of what is worth knowing.
    pub known_about: &'static str,
    /// Above its remarks.
    pub other_decision: &'static str,
    /// Worth of a study of some size, error, cost, net, how often it says no, when to go ahead.
    pub studies: [&'static str; 6],
    pub studies_note: &'static str,
    /// Above the picture of studies by size, and above its remarks.
    pub studies_about: [&'static str; 2],
    pub rule_below: &'static str,
    /// Worth of a study to each other municipality, to all, error, net.
    pub everywhere: [&'static str; 4],
    pub everywhere_note: &'static str,
}

/// What is taken without more evidence.
#[derive(Clone, Copy)]
pub(in crate::document) enum Decided<'a> {
    /// To invest, and what that brings.
    Invest(Estimate),
    /// Not to invest, and what investing would bring.
    NotInvest(Estimate),
    /// One of several, and what it brings.
    One(&'a str, Estimate),
    /// None of several.
    NoneOf,
}

/// What is decided without more evidence.
pub(in crate::document) struct DecidedNow<'a> {
    pub span: &'a str,
    pub currency: &'a str,
    /// What is taken.
    pub decision: Decided<'a>,
    /// How likely the other decision would have been better.
    pub other_better: OutOf100,
    /// What knowing everything would be worth.
    pub evpi: Estimate,
}

/// Sentences about it.
pub(in crate::document) trait EvidenceWords {
    /// What chance between families and what assumptions have of all variance.
    fn chance_share(&self, span: &str, chance: Estimate) -> String;
    /// The assumption, or the set of them, with the largest share.
    fn largest_share(&self, title: &str, total: Estimate) -> String;
    /// What assumptions do only together.
    fn interactions(&self, share: Estimate) -> String;
    /// Assumptions that go together, or the years of a series, under one name.
    fn taken_as_one(&self, titles: &[&str]) -> String;
    /// What is decided now, and what knowing everything would be worth.
    fn decided_now(&self, now: &DecidedNow<'_>) -> String;
    /// What is most worth knowing.
    fn most_worth(&self, title: &str, worth: Estimate, currency: &str) -> String;
    /// That nothing is worth knowing.
    fn nothing_worth(&self) -> &'static str;
    /// The title of the picture of what is worth knowing.
    fn known_title(&self, span: &str, whose: &str) -> String;
    /// A study's name and whom it follows.
    fn study_title(&self, study: &StudyWorth) -> String;
    /// Whom a study of a size follows: `100 adults without the programme`.
    fn followed(&self, study: &StudyWorth) -> String;
    /// When to go ahead, in few words.
    fn go_ahead(&self, rule: &GoAhead) -> String;
    /// Whom to follow, when to go ahead, how likely the study says no.
    fn study_rule(&self, study: &StudyWorth) -> String;
    /// What the best size of a study brings, and which sizes are nearly as good.
    fn study_worth(&self, study: &StudyWorth, near: [u64; 2], currency: &str) -> String;
    /// That larger studies than the best one were not looked at.
    fn none_larger(&self, n: u64) -> String;
    /// That no size is worth its cost; of the sizes shown the best is given.
    fn no_size_pays(&self, study: &StudyWorth, currency: &str) -> String;
    /// How many municipalities could use a study's result, and how much they differ.
    fn among(&self, municipalities: &Municipalities) -> String;
    /// What a study is worth to all of them, and which sizes are best; `None` where no size is worth its cost to them.
    fn everywhere(&self, study: &StudyWorth, all: &Everywhere, near: Option<[u64; 2]>, currency: &str) -> String;
    /// That what is saved on income transfers does not stay with municipalities where all save it.
    fn budget_guarantee(&self, saved: f64, currency: &str) -> String;
    /// That no outcome of a study changes the decision.
    fn changes_nothing(&self, study: &StudyWorth) -> String;
    /// The title of the picture of studies by size.
    fn studies_title(&self, title: &str, whose: &str) -> String;
    /// What the figures of an answer without simulation rest on, beneath pictures.
    fn exact_footer(&self, seed: u64, version: &str) -> String;
    /// The title of the picture of shares.
    fn shares_title(&self, span: &str, whose: &str) -> String;
}
