//! Scenarios from files: the only place of the library that reads any.

use crate::model::Language;
#[cfg(feature = "cli")]
use crate::results::Manifest;
use crate::scenario::{ListedProgramme, Override, PortfolioFile, Problems, Scenario, ValueLibrary, utf8};
#[cfg(feature = "cli")]
use crate::sha256::sha256;
use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Why a scenario could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Its file cannot be read; a sentence for its author.
    #[error("{0}")]
    File(String),
    /// It has problems.
    #[error(transparent)]
    Scenario(#[from] Problems),
}

/// Reads a scenario, or one of its variants, with its overrides and data files. Data files lie in or below the folder of the scenario, or in or below
/// one of `folders`: a scenario from elsewhere is not to show what it has no business with. A link counts as what it leads to.
///
/// # Errors
/// When the file cannot be read, or all problems of the scenario at once.
pub fn scenario(
    path: &Path,
    variant: Option<&str>,
    overrides: &[Override],
    folders: &[PathBuf],
) -> Result<Scenario, LoadError> {
    let name = path.display().to_string();
    let allowed = format!("{} MiB", MOST_OF_A_SCENARIO >> 20);
    let bytes = contents(path, &name, (MOST_OF_A_SCENARIO, &allowed)).map_err(LoadError::File)?;
    let text = utf8(&name, &bytes).map_err(LoadError::File)?;
    let beside = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut allowed = vec![real_folder(beside, "")?];
    for folder in folders {
        allowed.push(real_folder(folder, "--data ")?);
    }
    let left = Cell::new(MOST_OF_DATA);
    let together = format!("{} MiB, data files together", MOST_OF_DATA >> 20);
    let fetch = |file: &str| {
        let bytes = contents(&inside(beside, file, &allowed)?, file, (left.get(), &together))?;
        left.set(left.get() - bytes.len() as u64);
        Ok(bytes)
    };
    let Some(id) = variant else { return Ok(Scenario::parse(&name, text, overrides, &fetch)?) };
    let scenario = Scenario::parse(&name, text, &[], &fetch)?;
    left.set(MOST_OF_DATA);
    Ok(scenario.variant(id, overrides, &fetch)?)
}

/// A file that lists programmes, with their scenarios.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The file.
    pub file: PortfolioFile,
    /// The scenario of each programme, with all that differs in it.
    pub scenarios: Vec<Scenario>,
}

impl Listed {
    /// The same told in a language.
    ///
    /// # Errors
    /// When a text has a problem in that language.
    pub fn told_in(self, language: Language) -> Result<Self, Problems> {
        let told = |scenario: &Scenario| {
            if scenario.model.language == language { Ok(scenario.clone()) } else { scenario.told_in(language) }
        };
        Ok(Self { scenarios: self.scenarios.iter().map(told).collect::<Result<_, _>>()?, ..self })
    }
}

/// Reads a file that lists programmes, with the scenario of each; further overrides come after a programme's own, data files lie as for
/// [`scenario`]. `None` = the file lists none: it is a scenario, perhaps.
///
/// # Errors
/// When a file cannot be read, or with all problems of the list, or of the first scenario that has some.
pub fn portfolio(path: &Path, overrides: &[Override], folders: &[PathBuf]) -> Result<Option<Listed>, LoadError> {
    let name = path.display().to_string();
    let allowed = format!("{} MiB", MOST_OF_A_SCENARIO >> 20);
    let bytes = contents(path, &name, (MOST_OF_A_SCENARIO, &allowed)).map_err(LoadError::File)?;
    let text = utf8(&name, &bytes).map_err(LoadError::File)?;
    if !PortfolioFile::is_one(&name, text) {
        return Ok(None);
    }
    let file = PortfolioFile::read(&name, text)?;
    let beside = path.parent().unwrap_or(Path::new(""));
    let own = |of: &ListedProgramme| {
        let all: Vec<Override> = of.set.iter().chain(overrides).cloned().collect();
        scenario(&beside.join(&of.scenario), of.variant.as_deref(), &all, folders)
    };
    let scenarios = file.programmes.iter().map(own).collect::<Result<_, _>>()?;
    Ok(Some(Listed { file, scenarios }))
}

/// Reads a file of figures.
///
/// # Errors
/// When it cannot be read, or all that is wrong with it, a line each.
pub fn values(path: &Path) -> Result<ValueLibrary, String> {
    let name = path.display().to_string();
    let bytes = contents(path, &name, (MOST_OF_DATA, "64 MiB"))?;
    ValueLibrary::read(&name, &bytes).map_err(|problems| problems.join("\n"))
}

/// The scenario that a results folder was made from, as its manifest holds it, with further overrides. Data files are not stored in
/// results: they are looked for in the current folder and in `folders`, and must be the same to the byte.
///
/// # Errors
/// When a data file is gone or another, or as for [`scenario`].
#[cfg(feature = "cli")]
pub fn of_results(
    folder: &Path,
    manifest: &Manifest,
    overrides: &[Override],
    folders: &[PathBuf],
) -> Result<Scenario, LoadError> {
    let name = folder.display().to_string();
    let refused = |message: String| LoadError::File(format!("{name}: {message}"));
    if let Some(analysis) = &manifest.analysis {
        return Err(refused(format!("the results of `provenu {}`; allowed: those of a run", analysis.command)));
    }
    let mut all = Vec::new();
    for change in &manifest.set {
        all.push(change.parse::<Override>().map_err(|told| refused(format!("the manifest's `{change}`: {told}")))?);
    }
    all.extend(overrides.iter().cloned());
    let fetch = |file: &str| {
        let known = manifest.data_files.iter().find(|known| known.name == file);
        let places = std::iter::once(Path::new(".")).chain(folders.iter().map(PathBuf::as_path));
        let found = places.map(|place| place.join(file)).find(|path| path.is_file());
        let Some(path) = found else {
            return Err(format!("{file} is not here, and results do not hold it; name its folder with --data DIR"));
        };
        let bytes = contents(&path, file, (MOST_OF_DATA, "64 MiB"))?;
        match known {
            Some(known) if known.sha256 == sha256(&bytes) => Ok(bytes),
            _ => Err(format!("{} is not the file that the results were made from", path.display())),
        }
    };
    let Some(id) = &manifest.variant else { return Ok(Scenario::parse(&name, &manifest.scenario, &all, &fetch)?) };
    Ok(Scenario::parse(&name, &manifest.scenario, &[], &fetch)?.variant(id, &all, &fetch)?)
}

fn real_folder(folder: &Path, option: &str) -> Result<PathBuf, LoadError> {
    let name = format!("{option}{}", folder.display());
    match fs::canonicalize(folder) {
        Ok(real) if real.is_dir() => Ok(real),
        Ok(_) => Err(LoadError::File(format!("{name} is not a folder"))),
        Err(error) => Err(LoadError::File(unreadable(folder, &name, &error))),
    }
}

/// The canonical path of a data file, if that place is allowed. The error does not reveal whether a file elsewhere exists.
fn inside(beside: &Path, file: &str, allowed: &[PathBuf]) -> Result<PathBuf, String> {
    let path = beside.join(file);
    let real = fs::canonicalize(&path);
    let known = real.as_ref().ok().cloned().or_else(|| path.ancestors().find_map(|part| fs::canonicalize(part).ok()));
    if known.is_some_and(|known| allowed.iter().any(|folder| known.starts_with(folder))) {
        return real.map_err(|error| unreadable(&path, file, &error));
    }
    Err(format!(
        "{file} lies outside the scenario's folder; allowed: in or below it, or in or below a folder given with --data DIR"
    ))
}

/// Most bytes of a scenario, and of its data files together: some hundred times what any holds.
const MOST_OF_A_SCENARIO: u64 = 1 << 24;
const MOST_OF_DATA: u64 = 1 << 26;

/// The bytes of a regular file up to a size. Pipes and devices are refused, since they may never end.
fn contents(path: &Path, name: &str, (most, allowed): (u64, &str)) -> Result<Vec<u8>, String> {
    let facts = fs::metadata(path).map_err(|error| unreadable(path, name, &error))?;
    if !facts.is_file() && !facts.is_dir() {
        return Err(format!("{name} is a pipe or a device; allowed: a file"));
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(path, name, &error))?;
    if bytes.len() as u64 > most {
        return Err(format!("{name} is too large; allowed: {allowed}"));
    }
    Ok(bytes)
}

fn unreadable(path: &Path, name: &str, error: &io::Error) -> String {
    if path.is_dir() {
        return format!("{name} is a folder, not a file");
    }
    match error.kind() {
        io::ErrorKind::NotFound => format!("{name} does not exist"),
        io::ErrorKind::PermissionDenied => format!("{name} may not be read (permission denied)"),
        _ => format!("{name} cannot be read: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCENARIO: &str = r#"
title = "Stays"
perspective = "municipality"
timeline = { start = 2024, years = 2 }
intake = { adults = 20 }
[placements]
avoided = 1
duration = { each = { file = "FILE" } }
[lines.care]
kind = "saving"
payer = "municipality"
per = "placement_year"
amount = 580000
"#;

    /// A home with `case/case.toml`, and the files `inside` and `outside` that hold durations.
    fn home() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let home = tempfile::tempdir().expect("a folder");
        let (inside, outside) = (home.path().join("case/data/stays.csv"), home.path().join("elsewhere/stays.csv"));
        for file in [&inside, &outside] {
            fs::create_dir_all(file.parent().expect("a folder")).expect("made");
            fs::write(file, "years\n0.5\n1.5\n").expect("written");
        }
        (home, inside, outside)
    }

    fn load(home: &Path, file: &str, folders: &[PathBuf]) -> Result<Scenario, String> {
        let path = home.join("case/case.toml");
        fs::write(&path, SCENARIO.replace("FILE", file)).expect("written");
        scenario(&path, None, &[], folders).map_err(|error| error.to_string())
    }

    #[test]
    fn data_files_lie_in_or_below_the_folder_of_the_scenario() {
        let (home, inside, outside) = home();
        let home = home.path();
        for file in
            ["data/stays.csv", "./data/../data/stays.csv", "../case/data/stays.csv", &inside.display().to_string()]
        {
            assert_eq!(load(home, file, &[]).expect(file).data_files[0].columns[0].rows, 2);
        }
        for file in
            ["../elsewhere/stays.csv", "../elsewhere/none.csv", "/nowhere/stays.csv", &outside.display().to_string()]
        {
            let told = load(home, file, &[]).expect_err("outside");
            assert!(told.contains("lies outside the scenario's folder"), "{told}");
        }
        for file in ["none.csv", "none/none.csv", "data/../none.csv"] {
            let told = load(home, file, &[]).expect_err("absent");
            assert!(told.contains("does not exist"), "{told}");
        }
    }

    #[test]
    fn a_folder_given_as_well_allows_more_and_must_be_one() {
        let (home, _, outside) = home();
        let elsewhere = [home.path().join("elsewhere")];
        for file in ["../elsewhere/stays.csv", &outside.display().to_string()] {
            load(home.path(), file, &elsewhere).expect("allowed");
        }
        let told = load(home.path(), "../elsewhere/none.csv", &elsewhere).expect_err("absent");
        assert!(told.contains("does not exist"), "{told}");
        for (folder, told) in [(outside, "is not a folder"), (home.path().join("none"), "does not exist")] {
            let found = load(home.path(), "data/stays.csv", &[folder]).expect_err("no folder");
            assert!(found.starts_with("--data ") && found.ends_with(told), "{found}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_counts_as_what_it_leads_to() {
        let (home, _, outside) = home();
        let home = home.path();
        std::os::unix::fs::symlink(&outside, home.join("case/link.csv")).expect("linked");
        std::os::unix::fs::symlink(home.join("elsewhere"), home.join("case/folder")).expect("linked");
        for file in ["link.csv", "folder/stays.csv"] {
            assert!(load(home, file, &[]).expect_err("outside").contains("lies outside"));
            load(home, file, &[home.join("elsewhere")]).expect("allowed");
        }
    }

    #[test]
    fn what_is_too_large_is_not_read_to_its_end() {
        let (home, inside, _) = home();
        File::options().write(true).open(&inside).expect("there").set_len(MOST_OF_DATA + 1).expect("sparse");
        let told = load(home.path(), "data/stays.csv", &[]).expect_err("too large");
        assert!(told.contains("data/stays.csv is too large; allowed: 64 MiB"), "{told}");
    }
}
