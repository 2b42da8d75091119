//! Money per participant, and how likely several payers gain at once.

use super::words::sentences;
use super::{DataTable, Language, Narrow, Section, TableCell};
use crate::statistics::Estimate;
use crate::summary::{AccountSummary, Outcome, Summary};

/// Costs, savings and net benefit of one participant, by payer and by part that has participants; nothing where there are none.
pub(super) fn participants(section: &mut Section, outcome: &Outcome<Summary>, language: Language) {
    let words = language.words();
    let (summary, names) = (&outcome.result, &outcome.names);
    let (Some(of), Some(number)) = (names.participants, summary.headline.participants) else { return };
    let mut table = DataTable::new([words.per_title(of, &outcome.span())]);
    for title in words.money() {
        table.column(title, Narrow::Stays).column("±", Narrow::LeftOut(1));
    }
    for (part, entries) in summary.parts() {
        for (id, results) in entries {
            if let Some(cells) = per_participant(results, language) {
                table.row(words.named(names.account(part, id), results.complete), cells);
            }
        }
    }
    section.table(table).note(sentences([
        words.divided(of, number.value, outcome.names.has_subgroups()),
        words.ratio_of_means().to_owned(),
    ]));
}

fn per_participant(results: &AccountSummary, language: Language) -> Option<Vec<TableCell>> {
    let AccountSummary { savings, costs, net_benefit, .. } = results;
    let sums = [costs.per_participant?, savings.per_participant?, net_benefit.per_participant?];
    Some(sums.into_iter().flat_map(|Estimate { value, mcse }| [language.cell(value), language.cell(mcse)]).collect())
}

/// How likely several payers gain at once; nothing where no two are complete.
pub(super) fn joint(section: &mut Section, outcome: &Outcome<Summary>, language: Language) {
    let words = language.words();
    let joint = &outcome.result.joint;
    if joint.is_empty() {
        return;
    }
    let mut table =
        DataTable::new([&words.joint_title(&outcome.span()), language.labels().probability_net_positive, "±"]);
    for found in joint {
        let names: Vec<&str> = found.payers.iter().map(|id| outcome.names.account("payer", id)).collect();
        let error = Some(found.chance.mcse).filter(|_| found.chance.is_mixed());
        let cells = [language.chance_cell(&found.chance), TableCell::maybe(error, |error| language.points(error))];
        table.row(words.together(&names), cells);
    }
    section.table(table).note(words.joint_note());
}
