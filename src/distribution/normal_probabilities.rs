//! The distribution function of the standard normal distribution by table: families whose members fare alike go through it
//! once for every threshold.

use super::normal::standard_cdf;
use super::polynomial::{DEGREE, Polynomial, evaluate, interpolate};
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_those_of_the_distribution_function() {
        let probabilities = NormalProbabilities::get();
        for z in (-10_000..=10_000).map(|i| f64::from(i) * 9.1e-4) {
            let (fast, exact) = (probabilities.at(z), standard_cdf(z));
            assert!((fast - exact).abs() <= 2e-15, "{z}: {fast} against {exact}");
        }
        assert_eq!([f64::NEG_INFINITY, f64::INFINITY].map(|z| probabilities.at(z)), [0.0, 1.0]);
    }
}
