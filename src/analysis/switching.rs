//! Switching values: at what values of one assumption the expected net benefit is zero.

use super::net_benefit::NetBenefitResponse;
use super::response::{HeldInput, Input, Response};
use super::roots::{Interval, limits, places, signs};
use crate::distribution::Univariate;
use crate::model::{AccountId, Label, Scope};
use crate::random::Seed;
use crate::scenario::{Problems, Scenario};
use crate::summary::SwitchingFacts;
use std::collections::HashMap;

/// The values of one number at which each payer breaks even in expectation.
#[derive(Debug, Clone, PartialEq)]
struct Switching {
    /// The number.
    label: Label,
    /// Its value in the scenario.
    base: f64,
    /// The answer for each payer and sum of payers.
    accounts: Vec<(AccountId, SwitchingValue)>,
}

/// Where a function of one number is above zero (zero counts as not).
#[derive(Debug, Clone, PartialEq)]
pub struct SwitchingValue {
    /// Every value at which its sign changes, ascending.
    pub roots: Vec<f64>,
    /// In which it is above zero, ascending: none = never, all values = always.
    pub intervals: Vec<Interval>,
}

impl SwitchingValue {
    /// The root nearest to a value.
    #[must_use]
    pub fn nearest(&self, to: f64) -> Option<f64> {
        self.roots.iter().copied().min_by(|a, b| (a - to).abs().total_cmp(&(b - to).abs()))
    }
}

/// Where a function of one number is above zero, over all values that are `allowed`; `likely` are those that the number probably has.
/// `None` from the function = there is no value there. `None` in all = not even at the base.
pub fn switching_value(
    base: f64,
    likely: &[f64],
    allowed: impl Fn(f64) -> bool,
    mut net: impl FnMut(f64) -> Option<f64>,
) -> Option<SwitchingValue> {
    net(base)?;
    let places = places(base, likely, limits(base, &allowed));
    let known = places.into_iter().filter_map(|value| Some((value, net(value)?))).collect();
    let signs = signs(known, base, net);
    Some(SwitchingValue { roots: signs.roots, intervals: signs.intervals })
}

/// The switching values that a scenario asks for; `None` where it asks for none.
///
/// # Errors
/// When the number cannot be varied by itself, such as one of several tiers given as at least.
pub fn switching_values(scenario: &Scenario) -> Result<Option<SwitchingFacts>, Problems> {
    Ok(searched(scenario)?.map(|switching| switching.facts(scenario)))
}

fn searched(scenario: &Scenario) -> Result<Option<Switching>, Problems> {
    let model = &scenario.model;
    let Some(path) = model.switching.clone() else { return Ok(None) };
    let accounts: Vec<AccountId> = model.accounts_where(|scope| matches!(scope, Scope::Payer | Scope::Sum)).collect();
    searched_for(scenario, &path, &accounts)
}

/// The value of any number that is nearest to its own and at which the perspective breaks even; none where there is none.
///
/// # Errors
/// When the number cannot be varied by itself.
pub fn nearest_switching_value(scenario: &Scenario, path: &str) -> Result<Option<f64>, Problems> {
    let found = searched_for(scenario, path, &[scenario.model.perspective])?;
    Ok(found.and_then(|found| found.accounts.first()?.1.nearest(found.base)))
}

fn searched_for(scenario: &Scenario, path: &str, accounts: &[AccountId]) -> Result<Option<Switching>, Problems> {
    let (model, path) = (&scenario.model, path.to_owned());
    let Ok(number) = scenario.level(&path, "switching") else { return Ok(None) };
    let base = number.base;
    scenario.allows(&path, base, "switching")?;
    let response =
        NetBenefitResponse::new(scenario, std::slice::from_ref(&path), model.perspective, Seed::default(), &())?;
    let Some(input) = response.input(&path) else { return Ok(None) };
    let Ok(mut nets) = response.nets() else { return Ok(None) };
    // One draw answers for all accounts, and their searches look at many of the same values.
    let mut cache: HashMap<u64, Option<Vec<f64>>> = HashMap::new();
    let mut net = |value: f64, position: usize| {
        let found = cache.entry(value.to_bits()).or_insert_with(|| {
            let mut found = vec![0.0; accounts.len()];
            nets(&response.base(&[HeldInput { input, value }]), accounts, &mut found).ok().map(|()| found)
        });
        found.as_ref().map(|nets| nets[position])
    };
    let limits = limits(base, &|value| scenario.allows(&path, value, "").is_ok());
    let allowed = |value: f64| (limits.0..=limits.1).contains(&value);
    let likely = likely(&response.inputs()[input]);
    let found = accounts.iter().enumerate().filter_map(|(position, account)| {
        Some((*account, switching_value(base, &likely, allowed, |value| net(value, position))?))
    });
    let accounts = found.collect();
    Ok(Some(Switching { label: model.label(&path), base, accounts }))
}

/// Values that an input probably has, through its distribution.
pub(super) fn likely(input: &Input) -> Vec<f64> {
    if input.distribution.is_fixed() {
        return Vec::new();
    }
    let through = (1..20).map(|k| f64::from(k) / 20.0);
    through.chain([0.001, 0.01, 0.99, 0.999]).map(|p| input.distribution.quantile(p)).collect()
}

impl Switching {
    /// The same as plain data for `summary.json`; accounts by id.
    fn facts(&self, scenario: &Scenario) -> SwitchingFacts {
        let id = |account: AccountId| scenario.model.accounts[account.0].id.clone();
        let each = || self.accounts.iter();
        let ends = |found: &[Interval]| found.iter().map(|interval| [interval.from, interval.to]).collect();
        SwitchingFacts {
            label: self.label.clone(),
            base: self.base,
            values: each().map(|(account, found)| (id(*account), found.nearest(self.base))).collect(),
            pays: each().map(|(account, found)| (id(*account), ends(&found.intervals))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(base: f64, allowed: impl Fn(f64) -> bool, net: impl Fn(f64) -> f64) -> SwitchingValue {
        switching_value(base, &[], allowed, |value| Some(net(value))).expect("a value at the base")
    }

    #[test]
    fn a_line_is_solved_exactly_and_its_direction_told() {
        for (base, root, slope) in [(100.0, 250.0, -3.0), (0.0, 2.5, 2.0), (3.0, 1e7, 5.0)] {
            let found = found(base, |_| true, |x| slope * (x - root));
            assert!((found.roots[0] - root).abs() <= 1e-14 * root, "{found:?}");
            assert_eq!((found.roots.len(), found.intervals[0].to.is_some()), (1, slope < 0.0), "{found:?}");
        }
        let never = SwitchingValue { roots: vec![], intervals: vec![] };
        assert_eq!(found(3.0, |x| x >= 0.0, |x| -2.0 * x), never, "nothing at zero is not above zero");
        assert_eq!(found(3.0, |x| x >= 0.0, |x| -1.0 - x), never);
        assert_eq!(found(1.0, |_| true, |x| x * x + 1.0).intervals, [Interval::ALL]);
    }

    #[test]
    fn a_curve_is_narrowed_down_and_stays_where_it_is_allowed() {
        let share = |x: f64| (0.0..=1.0).contains(&x);
        for (base, root) in [(0.3, 0.6), (0.6, 0.95), (0.9, 0.999)] {
            let found = found(base, share, |x| x * x - root * root);
            assert!((found.roots[0] - root).abs() < 1e-12 && found.roots.len() == 1, "{found:?}");
        }
    }

    fn scenario(text: &str, set: &[&str]) -> Scenario {
        let set: Vec<_> = set.iter().map(|set| set.parse().expect("an override")).collect();
        Scenario::parse("case.toml", text, &set, &|_| Err("no data files".into())).expect("sound")
    }

    /// What the perspective's switching value is.
    fn of(text: &str, set: &[&str]) -> SwitchingValue {
        let scenario = scenario(text, set);
        let found = searched(&scenario).expect("varied").expect("asked for");
        let own = found.accounts.into_iter().find(|(account, _)| *account == scenario.model.perspective);
        own.expect("the perspective").1
    }

    /// Ten families avoid two placements in their year; what lasts beyond the horizon saves nothing more.
    const DURATION: &str = r#"
        title = "Durations that reach the horizon"
        perspective = "municipality"
        switching = "placements.duration"
        timeline = { start = 2020, years = 10 }
        intake = { families = { value = 10, until = 2020 } }
        [placements]
        avoided = { value = 2, until = 2020 }
        duration = { value = 2, unit = "years" }
        [lines.care]
        kind = "saving"
        payer = "municipality"
        per = "placement_year"
        amount = 500000
        [lines.prog]
        kind = "cost"
        payer = "municipality"
        per = "year"
        amount = { value = 12000000, until = 2020 }
    "#;

    #[test]
    fn a_duration_saves_no_longer_than_the_horizon() {
        assert_eq!(of(DURATION, &[]).intervals, [], "9.5 mio. at the most against 12 mio.");
        let above = of(DURATION, &["placements.duration=15", "lines.prog.amount=8000000"]);
        let [Interval { from: Some(from), to: None }] = above.intervals[..] else { panic!("{above:?}") };
        assert!((from - 8.0).abs() < 1e-9, "{from}");
    }

    /// −1000 now, 2600 in ten years, −1650 in twenty: zero where (1 + r)^10 is 1.1 or 1.5.
    #[test]
    fn a_discount_rate_may_have_two_roots() {
        let flows = r#"
            title = "Costs at both ends"
            perspective = "municipality"
            switching = "discounting.rate"
            timeline = { start = 2020, years = 21 }
            intake = { families = 1 }
            discounting = { rate = 0.035, timing = "start" }
            [lines]
            c0 = { kind = "cost", payer = "municipality", per = "year", amount = { value = 1000, until = 2020 } }
            s = { kind = "saving", payer = "municipality", per = "year", amount = { value = 2600, from = 2030, until = 2030 } }
            c1 = { kind = "cost", payer = "municipality", per = "year", amount = { value = 1650, from = 2040, until = 2040 } }
        "#;
        let between = of(flows, &[]);
        let [Interval { from: Some(from), to: Some(to) }] = between.intervals[..] else { panic!("{between:?}") };
        assert!((from - (1.1f64.powf(0.1) - 1.0)).abs() < 1e-9 && (to - (1.5f64.powf(0.1) - 1.0)).abs() < 1e-9);
        assert_eq!(between.roots, [from, to]);
    }
}
