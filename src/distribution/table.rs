//! Fast quantile functions: tables of polynomials, for sampling.
//!
//! A quantile function F⁻¹(u) is steep near 0 and 1 and expensive to evaluate, but smooth in between, and near an end it is about
//! as smooth from 10⁻⁶ to 2·10⁻⁶ as it is from 0.1 to 0.2. So with v = min(u, 1 − u), each halving of v has the same number
//! of equal cells, on either side of the middle, and in each cell a polynomial of degree 7 through Chebyshev nodes. The bits
//! of v give the cell. Beyond 20 halvings, once in a million draws, the exact function is evaluated.
//!
//! **Error.** Every table is held against the exact function when it is built, between its nodes, where interpolation is
//! worst: x may differ by [`TOLERANCE`] of its size or of the standard deviation, or by what a change of
//! [`TOLERANCE_OF_UNIFORM`] in u makes of it, whichever is largest. Where no table meets that, sampling uses the exact
//! function. The exact function is the root of F(x) = u; the search starts at the extrapolation of the neighbouring cell, and in the
//! check at the value of the cell itself, which takes a third of the time.

use super::polynomial::{Cells, DEGREE, Polynomial, evaluate, evaluate_vector, interpolate};
use super::{Distribution, Univariate};
use crate::vectorised::{LANES, Numbers};
use fearless_simd::{Simd, f64x8, prelude::*, u64x8};
use std::sync::OnceLock;

/// Largest error of a tabulated quantile, relative to its size or to the standard deviation.
pub const TOLERANCE: f64 = 1e-11;
/// A change of u within which an error of x is accepted: about the error of the distribution functions themselves.
pub const TOLERANCE_OF_UNIFORM: f64 = 1e-12;

/// A distribution with a table of its quantile function, built when it is first sampled.
#[derive(Debug, Clone)]
pub struct Tabulated {
    inner: Distribution,
    table: OnceLock<Option<QuantileTable>>,
}

/// Two are the same where they tabulate the same.
impl PartialEq for Tabulated {
    fn eq(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}

/// F⁻¹(u) by cells of u.
#[derive(Debug, Clone)]
pub struct QuantileTable {
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
    pub fn table(&self) -> Option<&QuantileTable> {
        self.table.get_or_init(|| TRIED.into_iter().find_map(|bits| QuantileTable::new(&self.inner, bits))).as_ref()
    }

    /// The value that carries the uniform u.
    #[must_use]
    pub fn sample(&self, u: f64) -> f64 {
        match self.table() {
            Some(table) if QuantileTable::covers(u) => table.at(u),
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
    /// Its extrapolation to a place outside.
    fn extrapolated(&self, v: f64) -> f64 {
        evaluate(&self.polynomial, 2.0 * (v - self.from) / self.width - 1.0)
    }
}

impl QuantileTable {
    /// A table with 2^`bits` cells to a halving; `None` where it is not good enough.
    fn new(inner: &Distribution, bits: u32) -> Option<Self> {
        let per_halving = 1usize << bits;
        let sd = inner.variance().sqrt();
        let spread = if sd.is_finite() { sd } else { 0.0 };
        let mut cells: Box<[Polynomial; 2 * SIDE]> =
            vec![Polynomial([0.0; DEGREE + 1]); 2 * SIDE].into_boxed_slice().try_into().expect("a slice of as many");
        // On either side, the cell next to this one towards the middle.
        let mut neighbours: [Option<Neighbour>; 2] = [None; 2];
        // From the middle outwards, where a kink shows soonest.
        for cell in (0..=COVERED * per_halving).rev() {
            let smallest = LEAST * 2f64.powi((cell / per_halving) as i32);
            let width = smallest / per_halving as f64;
            let at = |t: f64| smallest + width * ((cell % per_halving) as f64 + (t + 1.0) / 2.0);
            for (upper, neighbour) in [false, true].into_iter().zip(&mut neighbours) {
                let uniform = |t: f64| if upper { 1.0 - at(t) } else { at(t) };
                let polynomial = interpolate(|t| match &*neighbour {
                    // The neighbour's polynomial, continued into this cell, is a good start.
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

    /// Whether [`QuantileTable::at`] may be asked for a uniform.
    #[must_use]
    #[inline(always)]
    pub fn covers(u: f64) -> bool {
        (LEAST..=1.0 - LEAST).contains(&u)
    }

    /// F⁻¹(u) for a uniform that it [covers](QuantileTable::covers).
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

    /// [`QuantileTable::at`] in every lane; `None` where it does not [cover](QuantileTable::covers) one of the uniforms.
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
    use super::super::normal_scores::tests::uniforms;
    use super::super::*;
    use super::*;
    use crate::vectorised::{Instructions, Kernel, vectorised};

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

    /// Samples of sixteen uniforms.
    struct Sixteen<'a>(&'a Distribution, Numbers);

    impl Kernel for Sixteen<'_> {
        type Output = Numbers;

        #[inline(always)]
        fn run<S: Simd>(self, simd: S) -> Numbers {
            self.0.sample_lanes(simd, &self.1)
        }
    }

    #[test]
    fn samples_side_by_side_are_those_one_by_one() {
        let kinked = Distribution::Triangular(Triangular::new(0.0, 1.0, 10.0).expect("valid"));
        let all = [
            Distribution::Beta(Beta::new(0.4, 0.7).expect("valid")).tabulated(),
            Distribution::Gamma(Gamma::new(2.0, 0.5).expect("valid")).tabulated(),
            Distribution::LogNormal(LogNormal::from_mean_sd(450_000.0, 90_000.0).expect("valid")).tabulated(),
            Distribution::LogNormal(LogNormal::from_mean_sd(450_000.0, 90_000.0).expect("valid")),
            Distribution::Normal(Normal::new(1.0, 2.0).expect("valid")),
            Distribution::Fixed(3.0),
            kinked.truncated(0.5, 8.0).expect("valid").tabulated(),
        ];
        // From the middle of a table to beyond its ends, where one of sixteen makes all go one by one.
        let uniforms: Vec<f64> = uniforms().collect();
        for (distribution, instructions) in all.iter().flat_map(|each| Instructions::ALL.map(|some| (each, some))) {
            for sixteen in uniforms.chunks(LANES) {
                let uniforms = each_lane(|lane| sixteen[lane % sixteen.len()]);
                let found = instructions.limited(|| vectorised(Sixteen(distribution, uniforms)));
                assert_eq!(found, each_lane(|lane| distribution.sample(uniforms[lane])), "{distribution}");
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
