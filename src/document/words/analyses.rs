//! What is said of comparisons and stress tests.

use super::Known;
use crate::model::Label;
use crate::statistics::{Chance, Estimate};

/// What a plan is based on.
pub(in crate::document) struct PlanNote<'a> {
    /// Replications of the largest trial.
    pub trials: u64,
    /// The currency, where an error of the mean is asked for.
    pub exact_in: Option<&'a str>,
    /// What a million replications take, in seconds.
    pub seconds: f64,
    /// The same under lhs and sobol, where it differs.
    pub seconds_designed: Option<f64>,
}

/// Tornado, stress test, grid and plan; what they share with the others.
pub(in crate::document) trait AnalysisWords {
    /// Draws that a mean is taken over.
    fn means_over(&self, draws: usize) -> String;
    /// Pairs of assumptions that go together.
    fn go_together(&self, pairs: usize) -> String;
    /// The largest error of some means, and how well some probabilities are known.
    fn errors(&self, mean: f64, currency: &str, known: Known) -> String;
    /// An assumption, or all entries of a list of them.
    fn entries_of(&self, path: &str, list: bool) -> String;
    /// The net benefit with nothing held.
    fn tornado_now(
        &self,
        span: &str,
        currency: &str,
        expected: f64,
        mean: Estimate,
        probability: Option<&Chance>,
    ) -> String;
    /// Below the tornado.
    fn tornado_note(&self, replications: u64) -> String;
    /// How well the change at an end is known, of which the errors are given, already written.
    fn change_known(&self, errors: &[String]) -> String;
    /// Assumptions that are worse at either end.
    fn bad_at_both_ends(&self, titles: &[&str]) -> String;
    /// Fixed numbers that may not be moved.
    fn left_out(&self, paths: &[String]) -> String;
    /// Steps of the stress test that make it better; empty where there is none.
    fn relieving(&self, titles: &[&str]) -> String;
    /// One side of a grid.
    fn axis(&self, label: &Label, base: &str) -> String;
    /// Both sides.
    fn axes(&self, across: &str, down: &str) -> String;
    /// Below a grid: what it shows, and how many pairs pay.
    fn grid_note(&self, span: &str, currency: &str, pays: usize, of: usize) -> String;
    /// A wished error of the mean, as a title.
    fn mean_to(&self, mcse: f64) -> String;
    /// The same by exact expectations.
    fn exact(&self, mean: &str) -> String;
    /// A wished error of P(> 0), as a title.
    fn probability_to(&self, mcse: f64) -> String;
    /// A wished error of a quantile, as a title.
    fn quantile_to(&self, p: f64, mcse: f64) -> String;
    /// Below a plan.
    fn plan_note(&self, note: &PlanNote) -> String;
}

/// One more draw that scenarios share.
pub(in crate::document) struct SharedDraw<'a> {
    /// The title of the assumption; `None` is the luck of families.
    pub assumption: Option<&'a str>,
    /// Scenarios that do not share it.
    pub not_with: Vec<&'a str>,
}

/// How one scenario differs from the first.
pub(in crate::document) struct GapWords<'a> {
    /// Whether every replication is exactly as good.
    pub always_equal: bool,
    /// How likely it is better, worse, exactly as good; `None` = withheld.
    pub better_worse_equal: Option<[Chance; 3]>,
    /// Mean difference.
    pub mean: f64,
    /// Its 95 % interval.
    pub interval: [f64; 2],
    /// Unit of both.
    pub currency: &'a str,
}

/// Below a comparison.
pub(in crate::document) struct ComparisonNote<'a> {
    /// Whose years are shown, where they are.
    pub in_full: Option<&'a str>,
    /// How well the probabilities are known.
    pub known: Known,
    /// The years compared, where horizons differ.
    pub cut_to: Option<&'a str>,
}

/// Comparisons.
pub(in crate::document) trait CompareWords {
    /// The mixture of weighted scenarios.
    fn weighted(&self, positive: &Chance, mean: Estimate, currency: &str, parts: &[(f64, &str)]) -> String;
    /// What is one draw with the reference.
    fn one_draw(&self, reference: &str, shared: &[SharedDraw]) -> String;
    /// The title of differences from a reference.
    fn against_title(&self, reference: &str) -> String;
    /// What is compared with what.
    fn against(&self, name: &str, reference: &str) -> String;
    /// How one scenario differs from the reference.
    fn gap(&self, gap: &GapWords) -> String;
    /// Below a comparison.
    fn comparison_note(&self, note: &ComparisonNote) -> String;
}

/// Thresholds and the least adverse combination.
pub(in crate::document) trait ThresholdWords {
    /// The title of the table.
    fn threshold_of(&self, title: &str) -> String;
    /// The question which value gives a probability.
    fn asked_probability(&self, target: f64) -> String;
    /// What the scenario has, and what the errors are.
    fn threshold_note(&self, label: &Label, base: &str) -> String;
    /// Between which values the probability was searched.
    fn looked_at(&self, from: &str, to: &str) -> String;
    /// How to see the first threshold in a table.
    fn to_see_it(&self, path: &str, value: f64) -> String;
    /// The net benefit with every uncertain assumption at its median.
    fn at_medians(&self, value: f64, currency: &str) -> String;
    /// That no combination changes whether it pays.
    fn no_combination(&self, pays: bool) -> String;
    /// How far the nearest combination is, and how likely one beyond it.
    fn nearest_combination(&self, distance: f64, beyond: Option<f64>) -> String;
}
