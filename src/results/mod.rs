//! The results folder: written whole or not at all, and checkable afterwards.

mod digest;
mod folder;
mod manifest;

pub use digest::sha256;
pub use folder::{Content, FolderError, Placed, Staged, Target, inspect};
pub use manifest::{AnalysisFacts, FileFacts, FurtherScenario, MANIFEST, Manifest, NamedDigest, verify};
