//! `provenu past`.

use super::args::{Format, PastArgs};
use super::error::Failure;
use super::output::{described, print, print_json, shown};
use super::place::{commit, shown_path};
use super::signals::Signals;
use provenu::document;
use provenu::past::PastLedger;
use provenu::report::plot::{self, Rasteriser};
use provenu::report::{csv, json, page::page};
use provenu::results::{Manifest, Target};
use std::path::PathBuf;

pub fn past(args: &PastArgs) -> Result<(), Failure> {
    let ledger = PastLedger::shipped();
    let words: Vec<String> = args.words.iter().flat_map(|words| words.split_whitespace()).map(str::to_owned).collect();
    let found = ledger.search(&words);
    let document = document::past(ledger, &words, args.language);
    if found.is_empty() && args.format == Format::Text {
        return print(&shown(&document));
    }
    let folder = args.output.clone().unwrap_or_else(|| PathBuf::from("output").join("past"));
    let options = words.into_iter().chain([format!("--language={}", args.language.code())]).collect();
    let csv = args.csv.map(|csv| csv.code().to_owned());
    let manifest = Manifest::of_data(PastLedger::shipped_text(), ("past", options), Vec::new());
    let answer = described(&document.title, &manifest, json::past(&found));
    let mut staged = Target::new(&folder, args.overwrite, &[], &Signals)?.stage(&Signals)?;
    Signals::writing(staged.folder());
    staged.write("past.json", |writer| {
        serde_json::to_writer_pretty(&mut *writer, &answer)?;
        writer.write_all(b"\n")
    })?;
    let language = args.csv.unwrap_or_default();
    staged.write("past.csv", |writer| csv::past(csv::CsvTarget { writer, language }, &found))?;
    let html = page(&document, args.language)?;
    staged.write("report.html", |writer| writer.write_all(html.as_bytes()))?;
    let rasteriser = Rasteriser::default();
    for picture in document.pictures() {
        let svg = plot::svg(picture)?;
        let png = rasteriser.png(&svg)?;
        staged.write(&format!("{}.svg", picture.name), |writer| writer.write_all(svg.as_bytes()))?;
        staged.write(&format!("{}.png", picture.name), |writer| writer.write_all(&png))?;
    }
    let placed = commit(staged, |files| Manifest { files, csv, ..manifest })?;
    match args.format {
        _ if args.quiet => Ok(()),
        Format::Json => print_json(&answer),
        Format::Text => {
            let aside = placed.moved_aside.as_deref().map(shown_path);
            let results = args.language.results_in(&shown_path(&placed.path), aside.as_deref());
            print(&format!("{}\n{results}\n", shown(&document)))
        }
    }
}
