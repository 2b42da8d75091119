//! Entry by month, with a share that never enters: what some counts say of where the curve ends.

use super::entry_curves::EntryFamily;
use super::entry_grid::EntryGrid;
use super::error::{CalibrateError, positive};
use super::limit::DataLimit;
use super::spread::{Interval, Posterior, Weighted};
use crate::distribution::{Argument, Distribution, DistributionFamily, Evidence};
use serde::Serialize;

/// How many had entered by a month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EntryRow {
    /// Months since the start.
    pub month: f64,
    /// How many had entered by then.
    pub entered: f64,
    /// Of how many; the same people in every row.
    pub of: f64,
    /// Whether that was observed; else it is what somebody expects.
    pub observed: bool,
}

/// What is known before the counts. The plateau is as likely anywhere between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EntryPriors {
    /// Months until half of those who ever enter have: between these, its logarithm as likely anywhere.
    pub median: (f64, f64),
    /// Shape: between these, its logarithm as likely anywhere.
    pub shape: (f64, f64),
}

/// Half of those who ever enter do within a month at the earliest, within five years at the latest; shapes from half to three.
impl Default for EntryPriors {
    fn default() -> Self {
        Self { median: (1.0, 60.0), shape: (0.5, 3.0) }
    }
}

/// Counts of entry by month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntryData {
    /// The rows, by month.
    pub rows: Vec<EntryRow>,
    /// What is known before.
    pub priors: EntryPriors,
    /// Whether rows that are expected count as if they had been observed.
    pub count_expected: bool,
    /// The plateau is called known where its 90 % interval is no wider than this.
    pub known_within: f64,
}

/// The share who have entered by a month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EntryPoint {
    /// Months since the start.
    pub month: f64,
    /// Its mean.
    pub mean: f64,
    /// Its 90 % interval.
    pub interval: Interval,
}

/// One family of curves after the counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntryFamilyFit {
    /// Which family.
    pub family: EntryFamily,
    /// Its probability after the counts, each family being as likely before.
    pub probability: f64,
    /// The share that ever enters.
    pub plateau: Posterior,
    /// Months until half of them have.
    pub median: Posterior,
    /// The shape; of an exponential curve 1.
    pub shape: Posterior,
    /// The curve.
    pub curve: Vec<EntryPoint>,
}

/// Entry after the counts, by several families side by side.
///
/// A share π ever enters; of these F(t) have by month t, with F of a family with median m and shape k. When within an interval somebody entered is
/// not known, and who has not entered by the last month may never (the mixture cure model of Boag, *JRSS B* 11, 1949, with
/// interval-censored times; Turnbull, *JRSS B* 38, 1976). π is uniform before the counts, ln m and ln k uniform between stated ends.
/// The posterior is a grid. Families are weighed by their mean likelihood.
///
/// π and m are known only together: few may enter fast, or many slowly. Counts that still rise say little of where they end.
///
/// ```
/// use provenu::calibrate::{EntryData, EntryFit, EntryPriors, EntryRow};
///
/// // 10 of 57 after 20 months, and nothing else.
/// let rows = vec![EntryRow { month: 20.0, entered: 10.0, of: 57.0, observed: true }];
/// let data = EntryData { rows, priors: EntryPriors::default(), count_expected: false, known_within: 0.2 };
/// let fit = EntryFit::new(data)?;
/// assert!(!fit.known && fit.plateau.interval().width() > 0.6);
/// # Ok::<(), provenu::calibrate::CalibrateError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntryFit {
    /// What it rests on.
    pub data: EntryData,
    /// Each family.
    pub families: Vec<EntryFamilyFit>,
    /// The share that ever enters, over all families.
    pub plateau: Posterior,
    /// Its 90 % interval were the latest median twice as late: how much of it is the prior's.
    pub plateau_with_later_median: Interval,
    /// Whether the plateau is known: its interval is no wider than [`EntryData::known_within`].
    pub known: bool,
    /// α of the Beta with the mean and standard deviation of the plateau.
    pub alpha: f64,
    /// β of it.
    pub beta: f64,
    /// That Beta, to be held against the plateau.
    pub fitted: Posterior,
    /// Linear correlation of the plateau with ln of the median, over all families.
    pub plateau_with_pace: f64,
}

/// A plateau over several grids, each with the weight of its family.
fn mixed(grids: &[EntryGrid], weights: &[f64]) -> Weighted {
    let mut sum = Weighted::default();
    for (grid, weight) in grids.iter().zip(weights) {
        let own = grid.plateau();
        if sum.0.is_empty() {
            sum.0 = own.0.iter().map(|(share, _)| (*share, 0.0)).collect();
        }
        sum.0.iter_mut().zip(&own.0).for_each(|(sum, own)| sum.1 += weight * own.1);
    }
    sum
}

/// Every family's grid with its probability.
fn grids(rows: &[EntryRow], priors: &EntryPriors) -> (Vec<EntryGrid>, Vec<f64>) {
    let grids = EntryFamily::ALL.map(|family| EntryGrid::new(family, rows, priors)).into_iter().collect::<Vec<_>>();
    let top = grids.iter().map(|grid| grid.log_evidence).fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = grids.iter().map(|grid| (grid.log_evidence - top).exp()).sum();
    let weights = grids.iter().map(|grid| (grid.log_evidence - top).exp() / total).collect();
    (grids, weights)
}

impl EntryFit {
    /// The families after the counts.
    ///
    /// # Errors
    /// Unless there is a row that counts, months rise, counts do not fall and are of the same people, and the priors' ends rise above 0.
    pub fn new(data: EntryData) -> Result<Self, CalibrateError> {
        let rows = data.counted()?;
        let (grids, weights) = grids(&rows, &data.priors);
        let plateau = mixed(&grids, &weights).posterior();
        let (from, to) = data.priors.median;
        let later = EntryPriors { median: (from, 2.0 * to), ..data.priors };
        let (others, of_others) = self::grids(&rows, &later);
        let last = data.rows.iter().map(|row| row.month).fold(0.0, f64::max);
        let families = grids.iter().zip(&weights).map(|(grid, weight)| family_fit(grid, *weight, last)).collect();
        let scalars = vec![(Argument::Mean, plateau.mean), (Argument::Sd, plateau.sd)];
        let fitted =
            Evidence { family: Some(DistributionFamily::Beta), scalars, ..Evidence::default() }.distribution()?;
        let (alpha, beta) = match &fitted {
            Distribution::Beta(beta) => (beta.alpha(), beta.weight() - beta.alpha()),
            _ => (f64::NAN, f64::NAN),
        };
        Ok(Self {
            known: plateau.interval().width() <= data.known_within,
            plateau_with_later_median: mixed(&others, &of_others).posterior().interval(),
            plateau_with_pace: grids.iter().zip(&weights).map(|(grid, weight)| weight * grid.plateau_with_pace()).sum(),
            fitted: Posterior::from(&fitted),
            families,
            plateau,
            alpha,
            beta,
            data,
        })
    }

    /// The family with the highest probability.
    #[must_use]
    pub fn likeliest(&self) -> Option<&EntryFamilyFit> {
        self.families.iter().max_by(|a, b| a.probability.total_cmp(&b.probability))
    }

    /// What the counts cannot say.
    #[must_use]
    pub fn limits(&self) -> Vec<DataLimit> {
        let interval = self.plateau.interval();
        let unknown = (!self.known).then_some(DataLimit::PlateauUnknown { interval, limit: self.data.known_within });
        let middles = || self.families.iter().map(|fit| fit.plateau.at(0.5));
        let (low, high) = (middles().fold(1.0, f64::min), middles().fold(0.0, f64::max));
        let disagree = (high - low > self.data.known_within / 2.0).then_some(DataLimit::FamiliesDisagree { low, high });
        let months: Vec<f64> = self.data.rows.iter().filter(|row| !row.observed).map(|row| row.month).collect();
        let expected = (!months.is_empty()).then_some(if self.data.count_expected {
            DataLimit::ExpectedCounted { months }
        } else {
            DataLimit::ExpectedLeftOut { months }
        });
        let together = DataLimit::PlateauWithPace { correlation: self.plateau_with_pace };
        let month = self.data.counted().map_or(0.0, |rows| rows.last().map_or(0.0, |row| row.month));
        let beyond = DataLimit::BeyondLastMonth { month };
        [unknown, disagree, expected, Some(together), Some(beyond), Some(DataLimit::NoComparison)]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// A family with its curve, told to twice the last month.
fn family_fit(grid: &EntryGrid, probability: f64, last: f64) -> EntryFamilyFit {
    const POINTS: u32 = 12;
    let months = (1..=POINTS).map(|k| 2.0 * last * f64::from(k) / f64::from(POINTS));
    let curve = months.map(|month| {
        let told = grid.entered_by(month).posterior();
        EntryPoint { month, mean: told.mean, interval: told.interval() }
    });
    EntryFamilyFit {
        family: grid.family,
        probability,
        plateau: grid.plateau().posterior(),
        median: grid.median(),
        shape: grid.shape(),
        curve: curve.collect(),
    }
}

impl EntryData {
    /// The rows that count.
    fn counted(&self) -> Result<Vec<EntryRow>, CalibrateError> {
        positive("known_within", self.known_within)?;
        for (key, (from, to)) in [("median", self.priors.median), ("shape", self.priors.shape)] {
            if !(from > 0.0 && to > from && to.is_finite()) {
                return Err(CalibrateError::value(key, format!("{from}, {to}"), "two ends that rise, above 0"));
            }
        }
        let rows: Vec<EntryRow> = self.rows.iter().copied().filter(|row| row.observed || self.count_expected).collect();
        let Some(first) = rows.first() else {
            let message = "nothing was observed; allowed: a row with observed = true, or count_expected = true";
            return Err(CalibrateError::together("rows", message));
        };
        let (mut month, mut entered) = (0.0, 0.0);
        for row in &self.rows {
            let wrong = if !(row.month.is_finite() && row.month > month) {
                format!("month = {}; allowed: months that rise, above {month}", row.month)
            } else if !(row.of.is_finite() && row.of > 0.0 && row.of == first.of) {
                format!("of = {} at month {}; allowed: {}, the same people in every row", row.of, row.month, first.of)
            } else if !(row.entered >= entered && row.entered <= row.of) {
                format!(
                    "entered = {} at month {}; allowed: how many had entered so far, from {entered} to {}",
                    row.entered, row.month, row.of
                )
            } else {
                (month, entered) = (row.month, row.entered);
                continue;
            };
            return Err(CalibrateError::together("rows", wrong));
        }
        Ok(rows)
    }
}

#[cfg(test)]
#[path = "entry_tests.rs"]
mod tests;
