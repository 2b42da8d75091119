//! The same code for whatever vector instructions the processor has.
//!
//! Loops over lanes are written as plain loops over arrays; the compiler turns them into vector instructions where it may use
//! them. [`vectorised`] compiles what it is given several times and picks at run time: AVX-512, AVX2, or what every
//! processor of the architecture has. The bits are the same on all of them: no operation is reordered, fused or
//! approximated, since Rust never does so by itself, and nothing here asks for it.

use std::sync::atomic::{AtomicU8, Ordering};

/// The vector instructions that a run may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Instructions {
    /// What every processor of the architecture has: the portable path.
    Portable,
    /// AVX2 at most.
    Avx2,
    /// AVX-512 too.
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
            if pulp::x86::V4::try_new().is_some() {
                return Self::Avx512;
            }
            if pulp::x86::V3::try_new().is_some() {
                return Self::Avx2;
            }
        }
        Self::Portable
    }

    /// Lets [`vectorised`] use these or fewer from now on, for benchmarks and tests. Results do not depend on it.
    pub fn limit(self) {
        LIMIT.store(self as u8, Ordering::Relaxed);
    }

    /// What [`vectorised`] uses now.
    #[must_use]
    pub fn current() -> Self {
        let limit = LIMIT.load(Ordering::Relaxed);
        Self::best().min(Self::ALL[usize::from(limit)])
    }
}

static LIMIT: AtomicU8 = AtomicU8::new(Instructions::Avx512 as u8);

/// Runs `work`, compiled for the best instructions that the processor has. Only what is inlined into it profits: the closure
/// and all that it calls are to be marked `#[inline(always)]`.
#[inline]
pub fn vectorised<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    {
        let limit = LIMIT.load(Ordering::Relaxed);
        if limit >= Instructions::Avx512 as u8
            && let Some(processor) = pulp::x86::V4::try_new()
        {
            return processor.vectorize(work);
        }
        if limit >= Instructions::Avx2 as u8
            && let Some(processor) = pulp::x86::V3::try_new()
        {
            return processor.vectorize(work);
        }
    }
    work()
}
