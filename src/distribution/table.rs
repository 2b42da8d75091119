//! Fast quantile functions: tables of polynomials, for sampling.
//!
//! A quantile function F⁻¹(u) is awkward near 0 and 1 and dear to evaluate, but smooth in between, and near an end it is about
//! as smooth from 10⁻⁶ to 2·10⁻⁶ as it is from 0.1 to 0.2. So with v = min(u, 1 − u), each halving of v has the same number
//! of equal cells, on either side of the middle, and in each cell a polynomial of degree 7 through Chebyshev nodes. The bits
//! of v tell the cell. Beyond 20 halvings, once in a million draws, the exact function is asked.
//!
//! **Error.** Every table is held against the exact function when it is built, between its nodes, where interpolation is
//! worst: x may differ by [`TOLERANCE`] of its size or of the standard deviation, or by what a change of
//! [`TOLERANCE_OF_UNIFORM`] in u makes of it, whichever is most. Where no table is that good, sampling goes on with the exact
//! function. The exact function is the root of F(x) = u; it is sought from where the neighbouring cell points, and for the check
//! from where the cell itself does, which takes a third of the time.

use super::normal::standard_quantile;
use super::{Distribution, Univariate};
use crate::vectorised::{LANES, Numbers};
use fearless_simd::{Simd, f64x8, mask64x8, prelude::*, u64x8};
use std::sync::{LazyLock, OnceLock};

/// Largest error of a tabulated quantile, relative to its size or to the standard deviation.
pub const TOLERANCE: f64 = 1e-11;
/// The change of u that excuses an error of x: about what the distribution functions themselves are off by.
pub const TOLERANCE_OF_UNIFORM: f64 = 1e-12;

/// Coefficients of one, t, t², … on −1 ≤ t ≤ 1; one cache line.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Polynomial([f64; DEGREE + 1]);
const DEGREE: usize = 7;

/// Multiplications and additions are written out and in this order on every processor: fused ones would give other bits.
#[inline(always)]
fn evaluate(Polynomial(c): &Polynomial, t: f64) -> f64 {
    let (t2, t4) = (t * t, (t * t) * (t * t));
    let low = (c[0] + c[1] * t) + (c[2] + c[3] * t) * t2;
    let high = (c[4] + c[5] * t) + (c[6] + c[7] * t) * t2;
    low + high * t4
}

/// [`evaluate`] for eight of the polynomials of a table at once.
#[inline(always)]
fn evaluate_vector<S: Simd, const N: usize>(
    simd: S,
    cells: &[Polynomial; N],
    chosen: u64x8<S>,
    t: f64x8<S>,
) -> f64x8<S> {
    let mut c = [f64x8::splat(simd, 0.0); 8];
    for i in 0..8 {
        c[i] = f64x8::from_slice(simd, &cells[chosen[i] as usize % N].0);
    }
    // Rows become columns: three perfect shuffles.
    for _ in 0..3 {
        let mut shuffled = c;
        for i in 0..4 {
            (shuffled[2 * i], shuffled[2 * i + 1]) = c[i].interleave(c[i + 4]);
        }
        c = shuffled;
    }
    let (t2, t4) = (t * t, (t * t) * (t * t));
    let low = (c[0] + c[1] * t) + (c[2] + c[3] * t) * t2;
    let high = (c[4] + c[5] * t) + (c[6] + c[7] * t) * t2;
    low + high * t4
}

/// What every interpolation needs: the Chebyshev nodes of −1 … 1, and the weight of the value at node j in the coefficient of
/// the k-th Chebyshev polynomial.
struct Nodes {
    at: [f64; DEGREE + 1],
    weights: [[f64; DEGREE + 1]; DEGREE + 1],
}

static NODES: LazyLock<Nodes> = LazyLock::new(|| {
    let angle = |j: usize| (j as f64 + 0.5) * std::f64::consts::PI / (DEGREE + 1) as f64;
    Nodes {
        at: std::array::from_fn(|j| angle(j).cos()),
        weights: std::array::from_fn(|k| std::array::from_fn(|j| (k as f64 * angle(j)).cos())),
    }
});

/// The polynomial through `f` at the Chebyshev nodes of −1 … 1.
fn interpolate(f: impl Fn(f64) -> f64) -> Polynomial {
    const N: usize = DEGREE + 1;
    let values = NODES.at.map(f);
    let mut power = [0.0; N];
    // Chebyshev polynomials T₀, T₁, … as powers of t, by T₍ₖ₊₁₎ = 2t·Tₖ − T₍ₖ₋₁₎.
    let (mut before, mut current) = ([0.0; N], [0.0; N]);
    current[0] = 1.0;
    for (k, weights) in NODES.weights.iter().enumerate() {
        let scale = if k == 0 { 1.0 } else { 2.0 } / N as f64;
        let weight: f64 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f64>() * scale;
        power.iter_mut().zip(&current).for_each(|(sum, c)| *sum += weight * c);
        let factor = if k == 0 { 1.0 } else { 2.0 };
        let next = std::array::from_fn(|i| if i == 0 { 0.0 } else { factor * current[i - 1] } - before[i]);
        (before, current) = (current, next);
    }
    Polynomial(power)
}

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

/// In which cells of a table eight uniforms lie, and where in each.
struct Cells<S: Simd> {
    /// Those in the upper half.
    upper: mask64x8<S>,
    /// The cells, counted from either end.
    cells: u64x8<S>,
    /// −1 ≤ t ≤ 1.
    t: f64x8<S>,
}

impl<S: Simd> Cells<S> {
    #[inline(always)]
    fn of(simd: S, u: f64x8<S>, bits_of_cells: u32, first: u64) -> Self {
        let upper = u.simd_gt(0.5);
        let v = u.min(f64x8::splat(simd, 1.0) - u);
        let bits: u64x8<S> = v.bitcast();
        // Exponent and first bits of the fraction number the cell; the rest of the fraction is the place within it.
        let cells = (bits >> (52 - bits_of_cells)) - first;
        let place: f64x8<S> = ((bits << bits_of_cells) & ((1 << 52) - 1) | 1023 << 52).bitcast();
        Self { upper, cells, t: place * 2.0 - 3.0 }
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

/// F⁻¹(u) by cells of u.
#[derive(Debug, Clone)]
pub struct Table {
    /// The lower half, then the upper one.
    cells: Box<[Polynomial; 2 * SIDE]>,
    /// 2ᵏ cells to a halving.
    bits: u32,
    support: (f64, f64),
}

/// Halvings of v that a table covers, from ½ down.
const COVERED: usize = 20;
/// The least v that a table covers.
const LEAST: f64 = 1.0 / (1u64 << (COVERED + 1)) as f64;
/// Room for the cells of one half: a power of two, so that no index needs checking.
const SIDE: usize = 512;
/// Numbers of cells to a halving that are tried, as bits; one cell more is for v = ½ itself.
const TRIED: std::ops::RangeInclusive<u32> = 2..=4;

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
        self.table.get_or_init(|| TRIED.into_iter().find_map(|bits| Table::new(&self.inner, bits))).as_ref()
    }

    /// The value that carries the uniform u.
    #[must_use]
    pub fn sample(&self, u: f64) -> f64 {
        match self.table() {
            Some(table) if Table::covers(u) => table.at(u),
            _ => self.inner.quantile(u),
        }
    }
}

/// A cell of a table in the making.
#[derive(Clone, Copy)]
struct Neighbour {
    from: f64,
    width: f64,
    polynomial: Polynomial,
}

impl Neighbour {
    /// What it says of a place outside.
    fn extrapolated(&self, v: f64) -> f64 {
        evaluate(&self.polynomial, 2.0 * (v - self.from) / self.width - 1.0)
    }
}

impl Table {
    /// A table with 2^`bits` cells to a halving; `None` where it is not good enough.
    fn new(inner: &Distribution, bits: u32) -> Option<Self> {
        let per_halving = 1usize << bits;
        let sd = inner.variance().sqrt();
        let spread = if sd.is_finite() { sd } else { 0.0 };
        let mut cells: Box<[Polynomial; 2 * SIDE]> =
            vec![Polynomial([0.0; DEGREE + 1]); 2 * SIDE].into_boxed_slice().try_into().expect("a slice of as many");
        // On either side, the cell next to this one towards the middle.
        let mut neighbours: [Option<Neighbour>; 2] = [None; 2];
        // From the middle outwards: a kink shows at once.
        for cell in (0..=COVERED * per_halving).rev() {
            let smallest = LEAST * 2f64.powi((cell / per_halving) as i32);
            let width = smallest / per_halving as f64;
            let at = |t: f64| smallest + width * ((cell % per_halving) as f64 + (t + 1.0) / 2.0);
            for (upper, neighbour) in [false, true].into_iter().zip(&mut neighbours) {
                let uniform = |t: f64| if upper { 1.0 - at(t) } else { at(t) };
                let polynomial = interpolate(|t| match &*neighbour {
                    // The function goes on about as it was.
                    Some(neighbour) => inner.quantile_near(uniform(t), neighbour.extrapolated(at(t))),
                    None => inner.quantile(uniform(t)),
                });
                for t in [0.0, 1.0] {
                    let x = inner.quantile_near(uniform(t), evaluate(&polynomial, t));
                    let [_, first, second, third, ..] = polynomial.0;
                    let slope = (first + t * (2.0 * second + 3.0 * third)).abs() * 2.0 / width;
                    let allowed = TOLERANCE * x.abs().max(spread) + slope * TOLERANCE_OF_UNIFORM;
                    let error = (evaluate(&polynomial, t) - x).abs();
                    if error.is_nan() || error > allowed {
                        return None;
                    }
                }
                cells[usize::from(upper) * SIDE + cell] = polynomial;
                *neighbour = Some(Neighbour { from: at(-1.0), width, polynomial });
            }
        }
        Some(Self { cells, bits, support: inner.support() })
    }

    /// Whether [`Table::at`] may be asked for a uniform.
    #[must_use]
    #[inline(always)]
    pub fn covers(u: f64) -> bool {
        (LEAST..=1.0 - LEAST).contains(&u)
    }

    /// F⁻¹(u) for a uniform that it [covers](Table::covers).
    #[must_use]
    #[inline(always)]
    pub fn at(&self, u: f64) -> f64 {
        let upper = u > 0.5;
        let v = if upper { 1.0 - u } else { u };
        let bits = v.to_bits();
        // Exponent and first bits of the fraction number the cell; the rest of the fraction is the place within it.
        let cell = (bits >> (52 - self.bits)).wrapping_sub(LEAST.to_bits() >> (52 - self.bits)) as usize;
        let place = f64::from_bits((bits << self.bits) & ((1 << 52) - 1) | 1023 << 52);
        let cell = cell.wrapping_add(if upper { SIDE } else { 0 });
        let x = evaluate(&self.cells[cell % (2 * SIDE)], 2.0 * place - 3.0);
        // A polynomial may pass the end of the support by its rounding.
        let x = if x < self.support.0 { self.support.0 } else { x };
        if x > self.support.1 { self.support.1 } else { x }
    }

    /// [`Table::at`] in every lane; `None` where it does not [cover](Table::covers) one of the uniforms.
    #[must_use]
    #[inline(always)]
    pub(crate) fn at_lanes<S: Simd>(&self, simd: S, uniforms: &Numbers) -> Option<Numbers> {
        let mut values = Numbers::default();
        for from in (0..LANES).step_by(8) {
            let u = f64x8::from_slice(simd, &uniforms[from..from + 8]);
            if (u.simd_lt(LEAST) | u.simd_gt(1.0 - LEAST)).any_true() {
                return None;
            }
            let Cells { upper, cells, t } = Cells::of(simd, u, self.bits, LEAST.to_bits() >> (52 - self.bits));
            let cells = cells + upper.select(u64x8::splat(simd, SIDE as u64), u64x8::splat(simd, 0));
            let x = evaluate_vector(simd, &self.cells, cells, t);
            // As in `at`; which of two zeros it is does not matter.
            x.max(self.support.0).min(self.support.1).store_slice(&mut values[from..from + 8]);
        }
        Some(values)
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
                assert!((x - wanted).abs() <= allowed, "{exact} at {u}: {x} against {wanted}, {}", table.bits);
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
