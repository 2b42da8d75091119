//! What can be asked.

use super::Refusal;
use crate::model::{Actuals, Language};
use crate::random::Seed;
use crate::scenario::{Override, PortfolioFile, Scenario, Template, utf8};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// A request.
#[derive(Debug, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub(super) enum Asked {
    /// The controls of a scenario.
    Panel {
        source: Source,
        #[serde(flatten)]
        moved: Moved,
        #[serde(default)]
        order: Vec<String>,
    },
    /// A first answer while something is moved.
    Quick {
        source: Source,
        #[serde(flatten)]
        moved: Moved,
        replications: u64,
    },
    /// The report: from a run with a number of replications, and analyses beside it with another; as many as the program takes
    /// where none are given.
    Full {
        source: Source,
        #[serde(flatten)]
        moved: Moved,
        replications: Option<u64>,
        beside: Option<u64>,
        /// Which analyses: each takes longer than those before it.
        #[serde(default)]
        depth: Depth,
    },
    /// At which values some numbers make the case break even.
    Ticks {
        source: Source,
        #[serde(flatten)]
        moved: Moved,
        paths: Vec<String>,
    },
    /// Sides under the same luck.
    Compare { source: Source, sides: Vec<SideAsked>, exact: Exactness, replications: Option<u64> },
    /// Files to be saved.
    Files {
        source: Source,
        #[serde(flatten)]
        moved: Moved,
        replications: Option<u64>,
        #[serde(default)]
        beside: Option<u64>,
        what: FileKind,
        /// The scripts of the page, for a report that is to be as live as it.
        #[serde(default)]
        scripts: Scripts,
    },
    /// Several programmes together: the text of a file that lists them.
    Portfolio {
        source: Source,
        #[serde(flatten)]
        moved: Moved,
        list: String,
        replications: Option<u64>,
    },
    /// A scenario to start from.
    Template { name: String, language: Option<String> },
    /// The text of a file.
    Decode { name: String, base64: String },
}

/// A scenario as the page holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Source {
    /// What messages call its file.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The data files beside it.
    #[serde(default)]
    pub files: Vec<FileBeside>,
    /// The variant that it is in, by id.
    #[serde(default)]
    pub variant: Option<String>,
    /// What is set in it, as `--set` takes it.
    #[serde(default)]
    pub changes: Vec<String>,
    /// The language it is told in; that of its file where none is given.
    #[serde(default)]
    pub language: Option<String>,
    /// Seed of all random numbers; the default one where none is given.
    #[serde(default)]
    pub seed: Option<u64>,
    /// The text of the programme's actual figures so far, where there are some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actuals: Option<String>,
}

/// A data file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileBeside {
    /// Its name as the scenario has it.
    pub name: String,
    /// Its bytes.
    pub base64: String,
}

/// What is moved in a scenario.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Moved {
    /// Each number with its value.
    #[serde(default)]
    pub moves: Vec<Move>,
    /// Whether the numbers become certain.
    #[serde(default)]
    pub exact: Exactness,
}

/// A number with its value as it is typed in the unit that it is shown in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Move {
    pub path: String,
    pub typed: String,
}

/// Whether a number that is moved becomes certain, or stays as uncertain as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(from = "bool")]
pub(super) enum Exactness {
    #[default]
    Exact,
    AsUncertain,
}

impl From<bool> for Exactness {
    fn from(exact: bool) -> Self {
        if exact { Self::Exact } else { Self::AsUncertain }
    }
}

/// The scripts of a page.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Scripts {
    pub script: String,
    pub worker: String,
}

/// How much of a report is worked out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Depth {
    /// The run, and the scenario beside its variants.
    Variants,
    /// Also which assumption decides.
    Tornado,
    /// Also how far it may slip.
    #[default]
    All,
}

/// One side of a comparison: a variant, the scenario as written where there is none, with what is moved.
#[derive(Debug, Deserialize)]
pub(super) struct SideAsked {
    pub variant: Option<String>,
    #[serde(default)]
    pub moves: Vec<Move>,
}

/// What is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FileKind {
    Report,
    Workbook,
    Scenario,
    Csv,
    Pictures,
    Summary,
}

/// What a file of TOML holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum TextKind {
    Scenario,
    Actuals,
    List,
}

impl TextKind {
    /// What a text holds. `name` is what messages call its file.
    pub fn of(name: &str, text: &str) -> Self {
        if PortfolioFile::is_one(name, text) {
            Self::List
        } else if Actuals::are_told(name, text) {
            Self::Actuals
        } else {
            Self::Scenario
        }
    }
}

/// The name of a file without the folders that it lies in, which the page does not know.
pub(super) fn bare(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

impl Source {
    /// The content of a file that was opened with the scenario, by the name that the scenario gives it.
    fn file(&self, asked: &str) -> Result<Vec<u8>, String> {
        let named = |same: &dyn Fn(&str) -> bool| self.files.iter().find(|file| same(&file.name));
        let found = named(&|name| name == asked).or_else(|| named(&|name| bare(name) == bare(asked)));
        let found =
            found.ok_or_else(|| format!("{asked} was not opened with the scenario; open both files together"))?;
        STANDARD.decode(&found.base64).map_err(|error| format!("{}: {error}", found.name))
    }

    /// Another scenario that this one is put beside: of a file that was opened with it, or one that comes with the program.
    pub fn beside(&self, asked: &str) -> Result<Scenario, Refusal> {
        let language = self.language.as_deref().and_then(Language::of_code);
        let shipped = Template::named(bare(asked)).map(|template| template.text(language.unwrap_or_default()));
        let text = match (self.file(asked), shipped) {
            (Ok(content), _) => utf8(asked, &content)?.to_owned(),
            (Err(_), Ok(text)) => text,
            (Err(missing), Err(_)) => return Err(missing.into()),
        };
        Ok(Scenario::parse(asked, &text, &[], &|name| self.file(name))?)
    }

    /// The scenario, read.
    pub fn opened(&self) -> Result<Scenario, Refusal> {
        let fetch = |asked: &str| self.file(asked);
        let mut changes = Vec::new();
        for change in &self.changes {
            changes.push(change.parse::<Override>().map_err(|told| format!("{change}: {told}"))?);
        }
        let scenario = match &self.variant {
            None => Scenario::parse(&self.name, &self.text, &changes, &fetch)?,
            Some(id) => Scenario::parse(&self.name, &self.text, &[], &fetch)?.variant(id, &changes, &fetch)?,
        };
        match self.language.as_deref().and_then(Language::of_code) {
            Some(language) if language != scenario.model.language => Ok(scenario.told_in(language)?),
            _ => Ok(scenario),
        }
    }

    /// The seed of all random numbers.
    pub fn seed(&self) -> Result<Seed, Refusal> {
        let given = self.seed.map(Seed::new).transpose().map_err(|error| error.to_string())?;
        Ok(given.unwrap_or_default())
    }
}
