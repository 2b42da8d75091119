//! What a benchmark has measured.

/// Timings of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Bench {
    /// The scenario file's name without its ending.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// Replications of each run.
    pub replications: u64,
    /// Runs with each number of threads; the median counts.
    pub rounds: u16,
    /// Families of a replication.
    pub families: f64,
    /// Years that they are followed for, each from the year of leaving to the end of the horizon.
    pub family_years: f64,
    /// The vector instructions used.
    pub instructions: &'static str,
    /// By number of threads, as asked for.
    pub runs: Vec<BenchRun>,
    /// The most memory that the process has held, where the system tells.
    pub peak_bytes: Option<u64>,
    /// Version of the program.
    pub version: &'static str,
}

/// One number of threads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BenchRun {
    /// How many.
    pub threads: usize,
    /// What a run takes, summaries included, files and pictures not.
    pub seconds: f64,
}

impl Bench {
    /// Nanoseconds a replication.
    #[must_use]
    pub fn nanoseconds(&self, run: &BenchRun) -> f64 {
        run.seconds * 1e9 / self.replications as f64
    }

    /// Replications a second.
    #[must_use]
    pub fn throughput(&self, run: &BenchRun) -> f64 {
        self.replications as f64 / run.seconds
    }

    /// How many times as fast as the first run.
    #[must_use]
    pub fn scaling(&self, run: &BenchRun) -> f64 {
        self.runs[0].seconds / run.seconds
    }
}
