//! Switching values: at what value of one assumption the expected net benefit is zero.

use crate::expected::business_case;
use crate::model::{AccountId, Scope};
use crate::scenario::{Override, Problems, Scenario};
use crate::summary::SwitchingFacts;

/// The value of one number at which each payer breaks even in expectation.
#[derive(Debug, Clone, PartialEq)]
pub struct Switching {
    /// The path of the number.
    pub path: String,
    /// Its unit, where the scenario says.
    pub unit: Option<String>,
    /// Its value in the scenario.
    pub base: f64,
    /// The answer for each payer and sum of payers.
    pub accounts: Vec<(AccountId, SwitchingValue)>,
}

/// Where a function of one number crosses zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SwitchingValue {
    /// It is zero here, and positive below or above.
    At {
        /// The value.
        value: f64,
        /// Whether it is positive below.
        pays_below: bool,
    },
    /// No value changes its sign.
    Never {
        /// Whether it is positive everywhere (zero counts as not).
        pays: bool,
    },
}

/// How far from the base, in quarters of a power of two of it, a crossing is looked for where the function is not linear.
const FARTHEST: i32 = 120;

/// Where a function of one number, known to be `at_base` at `base`, crosses zero.
///
/// A linear function is solved exactly, which a third point confirms; any other by bisection between the base and the
/// nearest multiple of it, on the same side of zero, where the sign has changed. `None` from the function =
/// the value is not allowed there.
pub fn switching_value(base: f64, mut net: impl FnMut(f64) -> Option<f64>) -> Option<SwitchingValue> {
    let at_base = net(base)?;
    let step = if base == 0.0 { 1.0 } else { base };
    // Outward first; inward where what lies outward is not allowed.
    for direction in [1.0, -1.0] {
        let (near, far) = (base + direction * step / 4.0, base + direction * step / 2.0);
        let (Some(first), Some(second)) = (net(near), net(far)) else { continue };
        let slope = (first - at_base) / (near - base);
        let scale = at_base.abs().max(first.abs()).max(second.abs()).max(1e-9);
        if (at_base + slope * (far - base) - second).abs() > 1e-9 * scale {
            break;
        }
        if slope.abs() * step.abs() <= 1e-12 * scale {
            return Some(SwitchingValue::Never { pays: at_base > 0.0 });
        }
        let crossing = base - at_base / slope;
        let value = if crossing.abs() <= 1e-9 * step.abs() { 0.0 } else { crossing };
        // Where the line crosses zero outside what is allowed, or at its end, such as at a cost of nothing or less, no
        // value changes the sign.
        let beyond = value + (value - base) * 1e-3;
        return Some(match (net(value), net(beyond)) {
            (Some(_), Some(_)) => SwitchingValue::At { value, pays_below: slope < 0.0 },
            _ => SwitchingValue::Never { pays: at_base > 0.0 },
        });
    }
    let multiples =
        (1..=FARTHEST).flat_map(|power| [power, -power]).map(|power| step * 2f64.powf(f64::from(power) / 4.0));
    // The ends of what probabilities and amounts may be come last.
    for value in multiples.chain([0.0, 1.0]) {
        let Some(there) = net(value).filter(|there| (*there > 0.0) != (at_base > 0.0)) else { continue };
        let (mut pays, mut not) = if there > 0.0 { (value, base) } else { (base, value) };
        for _ in 0..200 {
            let middle = f64::midpoint(pays, not);
            if middle == pays || middle == not {
                break;
            }
            match net(middle) {
                Some(net) if net > 0.0 => pays = middle,
                _ => not = middle,
            }
        }
        return Some(SwitchingValue::At { value: pays, pays_below: pays < not });
    }
    Some(SwitchingValue::Never { pays: at_base > 0.0 })
}

/// The switching values that a scenario asks for; `None` where it asks for none.
///
/// # Errors
/// When the number cannot be varied by itself, such as one of several tiers given as at least.
pub fn switching_values(scenario: &Scenario) -> Result<Option<Switching>, Problems> {
    let model = &scenario.model;
    let known = |path: &String| model.assumptions.iter().find(|known| known.path == *path);
    let Some((path, assumption)) = model.switching.clone().and_then(|path| Some((path.clone(), known(&path)?))) else {
        return Ok(None);
    };
    let Some(base) = model.base_value(assumption) else { return Ok(None) };
    scenario.with(Override { path: path.clone(), value: format!("{base:?}") })?;
    let net = |value: f64, account: AccountId| {
        let change = Override { path: path.clone(), value: format!("{value:?}") };
        let changed = scenario.with(change).ok()?;
        let case = business_case(&changed.model, &changed.model.base_draw()).ok()?;
        Some(case.cash_flow(account).total())
    };
    let accounts = model
        .accounts_where(|scope| matches!(scope, Scope::Payer | Scope::Sum))
        .filter_map(|account| Some((account, switching_value(base, |value| net(value, account))?)))
        .collect();
    Ok(Some(Switching { path, unit: assumption.unit.clone(), base, accounts }))
}

impl Switching {
    /// The same as plain data for `summary.json`; accounts by id, `null` where no value switches.
    #[must_use]
    pub fn facts(&self, scenario: &Scenario) -> SwitchingFacts {
        let value = |found: SwitchingValue| match found {
            SwitchingValue::At { value, .. } => Some(value),
            SwitchingValue::Never { .. } => None,
        };
        let id = |account: AccountId| scenario.model.accounts[account.0].id.clone();
        SwitchingFacts {
            path: self.path.clone(),
            unit: self.unit.clone(),
            base: self.base,
            values: self.accounts.iter().map(|&(account, found)| (id(account), value(found))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_solved_exactly_and_its_direction_told() {
        let found = switching_value(100.0, |x| Some(3.0 * (250.0 - x)));
        assert_eq!(found, Some(SwitchingValue::At { value: 250.0, pays_below: true }));
        let rising = switching_value(0.0, |x| Some(2.0 * x - 5.0));
        assert_eq!(rising, Some(SwitchingValue::At { value: 2.5, pays_below: false }));
        let free_at_zero = |x: f64| if x >= 0.0 { Some(-2.0 * x) } else { None };
        assert_eq!(switching_value(3.0, free_at_zero), Some(SwitchingValue::Never { pays: false }));
        let only_above_zero = |x: f64| if x >= 0.0 { Some(-1.0 - x) } else { None };
        assert_eq!(switching_value(3.0, only_above_zero), Some(SwitchingValue::Never { pays: false }));
    }

    #[test]
    fn a_curve_is_bisected_and_stays_where_it_is_allowed() {
        let root = |x: f64| if (0.0..=1.0).contains(&x) { Some(x * x - 0.36) } else { None };
        match switching_value(0.3, root) {
            Some(SwitchingValue::At { value, pays_below: false }) => assert!((value - 0.6).abs() < 1e-9, "{value}"),
            other => panic!("{other:?}"),
        }
        let near_the_end = |x: f64| if (0.0..=1.0).contains(&x) { Some(x * x - 0.9025) } else { None };
        match switching_value(0.6, near_the_end) {
            Some(SwitchingValue::At { value, .. }) => assert!((value - 0.95).abs() < 1e-9, "{value}"),
            other => panic!("{other:?}"),
        }
        let inward = |x: f64| if (0.0..=1.0).contains(&x) { Some(x - 0.95) } else { None };
        assert!(
            matches!(switching_value(0.9, inward), Some(SwitchingValue::At { value, .. }) if (value - 0.95).abs() < 1e-12)
        );
    }

    #[test]
    fn what_never_changes_sign_is_told_so() {
        assert_eq!(switching_value(1.0, |_| Some(-4.0)), Some(SwitchingValue::Never { pays: false }));
        assert_eq!(switching_value(1.0, |x| Some(x * x + 1.0)), Some(SwitchingValue::Never { pays: true }));
    }
}
