//! Benchmarks in English.

use super::{E, English, counted};
use crate::document::words::BenchWords;
use crate::summary::{Bench, Suite};

impl BenchWords for English {
    fn bench_title(&self, bench: &Bench) -> String {
        format!(
            "{}: {} replications of {} families, {} family-years; median of {} runs; {} instructions; provenu {}",
            bench.title,
            E.whole(bench.replications as f64),
            E.whole(bench.families),
            E.whole(bench.family_years),
            bench.rounds,
            bench.machine.instructions,
            bench.machine.version
        )
    }

    fn bench_note(&self, peak: Option<f64>) -> String {
        let memory =
            peak.map_or_else(String::new, |peak| format!("Peak memory of the process: {}\u{a0}MiB. ", E.whole(peak)));
        format!("{memory}A run is the simulation and all its summaries, without files and pictures.")
    }

    fn suite_title(&self, suite: &Suite) -> String {
        let machine = &suite.machine;
        format!(
            "Suite {}, {}: nanoseconds a replication, median of {} rounds, with least and most; {}, {} instructions; provenu {}",
            suite.version,
            counted(suite.threads, "thread", "threads"),
            suite.rounds,
            machine.processor.as_deref().unwrap_or("processor unknown"),
            machine.instructions,
            machine.version
        )
    }

    fn suite_note(&self, suite: &Suite) -> String {
        let [median, least, most] =
            [suite.round.median, suite.round.least, suite.round.most].map(|seconds| E.decimal(seconds, 2));
        format!(
            "A round of all took {median} s ({least} to {most}). Results: the first digits of the SHA-256 of every replication's \
             numbers; of all {}.",
            &suite.sha256[..8]
        )
    }
}
