//! Benchmarks in tables.

use super::{columns, finish, wrapped};
use crate::report::number::{decimal, whole};
use crate::summary::{Bench, Suite};

/// Throughput, scaling and peak memory.
#[must_use]
pub fn bench(bench: &Bench, width: usize) -> String {
    let facts = format!(
        "{}: {} replications of {} families, {} family-years; median of {} runs; {} instructions; provenu {}",
        bench.title,
        whole(bench.replications as f64),
        whole(bench.families),
        whole(bench.family_years),
        bench.rounds,
        bench.machine.instructions,
        bench.machine.version
    );
    let mut table = columns(width);
    table.set_header(["THREADS", "replications/s", "family-years/s", "ns/replication", "scaling"]);
    for run in &bench.runs {
        let throughput = bench.throughput(run);
        table.add_row([
            run.threads.to_string(),
            whole(throughput),
            whole(throughput * bench.family_years),
            whole(bench.nanoseconds(run)),
            format!("{} ×", decimal(bench.scaling(run), 2)),
        ]);
    }
    let memory = bench.peak_bytes.map_or_else(String::new, |bytes| {
        format!("Peak memory of the process: {} MiB. ", decimal(bytes as f64 / f64::from(1 << 20), 0))
    });
    let note = format!("{memory}A run is the simulation and all its summaries, without files and pictures.");
    wrapped(&facts, width, "") + "\n" + &finish(table) + &wrapped(&note, width, "")
}

/// The time a replication of every scenario, and how it compares with the first one's.
#[must_use]
pub fn suite(suite: &Suite, width: usize) -> String {
    let machine = &suite.machine;
    let facts = format!(
        "Suite {}, {} {}: nanoseconds a replication, median of {} rounds, with least and most; {}, {} instructions; provenu {}",
        suite.version,
        suite.threads,
        if suite.threads == 1 { "thread" } else { "threads" },
        suite.rounds,
        machine.processor.as_deref().unwrap_or("processor unknown"),
        machine.instructions,
        machine.version
    );
    let mut table = columns(width);
    let first = &suite.scenarios[0];
    table.set_header(["SCENARIO", "ns", "least", "most", &format!("÷ {}", first.name), "results"]);
    for scenario in &suite.scenarios {
        let each = scenario.nanoseconds();
        let ratio = each.median / first.nanoseconds().median;
        table.add_row([
            scenario.name.to_owned(),
            whole(each.median),
            whole(each.least),
            whole(each.most),
            decimal(ratio, if ratio < 10.0 { 2 } else { 0 }),
            scenario.sha256[..8].to_owned(),
        ]);
    }
    let seconds = |seconds: f64| decimal(seconds, 2);
    let note = format!(
        "A round of all took {} s ({} to {}). Results: the first digits of the SHA-256 of every replication's numbers; of all {}.",
        seconds(suite.round.median),
        seconds(suite.round.least),
        seconds(suite.round.most),
        &suite.sha256[..8]
    );
    wrapped(&facts, width, "") + "\n" + &finish(table) + &wrapped(&note, width, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::{Machine, RoundTimes, SuiteScenario};

    #[test]
    fn a_suite_fits_eighty_columns_and_compares_with_its_first_scenario() {
        let scenario = |name: &'static str, seconds: f64| SuiteScenario {
            name,
            replications: 1000,
            timing: RoundTimes::of(vec![seconds, 2.0 * seconds, 0.9 * seconds]),
            sha256: "0123456789abcdef".to_owned(),
        };
        let found = suite(
            &Suite {
                version: 1,
                rounds: 3,
                threads: 1,
                machine: Machine { processor: None, instructions: "AVX2", version: "1.0" },
                scenarios: vec![scenario("first", 0.0004), scenario("another-with-a-name-as-long", 1.6)],
                round: RoundTimes::of(vec![1.6004]),
                sha256: "fedcba9876543210".to_owned(),
            },
            80,
        );
        assert!(found.lines().all(|line| line.chars().count() <= 80), "{found}");
        let row = |name: &str| {
            found.lines().find(|line| line.starts_with(name)).map(|line| line.split_whitespace().collect())
        };
        assert_eq!(row("first"), Some(vec!["first", "400", "360", "800", "1.00", "01234567"]));
        let other = vec!["another-with-a-name-as-long", "1,600,000", "1,440,000", "3,200,000", "4,000", "01234567"];
        assert_eq!(row("another"), Some(other));
    }
}
