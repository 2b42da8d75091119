//! From random words to the open unit interval.

/// A number strictly between 0 and 1 from 32 random bits: the middle of one of 2³² equal cells.
#[must_use]
#[inline(always)]
pub fn open_unit(word: u32) -> f64 {
    (f64::from(word) + 0.5) / 4_294_967_296.0
}

/// A number strictly between 0 and 1 from 52 of 64 random bits: the middle of one of 2⁵² equal cells. One bit more and
/// the largest would round to 1, whose quantile can be infinite.
#[must_use]
#[inline(always)]
pub fn open_unit_f64(low: u32, high: u32) -> f64 {
    let bits = (u64::from(high) << 32 | u64::from(low)) >> 12;
    (bits as f64 + 0.5) / 4_503_599_627_370_496.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_never_reached() {
        assert!(open_unit(0) > 0.0 && open_unit(u32::MAX) < 1.0);
        assert!(open_unit_f64(0, 0) > 0.0 && open_unit_f64(u32::MAX, u32::MAX) < 1.0);
    }
}
