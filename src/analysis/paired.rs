//! Probabilities of outcomes with common random numbers.

use crate::statistics::{Chance, Estimate, PowerSums};

/// P(outcome > 0), strictly.
#[must_use]
pub fn probability_positive(outcomes: &[f64]) -> Chance {
    Chance::of(outcomes.iter().filter(|outcome| **outcome > 0.0).count() as u64, outcomes.len() as u64)
}

/// How much more likely an outcome above zero is in `to` than in `from`, replication by replication under the same luck. The
/// error is the error of the paired difference, which depends only on the replications that change sides.
#[must_use]
pub fn probability_change(from: &[f64], to: &[f64]) -> Estimate {
    let side = |outcome: f64| f64::from(u8::from(outcome > 0.0));
    let changes: Vec<f64> = from.iter().zip(to).map(|(from, to)| side(*to) - side(*from)).collect();
    let mut sums = PowerSums::<2>::about(changes.first().copied().unwrap_or(0.0));
    sums.add(&changes);
    sums.mean()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_no_gain_and_equal_outcomes_differ_by_exactly_nothing() {
        let outcomes = [-1.0, 0.0, 2.0, 3.0];
        assert_eq!(probability_positive(&outcomes).value, 0.5);
        assert_eq!(probability_change(&outcomes, &outcomes), Estimate { value: 0.0, mcse: 0.0 });
    }

    #[test]
    fn the_error_counts_only_those_that_change_sides() {
        let from: Vec<f64> = (0..1000).map(|i| f64::from(i) - 500.5).collect();
        let to: Vec<f64> = from.iter().map(|outcome| outcome + 10.0).collect();
        let change = probability_change(&from, &to);
        assert!((change.value - 0.01).abs() < 1e-12);
        let plain = probability_positive(&from).mcse * 2f64.sqrt();
        assert!(change.mcse < plain / 5.0, "{} against {plain} unpaired", change.mcse);
    }
}
