//! Fast quantile functions: tables of polynomials, for sampling.
//!
//! A quantile function is awkward near 0 and 1 and dear to evaluate, but G(z) = F⁻¹(Φ(z)), the same function on the scale
//! of normal scores, is smooth from end to end for every continuous distribution that a scenario can name. So a number is
//! drawn in two steps: z = Φ⁻¹(u) from one table that all distributions share, then x = G(z) from a table of its own.
//! Both are polynomials of degree 7 through Chebyshev nodes.
//!
//! **Error.** Every table is held against the exact function when it is built, between its nodes, where interpolation is
//! worst: x may differ by [`TOLERANCE`] of its size or of the standard deviation, or by what a change of
//! [`TOLERANCE_OF_UNIFORM`] in u makes of it (which tells in the last 10⁻⁶ of a tail alone), whichever is most. Where no
//! table is that good, sampling goes on with the exact function.

use super::normal::{standard_cdf, standard_density, standard_quantile};
use super::{Distribution, Univariate};
use std::sync::{LazyLock, OnceLock};

/// Largest error of a tabulated quantile, relative to its size or to the standard deviation.
pub const TOLERANCE: f64 = 1e-11;
/// The change of u that excuses an error of x: about what the distribution functions themselves are off by.
pub const TOLERANCE_OF_UNIFORM: f64 = 1e-12;

/// Coefficients of one, t, t², … on −1 ≤ t ≤ 1; one cache line.
type Polynomial = [f64; DEGREE + 1];
const DEGREE: usize = 7;

/// Normal scores of the smallest and largest uniform that is ever drawn lie within ±8.21.
const MOST_SCORE: f64 = 8.25;

/// Multiplications and additions are written out and in this order on every processor: fused ones would give other bits.
#[inline(always)]
fn evaluate(c: &Polynomial, t: f64) -> f64 {
    let (t2, t4) = (t * t, (t * t) * (t * t));
    let low = (c[0] + c[1] * t) + (c[2] + c[3] * t) * t2;
    let high = (c[4] + c[5] * t) + (c[6] + c[7] * t) * t2;
    low + high * t4
}

/// The polynomial through `f` at the Chebyshev nodes of −1 … 1.
fn interpolate(f: impl Fn(f64) -> f64) -> Polynomial {
    const N: usize = DEGREE + 1;
    let angle = |j: usize| (j as f64 + 0.5) * std::f64::consts::PI / N as f64;
    let values: [f64; N] = std::array::from_fn(|j| f(angle(j).cos()));
    let mut power = [0.0; N];
    // Chebyshev polynomials T₀, T₁, … as powers of t, by T₍ₖ₊₁₎ = 2t·Tₖ − T₍ₖ₋₁₎.
    let (mut before, mut current) = ([0.0; N], [0.0; N]);
    current[0] = 1.0;
    for k in 0..N {
        let scale = if k == 0 { 1.0 } else { 2.0 } / N as f64;
        let weight: f64 = (0..N).map(|j| values[j] * (k as f64 * angle(j)).cos()).sum::<f64>() * scale;
        power.iter_mut().zip(&current).for_each(|(sum, c)| *sum += weight * c);
        let factor = if k == 0 { 1.0 } else { 2.0 };
        let next = std::array::from_fn(|i| if i == 0 { 0.0 } else { factor * current[i - 1] } - before[i]);
        (before, current) = (current, next);
    }
    power
}

/// Cells of the normal table in each halving of the tail probability, as bits.
const CELL_BITS: u32 = 4;
/// Halvings of the tail probability: from ½ down to the smallest uniform.
const HALVINGS: usize = 53;

/// −Φ⁻¹(v) for 2⁻⁵³ ≤ v ≤ ½: each halving of v in 16 equal cells.
static TAIL: LazyLock<Box<[Polynomial; TAIL_CELLS]>> = LazyLock::new(|| {
    let per_halving = 1usize << CELL_BITS;
    let mut cells = Box::new([[0.0; DEGREE + 1]; TAIL_CELLS]);
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

    /// Φ⁻¹(u) for 2⁻⁵³ ≤ u ≤ 1 − 2⁻⁵³, within 4 × 10⁻¹⁵ of its size or 3 × 10⁻¹⁶.
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
}

/// A distribution with a table of its quantile function, built when it is first sampled.
#[derive(Debug, Clone)]
pub struct Tabulated {
    inner: Distribution,
    table: OnceLock<Option<Table>>,
}

/// Two are the same where they tabulate the same.
impl PartialEq for Tabulated {
    fn eq(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}

/// G(z) = F⁻¹(Φ(z)) by equal cells of z.
#[derive(Debug, Clone)]
pub struct Table {
    cells: Vec<Polynomial>,
    per_unit: f64,
    support: (f64, f64),
}

impl Tabulated {
    pub(super) fn new(inner: Distribution) -> Self {
        Self { inner, table: OnceLock::new() }
    }

    /// What is tabulated.
    #[must_use]
    pub fn inner(&self) -> &Distribution {
        &self.inner
    }

    /// The table; `None` where none is good enough.
    pub fn table(&self) -> Option<&Table> {
        self.table.get_or_init(|| [3, 4, 5, 6].into_iter().find_map(|bits| Table::new(&self.inner, bits))).as_ref()
    }

    /// The value that carries the uniform u.
    #[must_use]
    pub fn sample(&self, u: f64) -> f64 {
        match self.table() {
            Some(table) => table.at(NormalScores::get().at(u)),
            None => self.inner.quantile(u),
        }
    }
}

impl Table {
    /// A table with 2^`bits` cells per unit of z; `None` where it is not good enough.
    fn new(inner: &Distribution, bits: u32) -> Option<Self> {
        let per_unit = f64::from(1u32 << bits);
        let count = (2.0 * MOST_SCORE * per_unit) as usize;
        let exact = |z: f64| inner.quantile(standard_cdf(z).min(1.0 - f64::EPSILON / 2.0));
        let sd = inner.variance().sqrt();
        let spread = if sd.is_finite() { sd } else { 0.0 };
        let mut cells = vec![[0.0; DEGREE + 1]; count];
        // From the middle outwards: a table that fails mostly does so in a tail, but a kink shows at once.
        let order = (0..count).map(|i| if i % 2 == 0 { (count + i) / 2 } else { (count - i - 1) / 2 });
        for cell in order {
            let at = |t: f64| -MOST_SCORE + (cell as f64 + (t + 1.0) / 2.0) / per_unit;
            let polynomial = interpolate(|t| exact(at(t)));
            for t in [0.0, 1.0] {
                let (x, z) = (exact(at(t)), at(t));
                let slope = (polynomial[1] + t * (2.0 * polynomial[2] + 3.0 * polynomial[3])).abs() * 2.0 * per_unit;
                let excused = slope / standard_density(z) * TOLERANCE_OF_UNIFORM;
                let allowed = TOLERANCE * x.abs().max(spread) + excused;
                let error = (evaluate(&polynomial, t) - x).abs();
                if error.is_nan() || error > allowed {
                    return None;
                }
            }
            cells[cell] = polynomial;
        }
        Some(Self { cells, per_unit, support: inner.support() })
    }

    /// G(z) for |z| ≤ 8.21.
    #[must_use]
    #[inline(always)]
    pub fn at(&self, z: f64) -> f64 {
        // The cell in whose middle half a unit is nearest: the low bits of the sum with 2⁵² are the nearest whole number.
        const SHIFT: f64 = 4_503_599_627_370_496.0;
        let place = (z + MOST_SCORE) * self.per_unit - 0.5;
        let nearest = place + SHIFT;
        let cell = (nearest.to_bits() - SHIFT.to_bits()) as usize;
        let x = evaluate(&self.cells[cell], 2.0 * (place - (nearest - SHIFT)));
        // A polynomial may pass the end of the support by its rounding.
        let x = if x < self.support.0 { self.support.0 } else { x };
        if x > self.support.1 { self.support.1 } else { x }
    }
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::*;

    fn uniforms() -> impl Iterator<Item = f64> {
        let least = 0.5 / (1u64 << 52) as f64;
        let tails = (0..=52).flat_map(move |k| [least * 2f64.powi(k), least * 1.37 * 2f64.powi(k)]);
        let tails: Vec<f64> = tails.filter(|u| *u < 0.5).collect();
        let upper: Vec<f64> = tails.iter().map(|u| 1.0 - u).collect();
        (1..5_000).map(|i| f64::from(i) / 5_000.0).chain(tails).chain(upper)
    }

    #[test]
    fn normal_scores_are_those_of_the_quantile_function() {
        let scores = NormalScores::get();
        for u in uniforms() {
            let (fast, exact) = (scores.at(u), standard_quantile(u));
            assert!((fast - exact).abs() <= 4e-15 * exact.abs() + 3e-16, "{u}: {fast} against {exact}");
        }
    }

    #[test]
    fn a_sample_is_the_quantile_within_the_stated_error() {
        let families = [
            Distribution::Beta(Beta::new(17.1, 39.9).expect("valid")),
            Distribution::Beta(Beta::new(0.4, 0.7).expect("valid")),
            Distribution::Beta(Beta::new(2.0, 18.0).expect("valid")),
            Distribution::Gamma(Gamma::new(2.0, 0.5).expect("valid")),
            Distribution::Gamma(Gamma::new(0.3, 9.0).expect("valid")),
            Distribution::Gamma(Gamma::new(400.0, 1.0).expect("valid")),
            Distribution::Pert(Pert::new(0.95, 1.0, 1.25, 4.0).expect("valid")),
            Distribution::LogNormal(LogNormal::from_mean_sd(450_000.0, 90_000.0).expect("valid")),
            Distribution::Weibull(Weibull::new(0.8, 3.0).expect("valid")),
            Distribution::LogLogistic(LogLogistic::new(1.5, 8.0).expect("valid")),
            Distribution::Normal(Normal::new(1.0, 2.0).expect("valid")).truncated(0.0, 2.5).expect("valid"),
            Distribution::Gamma(Gamma::new(2.0, 0.5).expect("valid")).truncated(0.2, f64::INFINITY).expect("valid"),
        ];
        for exact in families {
            let Distribution::Tabulated(fast) = exact.clone().tabulated() else { panic!("{exact} has no table") };
            let table = fast.table().unwrap_or_else(|| panic!("no table of {exact} is good enough"));
            let spread = if exact.variance().is_finite() { exact.variance().sqrt() } else { 0.0 };
            let (low, high) = exact.support();
            for u in uniforms() {
                let (x, wanted) = (fast.sample(u), exact.quantile(u));
                let shifted = |by: f64| exact.quantile((u + by).clamp(1e-17, 1.0 - 1e-16));
                let excused = shifted(TOLERANCE_OF_UNIFORM) - shifted(-TOLERANCE_OF_UNIFORM);
                let allowed = 2.0 * TOLERANCE * wanted.abs().max(spread) + excused;
                assert!((x - wanted).abs() <= allowed, "{exact} at {u}: {x} against {wanted}, {}", table.per_unit);
                assert!(x >= low && x <= high);
            }
        }
    }

    #[test]
    fn what_no_table_follows_is_sampled_exactly() {
        let kinked = Distribution::Triangular(Triangular::new(0.0, 1.0, 10.0).expect("valid"));
        let cut = kinked.truncated(0.5, 8.0).expect("valid");
        let Distribution::Tabulated(fast) = cut.clone().tabulated() else { panic!("{cut} is continuous") };
        assert!(fast.table().is_none());
        assert_eq!(fast.sample(0.3), cut.quantile(0.3));
    }
}
