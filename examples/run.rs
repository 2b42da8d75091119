//! A run: from a scenario file to the answer that a council asks for.
//!
//! ```sh
//! cargo run --example run -- configs/silkeborg.toml
//! ```

use provenu::load;
use provenu::run::{Request, Run};
use provenu::summary::quantile_at;
use std::error::Error;
use std::path::Path;

const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/small.toml");

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| SMALL.to_owned());
    // No variant, no overrides, no other folders for data files. Problems of the file come all at once, as one error.
    let scenario = load::scenario(Path::new(&path), None, &[], &[])?;
    let request = Request { replications: Some(20_000), ..Request::default() };
    let outcome = Run::new(&scenario, request)?.sample(&())?.outcome;

    // An outcome describes itself: title, currency, years and names stand beside the figures.
    let (currency, payer) = (&outcome.currency, &outcome.account().name);
    println!("{}, {}, seen from: {payer}", outcome.scenario.title, outcome.span());
    let net = &outcome.result.headline.net_benefit;
    if let Some(pays) = net.probability_positive {
        println!("Pays in {:.1} % of cases (± {:.1} points).", 100.0 * pays.value, 100.0 * pays.mcse);
    }
    let at = |p: f64| quantile_at(&net.quantiles, p).map(|quantile| quantile.value).ok_or("not reported");
    println!("Nine of ten cases: {:.0} to {:.0} {currency}", at(0.05)?, at(0.95)?);
    println!("Mean: {:.0} ± {:.0} {currency}", net.mean, net.mcse);
    for year in &outcome.result.headline.cumulative {
        println!("By the end of {}: {:>12.0} {currency} on average", year.year, year.mean);
    }
    Ok(())
}
