//! From what is moved on the page to a scenario, and to what is said of it.

use super::asked::{Exactness, Move, Moved, Source};
use super::{Core, Ran, Refusal};
use crate::document::{Movable, MovableKind, MovedNumber};
use crate::run::Request;
use crate::scenario::{Override, Problem, Problems, Scenario};
use crate::statistics::Chance;

/// A scenario in which something is moved.
pub(super) struct MovedScenario {
    pub scenario: Scenario,
    pub numbers: Vec<MovedNumber>,
    /// What it is held against: the same numbers at their own values, as certain.
    against: Vec<Override>,
}

impl Moved {
    /// The scenario with its numbers moved.
    pub fn of(&self, scenario: &Scenario) -> Result<MovedScenario, Refusal> {
        let (mut changes, mut against, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        for one in &self.moves {
            let Movable { label, base, kind } = Movable::at(scenario, &one.path)?;
            let language = scenario.model.language;
            let now = language
                .meant(&one.typed, &label.form)
                .ok_or_else(|| wrong(one, &language.not_a_number(&one.typed)))?;
            let parameter = matches!(kind, MovableKind::Assumed { parameter: Some(_), .. });
            let shifted = self.exact == Exactness::AsUncertain && parameter;
            if shifted {
                changes.push(Override::shift(&format!("{}={now:?}", one.path))?);
            } else {
                changes.push(scenario.change(&one.path, now));
                against.push(scenario.change(&one.path, base));
            }
            numbers.push(MovedNumber { label, now, base });
        }
        let scenario = scenario.again(changes, &[]).map_err(|problems| self.own(&problems))?;
        Ok(MovedScenario { scenario, numbers, against })
    }

    /// The same problems; those of a number that is moved under its path, as the page knows it.
    fn own(&self, problems: &Problems) -> Problems {
        let own = |problem: &Problem| {
            let path = self.moves.iter().map(|one| one.path.as_str()).find(|path| is_of(&problem.key, path));
            match path.filter(|_| problem.place.is_none()) {
                Some(path) => Problem { origin: String::new(), key: path.to_owned(), ..problem.clone() },
                None => problem.clone(),
            }
        };
        Problems::new(problems.iter().map(own).collect())
    }
}

/// Whether a key is the number at a path, or a part of what says it.
fn is_of(key: &str, path: &str) -> bool {
    key.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A value that is no number.
fn wrong(of: &Move, told: &str) -> Problems {
    let (key, found, message) = (of.path.clone(), of.typed.clone(), told.to_owned());
    Problems::new(vec![Problem { origin: String::new(), place: None, key, found, message }])
}

impl Core {
    /// How likely a surplus is with the same numbers at their own values; none where that is withheld, or nothing is moved.
    pub(super) fn against(
        &mut self,
        source: &Source,
        base: &Scenario,
        moved: &MovedScenario,
        request: Request,
    ) -> Result<Option<Chance>, Refusal> {
        if moved.numbers.is_empty() {
            return Ok(None);
        }
        let scenario = base.again(moved.against.iter().cloned(), &[])?;
        let found = self.run(Ran::Against, source, &scenario, request)?;
        Ok(found.result.headline.net_benefit.probability_positive)
    }
}
