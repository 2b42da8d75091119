//! When the investment has paid for itself, by year, with "not within the horizon" as a category of its own.

use crate::model::Calendar;
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
    /// From how often each year was the first, and the lasting, break-even; the last entry = not within the horizon.
    #[must_use]
    pub fn new(calendar: Calendar, first: &[u64], lasting: &[u64]) -> Self {
        let (by_year, not_within_horizon) = distribution(calendar, first);
        let (lasting_by_year, lasting_not) = distribution(calendar, lasting);
        Self {
            by_year,
            not_within_horizon,
            lasting: LastingBreakEven { by_year: lasting_by_year, not_within_horizon: lasting_not },
        }
    }
}

fn distribution(calendar: Calendar, counts: &[u64]) -> (Vec<YearProbability>, NotWithin) {
    let all: u64 = counts.iter().sum();
    let by_year = calendar
        .iter()
        .zip(counts)
        .map(|(year, &count)| {
            let Estimate { value: probability, mcse } = proportion(count, all);
            YearProbability { year, probability, mcse }
        })
        .collect();
    let Estimate { value: probability, mcse } = proportion(counts.last().copied().unwrap_or(0), all);
    (by_year, NotWithin { probability, mcse })
}
