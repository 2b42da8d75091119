//! Numbers that may depend on uncertain parameters.

use super::{ComputedId, Draw, Lanewise, Number, ParameterId, SettingError, UncertainNumbers};
use crate::distribution::{Distribution, Evidence, Univariate};
use std::borrow::Cow;

/// A number: fixed, or the value of an uncertain parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quantity {
    /// The same in every replication.
    Fixed(f64),
    /// Drawn once per replication.
    Parameter(ParameterId),
    /// Computed from others once per replication.
    Computed(ComputedId),
}

impl Quantity {
    /// The value at a draw.
    #[must_use]
    #[inline(always)]
    pub fn at<N: Number>(&self, draw: &Draw<N>) -> N {
        match self {
            Self::Fixed(value) => N::all(*value),
            Self::Parameter(id) => draw.get(*id),
            Self::Computed(id) => draw.computed(*id),
        }
    }

    /// Whether it is the same at every draw.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        matches!(self, Self::Fixed(_))
    }

    /// The lowest and the highest value that draws of these numbers reach: the uniforms behind them keep 2⁻⁵³ away from 0 and 1. Of a
    /// computed number they are ends that its draws do not pass.
    #[must_use]
    pub fn range(&self, numbers: &UncertainNumbers) -> (f64, f64) {
        match self {
            Self::Fixed(value) => (*value, *value),
            Self::Parameter(id) => {
                if let Some(deviation) = numbers.deviations().iter().find(|deviation| deviation.of == *id) {
                    return deviation.scale.ends();
                }
                let reached = |u: f64| numbers[id.0].distribution.quantile(u);
                (reached(f64::EPSILON / 2.0), reached(1.0 - f64::EPSILON / 2.0))
            }
            Self::Computed(id) => {
                let computed = numbers.computed(*id);
                let ((low, high), (least, most)) = (computed.formula.range(numbers), computed.bounds);
                (low.max(least), high.min(most))
            }
        }
    }
}

/// A share of a whole, such as a payer's of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Share {
    /// This part, which may be uncertain.
    Part(Quantity),
    /// What the others leave.
    Rest,
}

/// A quantity that is the same for all families, or differs between them.
#[derive(Debug, Clone, PartialEq)]
pub enum Varying {
    /// The same for all; may be an uncertain parameter.
    Shared(Quantity),
    /// Drawn for each.
    Each(EachSpec),
}

impl Varying {
    /// The distribution between families at a draw; a shared number is a distribution too.
    ///
    /// # Errors
    /// As [`EachSpec::at`].
    pub fn at<N: Number>(&self, draw: &Draw<N>) -> Result<Lanewise<Cow<'_, Distribution>>, SettingError> {
        match self {
            Self::Shared(quantity) => {
                let value = quantity.at(draw);
                let fixed = |lane| Ok(Cow::Owned(Distribution::Fixed(value.lane(lane))));
                Lanewise::of_lanes::<N, _>(quantity.is_certain(), fixed)
            }
            Self::Each(spec) => spec.at(draw),
        }
    }

    /// How it differs between families, where it does.
    #[must_use]
    pub fn each(&self) -> Option<&EachSpec> {
        if let Self::Each(spec) = self { Some(spec) } else { None }
    }

    /// Whether both are always the same, wherever they are written.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Shared(a), Self::Shared(b)) => a == b,
            (Self::Each(a), Self::Each(b)) => a.between == b.between,
            _ => false,
        }
    }

    /// Whether it is the same in every draw of the parameters.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        match self {
            Self::Shared(quantity) => quantity.is_certain(),
            Self::Each(spec) => spec.is_certain(),
        }
    }
}

/// One number per year: one level times a profile, so that an uncertain level is one draw for all years (independent
/// yearly draws would wrongly average out).
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The level, drawn once.
    pub level: Quantity,
    /// One factor per year; one alone serves every year.
    pub profile: Vec<Quantity>,
}

impl Series {
    /// The same quantity in every year.
    #[must_use]
    pub fn constant(level: Quantity) -> Self {
        Self { level, profile: vec![Quantity::Fixed(1.0)] }
    }

    /// The lowest and the highest value in any year that draws of these numbers reach.
    #[must_use]
    pub fn range(&self, numbers: &UncertainNumbers) -> (f64, f64) {
        let years = (0..self.profile.len()).map(|year| self.range_in(numbers, year));
        years.reduce(|(low, high), (least, most)| (low.min(least), high.max(most))).unwrap_or((0.0, 0.0))
    }

    /// The same in one year.
    #[must_use]
    pub fn range_in(&self, numbers: &UncertainNumbers, year: usize) -> (f64, f64) {
        let (least, most) = self.level.range(numbers);
        let (low, high) = self.profile[year.min(self.profile.len() - 1)].range(numbers);
        let products = [least * low, least * high, most * low, most * high];
        products.into_iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
    }

    /// Whether it is the same in every year, at every draw.
    #[must_use]
    pub fn is_steady(&self) -> bool {
        self.profile.iter().all(|factor| *factor == self.profile[0])
    }

    /// Whether it is the same at every draw.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.level.is_certain() && self.profile.iter().all(Quantity::is_certain)
    }

    /// The value in the year at a position from 0; the last entry of the profile carries on.
    #[must_use]
    #[inline(always)]
    pub fn at<N: Number>(&self, draw: &Draw<N>, year: usize) -> N {
        self.level.at(draw) * self.profile[year.min(self.profile.len() - 1)].at(draw)
    }
}

/// A quantity that differs between families (first-order uncertainty).
#[derive(Debug, Clone, PartialEq)]
pub struct EachSpec {
    /// The path of the quantity, which names its luck.
    pub path: String,
    /// How it differs.
    pub between: BetweenFamilies,
}

/// The distribution of a quantity between families.
#[derive(Debug, Clone, PartialEq)]
pub enum BetweenFamilies {
    /// The same in every replication.
    Known(Distribution),
    /// Its arguments are uncertain parameters; at every draw it must stay within the bounds.
    Uncertain {
        /// The distribution as written.
        evidence: Evidence<Quantity>,
        /// Least and greatest value allowed.
        bounds: (f64, f64),
    },
}

impl EachSpec {
    /// The distribution between families at a draw.
    ///
    /// # Errors
    /// When the drawn arguments do not make a distribution, or it leaves its bounds.
    pub fn at<N: Number>(&self, draw: &Draw<N>) -> Result<Lanewise<Cow<'_, Distribution>>, SettingError> {
        let (evidence, bounds) = match &self.between {
            BetweenFamilies::Known(distribution) => return Ok(Lanewise::alike(Cow::Borrowed(distribution))),
            BetweenFamilies::Uncertain { evidence, bounds } => (evidence, bounds),
        };
        Lanewise::of_lanes::<N, _>(false, |lane| {
            let distribution = evidence.resolve(|quantity| quantity.at(draw).lane(lane)).distribution();
            let within = |distribution: Distribution| distribution.require_within(*bounds).map(|()| distribution);
            let found = distribution.and_then(within).map(Cow::Owned);
            found.map_err(|source| SettingError::NoDistribution { path: self.path.clone(), source })
        })
    }

    /// Whether it is the same in every draw of the parameters.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        matches!(self.between, BetweenFamilies::Known(_))
    }
}
