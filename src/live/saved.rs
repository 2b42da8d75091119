//! Files that the page saves.

use super::asked::{FileKind, Moved, Scripts, Source};
use super::settings::settings_with;
use super::{ACTUALS, Refusal};
use crate::analysis::AnalysisError;
use crate::document;
use crate::document::workbook::WorkbookOf;
use crate::report::csv::{self, CsvTarget};
use crate::report::page::{LivePage, live_page};
use crate::report::plot::svg;
use crate::report::workbook::workbook;
use crate::run::{Dossier, Request, Run};
use crate::scenario::Scenario;
use crate::summary::Planned;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// The files of a kind: each a name, a type, and its text or its bytes.
pub(super) fn saved(
    source: &Source,
    moved: &Moved,
    scenario: &Scenario,
    replications: [Option<u64>; 2],
    what: FileKind,
    scripts: &Scripts,
) -> Result<Value, Refusal> {
    let (model, language) = (&scenario.model, scenario.model.language);
    let stem = source.name.strip_suffix(".toml").unwrap_or(&source.name);
    let seed = source.seed()?;
    let [request, beside] = replications.map(|replications| Request { seed, replications, ..Request::default() });
    let dossier = || {
        let mut dossier = Dossier::around(Run::new(scenario, request)?.outcome(&())?, scenario, beside, &())?;
        if let Some(text) = &source.actuals {
            dossier.add_update(scenario, (ACTUALS, text), beside, &())?;
        }
        Ok::<_, AnalysisError>(dossier)
    };
    let text = |name: &str, kind: &str, text: String| json!({ "name": name, "type": kind, "text": text });
    let files = match what {
        FileKind::Scenario => {
            vec![text(&format!("{stem}.toml"), "application/toml", with_variant(source, scenario))]
        }
        FileKind::Report => {
            let dossier = dossier()?;
            let order: Vec<&str> = dossier.order().collect();
            let settings = settings_with(source, moved, &order);
            let live = LivePage { settings: &settings, core: &[], script: &scripts.script, worker: &scripts.worker };
            let html = live_page(&document::report(&dossier, model, language), language, &live)?;
            vec![text(&format!("{stem}.html"), "text/html", html)]
        }
        FileKind::Workbook => {
            let dossier = dossier()?;
            let book = workbook(&WorkbookOf { model, dossier: &dossier, replications: &[] }, language)
                .map_err(|error| error.to_string())?;
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            vec![json!({ "name": format!("{stem}.xlsx"), "type": kind, "base64": STANDARD.encode(book) })]
        }
        FileKind::Csv => {
            let sampled = Run::new(scenario, request)?.sample(&())?;
            let mut files = Vec::new();
            for (name, write) in csv::of_run(&sampled) {
                let mut bytes = Vec::new();
                write(CsvTarget { writer: &mut bytes, language }).map_err(|error| error.to_string())?;
                files.push(json!({ "name": name, "type": "text/csv", "base64": STANDARD.encode(bytes) }));
            }
            files
        }
        FileKind::Pictures => {
            let outcome = Run::new(scenario, request)?.sample(&())?.outcome;
            let mut files = Vec::new();
            for picture in document::run(&outcome, language).pictures() {
                files.push(text(&format!("{}.svg", picture.name), "image/svg+xml", svg(picture)?));
            }
            files
        }
        FileKind::Summary => {
            let outcome = Run::new(scenario, request)?.sample(&())?.outcome;
            let summary = serde_json::to_string_pretty(&outcome).map_err(|error| error.to_string())?;
            vec![text("summary.json", "application/json", format!("{summary}\n"))]
        }
    };
    Ok(json!({ "files": files }))
}

/// The text of a scenario; what is moved in it stands at its end as a variant, which `--variant` takes.
fn with_variant(source: &Source, scenario: &Scenario) -> String {
    let changes = scenario.set_by_hand();
    if changes.is_empty() {
        return source.text.clone();
    }
    let taken = |id: &str| scenario.variants.iter().any(|variant| variant.id == id);
    let id = (1..=scenario.variants.len() + 1).map(|n| format!("page_{n}")).find(|id| !taken(id)).unwrap_or_default();
    let title = scenario.model.language.live_labels().as_moved;
    let own = scenario.variant.iter().flat_map(|variant| &variant.settings).map(ToString::to_string);
    let changes: Vec<String> = own.chain(changes).map(|change| format!("    {}", json!(change))).collect();
    format!(
        "{}\n\n[[variants]]\nid = \"{id}\"\ntitle = {}\nset = [\n{},\n]\n",
        source.text.trim_end(),
        json!(title),
        changes.join(",\n")
    )
}
