//! What is said of runs, business cases and assumptions.

use super::Known;
use crate::analysis::{Interval, Quick};
use crate::model::Label;
use crate::scenario::DataColumn;
use crate::statistics::{Chance, Estimate, VarianceSplit};
use crate::summary::NoRatio;

/// What several answers say.
pub(in crate::document) trait CommonWords {
    /// How many replications.
    fn replications(&self, n: u64) -> String;
    /// Where the results are.
    fn results_in(&self, folder: &str) -> String;
    /// A new file, what it begins as, and what comes next.
    fn begins_as(&self, file: &str, template: &str) -> String;
    /// Where that went which stood there before.
    fn moved_to(&self, folder: &str) -> String;
    /// Under which seed.
    fn seed(&self, seed: u64) -> String;
    /// Whose money it is.
    fn seen_from(&self, name: &str) -> String;
    /// A payer's name, marked where the file does not hold its whole side.
    fn named(&self, name: &str, complete: bool) -> String;
    /// How well some probabilities are known, a sentence of its own; empty where there is none.
    fn chances_known(&self, known: Known) -> String;
    /// Within a span of years, or in a single one.
    fn in_span(&self, span: &str) -> String;
    /// Where a number lets the case pay: `above 0.3`, `1 % to 4 % a year`. `value` writes it, `first` before another that has the unit.
    fn paying(&self, intervals: &[Interval], value: &dyn Fn(f64) -> String, first: &dyn Fn(f64) -> String) -> String;
    /// That a ratio is not told, and why.
    fn no_ratio(&self, name: &str, reason: &str) -> String;
    /// Why there is no ratio.
    fn why_no_ratio(&self, reason: NoRatio) -> &'static str;
    /// The years that something lasts, as a label.
    fn years_of(&self, title: &str) -> String;
    /// The title of a table of net benefits over the horizon.
    fn net_benefit_of(&self, span: &str) -> String;
    /// A distribution whose mean a limit moves: as written and as it is.
    fn cut(&self, path: &str, distribution: &str, written: f64, mean: f64) -> String;
    /// What the scenario has to say to its author.
    fn scenario_note(&self, note: &str) -> String;
    /// Below a table of switching values.
    fn switching_note(&self, label: &Label, base: &str) -> String;
}

/// What else is said of when money is back, over all replications.
pub(in crate::document) enum EvenPart<'a> {
    /// How likely it reaches zero and loses it again.
    LostAgain(&'a Chance),
    /// How likely it never reaches zero.
    Never(&'a Chance),
    /// How likely it ends at exactly zero.
    AtZero(&'a Chance),
    /// How likely it is not back within the horizon, for whatever reason.
    NotWithin { span: &'a str, chance: &'a Chance },
}

/// When money is back in the expected case.
pub(in crate::document) enum Course<'a> {
    /// The file does not hold the payer's whole side.
    Withheld,
    /// There is no money.
    NothingMoves { span: &'a str },
    /// It reaches zero and ends there.
    EndsAtZero { first: i32 },
    /// It reaches zero, and stays above from a year on.
    Reached { first: i32, lasting: i32 },
    /// It ends below.
    LostAgain { first: i32, total: f64, currency: &'a str },
    /// It never reaches zero.
    NotWithin { span: &'a str },
}

/// The answer in words.
pub(in crate::document) trait AnswerWords {
    /// How likely the investment pays within a span.
    fn pays(&self, span: &str, probability: &Chance) -> String;
    /// That an incomplete payer's chances are withheld.
    fn how_likely_is_withheld(&self, name: &str) -> String;
    /// Where nine results of ten lie.
    fn nine_of_ten(&self, ends: [f64; 2], currency: &str) -> String;
    /// That no replication moves any money.
    fn no_money(&self, span: &str) -> String;
    /// That no replication breaks even, and how likely one is.
    fn never_even(&self, span: &str, ever: &Chance) -> String;
    /// That it most likely does not break even; if it does, in which year.
    fn likely_not_even(&self, span: &str, never: &Chance, year: i32, chance: &Chance) -> String;
    /// In which year it most likely breaks even.
    fn likely_even(&self, year: i32, chance: &Chance) -> String;
    /// What else is said of it, a part of a sentence.
    fn even_part(&self, part: &EvenPart) -> String;
    /// From when break-even and payback count, where that is not from the start.
    fn counts_from(&self, year: i32) -> String;
    /// The break-even of the expected case.
    fn expected_break_even(&self, course: &Course) -> String;
}

/// What a run wished, and what it reached.
pub(in crate::document) struct Aim<'a> {
    /// Wished error of the mean.
    pub mean: Option<f64>,
    /// Wished error of P(net > 0).
    pub probability: Option<f64>,
    /// The quantile that has a wished error.
    pub percentile: Option<AimedQuantile>,
    /// Of the mean.
    pub currency: &'a str,
    /// Whether it was reached.
    pub reached: bool,
    /// Stages run.
    pub stages: usize,
    /// Replications at the end.
    pub replications: u64,
    /// Randomisations, under a design.
    pub randomisations: Option<u64>,
    /// How precise it is at the end.
    pub last: LastErrors,
}

/// A quantile that a run is to know well.
#[derive(Clone, Copy)]
pub(in crate::document) struct AimedQuantile {
    /// Its probability.
    pub p: f64,
    /// Its wished error.
    pub mcse: f64,
    /// Its error at the end.
    pub found: f64,
}

/// How precise a run with a target is at its end.
#[derive(Clone, Copy)]
pub(in crate::document) enum LastErrors {
    /// The errors of the mean and of P(net > 0).
    Errors { mean: f64, probability: f64 },
    /// There is no error where net > 0 was seen always or never.
    Bound { always: bool },
}

/// Below the table of break-even.
pub(in crate::document) struct BreakEvenNote<'a> {
    /// The years counted.
    pub span: &'a str,
    /// Whether each has a row.
    pub all_years: bool,
    /// How well the probabilities are known.
    pub known: Known,
}

/// The summary of a run, and the quick answer.
pub(in crate::document) trait RunWords {
    /// How it was sampled.
    fn sampling(&self, sampling: &str, randomisations: u64) -> String;
    /// How the arms were coupled.
    fn coupling(&self, coupling: &str) -> String;
    /// Whether quantiles are exact.
    fn quantiles(&self, quantiles: &str) -> String;
    /// What lies beyond a quantile, as a label; where several replications end at it, what lies there too.
    fn quantile(&self, p: f64, tied: bool) -> String;
    /// The label of the only value that there is.
    fn every_case(&self) -> &'static str;
    /// A quantile of whole numbers with its interval.
    fn counted(&self, value: f64, interval: [f64; 2]) -> String;
    /// What the variance consists of.
    fn variance(&self, split: &VarianceSplit) -> String;
    /// What the mean of exact expectations is worth in simulated programmes.
    fn exact_worth(&self, worth: f64) -> String;
    /// How many replications have their exact expectation.
    fn exact_expectations(&self, n: u64) -> String;
    /// Below the table of break-even.
    fn break_even_note(&self, note: &BreakEvenNote) -> String;
    /// The label of payback.
    fn payback(&self, first_year: i32) -> String;
    /// From when payback counts.
    fn payback_counts_from(&self, first_year: i32) -> String;
    /// Whether a target was reached, and how.
    fn target(&self, aim: &Aim) -> String;
    /// The title of results by budget, of one payer where all are its.
    fn by_budget(&self, holder: Option<&str>) -> String;
    /// The title of what is cashable.
    fn cashable_of(&self, holder: Option<&str>) -> String;
    /// The title of what each subgroup brings a payer.
    fn by_subgroup(&self, perspective: &str) -> String;
    /// The work behind a quick answer.
    fn quick_facts(&self, quick: &Quick) -> String;
    /// The title of its means by payer.
    fn mean_net_benefit_of(&self, span: &str) -> String;
    /// The title of its means by year.
    fn cumulative_of(&self, name: &str) -> String;
    /// What the variance of a payer's result consists of.
    fn quick_variance(&self, name: &str, split: &VarianceSplit) -> String;
    /// What its mean is worth in plain replications.
    fn quick_worth(&self, worth: f64) -> String;
}

/// The expected business case.
pub(in crate::document) trait CaseWords {
    /// Above the table.
    fn case_heading(&self, currency: &str, name: &str) -> String;
    /// The title of lines by payer.
    fn by_payer(&self, span: &str) -> String;
    /// A budget of a payer, as a label.
    fn budget_of(&self, holder: Option<&str>, name: &str) -> String;
    /// A subgroup, as a label.
    fn subgroup(&self, name: &str) -> String;
}

/// The list of assumptions.
pub(in crate::document) trait CheckWords {
    /// How many there are, and how many of them are uncertain.
    fn assumptions_count(&self, all: usize, uncertain: usize) -> String;
    /// How many numbers have neither source nor grade.
    fn undocumented(&self, count: usize) -> String;
    /// Two names together.
    fn and(&self, first: &str, second: &str) -> String;
    /// How a column of a data file was read. Its numbers have no thousands separators: `1.500` is read as 1500.
    fn data_column(&self, file: &str, column: &DataColumn) -> String;
    /// Base, mean, standard deviation and 5 %, 50 % and 95 % quantiles.
    fn distribution_facts(&self, base: f64, mean: f64, sd: f64, quantiles: [f64; 3]) -> Vec<String>;
    /// A number computed from others, with its value in the expected table.
    fn computed(&self, formula: &str, base: f64) -> String;
    /// What a number of draws makes of a computed number: mean with its error, standard deviation, and 5, 50 and 95 %.
    fn computed_facts(&self, draws: usize, mean: Estimate, sd: f64, quantiles: [f64; 3]) -> Vec<String>;
    /// A distribution that each family draws from.
    fn each_family(&self, what: &str) -> String;
    /// A distribution that each calendar year draws from.
    fn each_year(&self, what: &str) -> String;
    /// How likely a variant is held to be.
    fn weight(&self, weight: f64) -> String;
}
