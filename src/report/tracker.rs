//! Benchmarks as trackers of throughput read them.
//!
//! A series is named by what is measured alone, so that its name is the same on another machine. Where it was measured and
//! what came out stand beside each value, in fields that the formats leave to us.

use crate::summary::{Bench, Machine, RoundTimes, Suite};
use serde_json::{Map, Value, json};

/// What a tracker follows under one name.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackedSeries {
    name: String,
    measures: Vec<Measure>,
    /// An object: with how much work, on what, and what came out.
    metadata: Value,
}

#[derive(Debug, Clone, PartialEq)]
struct Measure {
    name: &'static str,
    unit: &'static str,
    value: f64,
    /// Least and most of the rounds.
    bounds: Option<[f64; 2]>,
}

impl Measure {
    fn new(name: &'static str, unit: &'static str, value: f64) -> Self {
        Self { name, unit, value, bounds: None }
    }

    /// How long one of `parts` takes.
    fn latency(unit: &'static str, timing: RoundTimes, parts: f64) -> Self {
        let each = timing.times(1e9 / parts);
        Self { name: "latency", unit, value: each.median, bounds: Some([each.least, each.most]) }
    }

    /// How many are done in a second.
    fn throughput(unit: &'static str, timing: RoundTimes, parts: f64) -> Self {
        let bounds = [parts / timing.most, parts / timing.least];
        Self { name: "throughput", unit, value: parts / timing.median, bounds: Some(bounds) }
    }
}

impl TrackedSeries {
    /// A series for each number of threads, and one for the memory.
    #[must_use]
    pub fn of_bench(bench: &Bench) -> Vec<Self> {
        let mut metadata = metadata(&bench.machine, bench.rounds);
        metadata["replications"] = bench.replications.into();
        let replications = bench.replications as f64;
        let runs = bench.runs.iter().map(|run| Self {
            name: format!("{} threads={}", bench.scenario, run.threads),
            measures: vec![
                Measure::latency("ns/replication", run.timing, replications),
                Measure::throughput("replications/s", run.timing, replications),
                Measure::new("family-years", "family-years/s", bench.throughput(run) * bench.family_years),
                Measure::new("scaling", "times the first", bench.scaling(run)),
            ],
            metadata: metadata.clone(),
        });
        let memory = bench.peak_bytes.map(|bytes| Self {
            name: format!("{} peak memory", bench.scenario),
            measures: vec![Measure::new("memory", "bytes", bytes as f64)],
            metadata: metadata.clone(),
        });
        runs.chain(memory).collect()
    }

    /// A series for each scenario, and one for the whole.
    #[must_use]
    pub fn of_suite(suite: &Suite) -> Vec<Self> {
        let name = format!("suite {}", suite.version);
        let mut shared = metadata(&suite.machine, suite.rounds);
        shared["threads"] = suite.threads.into();
        let scenarios = suite.scenarios.iter().map(|scenario| {
            let replications = scenario.replications as f64;
            let mut metadata = shared.clone();
            metadata["replications"] = scenario.replications.into();
            metadata["sha256"] = scenario.sha256.clone().into();
            Self {
                name: format!("{name}: {}", scenario.name),
                measures: vec![
                    Measure::latency("ns/replication", scenario.timing, replications),
                    Measure::throughput("replications/s", scenario.timing, replications),
                ],
                metadata,
            }
        });
        let mut metadata = shared.clone();
        metadata["sha256"] = suite.sha256.clone().into();
        let measures =
            vec![Measure::latency("ns/round", suite.round, 1.0), Measure::throughput("rounds/s", suite.round, 1.0)];
        let whole = Self { name: name.clone(), measures, metadata };
        scenarios.chain([whole]).collect()
    }
}

fn metadata(machine: &Machine, rounds: u16) -> Value {
    json!({
        "processor": machine.processor,
        "instructions": machine.instructions,
        "version": machine.version,
        "rounds": rounds,
    })
}

/// In the Bencher Metric Format: the name of a series, its measures, the value of each.
#[must_use]
pub fn bencher_metric_format(series: &[TrackedSeries]) -> Value {
    let metric = |measure: &Measure, metadata: &Value| {
        let mut metric = json!({ "value": measure.value, "unit": measure.unit });
        if let Some([lower, upper]) = measure.bounds {
            metric["lower_value"] = lower.into();
            metric["upper_value"] = upper.into();
        }
        metric["metadata"] = metadata.clone();
        metric
    };
    let measures = |series: &TrackedSeries| -> Map<String, Value> {
        series.measures.iter().map(|measure| (measure.name.to_owned(), metric(measure, &series.metadata))).collect()
    };
    series.iter().map(|series| (series.name.clone(), measures(series).into())).collect::<Map<_, _>>().into()
}

/// In the form of github-action-benchmark's `customBiggerIsBetter`: of each series its throughput.
#[must_use]
pub fn github_action_benchmark(series: &[TrackedSeries]) -> Value {
    let entry = |series: &TrackedSeries| {
        let measure = series.measures.iter().find(|measure| measure.name == "throughput")?;
        let [lower, upper] = measure.bounds?;
        Some(json!({
            "name": series.name,
            "unit": measure.unit,
            "value": measure.value,
            "range": format!("{lower} to {upper}"),
            "extra": series.metadata.to_string(),
        }))
    };
    series.iter().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::SuiteScenario;

    fn suite() -> Suite {
        let timing = RoundTimes::of(vec![2.0, 1.0, 4.0]);
        Suite {
            version: 7,
            rounds: 3,
            threads: 2,
            machine: Machine { processor: Some("Fast".to_owned()), instructions: "AVX2", version: "1.0" },
            scenarios: vec![SuiteScenario { name: "case", replications: 1000, timing, sha256: "ab".to_owned() }],
            round: timing,
            sha256: "cd".to_owned(),
        }
    }

    #[test]
    fn a_series_is_named_by_its_work_and_holds_the_rounds_and_the_machine() {
        let found = bencher_metric_format(&TrackedSeries::of_suite(&suite()));
        let names: Vec<_> = found.as_object().expect("series").keys().collect();
        assert_eq!(names, ["suite 7: case", "suite 7"]);
        let metadata = json!({
            "processor": "Fast", "instructions": "AVX2", "version": "1.0", "rounds": 3, "threads": 2,
            "replications": 1000, "sha256": "ab",
        });
        let latency = json!({
            "value": 2e6, "unit": "ns/replication", "lower_value": 1e6, "upper_value": 4e6, "metadata": metadata,
        });
        assert_eq!(found["suite 7: case"]["latency"], latency);
        let throughput = &found["suite 7: case"]["throughput"];
        assert_eq!(
            [&throughput["lower_value"], &throughput["value"], &throughput["upper_value"]],
            [250.0, 500.0, 1000.0]
        );
        assert_eq!(found["suite 7"]["latency"]["value"], 2e9);
        assert_eq!(found["suite 7"]["latency"]["metadata"]["sha256"], "cd");
    }

    #[test]
    fn the_other_form_holds_throughput_and_the_rest_in_words() {
        let found = github_action_benchmark(&TrackedSeries::of_suite(&suite()));
        assert_eq!(found[0]["name"], "suite 7: case");
        assert_eq!((&found[0]["value"], &found[0]["unit"]), (&json!(500.0), &json!("replications/s")));
        assert_eq!(found[0]["range"], "250 to 1000");
        assert!(found[0]["extra"].as_str().expect("text").contains("\"sha256\":\"ab\""));
        assert_eq!(found[1]["unit"], "rounds/s");
    }
}
