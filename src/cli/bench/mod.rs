//! `provenu bench`: throughput, for people and for trackers.

use super::args::{BenchArgs, Format, Tracker};
use super::error::Failure;
use super::load::load;
use super::output::{print, print_json, width};
use provenu::expected::business_case;
use provenu::model::Model;
use provenu::parallel::Threads;
use provenu::random::Seed;
use provenu::report::{json, text};
use provenu::simulate::Work;
use provenu::summary::{Bench, BenchRun, RunFacts, ScenarioFacts, Summary, Tally};
use provenu::vectorised::Instructions;
use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Unless told how many, as many replications as take about this long on one thread.
const NANOSECONDS: f64 = 1e9;

pub fn bench(args: &BenchArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let model = &scenario.model;
    let seed = Seed::new(args.seed).map_err(|error| Failure::Usage(error.to_string()))?;
    let work = Work::of(model);
    let replications = args
        .replications
        .unwrap_or_else(|| (NANOSECONDS / work.nanoseconds(work.expectations())).clamp(256.0, 1e6) as u64);
    args.instructions.limit();
    let stem = args.scenario.scenario.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let mut runs = Vec::new();
    for threads in args.threads.iter().copied().map(usize::from) {
        let on = Threads::new(Some(threads))?;
        // The first run builds the tables of quantile functions and gets the threads going; it counts for nothing.
        once(model, seed, replications.min(4096), &on)?;
        let mut times = (0..args.rounds)
            .map(|_| once(model, seed, replications, &on))
            .collect::<Result<Vec<Duration>, Failure>>()?;
        times.sort_unstable();
        runs.push(BenchRun { threads, seconds: times[times.len() / 2].as_secs_f64() });
    }
    let found = Bench {
        scenario: stem,
        title: model.title.clone(),
        replications,
        rounds: args.rounds,
        families: work.families,
        family_years: work.family_years,
        instructions: Instructions::current().name(),
        runs,
        peak_bytes: peak_memory(),
        version: env!("CARGO_PKG_VERSION"),
    };
    match (args.format, args.tracker) {
        (Format::Text, _) => print(&text::bench(&found, width())),
        (Format::Json, Tracker::Bencher) => print_json(&json::bencher_metric_format(&found)),
        (Format::Json, Tracker::GithubAction) => print_json(&json::github_action_benchmark(&found)),
    }
}

/// One run with all its summaries, without files and pictures.
fn once(model: &Model, seed: Seed, replications: u64, threads: &Threads) -> Result<Duration, Failure> {
    let case = business_case(model, &model.base_draw())?;
    let start = Instant::now();
    threads.run(|| -> Result<(), Failure> {
        let tally = Tally::run(model, seed, replications, &())?;
        let scenario = ScenarioFacts { title: String::new(), sha256: String::new(), variant: None, set: vec![] };
        let run = RunFacts {
            seed: seed.get(),
            replications,
            sampling: "random",
            randomisations: None,
            coupling: None,
            quantiles: None,
            version: env!("CARGO_PKG_VERSION"),
        };
        black_box(Summary::new(model, &case, &tally, scenario, run));
        Ok(())
    })?;
    Ok(start.elapsed())
}

/// The most memory the process has held, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib * 1024)
}
