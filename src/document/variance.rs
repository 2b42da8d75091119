//! What of the variance goes with each assumption.

use super::stress::opening;
use super::words::sentences;
use super::{DataTable, Document, Language, TableCell, pictures};
use crate::analysis::{GroupShares, Reason, Shares, VarianceShares};
use crate::statistics::Estimate;
use crate::summary::Outcome;

/// An assumption, or several taken as one, with its shares.
pub(super) struct ShareRow<'a> {
    /// What it is called.
    pub title: String,
    /// Its path, or those of its members.
    pub path: String,
    /// What goes with it.
    pub shares: &'a Shares,
}

/// All that have shares of the same whole, the largest first: assumptions by themselves, and those that are one because they go together.
pub(super) fn share_rows(found: &VarianceShares, language: Language) -> Vec<ShareRow<'_>> {
    let alone = found.inputs.iter().map(|input| ShareRow {
        title: input.label.title.clone(),
        path: input.label.path.clone(),
        shares: &input.shares,
    });
    let groups = found.groups.iter().filter(|group| group.reason != Reason::Asked);
    let mut rows: Vec<ShareRow<'_>> = alone.chain(groups.map(|group| group_row(group, language))).collect();
    rows.sort_by(|a, b| b.shares.total.value.total_cmp(&a.shares.total.value));
    rows
}

fn group_row(group: &GroupShares, language: Language) -> ShareRow<'_> {
    let titles: Vec<&str> = match group.reason {
        // The years of a series have its title in common, before the year.
        Reason::Years => group.inputs[..1].iter().map(|input| before_year(&input.title)).collect(),
        Reason::Correlated | Reason::Asked => group.inputs.iter().map(|input| input.title.as_str()).collect(),
    };
    let paths: Vec<&str> = match group.reason {
        Reason::Years => group.inputs[..1].iter().map(|input| before_year(&input.path)).collect(),
        Reason::Correlated | Reason::Asked => group.inputs.iter().map(|input| input.path.as_str()).collect(),
    };
    let title = group.name.clone().unwrap_or_else(|| language.words().taken_as_one(&titles));
    ShareRow { title, path: paths.join(", "), shares: &group.shares }
}

/// What stands before the year of an entry of a series.
fn before_year(text: &str) -> &str {
    text.rsplit_once([',', '.']).map_or(text, |(series, _)| series)
}

/// The shares as a table; sets that somebody asked for come last.
pub(super) fn share_table(found: &VarianceShares, language: Language) -> DataTable {
    let mut table = DataTable::of_names(language.evidence_labels().shares);
    let asked = found.groups.iter().filter(|group| group.reason == Reason::Asked);
    let rows = share_rows(found, language).into_iter().chain(asked.map(|group| group_row(group, language)));
    for ShareRow { title, path, shares } in rows {
        let cells = [shares.first, shares.total]
            .map(|share| [language.percent_cell(share.value, 1), language.decimal_cell(100.0 * share.mcse, 2)]);
        table.row(TableCell::assumption(title, &path), cells.into_iter().flatten());
    }
    table
}

/// The sentences that answer what the risk comes from.
pub(super) fn answer(found: &VarianceShares, span: &str, language: Language) -> String {
    let words = language.words();
    let largest = share_rows(found, language).into_iter().next();
    let total = |shares: &Shares| Estimate { value: shares.total.value, mcse: shares.total.mcse };
    sentences([
        found.chance.map_or_else(String::new, |chance| words.chance_share(span, chance)),
        largest.map_or_else(String::new, |row| words.largest_share(&row.title, total(row.shares))),
    ])
}

/// What of the variance goes with each assumption, the most first.
#[must_use]
pub fn variance(report: &Outcome<VarianceShares>, language: Language) -> Document {
    let (words, labels) = (language.words(), language.evidence_labels());
    let found = &report.result;
    let mut page = opening(report, &report.scenario.set, language);
    page.section().answer(answer(found, &report.span(), language));
    let section = page.section();
    let correlated = found.groups.iter().any(|group| group.reason == Reason::Correlated);
    let Estimate { value, mcse } = Estimate { value: found.interactions.value, mcse: found.interactions.mcse };
    section.table(share_table(found, language)).note(sentences([
        labels.shares_note.to_owned(),
        words.interactions(Estimate { value, mcse }),
        if correlated { labels.correlated.to_owned() } else { String::new() },
    ]));
    section.picture(pictures::variance(report, language));
    page
}
