//! What a workbook says beside what other documents say.

use crate::model::Subject;

/// The tabs of a workbook, at most 31 letters each.
pub(in crate::document) struct SheetNames {
    pub summary: &'static str,
    pub case: &'static str,
    pub assumptions: &'static str,
    pub workings: &'static str,
    pub years: &'static str,
    pub break_even: &'static str,
    pub exceedance: &'static str,
    pub payers: &'static str,
    pub sensitivity: &'static str,
    pub variants: &'static str,
    pub replications: &'static str,
}

/// The short texts of a workbook. Several in one field are titles of columns from left to right.
pub(in crate::document) struct WorkbookLabels {
    pub sheets: SheetNames,
    /// What each sheet holds, in the same order.
    pub contents: [&'static str; 11],
    /// Its subject, in the properties of the file.
    pub subject: &'static str,
    /// On every printed page: which page of how many.
    pub page: [&'static str; 2],
    // Summary.
    pub out_of_100: &'static str,
    pub good_case: &'static str,
    pub bad_case: &'static str,
    pub middle: &'static str,
    pub worst: &'static str,
    pub own_calculation: &'static str,
    pub peak_typical: &'static str,
    pub peak_bad: &'static str,
    pub figure: [&'static str; 2],
    pub on_the_sheets: &'static str,
    pub how_computed: &'static str,
    pub replications: &'static str,
    pub seed: &'static str,
    pub version: &'static str,
    pub checksum: &'static str,
    // Business case.
    pub kind: &'static str,
    pub formula: &'static str,
    pub value: &'static str,
    pub costs: &'static str,
    pub savings: &'static str,
    pub result: &'static str,
    pub as_computed: &'static str,
    pub change: &'static str,
    // Assumptions.
    pub assumption: [&'static str; 9],
    pub assumptions_note: &'static str,
    pub input_note: &'static str,
    pub only_shares: &'static str,
    // Workings.
    pub workings_note: &'static str,
    pub self_sufficiency: &'static str,
    pub constant: &'static str,
    pub years_since_leaving: &'static str,
    pub years_since_entry: &'static str,
    pub share_with: &'static str,
    pub share_without: &'static str,
    pub share_in_operation: &'static str,
    pub additional_share: &'static str,
    /// The hazards that follow from a curve, as numbers.
    pub hazards_of_curve: &'static str,
    pub still_self_sufficient: &'static str,
    pub time_self_sufficient: &'static str,
    pub time_with: &'static str,
    pub time_without: &'static str,
    pub relapsed: &'static str,
    pub enter: &'static str,
    pub enter_again: &'static str,
    pub person_years: &'static str,
    pub planned: &'static str,
    pub planned_later: &'static str,
    pub part_of_year: &'static str,
    pub begun: &'static str,
    pub lasting: &'static str,
    // By year.
    pub year: &'static str,
    pub cumulative: &'static str,
    pub single_years: &'static str,
    pub years_note: &'static str,
    pub in_surplus: &'static str,
    pub for_the_chart: &'static str,
    /// Bands and lines of the fan.
    pub half: &'static str,
    pub nine_of_ten: &'static str,
    // Break-even.
    pub break_even: [&'static str; 5],
    pub not_within: &'static str,
    pub break_even_chart: &'static str,
    // S-curve.
    pub points_of_chart: &'static str,
    // Payers.
    pub payers_note: &'static str,
    // Sensitivity.
    /// Assumption, from, to, mean at each, change at each, P at each.
    pub tornado: [&'static str; 9],
    pub tornado_chart: [&'static str; 3],
    pub tornado_note: &'static str,
    pub fixed_note: &'static str,
    // Variants.
    pub scenario: &'static str,
    // Replications.
    pub replication: &'static str,
}

/// The sentences of a workbook.
pub(in crate::document) trait WorkbookWords {
    /// The short texts.
    fn workbook(&self) -> &'static WorkbookLabels;
    /// Beneath the title of a sheet: which case, which years, whose money.
    fn whose(&self, title: &str, span: &str, name: &str) -> String;
    /// The unit of money on a sheet.
    fn in_currency(&self, currency: &str) -> String;
    /// How many lines are formulas, and how many are values.
    fn lines_live(&self, lines: [usize; 2]) -> String;
    /// Beneath the business case: when it breaks even, as the scenario stands.
    fn as_it_stands(&self, break_even: &str) -> String;
    /// Those who leave by year.
    fn who_leave(&self, subject: Subject) -> String;
    /// An entry of a list, by position from 0.
    fn entry(&self, index: usize) -> String;
    /// How many replications are shown.
    fn first_rows(&self, shown: usize, of: u64) -> String;
    /// A chart of the cumulative net benefit.
    fn fan_chart(&self, currency: &str) -> String;
    /// What a text says that was too long for a cell.
    fn cut_short(&self) -> &'static str;
}
