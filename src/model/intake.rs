//! How many families leave the programme each year, and when in the year.

use super::{Draw, Lanewise, Leaving, Number, Onset, Participants, Quantity, Series};
use std::convert::Infallible;

/// Families who leave the programme in each intake year.
#[derive(Debug, Clone, PartialEq)]
pub struct Intake {
    /// Families planned for each year. Where the scenario counts adults, each stands for a family.
    pub families: Series,
    /// Whether the scenario gives families or adults.
    pub counted: Participants,
    /// Months by which the whole intake leaves later than planned.
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

    /// When families planned for a year leave. A delay moves every moment, and with it the calendar year: half a year late means leaving
    /// uniformly from the middle of the planned year to the middle of the next. Families moved past the horizon do not count.
    #[must_use]
    pub fn leaving<N: Number>(&self, draw: &Draw<N>) -> Lanewise<Leaving> {
        let delay = self.delay.at(draw);
        let leaving = |lane| Ok::<_, Infallible>(Leaving::of(self.onset, delay.lane(lane) / 12.0));
        let Ok(leaving) = Lanewise::of_lanes::<N, _>(self.delay.is_certain(), leaving);
        leaving
    }
}

/// The rounding of an expected number of families to the whole number of a replication: rounded down, plus one with the probability of
/// the remainder. This keeps the mean.
#[derive(Debug, Clone, Copy)]
pub struct Rounding {
    /// The number rounded down.
    pub certain: u32,
    /// The probability of one more.
    pub chance: f64,
}

impl Rounding {
    /// The rounding of an expected number.
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
            let intake = Intake {
                families: Series::constant(Quantity::Fixed(1.0)),
                counted: Participants::Adults,
                delay: Quantity::Fixed(months),
                onset,
            };
            let parts = intake.leaving(&Draw::<f64>::default()).of(0).parts();
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
