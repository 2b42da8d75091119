//! The quantile function of the standard normal distribution by table: whatever is drawn from a normal score goes through it.
//!
//! The cells are those of a [table](super::table), but reach to the smallest uniform there is.

use super::normal::standard_quantile;
use super::polynomial::{Cells, DEGREE, Polynomial, evaluate, evaluate_vector, interpolate};
use crate::vectorised::{LANES, Numbers};
use fearless_simd::{Simd, f64x8, prelude::*};
use std::sync::LazyLock;

/// Cells of the normal table in each halving of the tail probability, as bits.
const CELL_BITS: u32 = 4;
/// Halvings of the tail probability: from ½ down to the smallest uniform.
const HALVINGS: usize = 53;

/// −Φ⁻¹(v) for 2⁻⁵³ ≤ v ≤ ½: each halving of v in 16 equal cells.
static TAIL: LazyLock<Box<[Polynomial; TAIL_CELLS]>> = LazyLock::new(|| {
    let per_halving = 1usize << CELL_BITS;
    let mut cells = Box::new([Polynomial([0.0; DEGREE + 1]); TAIL_CELLS]);
    // One cell more for v = ½ itself.
    for (cell, polynomial) in cells[..=HALVINGS * per_halving].iter_mut().enumerate() {
        let (halving, part) = (cell / per_halving, cell % per_halving);
        let smallest = 2f64.powi(halving as i32 - HALVINGS as i32 - 1);
        let width = smallest / per_halving as f64;
        let from = smallest + width * part as f64;
        *polynomial = interpolate(|t| -standard_quantile(from + width * (t + 1.0) / 2.0));
    }
    cells
});
/// Room for them, a power of two, so that no index needs checking.
const TAIL_CELLS: usize = 1024;

/// The table behind [`NormalScores::at`], fetched once for many draws.
#[derive(Debug, Clone, Copy)]
pub struct NormalScores(&'static [Polynomial; TAIL_CELLS]);

impl NormalScores {
    /// Fetches the table; the first call builds it.
    #[must_use]
    pub fn get() -> Self {
        Self(&TAIL)
    }

    /// Φ⁻¹(u) for 2⁻⁵³ ≤ u ≤ 1 − 2⁻⁵³, within 4 × 10⁻¹⁵ of its size or 3 × 10⁻¹⁶. Undefined elsewhere.
    #[must_use]
    #[inline(always)]
    pub fn at(self, u: f64) -> f64 {
        let upper = u > 0.5;
        let v = if upper { 1.0 - u } else { u };
        let bits = v.to_bits();
        // Exponent and first bits of the fraction number the cell; the rest of the fraction is the place within it.
        let cell = (bits >> (52 - CELL_BITS)) as usize - ((1023 - HALVINGS - 1) << CELL_BITS);
        let place = f64::from_bits((bits << CELL_BITS) & ((1 << 52) - 1) | 1023 << 52);
        let z = evaluate(&self.0[cell % TAIL_CELLS], 2.0 * place - 3.0);
        if upper { z } else { -z }
    }

    /// [`NormalScores::at`] in every lane.
    #[must_use]
    #[inline(always)]
    pub(crate) fn at_lanes<S: Simd>(self, simd: S, uniforms: &Numbers) -> Numbers {
        let mut scores = Numbers::default();
        for from in (0..LANES).step_by(8) {
            let u = f64x8::from_slice(simd, &uniforms[from..from + 8]);
            let first = ((1023 - HALVINGS - 1) << CELL_BITS) as u64;
            let Cells { upper, cells, t } = Cells::of(simd, u, CELL_BITS, first);
            let z = evaluate_vector(simd, self.0, cells, t);
            upper.select(z, -z).store_slice(&mut scores[from..from + 8]);
        }
        scores
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::vectorised::{Instructions, Kernel, each_lane, vectorised};

    /// From end to end, and into both tails.
    pub fn uniforms() -> impl Iterator<Item = f64> {
        let least = 0.5 / (1u64 << 52) as f64;
        let tails = (0..=52).flat_map(move |k| [least * 2f64.powi(k), least * 1.37 * 2f64.powi(k)]);
        let tails: Vec<f64> = tails.filter(|u| *u < 0.5).collect();
        let upper: Vec<f64> = tails.iter().map(|u| 1.0 - u).collect();
        (1..5_000).map(|i| f64::from(i) / 5_000.0).chain(tails).chain(upper)
    }

    /// The scores of sixteen uniforms.
    struct Sixteen(Numbers);

    impl Kernel for Sixteen {
        type Output = Numbers;

        #[inline(always)]
        fn run<S: Simd>(self, simd: S) -> Numbers {
            NormalScores::get().at_lanes(simd, &self.0)
        }
    }

    #[test]
    fn side_by_side_they_are_the_same_to_the_last_bit() {
        let all: Vec<f64> = uniforms().chain([0.5]).collect();
        for instructions in Instructions::ALL {
            instructions.limited(|| {
                for sixteen in all.chunks(LANES) {
                    let uniforms = each_lane(|lane| sixteen[lane % sixteen.len()]);
                    assert_eq!(vectorised(Sixteen(uniforms)), each_lane(|lane| NormalScores::get().at(uniforms[lane])));
                }
            });
        }
    }

    #[test]
    fn normal_scores_are_those_of_the_quantile_function() {
        let scores = NormalScores::get();
        for u in uniforms() {
            let (fast, exact) = (scores.at(u), standard_quantile(u));
            assert!((fast - exact).abs() <= 4e-15 * exact.abs() + 3e-16, "{u}: {fast} against {exact}");
        }
    }
}
