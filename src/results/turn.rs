//! Taking turns with other runs that place results beside the same path.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The caller that wants a results folder: it receives messages while waiting, and may stop.
pub trait Caller {
    /// A sentence that people should read now.
    fn note(&self, _sentence: &str) {}

    /// Whether to give up; asked again and again while anything takes long.
    fn stopped(&self) -> bool {
        false
    }
}

/// Ignores messages and never stops.
impl Caller for () {}

/// How a wait for a turn ended.
pub(super) enum Turn {
    /// Nobody else may place results until the file is dropped.
    Ours(#[expect(dead_code, reason = "dropping it ends the turn")] File),
    /// This folder cannot be locked here.
    Unknown,
    /// Another program has held the lock all the time.
    Busy,
    /// The caller gave up.
    Stopped,
}

/// Waits this long before it says so.
const SILENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(20);

/// Waits until no other run looks at, or places, results in a folder; at most as long as `patience`.
pub(super) fn take(folder: &Path, patience: Duration, caller: &dyn Caller) -> Turn {
    let Ok(file) = File::open(folder) else { return Turn::Unknown };
    let (began, mut told) = (Instant::now(), false);
    loop {
        match file.try_lock() {
            Ok(()) => return Turn::Ours(file),
            Err(TryLockError::Error(_)) => return Turn::Unknown,
            Err(TryLockError::WouldBlock) => {}
        }
        if caller.stopped() {
            return Turn::Stopped;
        }
        let waited = began.elapsed();
        if waited > patience {
            return Turn::Busy;
        }
        if waited > SILENCE && !told {
            told = true;
            let most = patience.as_secs();
            caller.note(&format!("{} is locked by another program; waiting, at most {most} s", folder.display()));
        }
        sleep(PAUSE);
    }
}
