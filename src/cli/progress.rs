//! The progress bar, and signals.

use indicatif::{HumanCount, ProgressBar, ProgressState, ProgressStyle};
use provenu::simulate::Monitor;
use signal_hook::consts::{SIGINT, SIGTERM};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Watches for SIGINT and SIGTERM.
#[derive(Debug, Clone)]
pub struct Signals(Arc<AtomicUsize>);

impl Signals {
    /// From now on a signal is noted; the run then ends in order.
    pub fn watch() -> io::Result<Self> {
        let received = Arc::new(AtomicUsize::new(0));
        for signal in [SIGINT, SIGTERM] {
            signal_hook::flag::register_usize(signal, Arc::clone(&received), signal as usize)?;
        }
        Ok(Self(received))
    }

    /// The signal received, if any.
    pub fn received(&self) -> Option<u8> {
        u8::try_from(self.0.load(Ordering::Relaxed)).ok().filter(|&signal| signal != 0)
    }
}

/// A progress bar with rate and time left; indicatif shows it on stderr, and only on a terminal.
pub struct Progress {
    bar: ProgressBar,
    signals: Signals,
}

impl Progress {
    /// A bar over so many replications.
    pub fn new(replications: u64, signals: Signals, quiet: bool) -> Self {
        let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(replications) };
        let style = ProgressStyle::with_template(
            "{wide_bar} {percent:>3} %  {human_pos} of {human_len}  {rate} a second  {eta} left",
        );
        if let Ok(style) = style {
            let rate = |state: &ProgressState, text: &mut dyn std::fmt::Write| {
                // A bar has nobody to tell that it could not be written.
                let _ = write!(text, "{}", HumanCount(state.per_sec() as u64));
            };
            bar.set_style(style.with_key("rate", rate));
        }
        Self { bar, signals }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Monitor for Progress {
    fn advanced(&self, replications: usize) {
        self.bar.inc(replications as u64);
    }

    fn discarded(&self, replications: u64) {
        self.bar.dec(replications);
    }

    fn stopped(&self) -> bool {
        self.signals.received().is_some()
    }
}
