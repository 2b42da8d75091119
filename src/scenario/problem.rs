//! What is wrong with a scenario, in words for the person who wrote it.

use super::overrides::Override;
use super::source::Place;
use super::visible::{Visible, shortened};
use std::fmt;

/// One problem: where, which key, what was found, what is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, or the option that brought the value in.
    pub origin: String,
    /// Line and column, where the origin is a file.
    pub place: Option<Place>,
    /// The path of the key; empty for the file as a whole.
    pub key: String,
    /// The value found, as written; empty where there is none.
    pub found: String,
    /// What is wrong and what is allowed instead.
    pub message: String,
}

/// Most characters of a key that are shown: more than any of the format has.
const LONGEST_KEY: usize = 200;

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Visible(&self.origin))?;
        if let Some(place) = self.place {
            write!(f, ":{}:{}", place.line, place.column)?;
        }
        f.write_str(": ")?;
        if !self.key.is_empty() {
            write!(f, "{}", Visible(&shortened(&self.key, LONGEST_KEY)))?;
            if !self.found.is_empty() {
                write!(f, " = {}", Visible(&self.found))?;
            }
            f.write_str(": ")?;
        } else if !self.found.is_empty() {
            write!(f, "{}: ", Visible(&self.found))?;
        }
        write!(f, "{}", Visible(&self.message))
    }
}

/// All problems of a scenario, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Some problems, in the order of the file, each once.
    #[must_use]
    pub fn new(mut problems: Vec<Problem>) -> Self {
        problems.sort_by_key(|a| (a.place.is_none(), a.place));
        problems.dedup();
        Self(problems)
    }

    /// The same problems; those of a change get the option that brought it in as origin.
    #[must_use]
    pub fn told_of(mut self, change: &Override, option: &str) -> Self {
        let own = Override::argument(&change.to_string());
        self.0
            .iter_mut()
            .filter(|problem| problem.origin == own)
            .for_each(|problem| option.clone_into(&mut problem.origin));
        self
    }

    /// The same problems; origins that are names of options get dashes: `share` becomes `--share`.
    #[must_use]
    pub fn as_options(mut self, names: &[&str]) -> Self {
        let is_option = |origin: &str| names.contains(&origin.split(' ').next().unwrap_or_default());
        for problem in self.0.iter_mut().filter(|problem| is_option(&problem.origin)) {
            problem.origin.insert_str(0, "--");
        }
        self
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The problems in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
