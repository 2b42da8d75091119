//! Poisson counts by inversion.

use crate::model::Number;
use crate::random::{Stream, open_unit};
use crate::vectorised::{Kernel, LANES, Numbers, vectorised};
use fearless_simd::Simd;
use rand_distr::Distribution;
use statrs::distribution::{DiscreteCDF, Poisson};

/// Up to this mean a count is drawn by inversion of one word. It is then monotone in the mean, so scenarios can share their random
/// numbers.
pub(super) const INVERSION_LIMIT: f64 = 192.0;

/// Poisson counts with one mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    mean: f64,
    none: f64,
}

/// The inverse factorials: coefficients of the exponential series.
const SERIES: [f64; 14] = {
    let mut series = [1.0; 14];
    let mut k = 1;
    while k < 14 {
        series[k] = series[k - 1] / k as f64;
        k += 1;
    }
    series
};

/// Beyond this x, e⁻ˣ counts as zero.
const MOST: f64 = 700.0;

/// e⁻ˣ for x ≥ 0, within two units in the last place, as a power of two times a number near 1. It gives the same bits on every
/// machine and has no branch, so sixteen are computed side by side.
#[inline(always)]
pub(super) fn exp_of_minus(x: f64) -> f64 {
    // ln 2 in two parts; whole multiples of the first are exact.
    const LN_2: [f64; 2] = [0.693_147_180_369_123_8, 1.908_214_929_270_587_7e-10];
    // Adding it rounds to the nearest whole number, which then stands in the lower bits.
    const SHIFT: f64 = 1.5 * 4_503_599_627_370_496.0;
    let shifted = x * -std::f64::consts::LOG2_E + SHIFT;
    let halvings = shifted - SHIFT;
    let r = (-x - halvings * LN_2[0]) - halvings * LN_2[1];
    let (c, r2) = (SERIES, r * r);
    let (r4, r8) = (r2 * r2, (r2 * r2) * (r2 * r2));
    let low = ((r * c[1] + c[0]) + (r * c[3] + c[2]) * r2) + ((r * c[5] + c[4]) + (r * c[7] + c[6]) * r2) * r4;
    let high = ((r * c[9] + c[8]) + (r * c[11] + c[10]) * r2) + (r * c[13] + c[12]) * r4;
    let near_one = low + high * r8;
    let power = f64::from_bits(1f64.to_bits().wrapping_add(shifted.to_bits() << 52));
    if x < MOST { near_one * power } else { 0.0 }
}

/// The same in every lane.
struct ExpOfMinus<'a>(&'a Numbers);

impl Kernel for ExpOfMinus<'_> {
    type Output = Numbers;

    #[inline(always)]
    fn run<S: Simd>(self, _: S) -> Numbers {
        let mut values = Numbers::default();
        for lane in 0..LANES {
            values[lane] = exp_of_minus(self.0[lane]);
        }
        values
    }
}

/// The Poisson distribution function P(N ≤ count), for one count after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Masses<N> {
    mean: N,
    count: u32,
    mass: N,
    /// P(N ≤ count).
    pub upto: N,
}

impl<N: Number> Masses<N> {
    /// At count 0; `none` is e to the power of minus the mean.
    fn new(mean: N, none: N) -> Self {
        Self { mean, count: 0, mass: none, upto: none }
    }

    /// Moves to the next count.
    #[inline(always)]
    pub fn next(&mut self) {
        self.count += 1;
        self.mass *= self.mean * (1.0 / f64::from(self.count));
        self.upto += self.mass;
    }
}

impl Masses<Numbers> {
    /// At count 0, for a mean in every lane.
    pub fn of(mean: Numbers) -> Self {
        Self::new(mean, vectorised(ExpOfMinus(&mean)))
    }
}

impl Count {
    pub fn new(mean: f64) -> Self {
        Self { mean, none: exp_of_minus(mean) }
    }

    /// A count from one word by inversion. Large means, for which one word is too coarse, use a stream and the rejection sampler of
    /// `rand_distr`.
    pub fn draw(self, word: u32, stream: impl FnOnce() -> Stream) -> u32 {
        if self.mean > INVERSION_LIMIT {
            let poisson = rand_distr::Poisson::new(self.mean).expect("a setting's counts are finite and bounded");
            return poisson.sample(&mut stream()) as u32;
        }
        self.invert(open_unit(word))
    }

    /// The smallest count with a distribution function above u.
    pub fn invert(self, u: f64) -> u32 {
        let mut masses = Masses::new(self.mean, self.none);
        // Beyond the mean the masses fall. When they no longer change the sum, u is the last number below 1.
        while u >= masses.upto && (f64::from(masses.count) < self.mean || masses.upto + masses.mass > masses.upto) {
            masses.next();
        }
        masses.count
    }
}

/// The quantile function of counts with one mean. It is monotone in the mean too, so two arms under a common uniform differ as little
/// as possible.
pub(super) enum Quantile {
    Few(Count),
    Many(Poisson),
}

impl Quantile {
    pub fn new(mean: f64) -> Self {
        if mean <= INVERSION_LIMIT {
            Self::Few(Count::new(mean))
        } else {
            Self::Many(Poisson::new(mean).expect("a setting's means are finite and bounded"))
        }
    }

    /// The smallest count with a distribution function of at least u.
    pub fn at(&self, u: f64) -> u32 {
        match self {
            Self::Few(count) => count.invert(u),
            Self::Many(poisson) => poisson.inverse_cdf(u) as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Seed};

    fn stream(family: u32) -> Stream {
        Stream::new(Seed::new(1).expect("in range"), Purpose::PLACEMENTS, 0, 0, family)
    }

    fn mean_and_variance(mean: f64) -> (f64, f64) {
        let n = 1 << 16;
        let counts: Vec<f64> =
            (0..n).map(|i| f64::from(Count::new(mean).draw(i << 16 | 0x8000, || stream(i)))).collect();
        let average = counts.iter().sum::<f64>() / f64::from(n);
        (average, counts.iter().map(|c| (c - average).powi(2)).sum::<f64>() / f64::from(n))
    }

    #[test]
    fn the_exponential_is_within_two_units_in_the_last_place() {
        for i in 0..70_000 {
            let x = f64::from(i) / 100.0;
            let (found, exact) = (exp_of_minus(x), (-x).exp());
            assert!((found - exact).abs() <= 2.0 * f64::EPSILON * exact, "{x}: {found} against {exact}");
        }
        assert_eq!((exp_of_minus(0.0), exp_of_minus(1e300)), (1.0, 0.0));
    }

    #[test]
    fn mean_and_variance_equal_the_rate() {
        for rate in [0.0, 0.03, 0.9, 11.9, 150.0] {
            let (mean, variance) = mean_and_variance(rate);
            assert!((mean - rate).abs() < 1e-3, "inversion at {rate}: mean {mean}");
            assert!((variance - rate).abs() < 5e-3 * rate.max(1.0), "inversion at {rate}: variance {variance}");
        }
        let (mean, variance) = mean_and_variance(400.0);
        assert!((mean - 400.0).abs() < 4.0 * (400.0f64 / 65_536.0).sqrt(), "mean {mean}");
        assert!((variance / 400.0 - 1.0).abs() < 0.03, "variance {variance}");
    }

    #[test]
    fn the_quantile_is_where_the_distribution_function_passes_u() {
        for mean in [0.4, 11.0, 30.0, 190.0, 400.0] {
            let poisson = Poisson::new(mean).expect("valid");
            for u in [1e-6, 0.2, 0.5, 0.9, 1.0 - 1e-9] {
                let count = u64::from(Quantile::new(mean).at(u));
                assert!(
                    poisson.cdf(count) >= u - 1e-12 && (count == 0 || poisson.cdf(count - 1) < u + 1e-12),
                    "{mean} {u}"
                );
            }
        }
        assert_eq!(Quantile::new(0.0).at(0.99), 0);
        // The last number below 1, which a sum of rounded masses may never exceed.
        for mean in [0.4, 30.0, 190.0] {
            let most = Count::new(mean).invert(1.0f64.next_down());
            assert!(f64::from(most) > mean && f64::from(most) < mean + 10.0 * mean.sqrt() + 20.0, "{mean}: {most}");
        }
    }

    #[test]
    fn more_is_never_less_under_the_same_luck() {
        for word in (0..=u32::MAX).step_by(1 << 20) {
            let counts = [0.01, 0.5, 3.0, 12.0, 192.0].map(|mean| Count::new(mean).draw(word, || stream(0)));
            assert!(counts.is_sorted());
        }
    }
}
