//! The parameters of sixteen replications.

use crate::distribution::Distribution;
use crate::model::{Draw, Model};
use crate::random::{Design, LaneAddress, Sampling};
use crate::vectorised::{Kernel, LANES, Numbers, vectorised};
use fearless_simd::Simd;

/// Draws parameters at the points of a design.
pub(super) struct Parameters<'m> {
    model: &'m Model,
    design: &'m Design,
    /// Random address and distribution of each parameter, where all are drawn independently.
    independent: Option<Vec<(LaneAddress, &'m Distribution)>>,
}

impl<'m> Parameters<'m> {
    pub fn new(model: &'m Model, design: &'m Design) -> Self {
        let address = |dimension: usize| {
            let (seed, purpose) = design.luck(dimension);
            (LaneAddress::new(seed, purpose), &model.parameters[dimension].distribution)
        };
        let independent = design.sampling() == Sampling::Random && model.copula.is_none();
        Self { model, design, independent: independent.then(|| (0..model.parameters.len()).map(address).collect()) }
    }

    /// Draws the parameters of up to sixteen replications, `first` in lane 0. The last replication fills the remaining lanes.
    pub fn draw(&self, first: u64, replications: usize, draw: &mut Draw<Numbers>) {
        draw.rewrite(&self.model.parameters, |values| self.write(first, replications, values));
    }

    fn write(&self, first: u64, replications: usize, values: &mut [Numbers]) {
        if let Some(parameters) = &self.independent {
            vectorised(Independent { parameters, first: first as u32, values });
            for value in values {
                // Draws of later replications might be refused.
                let last = value[replications - 1];
                value[replications..].fill(last);
            }
            return;
        }
        for lane in 0..LANES {
            let draw = self.model.draw_at(self.design.point(first + lane.min(replications - 1) as u64));
            for (target, value) in values.iter_mut().zip(draw.values()) {
                target[lane] = *value;
            }
        }
    }
}

/// [`Parameters::draw`] for independent parameters.
struct Independent<'a> {
    parameters: &'a [(LaneAddress, &'a Distribution)],
    first: u32,
    values: &'a mut [Numbers],
}

impl Kernel for Independent<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { parameters, first, values } = self;
        // Two at a time, which the processor computes in parallel.
        for (targets, parameters) in values.chunks_mut(2).zip(parameters.chunks(2)) {
            if let ([a, b], [(of_a, _), (of_b, _)]) = (&mut *targets, parameters) {
                [*a, *b] = LaneAddress::uniforms(simd, [of_a, of_b], 0, first);
            } else {
                [targets[0]] = LaneAddress::uniforms(simd, [&parameters[0].0], 0, first);
            }
        }
        for (target, (_, distribution)) in values.iter_mut().zip(parameters) {
            *target = distribution.sample_lanes(simd, target);
        }
    }
}
