//! `provenu table`.

use super::args::{Format, ShowArgs};
use super::error::Failure;
use super::load::load;
use super::output::{print, print_json, width};
use provenu::expected::business_case;
use provenu::report::text;
use provenu::summary::Expected;

pub fn table(args: &ShowArgs) -> Result<(), Failure> {
    let model = load(&args.scenario)?.model;
    let case = business_case(&model, &model.base_draw())?;
    match args.format {
        Format::Json => print_json(&Expected::new(&model, &case)),
        Format::Text => print(&text::business_case(&model, &case, width())),
    }
}
