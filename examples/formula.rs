//! An analysis of a formula of your own: which number decides, and how far may it slip?
//!
//! Every analysis takes a `Response`, a function of uncertain inputs. `Function` makes one of a closure, so a tornado and
//! switching values need no scenario.
//!
//! ```sh
//! cargo run --example formula
//! ```

use provenu::analysis::{Ends, Function, Input, Response, SharedPoints, swings, threshold, tornado};
use provenu::distribution::{Beta, Distribution, Gamma, LogNormal};
use provenu::random::Seed;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let inputs = vec![
        // 17 of 57 adults of a pilot became self-sufficient; of 20 without the programme 3 did.
        Input::new("programme", Distribution::Beta(Beta::new(17.0, 40.0)?)),
        Input::new("comparison", Distribution::Beta(Beta::new(3.0, 17.0)?)),
        Input::new("years", Distribution::Gamma(Gamma::new(4.0, 0.75)?)),
        Input::new("cost", Distribution::LogNormal(LogNormal::from_mean_sd(45_000.0, 9_000.0)?)),
        Input::new("support", Distribution::Fixed(139_920.0)),
    ];
    // Net benefit per adult: additional self-sufficiency × years × support saved a year − cost.
    let net = |x: &[f64]| (x[0] - x[1]) * x[2] * x[4] - x[3];
    let seed = Seed::new(1)?;
    let response = Function::new(inputs, seed, 20_000, net);
    let points = SharedPoints::new(&response, seed, 256);

    // Each input from its 10 % to its 90 % point, a fixed one 20 % either way; the others stay uncertain.
    let swings = swings(response.inputs(), Ends::Quantiles { tail: 0.1, share: 0.2 });
    let found = tornado(&response, &swings, &points)?;
    println!("Mean net benefit per adult: {:.0} kr.", found.base.mean.value);
    for bar in &found.bars {
        let (low, high) = (bar.low.level.mean.value, bar.high.level.mean.value);
        println!(
            "{:>10}: {low:>8.0} kr. at {:<9.2} {high:>8.0} kr. at {:.2}",
            bar.label.path, bar.low.value, bar.high.value
        );
    }

    // The share of adults at which the programme just pays on average, and with a probability of 80 %.
    let found = threshold(&response, 0, 0.8, &points, |share| (0.0..=1.0).contains(&share))?;
    let target = found.probability.and_then(|target| target.crossing.value);
    for (words, value) in [("on average", found.mean.value), ("in 80 % of cases", target)] {
        println!("It pays {words} above {:.1} %", value.ok_or("nowhere")? * 100.0);
    }
    Ok(())
}
