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
    /// Every other file of the folder.
    pub files: Vec<FileFacts>,
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

/// What the manifest says of the run otherwise than the summary beside it.
fn disagreement(folder: &Path, manifest: &Manifest) -> Option<String> {
    let text = fs::read(folder.join("summary.json")).ok()?;
    let summary: serde_json::Value = serde_json::from_slice(&text).ok()?;
    let (run, scenario) = (&summary["run"], &summary["scenario"]);
    let agree = run["seed"] == manifest.seed
        && run["replications"] == manifest.replications
        && run["sampling"] == manifest.sampling.as_str()
        && run["version"] == manifest.version.as_str()
        && scenario["sha256"] == manifest.scenario_sha256.as_str();
    (!agree).then(|| "manifest.json: does not describe the run of summary.json".to_owned())
}

/// How a folder differs from its manifest, in words; nothing when it is whole and unchanged.
///
/// # Errors
/// When the folder or its manifest cannot be read.
pub fn verify(folder: &Path) -> io::Result<(Manifest, Vec<String>)> {
    let manifest = Manifest::read(folder)?;
    let mut differences = Vec::new();
    if sha256(manifest.scenario.as_bytes()) != manifest.scenario_sha256 {
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
