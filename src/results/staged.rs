//! A folder that appears whole or not at all: written beside its place, then put there in one step.

use super::digest::Digesting;
use super::exchange::{exchange, move_to_free};
use super::manifest::{FileFacts, MANIFEST, Manifest};
use super::partial::{Partial, remove_results, tidy};
use super::target::{Content, FolderError, Target, around, before, inspect};
use super::turn::{self, Caller, Turn};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Results that have been computed wait this long for another program's lock, and are then placed without it.
const PATIENCE: Duration = Duration::from_secs(30);
/// The number of attempts when another program changes the place at the same moment.
const ATTEMPTS: usize = 3;

/// A results folder being written. Dropping it removes everything written so far.
#[derive(Debug)]
pub struct Staged {
    target: Target,
    folder: Partial,
    files: Vec<FileFacts>,
}

/// Where the results ended up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The results folder.
    pub path: PathBuf,
    /// Where what stood there before was moved, if it held anything but unchanged results.
    pub moved_aside: Option<PathBuf>,
}

/// The steps in which a folder is put in its place. A run may be killed after any of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The new folder is whole and on disk.
    Written,
    /// It has the name under which the old one is to go.
    Renamed,
    /// The new folder stands in its place.
    InPlace,
    /// Without an exchange: the old folder has left its place, and the new one is not there yet.
    Between,
}

/// Follows the steps; an error ends the placing there.
pub(super) type Watch<'a> = &'a mut dyn FnMut(Step) -> Result<(), FolderError>;

/// Exchanges two folders, or says that it cannot.
pub(super) type Exchange<'a> = &'a dyn Fn(&Path, &Path) -> io::Result<bool>;

impl Target {
    /// Starts writing in a temporary folder beside the target. Folders left by killed runs are removed first.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn stage(self, caller: &dyn Caller) -> Result<Staged, FolderError> {
        let parent = around(&self.path);
        // Only the kind: the error may name a temporary folder that the user does not know.
        let failed = |error: io::Error| FolderError::Io {
            what: format!("{} cannot be made", self.path.display()),
            source: error.kind().into(),
        };
        fs::create_dir_all(parent).map_err(failed)?;
        let _turn = before(parent, caller)?;
        tidy(parent, caller);
        let folder = Partial::new(parent).map_err(failed)?;
        Ok(Staged::new(self, folder))
    }
}

impl Staged {
    pub(super) fn new(target: Target, folder: Partial) -> Self {
        Self { target, folder, files: Vec::new() }
    }

    /// Where the files are written until they are placed.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file through a function that is given the writer; the file is on disk when this returns.
    ///
    /// # Errors
    /// When writing fails, a full disk included.
    pub fn write(
        &mut self,
        name: &str,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), FolderError> {
        let facts = self.try_write(name, content).map_err(|source| FolderError::Io {
            what: format!("{} cannot be written, and nothing was kept", self.target.path.join(name).display()),
            source,
        })?;
        self.files.push(facts);
        Ok(())
    }

    fn try_write(&self, name: &str, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<FileFacts> {
        let file = File::create_new(self.folder.path().join(name))?;
        let mut writer = Digesting::new(BufWriter::new(file));
        content(&mut writer)?;
        writer.flush()?;
        let (inner, sha256, bytes) = writer.finish();
        let file = inner.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok(FileFacts { name: name.to_owned(), bytes, sha256 })
    }

    /// Writes the manifest and puts the folder in its place.
    ///
    /// # Errors
    /// When the place was taken meanwhile, or moving fails; what stood there before then still stands, and the new folder
    /// stands beside it.
    pub fn commit(
        mut self,
        manifest: impl FnOnce(Vec<FileFacts>) -> Manifest,
        caller: &dyn Caller,
    ) -> Result<Placed, FolderError> {
        let manifest = manifest(std::mem::take(&mut self.files));
        self.write(MANIFEST, |writer| {
            serde_json::to_writer_pretty(&mut *writer, &manifest)?;
            writer.write_all(b"\n")
        })?;
        self.place(caller, &exchange, &mut |_| Ok(())).map_err(|error| self.kept(error))
    }

    /// Keeps a whole folder that could not be placed beside its place, under a name of its own.
    fn kept(&mut self, error: FolderError) -> FolderError {
        if matches!(error, FolderError::Interrupted) {
            return error;
        }
        let Some(path) = move_beside(self.folder.path(), &self.target.path, "new") else { return error };
        self.folder.placed();
        FolderError::Beside { path: path.display().to_string(), source: Box::new(error) }
    }

    /// Leaves everything on disk, as a kill does.
    #[cfg(test)]
    pub(super) fn killed(mut self) {
        self.folder.placed();
    }

    fn failed(&self) -> impl Fn(io::Error) -> FolderError + use<> {
        let what = format!("{} cannot be put in place", self.target.path.display());
        move |source| FolderError::Io { what: what.clone(), source }
    }

    pub(super) fn place(
        &mut self,
        caller: &dyn Caller,
        exchange: Exchange<'_>,
        watch: Watch<'_>,
    ) -> Result<Placed, FolderError> {
        let path = self.target.path.clone();
        set_permissions(self.folder.path()).map_err(self.failed())?;
        sync(self.folder.path()).map_err(self.failed())?;
        watch(Step::Written)?;
        let _turn = match turn::take(around(&path), PATIENCE, caller) {
            Turn::Stopped => return Err(FolderError::Interrupted),
            // Without the lock this run or another may be refused the place; no results are lost.
            turn => turn,
        };
        for _ in 0..ATTEMPTS {
            // Files are hashed before anything moves, so that moving takes no time.
            let before = stamps(&path);
            let content = inspect(&path, &|| caller.stopped())?;
            match &content {
                Content::Foreign(differences) if !self.target.overwrite => {
                    return Err(FolderError::Taken {
                        path: path.display().to_string(),
                        differences: differences.clone(),
                    });
                }
                Content::Free => {
                    if self.move_to_free(&path).map_err(self.failed())? {
                        watch(Step::InPlace)?;
                        return Ok(self.arrived(None, caller));
                    }
                }
                Content::Ours | Content::Foreign(_) => {
                    let aside = self.folder.replaced();
                    if self.change_places(&aside, &before, exchange, watch)? {
                        watch(Step::InPlace)?;
                        let moved_aside = dispose(&path, &aside, content == Content::Ours, caller);
                        return Ok(self.arrived(moved_aside, caller));
                    }
                }
            }
        }
        let differences = vec!["files that are being changed just now".to_owned()];
        Err(FolderError::Taken { path: path.display().to_string(), differences })
    }

    /// Moves to where nothing stands, or an empty folder; `false` where something has come to stand there.
    fn move_to_free(&mut self, path: &Path) -> io::Result<bool> {
        use io::ErrorKind::{AlreadyExists, DirectoryNotEmpty};
        match move_to_free(self.folder.path(), path) {
            Ok(true) => {}
            Err(error) if error.kind() != AlreadyExists => return Err(error),
            // An empty folder, or a system that cannot tell; no folder is replaced unless it is empty.
            Ok(false) | Err(_) => {
                if cfg!(windows) && path.exists() {
                    fs::remove_dir(path)?;
                }
                match fs::rename(self.folder.path(), path) {
                    Err(error) if matches!(error.kind(), DirectoryNotEmpty | AlreadyExists) => return Ok(false),
                    other => other?,
                }
            }
        }
        self.folder.placed();
        Ok(true)
    }

    /// The new folder takes the place of the old one, which then stands aside; `false`, and nothing is moved, where the old one
    /// is not what it was any more.
    fn change_places(
        &mut self,
        aside: &Path,
        before: &[Stamp],
        exchange: Exchange<'_>,
        watch: Watch<'_>,
    ) -> Result<bool, FolderError> {
        let path = self.target.path.clone();
        let partial = self.folder.path().to_owned();
        let unchanged = || stamps(aside) == before;
        // First the name that says what is to be done with the folder, should this be the last step.
        self.folder.rename(aside).map_err(self.failed())?;
        watch(Step::Renamed)?;
        if exchange(aside, &path).map_err(self.failed())? {
            if unchanged() {
                self.folder.placed();
                return Ok(true);
            }
            exchange(aside, &path).map_err(self.failed())?;
            self.folder.rename(&partial).map_err(self.failed())?;
            return Ok(false);
        }
        self.folder.rename(&partial).map_err(self.failed())?;
        fs::rename(&path, aside).map_err(self.failed())?;
        watch(Step::Between)?;
        let placed = if unchanged() { fs::rename(&partial, &path).map(|()| true) } else { Ok(false) };
        match placed {
            Ok(true) => self.folder.placed(),
            _ => fs::rename(aside, &path).map_err(self.failed())?,
        }
        placed.map_err(self.failed())
    }

    fn arrived(&self, moved_aside: Option<PathBuf>, caller: &dyn Caller) -> Placed {
        let path = self.target.path.clone();
        if let Err(error) = sync(around(&path)) {
            caller.note(&format!("{} is in place, but may not outlast a power failure: {error}", path.display()));
        }
        Placed { path, moved_aside }
    }
}

/// Deletes what was replaced, or moves it aside where it holds anything but unchanged results. Tells where it is then.
fn dispose(path: &Path, aside: &Path, ours: bool, caller: &dyn Caller) -> Option<PathBuf> {
    if ours {
        if let Err(error) = remove_results(aside) {
            let (path, aside) = (path.display(), aside.display());
            caller.note(&format!(
                "{path} is in place; the results before it stay in {aside}, which cannot be deleted: {error}"
            ));
        }
        return None;
    }
    Some(move_beside(aside, path, "before").unwrap_or_else(|| aside.to_owned()))
}

/// Moves a folder to a free name beside a path; tells which, if it can be moved.
fn move_beside(folder: &Path, path: &Path, word: &str) -> Option<PathBuf> {
    for free in free_siblings(path, word) {
        match move_to_free(folder, &free) {
            Ok(true) => return Some(free),
            Ok(false) if !free.exists() && fs::rename(folder, &free).is_ok() => return Some(free),
            Ok(false) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(_) => break,
        }
    }
    None
}

/// `results.before-1`, `results.before-2`, …, or with another word.
fn free_siblings(path: &Path, word: &str) -> impl Iterator<Item = PathBuf> {
    let name = path.file_name().map_or_else(|| "results".into(), OsString::from);
    (1..10_000u32).map(move |i| {
        let mut sibling = name.clone();
        sibling.push(format!(".{word}-{i}"));
        path.with_file_name(sibling)
    })
}

/// Name, size and time of the last change of a file.
type Stamp = (OsString, u64, Option<SystemTime>);

/// Of everything in a folder; nothing where it cannot be read.
fn stamps(folder: &Path) -> Vec<Stamp> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut stamps: Vec<Stamp> = entries
        .filter_map(|entry| {
            let facts = entry.metadata().ok()?;
            Some((entry.file_name(), facts.len(), facts.modified().ok()))
        })
        .collect();
    stamps.sort();
    stamps
}

/// Writes the entries of a folder to disk, on systems that can.
fn sync(folder: &Path) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, IsADirectory, PermissionDenied, Unsupported};
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if [InvalidInput, IsADirectory, PermissionDenied, Unsupported].contains(&error.kind()) => Ok(()),
        other => other,
    }
}

/// A temporary folder is private; results are as readable as any other folder.
#[cfg(unix)]
fn set_permissions(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn set_permissions(_path: &Path) -> io::Result<()> {
    Ok(())
}
