//! Opening scenario files.

use super::args::{ChangeArgs, ScenarioArgs};
use super::error::Failure;
use provenu::load::{self, LoadError};
use provenu::model::Language;
use provenu::random::{Sampling, Seed};
use provenu::results::{MANIFEST, Manifest};
use provenu::run::Request;
use provenu::scenario::{Override, Scenario, utf8};
use std::path::Path;

/// Reads a scenario with its overrides and data files.
pub fn load(ScenarioArgs { scenario, changes, variant }: &ScenarioArgs) -> Result<Scenario, Failure> {
    load_changed(scenario, variant.as_deref(), changes)
}

/// Reads one of several scenarios with the same overrides.
pub fn load_changed(
    scenario: &Path,
    variant: Option<&str>,
    ChangeArgs { set, shift, data, language }: &ChangeArgs,
) -> Result<Scenario, Failure> {
    let changes: Vec<Override> = set.iter().chain(shift).cloned().collect();
    let loaded = told(load::scenario(scenario, variant, &changes, data))?;
    Ok(match language {
        Some(language) => loaded.told_in(*language)?,
        None => loaded,
    })
}

/// The scenario of a results folder with further overrides, and how it was run.
pub fn reload(
    folder: &Path,
    ChangeArgs { set, shift, data, language }: &ChangeArgs,
) -> Result<(Scenario, Request), Failure> {
    let shown = folder.display();
    let manifest = Manifest::read(folder).map_err(|error| {
        Failure::Usage(format!("{shown} is not a results folder: {MANIFEST} cannot be read: {error}"))
    })?;
    let changes: Vec<Override> = set.iter().chain(shift).cloned().collect();
    let scenario = told(load::of_results(folder, &manifest, &changes, data))?;
    let before = manifest.language.as_deref().and_then(Language::of_code);
    let scenario = match language.or(before) {
        Some(language) => scenario.told_in(language)?,
        None => scenario,
    };
    let unknown = |what: &str| Failure::Usage(format!("{shown}: {MANIFEST} has no {what} that this version knows"));
    let request = Request {
        seed: Seed::new(manifest.seed).map_err(|_| unknown("seed"))?,
        sampling: Sampling::of_name(&manifest.sampling).ok_or_else(|| unknown("sampling"))?,
        replications: Some(manifest.replications),
        ..Request::default()
    };
    Ok((scenario, request))
}

/// The text of a scenario's actual figures, which are read once before any work.
pub fn actuals(scenario: &Scenario, path: &Path) -> Result<(String, String), Failure> {
    let name = path.display().to_string();
    let bytes =
        std::fs::read(path).map_err(|error| Failure::Usage(format!("{name} cannot be read: {}", error.kind())))?;
    let text = utf8(&name, &bytes).map_err(Failure::Usage)?.to_owned();
    scenario.actuals(&name, &text)?;
    Ok((name, text))
}

/// What was loaded, or why the program ends.
pub fn told<T>(loaded: Result<T, LoadError>) -> Result<T, Failure> {
    loaded.map_err(|error| match error {
        LoadError::File(message) => Failure::Usage(message),
        LoadError::Scenario(problems) => Failure::Scenario(problems),
    })
}
