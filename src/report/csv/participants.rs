//! CSV files of money per participant and of joint gains.

use super::of_chance;
use super::rows::{Cell, CsvTarget, Rows, number, text};
use crate::statistics::Estimate;
use crate::summary::{AccountSummary, JointProbability, MoneySum, Names, Summary};
use std::io;

/// Value and error; empty where there is none.
pub(super) fn estimate(of: Option<Estimate>) -> [Cell; 2] {
    of.map_or_else(Default::default, |Estimate { value, mcse }| [number(value), number(mcse)])
}

/// A sum, and the same per participant, with their errors.
pub(super) fn sum(MoneySum { mean, mcse, per_participant }: MoneySum) -> impl Iterator<Item = Cell> {
    [number(mean), number(mcse)].into_iter().chain(estimate(per_participant))
}

/// The columns of such a sum.
pub(super) const SUM: [&str; 4] = ["mean", "mcse", "per_participant", "per_participant_mcse"];

/// `participants.csv`: costs (negative), savings and net benefit of every payer and part over the horizon, in all and per participant.
///
/// # Errors
/// Those of the writer.
pub fn participants(target: CsvTarget<'_>, names: &Names, summary: &Summary) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(["account", "part", "name", "participants", "of"].into_iter().chain(SUM).map(Cell::from))?;
    for (part, entries) in summary.parts() {
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
