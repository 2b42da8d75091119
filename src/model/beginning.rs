//! When stays begin: at the moment of leaving, or after a wait, as the expected time since then.

use super::time::MONTHS;
use super::{Leaving, Wait};

/// When stays begin: E\[(x − T)⁺\] at any x up to the horizon.
#[derive(Debug, Clone)]
pub(super) enum Beginning {
    /// When families leave, later by each of a few waits, with its probability.
    Times(Vec<(Leaving, f64)>),
    /// By a table, from 0 on; and summed over x and the eleven months after it, from -1 on.
    Table { at: SlopeTable, by_month: SlopeTable },
}

/// A function by its values and slopes.
#[derive(Debug, Clone)]
pub(super) struct SlopeTable {
    from: f64,
    steps: Vec<[f64; 2]>,
}

/// Steps of a table in a year; months are whole numbers of steps.
const STEPS: usize = 20 * MONTHS;

impl SlopeTable {
    /// The cubic with the values and slopes of the steps around x; 0 before the first.
    fn at(&self, x: f64) -> f64 {
        let at = (x - self.from) * STEPS as f64;
        if at <= 0.0 {
            return 0.0;
        }
        let step = (at as usize).min(self.steps.len() - 2);
        let (h, t) = (1.0 / STEPS as f64, at - step as f64);
        let ([from, slope], [to, last]) = (self.steps[step], self.steps[step + 1]);
        let left = 1.0 - t;
        from + t * t * (3.0 - 2.0 * t) * (to - from) + h * t * left * (slope * left - last * t)
    }
}

impl Beginning {
    /// From when families leave, and a wait; over a horizon.
    pub fn of(leaving: Leaving, wait: Option<&Wait<'_>>, years: usize) -> Self {
        let Some(wait) = wait else { return Self::Times(vec![(leaving, 1.0)]) };
        if let Some(waits) = wait.0.atoms() {
            let later = |(months, mass)| (leaving.later(Wait::in_years(months)), mass);
            return Self::Times(waits.into_iter().map(later).collect());
        }
        let time = |step: usize| step as f64 / STEPS as f64;
        let of = |step| [leaving.elapsed(wait, time(step)), leaving.begun_by(wait, time(step))];
        let at: Vec<[f64; 2]> = (0..=years * STEPS).map(of).collect();
        let month = STEPS / MONTHS;
        let summed = |step: usize| {
            let months = (0..MONTHS).filter_map(|m| at.get((step + m * month).checked_sub(STEPS)?));
            months.fold([0.0; 2], |sum, of| [sum[0] + of[0], sum[1] + of[1]])
        };
        // From so far on that all twelve months lie within the horizon, or one step beyond.
        let by_month = (0..=years * STEPS + month).map(summed).collect();
        Self::Table { at: SlopeTable { from: 0.0, steps: at }, by_month: SlopeTable { from: -1.0, steps: by_month } }
    }

    /// E\[(x − T)⁺\].
    pub fn elapsed(&self, x: f64) -> f64 {
        match self {
            Self::Times(times) => times.iter().map(|(leaving, mass)| mass * leaving.time_since(x)).sum(),
            Self::Table { at, .. } => at.at(x),
        }
    }

    /// The sum of E\[(x + m − T)⁺\] over the months m of a year.
    pub fn elapsed_by_month(&self, x: f64) -> f64 {
        match self {
            Self::Times(times) => times.iter().map(|(leaving, mass)| mass * leaving.time_since_by_month(x)).sum(),
            Self::Table { by_month, .. } => by_month.at(x),
        }
    }
}
