//! Where a command writes its results folder.

use super::error::Failure;
use super::signals::Signals;
use provenu::results::{FileFacts, Manifest, Placed, Staged, Target};
use provenu::scenario::Scenario;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

/// The inputs that determine the results folder.
pub struct ResultsPlace<'a> {
    /// The folder asked for.
    pub output: Option<&'a PathBuf>,
    /// Whether something else may stand there.
    pub overwrite: bool,
    /// The scenario files with what they mean; the first names the folder where none is asked for.
    pub scenarios: &'a [(&'a Path, &'a Scenario)],
    /// What is added to that name.
    pub suffix: &'a str,
}

impl ResultsPlace<'_> {
    /// Checks the place and begins to write before the run, so that no run is lost to a place that cannot be written.
    pub fn stage(&self) -> Result<Staged, Failure> {
        let folder = match self.output {
            Some(folder) => folder.clone(),
            None => self.usual()?,
        };
        let data = self.scenarios.iter().flat_map(|(file, scenario)| {
            let beside = file.parent().unwrap_or(Path::new(""));
            scenario.data_files.iter().map(move |data| beside.join(&data.name))
        });
        let read: Vec<PathBuf> = self.scenarios.iter().map(|(file, _)| file.to_path_buf()).chain(data).collect();
        let staged = Target::new(&folder, self.overwrite, &read, &Signals)?.stage(&Signals)?;
        Signals::writing(staged.folder());
        Ok(staged)
    }

    /// `output/<scenario file stem>` with the variant, if it is one, and the suffix.
    fn usual(&self) -> Result<PathBuf, Failure> {
        let (file, scenario) = self.scenarios[0];
        let mut name = file.file_stem().map_or_else(OsString::new, OsString::from);
        if let Some(variant) = &scenario.variant {
            name.push(format!(".{}", variant.id));
        }
        name.push(self.suffix);
        // A file called `..toml` has the stem `.`, which is no name for a folder.
        let plain = matches!(Path::new(&name).components().next(), Some(Component::Normal(part)) if part == name);
        if plain {
            return Ok(PathBuf::from("output").join(name));
        }
        Err(Failure::Usage(format!("{} gives no name for a results folder; name one with -o", file.display())))
    }
}

/// Puts a folder in its place.
pub fn commit(staged: Staged, manifest: impl FnOnce(Vec<FileFacts>) -> Manifest) -> Result<Placed, Failure> {
    Signals::placing();
    let placed = staged.commit(manifest, &Signals);
    Signals::placed(placed.as_ref().ok().map(|placed| shown_path(&placed.path)));
    Ok(placed?)
}

/// A path as the user would type it: relative to the current folder where it lies below.
pub fn shown_path(path: &Path) -> String {
    let here = std::env::current_dir().ok().and_then(|here| here.canonicalize().ok());
    let short = here.and_then(|here| path.strip_prefix(here).ok().map(PathBuf::from));
    short.unwrap_or_else(|| path.to_owned()).display().to_string()
}
