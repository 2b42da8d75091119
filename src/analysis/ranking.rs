//! Which of several scenarios is the best, and their common mean where each has a probability.

use crate::statistics::{Chance, Estimate, PowerSums, Sample};
use serde::Serialize;

/// How a scenario stands among all compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranked {
    /// The scenario's name.
    pub name: String,
    /// P(no other is better); where some are equally good, each has its part of the case.
    pub probability_best: Chance,
    /// Mean rank over replications, 1 the best; of equally good ones the middle of their ranks.
    pub mean_rank: Estimate,
}

/// The scenarios together, each with its weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Weighted {
    /// By scenario; they sum to 1.
    pub weights: Vec<f64>,
    /// P(net benefit > 0).
    pub probability_positive: Chance,
    /// Mean net benefit.
    pub mean: Estimate,
}

/// The mean of a number over replications.
fn mean(values: &[f64]) -> Estimate {
    let mut sums = PowerSums::<2>::about(values[0]);
    sums.add(values);
    sums.mean()
}

/// The mean of shares of cases as a probability.
fn chance(shares: &[f64]) -> Chance {
    let Estimate { value, mcse } = mean(shares);
    Chance { value, mcse, sample: Sample::Replications(shares.len() as u64) }
}

/// Ranks scenarios by their net benefits, replication by replication; the highest mean first.
///
/// # Panics
/// When there is no replication.
#[must_use]
pub fn ranking(names: &[&str], outcomes: &[Vec<f64>]) -> Vec<Ranked> {
    let replications = outcomes[0].len();
    let (mut best, mut ranks) = (vec![Vec::with_capacity(replications); names.len()], vec![Vec::new(); names.len()]);
    for i in 0..replications {
        let top = outcomes.iter().fold(f64::NEG_INFINITY, |top, of| top.max(of[i]));
        let tied = outcomes.iter().filter(|of| of[i] == top).count() as f64;
        for (own, (best, ranks)) in outcomes.iter().zip(best.iter_mut().zip(&mut ranks)) {
            let better = outcomes.iter().filter(|of| of[i] > own[i]).count() as f64;
            let alike = outcomes.iter().filter(|of| of[i] == own[i]).count() as f64;
            best.push(if own[i] == top { 1.0 / tied } else { 0.0 });
            ranks.push(better + (alike + 1.0) / 2.0);
        }
    }
    let ranked =
        |i: usize| Ranked { name: names[i].to_owned(), probability_best: chance(&best[i]), mean_rank: mean(&ranks[i]) };
    let mut order: Vec<usize> = (0..names.len()).collect();
    let means: Vec<f64> = outcomes.iter().map(|of| mean(of).value).collect();
    order.sort_by(|a, b| means[*b].total_cmp(&means[*a]));
    order.into_iter().map(ranked).collect()
}

/// Scenarios together, each as likely as its weight. The errors allow for all having the same replications.
///
/// # Panics
/// When there is no replication.
#[must_use]
pub fn weighted(weights: &[f64], outcomes: &[Vec<f64>]) -> Weighted {
    let sum = |i: usize, of: fn(f64) -> f64| -> f64 {
        weights.iter().zip(outcomes).map(|(weight, outcomes)| weight * of(outcomes[i])).sum()
    };
    let over = |of: fn(f64) -> f64| -> Vec<f64> { (0..outcomes[0].len()).map(|i| sum(i, of)).collect() };
    Weighted {
        weights: weights.to_vec(),
        probability_positive: chance(&over(|net| f64::from(u8::from(net > 0.0)))),
        mean: mean(&over(|net| net)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_counted_and_ties_are_parted() {
        let outcomes = [vec![3.0, 1.0, 2.0, 2.0], vec![1.0, 2.0, 2.0, 1.0], vec![2.0, 3.0, 0.0, 0.0]];
        let found = ranking(&["a", "b", "c"], &outcomes);
        let names: Vec<&str> = found.iter().map(|ranked| ranked.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "c"], "means 2, 1.5, 1.25");
        let best: Vec<f64> = found.iter().map(|ranked| ranked.probability_best.value).collect();
        assert_eq!(best, [0.625, 0.125, 0.25]);
        let ranks: Vec<f64> = found.iter().map(|ranked| ranked.mean_rank.value).collect();
        assert_eq!(
            ranks,
            [(1.0 + 3.0 + 1.5 + 1.0) / 4.0, (3.0 + 2.0 + 1.5 + 2.0) / 4.0, (2.0 + 1.0 + 3.0 + 3.0) / 4.0]
        );
    }

    #[test]
    fn weights_mix_probabilities() {
        let found = weighted(&[0.25, 0.75], &[vec![1.0, 1.0], vec![-1.0, 1.0]]);
        assert_eq!((found.probability_positive.value, found.mean.value), (0.25 + 0.75 / 2.0, 0.25));
        assert!(found.probability_positive.mcse > 0.0);
    }
}
