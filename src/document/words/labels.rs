//! Short texts that do not change with the answer.

use super::pictures::PictureLabels;

/// The short texts of a language: titles, labels, and notes without numbers. Several in one field are titles of columns from
/// left to right.
#[cfg_attr(test, derive(Debug))]
pub(in crate::document) struct Labels {
    // Of several answers.
    pub mean: &'static str,
    /// Of an assumption.
    pub median: &'static str,
    /// The course that half of all lie below.
    pub middle: &'static str,
    /// In place of what an incomplete payer's figures cannot tell.
    pub withheld: &'static str,
    pub incomplete: &'static str,
    pub total: &'static str,
    pub net_benefit: &'static str,
    pub present_value: &'static str,
    pub benefit_cost_ratio: &'static str,
    /// Programme cost and net cost per person-year.
    pub costs_per_year: [&'static str; 2],
    pub costs_per_year_discounted: [&'static str; 2],
    pub net_cost_note: &'static str,
    pub switching_value: &'static str,
    pub expected_to_pay: &'static str,
    // The summary of a run.
    pub expected_case: &'static str,
    pub mean_of_exact: &'static str,
    pub mean_of_simulated: &'static str,
    pub standard_deviation: &'static str,
    pub mean_of_worst: &'static str,
    pub cumulative_by_year: &'static str,
    /// Year, P(> 0), first even, even by then, for good.
    pub break_even: [&'static str; 5],
    pub not_within: &'static str,
    pub peak_funding: &'static str,
    pub additional_person_years: &'static str,
    pub large_error: &'static str,
    /// Which way an event goes, and what a title has in it that says so itself.
    pub avoided: [&'static str; 2],
    pub gained: [&'static str; 2],
    pub by_payer: &'static str,
    pub welfare_heading: &'static str,
    pub probability_net_positive: &'static str,
    pub errors_note: &'static str,
    pub discounted_results: &'static str,
    // The quick answer.
    pub base_values: &'static str,
    pub interval_from: &'static str,
    pub interval_to: &'static str,
    pub sd: &'static str,
    pub quick_note: &'static str,
    // The expected business case.
    pub costs: &'static str,
    pub costs_total: &'static str,
    pub savings: &'static str,
    pub savings_total: &'static str,
    pub result: &'static str,
    pub discount_factor: &'static str,
    pub present_value_of_net: &'static str,
    pub cumulative: &'static str,
    pub person_years: &'static str,
    pub placement_years: &'static str,
    pub net_benefit_of: &'static str,
    pub welfare_of_all: &'static str,
    pub discounted_note: &'static str,
    // Assumptions.
    pub uncertain: &'static str,
    pub fixed_numbers: &'static str,
    pub go_together: &'static str,
    pub data_files: &'static str,
    pub choices: &'static str,
    pub paths_note: &'static str,
    pub variants: &'static str,
    pub no_source: &'static str,
    pub no_grade: &'static str,
    pub undiscounted: &'static str,
    /// The share of a payer who takes what others leave.
    pub the_rest: &'static str,
    // Comparisons.
    pub at_base: &'static str,
    pub probability_positive: &'static str,
    pub scenarios_note: &'static str,
    pub certain_there: &'static str,
    pub above_zero_at_end: &'static str,
    pub cumulative_above_zero: &'static str,
    pub ranking: &'static str,
    pub probability_best: &'static str,
    pub mean_rank: &'static str,
    pub best_note: &'static str,
    pub difference: &'static str,
    pub probability_better: &'static str,
    // Tornado, stress test, grid, plan.
    /// Assumption, its lower and upper end, mean and P at each.
    pub tornado: [&'static str; 7],
    pub fixed: &'static str,
    pub fixed_note: &'static str,
    /// Assumption, its end, net benefit at base, mean, P(> 0).
    pub stress: [&'static str; 5],
    pub nothing_held: &'static str,
    pub all_favourable: &'static str,
    pub stress_note: &'static str,
    pub mean_net_benefit: &'static str,
    pub probability_above_zero: &'static str,
    pub grid_pairs: &'static str,
    pub replications_for: &'static str,
    pub a_run_takes: &'static str,
    pub no_number: &'static str,
    // Thresholds.
    pub pays: &'static str,
    pub exact: &'static str,
    pub zero_at_base: &'static str,
    pub zero_on_average: &'static str,
    pub held_as_certain: &'static str,
    pub no_value_note: &'static str,
    pub nowhere_else: &'static str,
    pub nothing_uncertain: &'static str,
    pub least_adverse: &'static str,
    pub nearest_that_pays: &'static str,
    pub there: &'static str,
    pub share: &'static str,
    pub share_of_later: &'static str,
    // Replays.
    /// Assumption, value drawn, its percentile, base value.
    pub replication: [&'static str; 4],
    pub planned_for: &'static str,
    pub leaving_in: &'static str,
    pub families: &'static str,
    pub better: &'static str,
    pub worse: &'static str,
    pub year: &'static str,
    pub self_sufficient_with: &'static str,
    pub without: &'static str,
    pub same: &'static str,
    pub pictures: PictureLabels,
    // Benchmarks.
    /// Threads, replications and family-years a second, nanoseconds a replication, scaling.
    pub bench: [&'static str; 5],
    /// Scenario, median, least, most, results; the ratio to the first stands before the last.
    pub suite: [&'static str; 5],
}
