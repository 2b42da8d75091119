//! The numbers of a scenario that an analysis may vary one by one.

use super::node::Node;
use super::overrides::{Figures, Override};
use super::parsed::Scenario;
use super::problem::{Problem, Problems};
use super::source::Source;
use super::whole::no_number;
use crate::distribution::{Univariate, range};
use crate::model::{Assumed, Assumption};

/// One number of a scenario.
#[derive(Debug, Clone, Copy)]
pub struct ScenarioNumber<'s> {
    /// What is assumed of it.
    pub assumption: &'s Assumption,
    /// Its value in the expected table.
    pub base: f64,
    /// Which parameter it is, by position; `None` = a fixed number.
    pub parameter: Option<usize>,
}

/// The least number of a review; one of several has its year behind it.
const LEAST_NUMBER: &str = "review.at_least";

impl Scenario {
    /// The number at a path; `origin` is what messages call the place where the path was given.
    ///
    /// # Errors
    /// When there is none, or not one by itself; the message says which are near.
    pub fn number(&self, path: &str, origin: &str) -> Result<ScenarioNumber<'_>, Problems> {
        let found = self.model.assumptions.iter().find(|assumption| assumption.path == path);
        let known = found.and_then(|assumption| Some((assumption, self.model.base_value(assumption)?)));
        let Some((assumption, base)) = known else {
            let source = Source::new(&self.name, &self.text);
            let message = no_number(&self.model, &Node::parse(&source).0, path);
            let (origin, key, found) = (origin.to_owned(), path.to_owned(), String::new());
            return Err(Problems::new(vec![Problem { origin, place: None, key, found, message }]));
        };
        let parameter = match assumption.value {
            Assumed::Uncertain(id) => Some(id.0),
            _ => None,
        };
        Ok(ScenarioNumber { assumption, base, parameter })
    }

    /// The number at a path, or the factor, 1, on all entries of a list of plain numbers.
    ///
    /// # Errors
    /// When there is neither; the message says which numbers are near.
    pub fn level(&self, path: &str, origin: &str) -> Result<ScenarioNumber<'_>, Problems> {
        let list = self.model.assumptions.iter().find(|known| known.path == path && known.plain_list().is_some());
        list.map_or_else(
            || self.number(path, origin),
            |assumption| Ok(ScenarioNumber { assumption, base: 1.0, parameter: None }),
        )
    }

    /// Whether a number can be set by itself; one of several tiers given as at least cannot.
    #[must_use]
    pub fn settable(&self, path: &str) -> bool {
        self.number(path, "").is_ok_and(|number| self.set(path, number.base).is_ok())
    }

    /// Checks that a [level](Scenario::level) may have a value; `origin` is what messages call the place where it was given. An uncertain
    /// number that cannot be set by itself may have any value that its distribution can.
    ///
    /// # Errors
    /// When the scenario is not valid with it.
    pub fn allows(&self, path: &str, value: f64, origin: &str) -> Result<(), Problems> {
        let Err(problems) = self.set(path, value) else { return Ok(()) };
        if let Some(parameter) = self.level(path, origin)?.parameter.filter(|_| !self.settable(path)) {
            let (low, high) = self.model.parameters[parameter].distribution.support();
            if (low..=high).contains(&value) {
                return Ok(());
            }
            let message = format!("out of range; allowed: {}", range((low, high)));
            let (origin, key, found) = (origin.to_owned(), path.to_owned(), value.to_string());
            return Err(Problems::new(vec![Problem { origin, place: None, key, found, message }]));
        }
        let told = |problem: &Problem| {
            let ours = problem.origin.starts_with("--set ");
            Problem { origin: if ours { origin.to_owned() } else { problem.origin.clone() }, ..problem.clone() }
        };
        Err(Problems::new(problems.iter().map(told).collect()))
    }

    fn set(&self, path: &str, value: f64) -> Result<Self, Problems> {
        self.with(self.change(path, value))
    }

    /// The paths of the least numbers of its reviews, in turn.
    #[must_use]
    pub fn least_numbers(&self) -> Vec<String> {
        let Some(review) = &self.model.review else { return Vec::new() };
        match &review.checkpoints[..] {
            // One that is written with its year beside it.
            [one] if self.set(LEAST_NUMBER, f64::from(one.at_least)).is_ok() => vec![LEAST_NUMBER.to_owned()],
            all => all.iter().map(|at| format!("{LEAST_NUMBER}.{}", self.model.calendar.year(at.year))).collect(),
        }
    }

    /// What gives a [level](Scenario::level), or the least number of a review, a value.
    #[must_use]
    pub fn change(&self, path: &str, value: f64) -> Override {
        if path.strip_prefix(LEAST_NUMBER).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) {
            // Written as it is, so that only a whole one is read as one.
            return Override::new(path, &value.to_string());
        }
        let known = self.model.assumptions.iter().find(|known| known.path == path);
        let entries = known.and_then(Assumption::plain_list);
        let figures = match entries {
            Some(entries) => Figures::List(entries.into_iter().map(|entry| entry * value).collect()),
            None => Figures::One(value),
        };
        Override::figures(path, figures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn silkeborg() -> Scenario {
        let text = include_str!("../../configs/silkeborg.toml");
        Scenario::parse("silkeborg.toml", text, &[], &|_| Err("no data files".into())).expect("sound")
    }

    #[test]
    fn a_number_is_found_with_its_base_and_parameter() {
        let scenario = silkeborg();
        let programme = scenario.number("employment.programme", "--x").expect("a number");
        assert_eq!((programme.base, programme.parameter.is_some()), (0.30, true));
        let transport = scenario.number("lines.transport.amount", "--x").expect("a number");
        assert_eq!((transport.base, transport.parameter), (100_000.0, None));
    }

    #[test]
    fn what_is_no_number_is_told_with_what_is_near() {
        let scenario = silkeborg();
        let told = |path: &str| scenario.number(path, "--x").map(|_| ()).expect_err("none").to_string();
        assert!(told("employment.programe").contains("did you mean `employment.programme`?"));
        assert!(told("lines.placements.amount").contains("use parameters.placement_year"));
        assert!(told("intake.adults").contains("not of a list"));
    }

    #[test]
    fn a_tier_given_as_at_least_may_be_what_its_distribution_can() {
        let text = include_str!("../../configs/assens.toml");
        let scenario = Scenario::parse("assens.toml", text, &[], &|_| Err("no data files".into())).expect("sound");
        let path = "employment.tiers.full.programme";
        assert!(!scenario.settable(path) && scenario.settable("relapse.hazard"));
        assert!(scenario.allows(path, 0.4, "--x").is_ok());
        let problems = scenario.allows(path, 1.4, "--x").expect_err("no probability").to_string();
        assert_eq!(problems, "--x: employment.tiers.full.programme = 1.4: out of range; allowed: from 0 to 1");
    }

    #[test]
    fn a_value_out_of_range_is_told_under_the_name_it_was_given_by() {
        let problems = silkeborg().allows("employment.programme", 1.5, "--x").expect_err("no probability").to_string();
        assert!(problems.starts_with("--x: employment.programme.value = 1.5: out of range"), "{problems}");
        assert!(silkeborg().allows("employment.programme", 0.5, "--x").is_ok());
    }
}
