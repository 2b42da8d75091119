//! `provenu check`.

use super::args::{Format, ScenarioArgs, ShowArgs};
use super::error::Failure;
use super::load::load;
use super::output::{print, print_json, shown};
use provenu::document;
use provenu::random::Seed;
use provenu::report::json;
use provenu::simulate::{look_through, random_design};

/// Draws that are looked through for what a run would refuse.
const LOOKED_AT: u64 = 10_000;

pub fn check(args: &ShowArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let model = &scenario.model;
    // A variant that cannot be read is reported here, not only when it is used.
    for variant in &scenario.variants {
        load(&ScenarioArgs { variant: Some(variant.id.clone()), ..args.scenario.clone() })?;
    }
    // A run with the default seed begins with these draws.
    look_through(model, &random_design(model, Seed::default()), 0..LOOKED_AT, &())?;
    match args.format {
        Format::Json => print_json(&json::assumptions(&scenario)),
        Format::Text => print(&shown(&document::assumptions(&scenario, model.language))),
    }
}
