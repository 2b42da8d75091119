//! When the investment has paid for itself, by year, with "not within the horizon" as a category of its own.

use super::account_sums::AccountTally;
use crate::model::Calendar;
use crate::statistics::{Chance, Sample};
use serde::{Serialize, Serializer};

/// Distribution of the break-even year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BreakEvenSummary {
    /// First year with a cumulative net benefit ≥ 0, not before money first moves.
    pub by_year: Vec<YearProbability>,
    /// No such year.
    pub not_within_horizon: HorizonProbability,
    /// Whether there was such a year by the end of each one.
    pub by_end_of: Vec<YearProbability>,
    /// The year from which the cumulative net benefit never turns negative again.
    pub lasting: LastingBreakEven,
    /// How the horizon ends.
    pub ends: HorizonEnds,
}

/// Distribution of the lasting break-even year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LastingBreakEven {
    /// By year.
    pub by_year: Vec<YearProbability>,
    /// Still negative at the end of the horizon, or no money moved.
    pub not_within_horizon: HorizonProbability,
}

/// Four ways in which the horizon ends, which exclude each other and leave none out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HorizonEnds {
    /// Above zero: it has paid.
    pub above_zero: HorizonProbability,
    /// At exactly zero: neither gain nor loss.
    pub at_zero: HorizonProbability,
    /// Below zero although it had reached zero in an earlier year.
    pub lost_again: HorizonProbability,
    /// Below zero, as at the end of every year since money first moved.
    pub never: HorizonProbability,
}

/// Probability that something happens in a year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct YearProbability {
    /// The calendar year.
    pub year: i32,
    /// The probability.
    #[serde(flatten, serialize_with = "as_probability")]
    pub chance: Chance,
}

/// Probability of one way in which the horizon may end.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HorizonProbability {
    /// The probability.
    #[serde(flatten, serialize_with = "as_probability")]
    pub chance: Chance,
}

pub(super) fn as_probability<S: Serializer>(chance: &Chance, serializer: S) -> Result<S::Ok, S::Error> {
    chance.serialize_as("probability", serializer)
}

impl YearProbability {
    /// The probability alone.
    #[must_use]
    pub fn probability(&self) -> f64 {
        self.chance.value
    }
}

impl HorizonProbability {
    fn of(count: u64, all: u64) -> Self {
        Self { chance: Chance::of(count, all) }
    }

    /// The probability alone.
    #[must_use]
    pub fn probability(&self) -> f64 {
        self.chance.value
    }
}

impl BreakEvenSummary {
    /// From how often each year was the first, and the lasting, break-even, and how the replications ended.
    pub(super) fn new(calendar: Calendar, tally: &AccountTally) -> Self {
        let all: u64 = tally.first.iter().sum();
        let (by_year, not_within_horizon) = distribution(calendar, &tally.first);
        let (lasting_by_year, lasting_not) = distribution(calendar, &tally.lasting);
        let above = tally.cumulative.last().map_or(0, |total| total.positive);
        let reached = calendar.iter().zip(&tally.first).scan(0, |sum, (year, count)| {
            *sum += count;
            Some(YearProbability { year, chance: Chance::of(*sum, all) })
        });
        Self {
            by_year,
            not_within_horizon,
            by_end_of: reached.collect(),
            lasting: LastingBreakEven { by_year: lasting_by_year, not_within_horizon: lasting_not },
            ends: HorizonEnds {
                above_zero: HorizonProbability::of(above, all),
                at_zero: HorizonProbability::of(tally.ends_even - above, all),
                lost_again: HorizonProbability::of(tally.lost_again, all),
                never: HorizonProbability::of(all - tally.ends_even - tally.lost_again, all),
            },
        }
    }

    /// Whether replications are independent, so that bounds hold for what none of them saw.
    #[must_use]
    pub fn sample(&self) -> Sample {
        self.not_within_horizon.chance.sample
    }
}

fn distribution(calendar: Calendar, counts: &[u64]) -> (Vec<YearProbability>, HorizonProbability) {
    let all: u64 = counts.iter().sum();
    let of = |(year, &count)| YearProbability { year, chance: Chance::of(count, all) };
    let by_year = calendar.iter().zip(counts).map(of).collect();
    (by_year, HorizonProbability::of(counts.last().copied().unwrap_or(0), all))
}
