//! How often the 95 % intervals of runs that end at a target hold the true value.
//!
//! Runs a small scenario under many seeds until P(net benefit > 0) is known to a target, by each way of sampling, and counts how
//! often the value of a very large run lies within 1.96 of the error that the run tells. Nominal is 95 %.
//!
//! ```sh
//! cargo run --release --example coverage -- 400 lhs sobol
//! ```

use provenu::random::{Sampling, Seed};
use provenu::run::{Request, Run};
use provenu::scenario::Scenario;
use provenu::summary::{Outcome, Summary, Targets};
use std::error::Error;

const SCENARIO: &str = r#"
    title = "Two assumptions and chance"
    perspective = "municipality"
    timeline = { start = 2024, years = 3 }
    intake = { adults = { value = 5, until = 2024 } }
    employment = { programme = "0.2 to 0.5", comparison = "0.05 to 0.25" }
    [lines]
    support = { kind = "saving", payer = "municipality", per = "person_year", amount = 100000 }
    cost = { kind = "cost", payer = "municipality", per = "adult", amount = "20000 to 80000" }
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let seeds: u64 = std::env::args().nth(1).map_or(Ok(200), |count| count.parse())?;
    let scenario = Scenario::parse("small.toml", SCENARIO, &[], &|_| Err("no data files".into()))?;
    let run = |request: Request| -> Result<Outcome<Summary>, Box<dyn Error>> {
        Ok(Run::new(&scenario, request)?.sample(&())?.outcome)
    };
    let odds =
        |outcome: &Outcome<Summary>| outcome.result.headline.net_benefit.probability_positive.ok_or("incomplete");
    let truth =
        odds(&run(Request { seed: Seed::new(seeds + 1)?, replications: Some(8_000_000), ..Request::default() })?)?;
    println!("P(net benefit > 0) is {:.4} ± {:.4}", truth.value, truth.mcse);
    let wanted: Vec<String> = std::env::args().skip(2).collect();
    let asked = |sampling: &Sampling| wanted.is_empty() || wanted.iter().any(|name| name == sampling.name());
    for sampling in Sampling::ALL.into_iter().filter(asked) {
        let (mut held, mut told, mut squares, mut taken) = (0, 0.0, 0.0, 0);
        for seed in 1..=seeds {
            // Targets of all sizes, so that runs end after few stages and after many.
            let target = 0.002 * (1.0 + 1.5 * (seed as f64 * 0.618_033_988_75).fract());
            let targets = Targets { mcse: None, probability: Some(target), percentile: None };
            let (seed, replications) = (Seed::new(seed)?, Some(1 << 24));
            let found = run(Request { seed, sampling, replications, targets: Some(targets), memory: None })?;
            let odds = odds(&found)?;
            held += u64::from((odds.value - truth.value).abs() <= 1.96 * odds.mcse);
            squares += ((odds.value - truth.value) / odds.mcse).powi(2);
            told += odds.mcse / target;
            taken += found.run.replications;
        }
        let n = seeds as f64;
        println!(
            "{:>6}: {:.1} % held, root mean square of errors ÷ told {:.2}, told ÷ target {:.2}, {:.0} replications",
            sampling.name(),
            held as f64 / n * 100.0,
            (squares / n).sqrt(),
            told / n,
            taken as f64 / n
        );
    }
    Ok(())
}
