//! Work on all cores where the `parallel` feature is on, on one thread where it is not; the same results either way.

use std::sync::{Mutex, PoisonError};

/// Things that are costly to make and that threads take turns with: there are as many as were in use at once.
#[derive(Debug)]
pub struct Pool<T>(Mutex<Vec<T>>);

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Pool<T> {
    /// One that nobody is using, or a new one.
    pub fn take(&self, make: impl FnOnce() -> T) -> T {
        let idle = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.unwrap_or_else(make)
    }

    /// Gives one back.
    pub fn put_back(&self, thing: T) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(thing);
    }

    /// All that nobody is using, for good.
    pub fn drain(&self) -> Vec<T> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Calls `work(index, chunk)` on every chunk of `size` elements (the last may be shorter); an error stops the rest.
///
/// # Errors
/// What `work` returns; the remaining chunks are then left as they are.
#[cfg(feature = "parallel")]
pub fn try_for_each_chunk<T: Send, E: Send>(
    data: &mut [T],
    size: usize,
    work: impl Fn(usize, &mut [T]) -> Result<(), E> + Sync,
) -> Result<(), E> {
    use rayon::prelude::*;
    data.par_chunks_mut(size).enumerate().try_for_each(|(index, chunk)| work(index, chunk))
}

/// Calls `work(index, chunk)` on every chunk of `size` elements in order.
///
/// # Errors
/// What `work` returns; the remaining chunks are then left as they are.
#[cfg(not(feature = "parallel"))]
pub fn try_for_each_chunk<T, E>(
    data: &mut [T],
    size: usize,
    work: impl Fn(usize, &mut [T]) -> Result<(), E>,
) -> Result<(), E> {
    data.chunks_mut(size).enumerate().try_for_each(|(index, chunk)| work(index, chunk))
}

/// `[work(0), work(1), …, work(n − 1)]`.
#[cfg(feature = "parallel")]
pub fn map<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    use rayon::prelude::*;
    (0..n).into_par_iter().map(work).collect()
}

/// `[work(0), work(1), …, work(n − 1)]`.
#[cfg(not(feature = "parallel"))]
pub fn map<T>(n: usize, work: impl Fn(usize) -> T) -> Vec<T> {
    (0..n).map(work).collect()
}

/// Runs `work` with so many threads (`None` = one per core).
///
/// # Errors
/// When the threads cannot be started.
#[cfg(feature = "parallel")]
pub fn with_threads<T: Send>(threads: Option<usize>, work: impl FnOnce() -> T + Send) -> std::io::Result<T> {
    let pool =
        rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build().map_err(std::io::Error::other)?;
    Ok(pool.install(work))
}

/// Runs `work` on the calling thread, whatever the number asked for.
///
/// # Errors
/// Never; the signature is that of the parallel build.
#[cfg(not(feature = "parallel"))]
pub fn with_threads<T>(_threads: Option<usize>, work: impl FnOnce() -> T) -> std::io::Result<T> {
    Ok(work())
}
