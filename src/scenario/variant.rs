//! A named variant: the same scenario with some settings changed.

use super::overrides::Override;
use super::problem::{Problem, Problems};
use super::source::Place;
use crate::model::Grade;

/// A named variant of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// Its name on the command line.
    pub id: String,
    /// What results call it.
    pub title: String,
    /// What is changed, as after `--set`.
    pub settings: Vec<Override>,
    /// How likely it is held to be, 0 to 1, where the scenario says.
    pub weight: Option<f64>,
    /// Whether it is something one may choose to do, rather than another assumption.
    pub choice: bool,
    /// Where it comes from.
    pub source: Option<String>,
    /// How good the evidence is.
    pub grade: Option<Grade>,
    /// The reasoning behind it.
    pub note: Option<String>,
    /// Where the file says what is changed.
    pub place: Option<Place>,
}

impl Variant {
    /// The same problems; those of the variant's settings get the place of the variant in the file `name`.
    pub(super) fn placed(&self, problems: &Problems, name: &str) -> Problems {
        let settings: Vec<String> =
            self.settings.iter().map(|change| Override::argument(&change.to_string())).collect();
        let placed = |problem: &Problem| {
            if !settings.contains(&problem.origin) {
                return problem.clone();
            }
            let key = format!("variant `{}`: {}", self.id, problem.key);
            Problem { origin: name.to_owned(), place: self.place, key, ..problem.clone() }
        };
        Problems::new(problems.iter().map(placed).collect())
    }
}
