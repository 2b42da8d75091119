//! `provenu check`.

use super::args::{Format, ShowArgs};
use super::error::Failure;
use super::load::load;
use super::output::{print, print_json, width};
use provenu::report::{json, text};

pub fn check(args: &ShowArgs) -> Result<(), Failure> {
    let model = load(&args.scenario)?.model;
    match args.format {
        Format::Json => print_json(&json::assumptions(&model)),
        Format::Text => print(&text::assumptions(&model, width())),
    }
}
