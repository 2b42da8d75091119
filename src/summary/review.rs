//! The review of a scenario as results name it.

use crate::model::{Model, Observed, PLACEMENT};
use serde::Serialize;

/// The rule by which a programme is stopped or goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewFacts {
    /// What is observed: `employment`, `placements`, or the id of an event.
    pub observed: String,
    /// What results call the event; absent for entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Years of notice.
    pub notice: usize,
    /// The reviews in turn.
    pub reviews: Vec<ReviewAt>,
}

/// One review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ReviewAt {
    /// Its year: it stands at 31 December.
    pub year: i32,
    /// The least number with which the programme goes on.
    pub at_least: u32,
}

impl ReviewFacts {
    /// That of a model.
    #[must_use]
    pub fn of(model: &Model) -> Option<Self> {
        let review = model.review.as_ref()?;
        let at = |checkpoint: &crate::model::Checkpoint| ReviewAt {
            year: model.calendar.year(checkpoint.year),
            at_least: checkpoint.at_least,
        };
        let (observed, title) = observed(model, review.observed);
        Some(Self { observed, title, notice: review.notice, reviews: review.checkpoints.iter().map(at).collect() })
    }
}

/// The id of what a review observes, and the title of an event.
#[must_use]
pub fn observed(model: &Model, observed: Observed) -> (String, Option<String>) {
    match observed {
        Observed::Entries => ("employment".to_owned(), None),
        Observed::Event(at) => {
            let event = &model.events[at];
            let id = if event.id == PLACEMENT { "placements" } else { &event.id };
            (id.to_owned(), Some(event.title.clone()))
        }
    }
}
