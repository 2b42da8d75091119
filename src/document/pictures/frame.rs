//! What every picture says about itself.

use crate::document::number::Language;
use crate::document::picture::{Drawing, Picture};
use crate::document::table::DataTable;
use crate::document::words::{SharedLuck, sentence_end};
use crate::summary::Outcome;

/// What is said of one picture.
pub(super) struct Told {
    pub name: &'static str,
    pub title: String,
    pub description: String,
    pub table: DataTable,
}

/// A picture of an outcome, with scenario and footer.
pub(super) fn framed<T>(outcome: &Outcome<T>, language: Language, told: Told, drawing: Drawing) -> Picture {
    let Told { name, title, description, table } = told;
    let luck = if outcome.analysis == "run" { SharedLuck::Alone } else { SharedLuck::Same };
    Picture {
        name,
        language,
        title,
        scenario: outcome.scenario.title.clone(),
        footer: language.words().footer(&outcome.run, luck),
        description,
        table: Some(table),
        drawing,
    }
}

/// Whose money it is, marked where the scenario does not hold its whole side.
pub(super) fn whose<T>(outcome: &Outcome<T>, language: Language) -> String {
    let account = outcome.account();
    language.words().named(&account.name, account.complete)
}

/// Short remarks on several, in one sentence.
pub(super) fn listed(remarks: impl IntoIterator<Item = String>) -> String {
    sentence_end(&remarks.into_iter().collect::<Vec<_>>().join("; "))
}
