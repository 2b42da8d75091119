//! How many adults leave the programme each year.

use super::{Draw, Series};

/// Adults who leave the programme in each intake year. Each stands for a family.
#[derive(Debug, Clone, PartialEq)]
pub struct Intake {
    /// Adults per intake year.
    pub adults: Series,
}

impl Intake {
    /// Adults in an intake year, not rounded.
    #[must_use]
    pub fn at(&self, draw: &Draw, year: usize) -> f64 {
        self.adults.at(draw, year)
    }
}

/// The whole number of adults of one replication: `expected` rounded down, plus one with the probability of the
/// remainder, so that the mean is kept. `u` is uniform on (0, 1).
#[must_use]
pub fn rounded(expected: f64, u: f64) -> u32 {
    let whole = expected.floor();
    whole as u32 + u32::from(u < expected - whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_keeps_the_mean() {
        let n = 30_000;
        let total: u32 = (0..n).map(|i| rounded(100.0 / 3.0, (f64::from(i) + 0.5) / f64::from(n))).sum();
        assert_eq!(f64::from(total) / f64::from(n), 100.0 / 3.0);
        assert_eq!(rounded(40.0, 1e-300), 40);
    }
}
