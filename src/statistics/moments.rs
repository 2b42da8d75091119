//! Means, standard deviations and proportions.

use super::Estimate;

/// Addends per partial sum. Rounding then grows with the number of blocks, not of addends.
const BLOCK: usize = 1024;

/// Arithmetic mean of `f` over the values, summed in a fixed order: blocks of 1,024 addends, the
/// blocks folded in index order. Zero for no values.
pub fn mean_of(values: &[f64], f: impl Fn(f64) -> f64) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    let total: f64 = values.chunks(BLOCK).map(|block| block.iter().map(|&x| f(x)).sum::<f64>()).sum();
    total / values.len() as f64
}

/// Mean with its standard error s/√n. A single value says nothing of its spread, so callers ask for two or more.
#[must_use]
pub fn mean(values: &[f64]) -> Estimate {
    let centre = mean_of(values, |x| x);
    Estimate { value: centre, mcse: variance_about(values, centre).sqrt() / (values.len().max(1) as f64).sqrt() }
}

/// Standard deviation (n − 1) with its error by the delta method: √((m₄ − s⁴)/n) / 2s.
#[must_use]
pub fn standard_deviation(values: &[f64]) -> Estimate {
    let centre = mean_of(values, |x| x);
    let variance = variance_about(values, centre);
    if variance == 0.0 {
        return Estimate { value: 0.0, mcse: 0.0 };
    }
    let fourth = mean_of(values, |x| (x - centre).powi(4));
    let sd = variance.sqrt();
    let mcse = ((fourth - variance * variance).max(0.0) / values.len() as f64).sqrt() / (2.0 * sd);
    Estimate { value: sd, mcse }
}

/// Share of `count` in `n` with the binomial standard error √(p(1 − p)/n).
#[must_use]
pub fn proportion(count: usize, n: usize) -> Estimate {
    let n = n.max(1) as f64;
    let p = count as f64 / n;
    Estimate { value: p, mcse: (p * (1.0 - p) / n).sqrt() }
}

fn variance_about(values: &[f64], centre: f64) -> f64 {
    // Equal values have no variance, whatever rounding left in their mean.
    if values.iter().all(|&x| x == values[0]) {
        return 0.0;
    }
    mean_of(values, |x| (x - centre) * (x - centre)) * values.len() as f64 / (values.len() - 1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_sd_of_one_to_five() {
        let estimate = mean(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(estimate.value, 3.0);
        assert!((estimate.mcse - (2.5f64 / 5.0).sqrt()).abs() < 1e-15);
        assert!((standard_deviation(&[1.0, 2.0, 3.0, 4.0, 5.0]).value - 2.5f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn blocked_sum_keeps_small_addends_beside_large_ones() {
        let values: Vec<f64> = std::iter::once(1e16).chain(std::iter::repeat_n(1.0, 100_000)).collect();
        let plain: f64 = values.iter().sum();
        assert_eq!(plain, 1e16, "the naive sum loses every one");
        let n = values.len() as f64;
        assert!((mean_of(&values, |x| x) * n - (1e16 + 1e5)).abs() <= 2048.0);
    }

    #[test]
    fn a_constant_sample_has_no_error() {
        for constant in [7.0, 0.1, -1e9 / 3.0] {
            let values = vec![constant; 1_000];
            assert!((mean(&values).value / constant - 1.0f64).abs() < 1e-12 && mean(&values).mcse == 0.0, "{constant}");
            assert_eq!(standard_deviation(&values), Estimate { value: 0.0, mcse: 0.0 }, "{constant}");
        }
    }
}
