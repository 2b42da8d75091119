//! The measurements of a benchmark.

/// What the rounds of a measurement took, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoundTimes {
    /// The median of the rounds; the larger of two middle ones.
    pub median: f64,
    /// The fastest.
    pub least: f64,
    /// The slowest.
    pub most: f64,
}

impl RoundTimes {
    /// From the seconds of each round.
    ///
    /// # Panics
    /// When there is no round.
    #[must_use]
    pub fn of(mut rounds: Vec<f64>) -> Self {
        rounds.sort_unstable_by(f64::total_cmp);
        Self { median: rounds[rounds.len() / 2], least: rounds[0], most: rounds[rounds.len() - 1] }
    }

    /// All three times a factor: in other units, or for a part of the work.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { median: self.median * factor, least: self.least * factor, most: self.most * factor }
    }
}

/// Where and with what it was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Machine {
    /// The processor's name, where the system gives one.
    pub processor: Option<String>,
    /// The vector instructions used.
    pub instructions: &'static str,
    /// Version of the program.
    pub version: &'static str,
}

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
    /// Where it was measured.
    pub machine: Machine,
    /// By number of threads, as asked for.
    pub runs: Vec<BenchRun>,
    /// Peak memory of the process, where the system gives it.
    pub peak_bytes: Option<u64>,
}

/// One number of threads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BenchRun {
    /// The number of threads.
    pub threads: usize,
    /// Time of a run with its summaries, without files and pictures.
    pub timing: RoundTimes,
}

impl Bench {
    /// Nanoseconds a replication.
    #[must_use]
    pub fn nanoseconds(&self, run: &BenchRun) -> f64 {
        run.timing.median * 1e9 / self.replications as f64
    }

    /// Replications a second.
    #[must_use]
    pub fn throughput(&self, run: &BenchRun) -> f64 {
        self.replications as f64 / run.timing.median
    }

    /// How many times as fast as the first run.
    #[must_use]
    pub fn scaling(&self, run: &BenchRun) -> f64 {
        self.runs[0].timing.median / run.timing.median
    }
}

/// Timings of the shipped scenarios, one workload.
#[derive(Debug, Clone, PartialEq)]
pub struct Suite {
    /// Version of the workload: timings of different ones are not to be compared.
    pub version: u32,
    /// Rounds, each through all scenarios.
    pub rounds: u16,
    /// Threads that did the work.
    pub threads: usize,
    /// Where it was measured.
    pub machine: Machine,
    /// Each scenario.
    pub scenarios: Vec<SuiteScenario>,
    /// What a round takes.
    pub round: RoundTimes,
    /// SHA-256 of the scenarios' digests in hexadecimal, one after another.
    pub sha256: String,
}

/// One scenario of a suite.
#[derive(Debug, Clone, PartialEq)]
pub struct SuiteScenario {
    /// The scenario file's name without its ending.
    pub name: &'static str,
    /// Replications of a round.
    pub replications: u64,
    /// Time of these with their summaries, without files and pictures.
    pub timing: RoundTimes,
    /// SHA-256 of every number of these replications.
    pub sha256: String,
}

impl SuiteScenario {
    /// Nanoseconds a replication.
    #[must_use]
    pub fn nanoseconds(&self) -> RoundTimes {
        self.timing.times(1e9 / self.replications as f64)
    }
}
