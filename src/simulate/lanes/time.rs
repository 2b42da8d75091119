//! Times and probabilities as whole numbers.

use crate::model::Onset;
use crate::model::spell::UNITS;
use crate::vectorised::{LANES, Numbers, Sums};
use fearless_simd::{Simd, f64x8, prelude::*, u64x8};

/// A year in units of 2⁻³³: the moment of a word w is the odd number 2w + 1 of them, or 2w where all leave at one.
pub const YEAR: u64 = 1 << 33;

/// Added to a whole number below it, 2⁵² moves that number into the low bits of the sum: vector instructions do so, and a
/// conversion that guards against everything else does not.
const SHIFT: f64 = 4_503_599_627_370_496.0;

/// The moments of a year that are told by words.
#[derive(Debug, Clone, Copy)]
pub struct Moments {
    /// The word of everybody's, where all leave at one.
    pub everybodys: Option<u32>,
    /// What is left of the year after the moment of the word 0: all of it, or half a word's part less. After that of a word w it
    /// is 2w less.
    pub after_first: u64,
}

impl Moments {
    pub fn of(onset: Onset) -> Self {
        match onset {
            Onset::Uniform => Self { everybodys: None, after_first: YEAR - 1 },
            Onset::At(moment) => Self { everybodys: Some((moment * UNITS) as u32), after_first: YEAR },
        }
    }
}

/// A time in years.
#[inline(always)]
pub fn in_years(time: u64) -> f64 {
    float(time) / YEAR as f64
}

/// How many words stand for uniforms below a probability: those with (w + ½)/2³² < p.
#[inline(always)]
pub fn words_below<S: Simd>(simd: S, probabilities: &Numbers) -> Sums {
    whole_numbers(
        simd,
        probabilities,
        #[inline(always)]
        |words| {
            let words = words - 0.5;
            let words = words.simd_gt(0.0).select(words, f64x8::splat(simd, 0.0));
            let nearest = nearest(words);
            nearest.simd_lt(words).select(nearest + 1.0, nearest)
        },
    )
}

/// The threshold of a probability between 0 and 1, as [`threshold`](crate::model::employment::threshold) rounds it.
#[inline(always)]
pub fn thresholds<S: Simd>(simd: S, probabilities: &Numbers) -> Sums {
    whole_numbers(
        simd,
        probabilities,
        #[inline(always)]
        |words| {
            // A half goes to the even one; of those rounded down the odd ones go up.
            let nearest = nearest(words);
            (words - nearest).simd_eq(0.5).select(nearest + 1.0, nearest)
        },
    )
}

/// The nearest whole number of one below 2⁵², of two the even one.
#[inline(always)]
fn nearest<S: Simd>(number: f64x8<S>) -> f64x8<S> {
    (number + SHIFT) - SHIFT
}

/// A whole number below 2⁵², which is worked out from 2³² times a number.
#[inline(always)]
fn whole_numbers<S: Simd>(simd: S, numbers: &Numbers, rounded: impl Fn(f64x8<S>) -> f64x8<S>) -> Sums {
    let mut whole = Sums::default();
    for from in (0..LANES).step_by(8) {
        let words = f64x8::from_slice(simd, &numbers[from..from + 8]) * 4_294_967_296.0;
        let bits: u64x8<S> = (rounded(words) + SHIFT).bitcast();
        (bits - SHIFT.to_bits()).store_slice(&mut whole[from..from + 8]);
    }
    whole
}

/// A whole number below 2⁵² as a double.
#[inline(always)]
pub fn float(whole: u64) -> f64 {
    f64::from_bits(whole | SHIFT.to_bits()) - SHIFT
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectorised::{Kernel, each_lane, vectorised};

    /// Both, of sixteen probabilities.
    struct Rounded(Numbers);

    impl Kernel for Rounded {
        type Output = [Sums; 2];

        #[inline(always)]
        fn run<S: Simd>(self, simd: S) -> [Sums; 2] {
            [thresholds(simd, &self.0), words_below(simd, &self.0)]
        }
    }

    #[test]
    fn probabilities_are_rounded_as_the_plain_way_does() {
        let word = 1.0 / 4_294_967_296.0;
        let ends = [0.0, 1.0, 0.25 * word, 0.5 * word, 0.75 * word, 1.5 * word, 2.5 * word, 1.0 - 0.5 * word, 0.3];
        let spread = (0..20_000).map(|i| f64::from(i) * 0.618_033_988_749_895 % 1.0);
        let halves = (0..1_000).map(|i| (f64::from(i * 104_729) + 0.5) * word);
        let all: Vec<f64> = ends.into_iter().chain(spread).chain(halves).collect();
        for sixteen in all.chunks(LANES) {
            let [thresholds, below] = vectorised(Rounded(each_lane(|lane| sixteen[lane % sixteen.len()])));
            for (lane, &p) in sixteen.iter().enumerate() {
                assert_eq!(thresholds[lane], crate::model::employment::threshold(p), "{p}");
                assert_eq!(below[lane], (p * 4_294_967_296.0 - 0.5).ceil() as u64, "{p}");
            }
        }
    }
}
