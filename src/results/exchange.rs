//! Two folders change places in one step, where the system can.

use std::io;
use std::path::Path;

#[cfg(any(target_vendor = "apple", target_os = "linux", target_os = "android"))]
fn rename(from: &Path, to: &Path, flags: rustix::fs::RenameFlags) -> io::Result<bool> {
    use rustix::fs::{CWD, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, flags) {
        Ok(()) => Ok(true),
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Each stands where the other stood; `false`, and nothing is done, where the system or the disk cannot.
#[cfg(any(target_vendor = "apple", target_os = "linux", target_os = "android"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    rename(one, other, rustix::fs::RenameFlags::EXCHANGE)
}

#[cfg(not(any(target_vendor = "apple", target_os = "linux", target_os = "android")))]
pub(super) fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Moves to where nothing stands; an error where anything does. `false`, and nothing is done, where the system or the disk
/// cannot tell.
#[cfg(any(target_vendor = "apple", target_os = "linux", target_os = "android"))]
pub(super) fn move_to_free(from: &Path, to: &Path) -> io::Result<bool> {
    rename(from, to, rustix::fs::RenameFlags::NOREPLACE)
}

#[cfg(not(any(target_vendor = "apple", target_os = "linux", target_os = "android")))]
pub(super) fn move_to_free(_from: &Path, _to: &Path) -> io::Result<bool> {
    Ok(false)
}
