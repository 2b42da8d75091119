//! The bins of a [`Sketch`](super::Sketch).
//!
//! The real line is mapped to 2,048 bins by the bits of 1 + |t|, t = (x − centre)/(2 · spread): each doubling of it has 256
//! bins of equal width on either side. So a bin is 1/128 of the spread up to two spreads from the centre, 1/64 up to
//! six, 1/32 up to fourteen, 1/16 up to thirty, and the last one takes the rest.

use super::PowerSums;
use fearless_simd::{Simd, prelude::*};

/// Bins of a sketch.
pub const BINS: usize = 2048;

/// A sketch's map from numbers to bins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    centre: f64,
    /// [`ONE`] / (2 · spread).
    per_unit: f64,
}

const HALF: usize = BINS / 2;
/// Bits of the fraction that number the bins within a doubling.
const FRACTION: u32 = 8;
/// The 1 in 1 + |t|, scaled to a power of two whose leading bits equal [`HALF`], so that bins above the centre need no
/// correction.
const ONE: f64 = 32.0;
const _: () = assert!((ONE.to_bits() >> (52 - FRACTION)) as usize % BINS == HALF);
/// The largest 1 + |t| that the outermost bins are numbered by: just below 2⁴.
const LARGEST: f64 = ONE * 16.0 * (1.0 - f64::EPSILON / 2.0);

impl Scale {
    /// A scale around a centre for values that lie within a few spreads of it. A spread of zero is for values that are all
    /// the same; other values then get coarse bins.
    #[must_use]
    pub fn new(centre: f64, spread: f64) -> Self {
        let unit = 2.0 * spread;
        let usable = unit.is_normal() && unit > f64::EPSILON * centre.abs();
        Self { centre, per_unit: ONE / if usable { unit } else { centre.abs().max(1.0) } }
    }

    /// The scale for a sample, from the power sums of a similar one.
    #[must_use]
    pub fn of(sums: &PowerSums) -> Self {
        Self::new(sums.mean().value, sums.variance().sqrt())
    }

    /// The bin of a number; ±∞ are in the outermost.
    #[must_use]
    #[inline(always)]
    pub fn bin(&self, x: f64) -> u32 {
        let t = (x - self.centre) * self.per_unit;
        let size = ONE + t.abs();
        let size = if size < LARGEST { size } else { LARGEST };
        let bin = (size.to_bits() >> (52 - FRACTION)) as usize;
        // Bins below the centre have all bits inverted.
        ((if t < 0.0 { !bin } else { bin }) % BINS) as u32
    }

    /// [`Scale::bin`] of each number of a vector; the bits above those of a bin are undefined.
    #[inline(always)]
    pub(super) fn bins<S: Simd>(&self, simd: S, x: S::f64s) -> S::u64s {
        let t = (x - self.centre) * self.per_unit;
        let size = (t.abs() + ONE).min(LARGEST);
        let bits: S::u64s = size.bitcast();
        let (all, none) = (S::u64s::simd_from(simd, u64::MAX), S::u64s::simd_from(simd, 0));
        (bits >> (52 - FRACTION)) ^ t.simd_lt(0.0).select(all, none)
    }

    /// The least number that lies in a bin or one above it.
    pub(super) fn start(&self, bin: usize) -> f64 {
        // The map is monotone in floating point, and so are the bits of a number, once those of negative numbers are inverted.
        let number = |order: i64| f64::from_bits((order ^ (order >> 63 & i64::MAX)) as u64);
        let order = |x: f64| (x.to_bits() as i64) ^ ((x.to_bits() as i64) >> 63 & i64::MAX);
        let (mut low, mut high) = (order(f64::NEG_INFINITY), order(f64::INFINITY));
        while low < high {
            let middle = low + (high.wrapping_sub(low) as u64 / 2) as i64;
            if self.bin(number(middle)) as usize >= bin { high = middle } else { low = middle + 1 }
        }
        number(low)
    }

    /// The lower edge of a bin.
    pub(super) fn edge(&self, bin: usize) -> f64 {
        let at = |distance: usize| f64::from_bits(ONE.to_bits() + ((distance as u64) << (52 - FRACTION))) - ONE;
        let t = if bin < HALF { -at(HALF - bin) } else { at(bin - HALF) };
        self.centre + t / self.per_unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_are_monotone_from_end_to_end() {
        let scale = Scale::new(-5.0, 2.5);
        let numbers =
            [f64::NEG_INFINITY, -1e300, -9.0, -5.0 - 1e-15, -5.0, -5.0 + 1e-15, 0.0, 7.0, 1e20, f64::INFINITY];
        assert!(numbers.map(|x| scale.bin(x)).is_sorted());
        assert_eq!((scale.bin(f64::NEG_INFINITY), scale.bin(f64::INFINITY)), (0, BINS as u32 - 1));
        for scale in [scale, Scale::new(0.0, 1e9), Scale::new(7.0, 0.0)] {
            assert_eq!(scale.start(0), f64::NEG_INFINITY);
            for bin in 1..BINS {
                let (edge, start) = (scale.edge(bin), scale.start(bin));
                assert!((scale.bin(edge) as usize).abs_diff(bin) <= 1);
                assert_eq!(scale.bin(start) as usize, bin);
                assert!((scale.bin(start.next_down()) as usize) < bin);
            }
        }
    }
}
