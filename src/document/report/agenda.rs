//! Half a page for a council paper, to paste.

use super::Report;
use crate::document::words::{sentence_end, sentences};
use crate::document::{Document, Language, pictures};
use crate::model::Model;
use crate::run::Dossier;

/// The answer in the form of a council paper: plain paragraphs, and one picture.
#[must_use]
pub fn agenda(dossier: &Dossier, model: &Model, language: Language) -> Document {
    let found = Report { dossier, model, case: &dossier.case, language };
    let labels = language.report_labels();
    let mut page = Document::new(labels.agenda);
    page.last().text(found.subject());
    let hundred = found.hundred().map_or_else(String::new, |hundred| hundred.description);
    let headline = sentence_end(&found.headline());
    page.section().heading(labels.agenda_answer).text(sentences([headline, hundred, found.spread()]));
    page.section().heading(labels.agenda_money).text(found.payers_in_words());
    let decides = [found.variants_in_words(), found.slip_in_words(), found.caution()];
    page.section().heading(labels.agenda_risk).text(sentences(decides));
    page.section().note(found.origin()).picture(pictures::cumulative(&dossier.run, language));
    page
}
