//! Times and probabilities as whole numbers.

/// A year in units of 2⁻³³: the moment of a word w is the odd number 2w + 1 of them.
pub const YEAR: u64 = 1 << 33;

/// The bits of the double 2⁵² shifts whole numbers below it between the low bits of its sum with them and an integer: vector
/// instructions do so, and a conversion that guards against everything else does not.
const SHIFT: f64 = 4_503_599_627_370_496.0;

/// A time in years.
#[inline(always)]
pub fn in_years(time: u64) -> f64 {
    float(time) / YEAR as f64
}

/// How many words stand for uniforms below a probability: those with (w + ½)/2³² < p.
#[inline(always)]
pub fn words_below(probability: f64) -> u64 {
    let words = (probability * 4_294_967_296.0 - 0.5).ceil();
    (words + SHIFT).to_bits() - SHIFT.to_bits()
}

/// A whole number below 2⁵² as a double.
#[inline(always)]
pub fn float(whole: u64) -> f64 {
    f64::from_bits(whole | SHIFT.to_bits()) - SHIFT
}
