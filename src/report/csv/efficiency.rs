//! CSV files of what programmes bring per participant and per krone, and of which scenario is best.

use super::of_chance;
use super::participants::{SUM, estimate, sum};
use super::rows::{Cell, CsvTarget, Rows, text};
use crate::analysis::{Comparison, Dominance, Frontier, Ranked, ScenarioEfficiency};
use std::io;

/// `efficiency.csv`: costs, savings and net benefit of each scenario over the years compared, in all, per participant and per krone of
/// cost.
///
/// # Errors
/// Those of the writer.
pub fn efficiency(target: CsvTarget<'_>, comparison: &Comparison) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let mut header = vec!["scenario".to_owned(), "participants".to_owned()];
    for of in ["costs", "savings", "net_benefit"] {
        header.extend(SUM.map(|column| format!("{of}_{column}")));
    }
    header.extend(["net_per_krone", "net_per_krone_mcse"].map(str::to_owned));
    rows.write_record(&header)?;
    for scenario in &comparison.efficiency.scenarios {
        let ScenarioEfficiency { name, counted: _, participants, savings, costs, net_benefit, net_per_krone } =
            scenario;
        let [taken_in, _] = estimate(*participants);
        let sums = [*costs, *savings, *net_benefit].into_iter().flat_map(sum);
        let ratio = estimate(net_per_krone.found().ok());
        rows.write_record([text(name), taken_in].into_iter().chain(sums).chain(ratio))?;
    }
    rows.flush()
}

/// `increments.csv`: from each option worth its cost to the next dearer one, by net benefit and by person-years; then the options that
/// are not worth theirs, and why.
///
/// # Errors
/// Those of the writer.
pub fn increments(target: CsvTarget<'_>, comparison: &Comparison) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let numbers = ["cost", "cost_mcse", "effect", "effect_mcse", "ratio", "ratio_mcse"];
    rows.write_record(["effect_is", "option", "against", "status"].into_iter().chain(numbers).map(Cell::from))?;
    let found = &comparison.efficiency;
    for (effect, frontier) in [("net_benefit", &found.net_benefit), ("person_years", &found.person_years)] {
        let Some(Frontier { efficient: _, steps, dominated }) = frontier else { continue };
        for step in steps {
            let begin = [effect.into(), text(&step.to), text(&step.from), "step".into()];
            let numbers = [Some(step.cost), Some(step.effect), step.ratio].into_iter().flat_map(estimate);
            rows.write_record(begin.into_iter().chain(numbers))?;
        }
        for beaten in dominated {
            let (against, status) = match &beaten.dominance {
                Dominance::Outright { by, .. } => (by.clone(), "dominated"),
                Dominance::Extended { between } => (between.join(" + "), "dominated by extension"),
                Dominance::Same { by } => (by.clone(), "the same"),
            };
            let begin = [effect.into(), text(&beaten.name), text(&against), status.into()];
            rows.write_record(begin.into_iter().chain(numbers.map(|_| Cell::default())))?;
        }
    }
    rows.flush()
}

/// `best.csv`: how likely each scenario is the best, how likely it shares that with another, and its mean rank.
///
/// # Errors
/// Those of the writer.
pub fn best(target: CsvTarget<'_>, ranking: &[Ranked]) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let tied = ["p_tied", "p_tied_mcse", "p_tied_bound"];
    let header = ["scenario", "p_best", "p_best_mcse", "p_best_bound"].into_iter().chain(tied);
    rows.write_record(header.chain(["mean_rank", "mean_rank_mcse"]).map(Cell::from))?;
    for Ranked { name, probability_best, probability_tied, mean_rank } in ranking {
        let chances = [probability_best, probability_tied].into_iter().flat_map(|chance| of_chance(Some(chance)));
        rows.write_record([text(name)].into_iter().chain(chances).chain(estimate(Some(*mean_rank))))?;
    }
    rows.flush()
}
