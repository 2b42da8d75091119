//! Probabilities estimated from a sample, with exact bounds for events seen never or always.

use super::Estimate;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// The level of a one-sided bound.
const LEVEL: f64 = 0.95;

/// A probability estimated from a sample of replications.
///
/// Something seen in some replications and not in others has the binomial standard error √(p(1 − p)/n). Something seen never,
/// or always, has none: what can be said is the exact one-sided 95 % bound, below which the probability of the rarer side
/// lies, 1 − 0.05^(1/n) (Clopper and Pearson 1934). Points of a design are not independent, so there it is only said how
/// many of the randomisations saw it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// The share of replications that saw it.
    pub value: f64,
    /// Its Monte Carlo standard error; 0, which says nothing, where it was seen never or always.
    pub mcse: f64,
    /// What the sample consists of.
    pub sample: Sample,
}

/// What a probability was seen in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// This number of independent replications.
    Replications(u64),
    /// This number of independent randomisations of a design.
    Randomisations(u64),
}

impl Chance {
    /// Seen in `count` of `n` independent replications.
    ///
    /// ```
    /// use provenu::statistics::Chance;
    /// let never = Chance::of(0, 4096);
    /// assert!(!never.is_mixed() && (never.bound().expect("independent") - 0.000_731).abs() < 1e-6);
    /// assert_eq!(Chance::of(2, 8).mcse, (0.25f64 * 0.75 / 8.0).sqrt());
    /// ```
    #[must_use]
    pub fn of(count: u64, n: u64) -> Self {
        let Estimate { value, mcse } = super::proportion(count, n);
        Self { value, mcse, sample: Sample::Replications(n.max(1)) }
    }

    /// Whether it was seen in some replications and not in others, so that it has a standard error.
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        self.value > 0.0 && self.value < 1.0
    }

    /// Where it was seen never or always: the most that the probability of the other side can be, one-sided 95 %; `None` where
    /// it was seen in some and not in others, and where nothing can be said.
    #[must_use]
    pub fn bound(&self) -> Option<f64> {
        match self.sample {
            Sample::Replications(n) if !self.is_mixed() => Some(bound_of_none(n)),
            _ => None,
        }
    }

    /// The other side's probability.
    #[must_use]
    pub fn other_side(self) -> Self {
        Self { value: 1.0 - self.value, ..self }
    }

    /// Writes it as an object with the probability under a name of its own.
    ///
    /// # Errors
    /// Those of the serialiser.
    pub fn serialize_as<S: Serializer>(&self, name: &'static str, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Chance", 4)?;
        object.serialize_field(name, &self.value)?;
        object.serialize_field("mcse", &self.is_mixed().then_some(self.mcse))?;
        if let Some(bound) = self.bound() {
            let (key, value) = if self.value > 0.0 { ("at_least", 1.0 - bound) } else { ("at_most", bound) };
            object.serialize_field(key, &value)?;
        }
        if let (Sample::Randomisations(all), false) = (self.sample, self.is_mixed()) {
            object.serialize_field("seen_in_randomisations", &if self.value > 0.0 { all } else { 0 })?;
        }
        object.end()
    }
}

impl Serialize for Chance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize_as("value", serializer)
    }
}

/// The exact one-sided 95 % bound of a probability that none of `n` independent replications saw: 1 − 0.05^(1/n).
#[must_use]
pub fn bound_of_none(n: u64) -> f64 {
    -f64::exp_m1((1.0 - LEVEL).ln() / n.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_and_always_have_the_exact_bound_and_no_error() {
        assert!((bound_of_none(1) - 0.95).abs() < 1e-15 && (bound_of_none(20) - 0.139_108).abs() < 1e-6);
        assert!(bound_of_none(4096) < 0.0008);
        for (count, key) in [(0, "at_most"), (100, "at_least")] {
            let json = serde_json::to_value(Chance::of(count, 100)).expect("json");
            let told = json[key].as_f64().expect("a bound");
            assert!((told - if count == 0 { 0.029_513 } else { 0.970_487 }).abs() < 1e-6, "{json}");
            assert!(json["mcse"].is_null());
        }
        let all = Chance { sample: Sample::Randomisations(16), ..Chance::of(8, 8) };
        let json = serde_json::to_value(all).expect("json");
        assert_eq!(json, serde_json::json!({ "value": 1.0, "mcse": null, "seen_in_randomisations": 16 }));
        let some = serde_json::to_value(Chance::of(1, 4)).expect("json");
        assert_eq!(some, serde_json::json!({ "value": 0.25, "mcse": 0.216_506_350_946_109_66 }));
    }
}
