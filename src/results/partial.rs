//! The temporary folder beside a target, and what runs that were killed have left of theirs.
//!
//! `.provenu-XXXXXX.partial` is a folder being written. When it is whole it becomes `.provenu-XXXXXX.replaced` and changes places
//! with what stands at the target, which then has this name until it is deleted or moved aside. Where the system cannot
//! exchange two folders, what stands at the target is moved to `.replaced` first, with `.partial` still beside it.
//!
//! A run locks its folder as long as it lives, so an unlocked folder belongs to no run.

use super::manifest::{MANIFEST, MISSING, verify};
use super::turn::Caller;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

const PREFIX: &str = ".provenu-";
const PARTIAL: &str = "partial";
const REPLACED: &str = "replaced";

/// A folder of this run, removed when the value is dropped.
#[derive(Debug)]
pub(super) struct Partial {
    path: PathBuf,
    /// Locked while this run lives, where folders can be.
    _lock: Option<File>,
    /// Whether it is still to be removed.
    ours: bool,
}

impl Partial {
    /// An empty folder in another.
    pub fn new(parent: &Path) -> io::Result<Self> {
        let suffix = format!(".{PARTIAL}");
        let path = tempfile::Builder::new().prefix(PREFIX).suffix(&suffix).tempdir_in(parent)?.keep();
        let lock = File::open(&path).ok().filter(|file| file.try_lock().is_ok());
        Ok(Self { path, _lock: lock, ours: true })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The name under which what is replaced stands until it is gone.
    pub fn replaced(&self) -> PathBuf {
        self.path.with_extension(REPLACED)
    }

    /// Gives the folder another name; it is still removed when the value is dropped.
    pub fn rename(&mut self, to: &Path) -> io::Result<()> {
        fs::rename(&self.path, to)?;
        to.clone_into(&mut self.path);
        Ok(())
    }

    /// The folder has its final place: nothing is to be removed any more.
    pub fn placed(&mut self) {
        self.ours = false;
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if self.ours {
            // What cannot be removed is found by the next run.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Removes an unchanged results folder, its manifest last: after a kill the remains can still be recognised by it.
pub(super) fn remove_results(folder: &Path) -> io::Result<()> {
    let gone = |result: io::Result<()>| match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    };
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() != MANIFEST {
            gone(fs::remove_file(entry.path()))?;
        }
    }
    gone(fs::remove_dir_all(folder))
}

/// Removes what runs that were killed have left in a folder, and says so. Nothing that anybody may want is removed.
pub(super) fn tidy(parent: &Path, caller: &dyn Caller) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    let left = entries.flatten().map(|entry| entry.path()).filter(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        name.starts_with(PREFIX) && [PARTIAL, REPLACED].contains(&ending)
    });
    let mut left: Vec<PathBuf> = left.filter(|path| belongs_to_nobody(path)).collect();
    left.sort();
    for path in &left {
        if caller.stopped() {
            return;
        }
        let other = if path.extension().is_some_and(|ending| ending == PARTIAL) { REPLACED } else { PARTIAL };
        let between = path.with_extension(other).exists();
        caller.note(&tidied(path, between, caller));
    }
}

/// Deals with one folder; `between`: its run was killed between two renames, and both folders may be wanted.
fn tidied(path: &Path, between: bool, caller: &dyn Caller) -> String {
    let shown = path.display();
    let partial = path.extension().is_some_and(|ending| ending == PARTIAL);
    if between {
        let what = if partial { "the new results" } else { "what stood in their place" };
        return format!("{shown} holds {what} of a run that was killed while placing them; nothing was removed");
    }
    let missing = |difference: &String| difference.ends_with(MISSING);
    let removed = if partial {
        fs::remove_dir_all(path)
    } else if fs::remove_dir(path).is_ok() {
        // It was empty.
        Ok(())
    } else if verify(path, &|| caller.stopped()).is_ok_and(|(_, differences)| differences.iter().all(missing)) {
        remove_results(path)
    } else {
        return format!("{shown} holds what a killed run was about to replace; look whether it is still wanted");
    };
    match removed {
        Ok(()) => format!("removed {shown}, left by an earlier run"),
        Err(error) => format!("{shown}, left by an earlier run, cannot be removed: {error}"),
    }
}

/// Whether a folder exists and no run holds it; false where this is unknown.
fn belongs_to_nobody(path: &Path) -> bool {
    let is_folder = fs::symlink_metadata(path).is_ok_and(|facts| facts.is_dir());
    is_folder && File::open(path).is_ok_and(|folder| folder.try_lock().is_ok())
}
