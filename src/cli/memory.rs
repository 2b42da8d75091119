//! Memory and time of a run: a run that does not fit or would not end is refused, a long one is announced.

use super::error::Failure;
use super::limits::{address_space_available, available};
use super::output::LANGUAGE;
use provenu::simulate::Effort;
use std::io::{self, IsTerminal};

/// The bound where the machine does not tell how much memory it has free.
const UNKNOWN_MACHINE: u128 = 4 << 30;
/// The share of free memory that a run may take.
const SHARE: (u128, u128) = (4, 5);
/// Bytes that the program takes for any run: threads, buffers, pictures.
const PROGRAM: u128 = 64 << 20;

/// Bytes that a run may hold beside the program itself.
pub fn allowance() -> u64 {
    let bound = available().unwrap_or(UNKNOWN_MACHINE) * SHARE.0 / SHARE.1;
    u64::try_from(bound.saturating_sub(PROGRAM)).unwrap_or(u64::MAX)
}

/// Refuses what would not fit in memory.
pub fn refuse_memory(bytes: u64, replications: u64) -> Result<(), Failure> {
    too_much(u128::from(bytes), replications, available().unwrap_or(UNKNOWN_MACHINE)).map_or(Ok(()), Err)
}

/// Bytes of the address space that a thread reserves for its stack.
const STACK: u128 = 2 << 20;

/// Refuses more threads than the address space holds: one of them would otherwise end the whole program when it starts.
pub fn refuse_threads(threads: Option<usize>) -> Result<(), Failure> {
    let (Some(threads), Some(space)) = (threads, address_space_available()) else { return Ok(()) };
    if threads as u128 * STACK <= space {
        return Ok(());
    }
    let fitting = space / STACK;
    Err(Failure::Run(format!(
        "{threads} threads cannot be started: the memory that the process may have holds the stacks of {fitting}; ask for fewer with --threads"
    )))
}

/// The refusal of a run that keeps more bytes than are free.
fn too_much(bytes: u128, replications: u64, free: u128) -> Option<Failure> {
    let bound = free * SHARE.0 / SHARE.1;
    let needed = bytes + PROGRAM;
    if needed <= bound {
        return None;
    }
    let fitting = u128::from(replications) * bound.saturating_sub(PROGRAM) / bytes.max(1);
    let size = |bytes: u128| match bytes >> 20 {
        mebibytes @ ..1024 => format!("{mebibytes} MiB"),
        _ => format!("{} GiB", LANGUAGE.decimal(bytes as f64 / f64::from(1u32 << 30), 1)),
    };
    let fits =
        if fitting == 0 { "none fits".to_owned() } else { format!("about {} fit", LANGUAGE.whole(fitting as f64)) };
    Some(Failure::Run(format!(
        "{} replications would take about {} of memory, and {} may be taken; {fits}",
        LANGUAGE.whole(replications as f64),
        size(needed),
        size(bound),
    )))
}

/// Refuses what would take days.
pub fn refuse_hopeless(effort: &Effort) -> Result<(), Failure> {
    let Some(most) = effort.too_long() else { return Ok(()) };
    Err(Failure::Usage(format!(
        "{} replications of {} draws would take about {} hours; at most about {} replications are allowed",
        LANGUAGE.whole(effort.replications as f64),
        LANGUAGE.whole(effort.draws),
        LANGUAGE.whole(effort.hours()),
        LANGUAGE.whole(most)
    )))
}

/// The time of shorter work is told only on a terminal.
const WORTH_SAYING_SECONDS: f64 = 10.0;

/// How long some work takes on a number of cores, in words, where it is worth saying.
pub fn estimate(nanoseconds: f64, cores: usize) -> Option<String> {
    let seconds = nanoseconds * 1e-9 / cores as f64;
    if seconds < WORTH_SAYING_SECONDS && !io::stderr().is_terminal() {
        return None;
    }
    let time = match seconds {
        ..1.0 => "less than a second".to_owned(),
        ..600.0 => format!("about {} s", LANGUAGE.whole(seconds)),
        _ => format!("about {} minutes", LANGUAGE.whole(seconds / 60.0)),
    };
    Some(format!("{time} on {cores} {}", if cores == 1 { "core" } else { "cores" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_work_is_estimated_wherever_messages_go() {
        assert_eq!(estimate(1.2e11, 2).as_deref(), Some("about 60 s on 2 cores"));
        assert_eq!(estimate(1.2e12, 1).as_deref(), Some("about 20 minutes on 1 core"));
    }

    #[test]
    fn what_does_not_fit_beside_the_program_is_refused_with_what_would() {
        assert!(too_much(16 << 20, 1000, 100 << 20).is_none());
        let told = |bytes, free| match too_much(bytes, 1000, free) {
            Some(Failure::Run(message)) => message,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            told(64 << 20, 120 << 20),
            "1,000 replications would take about 128 MiB of memory, and 96 MiB may be taken; about 500 fit"
        );
        assert_eq!(
            told(8 << 30, 50 << 20),
            "1,000 replications would take about 8.1 GiB of memory, and 40 MiB may be taken; none fits"
        );
    }
}
