//! What is picked of a sample that passes by: the values in some bins, and the sums of the tail.

use super::PowerSums;
use super::sketch::{BINS, Scale};
use crate::vectorised::{Kernel, vectorised};
use fearless_simd::{Simd, prelude::*};
use std::ops::Range;

/// Picks values out of a sample that passes by, and sums its tail.
#[derive(Debug, Clone)]
pub(super) struct Sieve {
    /// Where stretches of picked values begin and, exclusively, end, in turn; ascending. No number lies beyond the last bin,
    /// which has infinity too: a stretch that reaches so far has no end.
    edges: Vec<f64>,
    /// Values in between that are not picked: they are so frequent that they are counted instead.
    atoms: Vec<f64>,
    /// The values that are summed: those below the end of the tail; none where nothing is asked of it.
    summed: Range<f64>,
}

/// What has been found in a part of the sample; parts in any order.
#[derive(Debug, Clone)]
pub struct Picked {
    pub(super) values: Vec<f64>,
    pub(super) tail: PowerSums,
}

impl Sieve {
    /// To pick the values of some bins, in ascending order, but for `atoms`; those below a bin are the tail.
    pub fn new(scale: Scale, bins: impl IntoIterator<Item = usize>, atoms: Vec<f64>, tail: Option<usize>) -> Self {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for bin in bins {
            match stretches.last_mut() {
                Some(last) if last.end == bin => last.end += 1,
                _ => stretches.push(bin..bin + 1),
            }
        }
        let ends = stretches.into_iter().flat_map(|stretch| [stretch.start, stretch.end]);
        let edges = ends.filter(|&bin| bin < BINS).map(|bin| scale.start(bin)).collect();
        let end = tail.map_or(f64::NEG_INFINITY, |bin| scale.start(bin));
        Self { edges, atoms, summed: f64::NEG_INFINITY..end }
    }

    /// The same for values that were picked before: those below a number were summed then.
    pub fn summing_from(mut self, from: f64) -> Self {
        self.summed.start = from;
        self
    }

    /// Looks through some values of the sample.
    pub fn pick(&self, values: &[f64], picked: &mut Picked) {
        vectorised(Pick(self, values, picked));
    }

    #[inline(always)]
    fn sums(&self) -> bool {
        self.summed.start < self.summed.end
    }

    /// Which values of a vector are picked, a bit for each.
    #[inline(always)]
    fn picked<S: Simd>(&self, simd: S, x: S::f64s) -> u64 {
        // Whether an odd number of edges has been passed: a number, since masks are slow to combine.
        let mut odd = S::u64s::simd_from(simd, 0);
        for &edge in &self.edges {
            odd = x.simd_ge(edge).select(!odd, odd);
        }
        let mut wanted = odd.simd_gt(0);
        for &atom in &self.atoms {
            wanted &= !x.simd_eq(atom);
        }
        wanted.to_bitmask()
    }

    fn picks(&self, value: f64) -> bool {
        self.edges.iter().filter(|&&edge| value >= edge).count() % 2 == 1 && !self.atoms.contains(&value)
    }
}

impl Picked {
    /// Nothing yet; `shift` is a value of the sample.
    #[must_use]
    pub fn about(shift: f64) -> Self {
        Self::with_room(0, shift)
    }

    /// The same, with room for so many values.
    pub(super) fn with_room(room: usize, shift: f64) -> Self {
        Self { values: Vec::with_capacity(room), tail: PowerSums::about(shift) }
    }

    /// What was found in another part.
    pub(super) fn join(&mut self, other: &Self) {
        self.values.extend(&other.values);
        self.tail.join(&other.tail);
    }
}

/// [`Sieve::pick`].
struct Pick<'a>(&'a Sieve, &'a [f64], &'a mut Picked);

impl Kernel for Pick<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self(sieve, values, picked) = self;
        let width = S::f64s::LEN;
        for some in values.chunks(64) {
            // All comparisons first: the processor could not foresee how many values of each vector are wanted.
            let (mut wanted, mut summed) = (0, 0);
            let whole = some.len() - some.len() % width;
            for from in (0..whole).step_by(width) {
                let x = S::f64s::from_slice(simd, &some[from..from + width]);
                wanted |= sieve.picked(simd, x) << from;
                if sieve.sums() {
                    summed |= (x.simd_ge(sieve.summed.start) & x.simd_lt(sieve.summed.end)).to_bitmask() << from;
                }
            }
            for at in whole..some.len() {
                wanted |= u64::from(sieve.picks(some[at])) << at;
                summed |= u64::from(sieve.summed.contains(&some[at])) << at;
            }
            take(wanted, some, |value| picked.values.push(value));
            take(summed, some, |value| picked.tail.add_repeated(value, 1));
        }
    }
}

/// Tells of the values whose bits are set.
#[inline(always)]
fn take(mut bits: u64, values: &[f64], mut tell: impl FnMut(f64)) {
    while bits != 0 {
        tell(values[bits.trailing_zeros() as usize]);
        bits &= bits - 1;
    }
}
