//! How long each stage of a run takes, on the Silkeborg scenario. Throughput is in families where a stage works on families,
//! else in replications.

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use provenu::expected::{Expectation, business_case, expect};
use provenu::model::{Draw, Model, Number, Setting};
use provenu::parallel::with_threads;
use provenu::random::Seed;
use provenu::scenario::Scenario;
use provenu::simulate::{Batch, Fold, Luck, SimulationScope, Simulator, Unwatched, Work, draw, run};
use provenu::summary::{Summary, Tally};
use provenu::vectorised::Numbers;
use std::hint::black_box;

/// Whole batches, and few enough that every quantile is exact.
const REPLICATIONS: u64 = 65_536;

fn silkeborg() -> Model {
    let text = include_str!("../configs/silkeborg.toml");
    Scenario::parse("silkeborg.toml", text, &[], &|_| Err("no data files".into())).expect("a sound scenario").model
}

fn seed() -> Seed {
    Seed::new(1).expect("in range")
}

/// Keeps nothing of a run: what is left is the replications themselves.
struct Nothing;

impl Fold for Nothing {
    type Part = ();
    fn begin(&self, _replications: usize) {}
    fn add(&self, _part: &mut (), batch: &Batch) {
        black_box(batch);
    }
    fn join(&self, _part: &mut (), _next: ()) {}
}

/// What follows from the draws of sixteen replications: their settings, what is expected, and what that is worth.
fn side_by_side(group: &mut BenchmarkGroup<'_, WallTime>, model: &Model) {
    let draws: Draw<Numbers> = Draw::side_by_side(|lane| draw(model, Luck { seed: seed(), replication: lane as u64 }));
    let mut setting = Setting::of(model, &draws).expect("a setting");
    let (mut activity, mut expectation) = (setting.activity(), Expectation::new(model));
    let mut gains = vec![Numbers::default(); setting.tariff.len()];
    let mut payments = gains.clone();
    group.throughput(Throughput::Elements(Numbers::LANES as u64));
    group.bench_function("sixteen settings", |bench| bench.iter(|| setting.update(black_box(&draws))));
    group.bench_function("sixteen expectations", |bench| {
        bench.iter(|| expectation.expect(black_box(&setting), &mut activity, |_| true));
    });
    group.bench_function("sixteen ledgers", |bench| {
        bench.iter(|| setting.tariff.apply(black_box(&activity), &mut gains, &mut payments));
    });
}

fn stages(criterion: &mut Criterion) {
    let model = silkeborg();
    let mut group = criterion.benchmark_group("silkeborg");
    group.throughput(Throughput::Elements(1));
    let mut replication = 0;
    let mut next = || {
        replication = (replication + 1) % 1_000_000;
        Luck { seed: seed(), replication }
    };
    let base = model.base_draw();
    let mut setting = Setting::of(&model, &base).expect("a setting");
    let mut activity = setting.activity();
    group.bench_function("parameter draw", |bench| bench.iter(|| black_box(draw(&model, next()))));
    group.bench_function("setting at a draw", |bench| bench.iter(|| setting.update(black_box(&base))));
    group.bench_function("exact expectation", |bench| {
        bench.iter(|| expect(black_box(&setting), &mut activity));
    });
    side_by_side(&mut group, &model);
    let mut simulator = Simulator::new(&model, seed());
    simulator.set(&Draw::side_by_side(|_| base.clone())).expect("a setting");
    group.throughput(Throughput::Elements(16 * Work::of(&model).families as u64));
    group.bench_function("families of sixteen replications", |bench| {
        bench.iter(|| simulator.simulate(next().replication, SimulationScope::All, &mut Unwatched));
    });

    group.sample_size(10);
    group.throughput(Throughput::Elements(REPLICATIONS));
    let alone = |work: &(dyn Fn() + Sync)| with_threads(Some(1), work).expect("a thread");
    group.bench_function("replications", |bench| {
        bench.iter(|| alone(&|| run(&model, seed(), 0..REPLICATIONS, &Nothing, &()).expect("a run")));
    });
    let tally = || Tally::run(&model, seed(), REPLICATIONS, &()).expect("a run");
    group.bench_function("replications and their sums", |bench| bench.iter(|| alone(&|| drop(black_box(tally())))));
    let case = business_case(&model, &base).expect("a business case");
    let summarise = |tally: &Tally| drop(black_box(Summary::new(&model, &case, tally)));
    let tallied = tally();
    group.bench_function("summary", |bench| bench.iter(|| alone(&|| summarise(&tallied))));
    group.bench_function("whole run", |bench| bench.iter(|| alone(&|| summarise(&tally()))));
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
