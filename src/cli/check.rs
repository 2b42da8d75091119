//! `provenu check`.

use super::args::{Format, ShowArgs};
use super::error::Failure;
use super::load::load;
use super::output::{print, print_json, shown};
use provenu::document;
use provenu::report::json;
use provenu::run;

pub fn check(args: &ShowArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    run::check(&scenario, &())?;
    match args.format {
        Format::Json => print_json(&json::assumptions(&scenario)),
        Format::Text => print(&shown(&document::assumptions(&scenario, scenario.model.language))),
    }
}
