//! Options with inputs of their own, brought to the inputs of all of them.

use crate::analysis::response::{HeldInput, Input, Response};
use crate::model::Copula;

/// A response seen as a function of more inputs than its own. A draw of it holds the uniforms of the inputs, not their values: an input that
/// several options have in common may have another distribution in each.
#[derive(Debug)]
pub struct OptionResponse<R> {
    response: R,
    inputs: Vec<Input>,
    copula: Option<Copula>,
    /// Where its own inputs are among all.
    places: Vec<usize>,
}

impl<R: Response> OptionResponse<R> {
    /// A response whose inputs are at these places among the inputs of all options, which may go together.
    ///
    /// # Panics
    /// Unless there is a place for each input of the response.
    #[must_use]
    pub fn new(response: R, inputs: Vec<Input>, copula: Option<Copula>, places: Vec<usize>) -> Self {
        assert_eq!(response.inputs().len(), places.len(), "a place for each input");
        Self { response, inputs, copula, places }
    }

    fn own(&self, uniforms: &[f64]) -> Vec<f64> {
        self.response.draw_of(self.places.iter().map(|place| uniforms[*place]).collect())
    }
}

impl<R: Response> Response for OptionResponse<R> {
    type Error = R::Error;

    fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    fn draw_of(&self, uniforms: Vec<f64>) -> Vec<f64> {
        uniforms
    }

    fn redraw(&self, draw: &mut [f64], input: usize, u: f64) {
        draw[input] = u;
    }

    fn copula(&self) -> Option<&Copula> {
        self.copula.as_ref()
    }

    fn begin(&self) -> Result<impl FnMut(&[f64]) -> Result<f64, R::Error>, R::Error> {
        let mut value = self.response.begin()?;
        Ok(move |draw: &[f64]| value(&self.own(draw)))
    }

    fn complete(&self) -> bool {
        self.response.complete()
    }

    fn outcomes(&self, held: &[HeldInput]) -> Result<Vec<f64>, R::Error> {
        let own = |held: &HeldInput| {
            let input = self.places.iter().position(|place| *place == held.input)?;
            Some(HeldInput { input, value: self.response.inputs()[input].distribution.sample(held.value) })
        };
        self.response.outcomes(&held.iter().filter_map(own).collect::<Vec<_>>())
    }
}
