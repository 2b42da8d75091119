//! How long each stage of a run takes, on the Silkeborg scenario. Throughput is in replications, so the inverse of
//! `replication` is what a trackers' figure per thread comes from.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use provenu::expected::{business_case, expect};
use provenu::model::{Model, Setting};
use provenu::parallel::with_threads;
use provenu::random::Seed;
use provenu::scenario::Scenario;
use provenu::simulate::{Luck, Unwatched, draw, simulate};
use provenu::summary::{RunFacts, ScenarioFacts, Summary, Tally};
use std::hint::black_box;

const REPLICATIONS: u64 = 4_096;

fn silkeborg() -> Model {
    let text = include_str!("../configs/silkeborg.toml");
    Scenario::parse("silkeborg.toml", text, &[], &|_| Err("no data files".into())).expect("a sound scenario").model
}

fn luck(replication: u64) -> Luck {
    Luck { seed: Seed::new(1).expect("in range"), replication }
}

fn stages(criterion: &mut Criterion) {
    let model = silkeborg();
    let mut group = criterion.benchmark_group("silkeborg");
    group.throughput(Throughput::Elements(1));
    let mut replication = 0;
    let mut next = || {
        replication = (replication + 1) % 1_000_000;
        luck(replication)
    };
    group.bench_function("parameter draw", |bench| bench.iter(|| black_box(draw(&model, next()))));

    let mut setting = Setting::of(&model, &model.base_draw()).expect("a setting");
    let base = model.base_draw();
    group.bench_function("setting at a draw", |bench| bench.iter(|| setting.update(black_box(&base))));

    let mut activity = setting.activity();
    group.bench_function("exact expectation", |bench| bench.iter(|| expect(black_box(&setting), &mut activity)));
    group.bench_function("simulated programme", |bench| {
        bench.iter(|| simulate(black_box(&setting), next(), &mut activity, &mut Unwatched));
    });

    group.sample_size(20);
    group.throughput(Throughput::Elements(REPLICATIONS));
    let whole = || Tally::run(&model, Seed::new(1).expect("in range"), REPLICATIONS, &()).expect("a run");
    let alone = |work: &(dyn Fn() + Sync)| with_threads(Some(1), work).expect("a thread");
    group.bench_function("run, one thread", |bench| {
        bench.iter(|| alone(&|| drop(black_box(whole()))));
    });
    let tally = whole();
    let case = business_case(&model, &base).expect("a business case");
    let summary = || {
        let scenario = ScenarioFacts { title: String::new(), sha256: String::new(), set: vec![] };
        let run = RunFacts {
            seed: 1,
            replications: REPLICATIONS,
            sampling: "random",
            coupling: None,
            quantiles: None,
            version: "",
        };
        drop(black_box(Summary::new(&model, &case, &tally, scenario, run)));
    };
    group.bench_function("summary, one thread", |bench| bench.iter(|| alone(&summary)));
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
