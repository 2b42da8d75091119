//! The interface of analyses: a function of a draw of uncertain inputs.
//!
//! Silkeborg's net benefit and a test function with a known answer have this interface in common, so no analysis knows a model.

use crate::distribution::{Distribution, Univariate};
use crate::model::{Copula, Label};
use crate::random::{Purpose, Seed};
use crate::simulate::Luck;
use std::convert::Infallible;

/// A number that a response depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Its name in results; its path also identifies its random numbers.
    pub label: Label,
    /// What is known of it; [`Distribution::Fixed`] where it is certain.
    pub distribution: Distribution,
    /// Its value in the expected table.
    pub base: f64,
    /// An entry of a series that is drawn for each calendar year; it is no assumption, so no analysis varies it alone.
    pub shock: bool,
    /// A factor on all entries of a list, with base value 1.
    pub list: bool,
}

impl Input {
    /// An uncertain assumption with its mean as base value.
    #[must_use]
    pub fn new(path: &str, distribution: Distribution) -> Self {
        let base = distribution.mean();
        Self { label: Label::of_path(path), distribution, base, shock: false, list: false }
    }
}

/// An input held at a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeldInput {
    /// Which input, by position.
    pub input: usize,
    /// The value.
    pub value: f64,
}

/// A function of a draw of uncertain inputs: an exact value, and outcomes that also depend on chance.
pub trait Response: Sync {
    /// Why there is no value at a draw.
    type Error: Send;

    /// The inputs, in the order of a draw.
    fn inputs(&self) -> &[Input];

    /// The draw at a point of the unit cube, one coordinate for each input; coordinates are independent, and inputs that go
    /// together are [tied](Response::tied).
    fn draw(&self, point: impl Iterator<Item = f64>) -> Vec<f64> {
        self.draw_of(self.tied(point.collect()))
    }

    /// The draw whose inputs carry these uniforms, tied already.
    fn draw_of(&self, uniforms: Vec<f64>) -> Vec<f64> {
        self.inputs().iter().zip(uniforms).map(|(input, u)| input.distribution.sample(u)).collect()
    }

    /// Gives an input of a draw the value that carries a uniform.
    fn redraw(&self, draw: &mut [f64], input: usize, u: f64) {
        draw[input] = self.inputs()[input].distribution.sample(u);
    }

    /// How inputs go together; `None` where all are independent.
    fn copula(&self) -> Option<&Copula> {
        None
    }

    /// The uniform that each input carries at a point of independent coordinates: the coordinate itself, unless inputs go
    /// together.
    fn tied(&self, mut point: Vec<f64>) -> Vec<f64> {
        if let Some(copula) = self.copula() {
            copula.tie(&mut point);
        }
        point
    }

    /// The function, with buffers of its own: each thread begins once and then asks draw after draw.
    ///
    /// # Errors
    /// When there is no value even at base values.
    #[expect(clippy::type_complexity, reason = "a function whose type nobody can name")]
    fn begin(&self) -> Result<impl FnMut(&[f64]) -> Result<f64, Self::Error>, Self::Error>;

    /// One outcome for each replication, with some inputs held. The luck of a replication is the same whatever is held, so
    /// outcomes may be compared one by one.
    ///
    /// # Errors
    /// When an outcome cannot be computed.
    fn outcomes(&self, held: &[HeldInput]) -> Result<Vec<f64>, Self::Error>;

    /// Whether an outcome has all gains and losses of an account. If not, its probability of being above zero is withheld.
    fn complete(&self) -> bool {
        true
    }

    /// How many times as long an outcome takes with some inputs held as with none.
    fn effort(&self, _pins: &[HeldInput]) -> f64 {
        1.0
    }

    /// The base values, with some inputs held.
    fn base(&self, held: &[HeldInput]) -> Vec<f64> {
        let mut draw: Vec<f64> = self.inputs().iter().map(|input| input.base).collect();
        hold(&mut draw, held);
        draw
    }
}

/// Holds inputs of a draw.
pub(super) fn hold(draw: &mut [f64], held: &[HeldInput]) {
    for held in held {
        draw[held.input] = held.value;
    }
}

/// The uniform of an input in a replication: the one that a run uses for the parameter with this path.
pub(super) fn uniform(path: &str, seed: Seed, replication: u64) -> f64 {
    Luck { seed, replication }.address(Purpose::PARAMETER.extended(path), 0).uniform()
}

/// A function in closed form as a response; its outcomes are its values at independent draws, without further chance.
#[derive(Debug, Clone)]
pub struct Function<F> {
    inputs: Vec<Input>,
    copula: Option<Copula>,
    seed: Seed,
    replications: u64,
    function: F,
}

impl<F: Fn(&[f64]) -> f64 + Sync> Function<F> {
    /// A function of inputs with a number of outcomes under a seed.
    #[must_use]
    pub fn new(inputs: Vec<Input>, seed: Seed, replications: u64, function: F) -> Self {
        Self { inputs, copula: None, seed, replications, function }
    }

    /// With inputs that go together.
    #[must_use]
    pub fn tied_by(self, copula: Option<Copula>) -> Self {
        Self { copula, ..self }
    }
}

impl<F: Fn(&[f64]) -> f64 + Sync> Response for Function<F> {
    type Error = Infallible;

    fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    fn copula(&self) -> Option<&Copula> {
        self.copula.as_ref()
    }

    fn begin(&self) -> Result<impl FnMut(&[f64]) -> Result<f64, Infallible>, Infallible> {
        Ok(|draw: &[f64]| Ok((self.function)(draw)))
    }

    fn outcomes(&self, held: &[HeldInput]) -> Result<Vec<f64>, Infallible> {
        let outcome = |replication| {
            let point = self.inputs.iter().map(|input| uniform(&input.label.path, self.seed, replication));
            let mut draw = self.draw(point);
            hold(&mut draw, held);
            (self.function)(&draw)
        };
        Ok((0..self.replications).map(outcome).collect())
    }
}
