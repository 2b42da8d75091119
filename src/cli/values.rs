//! `provenu values`.

use super::args::{Format, ValuesArgs};
use super::error::Failure;
use super::output::{print, print_json, shown};
use provenu::document;
use provenu::load;
use provenu::report::json;
use provenu::scenario::ValueLibrary;

pub fn values(args: &ValuesArgs) -> Result<(), Failure> {
    let library = match &args.file {
        None => ValueLibrary::shipped().clone(),
        Some(file) => ValueLibrary::shipped().with(load::values(file).map_err(Failure::Usage)?),
    };
    let words: Vec<String> = args.words.iter().flat_map(|words| words.split_whitespace()).map(str::to_owned).collect();
    let Some(id) = &args.series else {
        return match args.format {
            Format::Json => print_json(&json::figures(&library.search(&words))),
            Format::Text => print(&shown(&document::figures(&library, &words, args.language))),
        };
    };
    let id = id.strip_prefix("values.").unwrap_or(id);
    let Some(series) = library.find(id) else {
        let near = library.nearest(id).map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        return Err(Failure::Usage(format!(
            "--series {id}: there is no such series; {near}`provenu values WORDS` finds one"
        )));
    };
    match args.format {
        Format::Json => print_json(&json::figures(&[series])),
        Format::Text => print(&shown(&document::figure_series(&series, args.language))),
    }
}
