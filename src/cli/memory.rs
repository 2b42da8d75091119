//! Refusing runs that cannot fit, or would not end, before anything is taken.

use super::error::{Failure, say};
use super::limits::available;
use provenu::model::Model;
use provenu::report::number::{decimal, whole};
use provenu::simulate::Work;
use provenu::summary::Keeping;
use std::io::IsTerminal;

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
    refuse_days(Work::of(model).draws, replications)
}

/// Refuses what would take days.
pub fn refuse_days(draws: f64, replications: u64) -> Result<(), Failure> {
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

/// A run shorter than this says beforehand what it will take to a terminal alone.
const WORTH_SAYING_SECONDS: f64 = 10.0;

/// Whether somebody wants to know beforehand what takes so long.
pub fn is_worth_saying(seconds: f64) -> bool {
    seconds >= WORTH_SAYING_SECONDS || std::io::stderr().is_terminal()
}

/// How long something takes, in words.
pub fn duration(seconds: f64) -> String {
    if seconds < 1.0 {
        "less than a second".to_owned()
    } else if seconds < 600.0 {
        format!("about {} s", whole(seconds))
    } else {
        format!("about {} minutes", whole(seconds / 60.0))
    }
}

/// Says on stderr what several simulations of one scenario will take, and refuses what would take days.
pub fn foretell(work: &Work, (simulations, replications): (usize, u64), cores: usize) -> Result<(), Failure> {
    refuse_days(work.draws, replications.saturating_mul(simulations as u64))?;
    let seconds = work.nanoseconds * 1e-9 * replications as f64 * simulations as f64 / cores as f64;
    if is_worth_saying(seconds) {
        let (replications, cores_told) = (whole(replications as f64), if cores == 1 { "core" } else { "cores" });
        let times =
            if simulations == 1 { "1 simulation".to_owned() } else { format!("about {simulations} simulations") };
        let families = whole(work.families);
        say(&format!(
            "{times} of {replications} replications of {families} families: {} on {cores} {cores_told}",
            duration(seconds)
        ));
    }
    Ok(())
}
