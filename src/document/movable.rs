//! A number that may be moved on the live page.

use super::Language;
use super::review::counted;
use super::words::KnobTold;
use crate::model::{Assumed, Label, Written};
use crate::scenario::{Problems, Scenario, ScenarioNumber};
use crate::summary::{ReviewAt, ReviewFacts};

/// A number that may be moved, as the page calls and writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Movable {
    /// How it is called and written.
    pub label: Label,
    /// Its value in the scenario.
    pub base: f64,
    /// What it is.
    pub kind: MovableKind,
}

/// What a number is that may be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MovableKind {
    /// A number that is assumed.
    Assumed {
        /// Which parameter of the model it is, by position; none where it is no parameter.
        parameter: Option<usize>,
        /// Whether the scenario has it as uncertain.
        uncertain: bool,
    },
    /// The factor on the entries of a list.
    Factor,
    /// The least number with which a review lets the programme go on: a whole one, and a decision.
    LeastNumber,
}

impl Movable {
    /// The number at a path.
    ///
    /// # Errors
    /// When there is none, or not one by itself; the message says which are near.
    pub fn at(scenario: &Scenario, path: &str) -> Result<Self, Problems> {
        if let Some(least) = Self::least_numbers(scenario).into_iter().find(|known| known.label.path == path) {
            return Ok(least);
        }
        let ScenarioNumber { assumption, base, parameter } = scenario.level(path, "")?;
        let label = scenario.model.label(path);
        if assumption.plain_list().is_some() {
            let label = Label { unit: None, form: Written::Change, ..label };
            return Ok(Self { label, base, kind: MovableKind::Factor });
        }
        let uncertain = !matches!(assumption.value, Assumed::Fixed(_) | Assumed::List(_));
        Ok(Self { label, base, kind: MovableKind::Assumed { parameter, uncertain } })
    }

    /// The least numbers of the scenario's reviews, in turn.
    #[must_use]
    pub fn least_numbers(scenario: &Scenario) -> Vec<Self> {
        let Some(facts) = ReviewFacts::of(&scenario.model) else { return Vec::new() };
        let language = scenario.model.language;
        let title = facts.title.as_deref();
        let unit = title.is_none().then(|| language.live_labels().adults.to_owned());
        let least = |(path, at): (String, ReviewAt)| {
            let title = language.live_words().least_number(counted(title), at.year);
            let label = Label { path, title, unit: None, form: Written::Number { unit: unit.clone() } };
            Self { label, base: f64::from(at.at_least), kind: MovableKind::LeastNumber }
        };
        scenario.least_numbers().into_iter().zip(facts.reviews).map(least).collect()
    }

    /// What stands beneath its slider: its value in the scenario, and at which value the case breaks even, where that is known.
    pub(crate) fn told(&self, switching: Option<f64>, language: Language, currency: &str) -> String {
        let base = language.value_of(&self.label, self.base, currency);
        let switching = switching.map(|value| language.found(&self.label, value, currency));
        let uncertain = matches!(self.kind, MovableKind::Assumed { uncertain: true, .. });
        let told = KnobTold { base: &base, switching: switching.as_deref(), uncertain };
        match self.kind {
            MovableKind::LeastNumber => language.live_words().least_number_told(&told),
            _ => language.live_words().knob(&told),
        }
    }
}
