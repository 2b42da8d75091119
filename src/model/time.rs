//! Times in years since 1 January of the planned year: months, whole units, whole years.

/// Months of a year.
pub const MONTHS: usize = 12;

/// Whole units in a year.
pub const UNITS: f64 = 4_294_967_296.0;

/// A time in years rounded to a multiple of 2⁻³² years. Moments are odd multiples of 2⁻³³ years, so sums of times are exact in any
/// order. Beyond 2¹⁹ years, past any horizon, the steps are longer.
#[must_use]
#[inline(always)]
pub fn whole_units(years: f64) -> f64 {
    // Of doubles as large, neighbours are 2⁻³² apart.
    const SHIFT: f64 = 1.5 * 1_048_576.0;
    (years + SHIFT) - SHIFT
}

/// Whole years of a time up to 2⁵¹, by additions, which compile to vector instructions.
#[must_use]
#[inline(always)]
pub(crate) fn whole_years(time: f64) -> f64 {
    const SHIFT: f64 = 4_503_599_627_370_496.0;
    let nearest = (time + SHIFT) - SHIFT;
    if nearest > time { nearest - 1.0 } else { nearest }
}

/// The ceiling of a time: the number of years begun before it. It avoids a library call.
pub(super) fn years_begun(to: f64) -> usize {
    let whole = to as usize;
    whole + usize::from((whole as f64) < to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_whole_numbers_of_units() {
        let unit = 1.0 / UNITS;
        for (years, rounded) in
            [(0.0, 0.0), (0.4 * unit, 0.0), (0.6 * unit, unit), (1.5, 1.5), (f64::INFINITY, f64::INFINITY)]
        {
            assert_eq!(whole_units(years), rounded);
        }
        for i in 0..10_000 {
            let years = f64::from(i) * 0.123_456_789;
            let found = whole_units(years);
            assert!((found * UNITS).fract() == 0.0 && (found - years).abs() <= unit / 2.0, "{years}: {found}");
        }
    }
}
