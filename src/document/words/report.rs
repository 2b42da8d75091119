//! What the council's report says. Amounts come as text.

use crate::document::{BriefRange, Ending, Likelihood};
use crate::model::Grade;

/// Short texts of the report.
pub(in crate::document) struct ReportLabels {
    // The first screen.
    pub bad: &'static str,
    /// Beneath an amount, and beneath one at which many courses end.
    pub bad_told: [&'static str; 2],
    pub middle: &'static str,
    pub middle_told: [&'static str; 2],
    pub good: &'static str,
    pub good_told: [&'static str; 2],
    /// The only result that there is.
    pub always: &'static str,
    pub always_told: &'static str,
    pub single_figure: &'static str,
    pub single_figure_told: &'static str,
    pub what_if: &'static str,
    pub as_calculated: &'static str,
    pub all_variants: &'static str,
    // People.
    pub people: &'static str,
    /// What, on average, where nine of ten lie.
    pub people_columns: [&'static str; 3],
    pub no_people: &'static str,
    pub measured: &'static str,
    pub measured_note: &'static str,
    /// What, before, after, which way it went, when, who says so.
    pub measured_columns: [&'static str; 6],
    pub better: &'static str,
    pub worse: &'static str,
    pub unchanged: &'static str,
    // Years.
    pub years: &'static str,
    pub in_surplus: &'static str,
    pub middle_course: &'static str,
    pub nine_of_ten_from: &'static str,
    pub nine_of_ten_to: &'static str,
    pub spread: &'static str,
    pub s_curve: &'static str,
    // Purses.
    pub purses: &'static str,
    /// Whose, on average, in surplus.
    pub purse_columns: [&'static str; 3],
    pub incomplete_note: &'static str,
    pub frames: &'static str,
    // Slips.
    pub slips: &'static str,
    pub tornado_all: &'static str,
    pub threshold_all: &'static str,
    // What it rests on.
    pub basis: &'static str,
    pub basis_lead: &'static str,
    /// How forecasts like these have come out.
    pub outside_view: &'static str,
    pub all_assumptions: &'static str,
    // The table.
    pub table: &'static str,
    pub table_lead: &'static str,
    // Method.
    pub precision: &'static str,
    pub all_figures: &'static str,
    pub method: &'static str,
    pub method_text: [&'static str; 4],
    pub changes: &'static str,
    // Several side by side.
    pub side_by_side: &'static str,
    pub end_in_surplus: &'static str,
    // The council paper.
    pub agenda: &'static str,
    pub agenda_answer: &'static str,
    pub agenda_money: &'static str,
    pub agenda_risk: &'static str,
    // The page around it.
    pub made_with: &'static str,
    pub page: PageTexts,
}

/// What stands around a report on a page.
#[derive(Debug, Clone, Copy)]
pub struct PageTexts {
    /// Before the first link, for those who move by keyboard.
    pub skip: &'static str,
    /// Above links to the sections.
    pub contents: &'static str,
    /// Of a picture, on request.
    pub as_table: &'static str,
}

/// What the report is about.
pub(in crate::document) struct Subject<'a> {
    /// The scenario.
    pub title: &'a str,
    /// The years counted.
    pub span: &'a str,
    /// Whose money it is.
    pub whose: &'a str,
    /// The year of its prices, where all amounts are of one.
    pub price_year: Option<i32>,
    /// Whether later years are discounted.
    pub discounted: bool,
}

/// What the headline follows.
pub(in crate::document) enum Headline {
    /// The payer is incomplete.
    Withheld,
    /// No money moves.
    Nothing { years: usize },
    /// Every course ends at exactly zero.
    AtZero { years: usize },
    /// A surplus is neither likely nor unlikely, and a deficit is not all that is left.
    Open { years: usize },
    /// How likely a surplus is.
    Likely { years: usize, surplus: Likelihood },
}

/// What has to be found before it comes back.
pub(in crate::document) enum Advance<'a> {
    /// Nothing, in nineteen courses of twenty.
    Nothing,
    /// Nothing in most courses.
    Rarely { high: &'a str },
    /// The usual amount and that of five in a hundred.
    Usual { median: &'a str, high: &'a str },
}

/// What the case rests on least firmly.
pub(in crate::document) struct Weakest<'a> {
    /// The assumption.
    pub title: &'a str,
    /// Its value.
    pub value: &'a str,
    /// How good the evidence is.
    pub grade: Option<Grade>,
}

/// When it first breaks even, out of a hundred.
pub(in crate::document) struct PaidBack<'a> {
    /// The last year counted.
    pub last: i32,
    /// How many have not broken even by its end.
    pub not: &'a str,
    /// Whether that is all of them.
    pub never: bool,
    /// The likeliest year with how many.
    pub likeliest: Option<(i32, &'a str)>,
}

/// Savings within and beyond the service ceiling.
pub(in crate::document) struct FrameSums<'a> {
    /// What is left within it.
    pub service: Option<&'a str>,
    /// What income transfers come to.
    pub transfer: Option<&'a str>,
}

/// Which of several scenarios ends in surplus most often.
pub(in crate::document) enum Ranking<'a> {
    /// That of an incomplete payer is withheld.
    Withheld { whose: &'a str },
    /// Some of all cannot be told apart.
    Even { count: usize, of: usize },
    /// One does, with how often.
    First { name: &'a str, told: &'a str },
}

/// The council's report.
pub(in crate::document) trait ReportWords {
    /// Above the headline.
    fn report_subject(&self, subject: &Subject) -> String;
    /// The answer.
    fn report_headline(&self, headline: &Headline) -> String;
    /// What becomes of some courses; the first says what is counted.
    fn courses_end(&self, end: Ending, year: i32, first: bool) -> String;
    /// Where nine results of ten lie.
    fn nine_of_ten_briefly(&self, range: &BriefRange) -> String;
    /// The mean of the worst five in a hundred.
    fn worst_five(&self, amount: &str) -> String;
    /// What has to be found on the way.
    fn advance(&self, advance: &Advance) -> String;
    /// The one caution.
    fn caution(&self, weakest: Option<&Weakest>) -> String;
    /// Which variants are shown, of more.
    fn shown_variants(&self, shown: usize, all: usize) -> String;
    /// An assumption that is held at one value instead of another.
    fn held_instead(&self, title: &str, held: &str, base: &str) -> String;
    /// Whether and when it is paid back.
    fn paid_back(&self, paid: &PaidBack) -> String;
    /// Income transfers and the service ceiling.
    fn frame_note(&self, sums: &FrameSums) -> String;
    /// Where one assumption must lie: on average, and for a probability.
    fn slip(&self, title: &str, base: &str, on_average: &str, likely: Option<(usize, &str)>) -> String;
    /// Above a picture of what the assumptions that move most move.
    fn tornado_lead(&self, shown: usize) -> String;
    /// How many assumptions are of which grade.
    fn grades(&self, counts: &[(Option<Grade>, usize)]) -> String;
    /// How good the evidence is.
    fn grade(&self, grade: Option<Grade>) -> &'static str;
    /// How sure the calculation itself is.
    fn own_error(&self, replications: u64, mean: &str, probability: Option<&str>) -> String;
    /// The likeliest variant with its count, and the least likely where there are several.
    fn variants(&self, best: (&str, &str), worst: Option<(&str, &str)>) -> String;
    /// What a payer gains on average, and how often; nothing of an incomplete one.
    fn payer(&self, name: &str, mean: &str, odds: Option<&str>) -> String;
    /// Which of several scenarios ends in surplus most often.
    fn comparison_headline(&self, ranking: &Ranking) -> String;
    /// By how much one scenario differs from another on average, with the 95 % interval.
    fn differs(&self, name: &str, reference: &str, mean: &str, ends: &BriefRange) -> String;
    /// What makes the run repeatable.
    fn repeatable(&self, seed: u64, version: &str, sha256: &str) -> String;
    /// When something was measured, before and after.
    fn measured_when(&self, before: Option<&str>, after: Option<&str>) -> String;
    /// How many were measured.
    fn measured_of(&self, value: &str, n: Option<u64>) -> String;
    /// A median with the ends that nine of ten lie between.
    fn range_between(&self, low: &str, high: &str) -> String;
}
