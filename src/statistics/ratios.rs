//! How often a ratio exceeds some numbers, counted as pairs pass.

use super::rows::{AddRows, PartialSums, SummedTerms};
use crate::vectorised::vectorised;
use fearless_simd::{Simd, prelude::*};

/// Of pairs (a, b): how many have b above zero, and how many of those a ratio a/b above each of five numbers.
#[derive(Debug, Clone, Copy)]
pub struct RatioCounts {
    numbers: [f64; 5],
    /// A difference below this share of what it is the difference of is a rounding error.
    rounding: f64,
    count: u64,
    /// Whole numbers: of pairs with a ratio, then by number.
    sums: PartialSums<6>,
}

/// What a pair adds to them.
struct Exceeding([f64; 5], f64);

impl SummedTerms<2, 6> for Exceeding {
    #[inline(always)]
    fn of<S: Simd>(&self, [a, b]: [S::f64s; 2]) -> [S::f64s; 6] {
        let Self(numbers, rounding) = *self;
        // Zeros, without the token that a vector of them is made by.
        let none = a * 0.0;
        let one = none + 1.0;
        let there = b.simd_gt(0.0);
        let mut terms = [there.select(one, none); 6];
        for number in 0..numbers.len() {
            let part = b * numbers[number];
            let exceeds = (a - part).simd_gt((a.abs() + part) * rounding);
            terms[number + 1] = (exceeds & there).select(one, none);
        }
        terms
    }
}

impl RatioCounts {
    /// Counts of no pair.
    #[must_use]
    pub fn above(numbers: [f64; 5], rounding: f64) -> Self {
        Self { numbers, rounding, count: 0, sums: PartialSums::NOTHING }
    }

    /// Adds pairs, none of them infinite.
    pub fn add(&mut self, a: &[f64], b: &[f64]) {
        self.count += a.len() as u64;
        let terms = Exceeding(self.numbers, self.rounding);
        vectorised(AddRows { columns: [a, b], terms, sums: &mut self.sums });
    }

    /// Adds the pairs of another part.
    pub fn join(&mut self, next: &Self) {
        self.count += next.count;
        self.sums.join(&next.sums);
    }

    /// The number of pairs.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How many have a ratio.
    #[must_use]
    pub fn with(&self) -> u64 {
        self.sums.total()[0] as u64
    }

    /// Each number, and how many of those have a ratio above it.
    pub fn each(&self) -> impl Iterator<Item = (f64, u64)> + use<> {
        let [_, above @ ..] = self.sums.total();
        self.numbers.into_iter().zip(above.map(|count| count as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_counted_strictly_where_there_are_any() {
        let a = [3.0, 1.0, 0.1 + 0.2, -1.0, 5.0, 2.0, 0.0, 1.0, 4.0];
        let b = [1.0, 2.0, 0.3, 1.0, 0.0, -1.0, 1.0, 1.0, 2.0];
        let mut counts = RatioCounts::above([0.25, 0.5, 1.0, 2.0, 3.0], 1e-12);
        counts.add(&a[..5], &b[..5]);
        let mut rest = RatioCounts::above([0.25, 0.5, 1.0, 2.0, 3.0], 1e-12);
        rest.add(&a[5..], &b[5..]);
        counts.join(&rest);
        // Ratios: 3, ½, 1, −1, none, none, 0, 1, 2.
        assert_eq!((counts.count(), counts.with()), (9, 7));
        let above: Vec<u64> = counts.each().map(|(_, count)| count).collect();
        assert_eq!(above, [5, 4, 2, 1, 0]);
    }
}
