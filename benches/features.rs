//! What each feature of a scenario costs: nanoseconds a replication on one thread, beside Silkeborg's own.
//!
//! A feature is added to the Silkeborg scenario by one override; the median of several runs of each, in turn.

use provenu::parallel::with_threads;
use provenu::random::Seed;
use provenu::scenario::{Override, Scenario};
use provenu::summary::Tally;
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 5;

/// What a row of the table is called, what changes, and how many replications tell.
const FEATURES: [(&str, &[&str], u64); 18] = [
    ("Silkeborg", &[], 65_536),
    ("discount rate, fixed", &["discounting.rate=0.035"], 65_536),
    ("discount rate, drawn", &["discounting.rate={ distribution = \"uniform\", min = 0.02, max = 0.05 }"], 65_536),
    ("placements of fixed duration", &["placements.duration=1.5"], 65_536),
    (
        "placements of a duration each",
        &["placements.duration={ each = { distribution = \"gamma\", mean = 2, sd = 1.5 } }"],
        65_536,
    ),
    (
        "placements of one uncertain duration",
        &["placements.duration={ distribution = \"uniform\", min = 1, max = 2 }"],
        65_536,
    ),
    (
        "a price each for every placement-year",
        &["lines.placements.amount={ each = { distribution = \"gamma\", mean = 450000, sd = 90000 } }"],
        65_536,
    ),
    (
        "a delay of months each, alike in both arms",
        &[
            "employment.programme_delay={ each = { distribution = \"gamma\", mean = 8, sd = 5 } }",
            "employment.comparison_delay={ each = { distribution = \"gamma\", mean = 8, sd = 5 } }",
        ],
        65_536,
    ),
    (
        "a delay of months each, longer without the programme",
        &[
            "employment.programme_delay={ each = { distribution = \"gamma\", mean = 8, sd = 5 } }",
            "employment.comparison_delay={ each = { distribution = \"gamma\", mean = 12, sd = 8 } }",
        ],
        65_536,
    ),
    (
        "partial self-sufficiency as a second tier",
        &[
            "employment={ tiers = { full = { programme = 0.3, comparison = 0.15 }, partial = { programme = 0.2, comparison = 0.15 } } }",
        ],
        65_536,
    ),
    ("arms drawn apart", &["employment.coupling=\"independent\""], 65_536),
    ("re-entry after relapse", &["relapse.reentry=0.2"], 65_536),
    ("families of two adults", &["intake={ families = [16, 20, 20, 20, 20] }", "family={ adults = 2 }"], 65_536),
    (
        "families of two adults who fare alike",
        &["intake={ families = [16, 20, 20, 20, 20] }", "family={ adults = 2, correlation = 0.3 }"],
        32_768,
    ),
    (
        "an effect of which an uncertain part remains",
        &["scale_up={ distribution = \"uniform\", min = 0.6, max = 1 }"],
        65_536,
    ),
    (
        "good and bad years that all share",
        &["labour_market={ factor = { distribution = \"lognormal\", mean = 1.02, sd = 0.2 } }"],
        65_536,
    ),
    ("an intake ten times as large", &["intake.adults=400"], 16_384),
    (
        "placements by probability for each of 1.8 children",
        &["family.children=1.8", "placements={ programme = 0.02, comparison = 0.03 }"],
        4_096,
    ),
];

fn main() {
    let text = include_str!("../configs/silkeborg.toml");
    let seed = Seed::new(1).expect("in range");
    let scenarios: Vec<_> = FEATURES
        .iter()
        .map(|(name, set, _)| {
            let set: Vec<Override> = set.iter().map(|set| set.parse().expect("an override")).collect();
            let parsed = Scenario::parse("silkeborg.toml", text, &set, &|_| Err("no data files".into()));
            parsed.unwrap_or_else(|problems| panic!("{name}: {problems}")).model
        })
        .collect();
    let mut times = vec![Vec::new(); FEATURES.len()];
    for round in 0..=ROUNDS {
        for ((model, (_, _, replications)), times) in scenarios.iter().zip(&FEATURES).zip(&mut times) {
            let start = Instant::now();
            let tally = || black_box(Tally::run(model, seed, *replications, &()).expect("a run"));
            with_threads(Some(1), tally).expect("a thread");
            // The first round builds the tables of quantile functions.
            if round > 0 {
                times.push(start.elapsed().as_nanos() as f64 / *replications as f64);
            }
        }
    }
    let median = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    let medians: Vec<f64> = times.iter_mut().map(median).collect();
    println!("{:<52} {:>14} {:>8}", "FEATURE", "ns/replication", "ratio");
    for ((name, ..), time) in FEATURES.iter().zip(&medians) {
        println!("{name:<52} {time:>14.0} {:>8.1}", time / medians[0]);
    }
}
