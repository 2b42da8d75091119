//! The same code for whatever vector instructions the processor has.
//!
//! A kernel is written once, over the vector types of `fearless_simd`, whose width is that of the instructions. It is compiled
//! several times, and run time picks: AVX-512, AVX2, or what every processor of the architecture has. The bits are the same on
//! all of them: no operation is reordered, fused or approximated, since Rust never does so by itself, and nothing here asks for
//! it.

use fearless_simd::{Level, Simd, f64x8, prelude::*};
use std::ops::{Add, AddAssign, Deref, DerefMut, Mul, MulAssign, Sub, SubAssign};
use std::sync::atomic::{AtomicU8, Ordering};

/// The vector instructions that a run may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Instructions {
    /// What every processor of the architecture has: the portable path.
    Portable,
    /// AVX2 at most.
    Avx2,
    /// AVX-512 too, as processors have had it since Ice Lake and Zen 4.
    Avx512,
}

impl Instructions {
    /// Every choice, fewest instructions first.
    pub const ALL: [Self; 3] = [Self::Portable, Self::Avx2, Self::Avx512];

    /// The name in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            Self::Avx2 => "AVX2",
            Self::Avx512 => "AVX-512",
        }
    }

    /// The best that this processor has.
    #[must_use]
    pub fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            let level = Level::new();
            if level.as_avx512().is_some() {
                return Self::Avx512;
            }
            if level.as_avx2().is_some() {
                return Self::Avx2;
            }
        }
        Self::Portable
    }

    /// Allows these or fewer from now on, for benchmarks and tests. Results do not depend on it.
    pub fn limit(self) {
        LIMIT.store(self as u8, Ordering::Relaxed);
    }

    /// Does something with these or fewer allowed, for tests: nobody else may limit them meanwhile.
    #[cfg(test)]
    pub(crate) fn limited<T>(self, work: impl FnOnce() -> T) -> T {
        static ONE_AT_A_TIME: std::sync::Mutex<()> = std::sync::Mutex::new(());
        let _held = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        self.limit();
        let result = work();
        Self::Avx512.limit();
        result
    }

    /// The best that this processor has and is allowed now.
    #[must_use]
    pub fn current() -> Self {
        let limit = LIMIT.load(Ordering::Relaxed);
        Self::best().min(Self::ALL[usize::from(limit)])
    }
}

static LIMIT: AtomicU8 = AtomicU8::new(Instructions::Avx512 as u8);

/// Work on vectors of any width. Only what is inlined into it is compiled for the instructions at hand: `run` and all that
/// it calls are to be marked `#[inline(always)]`.
pub(crate) trait Kernel {
    /// What comes of it.
    type Output;

    /// The work; `simd` stands for the instructions.
    fn run<S: Simd>(self, simd: S) -> Self::Output;
}

/// A kernel that works on `N` vectors side by side: one alone waits for its own products most of the time.
pub(crate) trait SideBySide {
    /// The work.
    fn side_by_side<S: Simd, const N: usize>(self, simd: S);
}

impl<K: SideBySide> Kernel for K {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        // As many as there are registers for.
        if S::u64s::LEN <= 4 { self.side_by_side::<S, 2>(simd) } else { self.side_by_side::<S, 4>(simd) }
    }
}

/// Runs a kernel with the best instructions that the processor has and [`Instructions::limit`] allows.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(crate) fn vectorised<K: Kernel>(kernel: K) -> K::Output {
    let (level, limit) = (Level::new(), LIMIT.load(Ordering::Relaxed));
    if limit >= Instructions::Avx512 as u8
        && let Some(simd) = level.as_avx512()
    {
        return on(simd, kernel);
    }
    if limit >= Instructions::Avx2 as u8
        && let Some(simd) = level.as_avx2()
    {
        return on(simd, kernel);
    }
    on(level.as_sse2().expect("part of the architecture"), kernel)
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn on<S: Simd, K: Kernel>(simd: S, kernel: K) -> K::Output {
    simd.vectorize(
        #[inline(always)]
        || kernel.run(simd),
    )
}

/// Runs a kernel with the instructions that every processor of the architecture has.
#[cfg(not(target_arch = "x86_64"))]
#[inline]
pub(crate) fn vectorised<K: Kernel>(kernel: K) -> K::Output {
    fearless_simd::dispatch!(Level::baseline(), simd => kernel.run(simd))
}

/// Replications that are worked out side by side.
pub const LANES: usize = 16;

/// One value in each lane, at addresses from which no vector is loaded in two parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(C, align(64))]
pub struct Lanes<T>(pub [T; LANES]);

/// One 32-bit word or count in each lane.
pub(crate) type Counts = Lanes<u32>;

/// One whole number in each lane.
pub(crate) type Sums = Lanes<u64>;

/// One number in each lane.
pub type Numbers = Lanes<f64>;

impl<T> Deref for Lanes<T> {
    type Target = [T; LANES];

    #[inline(always)]
    fn deref(&self) -> &[T; LANES] {
        &self.0
    }
}

impl<T> DerefMut for Lanes<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T; LANES] {
        &mut self.0
    }
}

impl<T: Copy> Lanes<T> {
    /// The same value in each.
    #[must_use]
    #[inline(always)]
    pub fn all(value: T) -> Self {
        Self([value; LANES])
    }
}

/// A value worked out in each lane. A plain loop, so that the compiler sees through it where iterators would be calls.
#[inline(always)]
pub(crate) fn each_lane<T: Copy + Default>(mut value: impl FnMut(usize) -> T) -> Lanes<T> {
    let mut lanes = Lanes([T::default(); LANES]);
    for lane in 0..LANES {
        lanes.0[lane] = value(lane);
    }
    lanes
}

/// Lane by lane, as the operator does with two numbers.
macro_rules! operator_on_lanes {
    ($name:ident, $method:ident, $assign:ident, $assign_method:ident) => {
        impl $name for Numbers {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                each_lane(|lane| self.0[lane].$method(other.0[lane]))
            }
        }

        impl $assign for Numbers {
            #[inline(always)]
            fn $assign_method(&mut self, other: Self) {
                *self = self.$method(other);
            }
        }
    };
}
operator_on_lanes!(Add, add, AddAssign, add_assign);
operator_on_lanes!(Sub, sub, SubAssign, sub_assign);
operator_on_lanes!(Mul, mul, MulAssign, mul_assign);

impl Mul<f64> for Numbers {
    type Output = Self;

    #[inline(always)]
    fn mul(self, number: f64) -> Self {
        each_lane(|lane| self.0[lane] * number)
    }
}

/// A bit for each lane, set where its number is at least another.
#[inline(always)]
pub(crate) fn at_least<S: Simd>(simd: S, numbers: &Numbers, others: &Numbers) -> u32 {
    let mut bits = 0;
    for from in (0..LANES).step_by(8) {
        let a = f64x8::from_slice(simd, &numbers[from..from + 8]);
        let b = f64x8::from_slice(simd, &others[from..from + 8]);
        bits |= (a.simd_ge(b).to_bitmask() as u32) << from;
    }
    bits
}

/// Eight numbers, zero where they are less than the limit's size.
#[inline(always)]
pub(crate) fn zero_below<S: Simd>(simd: S, numbers: f64x8<S>, limit: f64x8<S>) -> f64x8<S> {
    numbers.abs().simd_lt(limit.abs()).select(f64x8::splat(simd, 0.0), numbers)
}

/// Eight values of a column from a place on; zeros where it ends before.
#[inline(always)]
pub(crate) fn eight<S: Simd>(simd: S, column: &[f64], from: usize) -> f64x8<S> {
    if let Some(eight) = column.get(from..from + 8) {
        return f64x8::from_slice(simd, eight);
    }
    let mut last = [0.0; 8];
    let rest = &column[from..];
    last[..rest.len()].copy_from_slice(rest);
    f64x8::from_slice(simd, &last)
}
