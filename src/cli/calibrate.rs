//! `provenu calibrate`.

use super::args::{CalibrateArgs, Format};
use super::error::Failure;
use super::output::{described, print, print_json, shown};
use super::place::{commit, shown_path};
use super::signals::Signals;
use provenu::calibrate::Calibration;
use provenu::document;
use provenu::report::page::page;
use provenu::report::plot::{self, Rasteriser};
use provenu::results::{Manifest, Target};
use provenu::scenario::utf8;
use std::fs;
use std::path::PathBuf;

pub fn calibrate(args: &CalibrateArgs) -> Result<(), Failure> {
    let name = args.data.display().to_string();
    let bytes =
        fs::read(&args.data).map_err(|error| Failure::Usage(format!("{name} cannot be read: {}", error.kind())))?;
    let text = utf8(&name, &bytes).map_err(Failure::Usage)?;
    let calibration = Calibration::read(&name, text)?;
    let language = args.language.unwrap_or_default();
    let stem = args.data.file_stem().map_or_else(|| name.clone(), |stem| stem.to_string_lossy().into_owned());
    let folder = args.output.clone().unwrap_or_else(|| PathBuf::from("output").join(format!("{stem}-calibrate")));
    let mut staged =
        Target::new(&folder, args.overwrite, std::slice::from_ref(&args.data), &Signals)?.stage(&Signals)?;
    Signals::writing(staged.folder());
    let document = document::calibrated(&calibration, &stem, language);
    let fragment = calibration.fragment();
    let options = args.language.map(|language| format!("--language={}", language.code())).into_iter().collect();
    let manifest = Manifest::of_data(text, ("calibrate", options), Vec::new());
    let outcome = described(&stem, &manifest, serde_json::json!({ "items": calibration.items }));
    staged.write("calibrate.json", |writer| {
        serde_json::to_writer_pretty(&mut *writer, &outcome)?;
        writer.write_all(b"\n")
    })?;
    staged.write("parameters.toml", |writer| writer.write_all(fragment.as_bytes()))?;
    let html = page(&document, language)?;
    staged.write("report.html", |writer| writer.write_all(html.as_bytes()))?;
    let rasteriser = Rasteriser::default();
    for picture in document.pictures() {
        let svg = plot::svg(picture)?;
        let png = rasteriser.png(&svg)?;
        staged.write(&format!("{}.svg", picture.name), |writer| writer.write_all(svg.as_bytes()))?;
        staged.write(&format!("{}.png", picture.name), |writer| writer.write_all(&png))?;
    }
    let placed = commit(staged, |files| Manifest { files, ..manifest })?;
    match args.format {
        _ if args.quiet => Ok(()),
        Format::Json => print_json(&outcome),
        Format::Text => {
            let file = shown_path(&placed.path.join("parameters.toml"));
            let aside = placed.moved_aside.as_deref().map(shown_path);
            let results = language.results_in(&shown_path(&placed.path), aside.as_deref());
            print(&format!("{}\n{}\n{results}\n", shown(&document), document::fragment_in(&file, language)))
        }
    }
}
