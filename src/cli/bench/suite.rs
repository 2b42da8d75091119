//! The shipped scenarios as one workload, the same everywhere.

use super::super::args::BenchArgs;
use super::super::error::Failure;
use super::{machine, once};
use provenu::model::Model;
use provenu::parallel::Threads;
use provenu::random::Seed;
use provenu::results::{sha256, sha256_of_replications};
use provenu::scenario::Scenario;
use provenu::summary::{RoundTimes, Suite, SuiteScenario};

/// To be raised when a scenario or its number of replications changes, so that no tracker compares different work.
const VERSION: u32 = 2;

/// One scenario of the workload.
struct Shipped {
    name: &'static str,
    text: &'static str,
    replications: u64,
}

macro_rules! shipped {
    ($name:literal, $replications:literal) => {
        Shipped {
            name: $name,
            text: include_str!(concat!("../../../configs/", $name, ".toml")),
            replications: $replications,
        }
    };
}

/// Each takes some half a second a round, on one core of 2026.
const WORKLOAD: [Shipped; 9] = [
    shipped!("silkeborg", 1_000_000),
    shipped!("silkeborg-observed", 1_000_000),
    shipped!("silkeborg-benchmark-relapse", 1_000_000),
    shipped!("silkeborg-review", 500_000),
    shipped!("assens", 16_384),
    shipped!("gladsaxe", 8_192),
    shipped!("helhedsindsats", 2_048),
    shipped!("trivsel-paa-tvaers", 4_096),
    shipped!("vi-vil-mere", 262_144),
];

impl Shipped {
    fn model(&self) -> Result<Model, Failure> {
        let none = |file: &str| Err(format!("{file} is not part of the suite"));
        Ok(Scenario::parse(self.name, self.text, &[], &none).map_err(Failure::Scenario)?.model)
    }
}

/// Rounds through the whole workload, so that what slows the machine for a while slows all scenarios alike.
pub fn measure(args: &BenchArgs) -> Result<Suite, Failure> {
    let &[threads] = &args.threads[..] else {
        return Err(Failure::Usage("--suite measures with one number of --threads at a time".to_owned()));
    };
    let (on, seed) = (Threads::new(Some(threads.into()))?, Seed::new(1).expect("in range"));
    let models = WORKLOAD.iter().map(Shipped::model).collect::<Result<Vec<_>, _>>()?;
    // Hashing comes first: it also builds the tables of quantile functions and gets the threads going.
    let digest =
        |(shipped, model): (&Shipped, &Model)| on.run(|| sha256_of_replications(model, seed, shipped.replications));
    let digests = WORKLOAD.iter().zip(&models).map(digest).collect::<Result<Vec<_>, _>>()?;
    let mut times = vec![Vec::new(); WORKLOAD.len()];
    for _ in 0..args.rounds {
        for ((shipped, model), times) in WORKLOAD.iter().zip(&models).zip(&mut times) {
            times.push(once(model, seed, shipped.replications, &on)?);
        }
    }
    let rounds = (0..usize::from(args.rounds)).map(|round| times.iter().map(|times| times[round]).sum());
    let round = RoundTimes::of(rounds.collect());
    let sha256 = sha256(digests.concat().as_bytes());
    let scenarios = WORKLOAD.iter().zip(times).zip(digests).map(|((shipped, times), sha256)| SuiteScenario {
        name: shipped.name,
        replications: shipped.replications,
        timing: RoundTimes::of(times),
        sha256,
    });
    Ok(Suite {
        version: VERSION,
        rounds: args.rounds,
        threads: threads.into(),
        machine: machine(),
        scenarios: scenarios.collect(),
        round,
        sha256,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    #[test]
    fn another_workload_has_another_version() {
        let line = |shipped: &Shipped| {
            format!("{} {} {}\n", shipped.name, shipped.replications, sha256(shipped.text.as_bytes()))
        };
        let workload: String = WORKLOAD.iter().map(line).collect();
        let pinned = "c63efe471a3b2dd5588a6382baf7bdf99f9bec58e013aeee62ac7cf1f4b64f7c";
        assert_eq!(
            (VERSION, sha256(workload.as_bytes()).as_str()),
            (2, pinned),
            "a scenario or its replications have changed: raise VERSION and pin both here; the digest alone where only words changed"
        );
    }

    #[test]
    fn every_shipped_scenario_is_part_of_the_workload() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs");
        let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        let files = files.filter_map(|name| name.to_str()?.strip_suffix(".toml").map(str::to_owned));
        let mut files: Vec<String> = files.collect();
        let mut known: Vec<&str> = WORKLOAD.iter().map(|shipped| shipped.name).collect();
        files.sort();
        known.sort_unstable();
        assert_eq!(files, known);
    }
}
