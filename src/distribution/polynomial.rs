//! Polynomials through the values of a function, one for each cell of a table, and many evaluated at once.

use fearless_simd::{Simd, f64x8, mask64x8, prelude::*, u64x8};
use std::ops::{Add, Mul};
use std::sync::LazyLock;

/// Coefficients of one, t, t², … on −1 ≤ t ≤ 1; one cache line.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(super) struct Polynomial(pub(super) [f64; DEGREE + 1]);
pub(super) const DEGREE: usize = 7;

/// The value of a polynomial.
#[inline(always)]
pub(super) fn evaluate(Polynomial(c): &Polynomial, t: f64) -> f64 {
    polynomial(c, t)
}

/// The values of some polynomials, one in each lane. Multiplications and additions are written out and in this order on every
/// processor: fused ones would give other bits.
#[inline(always)]
fn polynomial<V: Copy + Add<Output = V> + Mul<Output = V>>(c: &[V; DEGREE + 1], t: V) -> V {
    let (t2, t4) = (t * t, (t * t) * (t * t));
    let low = (c[0] + c[1] * t) + (c[2] + c[3] * t) * t2;
    let high = (c[4] + c[5] * t) + (c[6] + c[7] * t) * t2;
    low + high * t4
}

/// [`evaluate`] for eight of the polynomials of a table at once.
#[inline(always)]
pub(super) fn evaluate_vector<S: Simd, const N: usize>(
    simd: S,
    cells: &[Polynomial; N],
    chosen: u64x8<S>,
    t: f64x8<S>,
) -> f64x8<S> {
    let mut c = [f64x8::splat(simd, 0.0); DEGREE + 1];
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
    polynomial(&c, t)
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
pub(super) fn interpolate(f: impl Fn(f64) -> f64) -> Polynomial {
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

/// In which cells of a table eight uniforms lie, and where in each.
pub(super) struct Cells<S: Simd> {
    /// Those in the upper half.
    pub upper: mask64x8<S>,
    /// The cells, counted from either end.
    pub cells: u64x8<S>,
    /// −1 ≤ t ≤ 1.
    pub t: f64x8<S>,
}

impl<S: Simd> Cells<S> {
    #[inline(always)]
    pub fn of(simd: S, u: f64x8<S>, bits_of_cells: u32, first: u64) -> Self {
        let upper = u.simd_gt(0.5);
        let v = u.min(f64x8::splat(simd, 1.0) - u);
        let bits: u64x8<S> = v.bitcast();
        // Exponent and first bits of the fraction number the cell; the rest of the fraction is the place within it.
        let cells = (bits >> (52 - bits_of_cells)) - first;
        let place: f64x8<S> = ((bits << bits_of_cells) & ((1 << 52) - 1) | 1023 << 52).bitcast();
        Self { upper, cells, t: place * 2.0 - 3.0 }
    }
}
