//! SIGINT and SIGTERM end every command within a second or two, at any stage.
//!
//! A thread waits for them. Where nothing has been begun on disk it ends the program at once. Else the work, which asks
//! [`Signals::received`] again and again, has [`GRACE`] to end in order; then the thread removes what was written and ends
//! the program itself.

use super::error::{NOTHING, say};
use provenu::results::Caller;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The signal received, or none.
static RECEIVED: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);
/// Whether a thread has begun to say how the program ends; no other thread then says it.
static SPOKEN: AtomicBool = AtomicBool::new(false);
/// What would be left on disk.
static STAGE: Mutex<Moment> = Mutex::new(Moment::Nothing);

/// How long the work may take to end in order.
const GRACE: Duration = Duration::from_millis(1200);
/// How long a folder may take to get into its place, once that has begun.
const PLACING: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(20);

/// What is on disk.
enum Moment {
    /// Nothing.
    Nothing,
    /// A folder being written.
    Writing(PathBuf),
    /// That folder is on its way to its place.
    Placing,
    /// Results that are in place.
    Placed(String),
}

fn stage() -> MutexGuard<'static, Moment> {
    STAGE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The signals of this process.
#[derive(Debug, Clone, Copy)]
pub struct Signals;

impl Signals {
    /// From now on a signal ends the program in order. Where no thread can be started, signals end it at once, as for any program.
    #[cfg(unix)]
    pub fn watch() -> io::Result<()> {
        use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
        use signal_hook::iterator::Signals as Coming;
        // A file that would get longer than allowed is an error of writing, not the end.
        signal_hook::flag::register(SIGXFSZ, Arc::default())?;
        let (ready, begun) = std::sync::mpsc::channel();
        let wait = move || {
            let coming = Coming::new([SIGINT, SIGTERM]);
            let told = ready.send(coming.as_ref().map(|_| ()).map_err(|error| io::Error::from(error.kind())));
            if let (Ok(mut coming), Ok(())) = (coming, told) {
                coming.forever().for_each(end);
            }
        };
        if std::thread::Builder::new().spawn(wait).is_err() {
            return Ok(());
        }
        begun.recv().unwrap_or(Ok(()))
    }

    /// From now on a signal is noted; the run then ends in order.
    #[cfg(not(unix))]
    pub fn watch() -> io::Result<()> {
        for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
            signal_hook::flag::register_usize(signal, Arc::clone(&RECEIVED), signal as usize)?;
        }
        Ok(())
    }

    /// The signal received, if any.
    pub fn received() -> Option<u8> {
        u8::try_from(RECEIVED.load(Ordering::Relaxed)).ok().filter(|&signal| signal != 0)
    }

    /// A folder is being written from now on.
    pub fn writing(folder: &Path) {
        *stage() = Moment::Writing(folder.to_owned());
    }

    /// The folder is about to get into its place.
    pub fn placing() {
        *stage() = Moment::Placing;
    }

    /// The folder is in its place, or is gone.
    pub fn placed(shown: Option<String>) {
        *stage() = shown.map_or(Moment::Nothing, Moment::Placed);
    }

    /// The first caller decides how the program ends. For all others this does not return; the program ends meanwhile.
    pub fn last_word() {
        while SPOKEN.swap(true, Ordering::SeqCst) {
            sleep(GRACE);
        }
    }
}

impl Caller for Signals {
    fn note(&self, sentence: &str) {
        say(sentence);
    }

    fn stopped(&self) -> bool {
        Self::received().is_some()
    }
}

/// Ends the program, after some time for those who can end in order.
#[cfg(unix)]
fn end(signal: i32) {
    RECEIVED.store(signal as usize, Ordering::Relaxed);
    wait(GRACE, || matches!(*stage(), Moment::Nothing | Moment::Placed(_)));
    wait(PLACING, || !matches!(*stage(), Moment::Placing));
    // Held to the end, so that nothing gets into its place any more.
    let stage = stage();
    Signals::last_word();
    if io::stderr().is_terminal() {
        // Below a progress bar.
        say("");
    }
    match &*stage {
        Moment::Placed(shown) => say(&format!("interrupted; the results are whole: {shown}")),
        Moment::Placing => {
            say("interrupted while results were put in their place; `provenu verify` tells whether they are whole")
        }
        Moment::Nothing => say(NOTHING),
        Moment::Writing(folder) => {
            // What cannot be removed is found by the next run.
            let _ = fs::remove_dir_all(folder);
            say(NOTHING);
        }
    }
    signal_hook::low_level::exit(128 + signal);
}

/// Waits until a condition holds, or another thread ends the program, or the time is over.
#[cfg(unix)]
fn wait(most: Duration, until: impl Fn() -> bool) {
    let began = Instant::now();
    while !until() && began.elapsed() < most && !SPOKEN.load(Ordering::SeqCst) {
        sleep(PAUSE);
    }
}
