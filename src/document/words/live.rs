//! What the live page says around its sliders, and of what has been moved.

use super::CountedNoun;

/// Short texts of the live page.
#[derive(Debug)]
pub(crate) struct LiveLabels {
    /// Above the sliders.
    pub title: &'static str,
    /// What to do where no script runs.
    pub still: &'static str,
    /// Whether a number that is moved becomes certain.
    pub exactness: &'static str,
    pub exactly: &'static str,
    pub as_uncertain: &'static str,
    /// Of one slider, and of all.
    pub reset: &'static str,
    /// The same on its button; the first one begins with it.
    pub reset_short: &'static str,
    pub reset_all: &'static str,
    pub more: &'static str,
    /// What a review counts of entries.
    pub adults: &'static str,
    pub copy_link: &'static str,
    /// Link copied; link to be copied by hand; a link that cannot be read.
    pub link_copied: &'static str,
    pub link_shown: &'static str,
    pub link_unreadable: &'static str,
    // Another scenario.
    pub tool: &'static str,
    pub language: &'static str,
    pub template: &'static str,
    pub this_page: &'static str,
    pub open: &'static str,
    pub drop: &'static str,
    pub text: &'static str,
    pub use_text: &'static str,
    pub no_scenario: &'static str,
    pub new_file: &'static str,
    // Side by side.
    pub beside: &'static str,
    pub left: &'static str,
    pub right: &'static str,
    pub as_moved: &'static str,
    pub as_written: &'static str,
    pub compare: &'static str,
    pub working: &'static str,
    // Actual figures so far.
    pub actual: &'static str,
    pub actual_told: &'static str,
    pub use_actuals: &'static str,
    pub drop_actuals: &'static str,
    // Several programmes together.
    pub together: &'static str,
    pub together_told: &'static str,
    pub work_together: &'static str,
    /// Names of two programmes to begin with.
    pub towns: [&'static str; 2],
    // Downloads.
    pub downloads: &'static str,
    /// Report, workbook, scenario, CSV, pictures, JSON.
    pub files: [&'static str; 6],
    pub saved: &'static str,
    pub private: &'static str,
    pub failed: &'static str,
}

/// What is told of a slider.
pub(in crate::document) struct KnobTold<'a> {
    /// Its value in the scenario.
    pub base: &'a str,
    /// The value at which the case breaks even on average; none where that is not known or there is none.
    pub switching: Option<&'a str>,
    /// Whether the scenario has it as uncertain.
    pub uncertain: bool,
}

/// What is moved, from what.
pub(in crate::document) enum Moved<'a> {
    /// One number.
    One { now: &'a str, base: &'a str, title: &'a str },
    /// Some.
    Some { count: usize },
}

/// How a count out of a hundred differs from another.
pub(in crate::document) enum CountGap {
    /// As many, as far as the simulation can tell.
    Even,
    /// More, by this count.
    More(u32),
    /// Fewer, by this count.
    Fewer(u32),
}

/// Sentences of the live page.
pub(in crate::document) trait LiveWords {
    /// Under a slider.
    fn knob(&self, told: &KnobTold) -> String;
    /// The least number of a review at the end of a year, as the title of its slider, and what is told of it.
    fn least_number(&self, counted: CountedNoun<'_>, year: i32) -> String;
    fn least_number_told(&self, told: &KnobTold) -> String;
    /// How many courses end in surplus now, against the same base.
    fn now_ends(&self, moved: &Moved, count: &str, gap: &CountGap) -> String;
    /// The same where nothing is moved.
    fn ends(&self, count: &str, year: i32) -> String;
    /// How often an incomplete payer gains is withheld: its mean is told.
    fn mean_is(&self, amount: &str) -> String;
    /// How many courses that rests on, with its error in points of a hundred.
    fn computed_with(&self, replications: u64, error: Option<&str>, last: bool) -> String;
    /// A value that is not a number of this language.
    fn not_a_number(&self, typed: &str) -> String;
}
