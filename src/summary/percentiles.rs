//! The probabilities at which quantiles are reported.

use super::PROBABILITIES;
use serde::Serialize;
use std::sync::Arc;

/// Probabilities nearer to each other than this are the same one.
const SAME: f64 = 1e-9;

/// The probabilities at which quantiles are reported: the [usual ones](PROBABILITIES), and those that were asked for, ascending.
///
/// ```
/// use provenu::summary::Percentiles;
/// let asked = Percentiles::with([0.99, 0.5, 0.01]);
/// assert_eq!(asked.all().first(), Some(&0.01));
/// assert_eq!(asked.all().len(), 9);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Percentiles(Arc<[f64]>);

impl Default for Percentiles {
    fn default() -> Self {
        Self(PROBABILITIES.into())
    }
}

impl Percentiles {
    /// The usual ones and some more, each between 0 and 1.
    #[must_use]
    pub fn with(more: impl IntoIterator<Item = f64>) -> Self {
        Self::default().and(more)
    }

    /// These and some more.
    #[must_use]
    pub fn and(&self, more: impl IntoIterator<Item = f64>) -> Self {
        let mut all = self.0.to_vec();
        for p in more {
            if all.iter().all(|known| (known - p).abs() >= SAME) {
                all.push(p);
            }
        }
        all.sort_by(f64::total_cmp);
        Self(all.into())
    }

    /// All of them, ascending.
    #[must_use]
    pub fn all(&self) -> &[f64] {
        &self.0
    }

    /// The name of a column of a quantile: the decimals of its probability, at least two of them.
    ///
    /// ```
    /// use provenu::summary::Percentiles;
    /// let names = [0.05, 0.5, 0.025, 0.995, 0.01].map(Percentiles::column);
    /// assert_eq!(names, ["p05", "p50", "p025", "p995", "p01"]);
    /// ```
    #[must_use]
    pub fn column(p: f64) -> String {
        let written = format!("{p:.8}");
        let decimals = written.trim_start_matches("0.").trim_end_matches('0');
        format!("p{decimals:0<2}")
    }
}

/// The error that a quantile of the net benefit is to have.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PercentileTarget {
    /// The probability of the quantile.
    pub p: f64,
    /// Its Monte Carlo standard error, kroner.
    pub mcse: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expected::business_case;
    use crate::model::Model;
    use crate::random::Seed;
    use crate::scenario::Scenario;
    use crate::simulate::{Replications, random_design};
    use crate::summary::{Keeping, Summary, Tally, quantile_at};

    const ASKED: [f64; 3] = [0.01, 0.025, 0.99];

    fn model() -> Model {
        let text = include_str!("../../configs/silkeborg.toml");
        Scenario::parse("silkeborg.toml", text, &[], &|_| Err("no data files".into())).expect("sound").model
    }

    fn summary(model: &Model, keeping: Keeping, replications: u64, asked: &[f64]) -> Summary {
        let design = random_design(model, Seed::new(4).expect("in range")).limited_to(replications);
        let percentiles = Percentiles::with(asked.iter().copied());
        let tally = Tally::reporting(model, &design, keeping, &percentiles, &()).expect("a run");
        Summary::new(model, &business_case(model, &model.base_draw()).expect("a case"), &tally)
    }

    #[test]
    fn any_percentile_is_type_7_of_the_replications_and_moves_no_other() {
        let (model, n) = (model(), 3_001);
        let seed = Seed::new(4).expect("in range");
        let all = Replications::run(&model, seed, 0..n, &()).expect("a run");
        let mut totals: Vec<f64> = (0..all.len()).map(|i| all.cash_flow(i, model.perspective).total()).collect();
        totals.sort_by(f64::total_cmp);
        let found = summary(&model, Keeping::All, n, &ASKED);
        for p in ASKED {
            // n − 1 = 3,000: the quantiles at 1 % and 99 % are values of the sample, that at 2.5 % is too.
            let place = (p * 3_000.0).round() as usize;
            assert_eq!(found.headline.quantile(p).expect("asked for").value, totals[place], "{p}");
        }
        let usual = summary(&model, Keeping::All, n, &[]);
        for quantile in &usual.headline.net_benefit.quantiles {
            assert_eq!(found.headline.quantile(quantile.p), Some(*quantile));
        }
        let years = found.headline.yearly.iter().chain(&found.headline.cumulative);
        assert!(years.clone().count() > 0);
        for year in years {
            assert!(ASKED.iter().all(|p| quantile_at(&year.quantiles, *p).is_some()), "{}", year.year);
        }
    }

    #[test]
    fn a_percentile_is_as_exact_where_values_are_picked() {
        let model = model();
        let [picked, all] = [Keeping::Picked, Keeping::All].map(|keeping| summary(&model, keeping, 40_000, &ASKED));
        for p in ASKED {
            assert_eq!(picked.headline.quantile(p), all.headline.quantile(p), "{p}");
        }
    }
}
