//! `provenu replay`.

use super::args::{Format, ReplayArgs};
use super::error::Failure;
use super::job::seed;
use super::load::load;
use super::output::{print, print_json, shown};
use provenu::document;
use provenu::replay::{Replay, ReplayError, ReplayRequest};
use provenu::report::json;

pub fn replay(args: &ReplayArgs) -> Result<(), Failure> {
    let model = load(&args.scenario)?.model;
    let asked = ReplayRequest {
        seed: seed(args.seed)?,
        sampling: args.sampling.into(),
        replications: args.replications,
        number: args.replication,
    };
    let replayed = Replay::of(&model, asked).map_err(|error| {
        Failure::Usage(match error {
            ReplayError::ReplicationsMissing(sampling) => format!(
                "--sampling {} needs -n: its points depend on how many replications the run had",
                sampling.name()
            ),
            ReplayError::NoReplication { .. } => format!("--replication {error}"),
            ReplayError::Design(_) | ReplayError::Setting(_) => error.to_string(),
        })
    })?;
    let family = args.family.as_ref().map(|wanted| replayed.find(wanted)).transpose();
    let family = family.map_err(|error| Failure::Usage(format!("--family {error}")))?;
    match (args.format, family) {
        (Format::Json, family) => print_json(&json::replay(&model, &replayed, family)),
        (Format::Text, None) => print(&shown(&document::replication(&model, &replayed, model.language))),
        (Format::Text, Some(family)) => print(&shown(&document::family(&model, &replayed, family, model.language))),
    }
}
