//! The distribution function of the standard normal distribution by table: families whose members fare alike go through it
//! once for every threshold.

use super::normal::standard_cdf;
use super::polynomial::{DEGREE, Polynomial, evaluate, evaluate_vector, interpolate};
use crate::vectorised::{LANES, Numbers};
use fearless_simd::{Simd, f64x8, prelude::*, u64x8};
use std::sync::LazyLock;

/// Cells in a unit of the score.
const PER_UNIT: usize = 16;
/// Scores beyond this have a tail below 2⁻⁵⁴.
const FARTHEST: f64 = 8.5;

/// Φ(−z) for 0 ≤ z < 8.5, in cells of equal width.
static TAIL: LazyLock<Box<[Polynomial; TAIL_CELLS]>> = LazyLock::new(|| {
    let mut cells = Box::new([Polynomial([0.0; DEGREE + 1]); TAIL_CELLS]);
    let width = 1.0 / PER_UNIT as f64;
    for (cell, polynomial) in cells[..(FARTHEST * PER_UNIT as f64) as usize].iter_mut().enumerate() {
        let from = cell as f64 * width;
        *polynomial = interpolate(|t| standard_cdf(-(from + width * (t + 1.0) / 2.0)));
    }
    cells
});
/// Room for them, a power of two, so that no index needs checking.
const TAIL_CELLS: usize = 256;

/// The table behind [`NormalProbabilities::at`], fetched once for many scores.
#[derive(Debug, Clone, Copy)]
pub struct NormalProbabilities(&'static [Polynomial; TAIL_CELLS]);

impl NormalProbabilities {
    /// Fetches the table; the first call builds it.
    #[must_use]
    pub fn get() -> Self {
        Self(&TAIL)
    }

    /// Φ(z) for any z, within 2 × 10⁻¹⁵.
    #[must_use]
    #[inline]
    pub fn at(self, z: f64) -> f64 {
        let size = z.abs();
        let tail = if size < FARTHEST {
            let place = size * PER_UNIT as f64;
            let cell = place as usize;
            evaluate(&self.0[cell % TAIL_CELLS], 2.0 * (place - cell as f64) - 1.0)
        } else {
            0.0
        };
        if z > 0.0 { 1.0 - tail } else { tail }
    }

    /// [`NormalProbabilities::at`] in every lane.
    #[must_use]
    #[inline(always)]
    pub(crate) fn at_lanes<S: Simd>(self, simd: S, scores: &Numbers) -> Numbers {
        // A sum with it ends in the nearest whole number.
        const SHIFT: f64 = 4_503_599_627_370_496.0;
        let mut probabilities = Numbers::default();
        let nothing = f64x8::splat(simd, 0.0);
        for from in (0..LANES).step_by(8) {
            let z = f64x8::from_slice(simd, &scores[from..from + 8]);
            let size = z.abs();
            let near = size.simd_lt(FARTHEST);
            let place = near.select(size * PER_UNIT as f64, nothing);
            let nearest = (place + SHIFT) - SHIFT;
            let cell = nearest.simd_gt(place).select(nearest - 1.0, nearest);
            let cells: u64x8<S> = (cell + SHIFT).bitcast();
            let tail = evaluate_vector(simd, self.0, cells - SHIFT.to_bits(), (place - cell) * 2.0 - 1.0);
            let tail = near.select(tail, nothing);
            let upper = f64x8::splat(simd, 1.0) - tail;
            z.simd_gt(0.0).select(upper, tail).store_slice(&mut probabilities[from..from + 8]);
        }
        probabilities
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectorised::{Instructions, Kernel, each_lane, vectorised};

    /// The probabilities of sixteen scores.
    struct Sixteen(Numbers);

    impl Kernel for Sixteen {
        type Output = Numbers;

        #[inline(always)]
        fn run<S: Simd>(self, simd: S) -> Numbers {
            NormalProbabilities::get().at_lanes(simd, &self.0)
        }
    }

    #[test]
    fn probabilities_are_those_of_the_distribution_function() {
        let probabilities = NormalProbabilities::get();
        for z in (-10_000..=10_000).map(|i| f64::from(i) * 9.1e-4) {
            let (fast, exact) = (probabilities.at(z), standard_cdf(z));
            assert!((fast - exact).abs() <= 2e-15, "{z}: {fast} against {exact}");
        }
        // Side by side they are the same to the last bit, at the ends of cells too.
        let ends = [0.0, -0.0, 0.0625, -8.4375, 8.499_999, 8.5, -8.5, 40.0, f64::INFINITY, f64::NEG_INFINITY];
        let all: Vec<f64> = (-900..=900).map(|i| f64::from(i) * 0.0103).chain(ends).collect();
        for instructions in Instructions::ALL {
            instructions.limited(|| {
                for sixteen in all.chunks(LANES) {
                    let scores = each_lane(|lane| sixteen[lane % sixteen.len()]);
                    assert_eq!(vectorised(Sixteen(scores)), each_lane(|lane| probabilities.at(scores[lane])));
                }
            });
        }
        assert_eq!([f64::NEG_INFINITY, f64::INFINITY].map(|z| probabilities.at(z)), [0.0, 1.0]);
    }
}
