//! When the investment has paid for itself, by year, with "not within the horizon" as a category of its own.

use crate::model::{BreakEven, Calendar};
use crate::statistics::{Estimate, proportion};
use serde::Serialize;

/// Distribution of the break-even year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BreakEvenSummary {
    /// First year whose cumulative net benefit is ≥ 0.
    pub by_year: Vec<YearProbability>,
    /// No such year.
    pub not_within_horizon: NotWithin,
    /// The year from which the cumulative net benefit never turns negative again.
    pub lasting: LastingBreakEven,
}

/// Distribution of the lasting break-even year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LastingBreakEven {
    /// By year.
    pub by_year: Vec<YearProbability>,
    /// Still negative at the end of the horizon.
    pub not_within_horizon: NotWithin,
}

/// Probability that something happens in a year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct YearProbability {
    /// The calendar year.
    pub year: i32,
    /// The probability.
    pub probability: f64,
    /// Its Monte Carlo standard error.
    pub mcse: f64,
}

/// Probability that something does not happen within the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct NotWithin {
    /// The probability.
    pub probability: f64,
    /// Its Monte Carlo standard error.
    pub mcse: f64,
}

impl BreakEvenSummary {
    /// Counts the break-even years of all replications.
    #[must_use]
    pub fn new(calendar: Calendar, found: &[BreakEven]) -> Self {
        let (by_year, not_within_horizon) = distribution(calendar, found.iter().map(|even| even.first));
        let (lasting_by_year, lasting_not) = distribution(calendar, found.iter().map(|even| even.lasting));
        Self {
            by_year,
            not_within_horizon,
            lasting: LastingBreakEven { by_year: lasting_by_year, not_within_horizon: lasting_not },
        }
    }
}

fn distribution(
    calendar: Calendar,
    found: impl ExactSizeIterator<Item = Option<usize>>,
) -> (Vec<YearProbability>, NotWithin) {
    let n = found.len();
    let mut counts = vec![0usize; calendar.years];
    let mut never = 0;
    for year in found {
        match year {
            Some(year) => counts[year] += 1,
            None => never += 1,
        }
    }
    let by_year = calendar
        .iter()
        .zip(counts)
        .map(|(year, count)| {
            let Estimate { value: probability, mcse } = proportion(count, n);
            YearProbability { year, probability, mcse }
        })
        .collect();
    let Estimate { value: probability, mcse } = proportion(never, n);
    (by_year, NotWithin { probability, mcse })
}
