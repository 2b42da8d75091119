//! Refusing runs that cannot fit, or would not end, before anything is taken.

use super::error::Failure;
use provenu::model::Model;
use provenu::report::number::{decimal, whole};
use provenu::simulate::Work;
use provenu::summary::Keeping;
use std::fs;

/// The bound where the machine does not tell how much memory it has free.
const UNKNOWN_MACHINE: u128 = 4 << 30;
/// The share of free memory that a run may take.
const SHARE: (u128, u128) = (4, 5);

/// Most adults, children and events that a run may draw over all replications: some hours on two cores.
const MOST_DRAWS: f64 = 1e13;
/// Seconds that one takes, roughly; only for the estimate in the message.
const SECONDS_PER_DRAW: f64 = 2e-9;

/// Refuses a run whose records would not fit in memory, or that would take days, with an estimate.
pub fn refuse_absurd(model: &Model, replications: u64, threads: usize) -> Result<(), Failure> {
    refuse_hopeless(model, replications)?;
    refuse_memory(Keeping::bytes(model, replications, threads), replications)
}

/// Refuses what would not fit in memory.
pub fn refuse_memory(bytes: u64, replications: u64) -> Result<(), Failure> {
    let needed = u128::from(bytes);
    let free = available().unwrap_or(UNKNOWN_MACHINE);
    let bound = free * SHARE.0 / SHARE.1;
    if needed <= bound {
        return Ok(());
    }
    let fitting = u128::from(replications) * bound / needed;
    let gib = |bytes: u128| decimal(bytes as f64 / f64::from(1u32 << 30), 1);
    Err(Failure::Usage(format!(
        "{} replications would take about {} GiB of memory, and {} GiB are to be had; at most about {} fit",
        whole(replications as f64),
        gib(needed),
        gib(bound),
        whole(fitting as f64)
    )))
}

fn refuse_hopeless(model: &Model, replications: u64) -> Result<(), Failure> {
    let draws = Work::of(model).draws;
    let work = draws * replications as f64;
    if work <= MOST_DRAWS {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "{} replications of {} draws would take about {} hours; at most about {} replications are allowed",
        whole(replications as f64),
        whole(draws),
        whole(work * SECONDS_PER_DRAW / 3600.0),
        whole(MOST_DRAWS / draws)
    )))
}

/// Memory that can be taken without swapping, where the system tells.
fn available() -> Option<u128> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kib: u128 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib * 1024)
}
