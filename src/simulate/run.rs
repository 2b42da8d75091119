//! Many replications on all threads of the current pool, with the same result for any number of threads.

use super::Expectations;
use super::batch::{BATCH, Batch, Layout};
use super::error::{Interrupted, RunError};
use super::luck::random_design;
use super::replication::Replicator;
use crate::model::{Model, Setting};
use crate::parallel::{self, Pool};
use crate::random::{Design, MAX_REPLICATIONS, Seed};
use crate::vectorised::LANES;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Follows a run and may stop it.
pub trait Monitor: Sync {
    /// A number of replications is about to be run.
    fn begins(&self, _replications: u64) {}

    /// More replications are done.
    fn advanced(&self, _replications: usize) {}

    /// Replications already reported as done are discarded, and will be done again.
    fn discarded(&self, _replications: u64) {}

    /// Whether the run is to stop; asked before every sixteen replications.
    fn stopped(&self) -> bool {
        false
    }
}

/// Follows nothing and never stops.
impl Monitor for () {}

/// Reduces replications to a result, batch by batch, without keeping them.
///
/// A run is cut into parts, always the same for one number of replications. Threads fill parts side by side; the parts are
/// then joined in order, so that sums come out the same to the last bit for any number of threads.
pub trait Fold: Sync {
    /// The result of consecutive replications.
    type Part: Send;

    /// The fewest replications for which a part pays off; a run still has some dozens of parts.
    fn least(&self) -> u64 {
        1
    }

    /// At which replications the exact expectation is needed.
    fn expectations(&self) -> Expectations {
        Expectations::Every
    }

    /// Whether every number is needed by year ([`Detail`](super::Detail)).
    fn by_year(&self) -> bool {
        false
    }

    /// An empty part for a number of replications.
    fn begin(&self, replications: usize) -> Self::Part;

    /// Adds the next replications to a part.
    fn add(&self, part: &mut Self::Part, batch: &Batch);

    /// Called when all replications of the part have been added.
    fn finish(&self, _part: &mut Self::Part) {}

    /// Joins a part with the one that follows it.
    fn join(&self, part: &mut Self::Part, next: Self::Part);
}

/// The parts of a run, unless it asks for [longer ones](Fold::least).
const PARTS: u64 = 256;
/// The fewest parts of a run.
const FEWEST_PARTS: u64 = 64;
/// The most replications of a part.
const LONGEST_PART: u64 = 1 << 16;

/// The length of a run's parts; `least` is the fewest replications for which a part pays off.
fn part_length(replications: u64, least: u64) -> u64 {
    let length = replications.div_ceil(PARTS).min(LONGEST_PART).max(least.min(replications.div_ceil(FEWEST_PARTS)));
    // Whole batches, unless that would leave cores idle.
    length.next_multiple_of(if length < BATCH as u64 { LANES } else { BATCH } as u64)
}

/// Runs a range of replications (from 0) of a model under a seed and folds them. The result for replication k is the same in every
/// range that contains it.
///
/// # Errors
/// When the monitor stops it, or the model cannot be computed at a draw.
///
/// # Panics
/// When the range is empty or exceeds 2³².
pub fn run<F: Fold>(
    model: &Model,
    seed: Seed,
    replications: Range<u64>,
    fold: &F,
    monitor: &impl Monitor,
) -> Result<F::Part, RunError> {
    run_design(model, &random_design(model, seed), replications, fold, monitor)
}

/// The same with parameters drawn at the points of a design.
///
/// # Errors
/// As [`run()`].
///
/// # Panics
/// As [`run()`].
pub fn run_design<F: Fold>(
    model: &Model,
    design: &Design,
    replications: Range<u64>,
    fold: &F,
    monitor: &impl Monitor,
) -> Result<F::Part, RunError> {
    assert!(replications.end <= MAX_REPLICATIONS, "a seed has luck for 2³² replications");
    assert!(!replications.is_empty(), "a run has at least one replication");
    look_through(model, design, replications.clone(), monitor)?;
    let length = part_length(replications.end - replications.start, fold.least());
    let parts = (replications.end - replications.start).div_ceil(length) as usize;
    let layout = Layout::of(model);
    let layout = if fold.by_year() { layout.by_year() } else { layout };
    let workers = Pool::default();
    // A part that fails stops later parts only: an earlier part may still find an earlier failure, which is the one returned.
    let failed = AtomicUsize::new(usize::MAX);
    let work = |part: usize| {
        let first = replications.start + part as u64 * length;
        let range = first..(first + length).min(replications.end);
        let mut worker = workers.take(|| Worker::new(model, design, layout));
        let done = worker.run_part(range, fold, &Among { monitor, failed: &failed, part });
        workers.put_back(worker);
        if done.is_err() {
            failed.fetch_min(part, Ordering::Relaxed);
        }
        done
    };
    let mut whole = None;
    parallel::in_order(parts, work, |part| {
        match (&mut whole, part) {
            (Some(Ok(whole)), Ok(next)) => fold.join(whole, next),
            (first, part) => *first = Some(part),
        }
        matches!(whole, Some(Ok(_)))
    });
    whole.expect("at least one part")
}

/// Computes the model at every draw of a range of replications, if any draw can be refused: a run then fails at once, not half way.
///
/// # Errors
/// When the monitor stops it, or the model cannot be computed at some draws: their number, and the first.
pub fn look_through(
    model: &Model,
    design: &Design,
    replications: Range<u64>,
    monitor: &impl Monitor,
) -> Result<(), RunError> {
    const CHUNK: u64 = 1024;
    if !model.may_be_refused() {
        return Ok(());
    }
    let looked_at = replications.end - replications.start;
    let look = |chunk: usize| {
        let from = replications.start + chunk as u64 * CHUNK;
        let (mut refused, mut first) = (0, None);
        let mut setting = Setting::of(model, &model.base_draw()).ok();
        for replication in from..(from + CHUNK).min(replications.end) {
            if monitor.stopped() {
                return Err(Interrupted);
            }
            let draw = model.draw_at(design.point(replication));
            let found = match &mut setting {
                Some(setting) => setting.update(&draw),
                None => Setting::of(model, &draw).map(|_| ()),
            };
            if let Err(error) = found {
                refused += 1;
                first.get_or_insert((replication + 1, error));
            }
        }
        Ok((refused, first))
    };
    let found = parallel::map(looked_at.div_ceil(CHUNK) as usize, look).into_iter().collect::<Result<Vec<_>, _>>()?;
    let refused = found.iter().map(|found| found.0).sum();
    match found.into_iter().find_map(|found| found.1) {
        Some((replication, source)) => Err(RunError::Refused { refused, looked_at, replication, source }),
        None => Ok(()),
    }
}

/// The monitor of one part.
struct Among<'a, M> {
    monitor: &'a M,
    /// The first part that has failed.
    failed: &'a AtomicUsize,
    part: usize,
}

impl<M: Monitor> Monitor for Among<'_, M> {
    fn advanced(&self, replications: usize) {
        self.monitor.advanced(replications);
    }

    fn stopped(&self) -> bool {
        self.monitor.stopped() || self.failed.load(Ordering::Relaxed) < self.part
    }
}

/// The buffers of a thread.
struct Worker<'m> {
    replicator: Replicator<'m>,
    batch: Batch,
}

impl<'m> Worker<'m> {
    fn new(model: &'m Model, design: &'m Design, layout: Layout) -> Self {
        Self { replicator: Replicator::new(model, design), batch: Batch::new(layout) }
    }

    fn run_part<F: Fold>(&mut self, range: Range<u64>, fold: &F, monitor: &impl Monitor) -> Result<F::Part, RunError> {
        let Self { replicator, batch } = self;
        batch.expectations = fold.expectations();
        let mut part = fold.begin((range.end - range.start) as usize);
        for first in range.clone().step_by(BATCH) {
            batch.begin(&(first..(first + BATCH as u64).min(range.end)));
            for position in (0..batch.len()).step_by(LANES) {
                if monitor.stopped() {
                    return Err(Interrupted.into());
                }
                replicator.replicate(batch, position)?;
            }
            fold.add(&mut part, batch);
            monitor.advanced(batch.len());
        }
        fold.finish(&mut part);
        Ok(part)
    }
}
