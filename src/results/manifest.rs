//! The manifest: what a results folder holds and where it came from.

use super::digest::sha256_of_file;
use crate::scenario::{DataFile, Scenario};
use crate::sha256::sha256;
use crate::summary::RunFacts;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path};

/// The manifest's file name.
pub const MANIFEST: &str = "manifest.json";

/// The end of the sentence about a file that is missing.
pub(super) const MISSING: &str = ": missing";

/// Most bytes of a manifest, which holds scenario texts.
const LONGEST: u64 = 1 << 28;

/// Everything needed to reproduce the folder, and to verify that it is unchanged.
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
    /// Which of its variants, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Overrides from the command line, in order.
    pub set: Vec<String>,
    /// The language asked for on the command line; none where the scenario decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The form of its CSV files, where one was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csv: Option<String>,
    /// Data files that the scenario names.
    pub data_files: Vec<NamedDigest>,
    /// What was asked, of an analysis other than a run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analysis: Option<AnalysisFacts>,
    /// Every other file of the folder.
    pub files: Vec<FileFacts>,
}

impl Manifest {
    /// The manifest of a run, or of an analysis with its command and the options that its answer depends on. It begins with the first
    /// of several scenarios.
    ///
    /// # Panics
    /// When there is no scenario.
    #[must_use]
    pub fn of(
        scenarios: &[&Scenario],
        analysis: Option<(&str, Vec<String>)>,
        run: &RunFacts,
        files: Vec<FileFacts>,
    ) -> Self {
        let (first, further) = scenarios.split_first().expect("a scenario");
        let FurtherScenario { scenario, scenario_sha256, variant, set, data_files } = FurtherScenario::of(first);
        let analysis = analysis.map(|(command, options)| AnalysisFacts {
            command: command.to_owned(),
            options,
            further: further.iter().map(|scenario| FurtherScenario::of(scenario)).collect(),
        });
        Self {
            program: "provenu".to_owned(),
            version: run.version.to_owned(),
            schema: 1,
            seed: run.seed,
            replications: run.replications,
            sampling: run.sampling.to_owned(),
            scenario,
            scenario_sha256,
            variant,
            set,
            language: first.language.map(|language| language.code().to_owned()),
            csv: None,
            data_files,
            analysis,
            files,
        }
    }
}

impl Manifest {
    /// The manifest of what was made of a file of data, without a scenario: its text stands where a scenario's does.
    #[must_use]
    pub fn of_data(text: &str, (command, options): (&str, Vec<String>), files: Vec<FileFacts>) -> Self {
        Self {
            program: "provenu".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            schema: 1,
            seed: 0,
            replications: 0,
            sampling: "none".to_owned(),
            scenario: text.to_owned(),
            scenario_sha256: sha256(text.as_bytes()),
            variant: None,
            set: Vec::new(),
            language: None,
            csv: None,
            data_files: Vec::new(),
            analysis: Some(AnalysisFacts { command: command.to_owned(), options, further: Vec::new() }),
            files,
        }
    }
}

impl FurtherScenario {
    /// A scenario with its data files.
    fn of(scenario: &Scenario) -> Self {
        let digest = |file: &DataFile| NamedDigest { name: file.name.clone(), sha256: sha256(&file.content) };
        Self {
            scenario: scenario.text.clone(),
            scenario_sha256: sha256(scenario.text.as_bytes()),
            variant: scenario.variant.as_ref().map(|variant| variant.id.clone()),
            set: scenario.set_by_hand(),
            data_files: scenario.data_files.iter().map(digest).collect(),
        }
    }
}

/// An analysis with what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnalysisFacts {
    /// Its command.
    pub command: String,
    /// The options that its answer depends on, as given.
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
    /// Which of its variants, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Overrides from the command line, in order.
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
        let mut text = Vec::new();
        open(&folder.join(MANIFEST))?.take(LONGEST).read_to_end(&mut text)?;
        let manifest: Self = serde_json::from_slice(&text).map_err(io::Error::other)?;
        if manifest.program != "provenu" {
            return Err(io::Error::other("the manifest is another program's"));
        }
        if !manifest.files.iter().all(|file| is_plain_name(&file.name)) {
            return Err(io::Error::other("the manifest names files outside its folder"));
        }
        Ok(manifest)
    }
}

/// Opens a regular file: reading a pipe or a device might never end.
fn open(path: &Path) -> io::Result<File> {
    if fs::metadata(path)?.is_file() { File::open(path) } else { Err(io::Error::other("it is not a file")) }
}

fn is_plain_name(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name)
}

impl Manifest {
    /// Whether every scenario text has the recorded digest.
    fn texts_match(&self) -> bool {
        let further = self.analysis.iter().flat_map(|analysis| &analysis.further);
        let further = further.map(|further| (&further.scenario, &further.scenario_sha256));
        let mut all = further.chain([(&self.scenario, &self.scenario_sha256)]);
        all.all(|(scenario, digest)| sha256(scenario.as_bytes()) == *digest)
    }
}

/// Where the manifest contradicts the summary beside it about the run.
fn disagreement(folder: &Path, manifest: &Manifest) -> Option<String> {
    let name = manifest.analysis.as_ref().map_or("summary", |analysis| &analysis.command);
    let name = format!("{name}.json");
    let summary: serde_json::Value =
        serde_json::from_reader(io::BufReader::new(open(&folder.join(&name)).ok()?)).ok()?;
    let (run, scenario) = (&summary["run"], &summary["scenario"]);
    let agree = run["seed"] == manifest.seed
        && run["replications"] == manifest.replications
        && run["sampling"] == manifest.sampling.as_str()
        && run["version"] == manifest.version.as_str()
        && scenario["sha256"] == manifest.scenario_sha256.as_str();
    (!agree).then(|| format!("manifest.json: does not describe the run of {name}"))
}

/// How a file differs from what was written.
fn difference(folder: &Path, file: &FileFacts, stopped: &dyn Fn() -> bool) -> io::Result<Option<String>> {
    let changed = |bytes: u64| format!("{}: changed ({bytes} bytes, {} when written)", file.name, file.bytes);
    let path = folder.join(&file.name);
    let found = open(&path).and_then(|opened| Ok((opened.metadata()?.len(), opened)));
    let digest = match found {
        // Another size need not be read.
        Ok((bytes, _)) if bytes != file.bytes => return Ok(Some(changed(bytes))),
        Ok((bytes, opened)) => sha256_of_file(opened, stopped).map(|digest| (bytes, digest)),
        Err(error) => Err(error),
    };
    match digest {
        Ok((_, digest)) if digest == file.sha256 => Ok(None),
        Ok((bytes, _)) => Ok(Some(changed(bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Some(format!("{}{MISSING}", file.name))),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
        Err(error) => Ok(Some(format!("{}: cannot be read ({error})", file.name))),
    }
}

/// How a folder differs from its manifest, in words; nothing when it is whole and unchanged. Files may be long, so `stopped` is asked
/// again and again whether to give up.
///
/// # Errors
/// When the folder or its manifest cannot be read; of kind `Interrupted` when it was to give up.
pub fn verify(folder: &Path, stopped: &dyn Fn() -> bool) -> io::Result<(Manifest, Vec<String>)> {
    let manifest = Manifest::read(folder)?;
    let mut differences = Vec::new();
    if !manifest.texts_match() {
        differences.push("manifest.json: the scenario text does not match its SHA-256".to_owned());
    }
    let mut changed = Vec::new();
    for file in &manifest.files {
        changed.extend(difference(folder, file, stopped)?);
    }
    if changed.is_empty() {
        differences.extend(disagreement(folder, &manifest));
    }
    differences.extend(changed);
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
