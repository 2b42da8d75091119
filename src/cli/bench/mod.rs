//! `provenu bench`: throughput, for people and for trackers.

mod suite;

use super::args::{BenchArgs, Format, Tracker};
use super::error::Failure;
use super::load::load_changed;
use super::output::{print, print_json, shown};
use provenu::document;
use provenu::expected::business_case;
use provenu::model::Model;
use provenu::parallel::Threads;
use provenu::random::{Sampling, Seed};
use provenu::report::tracker::{self, TrackedSeries};
use provenu::scenario::Scenario;
use provenu::simulate::Work;
use provenu::summary::{Bench, BenchRun, Machine, RoundTimes, Summary, Tally};
use provenu::vectorised::Instructions;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// By default a run has as many replications as take about this long on one thread.
const NANOSECONDS: f64 = 1e9;

pub fn bench(args: &BenchArgs) -> Result<(), Failure> {
    args.instructions.limit();
    let (document, series) = if let Some(file) = &args.scenario {
        let loaded = load_changed(file, args.variant.as_deref(), &args.changes)?;
        let bench = measure(args, &loaded, file)?;
        (document::bench(&bench, loaded.model.language), TrackedSeries::of_bench(&bench))
    } else {
        let suite = suite::measure(args)?;
        (document::suite(&suite, args.changes.language.unwrap_or_default()), TrackedSeries::of_suite(&suite))
    };
    match (args.format, args.tracker) {
        (Format::Text, _) => print(&shown(&document)),
        (Format::Json, Tracker::Bencher) => print_json(&tracker::bencher_metric_format(&series)),
        (Format::Json, Tracker::GithubAction) => print_json(&tracker::github_action_benchmark(&series)),
    }
}

/// One scenario, with each number of threads.
fn measure(args: &BenchArgs, scenario: &Scenario, file: &Path) -> Result<Bench, Failure> {
    let model = &scenario.model;
    let seed = Seed::new(args.seed).map_err(|error| Failure::Usage(error.to_string()))?;
    let work = Work::of(model);
    let replications = args.replications.unwrap_or_else(|| {
        (NANOSECONDS / work.nanoseconds(work.expectations(Sampling::Random))).clamp(256.0, 1e6) as u64
    });
    let mut runs = Vec::new();
    for threads in args.threads.iter().copied().map(usize::from) {
        let on = Threads::new(Some(threads))?;
        // The first run builds the tables of quantile functions and gets the threads going; it counts for nothing.
        once(model, seed, replications.min(256), &on)?;
        let times = (0..args.rounds).map(|_| once(model, seed, replications, &on)).collect::<Result<_, Failure>>()?;
        runs.push(BenchRun { threads, timing: RoundTimes::of(times) });
    }
    Ok(Bench {
        scenario: file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned()),
        title: model.title.clone(),
        replications,
        rounds: args.rounds,
        families: work.families,
        family_years: work.family_years,
        machine: machine(),
        runs,
        peak_bytes: peak_memory(),
    })
}

/// The seconds of one run with all its summaries, without files and pictures.
fn once(model: &Model, seed: Seed, replications: u64, threads: &Threads) -> Result<f64, Failure> {
    let case = business_case(model, &model.base_draw())?;
    let start = Instant::now();
    threads.run(|| -> Result<(), Failure> {
        let tally = Tally::run(model, seed, replications, &())?;
        black_box(Summary::new(model, &case, &tally));
        Ok(())
    })?;
    Ok(start.elapsed().as_secs_f64())
}

/// The most memory the process has held, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib * 1024)
}

fn machine() -> Machine {
    let known = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = known.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    Machine {
        processor: name.map(|(_, name)| name.trim().to_owned()),
        instructions: Instructions::current().name(),
        version: env!("CARGO_PKG_VERSION"),
    }
}
