//! The results folder: written whole or not at all, and checkable afterwards.

mod digest;
mod exchange;
mod manifest;
mod partial;
mod staged;
mod target;
mod turn;

pub use crate::sha256::sha256;
pub use digest::sha256_of_replications;
pub use manifest::{AnalysisFacts, FileFacts, FurtherScenario, MANIFEST, Manifest, NamedDigest, verify};
pub use staged::{Placed, Staged};
pub use target::{Content, FolderError, Target, inspect};
pub use turn::Caller;

#[cfg(test)]
mod tests;
