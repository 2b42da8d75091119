//! Work on all cores where the `parallel` feature is on, on one thread where it is not; the same results either way.

use std::sync::{Mutex, PoisonError};

/// Things that are costly to make and that threads take turns with: there are as many as were in use at once.
#[derive(Debug)]
pub(crate) struct Pool<T>(Mutex<Vec<T>>);

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

/// Threads to work on: those of a pool, or the calling one alone, whose memory is at hand.
#[derive(Debug)]
pub struct Threads {
    #[cfg(feature = "parallel")]
    pool: Option<rayon::ThreadPool>,
}

#[cfg(feature = "parallel")]
impl Threads {
    /// A number of threads, one or more (`None` = one per core).
    ///
    /// # Errors
    /// When the threads cannot be started.
    pub fn new(count: Option<usize>) -> std::io::Result<Self> {
        let count = count.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
        let start = || {
            rayon::ThreadPoolBuilder::new().num_threads(count).build().map_err(|error| {
                let message = format!("{count} threads cannot be started: {error}; ask for fewer with --threads");
                std::io::Error::other(message)
            })
        };
        Ok(Self { pool: (count != 1).then(start).transpose()? })
    }

    /// Does some work on them.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        if let Some(pool) = &self.pool {
            return pool.install(work);
        }
        let _alone = SingleThread::begin();
        work()
    }
}

#[cfg(not(feature = "parallel"))]
impl Threads {
    /// The calling one, whatever the number asked for.
    ///
    /// # Errors
    /// Never; the signature is that of the parallel build.
    pub fn new(_count: Option<usize>) -> std::io::Result<Self> {
        Ok(Self {})
    }

    /// Does some work on it.
    pub fn run<T>(&self, work: impl FnOnce() -> T) -> T {
        work()
    }
}

/// How many threads share the work that is done here.
#[must_use]
pub fn threads() -> usize {
    #[cfg(feature = "parallel")]
    if !ALONE.get() {
        return rayon::current_num_threads();
    }
    1
}

/// Runs `work` with a number of threads (`None` = one per core).
///
/// # Errors
/// As [`Threads::new`].
pub fn with_threads<T: Send>(threads: Option<usize>, work: impl FnOnce() -> T + Send) -> std::io::Result<T> {
    Ok(Threads::new(threads)?.run(work))
}

#[cfg(feature = "parallel")]
thread_local! {
    /// Whether this thread is to share out no work.
    static ALONE: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// While it lives, this thread shares out no work.
#[cfg(feature = "parallel")]
struct SingleThread {
    before: bool,
}

#[cfg(feature = "parallel")]
impl SingleThread {
    fn begin() -> Self {
        Self { before: ALONE.replace(true) }
    }
}

#[cfg(feature = "parallel")]
impl Drop for SingleThread {
    fn drop(&mut self) {
        ALONE.set(self.before);
    }
}

/// `[work(0), work(1), …, work(n − 1)]`.
pub fn map<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    #[cfg(feature = "parallel")]
    if !ALONE.get() {
        use rayon::prelude::*;
        return (0..n).into_par_iter().map(work).collect();
    }
    (0..n).map(work).collect()
}

/// Hands `work(0)`, `work(1)`, …, `work(n − 1)` to `join` in this order, as soon as they are done, until it says that it has
/// enough. Work is begun in this order too, so that hardly anything waits to be joined. `join` holds up the other threads: it is to
/// be short, and not to share out work itself.
pub(crate) fn in_order<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync, mut join: impl FnMut(T) -> bool + Send) {
    #[cfg(feature = "parallel")]
    if !ALONE.get() {
        return in_order_on_threads(n, work, join);
    }
    (0..n).all(|at| join(work(at)));
}

#[cfg(feature = "parallel")]
fn in_order_on_threads<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync, join: impl FnMut(T) -> bool + Send) {
    use std::collections::BTreeMap;
    use std::sync::atomic::{AtomicUsize, Ordering};

    struct Joining<T, J> {
        next: usize,
        waiting: BTreeMap<usize, T>,
        join: J,
    }
    let begun = AtomicUsize::new(0);
    let joining = Mutex::new(Joining { next: 0, waiting: BTreeMap::new(), join });
    let thread = || {
        loop {
            let at = begun.fetch_add(1, Ordering::Relaxed);
            if at >= n {
                return;
            }
            let done = work(at);
            let mut joining = joining.lock().unwrap_or_else(PoisonError::into_inner);
            let Joining { next, waiting, join } = &mut *joining;
            waiting.insert(at, done);
            while let Some(done) = waiting.remove(next) {
                *next += 1;
                if !join(done) {
                    // Nothing more is begun, and what is on its way waits for ever.
                    begun.store(n, Ordering::Relaxed);
                    *next = n;
                }
            }
        }
    };
    rayon::scope(|scope| (0..rayon::current_num_threads()).for_each(|_| scope.spawn(|_| thread())));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "parallel")]
    #[test]
    fn one_thread_is_the_calling_one_for_as_long_as_it_works() {
        let alone = Threads::new(Some(1)).expect("no thread to start");
        let here = std::thread::current().id();
        let where_at = |_| std::thread::current().id();
        assert_eq!(alone.run(|| map(50, where_at)), vec![here; 50]);
        let failed = std::panic::catch_unwind(|| with_threads(Some(1), || panic!("on purpose")));
        assert!(failed.is_err());
        assert!(!ALONE.get());
    }

    #[test]
    fn what_is_done_is_joined_in_order_until_there_is_enough() {
        for (threads, wanted) in [(1, 120), (4, 120), (3, 1_000)] {
            let mut joined = Vec::new();
            let work = |i: usize| (i, (0..i % 7 * 1_000).map(|x| x ^ i).sum::<usize>());
            let join = |(i, _)| {
                joined.push(i);
                i < wanted
            };
            with_threads(Some(threads), || in_order(200, work, join)).expect("threads");
            assert_eq!(joined, (0..200.min(wanted + 1)).collect::<Vec<_>>());
        }
    }
}
