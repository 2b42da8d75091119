//! Fixed numbers of a scenario made to vary: as parameters where they can be; where they decide how a model is built, by reading the
//! scenario again for each value.

use super::error::AnalysisError;
use crate::model::{Assumed, Assumption, Grade, Model};
use crate::scenario::{Override, Scenario};
use std::sync::OnceLock;

/// A fixed number of a scenario.
#[derive(Debug, Clone)]
pub(super) struct FixedNumber {
    pub path: String,
    pub base: f64,
}

/// Numbers that decide how a model is built, such as the moment of leaving: they are no parameters, and the scenario is read again for
/// each of their values.
#[derive(Debug, Clone)]
pub(super) struct Structural {
    scenario: Scenario,
    /// What else is [loosened](Scenario::again).
    loosened: Vec<String>,
    pub numbers: Vec<FixedNumber>,
    read: OnceLock<Box<Read>>,
}

/// The model at other values than those at base, and the one that was read after it.
#[derive(Debug, Clone)]
struct Read {
    values: Vec<f64>,
    model: Model,
    next: OnceLock<Box<Self>>,
}

impl Structural {
    /// Of fixed numbers of a scenario those that cannot be parameters, with the model in which all others are.
    pub fn of(scenario: &Scenario, fixed: Vec<FixedNumber>) -> (Self, Model) {
        let (loose, loosened) = loosened(scenario, &fixed);
        let numbers = fixed.into_iter().filter(|number| !loosened.contains(&number.path)).collect();
        (Self { scenario: scenario.clone(), loosened, numbers, read: OnceLock::new() }, loose.model)
    }

    /// The model at values of these numbers; `base` is the one at base values.
    pub fn model<'m>(&'m self, base: &'m Model, values: &[f64]) -> Result<&'m Model, AnalysisError> {
        if self.numbers.iter().map(|number| &number.base).eq(values) {
            return Ok(base);
        }
        let mut last = &self.read;
        while let Some(read) = last.get() {
            if read.values == values {
                return Ok(&read.model);
            }
            last = &read.next;
        }
        let moved = self.numbers.iter().zip(values).filter(|(number, value)| number.base != **value);
        let changes: Vec<Override> = moved.map(|(number, value)| self.scenario.change(&number.path, *value)).collect();
        let model = self.scenario.again(changes, &self.loosened)?.model;
        let mut new = Box::new(Read { values: values.to_vec(), model, next: OnceLock::new() });
        // Another thread may have read one meanwhile.
        loop {
            match last.set(new) {
                Ok(()) => break,
                Err(refused) => new = refused,
            }
            last = &last.get().unwrap_or_else(|| unreachable!("somebody has set it")).next;
        }
        self.model(base, values)
    }
}

/// The scenario with some fixed numbers as parameters, where that is possible, and their paths.
fn loosened(scenario: &Scenario, fixed: &[FixedNumber]) -> (Scenario, Vec<String>) {
    let mut found = (scenario.clone(), Vec::new());
    let mut parts = vec![fixed];
    while let Some(part) = parts.pop().filter(|part| !part.is_empty()) {
        let paths: Vec<String> = found.1.iter().chain(part.iter().map(|number| &number.path)).cloned().collect();
        match scenario.again([], &paths) {
            Ok(loose) => {
                let has = |path: &String| loose.model.parameters.iter().any(|parameter| parameter.path == *path);
                let paths = paths.into_iter().filter(has).collect();
                found = (loose, paths);
            }
            Err(_) if part.len() > 1 => {
                let (first, second) = part.split_at(part.len() / 2);
                parts.extend([second, first]);
            }
            Err(_) => {}
        }
    }
    found
}

/// The fixed numbers and lists of a scenario that may be off: others than 0, none that is true by definition, and no number of a price
/// index: moved by a share, one year's would be told as a change of all prices.
#[must_use]
pub fn fixed_levels(scenario: &Scenario) -> Vec<String> {
    let moves = |assumption: &&Assumption| match &assumption.value {
        Assumed::Fixed(base) => *base != 0.0,
        Assumed::List(_) => assumption.plain_list().is_some_and(|entries| entries.iter().any(|entry| *entry != 0.0)),
        _ => false,
    };
    let may_be_off = |assumption: &&Assumption| {
        assumption.grade != Some(Grade::Definition) && !assumption.path.starts_with("prices.")
    };
    scenario
        .model
        .assumptions
        .iter()
        .filter(may_be_off)
        .filter(moves)
        .map(|assumption| assumption.path.clone())
        .collect()
}

/// Whether a fixed number, or all entries of a list, may be moved by a share of itself either way.
#[must_use]
pub fn is_movable(scenario: &Scenario, path: &str, share: f64) -> bool {
    let base = scenario.level(path, "").map(|level| level.base);
    base.is_ok_and(|base| [1.0 - share, 1.0 + share].iter().all(|by| scenario.allows(path, base * by, "").is_ok()))
}
