//! Relapse by months since entry: counts to hazards, interval by interval, and the curve that a scenario takes.

use super::counts::{BetaPrior, CountData, CountFit, EventCount};
use super::error::CalibrateError;
use super::limit::DataLimit;
use super::spread::{Posterior, Weighted};
use crate::distribution::{Beta, Univariate};
use crate::statistics::gauss_legendre_points;
use serde::Serialize;

/// Who had relapsed by a month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RelapseRow {
    /// Months since entry.
    pub within: f64,
    /// How many relapsed since the month of the row before.
    pub relapsed: f64,
    /// How many of those followed to this month had not relapsed by the month of the row before.
    pub at_risk: f64,
}

/// What follows the last month: no data say it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterLast {
    /// Nobody relapses any more.
    Nobody,
    /// The last hazard goes on.
    Continues,
    /// This share relapses in each year.
    Yearly(f64),
}

/// Rows by month, and what is known besides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelapseData {
    /// The rows, by month.
    pub rows: Vec<RelapseRow>,
    /// What was known of the hazard of each interval.
    pub prior: BetaPrior,
    /// The part of the counts that counts, in (0, 1].
    pub weight: f64,
    /// What is assumed to follow the last month.
    pub after: AfterLast,
}

/// The hazard of one interval of months.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IntervalHazard {
    /// Months since entry at its end.
    pub within: f64,
    /// The probability of relapse in it of those who reach it.
    pub hazard: CountFit,
    /// The share who have relapsed by its end.
    pub share: Posterior,
}

/// Relapse after the counts.
///
/// Of the dⱼ that relapse among the nⱼ who reach interval j the hazard is Beta(α + w·dⱼ, β + w·(nⱼ − dⱼ)), independent of the others: the
/// life table with binomial intervals (Susarla and Van Ryzin, *JASA* 71, 1976, at its points). The share who have relapsed by the end of
/// interval k is 1 − Π (1 − hⱼ), whose moments are products: E\[Sᵏ\] = Π E\[(1 − hⱼ)ᵏ\].
///
/// ```
/// use provenu::calibrate::{AfterLast, BetaPrior, RelapseData, RelapseFit};
///
/// // 26 of 100 within 3 months, 50 within 12.
/// let rows = RelapseData::of_cohort(&[(3.0, 26.0), (12.0, 50.0)], 100.0)?;
/// let fit = RelapseFit::new(RelapseData { rows, prior: BetaPrior::None, weight: 1.0, after: AfterLast::Nobody })?;
/// assert!((fit.intervals[1].hazard.posterior.mean - 24.0 / 74.0).abs() < 1e-15);
/// assert!((fit.intervals[1].share.mean - 0.5).abs() < 1e-12);
/// # Ok::<(), provenu::calibrate::CalibrateError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelapseFit {
    /// What it rests on.
    pub data: RelapseData,
    /// Each interval, in order.
    pub intervals: Vec<IntervalHazard>,
}

impl RelapseData {
    /// The rows of one cohort of `of`: by each month, how many had relapsed until then.
    ///
    /// # Errors
    /// Unless the counts do not fall and stay up to `of`.
    pub fn of_cohort(by_month: &[(f64, f64)], of: f64) -> Result<Vec<RelapseRow>, CalibrateError> {
        let mut before = 0.0;
        let mut rows = Vec::new();
        for &(within, upto) in by_month {
            if !(upto >= before && upto <= of) {
                let allowed = format!("how many had relapsed so far: from {before}, that of the month before, to {of}");
                return Err(CalibrateError::value("rows", upto, allowed));
            }
            rows.push(RelapseRow { within, relapsed: upto - before, at_risk: of - before });
            before = upto;
        }
        Ok(rows)
    }

    fn check(&self) -> Result<(), CalibrateError> {
        if self.rows.is_empty() {
            let message = "no rows; allowed: rows = [{ within = 3, relapsed = 26, of = 100 }, { within = 12, relapsed = 50, of = 100 }]";
            return Err(CalibrateError::together("rows", message));
        }
        if let AfterLast::Yearly(share) = self.after
            && !(0.0..1.0).contains(&share)
        {
            return Err(CalibrateError::value(
                "after",
                share,
                "\"none\", \"continues\", or a yearly share from 0 to below 1",
            ));
        }
        let mut before = 0.0;
        for row in &self.rows {
            if !(row.within.is_finite() && row.within > before) {
                return Err(CalibrateError::value(
                    "rows",
                    format!("within = {}", row.within),
                    format!("months that rise, above {before}"),
                ));
            }
            before = row.within;
        }
        Ok(())
    }
}

impl RelapseFit {
    /// The hazards by interval.
    ///
    /// # Errors
    /// Unless months rise and every row is a count; and where nobody or everybody relapsed in an interval and there is no prior.
    pub fn new(data: RelapseData) -> Result<Self, CalibrateError> {
        data.check()?;
        let mut intervals = Vec::new();
        let mut hazards: Vec<Beta> = Vec::new();
        for &RelapseRow { within, relapsed, at_risk } in &data.rows {
            let count = EventCount { events: relapsed, of: at_risk };
            let counted = CountData { count, prior: data.prior, weight: data.weight };
            let hazard = CountFit::new(counted).map_err(|error| match error {
                CalibrateError::Value { key: "events" | "of", .. } => {
                    let found = format!("{relapsed} of {at_risk} within {within} months");
                    CalibrateError::value(
                        "rows",
                        found,
                        "from 0 to those who had not relapsed before, and these above 0",
                    )
                }
                CalibrateError::Together { key: "prior", message } => {
                    CalibrateError::together("prior", format!("within {within} months: {message}"))
                }
                other => other,
            })?;
            hazards.push(counted.beta()?);
            intervals.push(IntervalHazard { within, hazard, share: share_by_end(&hazards) });
        }
        Ok(Self { data, intervals })
    }

    /// What the counts cannot say.
    #[must_use]
    pub fn limits(&self) -> Vec<DataLimit> {
        let mut limits: Vec<DataLimit> =
            self.data.rows.last().map(|row| DataLimit::BeyondLastMonth { month: row.within }).into_iter().collect();
        let starts = std::iter::once(0.0).chain(self.data.rows.iter().map(|row| row.within));
        let longest = self.data.rows.iter().zip(starts).map(|(row, from)| row.within - from).fold(0.0, f64::max);
        limits.push(DataLimit::WithinIntervals { longest });
        if let Some(first) = self.intervals.first() {
            limits.extend(first.hazard.data.limits(first.hazard.coverage_without_prior));
        }
        limits
    }
}

/// The share who have relapsed by the end of some intervals. Of one it is its hazard; of several, survival is a product of Betas, whose log is
/// summed on a grid: each factor in turn, by Gauss-Legendre points over its quantiles.
fn share_by_end(hazards: &[Beta]) -> Posterior {
    // Shares between 0 and 1 in as many cells.
    const CELLS: usize = 400;
    let cell = |share: f64| ((share * CELLS as f64) as usize).min(CELLS - 1);
    let middle = |at: usize| (at as f64 + 0.5) / CELLS as f64;
    let points = |hazard: &Beta| -> Vec<(f64, f64)> {
        let stretches =
            (0..8u32).map(|k| f64::from(k) / 8.0).flat_map(|from| gauss_legendre_points(from, from + 0.125));
        stretches.map(|(u, weight)| (hazard.quantile(u), weight)).collect()
    };
    let mut mass = vec![0.0; CELLS];
    for (position, hazard) in hazards.iter().enumerate() {
        let factor = points(hazard);
        let mut next = vec![0.0; CELLS];
        let from: Vec<(f64, f64)> = if position == 0 {
            vec![(0.0, 1.0)]
        } else {
            mass.iter().enumerate().map(|(at, m)| (middle(at), *m)).collect()
        };
        for (share, weight) in from.into_iter().filter(|(_, weight)| *weight > 0.0) {
            for &(hazard, part) in &factor {
                next[cell(share + (1.0 - share) * hazard)] += weight * part;
            }
        }
        mass = next;
    }
    let grid = Weighted(mass.into_iter().enumerate().map(|(at, mass)| (middle(at), mass)).collect()).posterior();
    // Moments in closed form.
    let stays = |power: i32| -> f64 {
        let moment = |hazard: &Beta| {
            let mean = 1.0 - hazard.mean();
            if power == 1 { mean } else { hazard.variance() + mean * mean }
        };
        hazards.iter().map(moment).product()
    };
    let (first, second) = (stays(1), stays(2));
    Posterior { mean: 1.0 - first, sd: (second - first * first).max(0.0).sqrt(), ..grid }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn benchmark(prior: BetaPrior) -> RelapseData {
        let rows = RelapseData::of_cohort(&[(3.0, 26.0), (12.0, 50.0)], 100.0).expect("rows");
        RelapseData { rows, prior, weight: 1.0, after: AfterLast::Nobody }
    }

    #[test]
    fn the_curve_is_that_of_the_cohort() {
        let fit = RelapseFit::new(benchmark(BetaPrior::None)).expect("a fit");
        let [first, second] = &fit.intervals[..] else { panic!("two intervals") };
        assert!((first.share.mean - 0.26).abs() < 1e-12 && (second.share.mean - 0.5).abs() < 1e-12);
        // Of a cohort that is followed to the end, the product of Beta(48, 26)-like sticks is Beta(50, 50) by the Dirichlet.
        let whole = Beta::new(50.0, 50.0).expect("weights");
        assert!((second.share.sd - whole.variance().sqrt()).abs() < 1e-12);
        for p in [0.05, 0.5, 0.95] {
            assert!((second.share.at(p) - whole.quantile(p)).abs() < 2e-3, "{p}");
        }
    }

    #[test]
    fn rows_that_fall_or_lack_a_prior_are_refused() {
        assert!(RelapseData::of_cohort(&[(3.0, 26.0), (12.0, 20.0)], 100.0).is_err());
        let none = RelapseData {
            rows: RelapseData::of_cohort(&[(3.0, 0.0), (12.0, 5.0)], 20.0).expect("rows"),
            ..benchmark(BetaPrior::None)
        };
        let told = RelapseFit::new(none.clone()).expect_err("refused");
        assert!(told.key() == "prior" && told.to_string().contains("within 3 months"), "{told}");
        assert!(RelapseFit::new(RelapseData { prior: BetaPrior::JEFFREYS, ..none }).is_ok());
        let mut wrong = benchmark(BetaPrior::None);
        wrong.rows[1].within = 3.0;
        assert!(RelapseFit::new(wrong).expect_err("refused").to_string().contains("months that rise"));
    }
}
