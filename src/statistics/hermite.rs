//! Gauss-Hermite quadrature: integrals of what falls off as a normal density does.

/// Abscissae of the positive half for weight exp(−x²), with their weights (Abramowitz and Stegun, table 25.10, n = 20).
const HALF: [(f64, f64); 10] = [
    (0.245_340_708_300_9, 4.622_436_696_006e-1),
    (0.737_473_728_545_4, 2.866_755_053_628e-1),
    (1.234_076_215_395_3, 1.090_172_060_200e-1),
    (1.738_537_712_116_6, 2.481_052_088_746e-2),
    (2.254_974_002_089_3, 3.243_773_342_238e-3),
    (2.788_806_058_428_1, 2.283_386_360_163e-4),
    (3.347_854_567_383_2, 7.802_556_478_532e-6),
    (3.944_764_040_115_6, 1.086_069_370_769e-7),
    (4.603_682_449_550_7, 4.399_340_992_273e-10),
    (5.387_480_890_011_2, 2.229_393_645_534e-13),
];

/// Twenty standard normal scores with the weights of an expectation, which sum to 1.
pub(crate) fn normal_points() -> impl Iterator<Item = (f64, f64)> {
    let root = std::f64::consts::PI.sqrt();
    HALF.iter().flat_map(move |&(x, weight)| [-x, x].map(|x| (x * std::f64::consts::SQRT_2, weight / root)))
}

/// E\[f(Z)\] of a standard normal Z, exact for polynomials up to degree 39.
pub(crate) fn normal_mean(f: impl Fn(f64) -> f64) -> f64 {
    normal_points().map(|(z, weight)| weight * f(z)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_the_normal_are_exact() {
        for (order, moment) in [(0, 1.0), (2, 1.0), (4, 3.0), (6, 15.0), (8, 105.0), (20, 654_729_075.0)] {
            assert!((normal_mean(|z| z.powi(order)) / moment - 1.0).abs() < 1e-10, "{order}");
        }
        assert!(normal_mean(|z| z.powi(3)).abs() < 1e-12);
        assert!((normal_mean(f64::exp) - 0.5f64.exp()).abs() < 1e-11);
    }
}
