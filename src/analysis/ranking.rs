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
    /// P(as good as another and no other is better).
    pub probability_tied: Chance,
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
pub(super) fn mean(values: &[f64]) -> Estimate {
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
    let mut ties = vec![0; names.len()];
    for i in 0..replications {
        let top = outcomes.iter().fold(f64::NEG_INFINITY, |top, of| top.max(of[i]));
        let tied = outcomes.iter().filter(|of| of[i] == top).count() as f64;
        for ((own, ties), (best, ranks)) in outcomes.iter().zip(&mut ties).zip(best.iter_mut().zip(&mut ranks)) {
            let better = outcomes.iter().filter(|of| of[i] > own[i]).count() as f64;
            let alike = outcomes.iter().filter(|of| of[i] == own[i]).count() as f64;
            *ties += u64::from(own[i] == top && tied > 1.0);
            best.push(if own[i] == top { 1.0 / tied } else { 0.0 });
            ranks.push(better + (alike + 1.0) / 2.0);
        }
    }
    let ranked = |i: usize| Ranked {
        name: names[i].to_owned(),
        probability_best: chance(&best[i]),
        probability_tied: Chance::of(ties[i], replications as u64),
        mean_rank: mean(&ranks[i]),
    };
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
        let tied: Vec<f64> = found.iter().map(|ranked| ranked.probability_tied.value).collect();
        assert_eq!(tied, [0.25, 0.25, 0.0]);
        let ranks: Vec<f64> = found.iter().map(|ranked| ranked.mean_rank.value).collect();
        assert_eq!(
            ranks,
            [(1.0 + 3.0 + 1.5 + 1.0) / 4.0, (3.0 + 2.0 + 1.5 + 2.0) / 4.0, (2.0 + 1.0 + 3.0 + 3.0) / 4.0]
        );
    }

    #[test]
    fn of_two_correlated_normals_each_is_best_as_often_as_the_normal_integral_says() {
        use crate::distribution::standard_normal_quantile as normal_quantile;
        // Means 1 and 0, standard deviations 1 and 2, correlation 0.5: the difference is N(1, 1 + 4 − 2 · 0.5 · 2 = 3), and
        // Φ(1/√3) = 0.718149. A grid of both uniforms in place of luck.
        let n = 400;
        let score = |i: usize| normal_quantile((i as f64 + 0.5) / n as f64);
        let pairs = (0..n * n).map(|i| (score(i / n), score(i % n)));
        let both: Vec<(f64, f64)> = pairs.map(|(a, b)| (1.0 + a, 2.0 * (0.5 * a + 0.75f64.sqrt() * b))).collect();
        let outcomes = [both.iter().map(|pair| pair.0).collect(), both.iter().map(|pair| pair.1).collect()];
        let found = ranking(&["a", "b"], &outcomes);
        let best: Vec<f64> = found.iter().map(|ranked| ranked.probability_best.value).collect();
        assert!((best[0] - 0.718_149).abs() < 2e-3 && (best[0] + best[1] - 1.0).abs() < 1e-12, "{best:?}");
    }

    #[test]
    fn the_most_probable_best_may_have_the_lower_mean() {
        let found = ranking(&["steady", "daring"], &[vec![1.0; 4], vec![0.0, 0.0, 0.0, 9.0]]);
        assert_eq!((found[0].name.as_str(), found[0].probability_best.value), ("daring", 0.25));
        assert_eq!(found[1].probability_best.value, 0.75);
    }

    #[test]
    fn weights_mix_probabilities() {
        let found = weighted(&[0.25, 0.75], &[vec![1.0, 1.0], vec![-1.0, 1.0]]);
        assert_eq!((found.probability_positive.value, found.mean.value), (0.25 + 0.75 / 2.0, 0.25));
        assert!(found.probability_positive.mcse > 0.0);
    }
}
