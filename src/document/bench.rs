//! Benchmarks.

use super::{DataTable, Document, Language, TableCell};
use crate::summary::{Bench, Suite};

/// Throughput, scaling and peak memory.
#[must_use]
pub fn bench(bench: &Bench, language: Language) -> Document {
    let (words, labels) = (language.words(), language.labels());
    let mut page = Document::new(words.bench_title(bench));
    let mut table = DataTable::new(labels.bench);
    for run in &bench.runs {
        let throughput = bench.throughput(run);
        let scaling = bench.scaling(run);
        let cells = [
            language.cell(throughput),
            language.cell(throughput * bench.family_years),
            language.cell(bench.nanoseconds(run)),
            TableCell::number(language.times(scaling), scaling),
        ];
        table.row(TableCell::number(run.threads.to_string(), run.threads as f64), cells);
    }
    page.section().table(table).note(words.bench_note(bench.peak_bytes.map(|bytes| bytes as f64 / f64::from(1 << 20))));
    page
}

/// The time a replication of every scenario, and how it compares with the first one's.
#[must_use]
pub fn suite(suite: &Suite, language: Language) -> Document {
    let (words, labels) = (language.words(), language.labels());
    let mut page = Document::new(words.suite_title(suite));
    let first = &suite.scenarios[0];
    let [scenario, ns, least, most, results] = labels.suite;
    let mut table = DataTable::new([scenario, ns, least, most, &format!("÷ {}", first.name), results]);
    for scenario in &suite.scenarios {
        let each = scenario.nanoseconds();
        let ratio = each.median / first.nanoseconds().median;
        let times = [each.median, each.least, each.most].map(|time| language.cell(time));
        let ratio = language.decimal_cell(ratio, if ratio < 10.0 { 2 } else { 0 });
        table.row(scenario.name, times.into_iter().chain([ratio, scenario.sha256[..8].into()]));
    }
    page.section().table(table).note(words.suite_note(suite));
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::{BenchRun, Machine, RoundTimes, SuiteScenario};

    const MACHINE: Machine = Machine { processor: None, instructions: "AVX2", version: "1.0" };

    fn texts(page: &Document) -> Vec<Vec<String>> {
        let elements = page.sections.iter().flat_map(|section| &section.0);
        let tables = elements
            .filter_map(|element| if let super::super::Element::Table(table) = element { Some(table) } else { None });
        let rows = tables.flat_map(|table| &table.rows);
        rows.map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect()).collect()
    }

    #[test]
    fn a_benchmark_shows_throughput_and_scaling() {
        let run = |threads, seconds| BenchRun { threads, timing: RoundTimes::of(vec![seconds]) };
        let bench = bench(
            &Bench {
                scenario: "s".to_owned(),
                title: "Some scenario".to_owned(),
                replications: 1000,
                rounds: 3,
                families: 50.0,
                family_years: 200.0,
                machine: MACHINE,
                runs: vec![run(1, 0.5), run(2, 0.25)],
                peak_bytes: Some(3 << 20),
            },
            Language::English,
        );
        assert_eq!(
            bench.title,
            "Some scenario: 1,000 replications of 50 families, 200 family-years; median of 3 runs; AVX2 instructions; provenu 1.0"
        );
        assert_eq!(
            texts(&bench),
            [["1", "2,000", "400,000", "500,000", "1.00\u{a0}×"], ["2", "4,000", "800,000", "250,000", "2.00\u{a0}×"]]
        );
        let memory = "Peak memory of the process: 3\\u{a0}MiB. A run is the simulation and all its summaries";
        assert!(format!("{bench:?}").contains(memory));
    }

    #[test]
    fn a_suite_compares_with_its_first_scenario() {
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
                machine: MACHINE,
                scenarios: vec![scenario("first", 0.0004), scenario("another-with-a-name-as-long", 1.6)],
                round: RoundTimes::of(vec![1.6004]),
                sha256: "fedcba9876543210".to_owned(),
            },
            Language::English,
        );
        assert_eq!(
            texts(&found),
            [
                ["first", "400", "360", "800", "1.00", "01234567"],
                ["another-with-a-name-as-long", "1,600,000", "1,440,000", "3,200,000", "4,000", "01234567"]
            ]
        );
    }
}
