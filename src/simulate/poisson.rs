//! Poisson counts by inversion.

use crate::random::{Stream, open_unit};
use rand_distr::Distribution;
use statrs::distribution::{DiscreteCDF, Poisson};

/// Up to this mean a count is drawn by inversion of one word: monotone in the mean, so that scenarios share their luck.
pub(super) const INVERSION_LIMIT: f64 = 12.0;

/// Poisson counts with one mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    mean: f64,
    none: f64,
}

impl Count {
    pub fn new(mean: f64) -> Self {
        Self { mean, none: (-mean).exp() }
    }

    /// A count from one word of luck; for large means, where one word cannot resolve the distribution, from the family's
    /// own stream by the rejection sampler of `rand_distr`.
    pub fn draw(self, word: u32, stream: impl FnOnce() -> Stream) -> u32 {
        if self.mean > INVERSION_LIMIT {
            let poisson = rand_distr::Poisson::new(self.mean).expect("a setting's counts are finite and bounded");
            return poisson.sample(&mut stream()) as u32;
        }
        self.invert(open_unit(word))
    }

    /// The probability that nothing happens.
    pub fn none(self) -> f64 {
        self.none
    }

    /// The probability of at most one.
    pub fn at_most_one(self) -> f64 {
        self.none + self.none * self.mean
    }

    /// Whether no word below this many upper halves draws anything.
    pub fn is_none_below(self, uppers: u32) -> bool {
        self.mean <= INVERSION_LIMIT && f64::from(uppers) / 65_536.0 <= self.none
    }

    /// The count of a word, of whose halves the lower one is drawn only where the upper one does not tell.
    #[inline]
    pub fn invert_halves(self, upper: u32, lower: impl FnOnce() -> u32) -> u32 {
        let (least, most) = (self.invert(open_unit(upper << 16)), self.invert(open_unit(upper << 16 | 0xFFFF)));
        if least == most { least } else { self.invert(open_unit(upper << 16 | lower())) }
    }

    /// The smallest count whose distribution function lies above u.
    pub fn invert(self, u: f64) -> u32 {
        let mut mass = self.none;
        let mut below = mass;
        let mut count = 0;
        // The middle of the last of 2⁵² cells lies below 1 − 1e-16, reached within 80 terms for any mean up to 12.
        while u >= below && count < 100 {
            count += 1;
            mass *= self.mean / f64::from(count);
            below += mass;
        }
        count
    }
}

/// The quantile function of counts with one mean, monotone in the mean too, so that two arms under one uniform differ as
/// little as they can.
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

    /// The smallest count whose distribution function reaches u.
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
    fn mean_and_variance_equal_the_rate() {
        for rate in [0.0, 0.03, 0.9, 11.9] {
            let (mean, variance) = mean_and_variance(rate);
            assert!((mean - rate).abs() < 1e-3, "inversion at {rate}: mean {mean}");
            assert!((variance - rate).abs() < 5e-3 * rate.max(1.0), "inversion at {rate}: variance {variance}");
        }
        let (mean, variance) = mean_and_variance(40.0);
        assert!((mean - 40.0).abs() < 4.0 * (40.0f64 / 65_536.0).sqrt(), "mean {mean}");
        assert!((variance / 40.0 - 1.0).abs() < 0.03, "variance {variance}");
    }

    #[test]
    fn the_quantile_is_where_the_distribution_function_passes_u() {
        for mean in [0.4, 11.0, 30.0, 400.0] {
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
    }

    #[test]
    fn more_is_never_less_under_the_same_luck() {
        for word in (0..=u32::MAX).step_by(1 << 20) {
            let counts = [0.01, 0.5, 3.0, 12.0].map(|mean| Count::new(mean).draw(word, || stream(0)));
            assert!(counts.is_sorted());
        }
    }
}
