//! `provenu report`.

use super::args::ReportArgs;
use super::error::Failure;
use super::job::{Job, Results, seed};
use super::load::{actuals, load_changed, reload};
use provenu::analysis::{AnalysisError, OneDraw, ScenarioComparison, Side};
use provenu::document::workbook::WorkbookOf;
use provenu::document::{self, Document};
use provenu::live;
use provenu::random::Seed;
use provenu::report::csv;
use provenu::report::page::{LivePage, live_page, page, script, worker};
use provenu::report::terminal::terminal;
use provenu::report::workbook::workbook;
use provenu::run::{Dossier, Replicated, Request, Run};
use provenu::scenario::Scenario;
use provenu::summary::Planned;
use std::path::Path;

pub fn report(args: &ReportArgs) -> Result<(), Failure> {
    match args.of.as_slice() {
        [one] => of_one(args, one),
        several => of_several(args, several),
    }
}

/// The report of one scenario, or of a run as it was.
fn of_one(args: &ReportArgs, path: &Path) -> Result<(), Failure> {
    let (scenario, was) = opened(args, path)?;
    let asked = Request { seed: seed(args.job.seed)?, ..Request::default() };
    let request = was.unwrap_or(asked);
    let request = Request { replications: args.replications.or(request.replications), ..request };
    let actual = args.actuals.as_deref().map(|path| actuals(&scenario, path)).transpose()?;
    let run = Run::new(&scenario, request)?;
    let cores = args.job.cores();
    let mut effort = run.effort(cores).then(Dossier::effort_beside(&scenario, request, cores)?);
    if let Some((name, text)) = &actual {
        effort = effort.then(Dossier::effort_of_update(&scenario, (name, text), request, cores)?);
    }
    let job = Job::begin(&args.job, "-report", &[(path, &scenario)], &effort)?;
    job.foretell(&effort);
    let dossier = job.work(|progress| {
        let mut dossier = Dossier::around(run.outcome(progress)?, &scenario, request, progress)?;
        if let Some((name, text)) = &actual {
            dossier.add_update(&scenario, (name, text), request, progress)?;
        }
        Ok::<_, AnalysisError>(dossier)
    })?;
    let mut made = files(&dossier, &scenario, request.seed, &[])?;
    let document = if args.agenda {
        let agenda = document::agenda(&dossier, &scenario.model, scenario.model.language);
        made.push(("agenda.txt", terminal(&agenda, usize::MAX).into_bytes()));
        agenda
    } else {
        first_screen(document::report(&dossier, &scenario.model, scenario.model.language))
    };
    let results = Results { later: Some(Box::new(|_| Ok(made))), ..Results::new(document, Vec::new()) };
    let options = actual.iter().map(|(_, text)| format!("--actuals={text}")).collect();
    job.deliver(&dossier.run, &[&scenario], "report", Some(options), results)
}

/// What the terminal shows of a report.
fn first_screen(report: Document) -> Document {
    Document { sections: report.sections.into_iter().take(1).collect(), ..report }
}

/// Several scenarios side by side, under one seed.
fn of_several(args: &ReportArgs, paths: &[std::path::PathBuf]) -> Result<(), Failure> {
    if let Some(option) = [("--agenda", args.agenda), ("--actuals", args.actuals.is_some())].iter().find(|of| of.1) {
        return Err(Failure::Usage(format!("{} is about one scenario; give one", option.0)));
    }
    let mut sides: Vec<Side> = Vec::new();
    for path in paths {
        let (scenario, _) = opened(args, path)?;
        let language = sides.first().map_or(scenario.model.language, |first| first.scenario.model.language);
        let scenario = if scenario.model.language == language { scenario } else { scenario.told_in(language)? };
        let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        sides.push(Side { name, scenario, weight: None });
    }
    let one_draw = OneDraw::default();
    let account = sides[0].scenario.model.perspective;
    let comparison = ScenarioComparison::new(&sides, Some(account), one_draw, seed(args.job.seed)?, args.replications)?;
    let effort = comparison.effort(args.job.cores());
    let scenarios: Vec<&Scenario> = sides.iter().map(|side| &side.scenario).collect();
    let places: Vec<(&Path, &Scenario)> =
        paths.iter().map(std::path::PathBuf::as_path).zip(scenarios.iter().copied()).collect();
    let job = Job::begin(&args.job, "-report", &places, &effort)?;
    job.foretell(&effort);
    let outcome = job.work(|progress| comparison.outcome(progress))?;
    let language = scenarios[0].model.language;
    let shown = page(&document::comparison_report(&outcome, language), language)?.into_bytes();
    let later: super::job::Later<'_> = Box::new(|_| Ok(vec![("report.html", shown)]));
    let document = document::compare(&outcome, language);
    let results = Results { later: Some(later), ..Results::new(document, csv::of_comparison(&outcome)) };
    job.deliver(&outcome, &scenarios, "report", Some(Vec::new()), results)
}

/// The scenario of a file or of results, and of results how it was run.
fn opened(args: &ReportArgs, path: &Path) -> Result<(Scenario, Option<Request>), Failure> {
    if path.is_dir() {
        if args.variant.is_some() {
            return Err(Failure::Usage("--variant: results are those of one variant already".to_owned()));
        }
        let (scenario, request) = reload(path, &args.changes)?;
        return Ok((scenario, Some(request)));
    }
    Ok((load_changed(path, args.variant.as_deref(), &args.changes)?, None))
}

/// The core of the page: this library as WebAssembly, a gzip. `.ci/core` makes it; none where it was made from other sources.
#[cfg(core)]
const CORE: Option<&[u8]> = Some(include_bytes!("../bindings/browser/core.wasm.gz"));
#[cfg(not(core))]
const CORE: Option<&[u8]> = None;

/// The files of a report with their content; the workbook shows single replications where some are given.
pub fn files(
    dossier: &Dossier,
    scenario: &Scenario,
    seed: Seed,
    replications: &[Replicated],
) -> Result<Vec<(&'static str, Vec<u8>)>, Failure> {
    let (model, language) = (&scenario.model, scenario.model.language);
    let report = document::report(dossier, model, language);
    let shown = match CORE {
        Some(core) => {
            // A results folder does not say what its scenario's file was called, and its report is that of the run.
            let unnamed = Scenario { name: "scenario.toml".to_owned(), ..scenario.clone() };
            let settings = live::settings(&unnamed, seed, dossier);
            let (script, worker) = (script(), worker());
            live_page(&report, language, &LivePage { settings: &settings, core, script: &script, worker })?
        }
        None => page(&report, language)?,
    };
    let book = workbook(&WorkbookOf { model, dossier, replications }, language)?;
    Ok(vec![("report.html", shown.into_bytes()), ("report.xlsx", book)])
}
