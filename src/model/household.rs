//! The composition of a family, and how alike its members fare.

use super::{Quantity, Subject};
use crate::distribution::{Distribution, Univariate};
use crate::random::SubjectId;

/// Most adults, and most children, of one family.
pub const MOST_MEMBERS: u32 = 32;
const _: () = assert!(MOST_MEMBERS <= 1 << SubjectId::MEMBER_BITS);

/// Adults and children of a family.
#[derive(Debug, Clone, PartialEq)]
pub struct Household {
    /// The number of adults.
    pub adults: Members,
    /// The number of children.
    pub children: Members,
    /// Correlation ρ of the normal scores of two members of a family: a one-factor Gaussian copula, which leaves every
    /// member's own probabilities as they are.
    pub correlation: Quantity,
}

impl Household {
    /// One adult without children.
    #[must_use]
    pub fn single() -> Self {
        Self { adults: Members::always(1), children: Members::always(0), correlation: Quantity::Fixed(0.0) }
    }

    /// The possible numbers of a kind of subject in a family, with their probabilities; 1 for the family itself.
    #[must_use]
    pub fn sizes(&self, subject: Subject) -> Vec<(u32, f64)> {
        match subject {
            Subject::Family => vec![(1, 1.0)],
            Subject::Adult => self.adults.sizes().collect(),
            Subject::Child => self.children.sizes().collect(),
        }
    }

    /// The expected number of a kind of subject in a family.
    #[must_use]
    pub fn mean(&self, subject: Subject) -> f64 {
        match subject {
            Subject::Family => 1.0,
            Subject::Adult => self.adults.mean(),
            Subject::Child => self.children.mean(),
        }
    }
}

/// How many members of a kind a family has: sizes in ascending order with their cumulative probabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct Members(Vec<(u32, f64)>);

/// A number of members that no family can have.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{0} members in a family; allowed: whole numbers from 0 to {MOST_MEMBERS}")]
pub struct MembersError(f64);

impl Members {
    /// The same number in every family.
    #[must_use]
    pub fn always(size: u32) -> Self {
        Self(vec![(size, 1.0)])
    }

    /// From a distribution over whole numbers. A fixed number that is not whole, such as 1.44 adults per family, is the
    /// mixture of its two neighbours with that mean.
    ///
    /// # Errors
    /// When a family could have a number of members that is negative, not whole or above [`MOST_MEMBERS`].
    pub fn of(distribution: &Distribution) -> Result<Self, MembersError> {
        let whole = |size: f64| {
            let possible = size.fract() == 0.0 && (0.0..=f64::from(MOST_MEMBERS)).contains(&size);
            if possible { Ok(size as u32) } else { Err(MembersError(size)) }
        };
        match distribution {
            Distribution::Fixed(size) if size.fract() != 0.0 => {
                let (few, many) = (whole(size.floor())?, whole(size.ceil())?);
                Ok(Self(vec![(few, 1.0 - size.fract()), (many, 1.0)]))
            }
            Distribution::Fixed(size) => Ok(Self::always(whole(*size)?)),
            Distribution::Points(points) => {
                points.cumulative().map(|(value, upto)| Ok((whole(value)?, upto))).collect::<Result<_, _>>().map(Self)
            }
            other => Err(MembersError(other.quantile(0.5))),
        }
    }

    /// Whether every family has this number.
    #[must_use]
    #[inline]
    pub fn is(&self, size: u32) -> bool {
        self.0.len() == 1 && self.0[0].0 == size
    }

    /// Whether every family has the same number.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.0.len() == 1
    }

    /// The numbers in families with the uniforms `u`.
    #[must_use]
    #[inline(always)]
    pub fn draw<const N: usize>(&self, u: &[f64; N]) -> [u32; N] {
        let mut sizes = [self.0.first().map_or(0, |entry| entry.0); N];
        for (entry, below) in self.0.iter().skip(1).zip(&self.0) {
            for i in 0..N {
                sizes[i] = if u[i] < below.1 { sizes[i] } else { entry.0 };
            }
        }
        sizes
    }

    /// Every number with its probability.
    pub fn sizes(&self) -> impl Iterator<Item = (u32, f64)> + '_ {
        let below = std::iter::once(0.0).chain(self.0.iter().map(|entry| entry.1));
        self.0.iter().zip(below).map(|(&(size, upto), below)| (size, upto - below))
    }

    /// The expected number.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.sizes().map(|(size, mass)| f64::from(size) * mass).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_that_is_not_whole_is_a_mixture_of_its_neighbours() {
        let members = Members::of(&Distribution::Fixed(1.44)).expect("possible");
        assert!((members.mean() - 1.44).abs() < 1e-15);
        assert_eq!(members.draw(&[0.559, 0.561]), [1, 2]);
        assert!(Members::of(&Distribution::Fixed(-1.0)).is_err() && Members::of(&Distribution::Fixed(33.0)).is_err());
    }
}
