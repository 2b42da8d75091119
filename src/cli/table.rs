//! `provenu table`.

use super::args::{Format, ShowArgs};
use super::error::Failure;
use super::load::load;
use super::output::{print, print_json, width};
use provenu::analysis::switching_values;
use provenu::expected::business_case;
use provenu::report::{json, text};
use provenu::summary::{Expected, Names};

pub fn table(args: &ShowArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let model = &scenario.model;
    let case = business_case(model, &model.base_draw())?;
    let switching = switching_values(&scenario)?;
    match args.format {
        Format::Json => print_json(&json::table(model, &Expected::new(model, &case), switching.as_ref())),
        Format::Text => {
            let mut shown = text::business_case(model, &case, width());
            if let Some(switching) = &switching {
                shown.push('\n');
                shown.push_str(&text::switching(&Names::of(model), switching, width()));
            }
            print(&shown)
        }
    }
}
