//! Benchmarks in Danish.

use super::{D, Danish, counted};
use crate::document::words::BenchWords;
use crate::summary::{Bench, Suite};

impl BenchWords for Danish {
    fn bench_title(&self, bench: &Bench) -> String {
        format!(
            "{}: {} beregnede forløb for {} familier, {} familieår; median af {}; {}-instruktioner; provenu {}",
            bench.title,
            D.whole(bench.replications as f64),
            D.whole(bench.families),
            D.whole(bench.family_years),
            counted(usize::from(bench.rounds), "kørsel", "kørsler"),
            bench.machine.instructions,
            bench.machine.version
        )
    }

    fn bench_note(&self, peak: Option<f64>) -> String {
        let memory = peak
            .map_or_else(String::new, |peak| format!("Processens største hukommelse: {}\u{a0}MiB. ", D.whole(peak)));
        format!("{memory}En kørsel er beregningen og alle dens opgørelser, uden filer og billeder.")
    }

    fn suite_title(&self, suite: &Suite) -> String {
        let machine = &suite.machine;
        format!(
            "Måleserie {}, {}: nanosekunder pr. forløb, median af {} med mindste og største; {}, {}-instruktioner; provenu {}",
            suite.version,
            counted(suite.threads, "tråd", "tråde"),
            counted(usize::from(suite.rounds), "runde", "runder"),
            machine.processor.as_deref().unwrap_or("ukendt processor"),
            machine.instructions,
            machine.version
        )
    }

    fn suite_note(&self, suite: &Suite) -> String {
        let [median, least, most] =
            [suite.round.median, suite.round.least, suite.round.most].map(|seconds| D.decimal(seconds, 2));
        format!(
            "En runde af alle tog {median} s ({least} til {most}). Resultater: de første cifre af SHA-256 af alle forløbs tal; af \
             dem alle {}.",
            &suite.sha256[..8]
        )
    }
}
