//! CSV files of what programmes bring per participant and per krone, of joint gains, and of which scenario is best.

use super::of_chance;
use super::rows::{Cell, CsvTarget, Rows, number, text};
use crate::analysis::{Comparison, Dominance, Frontier, Ranked, ScenarioEfficiency};
use crate::statistics::Estimate;
use crate::summary::{AccountSummary, JointProbability, MoneySum, Names, Summary};
use std::io;

/// Value and error; empty where there is none.
fn estimate(of: Option<Estimate>) -> [Cell; 2] {
    of.map_or_else(Default::default, |Estimate { value, mcse }| [number(value), number(mcse)])
}

/// A sum, and the same per participant, with their errors.
fn sum(MoneySum { mean, mcse, per_participant }: MoneySum) -> impl Iterator<Item = Cell> {
    [number(mean), number(mcse)].into_iter().chain(estimate(per_participant))
}

const SUM: [&str; 4] = ["mean", "mcse", "per_participant", "per_participant_mcse"];

/// `participants.csv`: costs (negative), savings and net benefit of every payer and part over the horizon, in all and per participant.
///
/// # Errors
/// Those of the writer.
pub fn participants(target: CsvTarget<'_>, names: &Names, summary: &Summary) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(["account", "part", "name", "participants", "of"].into_iter().chain(SUM).map(Cell::from))?;
    for (part, entries) in [
        ("payer", &summary.payers),
        ("budget", &summary.budgets),
        ("cashable", &summary.cashable),
        ("subgroup", &summary.subgroups),
        ("welfare", &summary.welfare),
    ] {
        for (id, results) in entries {
            let AccountSummary { participants, savings, costs, net_benefit: net, .. } = results;
            let net = MoneySum { mean: net.mean, mcse: net.mcse, per_participant: net.per_participant };
            for (of, money) in [("costs", *costs), ("savings", *savings), ("net_benefit", net)] {
                let [taken_in, _] = estimate(*participants);
                let begin = [text(id), part.into(), text(names.account(part, id)), taken_in, of.into()];
                rows.write_record(begin.into_iter().chain(sum(money)))?;
            }
        }
    }
    rows.flush()
}

/// `joint.csv`: how likely several payers gain at once; their ids with a plus sign between them.
///
/// # Errors
/// Those of the writer.
pub fn joint(target: CsvTarget<'_>, joint: &[JointProbability]) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(["payers", "probability", "mcse", "bound"].map(Cell::from))?;
    for JointProbability { payers, chance } in joint {
        rows.write_record([text(&payers.join(" + "))].into_iter().chain(of_chance(Some(chance))))?;
    }
    rows.flush()
}

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
            rows.write_record(begin.into_iter().chain(std::iter::repeat_n(Cell::default(), numbers.len())))?;
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
