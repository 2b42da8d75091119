//! What programmes even out among themselves.

use crate::statistics::{Chance, Estimate, PowerSums};
use serde::Serialize;

/// The spread of a total against those of its parts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diversification {
    /// The standard deviation of the total.
    pub sd: Estimate,
    /// Of the total if the programmes were independent: √Σσ².
    pub sd_if_independent: f64,
    /// Of the total if all went up and down together: Σσ.
    pub sd_if_together: f64,
    /// The mean correlation between programmes, weighed by their standard deviations; `null` of a single one, or where nothing varies.
    pub correlation: Option<f64>,
    /// The share of Σσ that would remain with ever more programmes like these: √ρ̄, of a negative correlation 0.
    pub share_that_remains: Option<f64>,
    /// P(total > 0) if the same programmes were independent; `null` where the probability is withheld, or too few replications tell it.
    pub positive_if_independent: Option<Estimate>,
}

/// The independent blocks that tell an error.
const BLOCKS: usize = 32;

impl Diversification {
    /// From the net benefits of each programme and of all together, replication by replication; `complete` says whether probabilities are told.
    #[must_use]
    pub fn of(parts: &[Vec<f64>], total: &[f64], complete: bool) -> Self {
        let variance = |values: &[f64]| {
            let mut sums = PowerSums::<4>::about(values[0]);
            sums.add(values);
            (sums.variance(), sums.standard_deviation())
        };
        let (of_total, sd) = variance(total);
        let variances: Vec<f64> = parts.iter().map(|part| variance(part).0).collect();
        let (sum_of_variances, together) =
            (variances.iter().sum::<f64>(), variances.iter().map(|v| v.sqrt()).sum::<f64>());
        let between = together * together - sum_of_variances;
        // Of parts without spread there is nothing to go together.
        let correlation = (parts.len() > 1 && between > 1e-12 * sum_of_variances && between > 0.0)
            .then(|| (of_total - sum_of_variances) / between);
        Self {
            sd,
            sd_if_independent: sum_of_variances.sqrt(),
            sd_if_together: together,
            correlation,
            share_that_remains: correlation.map(|correlation| correlation.clamp(0.0, 1.0).sqrt()),
            positive_if_independent: if complete { positive_if_independent(parts) } else { None },
        }
    }
}

/// P(Σ > 0) of independent programmes that each have the distribution of their replications: the columns are shifted against one another, so
/// that every sum takes each programme from another replication. Blocks are shifted within themselves and are independent: the error is that
/// of the mean over these.
fn positive_if_independent(parts: &[Vec<f64>]) -> Option<Estimate> {
    let n = parts.first()?.len();
    let length = n / BLOCKS;
    if length < parts.len().max(2) {
        return None;
    }
    let share = |block: usize| {
        let from = block * length;
        let sum = |k: usize| -> f64 {
            // Evenly apart, so that neighbours in the list are no neighbours in the block.
            parts.iter().enumerate().map(|(i, part)| part[from + (k + i * length / parts.len()) % length]).sum()
        };
        Chance::of((0..length).filter(|&k| sum(k) > 0.0).count() as u64, length as u64).value
    };
    let shares: Vec<f64> = (0..BLOCKS).map(share).collect();
    let mut sums = PowerSums::<2>::about(shares[0]);
    sums.add(&shares);
    Some(sums.mean())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::standard_normal_quantile;
    use crate::random::{Address, Purpose, Seed};

    fn scores(name: &str, n: u64) -> Vec<f64> {
        let purpose = Purpose::named("test").extended(name);
        let u = |k| Address::new(Seed::default(), purpose, k, 0).uniform();
        (0..n).map(|k| standard_normal_quantile(u(k))).collect()
    }

    #[test]
    fn copies_with_one_draw_even_out_nothing_and_independent_ones_all_that_they_can() {
        let (n, programmes) = (20_000, 9);
        let shared = vec![scores("shared", n); programmes];
        let own: Vec<Vec<f64>> = (0..programmes).map(|i| scores(&i.to_string(), n)).collect();
        let total = |parts: &[Vec<f64>]| -> Vec<f64> {
            (0..n as usize).map(|k| parts.iter().map(|part| part[k]).sum()).collect()
        };
        let found = Diversification::of(&shared, &total(&shared), true);
        assert!((found.sd.value / found.sd_if_together - 1.0).abs() < 1e-9);
        assert!((found.correlation.expect("several") - 1.0).abs() < 1e-9);
        assert!((found.sd_if_independent / found.sd_if_together - 1.0 / 3.0).abs() < 1e-9);
        let found = Diversification::of(&own, &total(&own), true);
        assert!(
            (found.sd.value / 3.0 - 1.0).abs() < 4.0 * found.sd.mcse / 3.0
                && found.correlation.expect("several").abs() < 0.01
        );
    }

    #[test]
    fn the_mean_correlation_gives_the_variance_of_the_total_back() {
        let (shared, n) = (scores("shared", 4_000), 4_000);
        let parts: Vec<Vec<f64>> = (0..4)
            .map(|i| scores(&i.to_string(), n).iter().zip(&shared).map(|(own, all)| f64::from(i) * all + own).collect())
            .collect();
        let total: Vec<f64> = (0..n as usize).map(|k| parts.iter().map(|part| part[k]).sum()).collect();
        let Diversification { sd, sd_if_independent, sd_if_together, correlation, .. } =
            Diversification::of(&parts, &total, false);
        let squares = sd_if_independent.powi(2);
        let again = squares + correlation.expect("several") * (sd_if_together.powi(2) - squares);
        assert!((again.sqrt() / sd.value - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_never_varies_has_no_correlation() {
        let parts = vec![vec![1.0; 100], vec![2.0; 100]];
        let found = Diversification::of(&parts, &[3.0; 100], true);
        assert_eq!((found.sd.value, found.correlation, found.share_that_remains), (0.0, None, None));
        assert_eq!(found.positive_if_independent.map(|chance| chance.value), Some(1.0));
    }
}
