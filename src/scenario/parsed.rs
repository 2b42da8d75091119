//! A scenario that has been read: its text, its meaning, and the same again with other values.

use super::data_file::{DataFile, Fetch};
use super::node::Node;
use super::overrides::Override;
use super::problem::Problems;
use super::reader::Reader;
use super::source::Source;
use super::variant::Variant;
use super::{apply, correlations, model};
use crate::model::{Language, Model};

/// What a scenario is read from, beside overrides and data files.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    /// What messages call the file.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The variant that is asked for.
    pub variant: Option<&'a Variant>,
    /// The language that is asked for.
    pub language: Option<Language>,
    /// Paths of fixed numbers that become parameters.
    pub loosened: &'a [String],
}

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
    /// The language it was asked to be told in; none where the file decides.
    pub language: Option<Language>,
    /// The data files it names, in order of mention, with their content.
    pub data_files: Vec<DataFile>,
}

impl Scenario {
    /// Reads a scenario from its text. `name` is what messages call the file.
    ///
    /// # Errors
    /// All problems of the text and the overrides at once.
    pub fn parse(name: &str, text: &str, overrides: &[Override], fetch: Fetch<'_>) -> Result<Self, Problems> {
        Self::read(&Reading { name, text, variant: None, language: None, loosened: &[] }, overrides, fetch)
    }

    pub(super) fn read(asked: &Reading<'_>, overrides: &[Override], fetch: Fetch<'_>) -> Result<Self, Problems> {
        let &Reading { name, text, variant, language, loosened } = asked;
        let settings = variant.iter().flat_map(|variant| &variant.settings);
        let overrides: Vec<Override> = settings.chain(overrides).cloned().collect();
        let overrides = overrides.as_slice();
        let source = Source::new(name, text);
        let (mut root, syntax) = Node::parse(&source);
        let mut reader = Reader::new(&source, syntax, overrides, fetch);
        for (index, change) in overrides.iter().enumerate() {
            if let Err(problem) = apply::apply(&mut root, change, index) {
                reader.problems.push(problem);
            }
        }
        reader.tied = correlations::named(&root);
        reader.loosened = loosened;
        reader.asked = language;
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
                    language,
                    data_files,
                })
            }
            _ => Err(variant.map_or_else(|| problems.clone(), |variant| variant.placed(&problems, name))),
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
        Self::read(&Reading { loosened, ..self.reading() }, &overrides, &fetch)
    }

    /// The same scenario told in a language, whichever its file says.
    ///
    /// # Errors
    /// When a text has a problem in that language.
    pub fn told_in(&self, language: Language) -> Result<Self, Problems> {
        Self { language: Some(language), ..self.clone() }.again([], &[])
    }

    /// How it was read.
    pub(super) fn reading(&self) -> Reading<'_> {
        Reading {
            name: &self.name,
            text: &self.text,
            variant: self.variant.as_ref(),
            language: self.language,
            loosened: &[],
        }
    }

    /// The content of a data file that was read with the scenario.
    pub(super) fn data_file(&self, name: &str) -> Result<Vec<u8>, String> {
        let known = self.data_files.iter().find(|file| file.name == name);
        known.map(|file| file.content.clone()).ok_or_else(|| format!("{name} was not read with the scenario"))
    }
}
