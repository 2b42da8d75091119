//! Ratios of means.

use super::{Estimate, moments::mean_of};

/// Ratio of two means, Σa/Σb, with its error by the delta method: sd(a − R·b) / (b̄ √n).
///
/// The benefit-cost ratio and the cost per additional person-year are ratios of sums, never means of ratios: a
/// replication with almost no person-years would otherwise dominate. `None` when Σb is zero.
///
/// # Panics
/// When the two samples differ in length.
#[must_use]
pub fn ratio_of_means(numerators: &[f64], denominators: &[f64]) -> Option<Estimate> {
    assert_eq!(numerators.len(), denominators.len(), "pairs");
    let n = numerators.len() as f64;
    let bottom = mean_of(denominators, |b| b);
    if bottom == 0.0 {
        return None;
    }
    let ratio = mean_of(numerators, |a| a) / bottom;
    let residuals: Vec<f64> = numerators.iter().zip(denominators).map(|(a, b)| a - ratio * b).collect();
    let variance = mean_of(&residuals, |r| r * r) * n / (n - 1.0).max(1.0);
    Some(Estimate { value: ratio, mcse: (variance / n).sqrt() / bottom.abs() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proportional_pairs_have_an_exact_ratio() {
        let ratio = ratio_of_means(&[2.0, 4.0, 6.0], &[1.0, 2.0, 3.0]).expect("nonzero denominator");
        assert_eq!(ratio, Estimate { value: 2.0, mcse: 0.0 });
    }

    #[test]
    fn a_zero_denominator_has_no_ratio() {
        assert_eq!(ratio_of_means(&[1.0, 2.0], &[1.0, -1.0]), None);
    }
}
