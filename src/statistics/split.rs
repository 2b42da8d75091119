//! How much of the spread is uncertain parameters and how much is chance.

use super::moments::mean_of;

/// Shares of the variance of the simulated net benefit. They sum to one unless nothing varies at all.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct VarianceSplit {
    /// Share from uncertain parameters (second-order uncertainty): better evidence shrinks it.
    pub parameters: f64,
    /// Share from chance between families (first-order): more families shrink it.
    pub chance: f64,
    /// Monte Carlo standard error of either share.
    pub mcse: f64,
}

/// Var(E) / (Var(E) + mean((Y − E)²)), where Y is the simulated and E the exact conditional expectation of a
/// replication (the law of total variance). Error by the influence function. `None` when nothing varies.
///
/// # Panics
/// When the two samples differ in length.
#[must_use]
pub fn variance_split(simulated: &[f64], expected: &[f64]) -> Option<VarianceSplit> {
    assert_eq!(simulated.len(), expected.len(), "pairs");
    let n = expected.len() as f64;
    // Equal expectations are their own mean, whatever rounding would make of it.
    let centre = if expected.iter().all(|&e| e == expected[0]) { expected[0] } else { mean_of(expected, |e| e) };
    let pairs: Vec<(f64, f64)> =
        simulated.iter().zip(expected).map(|(y, e)| ((e - centre).powi(2), (y - e).powi(2))).collect();
    let between = pairs.iter().map(|p| p.0).sum::<f64>() / n;
    let within = pairs.iter().map(|p| p.1).sum::<f64>() / n;
    let total = between + within;
    if total == 0.0 {
        return None;
    }
    let influence = |&(b, w): &(f64, f64)| (within * (b - between) - between * (w - within)) / (total * total);
    let variance = pairs.iter().map(|p| influence(p).powi(2)).sum::<f64>() / n;
    Some(VarianceSplit { parameters: between / total, chance: within / total, mcse: (variance / n).sqrt() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_chance_everything_is_parameters() {
        let e = [1.0, 2.0, 3.0, 4.0];
        let split = variance_split(&e, &e).expect("varies");
        assert_eq!((split.parameters, split.chance, split.mcse), (1.0, 0.0, 0.0));
    }

    #[test]
    fn equal_parts_split_in_half() {
        // E alternates ±1 and Y − E alternates ±1 independently of it.
        let expected = [1.0, 1.0, -1.0, -1.0];
        let simulated = [2.0, 0.0, 0.0, -2.0];
        let split = variance_split(&simulated, &expected).expect("varies");
        assert!((split.parameters - 0.5).abs() < 1e-15 && (split.chance - 0.5).abs() < 1e-15);
    }

    #[test]
    fn nothing_varies_nothing_to_split() {
        assert_eq!(variance_split(&[0.1; 1_000], &[0.1; 1_000]), None);
    }
}
