//! Selection from a sample that is read once: the values in some bins, and the sums of the tail.

use super::PowerSums;
use super::scale::{BINS, Scale};
use super::sketch::{CHUNK, Look};
use crate::vectorised::{Kernel, vectorised};
use fearless_simd::{Simd, f64x8, prelude::*};
use std::ops::Range;

/// Picks values from a sample that is read once, and sums its tail.
#[derive(Debug, Clone)]
pub(super) struct Sieve {
    scale: Scale,
    /// By bin: whether its values are picked.
    held: Box<[bool; BINS]>,
    /// Frequent values in picked bins: they are counted, not picked.
    atoms: Vec<f64>,
    /// Values below this are summed as the tail; none where no tail is wanted.
    summed: Range<f64>,
}

/// The values picked from a part of the sample, and the sums of its tail; parts may come in any order.
#[derive(Debug, Clone)]
pub struct Picked {
    pub(super) values: Vec<f64>,
    pub(super) tail: PowerSums,
}

impl Sieve {
    /// A sieve that picks the values in the bins `held`, but for `atoms`. All values below the bin `tail` are summed.
    pub fn new(scale: Scale, held: Box<[bool; BINS]>, atoms: Vec<f64>, tail: Option<usize>) -> Self {
        let end = tail.map_or(f64::NEG_INFINITY, |bin| scale.start(bin));
        Self { scale, held, atoms, summed: f64::NEG_INFINITY..end }
    }

    /// By bin: whether its values are picked.
    pub fn held(&self) -> &[bool; BINS] {
        &self.held
    }

    /// Values in these bins that are not picked.
    pub fn atoms(&self) -> &[f64] {
        &self.atoms
    }

    /// The same for values that were picked before, of which those below a number are summed already.
    pub fn summing_from(mut self, from: f64) -> Self {
        self.summed.start = from;
        self
    }

    /// Looks through some values of the sample.
    pub fn pick(&self, values: &[f64], picked: &mut Picked) {
        vectorised(Pick { values, sifting: Sifting(self, picked) });
    }

    #[inline(always)]
    fn sums(&self) -> bool {
        self.summed.start < self.summed.end
    }
}

impl Picked {
    /// Nothing picked; `shift` is a value of the sample.
    #[must_use]
    pub fn about(shift: f64) -> Self {
        Self::with_room(0, shift)
    }

    /// The same, with room for this number of values.
    pub(super) fn with_room(room: usize, shift: f64) -> Self {
        Self { values: Vec::with_capacity(room), tail: PowerSums::about(shift) }
    }

    /// Adds what was found in another part.
    pub(super) fn join(&mut self, other: &Self) {
        self.values.extend(&other.values);
        self.tail.join(&other.tail);
    }
}

/// A sieve at work.
pub(super) struct Sifting<'a>(pub &'a Sieve, pub &'a mut Picked);

impl Look for Sifting<'_> {
    #[inline(always)]
    fn marks(&self, bin: usize) -> u64 {
        u64::from(self.0.held[bin])
    }

    #[inline(always)]
    fn eights<S: Simd>(&mut self, simd: S, values: &[[f64; 8]], marked: u64) {
        let Self(Sieve { atoms, summed, .. }, picked) = self;
        let mut wanted = marked;
        for &atom in atoms {
            for (i, eight) in values.iter().enumerate() {
                wanted &= !(f64x8::from_slice(simd, eight).simd_eq(atom).to_bitmask() << (8 * i));
            }
        }
        take(wanted, values.as_flattened(), |value| picked.values.push(value));
        if self.0.sums() {
            let mut bits = 0;
            for (i, eight) in values.iter().enumerate() {
                let x = f64x8::from_slice(simd, eight);
                bits |= (x.simd_ge(summed.start) & x.simd_lt(summed.end)).to_bitmask() << (8 * i);
            }
            take(bits, values.as_flattened(), |value| picked.tail.add_repeated(value, 1));
        }
    }

    #[inline(always)]
    fn one(&mut self, value: f64, marked: bool) {
        let Self(Sieve { atoms, summed, .. }, picked) = self;
        if marked && !atoms.contains(&value) {
            picked.values.push(value);
        }
        if summed.contains(&value) {
            picked.tail.add_repeated(value, 1);
        }
    }
}

/// Passes on the values whose bits are set.
#[inline(always)]
fn take(mut bits: u64, values: &[f64], mut tell: impl FnMut(f64)) {
    while bits != 0 {
        tell(values[bits.trailing_zeros() as usize]);
        bits &= bits - 1;
    }
}

/// [`Sieve::pick`].
struct Pick<'a> {
    values: &'a [f64],
    sifting: Sifting<'a>,
}

impl Kernel for Pick<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { values, mut sifting } = self;
        let scale = sifting.0.scale;
        let (whole, rest) = values.as_chunks::<8>();
        for some in whole.chunks(CHUNK) {
            let mut bins = [[0; 8]; CHUNK];
            for (eight, bins) in some.iter().zip(&mut bins) {
                for from in (0..8).step_by(S::f64s::LEN) {
                    let x = S::f64s::from_slice(simd, &eight[from..from + S::f64s::LEN]);
                    scale.bins::<S>(simd, x).store_slice(&mut bins[from..from + S::f64s::LEN]);
                }
            }
            let mut marked = 0;
            for (i, bins) in bins[..some.len()].iter().enumerate() {
                let bits = bins.iter().rev().fold(0, |bits, bin| 2 * bits + sifting.marks(*bin as usize % BINS));
                marked |= bits << (8 * i);
            }
            sifting.eights(simd, some, marked);
        }
        for &value in rest {
            let marked = sifting.marks(scale.bin(value) as usize % BINS) == 1;
            sifting.one(value, marked);
        }
    }
}
