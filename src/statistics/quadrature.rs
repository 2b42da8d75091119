//! The only numerical integration of the crate: Gauss-Legendre with sixteen points, once or on halves until these agree.

/// Abscissae on (0, 1) of the positive half, with their weights (Abramowitz and Stegun 25.4.30).
const HALF: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_6),
    (0.458_016_777_657_227_4, 0.169_156_519_395_002_53),
    (0.617_876_244_402_643_7, 0.149_595_988_816_576_73),
    (0.755_404_408_355_003, 0.124_628_971_255_533_87),
    (0.865_631_202_387_831_7, 0.095_158_511_682_492_78),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_89),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_1),
];

/// ∫ f over \[from, to\], exact for polynomials up to degree 31.
pub fn gauss_legendre(from: f64, to: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (centre, half) = (f64::midpoint(from, to), (to - from) / 2.0);
    half * HALF.iter().map(|&(x, weight)| weight * (f(centre - half * x) + f(centre + half * x))).sum::<f64>()
}

/// The sixteen points of [`gauss_legendre`] on \[from, to\] with their weights, for several integrals at once.
pub fn gauss_legendre_points(from: f64, to: f64) -> impl Iterator<Item = (f64, f64)> {
    let (centre, half) = (f64::midpoint(from, to), (to - from) / 2.0);
    HALF.iter().flat_map(move |&(x, weight)| [centre - half * x, centre + half * x].map(|point| (point, half * weight)))
}

/// ∫ f over \[from, to\]: halved until the halves agree with the whole to within `tolerance`, where they are far better than that.
pub fn integral(from: f64, to: f64, tolerance: f64, f: &impl Fn(f64) -> f64) -> f64 {
    // Beyond as many halvings a stretch is no longer seen in the sum.
    const MOST: u32 = 48;
    refined(from, to, gauss_legendre(from, to, f), (tolerance, MOST), f)
}

fn refined(from: f64, to: f64, whole: f64, (tolerance, left): (f64, u32), f: &impl Fn(f64) -> f64) -> f64 {
    let middle = f64::midpoint(from, to);
    let halves = [(from, middle), (middle, to)].map(|(from, to)| (from, to, gauss_legendre(from, to, f)));
    let sum = halves[0].2 + halves[1].2;
    let apart = (sum - whole).abs() > tolerance;
    if !apart || left == 0 {
        return sum;
    }
    halves.into_iter().map(|(from, to, part)| refined(from, to, part, (tolerance, left - 1), f)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halving_follows_what_one_rule_does_not() {
        // A step at 1/3 and the root of x, of which sixteen points see little.
        let step = integral(0.0, 1.0, 1e-12, &|x| if x < 1.0 / 3.0 { 1.0 } else { 0.0 });
        assert!((step - 1.0 / 3.0).abs() < 1e-12, "{step}");
        assert!((integral(0.0, 4.0, 1e-13, &f64::sqrt) - 16.0 / 3.0).abs() < 1e-11);
        assert!((integral(0.0, 2.0, 1e-13, &|x: f64| (-300.0 * x).exp()) - 1.0 / 300.0).abs() < 1e-13);
    }

    #[test]
    fn polynomials_are_exact() {
        let exact = (2f64.powi(32) - 1.0) / 32.0;
        assert!((gauss_legendre(1.0, 2.0, |x| x.powi(31)) / exact - 1.0).abs() < 1e-13);
        assert!((gauss_legendre(0.0, std::f64::consts::PI, f64::sin) - 2.0).abs() < 1e-14);
    }

    #[test]
    fn the_points_are_those_of_the_integral() {
        let sum: f64 = gauss_legendre_points(0.5, 3.0).map(|(x, weight)| weight * x.exp()).sum();
        assert!((sum / gauss_legendre(0.5, 3.0, f64::exp) - 1.0).abs() < 1e-14);
    }
}
