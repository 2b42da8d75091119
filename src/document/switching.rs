//! Switching values: at what value of one number the expected net benefit of each payer is zero.

use super::{DataTable, Language, Section};
use crate::analysis::Interval;
use crate::summary::{Names, SwitchingFacts};

/// A row for each payer.
pub(super) fn switching(
    section: &mut Section,
    names: &Names,
    switching: &SwitchingFacts,
    currency: &str,
    language: Language,
) {
    let (words, labels) = (language.words(), language.labels());
    let value = |value: f64| language.found(&switching.label, value, currency);
    let first = |value: f64| language.found_first(&switching.label, value, currency);
    let mut table = DataTable::new([labels.switching_value, labels.expected_to_pay]);
    for (id, pays) in &switching.pays {
        let intervals: Vec<Interval> = pays.iter().map(|&[from, to]| Interval { from, to }).collect();
        let account = names.accounts.iter().find(|account| account.id == *id && account.part == "payer");
        let name = account.map_or_else(|| id.clone(), |account| words.named(&account.name, account.complete));
        table.row(name, [words.paying(&intervals, &value, &first).into()]);
    }
    let note = words.switching_note(&switching.label, &value(switching.base));
    section.table(table).note(note);
}
