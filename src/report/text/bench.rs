//! A benchmark in a table.

use super::{columns, finish, wrapped};
use crate::report::number::{decimal, whole};
use crate::summary::Bench;

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
        bench.instructions,
        bench.version
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
