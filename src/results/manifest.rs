//! The manifest: what a results folder holds and where it came from.

use super::digest::sha256;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::Path;

/// The manifest's file name.
pub const MANIFEST: &str = "manifest.json";

/// Everything needed to make the folder again, and to see that nobody changed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `provenu`.
    pub program: String,
    /// Version of the program.
    pub version: String,
    /// Version of this file's shape.
    pub schema: u32,
    /// Seed of the run.
    pub seed: u64,
    /// Replications.
    pub replications: u64,
    /// How parameters were sampled.
    pub sampling: String,
    /// The scenario as read.
    pub scenario: String,
    /// SHA-256 of the scenario.
    pub scenario_sha256: String,
    /// Overrides, in order.
    pub set: Vec<String>,
    /// Data files that the scenario names.
    pub data_files: Vec<NamedDigest>,
    /// What was asked, of an analysis other than a run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analysis: Option<AnalysisFacts>,
    /// Every other file of the folder.
    pub files: Vec<FileFacts>,
}

/// An analysis with what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnalysisFacts {
    /// Its command.
    pub command: String,
    /// The options that its answer hangs on, as given.
    pub options: Vec<String>,
    /// The scenarios after the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<FurtherScenario>,
}

/// A scenario that the first is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FurtherScenario {
    /// The scenario as read.
    pub scenario: String,
    /// SHA-256 of the scenario.
    pub scenario_sha256: String,
    /// Overrides, in order.
    pub set: Vec<String>,
    /// Data files that it names.
    pub data_files: Vec<NamedDigest>,
}

/// A file outside the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedDigest {
    /// The name as written in the scenario.
    pub name: String,
    /// SHA-256 of its content.
    pub sha256: String,
}

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its content.
    pub sha256: String,
}

impl Manifest {
    /// Reads the manifest of a folder.
    ///
    /// # Errors
    /// When there is none, or it is not one of ours.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let text = fs::read(folder.join(MANIFEST))?;
        let manifest: Self = serde_json::from_slice(&text).map_err(io::Error::other)?;
        if manifest.program == "provenu" {
            Ok(manifest)
        } else {
            Err(io::Error::other("the manifest is another program's"))
        }
    }
}

impl Manifest {
    /// Whether every scenario text has the digest told.
    fn texts_match(&self) -> bool {
        let further = self.analysis.iter().flat_map(|analysis| &analysis.further);
        let further = further.map(|further| (&further.scenario, &further.scenario_sha256));
        let mut all = further.chain([(&self.scenario, &self.scenario_sha256)]);
        all.all(|(scenario, digest)| sha256(scenario.as_bytes()) == *digest)
    }
}

/// What the manifest says of the run otherwise than the summary beside it.
fn disagreement(folder: &Path, manifest: &Manifest) -> Option<String> {
    let name = manifest.analysis.as_ref().map_or("summary", |analysis| &analysis.command);
    let name = format!("{name}.json");
    let text = fs::read(folder.join(&name)).ok()?;
    let summary: serde_json::Value = serde_json::from_slice(&text).ok()?;
    let (run, scenario) = (&summary["run"], &summary["scenario"]);
    let agree = run["seed"] == manifest.seed
        && run["replications"] == manifest.replications
        && run["sampling"] == manifest.sampling.as_str()
        && run["version"] == manifest.version.as_str()
        && scenario["sha256"] == manifest.scenario_sha256.as_str();
    (!agree).then(|| format!("manifest.json: does not describe the run of {name}"))
}

/// How a folder differs from its manifest, in words; nothing when it is whole and unchanged.
///
/// # Errors
/// When the folder or its manifest cannot be read.
pub fn verify(folder: &Path) -> io::Result<(Manifest, Vec<String>)> {
    let manifest = Manifest::read(folder)?;
    let mut differences = Vec::new();
    if !manifest.texts_match() {
        differences.push("manifest.json: the scenario text does not match its SHA-256".to_owned());
    }
    differences.extend(disagreement(folder, &manifest));
    for file in &manifest.files {
        match fs::read(folder.join(&file.name)) {
            Ok(content) if sha256(&content) == file.sha256 => {}
            Ok(content) => differences.push(format!(
                "{}: changed ({} bytes, {} when written)",
                file.name,
                content.len(),
                file.bytes
            )),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                differences.push(format!("{}: missing", file.name))
            }
            Err(error) => differences.push(format!("{}: cannot be read ({error})", file.name)),
        }
    }
    let mut names: Vec<String> = fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_, _>>()?;
    names.sort();
    for name in names {
        if name != MANIFEST && !manifest.files.iter().any(|file| file.name == name) {
            differences.push(format!("{name}: not written by provenu"));
        }
    }
    Ok((manifest, differences))
}
