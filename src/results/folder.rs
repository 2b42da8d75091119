//! A folder that appears whole or not at all: written beside its place, then renamed into it.

use super::digest::Digesting;
use super::manifest::{FileFacts, MANIFEST, Manifest, verify};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What stands where a results folder is to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Nothing, or an empty folder.
    Free,
    /// A results folder that nobody changed.
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
    #[error("{0} holds the folder you are in, or the scenario; choose another with -o")]
    InUse(String),
    /// The path is where another disk is mounted, which cannot be replaced as a whole.
    #[error("{0} is a mount point; give a folder inside it with -o")]
    MountPoint(String),
    /// The path is a link that leads nowhere.
    #[error("{0} is a link that leads nowhere; choose another folder with -o")]
    DanglingLink(String),
    /// The path is a file.
    #[error("{0} is a file; -o takes a folder")]
    NotAFolder(String),
    /// Reading or writing failed.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// Why it failed.
        source: io::Error,
    },
}

/// A place for a results folder, checked before anything is computed.
#[derive(Debug, Clone)]
pub struct Target {
    path: PathBuf,
    overwrite: bool,
}

/// Where the results ended up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The results folder.
    pub path: PathBuf,
    /// Where what stood there before was moved, if it held anything but unchanged results.
    pub moved_aside: Option<PathBuf>,
}

/// Looks at what stands at a path.
///
/// # Errors
/// When the path is a file or cannot be read.
pub fn inspect(path: &Path) -> Result<Content, FolderError> {
    let io = |source| FolderError::Io { what: format!("{} cannot be read", path.display()), source };
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Content::Free),
        Err(error) => return Err(io(error)),
        Ok(facts) if !facts.is_dir() => return Err(FolderError::NotAFolder(path.display().to_string())),
        Ok(_) => {}
    }
    let mut names: Vec<String> = fs::read_dir(path)
        .and_then(|entries| entries.map(|entry| entry.map(|e| e.file_name().to_string_lossy().into_owned())).collect())
        .map_err(io)?;
    if names.is_empty() {
        return Ok(Content::Free);
    }
    Ok(match verify(path) {
        Ok((_, differences)) if differences.is_empty() => Content::Ours,
        Ok((_, differences)) => Content::Foreign(differences),
        Err(_) => {
            names.sort();
            let more = names.len().saturating_sub(4);
            names.truncate(4);
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
    pub fn new(path: &Path, overwrite: bool, in_use: &[&Path]) -> Result<Self, FolderError> {
        // A link stays a link: the folder it leads to is what is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let shown = || path.display().to_string();
        if path.is_symlink() {
            return Err(FolderError::DanglingLink(shown()));
        }
        if is_mount_point(&path) {
            return Err(FolderError::MountPoint(shown()));
        }
        let holds = |used: &Path| fs::canonicalize(used).is_ok_and(|used| used.starts_with(&path));
        if holds(Path::new(".")) || in_use.iter().any(|used| holds(used)) {
            return Err(FolderError::InUse(shown()));
        }
        let _turn = take_turn(&path);
        match inspect(&path)? {
            Content::Foreign(differences) if !overwrite => {
                Err(FolderError::Taken { path: path.display().to_string(), differences })
            }
            _ => Ok(Self { path, overwrite }),
        }
    }

    /// Starts writing, in a folder of its own beside the target.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn stage(self) -> Result<Staged, FolderError> {
        let parent = match self.path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let failed = |source| FolderError::Io { what: format!("{} cannot be made", self.path.display()), source };
        fs::create_dir_all(&parent).map_err(failed)?;
        let folder =
            tempfile::Builder::new().prefix(".provenu-").suffix(".partial").tempdir_in(&parent).map_err(failed)?;
        Ok(Staged { target: self, folder, files: Vec::new() })
    }
}

/// A results folder being written. Dropping it removes everything written so far.
#[derive(Debug)]
pub struct Staged {
    target: Target,
    folder: TempDir,
    files: Vec<FileFacts>,
}

impl Staged {
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

    /// Writes the manifest and moves the folder into its place.
    ///
    /// # Errors
    /// When the place was taken meanwhile, or moving fails; what stood there before then still stands.
    pub fn commit(mut self, manifest: impl FnOnce(Vec<FileFacts>) -> Manifest) -> Result<Placed, FolderError> {
        let manifest = manifest(std::mem::take(&mut self.files));
        self.write(MANIFEST, |writer| {
            serde_json::to_writer_pretty(&mut *writer, &manifest)?;
            writer.write_all(b"\n")
        })?;
        let path = self.target.path.clone();
        set_permissions(self.folder.path())
            .map_err(|source| FolderError::Io { what: format!("{} cannot be put in place", path.display()), source })?;
        let _turn = take_turn(&path);
        let moved_aside = self.swap(&path)?;
        // The folder has moved away from its temporary name, so there is nothing left to clean up there.
        let _ = self.folder.keep();
        Ok(Placed { path, moved_aside })
    }

    /// Puts the folder in place; gives where foreign content was moved.
    fn swap(&self, path: &Path) -> Result<Option<PathBuf>, FolderError> {
        let failed = |source| FolderError::Io { what: format!("{} cannot be put in place", path.display()), source };
        let into_place = || fs::rename(self.folder.path(), path).map_err(failed);
        match inspect(path)? {
            Content::Free => {
                if path.exists() {
                    fs::remove_dir(path).map_err(failed)?;
                }
                into_place().map(|()| None)
            }
            Content::Ours => {
                let aside = self.folder.path().with_extension("replaced");
                fs::rename(path, &aside).map_err(failed)?;
                // Somebody may have edited a file since it was inspected; what was moved is what is judged.
                let untouched = matches!(inspect(&aside), Ok(Content::Ours));
                let placed = if untouched {
                    into_place()
                } else {
                    let differences = vec!["a file that was edited just now".to_owned()];
                    Err(FolderError::Taken { path: path.display().to_string(), differences })
                };
                match placed {
                    Ok(()) => fs::remove_dir_all(&aside).map_err(failed).map(|()| None),
                    Err(error) => {
                        fs::rename(&aside, path).map_err(failed)?;
                        Err(error)
                    }
                }
            }
            Content::Foreign(differences) if !self.target.overwrite => {
                Err(FolderError::Taken { path: path.display().to_string(), differences })
            }
            Content::Foreign(_) => {
                let aside = free_sibling(path);
                fs::rename(path, &aside).map_err(failed)?;
                into_place().map(|()| Some(aside))
            }
        }
    }
}

/// Waits until no other run of provenu is looking at or placing results beside a path. The turn ends when the value is
/// dropped. Where folders cannot be locked, runs that finish at the same moment may refuse each other, never lose anything.
fn take_turn(path: &Path) -> Option<File> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = File::open(parent).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// `results.before-1`, `results.before-2`, … the first that is free.
fn free_sibling(path: &Path) -> PathBuf {
    let name = path.file_name().map_or_else(|| "results".to_owned(), |name| name.to_string_lossy().into_owned());
    (1..=u32::MAX)
        .map(|i| path.with_file_name(format!("{name}.before-{i}")))
        .find(|candidate| !candidate.exists())
        .unwrap_or_else(|| path.with_file_name(format!("{name}.before")))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::sha256;

    fn manifest(files: Vec<FileFacts>) -> Manifest {
        Manifest {
            program: "provenu".into(),
            version: "0".into(),
            schema: 1,
            seed: 1,
            replications: 2,
            sampling: "random".into(),
            scenario: "text".into(),
            scenario_sha256: sha256(b"text"),
            set: vec![],
            data_files: vec![],
            analysis: None,
            files,
        }
    }

    fn write(path: &Path, overwrite: bool, content: &str) -> Result<Placed, FolderError> {
        let mut staged = Target::new(path, overwrite, &[])?.stage()?;
        staged.write("a.csv", |writer| writer.write_all(content.as_bytes()))?;
        staged.commit(manifest)
    }

    #[test]
    fn unchanged_results_are_replaced_and_changed_ones_are_not() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("out/results");
        write(&path, false, "one").expect("a free place");
        write(&path, false, "two").expect("our own unchanged results");
        fs::write(path.join("a.csv"), "edited").expect("edit");
        let refused = write(&path, false, "three").expect_err("changed results");
        assert!(refused.to_string().contains("a.csv: changed"), "{refused}");
        assert_eq!(fs::read_to_string(path.join("a.csv")).expect("still there"), "edited");
        let placed = write(&path, true, "three").expect("overwrite");
        let aside = placed.moved_aside.expect("moved aside");
        assert_eq!(fs::read_to_string(aside.join("a.csv")).expect("kept"), "edited");
        let names: Vec<_> = fs::read_dir(path.parent().expect("out")).expect("readable").collect();
        assert_eq!(names.len(), 2, "only the results and what was moved aside remain: {names:?}");
    }

    #[test]
    fn runs_that_finish_together_leave_one_whole_result() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("results");
        std::thread::scope(|scope| {
            for run in 0..4 {
                let path = &path;
                scope.spawn(move || {
                    for i in 0..8 {
                        write(path, false, &format!("run {run}, time {i}")).expect("each run places its results");
                    }
                });
            }
        });
        assert_eq!(inspect(&path).expect("readable"), Content::Ours);
        assert_eq!(fs::read_dir(home.path()).expect("readable").count(), 1, "nothing else remains");
    }

    #[test]
    fn the_folder_one_stands_in_is_never_replaced() {
        let here = std::env::current_dir().expect("a folder");
        let refused = Target::new(&here, true, &[]).expect_err("in use").to_string();
        assert!(refused.contains("the folder you are in"), "{refused}");
    }

    #[test]
    fn a_folder_with_anything_else_is_refused_untouched() {
        let home = tempfile::tempdir().expect("a folder");
        fs::write(home.path().join("thesis.docx"), "mine").expect("write");
        let refused = write(home.path(), false, "one").expect_err("not ours");
        assert!(refused.to_string().contains("thesis.docx"), "{refused}");
    }

    #[test]
    fn a_failed_write_leaves_nothing_behind() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("results");
        let mut staged = Target::new(&path, false, &[]).and_then(Target::stage).expect("a free place");
        let full = staged.write("a.csv", |_| Err(io::Error::from(io::ErrorKind::StorageFull)));
        assert!(full.expect_err("full").to_string().contains("nothing was kept"));
        drop(staged);
        assert_eq!(fs::read_dir(home.path()).expect("readable").count(), 0);
    }

    #[test]
    fn verify_names_what_was_changed_removed_and_added() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("results");
        write(&path, false, "one").expect("a free place");
        assert_eq!(verify(&path).expect("ours").1, Vec::<String>::new());
        fs::remove_file(path.join("a.csv")).expect("remove");
        fs::write(path.join("b.csv"), "").expect("add");
        assert_eq!(verify(&path).expect("ours").1, ["a.csv: missing", "b.csv: not written by provenu"]);
    }
}
