//! `provenu verify`.

use super::error::Failure;
use super::output::{LANGUAGE, print};
use provenu::results;
use std::path::Path;

pub fn verify(folder: &Path) -> Result<(), Failure> {
    let shown = folder.display();
    if folder.is_file() {
        return Err(Failure::Usage(format!("{shown} is a file; allowed: a results folder, as `provenu run` writes")));
    }
    let (manifest, differences) = results::verify(folder, &|| false).map_err(|error| {
        Failure::Usage(format!("{shown} is not a results folder: {} cannot be read: {error}", results::MANIFEST))
    })?;
    if differences.is_empty() {
        return print(&format!(
            "{shown}: {} files as written by provenu {} ({} replications, seed {})\n",
            manifest.files.len() + 1,
            manifest.version,
            LANGUAGE.whole(manifest.replications as f64),
            manifest.seed
        ));
    }
    Err(Failure::Run(format!("{shown} is not as provenu wrote it:\n  {}", differences.join("\n  "))))
}
