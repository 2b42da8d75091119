//! A choice between options that depend on the same uncertain inputs.

use super::surface::tied_steps;
use crate::analysis::{Input, Response};

/// A choice between options, the one with the highest net benefit on average being taken. All options have the same inputs.
#[derive(Debug, Clone, Copy)]
pub struct Decision<'r, R> {
    options: &'r [R],
    /// Whether nothing, with a net benefit of zero, is an option too: then it is the first.
    nothing: bool,
}

impl<'r, R: Response> Decision<'r, R> {
    /// Whether to invest, or not.
    #[must_use]
    pub fn invest_or_not(response: &'r R) -> Self {
        Self { options: std::slice::from_ref(response), nothing: true }
    }

    /// Which of several options to take; `nothing` says whether none is possible too.
    ///
    /// # Panics
    /// Without any option.
    #[must_use]
    pub fn between(options: &'r [R], nothing: bool) -> Self {
        assert!(!options.is_empty(), "a decision has options");
        Self { options, nothing }
    }

    /// How many options there are.
    #[must_use]
    pub fn options(&self) -> usize {
        self.options.len() + usize::from(self.nothing)
    }

    /// The inputs of all options.
    #[must_use]
    pub fn inputs(&self) -> &'r [Input] {
        self.options[0].inputs()
    }

    /// Whether one of some inputs has finitely many values and goes together with another.
    #[must_use]
    pub fn has_tied_steps(&self, known: &[usize]) -> bool {
        tied_steps(self.response(), known).is_some()
    }

    /// The response that tells the inputs.
    pub(super) fn response(&self) -> &'r R {
        &self.options[0]
    }

    /// The net benefits of all options at a draw, with buffers of its own.
    #[expect(clippy::type_complexity, reason = "a function whose type nobody can name")]
    pub(super) fn begin(
        &self,
    ) -> Result<impl FnMut(&[f64], &mut [f64]) -> Result<(), R::Error> + use<'r, R>, R::Error> {
        let mut values = self.options.iter().map(Response::begin).collect::<Result<Vec<_>, _>>()?;
        let first = usize::from(self.nothing);
        Ok(move |draw: &[f64], nets: &mut [f64]| {
            nets[..first].fill(0.0);
            for (value, net) in values.iter_mut().zip(&mut nets[first..]) {
                *net = value(draw)?;
            }
            Ok(())
        })
    }
}

/// The position of the largest number; the first of several.
pub(super) fn best(values: impl Iterator<Item = f64>) -> usize {
    let larger = |best: (usize, f64), (at, value): (usize, f64)| if value > best.1 { (at, value) } else { best };
    values.enumerate().fold((0, f64::NEG_INFINITY), larger).0
}
