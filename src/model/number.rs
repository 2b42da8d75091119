//! Numbers at a draw: of one replication, or of sixteen replications side by side.
//!
//! The rules of the model are written once, generic over [`Number`]. Worked out in lanes they give, lane by lane, the very bits that
//! they give for one replication: no operation is fused or reordered, and what is left out for one is neutral in the others.

use crate::vectorised::{Kernel, LANES, Lanes, Numbers, each_lane, vectorised};
use fearless_simd::Simd;
use std::fmt::Debug;
use std::ops::{Add, AddAssign, Mul, MulAssign, Sub};

/// One number for each replication that is computed at a time.
pub trait Number:
    Copy
    + Default
    + PartialEq
    + Debug
    + Send
    + Sync
    + 'static
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Mul<f64, Output = Self>
    + AddAssign
    + MulAssign
{
    /// How many replications.
    const LANES: usize;

    /// A number computed for each replication.
    fn each(value: impl FnMut(usize) -> f64) -> Self;

    /// That of one replication.
    fn lane(&self, lane: usize) -> f64;

    /// That of one replication, to write to.
    fn lane_mut(&mut self, lane: usize) -> &mut f64;

    /// Does some work on such numbers with the vector instructions at hand. Only what is inlined into it is compiled for them: the
    /// closure and all that it calls are to be marked `#[inline(always)]`.
    fn vectorised<T>(work: impl FnOnce() -> T) -> T;

    /// The same for each replication.
    #[inline(always)]
    fn all(value: f64) -> Self {
        Self::each(|_| value)
    }

    /// Whether something is true of any replication's.
    #[inline(always)]
    fn any(&self, test: impl Fn(f64) -> bool) -> bool {
        let mut found = false;
        for lane in 0..Self::LANES {
            found |= test(self.lane(lane));
        }
        found
    }

    /// The first replication's of which something is true.
    #[inline(always)]
    fn first(&self, test: impl Fn(f64) -> bool) -> Option<f64> {
        if self.any(&test) { (0..Self::LANES).map(|lane| self.lane(lane)).find(|value| test(*value)) } else { None }
    }
}

impl Number for f64 {
    const LANES: usize = 1;

    #[inline(always)]
    fn each(mut value: impl FnMut(usize) -> f64) -> Self {
        value(0)
    }

    #[inline(always)]
    fn vectorised<T>(work: impl FnOnce() -> T) -> T {
        work()
    }

    #[inline(always)]
    fn lane(&self, _lane: usize) -> f64 {
        *self
    }

    #[inline(always)]
    fn lane_mut(&mut self, _lane: usize) -> &mut f64 {
        self
    }
}

impl Number for Numbers {
    const LANES: usize = LANES;

    #[inline(always)]
    fn each(value: impl FnMut(usize) -> f64) -> Self {
        each_lane(value)
    }

    #[inline(always)]
    fn vectorised<T>(work: impl FnOnce() -> T) -> T {
        vectorised(Plain(work))
    }

    #[inline(always)]
    fn lane(&self, lane: usize) -> f64 {
        self.0[lane]
    }

    #[inline(always)]
    fn lane_mut(&mut self, lane: usize) -> &mut f64 {
        &mut self.0[lane]
    }

    #[inline(always)]
    fn all(value: f64) -> Self {
        Lanes::all(value)
    }
}

/// Work that no vector type stands in: the compiler finds the vectors.
struct Plain<F>(F);

impl<T, F: FnOnce() -> T> Kernel for Plain<F> {
    type Output = T;

    #[inline(always)]
    fn run<S: Simd>(self, _simd: S) -> T {
        (self.0)()
    }
}

/// Numbers of one replication among those computed at a time.
pub(crate) fn lane_of<N: Number>(numbers: &[N], lane: usize) -> Vec<f64> {
    numbers.iter().map(|number| number.lane(lane)).collect()
}

/// Something other than a number at a draw, such as a distribution: one that all replications share, or one for each.
#[derive(Debug, Clone, PartialEq)]
pub struct Lanewise<T>(Vec<T>);

impl<T> Lanewise<T> {
    /// The same for all.
    #[must_use]
    pub fn alike(value: T) -> Self {
        Self(vec![value])
    }

    /// A function evaluated in each replication, or once for all where it is `certain`, that is the same at every draw.
    ///
    /// # Errors
    /// The first that the function returns.
    pub fn of_lanes<N: Number, E>(certain: bool, value: impl FnMut(usize) -> Result<T, E>) -> Result<Self, E> {
        (0..if certain { 1 } else { N::LANES }).map(value).collect::<Result<_, _>>().map(Self)
    }

    /// That of one replication.
    #[must_use]
    #[inline]
    pub fn of(&self, lane: usize) -> &T {
        self.0.get(lane).unwrap_or(&self.0[0])
    }

    /// Each value: one that all replications share, or one for each.
    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.0.iter()
    }

    /// Whether all replications share one.
    #[must_use]
    pub fn is_alike(&self) -> bool {
        self.0.len() == 1
    }

    /// What a function makes of it.
    #[must_use]
    pub fn map<U>(&self, value: impl FnMut(&T) -> U) -> Lanewise<U> {
        Lanewise(self.0.iter().map(value).collect())
    }

    /// The same, of which nothing is left.
    #[must_use]
    pub fn into_map<U>(self, value: impl FnMut(T) -> U) -> Lanewise<U> {
        Lanewise(self.0.into_iter().map(value).collect())
    }

    /// A number that follows from it in each replication: computed once where all share one.
    #[must_use]
    pub fn number<N: Number>(&self, value: impl Fn(&T) -> f64) -> N {
        if self.is_alike() { N::all(value(&self.0[0])) } else { N::each(|lane| value(self.of(lane))) }
    }
}

/// baseⁿ by repeated squaring. The rounding of `f64::powi` depends on the build: it moved last digits of expectations between the
/// build with threads and that without (`tests/frozen` holds both).
pub(crate) fn power(mut base: f64, exponent: u32) -> f64 {
    let (mut left, mut power) = (exponent, 1.0);
    loop {
        if left % 2 == 1 {
            power *= base;
        }
        left /= 2;
        if left == 0 {
            return power;
        }
        base *= base;
    }
}
