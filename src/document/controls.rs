//! The controls of the live page: a knob for every number that may be moved, in the order of what it decides.

use super::typed::in_shown_unit;
use super::words::KnobTold;
use super::{Language, shortened};
use crate::distribution::Univariate;
use crate::model::{Assumed, Assumption, Label, Written};
use crate::scenario::Scenario;

/// A number that may be moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Knob {
    /// The path that `--set` takes.
    pub path: String,
    /// What it is.
    pub title: String,
    /// What stands behind its box.
    pub unit: String,
    /// Its value in the scenario, as it is typed.
    pub base: String,
    /// Where its slider begins, ends, and stands in the scenario, and the step of the slider; in the unit shown.
    pub from: f64,
    /// The upper end.
    pub to: f64,
    /// Where it stands in the scenario.
    pub at: f64,
    /// One step.
    pub step: f64,
    /// What is told beneath it.
    pub told: String,
}

/// Knobs that are shown at once, and those on request.
#[derive(Debug, Clone, PartialEq)]
pub struct Knobs {
    /// The two that the page opens with: with and without the programme, or those that decide most.
    pub first: Vec<Knob>,
    /// All others.
    pub more: Vec<Knob>,
}

/// Steps of a slider, about.
const STEPS: f64 = 200.0;
/// Longest title of a knob.
const LONGEST: usize = 120;

impl Knobs {
    /// The knobs of a scenario; those at the paths in `order` first.
    #[must_use]
    pub fn of(scenario: &Scenario, order: &[String], language: Language) -> Self {
        let assumptions = &scenario.model.assumptions;
        let mut known: Vec<Knob> = assumptions.iter().filter_map(|known| knob(scenario, known, language)).collect();
        let place = |knob: &Knob| order.iter().position(|path| *path == knob.path).unwrap_or(order.len());
        known.sort_by_key(place);
        let paths: Vec<&str> = known.iter().map(|knob| knob.path.as_str()).collect();
        let first = arms(&paths).unwrap_or_else(|| paths.iter().take(2).map(|path| (*path).to_owned()).collect());
        let (mut lead, more): (Vec<Knob>, Vec<Knob>) = known.into_iter().partition(|knob| first.contains(&knob.path));
        lead.sort_by_key(|knob| first.iter().position(|path| *path == knob.path));
        Self { first: lead, more }
    }

    /// Every knob.
    pub fn iter(&self) -> impl Iterator<Item = &Knob> {
        self.first.iter().chain(&self.more)
    }
}

/// The first pair of one number with the programme and without it.
fn arms(paths: &[&str]) -> Option<Vec<String>> {
    paths.iter().find_map(|path| {
        let name = path.strip_suffix("programme").or_else(|| path.strip_suffix("comparison"))?;
        let pair = ["programme", "comparison"].map(|arm| format!("{name}{arm}"));
        pair.iter().all(|path| paths.contains(&path.as_str())).then(|| pair.to_vec())
    })
}

/// The knob of an assumption; none where it is no number that can be set by itself.
fn knob(scenario: &Scenario, assumption: &Assumption, language: Language) -> Option<Knob> {
    let model = &scenario.model;
    let path = assumption.path.as_str();
    let number = scenario.level(path, "").ok()?;
    let list = assumption.plain_list().is_some();
    if !list && !scenario.settable(path) {
        return None;
    }
    let label = knob_label(scenario, path);
    let distribution = number.parameter.map(|parameter| &model.parameters[parameter].distribution);
    let shown = |value: f64| in_shown_unit(value, &label.form);
    let likely = distribution.map(|known| [0.001, 0.999].map(|p| shown(known.quantile(p))));
    let at = shown(number.base);
    let [from, to, step] = range(at, likely, &label.form);
    Some(Knob {
        path: path.to_owned(),
        title: shortened(&label.title, LONGEST),
        unit: language.unit_of_box(&label, &model.currency),
        base: language.typed(number.base, &label.form),
        from,
        to,
        at,
        step,
        told: language.knob_told(scenario, path, None),
    })
}

impl Language {
    /// What stands beneath a knob: its value in the scenario, and at which value the case breaks even, where that is known.
    pub(crate) fn knob_told(self, scenario: &Scenario, path: &str, switching: Option<f64>) -> String {
        let Ok(number) = scenario.level(path, "") else { return String::new() };
        let (label, currency) = (knob_label(scenario, path), &scenario.model.currency);
        let base = self.value_of(&label, number.base, currency);
        let switching = switching.map(|value| self.found(&label, value, currency));
        let uncertain = !matches!(number.assumption.value, Assumed::Fixed(_) | Assumed::List(_));
        self.live_words().knob(&KnobTold { base: &base, switching: switching.as_deref(), uncertain })
    }
}

/// How the number at a path is called and written; a list is moved by a factor on all its entries.
#[must_use]
pub fn knob_label(scenario: &Scenario, path: &str) -> Label {
    let label = scenario.model.label(path);
    let known = scenario.model.assumptions.iter().find(|known| known.path == path);
    let list = known.is_some_and(|known| known.plain_list().is_some());
    if list { Label { unit: None, form: Written::Change, ..label } } else { label }
}

/// Where a slider begins and ends, and its step: all that is likely, twice the value, and of shares everything.
fn range(at: f64, likely: Option<[f64; 2]>, form: &Written) -> [f64; 3] {
    if matches!(form, Written::Share | Written::YearlyShare) && (0.0..=100.0).contains(&at) {
        return [0.0, 100.0, 0.5];
    }
    if *form == Written::Change {
        return [-100.0, 100.0, 1.0];
    }
    let reach = likely.into_iter().flatten().chain([2.0 * at, 0.0]);
    let ends = |(low, high): (f64, f64), value: f64| (low.min(value), high.max(value));
    let (low, high) = reach.filter(|value| value.is_finite()).fold((at, at), ends);
    let width = if high > low { high - low } else { 1.0 };
    let step = round_step(width / STEPS);
    [(low / step).floor() * step, ((low + width) / step).ceil() * step, step]
}

/// One, two or five times a power of ten.
fn round_step(step: f64) -> f64 {
    let power = 10f64.powf(step.log10().floor());
    let times = step / power;
    power
        * if times > 5.0 {
            10.0
        } else if times > 2.0 {
            5.0
        } else if times > 1.0 {
            2.0
        } else {
            1.0
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Template;

    #[test]
    fn every_shipped_scenario_has_two_knobs_at_first_and_each_stands_on_its_slider() {
        for template in Template::ALL {
            let text = template.text(Language::Danish);
            let fetch = |file: &str| Err(file.to_owned());
            let scenario = Scenario::parse(template.name, &text, &[], &fetch).expect("sound");
            let knobs = Knobs::of(&scenario, &[], Language::Danish);
            assert_eq!(knobs.first.len(), 2, "{}", template.name);
            for knob in knobs.iter() {
                assert!(knob.from <= knob.at && knob.at <= knob.to && knob.step > 0.0, "{knob:?}");
                let label = knob_label(&scenario, &knob.path);
                let value = Language::Danish.meant(&knob.base, &label.form).expect("a number");
                scenario.allows(&knob.path, value, "").expect("its own value");
            }
        }
    }

    #[test]
    fn the_page_opens_with_both_arms_of_what_decides() {
        let order = ["lines.a.amount", "parameters.x_comparison", "parameters.x_programme", "employment.programme"];
        assert_eq!(arms(&order), Some(vec!["parameters.x_programme".to_owned(), "parameters.x_comparison".to_owned()]));
        assert_eq!(arms(&["employment.programme", "lines.a.amount"]), None);
    }
}
