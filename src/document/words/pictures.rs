//! What is said in pictures.

use crate::analysis::Level;
use crate::statistics::Chance;
use crate::summary::{RunFacts, Stage};

/// Short texts in pictures.
#[cfg_attr(test, derive(Debug))]
pub(in crate::document) struct PictureLabels {
    pub expected: &'static str,
    pub expected_case: &'static str,
    /// The course that half of all lie below.
    pub median: &'static str,
    /// Beside years.
    pub end_of: &'static str,
    pub odds_withheld: &'static str,
    /// What the curve of exceedance shows.
    pub exceedance: &'static str,
    /// Above a column of amounts that are exceeded, and of losses.
    pub more_than: &'static str,
    pub loss_of: &'static str,
    pub first_even: &'static str,
    pub reached_by_end: &'static str,
    /// Above a span of years.
    pub not: &'static str,
    /// Sampling, replications, errors of mean, of exact expectations, of the probability.
    pub errors: [&'static str; 5],
    pub error_of_probability: &'static str,
    pub replications: &'static str,
    pub wished: &'static str,
    pub no_error: &'static str,
    pub exact: &'static str,
    pub worse_better: [&'static str; 2],
    pub swings: &'static str,
    pub swings_some_pale: &'static str,
    pub stress: &'static str,
    /// In the mean, in the expected case.
    pub break_even_lines: [&'static str; 2],
    pub the_scenario: &'static str,
    /// With the rest at base values, on average.
    pub zero: [&'static str; 2],
    pub rest_at_base: &'static str,
    pub from_median: &'static str,
    pub standard_deviations: &'static str,
}

/// How the luck of the scenarios of a picture goes together.
#[derive(Clone, Copy)]
pub(in crate::document) enum SharedLuck {
    /// There is one scenario.
    Alone,
    /// Each has its own.
    Own,
    /// All have the same.
    Same,
}

/// What stands beneath the title of an assumption.
#[derive(Clone, Copy)]
pub(in crate::document) enum Beneath<'a> {
    /// Its base value, none for a list, and whether it is certain.
    Base { value: Option<&'a str>, fixed: bool },
    /// The value that it is held at.
    HeldAt(&'a str),
}

/// Titles and sentences of pictures.
pub(in crate::document) trait PictureWords {
    /// Where the figures come from.
    fn footer(&self, run: &RunFacts, luck: SharedLuck) -> String;
    /// A share of cases.
    fn of_cases(&self, share: f64) -> String;
    /// From one to another.
    fn one_to_other(&self, from: &str, to: &str) -> String;
    /// The probability of a gain, or that it is withheld.
    fn probability_net(&self, chance: Option<&Chance>) -> String;

    /// The title of fans.
    fn cumulative_title(&self, whose: &str) -> String;
    /// The median at the end of the horizon.
    fn median_by_then(&self, span: &str, median: f64, currency: &str) -> String;
    /// The title of a distribution, and of spreads.
    fn net_benefit_title(&self, span: &str, whose: &str) -> String;
    /// How likely a loss and a gain are.
    fn odds(&self, gain: &Chance) -> [String; 2];
    /// The share that lies further left or right.
    fn lie_beyond(&self, share: f64, right: bool) -> String;
    /// The title of the curve of exceedance.
    fn exceedance_title(&self, span: &str, whose: &str) -> String;
    /// A share of cases and the amount that is exceeded in them.
    fn more_than(&self, share: &str, amount: &str) -> String;
    /// How likely a gain is, beside the curve.
    fn above_zero(&self, gain: &Chance) -> String;
    /// How likely a loss of an amount or more is.
    fn loss_seen(&self, amount: &str, chance: &Chance) -> String;
    /// The title of break-even.
    fn break_even_title(&self, whose: &str) -> String;
    /// When the expected case breaks even.
    fn expected_even(&self, year: Option<i32>, span: &str) -> String;

    /// The title of convergence.
    fn convergence_title(&self, whose: &str) -> String;
    /// What errors of the mean are.
    fn error_of_mean(&self, currency: &str) -> String;
    /// The errors after the last stage of a way of sampling.
    fn errors_at_end(&self, sampling: &str, stage: &Stage, currency: &str) -> String;

    /// The title of differences.
    fn differences_title(&self, span: &str, whose: &str) -> String;
    /// What differences are from.
    fn difference_from(&self, reference: &str) -> String;
    /// A mean that is already text.
    fn mean_difference(&self, mean: &str) -> String;
    /// How often one is better, and as good where that is told; `None` = withheld.
    fn better_in(&self, better: Option<&Chance>, equal: Option<&Chance>) -> String;

    /// The title of the tornado.
    fn tornado_title(&self, span: &str, whose: &str) -> String;
    /// Which assumption moves the mean most, and where to.
    fn moves_most(&self, title: &str, means: [f64; 2], currency: &str) -> String;
    /// The mean with nothing held.
    fn with_nothing_held(&self, amount: &str) -> String;
    /// The probability of a gain with nothing held, above a column of others.
    fn probability_now(&self, chance: Option<&Chance>) -> String;
    /// Assumptions that are not shown.
    fn more_that_move_less(&self, count: usize) -> String;
    /// What stands beneath the title of an assumption.
    fn beneath(&self, path: &str, what: Beneath<'_>) -> String;
    /// The title of the stress test.
    fn stress_title(&self, span: &str, whose: &str) -> String;
    /// The means with all assumptions adverse and favourable.
    fn worst_and_best(&self, levels: [&Level; 2], currency: &str) -> String;

    /// The title of the curves over one assumption.
    fn threshold_title(&self, whose: &str) -> String;
    /// The title of a grid.
    fn grid_title(&self, span: &str, whose: &str) -> String;
    /// A probability beside its line.
    fn probability_line(&self, level: f64) -> String;
    /// Where something is reached: everywhere, nowhere, or at values.
    fn crossing(&self, what: &str, always: bool, values: &[String]) -> String;
    /// The mean with one assumption held.
    fn mean_of_the_rest(&self, span: &str) -> String;
    /// The title of the nearest combination.
    fn least_adverse_title(&self, adverse: bool, whose: &str) -> String;
    /// How far the nearest combination is.
    fn nearest_in_all(&self, distance: f64) -> String;
}
