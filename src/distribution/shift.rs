//! Another mean with the same spread.
//!
//! Uniform, triangular, PERT, normal and pointwise distributions are moved as they are. Lognormal, gamma, Weibull and beta keep
//! their family and standard deviation, since their ends stay where they are. A cut distribution keeps its cut, and the whole is moved
//! until its mean as cut has moved by as much.

use super::invert::root;
use super::{
    Argument, Distribution, DistributionFamily, Evidence, Normal, Pert, Points, Triangular, Uniform, Univariate,
};

/// Why a distribution cannot be moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ShiftError {
    /// The move would leave the ends; moves from the first number to the second are possible.
    Beyond(f64, f64),
    /// The family has no member with another mean and the same spread.
    Family,
}

impl Distribution {
    /// The distribution with its mean moved `by`, within `[least, most]`.
    ///
    /// # Errors
    /// When it would leave these ends, with how far it may be moved; or there is no such distribution.
    pub fn shifted(&self, by: f64, (least, most): (f64, f64)) -> Result<Self, ShiftError> {
        let (low, high) = self.support();
        let moved = match self {
            Self::Fixed(value) => Some(Self::Fixed(value + by)),
            Self::Uniform(Uniform { min, max }) => Uniform::new(min + by, max + by).ok().map(Self::Uniform),
            Self::Triangular(t) => Some(Self::Triangular(t.moved(by))),
            Self::Pert(pert) => Some(Self::Pert(pert.moved(by))),
            Self::Points(points) => Some(Self::Points(points.moved(by))),
            Self::Normal(normal) => Some(Self::Normal(normal.moved(by))),
            Self::LogNormal(_) => return self.refitted(DistributionFamily::LogNormal, by, (0.0, f64::INFINITY)),
            Self::Gamma(_) => return self.refitted(DistributionFamily::Gamma, by, (0.0, f64::INFINITY)),
            Self::Weibull(_) => return self.refitted(DistributionFamily::Weibull, by, (0.0, f64::INFINITY)),
            Self::Beta(_) => {
                let reach = (0.25 - self.variance()).max(0.0).sqrt();
                return self.refitted(DistributionFamily::Beta, by, (0.5 - reach, 0.5 + reach));
            }
            Self::LogLogistic(_) | Self::Cumulative(_) => return Err(ShiftError::Family),
            Self::Truncated(cut) => return cut.shifted(by),
            Self::Tabulated(tabulated) => return tabulated.inner().shifted(by, (least, most)),
        };
        // Rounding may not refuse a move to the very end.
        let slack = 1e-12 * (high - low).abs();
        let beyond = ShiftError::Beyond(least - low, most - high);
        moved.filter(|_| low + by >= least - slack && high + by <= most + slack).ok_or(beyond)
    }

    /// The member of a family with the mean moved and the same sd; `means` are the ends that no such mean reaches.
    fn refitted(&self, family: DistributionFamily, by: f64, means: (f64, f64)) -> Result<Self, ShiftError> {
        let (mean, sd) = (self.mean(), self.variance().sqrt());
        let scalars = vec![(Argument::Mean, mean + by), (Argument::Sd, sd)];
        let evidence = Evidence { family: Some(family), scalars, ..Evidence::default() };
        evidence.distribution().map_err(|_| ShiftError::Beyond(means.0 - mean, means.1 - mean))
    }
}

impl super::Truncated {
    fn shifted(&self, by: f64) -> Result<Distribution, ShiftError> {
        let (lower, upper) = self.cut();
        let moved =
            |d: f64| self.whole().shifted(d, (f64::NEG_INFINITY, f64::INFINITY)).ok()?.truncated(lower, upper).ok();
        let target = self.mean() + by;
        let (low, high) = self.support();
        let beyond = ShiftError::Beyond(low - self.mean(), high - self.mean());
        if !(target > low && target < high) {
            return Err(beyond);
        }
        // Beyond an end the whole must move further than its mean as cut does.
        let gap = |d: f64| moved(d).map_or(f64::NAN, |moved| moved.mean() - target);
        let sd = self.whole().variance().sqrt();
        let reach = |sign: f64| {
            (0..40)
                .map(|k| sign * (by.abs() + sd * 0.25 * f64::from(k)))
                .take_while(|d| !gap(*d).is_nan())
                .find(|d| gap(*d) * sign >= 0.0)
        };
        let (from, to) =
            if gap(0.0) < 0.0 { (0.0, reach(1.0).ok_or(beyond)?) } else { (reach(-1.0).ok_or(beyond)?, 0.0) };
        root(from, to, gap).or((by == 0.0).then_some(0.0)).and_then(moved).ok_or(beyond)
    }
}

impl Triangular {
    fn moved(&self, by: f64) -> Self {
        Self { min: self.min + by, mode: self.mode + by, max: self.max + by }
    }
}

impl Pert {
    fn moved(&self, by: f64) -> Self {
        Self { min: self.min + by, mode: self.mode + by, max: self.max + by, unit: self.unit }
    }
}

impl Points {
    fn moved(&self, by: f64) -> Self {
        Self { values: self.values.iter().map(|value| value + by).collect(), ..self.clone() }
    }
}

impl Normal {
    fn moved(&self, by: f64) -> Self {
        Self { mean: self.mean + by, ..*self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built(family: DistributionFamily, scalars: &[(Argument, f64)]) -> Distribution {
        Evidence { family: Some(family), scalars: scalars.to_vec(), ..Evidence::default() }
            .distribution()
            .expect("a distribution")
    }

    #[test]
    fn the_mean_moves_and_the_spread_stays() {
        use Argument::{Max, Mean, Min, Mode, Sd};
        let everywhere = (f64::NEG_INFINITY, f64::INFINITY);
        for (family, scalars) in [
            (DistributionFamily::Normal, vec![(Mean, 0.3), (Sd, 0.1)]),
            (DistributionFamily::LogNormal, vec![(Mean, 0.3), (Sd, 0.1)]),
            (DistributionFamily::Gamma, vec![(Mean, 0.3), (Sd, 0.1)]),
            (DistributionFamily::Weibull, vec![(Mean, 0.3), (Sd, 0.1)]),
            (DistributionFamily::Beta, vec![(Mean, 0.3), (Sd, 0.1)]),
            (DistributionFamily::Uniform, vec![(Min, 0.2), (Max, 0.5)]),
            (DistributionFamily::Pert, vec![(Min, 0.2), (Mode, 0.3), (Max, 0.5)]),
            (DistributionFamily::Triangular, vec![(Min, 0.2), (Mode, 0.3), (Max, 0.5)]),
        ] {
            let before = built(family, &scalars).tabulated();
            let after = before.shifted(-0.1, everywhere).expect("moved");
            assert!((after.mean() - before.mean() + 0.1).abs() < 1e-9, "{after}");
            assert!((after.variance() - before.variance()).abs() < 1e-9, "{after}");
        }
    }

    #[test]
    fn what_leaves_its_ends_is_refused_with_how_far_it_may_go() {
        use Argument::{Max, Mean, Min, Sd};
        let share = (0.0, 1.0);
        let uniform = built(DistributionFamily::Uniform, &[(Min, 0.25), (Max, 0.5)]);
        assert_eq!(uniform.shifted(-0.5, share), Err(ShiftError::Beyond(-0.25, 0.5)));
        assert!(uniform.shifted(0.5, share).is_ok());
        let beta = built(DistributionFamily::Beta, &[(Mean, 0.5), (Sd, 0.3)]);
        let Err(ShiftError::Beyond(low, high)) = beta.shifted(0.45, share) else { panic!("no beta is so wide there") };
        assert!((low + 0.4).abs() < 1e-9 && (high - 0.4).abs() < 1e-9);
        let cut = built(DistributionFamily::Normal, &[(Mean, 0.1), (Sd, 0.2), (Min, 0.0), (Max, 1.0)]);
        for by in [-0.05, 0.05, 0.3] {
            assert!((cut.shifted(by, share).expect("moved").mean() - cut.mean() - by).abs() < 1e-9);
        }
        assert!(cut.shifted(-0.3, share).is_err());
    }
}
