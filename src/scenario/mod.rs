//! From a TOML scenario file to a validated [`Model`], with every problem of the file found at once.
//!
//! The text becomes a tree of nodes that know where they were written. One declaration, `shape.rs`, says which keys
//! exist, what they take and what they mean; the reader checks against it, the JSON Schema is generated from it. Files are
//! not opened here: the caller hands in the text, and a function that fetches data files named in it.
//!
//! # Example
//!
//! ```
//! use provenu::scenario::{Override, Scenario};
//!
//! let text = r#"
//!     title = "Two years"
//!     perspective = "municipality"
//!     timeline = { start = 2024, years = 2 }
//!     intake = { adults = 10 }
//!     employment = { programme = { events = 12, of = 57 }, comparison = 0.15 }
//!     [lines]
//!     support = { kind = "saving", payer = "municipality", per = "person_year", amount = 139920 }
//! "#;
//! let files = |name: &str| Err(format!("{name} does not exist"));
//! let scenario = Scenario::parse("two-years.toml", text, &[], &files)?;
//! assert_eq!(scenario.model.parameters[0].path, "employment.programme");
//!
//! // The same with one assumption changed, as `--set` does.
//! let change: Override = "employment.programme=0.3".parse()?;
//! assert!(scenario.with(change)?.model.parameters.is_empty(), "nothing is uncertain any more");
//!
//! // What is wrong is told with line, column, key, the value found and what is allowed.
//! let wrong = text.replace("years = 2", "years = 0").replace("0.15", "1.5");
//! let problems = Scenario::parse("two-years.toml", &wrong, &[], &files).expect_err("two mistakes").to_string();
//! assert!(problems.contains("timeline.years") && problems.contains("employment.comparison"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assumption;
mod bytes;
mod correlations;
mod data;
mod decimal;
mod driver;
mod employment;
mod events;
mod evidence;
mod groups;
mod guide;
mod hint;
mod label;
mod lines;
mod model;
mod node;
mod number;
mod numbers;
mod overrides;
mod payers;
mod problem;
mod quantity;
mod reader;
mod reference;
mod reimbursement;
mod schema;
mod shape;
mod source;
mod variants;
mod visible;
mod whole;

pub use bytes::utf8;
pub use data::{DataColumn, Decided};
pub use decimal::DecimalMark;
pub use guide::guide;
pub use hint::typed_number;
pub use numbers::ScenarioNumber;
pub use overrides::Override;
pub use problem::{Problem, Problems};
pub use schema::schema;
pub use variants::Variant;
pub use visible::{Visible, is_invisible};

use crate::model::Model;
use node::Node;
use reader::Reader;
use source::Source;

/// A scenario that has been read and found valid.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What messages call the file.
    pub name: String,
    /// The text as read, without overrides.
    pub text: String,
    /// What it means, overrides included.
    pub model: Model,
    /// The overrides, in order; first the settings of its variant.
    pub overrides: Vec<Override>,
    /// The variants that the file names.
    pub variants: Vec<Variant>,
    /// The one that this is.
    pub variant: Option<Variant>,
    /// The data files it names, in order of mention, with their content.
    pub data_files: Vec<DataFile>,
}

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

impl Scenario {
    /// Reads a scenario from its text. `name` is what messages call the file.
    ///
    /// # Errors
    /// All problems of the text and the overrides at once.
    pub fn parse(name: &str, text: &str, overrides: &[Override], fetch: Fetch<'_>) -> Result<Self, Problems> {
        Self::read(name, text, None, (overrides, &[]), fetch)
    }

    fn read(
        name: &str,
        text: &str,
        variant: Option<&Variant>,
        (overrides, loosened): (&[Override], &[String]),
        fetch: Fetch<'_>,
    ) -> Result<Self, Problems> {
        let settings = variant.iter().flat_map(|variant| &variant.settings);
        let overrides: Vec<Override> = settings.chain(overrides).cloned().collect();
        let overrides = overrides.as_slice();
        let source = Source::new(name, text);
        let (mut root, syntax) = Node::parse(&source);
        let mut reader = Reader::new(&source, syntax, overrides, fetch);
        for (index, change) in overrides.iter().enumerate() {
            if let Err(problem) = overrides::apply(&mut root, change, index) {
                reader.problems.push(problem);
            }
        }
        reader.tied = correlations::named(&root);
        reader.loosened = loosened;
        let model = model::read(&mut reader, &root);
        let variants = std::mem::take(&mut reader.variants);
        let (problems, data_files) = reader.finish();
        match model {
            Some(mut model) if problems.is_empty() => {
                if let Some(variant) = variant {
                    model.title = format!("{} · {}", model.title, variant.title);
                }
                Ok(Self {
                    name: name.to_owned(),
                    text: text.to_owned(),
                    model,
                    overrides: overrides.to_vec(),
                    variants,
                    variant: variant.cloned(),
                    data_files,
                })
            }
            _ => Err(variant.map_or_else(|| problems.clone(), |variant| variants::told(&problems, name, variant))),
        }
    }

    /// The same scenario with one more override.
    ///
    /// # Errors
    /// When the override does not fit, or the scenario is not valid with it.
    pub fn with(&self, change: Override) -> Result<Self, Problems> {
        self.again([change], &[])
    }

    /// The same scenario with more overrides, and with the fixed numbers at some paths as parameters without spread, of lists a factor on
    /// all entries. What decides how the model is built stays fixed: the moment of leaving, the composition of families, stairs of
    /// reimbursement, lists by years since leaving.
    ///
    /// # Errors
    /// When an override does not fit, or the scenario is not valid so.
    pub fn again(&self, changes: impl IntoIterator<Item = Override>, loosened: &[String]) -> Result<Self, Problems> {
        let own = self.variant.as_ref().map_or(0, |variant| variant.settings.len());
        let overrides: Vec<Override> = self.overrides[own..].iter().cloned().chain(changes).collect();
        let fetch = |name: &str| self.data_file(name);
        Self::read(&self.name, &self.text, self.variant.as_ref(), (&overrides, loosened), &fetch)
    }

    /// The content of a data file that was read with the scenario.
    fn data_file(&self, name: &str) -> Result<Vec<u8>, String> {
        let known = self.data_files.iter().find(|file| file.name == name);
        known.map(|file| file.content.clone()).ok_or_else(|| format!("{name} was not read with the scenario"))
    }
}

#[cfg(test)]
mod tests;
