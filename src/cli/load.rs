//! Opening scenario files.

use super::args::{ChangeArgs, ScenarioArgs};
use super::error::Failure;
use provenu::load::{self, LoadError};
use provenu::scenario::{Override, Scenario};
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
    let loaded = load::scenario(scenario, variant, &changes, data).map_err(|error| match error {
        LoadError::File(message) => Failure::Usage(message),
        LoadError::Scenario(problems) => Failure::Scenario(problems),
    })?;
    Ok(match language {
        Some(language) => loaded.told_in(*language)?,
        None => loaded,
    })
}
