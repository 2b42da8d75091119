//! Sums over the rows of some columns, eight rows side by side, in lanes that are joined in order.

use crate::vectorised::{Kernel, eight};
use fearless_simd::{Simd, f64x8, mask64x8, prelude::*, u64x8};

/// Sums of a sample, in eight lanes that are added up at the end.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C, align(64))]
pub struct Lanes<const SUMS: usize>([[f64; 8]; SUMS]);

impl<const SUMS: usize> Lanes<SUMS> {
    /// Of nothing yet.
    pub const NOTHING: Self = Self([[0.0; 8]; SUMS]);

    /// One row's terms.
    pub fn add(&mut self, terms: [f64; SUMS]) {
        for (lanes, term) in self.0.iter_mut().zip(terms) {
            lanes[0] += term;
        }
    }

    /// Those of the part that follows.
    pub fn join(&mut self, next: &Self) {
        for (lanes, next) in self.0.iter_mut().zip(&next.0) {
            lanes.iter_mut().zip(next).for_each(|(lane, next)| *lane += next);
        }
    }

    /// All lanes, always in one order.
    pub fn total(&self) -> [f64; SUMS] {
        self.0.map(|[a, b, c, d, e, f, g, h]| ((a + e) + (c + g)) + ((b + f) + (d + h)))
    }
}

/// What a row of columns adds to sums.
pub trait Terms<const COLUMNS: usize, const SUMS: usize> {
    fn of<S: Simd>(&self, row: [f64x8<S>; COLUMNS]) -> [f64x8<S>; SUMS];
}

/// Adds the terms of the rows of columns of one length.
pub struct AddRows<'a, T, const COLUMNS: usize, const SUMS: usize> {
    pub columns: [&'a [f64]; COLUMNS],
    pub terms: T,
    pub sums: &'a mut Lanes<SUMS>,
}

impl<T: Terms<COLUMNS, SUMS>, const COLUMNS: usize, const SUMS: usize> Kernel for AddRows<'_, T, COLUMNS, SUMS> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        self.with(simd, |_| {});
    }
}

impl<T: Terms<COLUMNS, SUMS>, const COLUMNS: usize, const SUMS: usize> AddRows<'_, T, COLUMNS, SUMS> {
    /// Adds them, and shows the numbers of the first column as they pass; zeros follow the last one.
    #[inline(always)]
    fn with<S: Simd>(self, simd: S, mut show: impl FnMut(f64x8<S>)) {
        let Self { columns, terms, sums: Lanes(sums) } = self;
        let zero = f64x8::splat(simd, 0.0);
        let mut lanes = [zero; SUMS];
        for sum in 0..SUMS {
            lanes[sum] = f64x8::from_slice(simd, &sums[sum]);
        }
        let length = columns[0].len();
        let whole = length - length % 8;
        for from in (0..whole).step_by(8) {
            let mut row = [zero; COLUMNS];
            for column in 0..COLUMNS {
                row[column] = f64x8::from_slice(simd, &columns[column][from..from + 8]);
            }
            show(row[0]);
            let more = terms.of(row);
            for sum in 0..SUMS {
                lanes[sum] += more[sum];
            }
        }
        if whole < length {
            let mut row = [zero; COLUMNS];
            for column in 0..COLUMNS {
                row[column] = eight(simd, columns[column], whole);
            }
            show(row[0]);
            let more = terms.of(row);
            let there = mask64x8::from_bitmask(simd, (1 << (length - whole)) - 1);
            for sum in 0..SUMS {
                lanes[sum] += there.select(more[sum], zero);
            }
        }
        for sum in 0..SUMS {
            lanes[sum].store_slice(&mut sums[sum]);
        }
    }
}

/// Adds the terms of a column's numbers, and counts those above zero.
pub struct AddCounting<'a, T, const SUMS: usize>(pub AddRows<'a, T, 1, SUMS>);

impl<T: Terms<1, SUMS>, const SUMS: usize> Kernel for AddCounting<'_, T, SUMS> {
    type Output = u64;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> u64 {
        let (none, one) = (u64x8::splat(simd, 0), u64x8::splat(simd, 1));
        let mut positive = none;
        self.0.with(
            simd,
            #[inline(always)]
            |numbers| positive += numbers.simd_gt(0.0).select(one, none),
        );
        positive.reduce_sum()
    }
}
