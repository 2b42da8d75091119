//! Net benefit by payer and by part.

use super::{DataTable, Document, Language, Narrow, TableCell, adjustments};
use crate::summary::{Names, Outcome, Summary};

/// The same net benefit for payers, their budgets, what is cashable, subgroups and welfare.
pub(super) fn accounts(page: &mut Document, outcome: &Outcome<Summary>, language: Language) {
    let (words, labels) = (language.words(), language.labels());
    let (summary, names) = (&outcome.result, &outcome.names);
    for (part, entries, heading) in [
        ("payer", &summary.payers, labels.by_payer.to_owned()),
        ("budget", &summary.budgets, words.by_budget(holder(names, "budget"))),
        ("cashable", &summary.cashable, words.cashable_of(holder(names, "cashable"))),
        ("subgroup", &summary.subgroups, words.by_subgroup(&outcome.account().name)),
        ("welfare", &summary.welfare, labels.welfare_heading.to_owned()),
    ] {
        if entries.is_empty() {
            continue;
        }
        let mut table = DataTable::new([&heading, labels.mean, "±"]);
        for p in [0.05, 0.95] {
            table.column(language.percent(p, 0), Narrow::LeftOut(1));
        }
        table.column(labels.probability_net_positive, Narrow::Stays);
        for (id, results) in entries {
            let net = &results.net_benefit;
            let quantile = |p| TableCell::maybe(results.quantile(p).map(|found| found.value), |x| language.whole(x));
            let odds = language.odds_cell(net.probability_positive.as_ref());
            let cells = [language.cell(net.mean), language.cell(net.mcse), quantile(0.05), quantile(0.95), odds];
            table.row(words.named(names.account(part, id), results.complete), cells);
        }
        page.section().table(table);
    }
    if let Some(note) = adjustments::public_funds(names, language) {
        page.last().note(note);
    }
    if summary.payers.iter().any(|(_, results)| !results.complete) {
        page.last().caution(labels.incomplete);
    }
}

/// Whose the accounts of a part are, where they are all of one payer.
fn holder<'a>(names: &'a Names, part: &str) -> Option<&'a str> {
    let accounts = names.accounts.iter().filter(|account| account.part == part);
    let mut holders = accounts.map(|account| account.holder.as_str()).filter(|holder| !holder.is_empty());
    let first = holders.next()?;
    holders.all(|name| name == first).then_some(first)
}
