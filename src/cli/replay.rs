//! `provenu replay`.

use super::args::{Format, ReplayArgs};
use super::error::Failure;
use super::load::load;
use super::output::{print, print_json, shown};
use provenu::document;
use provenu::random::{Sampling, Seed};
use provenu::replay::replay_design;
use provenu::report::json;
use provenu::simulate::{design, random_design};

pub fn replay(args: &ReplayArgs) -> Result<(), Failure> {
    let model = load(&args.scenario)?.model;
    let seed = Seed::new(args.seed).map_err(|error| Failure::Usage(error.to_string()))?;
    let design = match (args.sampling.into(), args.replications) {
        (Sampling::Random, _) => random_design(&model, seed),
        (sampling, Some(replications)) => {
            design(&model, sampling, seed, replications).map_err(|error| Failure::Usage(error.to_string()))?
        }
        (sampling, None) => {
            let message = format!(
                "--sampling {} needs -n: its points depend on how many replications the run had",
                sampling.name()
            );
            return Err(Failure::Usage(message));
        }
    };
    if args.replication > design.replications() {
        let message = format!("--replication {}: the run had {}", args.replication, design.replications());
        return Err(Failure::Usage(message));
    }
    let replayed = replay_design(&model, &design, args.replication)?;
    let family = args.family.as_ref().map(|wanted| replayed.find(wanted)).transpose();
    let family = family.map_err(|error| Failure::Usage(format!("--family {error}")))?;
    match (args.format, family) {
        (Format::Json, family) => print_json(&json::replay(&model, &replayed, family)),
        (Format::Text, None) => print(&shown(&document::replication(&model, &replayed, model.language))),
        (Format::Text, Some(family)) => print(&shown(&document::family(&model, &replayed, family, model.language))),
    }
}
