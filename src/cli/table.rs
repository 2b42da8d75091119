//! `provenu table`.

use super::args::{Format, ShowArgs};
use super::error::Failure;
use super::load::load;
use super::output::{print, print_json, shown};
use provenu::analysis::switching_values;
use provenu::document;
use provenu::expected::business_case;
use provenu::report::json;
use provenu::summary::Expected;

pub fn table(args: &ShowArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let model = &scenario.model;
    let case = business_case(model, &model.base_draw())?;
    let switching = switching_values(&scenario)?;
    match args.format {
        Format::Json => print_json(&json::table(model, &Expected::new(model, &case), switching.as_ref())),
        Format::Text => print(&shown(&document::business_case(model, &case, switching.as_ref(), model.language))),
    }
}
