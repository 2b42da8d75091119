//! What is said of one replication, of one family, and of benchmarks.

use crate::summary::{Bench, Suite};

/// Which family of which replication.
pub(in crate::document) struct FamilyName<'a> {
    /// The replication.
    pub replication: u64,
    /// Its seed.
    pub seed: u64,
    /// Which of the families, from 1.
    pub number: usize,
    /// How many families there are.
    pub of: usize,
    /// Their subgroup, where there are several.
    pub group: Option<&'a str>,
    /// The year in which they leave.
    pub year: i32,
    /// Whether intakes may come later than planned.
    pub late: bool,
}

/// A moment of a calendar year.
#[derive(Clone, Copy)]
pub(in crate::document) struct Moment {
    /// The year.
    pub year: i32,
    /// The share of it that has passed.
    pub part: f64,
}

/// A time of self-sufficiency.
pub(in crate::document) struct SpellStory {
    /// From when.
    pub start: Moment,
    /// Until when; `None` = for good.
    pub end: Option<Moment>,
    /// Whether it ends as it begins.
    pub at_once: bool,
}

/// What becomes of an adult, with or without the programme.
pub(in crate::document) struct ArmStory<'a> {
    /// The tier, where there are several.
    pub tier: Option<&'a str>,
    /// The times of self-sufficiency; none = after the last year.
    pub spells: Vec<SpellStory>,
    /// The last year counted.
    pub last_year: i32,
}

/// What the programme changes for an adult.
pub(in crate::document) enum AdultStory<'a> {
    /// Not self-sufficient in either case.
    Neither,
    /// Self-sufficient in the same way in both.
    Alike { tier: Option<&'a str> },
    /// With and without it; `None` = never.
    Changed([Option<ArmStory<'a>>; 2]),
}

/// An event that the programme changes.
pub(in crate::document) struct EventStory<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its kind, where it has some.
    pub kind: Option<String>,
    /// Whether the programme is to avoid it; else to bring it about.
    pub avoided: bool,
    /// Whether it did what it is to do.
    pub for_the_better: bool,
    /// When it begins.
    pub start: Moment,
    /// How long it lasts; `None` = past the horizon.
    pub years: Option<f64>,
}

/// Replays.
pub(in crate::document) trait StoryWords {
    /// Which replication.
    fn replication(&self, number: u64, seed: u64) -> String;
    /// Which families may be looked at.
    fn families_to_look_at(&self, families: &[String]) -> String;
    /// When a replication breaks even, what it ends at, what is expected, and what is chance.
    fn replication_result(&self, break_even: Option<i32>, amounts: [f64; 3]) -> String;
    /// Which family.
    fn family(&self, family: &FamilyName) -> String;
    /// When a late family leaves; `None` = after the horizon.
    fn leaves_later(&self, year: Option<i32>, span: &str) -> String;
    /// What a family is worth to a payer.
    fn family_worth(&self, name: &str, net: f64, currency: &str, span: &str) -> String;
    /// What the programme changes for an adult, the only one where there is no number.
    fn adult(&self, number: Option<usize>, story: &AdultStory, span: &str) -> String;
    /// An event that the programme changes.
    fn event(&self, event: &EventStory) -> String;
    /// That it changes none of some events.
    fn nothing_else(&self, titles: &[String]) -> String;
    /// What a year is worth, as a title.
    fn worth_in(&self, currency: &str) -> String;
}

/// Benchmarks.
pub(in crate::document) trait BenchWords {
    /// What was measured.
    fn bench_title(&self, bench: &Bench) -> String;
    /// Memory in units of 2^20 bytes, and what a run is.
    fn bench_note(&self, peak: Option<f64>) -> String;
    /// What a suite measured.
    fn suite_title(&self, suite: &Suite) -> String;
    /// What a round of it took.
    fn suite_note(&self, suite: &Suite) -> String;
}
