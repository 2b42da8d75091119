//! Data files that a scenario names.

use super::data::DataColumn;

/// A data file that a scenario names.
#[derive(Debug, Clone, PartialEq)]
pub struct DataFile {
    /// The name as written in the scenario.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
    /// The columns that were read.
    pub columns: Vec<DataColumn>,
}

/// Reads the file that a scenario names, relative to the scenario; an error is a sentence for the author.
pub type Fetch<'f> = &'f dyn Fn(&str) -> Result<Vec<u8>, String>;
