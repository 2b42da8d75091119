//! A comparison: the same scenario with other assumptions, under the same luck, so that only the assumptions differ.
//!
//! ```sh
//! cargo run --example compare
//! ```

use provenu::analysis::{OneDraw, ScenarioComparison, Side};
use provenu::random::Seed;
use provenu::scenario::Scenario;
use provenu::summary::Planned;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let files = |name: &str| Err(format!("{name} does not exist"));
    let scenario = Scenario::parse("small.toml", include_str!("small.toml"), &[], &files)?;
    // Paths are those that `provenu check` prints.
    let changed = |name: &str, change: &str| -> Result<Side, Box<dyn Error>> {
        Ok(Side { name: name.to_owned(), scenario: scenario.with(change.parse()?)?, weight: None })
    };
    let sides = [
        Side::as_it_is(scenario.clone()),
        changed("nobody relapses", "relapse.hazard=0")?,
        changed("no placements avoided", "placements.avoided=0")?,
        changed("a dearer programme", "lines.programme.amount=90000")?,
    ];
    // Seen from the perspective of each, with as much in common as there is.
    let comparison = ScenarioComparison::new(&sides, None, OneDraw::default(), Seed::new(1)?, Some(20_000))?;
    let outcome = comparison.outcome(&())?;

    println!("{}, {}: net benefit over {}", outcome.scenario.title, outcome.account().name, outcome.span());
    for side in &outcome.result.scenarios {
        let last = side.cumulative.last().ok_or("no years")?;
        println!("{:>24}: {:>10.0} {} on average", side.name, last.mean, outcome.currency);
    }
    println!("Compared with the scenario as it is:");
    for difference in &outcome.result.differences {
        let gap = difference.accounts[0].cumulative.last().ok_or("no years")?;
        let better = gap.better.map_or("withheld".to_owned(), |chance| format!("{:.1} %", 100.0 * chance.value));
        println!("{:>24}: {:>10.0} ± {:.0}, better in {better}", difference.name, gap.mean, gap.mcse);
    }
    Ok(())
}
