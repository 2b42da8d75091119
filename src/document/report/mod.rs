//! The council's report: the answer first, then what it means for people, when it pays, whose money it is, how much must go wrong,
//! and what it all rests on.

mod again;
mod agenda;
mod basis;
mod comparison;
mod front;
mod knowing;
mod method;
mod people;
mod purses;
mod slips;
mod standing;
mod years;

pub use agenda::agenda;
pub use comparison::comparison_report;

use super::{Document, Language, ratios};
use crate::model::{BusinessCase, Grade, Model};
use crate::run::Dossier;

/// The report of a scenario: its `model`, and all that was found of it.
#[must_use]
pub fn report(dossier: &Dossier, model: &Model, language: Language) -> Document {
    let found = Report { dossier, model, case: &dossier.case, language };
    let mut page = Document::new(found.headline());
    page.about = Some(found.subject());
    found.front(page.last());
    found.standing(page.section());
    found.people(page.section());
    found.measured(page.section());
    found.years(page.section());
    found.purses(page.section());
    ratios::reported(page.section(), &dossier.run, language);
    found.choices(page.section());
    found.slips(page.section());
    found.again(page.section());
    found.knowing(page.section());
    found.basis(page.section());
    found.table(page.section());
    found.precision(page.section());
    found.method(page.section());
    page
}

/// What a report is made from.
struct Report<'a> {
    dossier: &'a Dossier,
    model: &'a Model,
    case: &'a BusinessCase,
    language: Language,
}

/// The answer of a report in sentences, for other documents that begin with it.
pub(super) struct Front {
    pub headline: String,
    pub subject: String,
    /// How many courses end in surplus, and how many in deficit; none where that is withheld.
    pub courses: Option<String>,
    pub spread: String,
    pub caution: String,
}

impl Front {
    /// That of a scenario.
    pub fn of(dossier: &Dossier, model: &Model, language: Language) -> Self {
        let found = Report { dossier, model, case: &dossier.case, language };
        Self {
            headline: found.headline(),
            subject: found.subject(),
            courses: found.hundred().map(|hundred| hundred.description),
            spread: found.spread(),
            caution: found.caution(),
        }
    }
}

/// The grade of a name in a result.
fn grade(name: Option<&str>) -> Option<Grade> {
    name.and_then(Grade::named)
}

#[cfg(test)]
mod tests;
