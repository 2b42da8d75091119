//! How a programme deviates from a number that it has in common with others.

use super::{Model, Number, Parameter, ParameterId, Quantity};
use crate::distribution::{Distribution, Normal};
use serde::Serialize;

/// A drawn number of which the programme has a value of its own, around the drawn one.
///
/// With x what is drawn, in common with other programmes perhaps, and z a standard normal score of the programme's own, its value is
///
/// * of a number from 0 to 1, on the log-odds scale: logit⁻¹(logit x + τ z) = x e^{τz} / (1 − x + x e^{τz})
/// * of another number that is never negative, on the log scale: x e^{τz}
///
/// So x is the value of the median programme, and 0 and 1 stay what they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deviation {
    /// What it deviates from.
    pub of: ParameterId,
    /// The parameter that holds τ z.
    pub by: ParameterId,
    /// On which scale.
    pub scale: DeviationScale,
    /// The standard deviation τ.
    pub sd: f64,
}

/// On which scale a value deviates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviationScale {
    /// Log-odds.
    LogOdds,
    /// Logarithms.
    Log,
}

impl DeviationScale {
    /// A value moved by a number on the scale.
    #[must_use]
    pub fn moved(self, value: f64, by: f64) -> f64 {
        let factor = by.exp();
        match self {
            _ if by == 0.0 => value,
            Self::LogOdds => value * factor / (1.0 - value + value * factor),
            Self::Log => value * factor,
        }
    }

    /// The ends that no value passes.
    #[must_use]
    pub fn ends(self) -> (f64, f64) {
        match self {
            Self::LogOdds => (0.0, 1.0),
            Self::Log => (0.0, f64::INFINITY),
        }
    }
}

impl Deviation {
    /// The programme's own value, from the drawn numbers.
    pub(super) fn apply<N: Number>(&self, drawn: &mut [N]) {
        let (value, by) = (drawn[self.of.0], drawn[self.by.0]);
        drawn[self.of.0] = N::each(|lane| self.scale.moved(value.lane(lane), by.lane(lane)));
    }
}

/// Why a number cannot deviate.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DeviationRefused {
    /// It is not drawn.
    #[error("{path} is no uncertain number that is drawn; allowed: {allowed}")]
    NotDrawn {
        /// Its path.
        path: String,
        /// Those that are.
        allowed: String,
    },
    /// It has no scale.
    #[error("{path} lies between {low} and {high}; allowed: a number that is never negative")]
    Negative {
        /// Its path.
        path: String,
        /// Its lowest value.
        low: f64,
        /// Its highest value.
        high: f64,
    },
    /// The spread is none.
    #[error(
        "{path} deviates by {sd}; allowed: a standard deviation above 0 and at most 5, on the log-odds or log scale"
    )]
    Spread {
        /// Its path.
        path: String,
        /// What was given.
        sd: f64,
    },
}

/// The widest spread on either scale.
const WIDEST: f64 = 5.0;

/// What the path of a deviation adds to that of the number.
const SUFFIX: &str = ".deviation";

impl Model {
    /// The same programme with a value of its own around a drawn number: `sd` is the standard deviation on the scale of
    /// [`Deviation`].
    ///
    /// # Errors
    /// When the number is not drawn, may be negative, or the standard deviation is out of range.
    pub fn deviating(mut self, path: &str, sd: f64) -> Result<Self, DeviationRefused> {
        let own = path.to_owned();
        let Some(of) = self.parameters.iter().position(|parameter| parameter.path == path).map(ParameterId) else {
            let drawn = self.parameters.iter().filter(|parameter| !parameter.path.ends_with(SUFFIX));
            let allowed = drawn.map(|parameter| parameter.path.as_str()).collect::<Vec<_>>().join(", ");
            return Err(DeviationRefused::NotDrawn { path: own, allowed });
        };
        let (low, high) = Quantity::Parameter(of).range(&self.parameters);
        let scale = match (low, high) {
            (low, high) if low >= 0.0 && high <= 1.0 => DeviationScale::LogOdds,
            (low, _) if low >= 0.0 => DeviationScale::Log,
            _ => return Err(DeviationRefused::Negative { path: own, low, high }),
        };
        let normal = Normal::new(0.0, sd).ok().filter(|_| sd <= WIDEST);
        let Some(normal) = normal else { return Err(DeviationRefused::Spread { path: own, sd }) };
        let by = ParameterId(self.parameters.len());
        let distribution = Distribution::Normal(normal);
        self.parameters.push(Parameter { path: format!("{path}{SUFFIX}"), distribution, base: 0.0 });
        self.parameters.deviate(Deviation { of, by, scale, sd });
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::UncertainNumbers;

    #[test]
    fn shares_deviate_in_log_odds_and_amounts_in_logs() {
        let odds = |p: f64| p / (1.0 - p);
        let moved = DeviationScale::LogOdds.moved(0.3, 0.7);
        assert!((odds(moved) / odds(0.3) - 0.7f64.exp()).abs() < 1e-12);
        assert_eq!([0.0, 1.0].map(|p| DeviationScale::LogOdds.moved(p, -0.4)), [0.0, 1.0]);
        assert_eq!(DeviationScale::LogOdds.moved(0.3, 0.0), 0.3);
        assert!((DeviationScale::Log.moved(200.0, 0.5) / 200.0 - 0.5f64.exp()).abs() < 1e-12);
    }

    #[test]
    fn a_draw_applies_a_deviation_before_anything_is_computed() {
        let drawn = |path: &str| Parameter { path: path.into(), distribution: Distribution::Fixed(0.5), base: 0.5 };
        let mut numbers = UncertainNumbers::from(vec![drawn("a"), drawn("b")]);
        numbers.deviate(Deviation { of: ParameterId(0), by: ParameterId(1), scale: DeviationScale::LogOdds, sd: 1.0 });
        let draw = crate::model::Draw::of(vec![0.25, 1.0], &numbers);
        assert!((draw.get(ParameterId(0)) - DeviationScale::LogOdds.moved(0.25, 1.0)).abs() < 1e-15);
        assert_eq!(Quantity::Parameter(ParameterId(0)).range(&numbers), (0.0, 1.0));
    }
}
