//! Times and probabilities as whole numbers.

/// A year in units of 2⁻³³: the moment of a word w is the odd number 2w + 1 of them.
pub const YEAR: u64 = 1 << 33;

/// Added to a whole number below it, 2⁵² moves that number into the low bits of the sum: vector instructions do so, and a
/// conversion that guards against everything else does not.
const SHIFT: f64 = 4_503_599_627_370_496.0;

/// A time in years.
#[inline(always)]
pub fn in_years(time: u64) -> f64 {
    float(time) / YEAR as f64
}

/// How many words stand for uniforms below a probability: those with (w + ½)/2³² < p.
#[inline(always)]
pub fn words_below(probability: f64) -> u64 {
    let words = probability * 4_294_967_296.0 - 0.5;
    let words = if words > 0.0 { words } else { 0.0 };
    let nearest = (words + SHIFT) - SHIFT;
    whole(if nearest < words { nearest + 1.0 } else { nearest })
}

/// The threshold of a probability between 0 and 1, as [`threshold`](crate::model::employment::threshold) rounds it.
#[inline(always)]
pub fn threshold(probability: f64) -> u64 {
    let words = probability * 4_294_967_296.0;
    // To the nearest, and a half to the even one; of those rounded down the odd ones go up.
    let nearest = (words + SHIFT) - SHIFT;
    whole(if words - nearest == 0.5 { nearest + 1.0 } else { nearest })
}

/// A double that holds a whole number below 2⁵².
#[inline(always)]
fn whole(number: f64) -> u64 {
    (number + SHIFT).to_bits() - SHIFT.to_bits()
}

/// A whole number below 2⁵² as a double.
#[inline(always)]
pub fn float(whole: u64) -> f64 {
    f64::from_bits(whole | SHIFT.to_bits()) - SHIFT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_rounded_as_the_plain_way_does() {
        let word = 1.0 / 4_294_967_296.0;
        let ends = [0.0, 1.0, 0.25 * word, 0.5 * word, 0.75 * word, 1.5 * word, 2.5 * word, 1.0 - 0.5 * word, 0.3];
        let spread = (0..20_000).map(|i| f64::from(i) * 0.618_033_988_749_895 % 1.0);
        let halves = (0..1_000).map(|i| (f64::from(i * 104_729) + 0.5) * word);
        for p in ends.into_iter().chain(spread).chain(halves) {
            assert_eq!(threshold(p), crate::model::employment::threshold(p), "{p}");
            assert_eq!(words_below(p), (p * 4_294_967_296.0 - 0.5).ceil() as u64, "{p}");
        }
    }
}
