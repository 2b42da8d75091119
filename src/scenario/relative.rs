//! One arm given by the other: a ratio or a difference as it was published, on the baseline of this programme.

use super::hint::did_you_mean;
use super::node::{KeyValue, Node, Value};
use super::reader::{Reader, Table, join};
use super::shape::{Domain, EFFECTS, RELATIVE};
use crate::distribution::{Argument, Distribution, DistributionFamily, Evidence};
use crate::model::{Assumed, Formula, Operand, Operation, Quantity, entry_path};

/// The arms of a table, by their keys.
pub(super) const ARM_KEYS: [&str; 2] = ["programme", "comparison"];

/// An effect by its key: what it does to the baseline, and what it may be. A hazard twice as high brings twice as
/// many events.
fn effect(key: &str, measure: Measure) -> (Operation, Domain) {
    match key {
        "odds_ratio" => (Operation::OddsRatio, Domain::NonNegative),
        "hazard_ratio" if measure == Measure::Probability => (Operation::HazardRatio, Domain::NonNegative),
        "points" => (Operation::Plus, Domain::Real),
        _ => (Operation::Times, Domain::NonNegative),
    }
}

/// Whether an arm is given by the other.
pub(super) fn is_relative(node: &Node) -> bool {
    EFFECTS.iter().any(|key| node.get(key).is_some())
}

impl Reader<'_> {
    /// Both arms of a table, each `read` on its own or relative to the other. `measure` is what they measure.
    pub(super) fn arms(
        &mut self,
        table: &Table<'_>,
        measure: Measure,
        mut read: impl FnMut(&mut Self, &'static str) -> Option<Vec<Quantity>>,
    ) -> [Option<Vec<Quantity>>; 2] {
        let relative = ARM_KEYS.map(|key| table.get(key).filter(|node| is_relative(node)));
        match relative {
            [None, None] => ARM_KEYS.map(|key| read(self, key)),
            [Some(_), Some(node)] => {
                let message = "both arms are relative; allowed: one of them, and the other as it is";
                self.problem(node, &table.path(ARM_KEYS[1]), message);
                [None, None]
            }
            [programme, comparison] => {
                let given = usize::from(programme.is_some());
                let baseline = read(self, ARM_KEYS[given]);
                let node = programme.or(comparison);
                let other = node.and_then(|node| self.relative(table, node, given, measure, baseline.as_deref()?));
                if given == 0 { [baseline, other] } else { [other, baseline] }
            }
        }
    }

    /// The arm at a node, relative to the one that is `given`.
    fn relative(
        &mut self,
        table: &Table<'_>,
        node: &Node,
        given: usize,
        measure: Measure,
        baseline: &[Quantity],
    ) -> Option<Vec<Quantity>> {
        let (own, other) = (table.path(ARM_KEYS[1 - given]), table.path(ARM_KEYS[given]));
        let inner = self.table(node, &own, &RELATIVE)?;
        let named = self.choice(&inner, "of");
        if let (Some(named), Some(of)) = (named, inner.get("of"))
            && named != ARM_KEYS[given]
        {
            self.problem(
                of,
                &inner.path("of"),
                format!("an arm is relative to the other one; allowed: \"{}\"", ARM_KEYS[given]),
            );
        }
        let keys: Vec<&'static str> = EFFECTS.into_iter().filter(|key| inner.has(key)).collect();
        let [key] = keys[..] else {
            self.problem(node, &own, format!("{} are there; allowed: one effect", keys.join(" and ")));
            return None;
        };
        if !measure.allows(key) {
            let allowed = EFFECTS.into_iter().filter(|key| measure.allows(key)).collect::<Vec<_>>().join(", ");
            self.problem(node, &inner.path(key), format!("not of {}; allowed: {allowed}", measure.name()));
            return None;
        }
        let (operation, domain) = effect(key, measure);
        let size = self.effect(&inner, key, domain, given)?;
        self.inherit(&inner, key);
        let effect = Formula::Of(Operand { quantity: size, path: Some(inner.path(key)) });
        let on = |quantity: Quantity, path: String| {
            Formula::two(operation, Formula::Of(Operand { quantity, path: Some(path) }), effect.clone())
        };
        let mut arm = Vec::new();
        for (year, quantity) in baseline.iter().enumerate() {
            let several = baseline.len() > 1;
            let [own, other] = [&own, &other].map(|arm| if several { entry_path(arm, year) } else { arm.clone() });
            arm.push(self.compute(node, &own, on(*quantity, other), measure.domain())?);
        }
        let base = arm.first()?.at(&self.parameters.base_draw());
        self.document(&inner, &own, Assumed::Computed { formula: on(baseline[0], other).to_string(), base });
        Some(arm)
    }

    /// The size of an effect: a number in any form, or what the counts of both arms of a study say of it.
    fn effect(&mut self, table: &Table<'_>, key: &'static str, domain: Domain, given: usize) -> Option<Quantity> {
        let (node, path) = (table.get(key)?, table.path(key));
        if ARM_KEYS.iter().any(|arm| node.get(arm).is_some()) {
            let (distribution, ratio) = self.effect_of_counts(node, &path, key, given)?;
            return Some(self.assume_at(node, &path, distribution, Some(ratio)));
        }
        let family = if domain == Domain::Real { DistributionFamily::Normal } else { DistributionFamily::LogNormal };
        self.estimate_within(node, &path)?;
        self.quantity_at(&as_published(node, family), &path, domain)
    }

    /// Refuses an estimate without an interval, or outside of it; `None` = it was refused.
    fn estimate_within(&mut self, node: &Node, path: &str) -> Option<()> {
        let inner = node.get("value").unwrap_or(node);
        let Some(estimate) = inner.get("estimate") else { return Some(()) };
        let at = join(path, "estimate");
        let value = self.number(estimate, &at, Domain::Real)?;
        let ends = inner.get("low").zip(inner.get("high"));
        let Some((low, high)) = ends else {
            let message = "an estimate stands with its interval: { estimate = 0.8, low = 0.7, high = 0.9, level = 0.95 }; one with its \
                           standard error is { mean = 0.8, sd = 0.05 }";
            self.problem(inner, &at, message);
            return None;
        };
        let (low, high) = (
            self.number(low, &join(path, "low"), Domain::Real)?,
            self.number(high, &join(path, "high"), Domain::Real)?,
        );
        if !(low..=high).contains(&value) {
            self.problem(estimate, &at, format!("outside its interval; allowed: from {low} to {high}"));
            return None;
        }
        Some(())
    }

    /// A ratio of two arms, or their difference, from the counts of both: normal, for ratios on the scale of the logarithm, with the
    /// usual standard errors (Altman, Practical Statistics for Medical Research, 1991).
    fn effect_of_counts(
        &mut self,
        node: &Node,
        path: &str,
        key: &'static str,
        given: usize,
    ) -> Option<(Distribution, f64)> {
        let arms_of = ARM_KEYS.iter().filter_map(|arm| Some((node.get(arm)?, ["events", "of"])));
        for (table, allowed) in std::iter::once((node, ARM_KEYS)).chain(arms_of) {
            let unknown = |entry: &&KeyValue| !allowed.contains(&entry.key.as_str());
            if let Some(entry) = table.entries().into_iter().flatten().find(unknown) {
                let message = format!("unknown key; {}", did_you_mean(&entry.key, allowed));
                self.key_problem(entry, &join(path, &entry.key), message);
                return None;
            }
        }
        let mut arms = [(0.0, 0.0); 2];
        for (arm, found) in ARM_KEYS.iter().zip(&mut arms) {
            let at = format!("{path}.{arm}");
            let counts = node.get(arm).and_then(|arm| Some((arm.get("events")?, arm.get("of")?)));
            let Some((events, of)) = counts else {
                self.problem(node, &at, "missing; allowed: the counts of both arms, { events = 12, of = 57 }");
                return None;
            };
            let (events, of) =
                (self.number(events, &at, Domain::NonNegative), self.number(of, &at, Domain::NonNegative));
            *found = (events?, of?);
        }
        let [(a, n), (b, m)] = if given == 1 { arms } else { [arms[1], arms[0]] };
        let rates = key == "rate_ratio";
        if a <= 0.0 || b <= 0.0 || !rates && (a >= n || b >= m) || n <= 0.0 || m <= 0.0 {
            let message = "no such effect has a standard error where nobody or everybody of an arm is counted; give the effect with an \
                           interval, or each arm its own counts";
            self.problem(node, path, message);
            return None;
        }
        let (p, q) = (a / n, b / m);
        let (value, error) = match key {
            "points" => (p - q, (p * (1.0 - p) / n + q * (1.0 - q) / m).sqrt()),
            "odds_ratio" => {
                let odds = (a / (n - a)) / (b / (m - b));
                (odds, (1.0 / a + 1.0 / (n - a) + 1.0 / b + 1.0 / (m - b)).sqrt())
            }
            "relative_risk" => (p / q, (1.0 / a - 1.0 / n + 1.0 / b - 1.0 / m).sqrt()),
            "rate_ratio" => (p / q, (1.0 / a + 1.0 / b).sqrt()),
            _ => {
                self.problem(node, path, "counts do not say when; allowed: the hazard ratio with its interval");
                return None;
            }
        };
        let (family, scalars) = if key == "points" {
            (DistributionFamily::Normal, vec![(Argument::Mean, value), (Argument::Sd, error)])
        } else {
            (DistributionFamily::LogNormal, vec![(Argument::Meanlog, value.ln()), (Argument::Sdlog, error)])
        };
        let evidence = Evidence { family: Some(family), scalars, ..Evidence::default() };
        let distribution = evidence.distribution().map_err(|error| self.problem(node, path, error.to_string())).ok()?;
        Some((distribution, value))
    }
}

/// What two arms measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// How probable something is.
    Probability,
    /// How often it happens.
    Number,
}

impl Measure {
    fn allows(self, key: &str) -> bool {
        match self {
            Self::Probability => key != "rate_ratio",
            Self::Number => matches!(key, "hazard_ratio" | "rate_ratio" | "points"),
        }
    }

    fn domain(self) -> Domain {
        match self {
            Self::Probability => Domain::Probability,
            Self::Number => Domain::NonNegative,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Probability => "a probability",
            Self::Number => "a number",
        }
    }
}

/// An effect as published: an estimate with its standard error or interval stands for a distribution of a family, of which the
/// estimate is the base value.
fn as_published(node: &Node, family: DistributionFamily) -> Node {
    const PUBLISHED: [&str; 6] = ["mean", "sd", "low", "high", "level", "estimate"];
    let inner = node.get("value").unwrap_or(node);
    let published = |entries: &[KeyValue]| entries.iter().all(|entry| PUBLISHED.contains(&entry.key.as_str()));
    let Some(entries) = inner.entries().filter(|entries| !entries.is_empty() && published(entries)) else {
        return node.clone();
    };
    let entry = |key: &str, value: Value| KeyValue {
        key: key.to_owned(),
        key_origin: inner.origin.clone(),
        node: Node { value, origin: inner.origin.clone() },
    };
    let mut stated: Vec<KeyValue> = entries.iter().filter(|entry| entry.key != "estimate").cloned().collect();
    stated.push(entry("distribution", Value::Text(family.name().to_owned())));
    let base = entries.iter().find(|entry| entry.key == "estimate");
    let base = base.map(|base| KeyValue { key: "base".to_owned(), ..base.clone() });
    let around = if node.get("value").is_some() { node.entries().unwrap_or_default() } else { &[] };
    let kept = around.iter().filter(|entry| entry.key != "value").cloned();
    let value = kept.chain(base).chain([entry("value", Value::Table(stated))]).collect();
    Node { value: Value::Table(value), origin: node.origin.clone() }
}
