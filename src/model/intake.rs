//! How many families leave the programme each year, and when in the year.

use super::{Draw, Onset, Quantity, Series};

/// Families who leave the programme in each intake year.
#[derive(Debug, Clone, PartialEq)]
pub struct Intake {
    /// Families per intake year, as planned. Where the scenario counts adults, each stands for a family.
    pub families: Series,
    /// Months by which the whole intake comes later than planned.
    pub delay: Quantity,
    /// The moment of the year of leaving.
    pub onset: Onset,
}

impl Intake {
    /// Families by intake year, not rounded, the delay included.
    #[must_use]
    pub fn at(&self, draw: &Draw, years: usize) -> Vec<f64> {
        self.postponed((0..years).map(|year| self.families.at(draw, year)).collect(), draw)
    }

    /// What was planned for each year, moved later by the delay: of a delay of a year and a quarter, three quarters of a
    /// year's plan come one year later and one quarter two years later. What moves past the horizon is not counted.
    #[must_use]
    pub fn postponed(&self, planned: Vec<f64>, draw: &Draw) -> Vec<f64> {
        let delay = self.delay.at(draw) / 12.0;
        if delay == 0.0 {
            return planned;
        }
        let (whole, part) = (delay.floor() as usize, delay.fract());
        let from = |year: usize, back: usize| year.checked_sub(back).map_or(0.0, |origin| planned[origin]);
        (0..planned.len())
            .map(|year| (1.0 - part) * from(year, whole) + part * from(year, whole.saturating_add(1)))
            .collect()
    }
}

/// How an expected number of families becomes the whole number of one replication: rounded down, plus one with the probability
/// of the remainder, so that the mean is kept.
#[derive(Debug, Clone, Copy)]
pub struct Rounding {
    /// Those that there are for certain.
    pub certain: u32,
    /// The probability of one more.
    pub chance: f64,
}

impl Rounding {
    /// That of an expected number.
    #[must_use]
    pub fn of(expected: f64) -> Self {
        let certain = expected.floor();
        Self { certain: certain as u32, chance: expected - certain }
    }

    /// The number of families under a uniform on (0, 1).
    #[must_use]
    #[inline(always)]
    pub fn at(self, u: f64) -> u32 {
        self.certain + u32::from(u < self.chance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_keeps_the_mean() {
        let n = 30_000;
        let total: u32 = (0..n).map(|i| Rounding::of(100.0 / 3.0).at((f64::from(i) + 0.5) / f64::from(n))).sum();
        assert_eq!(f64::from(total) / f64::from(n), 100.0 / 3.0);
        assert_eq!(Rounding::of(40.0).at(1e-300), 40);
    }

    #[test]
    fn a_delay_moves_the_intake_and_loses_only_what_passes_the_horizon() {
        let intake = |months| Intake {
            families: Series {
                level: Quantity::Fixed(1.0),
                profile: [10.0, 20.0, 30.0, 0.0].map(Quantity::Fixed).to_vec(),
            },
            delay: Quantity::Fixed(months),
            onset: Onset::Uniform,
        };
        let draw = Draw::new(vec![]);
        assert_eq!(intake(0.0).at(&draw, 4), [10.0, 20.0, 30.0, 0.0]);
        assert_eq!(intake(3.0).at(&draw, 4), [7.5, 17.5, 27.5, 7.5]);
        assert_eq!(intake(15.0).at(&draw, 4), [0.0, 7.5, 17.5, 27.5]);
    }
}
