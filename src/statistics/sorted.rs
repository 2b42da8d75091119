//! Quantiles and tail means of a sample.

use super::{Estimate, moments::mean_of};

/// A sample in ascending order. Never empty, never NaN.
#[derive(Debug, Clone)]
pub struct Sorted(Vec<f64>);

impl Sorted {
    /// Sorts a sample. `+∞` is allowed and means "never" (a payback outside the horizon).
    ///
    /// # Panics
    /// On an empty sample: the replications of a run are at least two.
    #[must_use]
    pub fn new(values: Vec<f64>) -> Self {
        assert!(!values.is_empty(), "a sample has at least one value");
        // Integers that order as the floats do sort several times faster than floats.
        let mut keys: Vec<u64> = values.into_iter().map(ordered_key).collect();
        keys.sort_unstable();
        Self(keys.into_iter().map(from_ordered_key).collect())
    }

    /// The values in ascending order.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.0
    }

    /// The p-quantile by linear interpolation of order statistics (type 7 of Hyndman and Fan 1996, the default of R and
    /// NumPy), with half the gap between the order statistics one binomial standard deviation either side as its error.
    #[must_use]
    pub fn quantile(&self, p: f64) -> Estimate {
        let n = self.0.len() as f64;
        let half_width = (p * (1.0 - p) / n).sqrt();
        let upper = self.at(p + half_width);
        let lower = self.at(p - half_width);
        Estimate { value: self.at(p), mcse: if upper == lower { 0.0 } else { (upper - lower) / 2.0 } }
    }

    /// The mean of the worst (lowest) share `alpha` of the sample: expected shortfall, also conditional value at risk.
    ///
    /// The order statistic at the edge counts with the part of it that falls inside. Error from the asymptotic variance
    /// of the tail mean, (var(tail) + (1 − α)(ES − q)²)/(αn) (Manistre and Hancock 2005).
    #[must_use]
    pub fn shortfall(&self, alpha: f64) -> Estimate {
        let weight = alpha * self.0.len() as f64;
        let whole = (weight.floor() as usize).min(self.0.len() - 1);
        let tail = &self.0[..whole];
        let edge = self.0[whole];
        let rest = weight - whole as f64;
        let average = |f: &dyn Fn(f64) -> f64| (mean_of(tail, f) * whole as f64 + rest * f(edge)) / weight;
        let value = average(&|x| x);
        let variance = average(&|x| (x - value) * (x - value));
        Estimate { value, mcse: ((variance + (1.0 - alpha) * (value - edge).powi(2)) / weight).sqrt() }
    }

    /// How many values lie strictly above a threshold.
    #[must_use]
    pub fn count_above(&self, threshold: f64) -> usize {
        self.0.len() - self.0.partition_point(|&x| x <= threshold)
    }

    fn at(&self, p: f64) -> f64 {
        let position = p.clamp(0.0, 1.0) * (self.0.len() - 1) as f64;
        let below = position.floor() as usize;
        let above = (below + 1).min(self.0.len() - 1);
        let (low, high) = (self.0[below], self.0[above]);
        let part = position - below as f64;
        // Between a number and "never" there is nothing to interpolate; exactly on a number it is that number.
        if part == 0.0 || low == high { low } else { low + part * (high - low) }
    }
}

/// An integer that orders as the float does: the sign bit flipped for positive numbers, all bits for negative ones.
fn ordered_key(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

fn from_ordered_key(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_seven_quantiles_match_r() {
        let sample = Sorted::new(vec![10.0, 1.0, 3.0, 7.0]);
        // R: quantile(c(1, 3, 7, 10), c(.05, .25, .5, .9))
        for (p, expected) in [(0.05, 1.3), (0.25, 2.5), (0.5, 5.0), (0.9, 9.1)] {
            assert!((sample.quantile(p).value - expected).abs() < 1e-12, "p = {p}");
        }
    }

    #[test]
    fn integer_keys_order_as_floats_do_and_come_back_unchanged() {
        let values = [f64::NEG_INFINITY, -1e300, -2.5, -f64::MIN_POSITIVE, 0.0, 1e-300, 3.0, f64::INFINITY];
        assert!(values.map(ordered_key).is_sorted());
        assert_eq!(values.map(|x| from_ordered_key(ordered_key(x))), values);
    }

    #[test]
    fn shortfall_weighs_the_edge() {
        let sample = Sorted::new((1..=10).map(f64::from).collect());
        assert!((sample.shortfall(0.25).value - (1.0 + 2.0 + 0.5 * 3.0) / 2.5).abs() < 1e-12);
        assert!((sample.shortfall(1.0).value - 5.5).abs() < 1e-12);
    }

    #[test]
    fn quantile_error_of_a_uniform_sample_is_the_binomial_one() {
        let n = 100_001;
        let sample = Sorted::new((0..n).map(|i| f64::from(i) / f64::from(n - 1)).collect());
        let expected = (0.05f64 * 0.95 / f64::from(n)).sqrt();
        assert!((sample.quantile(0.05).mcse / expected - 1.0).abs() < 1e-3);
    }

    #[test]
    fn never_is_a_quantile_too() {
        let sample = Sorted::new(vec![1.0, 2.0, f64::INFINITY, f64::INFINITY]);
        assert_eq!(sample.quantile(0.9).value, f64::INFINITY);
        let at_a_number = Sorted::new(vec![1.0, 2.0, 3.0, f64::INFINITY, f64::INFINITY]);
        assert_eq!(at_a_number.quantile(0.5).value, 3.0, "not NaN");
        assert_eq!(sample.count_above(1.0), 3);
    }
}
