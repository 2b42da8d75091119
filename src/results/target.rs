//! The place where a results folder is to stand, looked at before anything is computed.

use super::manifest::verify;
use super::turn::{self, Caller, Turn};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

/// What stands where a results folder is to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Nothing, or an empty folder.
    Free,
    /// An unchanged results folder.
    Ours,
    /// Something else, or results that were changed: how it differs.
    Foreign(Vec<String>),
}

/// Why a results folder cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The place is taken by something that would be lost.
    #[error("{path} holds what provenu would replace:\n  {}\nchoose another folder with -o, or add --overwrite (it is then moved aside, not deleted)", .differences.join("\n  "))]
    Taken {
        /// The folder.
        path: String,
        /// What it holds.
        differences: Vec<String>,
    },
    /// The path holds the folder the user works in, or a file that the run reads.
    #[error("{path} holds {what}; choose another folder with -o")]
    InUse {
        /// The folder.
        path: String,
        /// What must stay where it is.
        what: String,
    },
    /// The path is where another disk is mounted, which cannot be replaced as a whole.
    #[error("{0} is a mount point; give a folder inside it with -o")]
    MountPoint(String),
    /// The path is a link that leads nowhere.
    #[error("{0} is a link that leads nowhere; choose another folder with -o")]
    DanglingLink(String),
    /// The path goes back out of a folder that does not exist.
    #[error("{0} goes through a folder that does not exist and back out of it; write the path without `..`")]
    BackOutOfNothing(String),
    /// The path is a file, or goes through one.
    #[error("{0} is a file; -o takes a folder")]
    NotAFolder(String),
    /// Another program has locked the folder around it.
    #[error("{0} has been locked by another program all the time; nothing was written")]
    Locked(String),
    /// The folder is whole, but could not be put in its place.
    #[error("{source}\nThe new results are in {path}")]
    Beside {
        /// Where it is.
        path: String,
        /// Why it is not in its place.
        source: Box<FolderError>,
    },
    /// The caller called it off.
    #[error("interrupted")]
    Interrupted,
    /// Reading or writing failed.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// Why it failed.
        source: io::Error,
    },
}

/// Before anything is computed, another program's lock is waited for this long.
const PATIENCE: Duration = Duration::from_secs(10);

/// A place for a results folder, checked before anything is computed.
#[derive(Debug, Clone)]
pub struct Target {
    pub(super) path: PathBuf,
    pub(super) overwrite: bool,
}

/// How many names are told of a folder that provenu did not write.
const SHOWN: usize = 4;

/// Looks at what stands at a path; `stopped` is asked whether to give up, as files may be long.
///
/// # Errors
/// When the path is a file or cannot be read.
pub fn inspect(path: &Path, stopped: &dyn Fn() -> bool) -> Result<Content, FolderError> {
    let io = |source| FolderError::Io { what: format!("{} cannot be read", path.display()), source };
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Content::Free),
        Err(error) => return Err(io(error)),
        Ok(facts) if !facts.is_dir() => return Err(FolderError::NotAFolder(path.display().to_string())),
        Ok(_) => {}
    }
    let entries = fs::read_dir(path).map_err(io)?.collect::<io::Result<Vec<_>>>().map_err(io)?;
    if entries.is_empty() {
        return Ok(Content::Free);
    }
    Ok(match verify(path, stopped) {
        Ok((_, differences)) if differences.is_empty() => Content::Ours,
        Ok((_, differences)) => Content::Foreign(differences),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(FolderError::Interrupted),
        Err(_) => {
            let mut names: Vec<_> =
                entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            names.sort();
            let more = names.len().saturating_sub(SHOWN);
            names.truncate(SHOWN);
            if more > 0 {
                names.push(format!("… and {more} more"));
            }
            Content::Foreign(names)
        }
    })
}

impl Target {
    /// Checks that results may go to a path; `in_use` are files that must stay where they are.
    ///
    /// # Errors
    /// When something stands there that is not unchanged results, unless `overwrite` is given.
    pub fn new(path: &Path, overwrite: bool, in_use: &[PathBuf], caller: &dyn Caller) -> Result<Self, FolderError> {
        let path = resolved(path)?;
        let shown = || path.display().to_string();
        if is_mount_point(&path) {
            return Err(FolderError::MountPoint(shown()));
        }
        let holds = |used: &Path| fs::canonicalize(used).is_ok_and(|used| used.starts_with(&path));
        if holds(Path::new(".")) {
            return Err(FolderError::InUse { path: shown(), what: "the folder you are in".to_owned() });
        }
        if let Some(used) = in_use.iter().find(|used| holds(used)) {
            return Err(FolderError::InUse { path: shown(), what: format!("{}, which is read", used.display()) });
        }
        let _turn =
            around(&path).ancestors().find(|folder| folder.is_dir()).map(|at| before(at, caller)).transpose()?;
        match inspect(&path, &|| caller.stopped())? {
            Content::Foreign(differences) if !overwrite => Err(FolderError::Taken { path: shown(), differences }),
            _ => Ok(Self { path, overwrite }),
        }
    }
}

/// Waits for a turn before anything has been computed, so that nothing is lost by giving up.
pub(super) fn before(folder: &Path, caller: &dyn Caller) -> Result<Turn, FolderError> {
    match turn::take(folder, PATIENCE, caller) {
        Turn::Busy => Err(FolderError::Locked(folder.display().to_string())),
        Turn::Stopped => Err(FolderError::Interrupted),
        turn => Ok(turn),
    }
}

/// The folder around a path.
pub(super) fn around(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The path without links and `..`. A link stays a link: the folder it leads to is what is replaced. Folders that are still to be
/// made have plain names: only the disk knows where `..` leads.
fn resolved(path: &Path) -> Result<PathBuf, FolderError> {
    let shown = || path.display().to_string();
    let mut rest = Vec::new();
    let mut known = path;
    let mut folder = loop {
        let here = if known.as_os_str().is_empty() { Path::new(".") } else { known };
        match fs::canonicalize(here) {
            Ok(folder) => break folder,
            Err(_) if here.is_symlink() => return Err(FolderError::DanglingLink(shown())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(FolderError::NotAFolder(around(here).display().to_string()));
            }
            Err(source) => return Err(FolderError::Io { what: format!("{} cannot be read", shown()), source }),
        }
        match known.components().next_back() {
            Some(Component::Normal(name)) => rest.push(name),
            _ => return Err(FolderError::BackOutOfNothing(shown())),
        }
        known = known.parent().unwrap_or(Path::new(""));
    };
    if !rest.is_empty() && !folder.is_dir() {
        return Err(FolderError::NotAFolder(folder.display().to_string()));
    }
    folder.extend(rest.iter().rev());
    Ok(folder)
}

/// Whether a folder lies on another disk than the folder around it.
#[cfg(unix)]
fn is_mount_point(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|facts| facts.dev()).ok();
    path.parent().is_some_and(|parent| {
        let (inside, around) = (device(path), device(parent));
        inside.is_some() && around.is_some() && inside != around
    })
}

#[cfg(not(unix))]
fn is_mount_point(_path: &Path) -> bool {
    false
}
