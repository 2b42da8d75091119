//! The progress bar.

use super::signals::Signals;
use indicatif::{HumanCount, ProgressBar, ProgressState, ProgressStyle};
use provenu::simulate::Monitor;

/// A progress bar with rate and time left; indicatif shows it on stderr, and only on a terminal.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar that waits for the first replications.
    pub fn new(quiet: bool) -> Self {
        let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(0) };
        let style = ProgressStyle::with_template(
            "{wide_bar} {percent:>3} %  {human_pos} of {human_len}  {rate} a second  {eta} left",
        );
        if let Ok(style) = style {
            let rate = |state: &ProgressState, text: &mut dyn std::fmt::Write| {
                // A progress bar that cannot be written is no error.
                let _ = write!(text, "{}", HumanCount(state.per_sec() as u64));
            };
            bar.set_style(style.with_key("rate", rate));
        }
        Self { bar }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Monitor for Progress {
    fn begins(&self, replications: u64) {
        self.bar.reset();
        self.bar.set_length(replications);
    }

    fn advanced(&self, replications: usize) {
        self.bar.inc(replications as u64);
    }

    fn discarded(&self, replications: u64) {
        self.bar.dec(replications);
    }

    fn stopped(&self) -> bool {
        Signals::received().is_some()
    }
}
