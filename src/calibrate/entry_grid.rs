//! The posterior of one family of entry curves: a grid over plateau, median and shape.

use super::entry::{EntryPriors, EntryRow};
use super::entry_curves::{EntryFamily, EntryPace};
use super::spread::{Posterior, Weighted};

/// Cells of the plateau, between 0 and 1.
const PLATEAUS: usize = 200;
/// Cells of the median, even in its logarithm.
const MEDIANS: usize = 32;
/// Cells of the shape, even in its logarithm.
const SHAPES: usize = 16;

/// The middles of even cells between two ends.
fn middles(from: f64, to: f64, cells: usize) -> impl Iterator<Item = f64> {
    (0..cells).map(move |cell| from + (to - from) * (cell as f64 + 0.5) / cells as f64)
}

/// A family's posterior: for each pace the weights of the plateaus, all of which sum to 1.
pub(super) struct EntryGrid {
    pub family: EntryFamily,
    /// ln of the mean likelihood under the priors.
    pub log_evidence: f64,
    rows: Vec<(EntryPace, Vec<f64>)>,
}

impl EntryGrid {
    /// `rows` are those that count, by month, of the same people. With π the plateau, F the curve and dⱼ entries between two months, the
    /// likelihood is Π (π·ΔFⱼ)^dⱼ · (1 − π·F(t))^(those who have not entered by the last month t).
    pub fn new(family: EntryFamily, rows: &[EntryRow], priors: &EntryPriors) -> Self {
        let plateaus: Vec<(f64, f64)> = middles(0.0, 1.0, PLATEAUS).map(|share| (share, share.ln())).collect();
        let (entered, of) = rows.last().map_or((0.0, 0.0), |row| (row.entered, row.of));
        let mut found: Vec<(EntryPace, Vec<f64>)> = Vec::new();
        for pace in paces(family, priors) {
            let by = |month: f64| family.by(month, pace);
            let mut between = 0.0;
            let (mut before, mut share) = (0.0, 0.0);
            for row in rows {
                let (now, new) = (by(row.month), row.entered - before);
                if new > 0.0 {
                    between += new * (now - share).ln();
                }
                (before, share) = (row.entered, now);
            }
            let log = |&(plateau, ln): &(f64, f64)| {
                between + if entered > 0.0 { entered * ln } else { 0.0 } + (of - entered) * (-plateau * share).ln_1p()
            };
            found.push((pace, plateaus.iter().map(log).collect()));
        }
        let top = found.iter().flat_map(|row| &row.1).copied().fold(f64::NEG_INFINITY, f64::max);
        let mut total = 0.0;
        for weight in found.iter_mut().flat_map(|row| &mut row.1) {
            // What no sum would see is not worth its exponential.
            *weight = if *weight > top - 40.0 { (*weight - top).exp() } else { 0.0 };
            total += *weight;
        }
        let cells = (found.len() * PLATEAUS) as f64;
        found.iter_mut().flat_map(|row| &mut row.1).for_each(|weight| *weight /= total);
        Self { family, log_evidence: top + (total / cells).ln(), rows: found }
    }

    /// Weight by plateau.
    pub fn plateau(&self) -> Weighted {
        let mut sums: Vec<(f64, f64)> = middles(0.0, 1.0, PLATEAUS).map(|share| (share, 0.0)).collect();
        for (_, weights) in &self.rows {
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| sum.1 += weight);
        }
        Weighted(sums)
    }

    /// Months until half of those who ever enter have.
    pub fn median(&self) -> Posterior {
        let by_pace = |value: fn(&EntryPace) -> f64| self.by_logarithm(value);
        by_pace(|pace| pace.median)
    }

    /// The shape of the curve.
    pub fn shape(&self) -> Posterior {
        self.by_logarithm(|pace| pace.shape)
    }

    fn by_logarithm(&self, value: impl Fn(&EntryPace) -> f64) -> Posterior {
        let mut sums: Vec<(f64, f64)> = Vec::new();
        for (pace, weights) in &self.rows {
            let (ln, weight) = (value(pace).ln(), weights.iter().sum::<f64>());
            match sums.iter_mut().find(|sum| sum.0 == ln) {
                Some(sum) => sum.1 += weight,
                None => sums.push((ln, weight)),
            }
        }
        sums.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mean, sd) = Weighted(sums.iter().map(|(ln, weight)| (ln.exp(), *weight)).collect()).moments();
        let mut told = Weighted(sums).posterior();
        told.quantiles.iter_mut().for_each(|quantile| quantile.value = quantile.value.exp());
        Posterior { mean, sd, ..told }
    }

    /// Weight by the share π·F(t) who have entered by a month.
    pub fn entered_by(&self, month: f64) -> Weighted {
        const CELLS: usize = 400;
        let mut sums: Vec<(f64, f64)> = middles(0.0, 1.0, CELLS).map(|share| (share, 0.0)).collect();
        for (pace, weights) in &self.rows {
            let by = self.family.by(month, *pace);
            for (plateau, weight) in middles(0.0, 1.0, PLATEAUS).zip(weights) {
                sums[((plateau * by * CELLS as f64) as usize).min(CELLS - 1)].1 += weight;
            }
        }
        Weighted(sums)
    }

    /// Linear correlation of the plateau with ln of the median.
    pub fn plateau_with_pace(&self) -> f64 {
        let (mut sums, mut squares, mut product) = ([0.0; 2], [0.0; 2], 0.0);
        for (pace, weights) in &self.rows {
            for (plateau, weight) in middles(0.0, 1.0, PLATEAUS).zip(weights) {
                let both = [plateau, pace.median.ln()];
                for k in 0..2 {
                    sums[k] += weight * both[k];
                    squares[k] += weight * both[k] * both[k];
                }
                product += weight * both[0] * both[1];
            }
        }
        let sd = |k: usize| (squares[k] - sums[k] * sums[k]).max(f64::MIN_POSITIVE).sqrt();
        (product - sums[0] * sums[1]) / (sd(0) * sd(1))
    }
}

/// Every pace of a family's grid; each is as likely as every other before the data.
fn paces(family: EntryFamily, priors: &EntryPriors) -> Vec<EntryPace> {
    let logarithms = |(from, to): (f64, f64), cells| middles(from.ln(), to.ln(), cells).map(f64::exp);
    let shapes: Vec<f64> = if family.has_shape() { logarithms(priors.shape, SHAPES).collect() } else { vec![1.0] };
    logarithms(priors.median, MEDIANS)
        .flat_map(|median| shapes.iter().map(move |&shape| EntryPace { median, shape }).collect::<Vec<_>>())
        .collect()
}
