//! Sums over the rows of some columns, eight rows side by side, in lanes that are joined in order.

use crate::vectorised::Kernel;
use fearless_simd::{Simd, prelude::*};

/// Sums of a sample, in eight lanes that are added up at the end.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C, align(64))]
pub struct PartialSums<const SUMS: usize>([[f64; 8]; SUMS]);

impl<const SUMS: usize> PartialSums<SUMS> {
    /// Empty sums.
    pub const NOTHING: Self = Self([[0.0; 8]; SUMS]);

    /// Adds the terms of one row.
    pub fn add(&mut self, terms: [f64; SUMS]) {
        for (lanes, term) in self.0.iter_mut().zip(terms) {
            lanes[0] += term;
        }
    }

    /// Adds the sums of the part that follows.
    pub fn join(&mut self, next: &Self) {
        for (lanes, next) in self.0.iter_mut().zip(&next.0) {
            lanes.iter_mut().zip(next).for_each(|(lane, next)| *lane += next);
        }
    }

    /// The sum of all lanes, always in the same order.
    pub fn total(&self) -> [f64; SUMS] {
        self.0.map(|[a, b, c, d, e, f, g, h]| ((a + e) + (c + g)) + ((b + f) + (d + h)))
    }
}

/// What rows of columns add to sums, as many rows as a vector has lanes.
pub trait SummedTerms<const COLUMNS: usize, const SUMS: usize> {
    fn of<S: Simd>(&self, rows: [S::f64s; COLUMNS]) -> [S::f64s; SUMS];
}

/// Adds the terms of the rows of columns of one length.
pub struct AddRows<'a, T, const COLUMNS: usize, const SUMS: usize> {
    pub columns: [&'a [f64]; COLUMNS],
    pub terms: T,
    pub sums: &'a mut PartialSums<SUMS>,
}

impl<T: SummedTerms<COLUMNS, SUMS>, const COLUMNS: usize, const SUMS: usize> Kernel for AddRows<'_, T, COLUMNS, SUMS> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        self.with(simd, |_| {});
    }
}

impl<T: SummedTerms<COLUMNS, SUMS>, const COLUMNS: usize, const SUMS: usize> AddRows<'_, T, COLUMNS, SUMS> {
    /// Adds them, and passes the numbers of the first column to `show`; zeros follow the last one.
    #[inline(always)]
    fn with<S: Simd>(mut self, simd: S, mut show: impl FnMut(S::f64s)) {
        let width = S::f64s::LEN;
        // As many side by side as there are registers for their sums; the other lanes follow in a second pass.
        if width < 8 {
            for lane in (0..8).step_by(2 * width) {
                self.with_lanes::<S, 2>(simd, lane, &mut show);
            }
        } else {
            self.with_lanes::<S, 1>(simd, 0, &mut show);
        }
    }

    /// The same for part of every eight rows: `VECTORS` vectors of lanes, from a lane on.
    #[inline(always)]
    fn with_lanes<S: Simd, const VECTORS: usize>(&mut self, simd: S, lane: usize, show: &mut impl FnMut(S::f64s)) {
        let width = S::f64s::LEN;
        let Self { columns, terms, sums: PartialSums(sums) } = self;
        let zero = S::f64s::simd_from(simd, 0.0);
        let mut lanes = [[zero; VECTORS]; SUMS];
        for sum in 0..SUMS {
            for n in 0..VECTORS {
                lanes[sum][n] = S::f64s::from_slice(simd, &sums[sum][lane + n * width..][..width]);
            }
        }
        let length = columns[0].len();
        let whole = length - length % 8;
        for from in (0..whole).step_by(8) {
            for n in 0..VECTORS {
                let mut rows = [zero; COLUMNS];
                for column in 0..COLUMNS {
                    rows[column] = S::f64s::from_slice(simd, &columns[column][from + lane + n * width..][..width]);
                }
                show(rows[0]);
                let more = terms.of::<S>(rows);
                for sum in 0..SUMS {
                    lanes[sum][n] += more[sum];
                }
            }
        }
        if whole < length {
            let last = columns.map(|column| last_eight(&column[whole..]));
            for n in 0..VECTORS {
                let mut rows = [zero; COLUMNS];
                for column in 0..COLUMNS {
                    rows[column] = S::f64s::from_slice(simd, &last[column][lane + n * width..][..width]);
                }
                show(rows[0]);
                let more = terms.of::<S>(rows);
                let there = S::mask64s::from_bitmask(simd, ((1 << (length - whole)) - 1) >> (lane + n * width));
                for sum in 0..SUMS {
                    lanes[sum][n] += there.select(more[sum], zero);
                }
            }
        }
        for sum in 0..SUMS {
            for n in 0..VECTORS {
                lanes[sum][n].store_slice(&mut sums[sum][lane + n * width..][..width]);
            }
        }
    }
}

/// Fewer than eight values, and zeros after them.
fn last_eight(values: &[f64]) -> [f64; 8] {
    let mut eight = [0.0; 8];
    eight[..values.len()].copy_from_slice(values);
    eight
}

/// Adds the terms of a column's numbers, and counts those above zero.
pub struct AddCounting<'a, T, const SUMS: usize>(pub AddRows<'a, T, 1, SUMS>);

impl<T: SummedTerms<1, SUMS>, const SUMS: usize> Kernel for AddCounting<'_, T, SUMS> {
    type Output = u64;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> u64 {
        let (none, one) = (S::u64s::simd_from(simd, 0), S::u64s::simd_from(simd, 1));
        let mut positive = none;
        self.0.with(
            simd,
            #[inline(always)]
            |numbers| positive += numbers.simd_gt(0.0).select(one, none),
        );
        positive.reduce_sum()
    }
}
