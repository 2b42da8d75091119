//! How many families leave the programme each year, and when in the year.

use super::{Draw, Lanewise, Leaving, Number, Onset, Quantity, Series};
use std::convert::Infallible;

/// Families who leave the programme in each intake year.
#[derive(Debug, Clone, PartialEq)]
pub struct Intake {
    /// Families planned for each year. Where the scenario counts adults, each stands for a family.
    pub families: Series,
    /// Months by which the whole intake comes later than planned.
    pub delay: Quantity,
    /// The moment of the planned year.
    pub onset: Onset,
}

impl Intake {
    /// Families planned for each year, not rounded.
    #[must_use]
    pub fn at<N: Number>(&self, draw: &Draw<N>, years: usize) -> Vec<N> {
        (0..years).map(|year| self.families.at(draw, year)).collect()
    }

    /// When those planned for a year leave. The delay moves every moment of a family, and with it the calendar year it falls in:
    /// half a year late means leaving uniformly from the middle of the planned year to the middle of the next. What moves past
    /// the horizon is not counted.
    #[must_use]
    pub fn leaving<N: Number>(&self, draw: &Draw<N>) -> Lanewise<Leaving> {
        let delay = self.delay.at(draw);
        let leaving = |lane| Ok::<_, Infallible>(Leaving::of(self.onset, delay.lane(lane) / 12.0));
        let Ok(leaving) = Lanewise::of_lanes::<N, _>(self.delay.is_certain(), leaving);
        leaving
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
    #[inline(always)]
    pub fn of(expected: f64) -> Self {
        let certain = expected as u32;
        Self { certain, chance: expected - f64::from(certain) }
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
    fn a_delay_moves_the_moment_of_leaving() {
        let parts = |onset, months| {
            let intake =
                Intake { families: Series::constant(Quantity::Fixed(1.0)), delay: Quantity::Fixed(months), onset };
            let parts = intake.leaving(&Draw::new(vec![])).of(0).parts();
            parts.iter().map(|part| (part.later, part.share, part.leaving.time(0.5))).collect::<Vec<_>>()
        };
        assert_eq!(parts(Onset::Uniform, 0.0), [(0, 1.0, 0.5)]);
        assert_eq!(parts(Onset::Uniform, 12.0), [(1, 1.0, 1.5)]);
        assert_eq!(parts(Onset::Uniform, 15.0), [(1, 0.75, 1.625), (2, 0.25, 2.125)]);
        assert_eq!(parts(Onset::at(0.25), 7.5), [(0, 1.0, 0.875)]);
        assert_eq!(parts(Onset::at(0.25), 9.0), [(1, 1.0, 1.0)]);
        assert_eq!(parts(Onset::at(2.0 / 12.0), 10.0), [(1, 1.0, 1.0)]);
    }
}
