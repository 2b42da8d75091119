//! The uncertain numbers of a model: those that are drawn, and those that follow from them.

use super::number::lane_of;
use super::{Deviation, Formula, Number, Parameter, ParameterId, Quantity, SettingError};
use std::ops::{Deref, DerefMut};

/// Which computed number of a model, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ComputedId(pub usize);

/// A number computed from others once per replication, wherever it is used.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    /// Its path in the scenario.
    pub path: String,
    /// From what.
    pub formula: Formula,
    /// The least and the greatest value that it may have.
    pub bounds: (f64, f64),
    /// The same in words, for messages.
    pub allowed: &'static str,
}

/// The uncertain numbers of a model. As a list they are those that are drawn, once per replication each; computed ones follow from them,
/// each from numbers that stand before it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UncertainNumbers {
    drawn: Vec<Parameter>,
    /// Which of them deviate, each by another that is drawn.
    deviations: Vec<Deviation>,
    computed: Vec<Computed>,
}

impl UncertainNumbers {
    /// Adds a number computed from those that are known.
    pub fn compute(&mut self, computed: Computed) -> Quantity {
        self.computed.push(computed);
        Quantity::Computed(ComputedId(self.computed.len() - 1))
    }

    /// Lets a drawn number deviate.
    pub(super) fn deviate(&mut self, deviation: Deviation) {
        self.deviations.push(deviation);
    }

    /// The drawn numbers that deviate.
    #[must_use]
    pub fn deviations(&self) -> &[Deviation] {
        &self.deviations
    }

    /// A computed number.
    #[must_use]
    pub fn computed(&self, id: ComputedId) -> &Computed {
        &self.computed[id.0]
    }

    /// All computed numbers, each after those it is computed from.
    #[must_use]
    pub fn all_computed(&self) -> &[Computed] {
        &self.computed
    }

    /// The draw in which every number has its base value.
    #[must_use]
    pub fn base_draw(&self) -> Draw {
        Draw::of(self.drawn.iter().map(|parameter| parameter.base).collect(), self)
    }

    /// Whether draws can take a computed number beyond its bounds.
    pub(super) fn may_leave(&self) -> bool {
        self.computed.iter().any(|computed| {
            let ((low, high), (least, most)) = (computed.formula.range(self), computed.bounds);
            !(low >= least && high <= most && low.is_finite() && high.is_finite())
        })
    }

    /// Refuses a draw that takes a computed number beyond its bounds, or to none at all.
    pub(super) fn check<N: Number>(&self, draw: &Draw<N>) -> Result<(), SettingError> {
        for (Computed { path, formula: _, bounds: (low, high), allowed }, value) in
            self.computed.iter().zip(&draw.computed)
        {
            if let Some(value) = value.first(|value| !(value.is_finite() && *low <= value && value <= *high)) {
                let is_probability = (*low, *high) == (0.0, 1.0);
                return Err(SettingError::Beyond { path: path.clone(), value, allowed, is_probability });
            }
        }
        Ok(())
    }
}

impl From<Vec<Parameter>> for UncertainNumbers {
    fn from(drawn: Vec<Parameter>) -> Self {
        Self { drawn, deviations: vec![], computed: vec![] }
    }
}

impl Deref for UncertainNumbers {
    type Target = Vec<Parameter>;

    fn deref(&self) -> &Vec<Parameter> {
        &self.drawn
    }
}

impl DerefMut for UncertainNumbers {
    fn deref_mut(&mut self) -> &mut Vec<Parameter> {
        &mut self.drawn
    }
}

/// One value for every uncertain number of a model: of one replication, or of several side by side.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draw<N = f64> {
    drawn: Vec<N>,
    computed: Vec<N>,
}

impl<N: Number> Draw<N> {
    /// The draw of these values, in the order of the numbers that are drawn.
    #[must_use]
    pub fn of(drawn: Vec<N>, numbers: &UncertainNumbers) -> Self {
        let mut draw = Self { drawn, computed: Vec::with_capacity(numbers.computed.len()) };
        draw.compute(numbers);
        draw
    }

    /// Writes other values, in the order of the numbers that are drawn.
    pub fn rewrite(&mut self, numbers: &UncertainNumbers, write: impl FnOnce(&mut [N])) {
        write(&mut self.drawn);
        self.compute(numbers);
    }

    fn compute(&mut self, numbers: &UncertainNumbers) {
        for deviation in &numbers.deviations {
            deviation.apply(&mut self.drawn);
        }
        self.computed.clear();
        for computed in &numbers.computed {
            let value = computed.formula.at(self);
            self.computed.push(value);
        }
    }

    /// The value of a number that is drawn.
    #[must_use]
    #[inline(always)]
    pub fn get(&self, id: ParameterId) -> N {
        self.drawn[id.0]
    }

    /// The value of a computed number.
    #[must_use]
    #[inline(always)]
    pub fn computed(&self, id: ComputedId) -> N {
        self.computed[id.0]
    }

    /// The values of the numbers that are drawn.
    #[must_use]
    pub fn values(&self) -> &[N] {
        &self.drawn
    }

    /// The draw of one of the replications.
    #[must_use]
    pub fn lane(&self, lane: usize) -> Draw {
        Draw { drawn: lane_of(&self.drawn, lane), computed: lane_of(&self.computed, lane) }
    }

    /// The draws of several replications side by side.
    #[must_use]
    pub fn side_by_side(draw: impl Fn(usize) -> Draw) -> Self {
        let draws: Vec<Draw> = (0..N::LANES).map(draw).collect();
        let of = |values: fn(&Draw) -> &[f64]| {
            (0..values(&draws[0]).len()).map(|at| N::each(|lane| values(&draws[lane])[at])).collect()
        };
        Self { drawn: of(|draw| &draw.drawn), computed: of(|draw| &draw.computed) }
    }
}
