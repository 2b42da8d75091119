//! The controls of the live page: a knob for every number that may be moved, in the order of what it decides.

use super::typed::in_shown_unit;
use super::{Language, Movable, MovableKind, shortened};
use crate::distribution::Univariate;
use crate::model::{Assumption, Written};
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
    /// What the page opens with: with and without the programme, or the two that decide most; then the least number of each review.
    pub first: Vec<Knob>,
    /// All others.
    pub more: Vec<Knob>,
}

/// Steps of a slider, about.
const STEPS: f64 = 200.0;
/// The slider of a least number reaches as far as this, or to twice its value.
const LEAST_REACH: f64 = 20.0;
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
        lead.extend(Movable::least_numbers(scenario).iter().map(|least| knob_of(least, scenario, language)));
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
    let movable = Movable::at(scenario, &assumption.path).ok()?;
    let settable = movable.kind == MovableKind::Factor || scenario.settable(&assumption.path);
    settable.then(|| knob_of(&movable, scenario, language))
}

/// The knob of a number.
fn knob_of(movable: &Movable, scenario: &Scenario, language: Language) -> Knob {
    let (model, label) = (&scenario.model, &movable.label);
    let shown = |value: f64| in_shown_unit(value, &label.form);
    let at = shown(movable.base);
    let likely = match movable.kind {
        MovableKind::Assumed { parameter: Some(parameter), .. } => {
            let distribution = &model.parameters[parameter].distribution;
            Some([0.001, 0.999].map(|p| shown(distribution.quantile(p))))
        }
        MovableKind::LeastNumber => Some([0.0, LEAST_REACH]),
        MovableKind::Assumed { .. } | MovableKind::Factor => None,
    };
    let [from, to, step] = range(at, likely, movable);
    Knob {
        path: label.path.clone(),
        title: shortened(&label.title, LONGEST),
        unit: language.unit_of_box(label, &model.currency),
        base: language.typed(movable.base, &label.form),
        from,
        to,
        at,
        step,
        told: movable.told(None, language, &model.currency),
    }
}

/// Where a slider begins and ends, and its step: all that is likely, twice the value, and of shares everything.
fn range(at: f64, likely: Option<[f64; 2]>, of: &Movable) -> [f64; 3] {
    let form = &of.label.form;
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
    let least = if of.kind == MovableKind::LeastNumber { 1.0 } else { 0.0 };
    let step = round_step(width / STEPS).max(least);
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
            let reviews = scenario.model.review.as_ref().map_or(0, |review| review.checkpoints.len());
            assert_eq!(knobs.first.len(), 2 + reviews, "{}", template.name);
            for knob in knobs.iter() {
                assert!(knob.from <= knob.at && knob.at <= knob.to && knob.step > 0.0, "{knob:?}");
                let label = Movable::at(&scenario, &knob.path).expect("a number").label;
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
