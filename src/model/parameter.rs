//! Uncertain parameters, their draws, and the documentation of every number.

use super::Written;
use crate::distribution::Distribution;

/// Which parameter of a model, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ParameterId(pub usize);

/// An uncertain number, drawn once per replication wherever it is used (second-order uncertainty).
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its path in the scenario, such as `employment.programme`: its name in results, and what its luck depends on.
    pub path: String,
    /// What is known of it.
    pub distribution: Distribution,
    /// Its value in the expected table: as stated, else the mean of the distribution as truncated.
    pub base: f64,
}

/// A distribution that is cut where its quantity has a limit, which moves its mean by more than 1 % of itself.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Cut {
    /// The path of the number.
    pub path: String,
    /// The distribution as cut.
    pub distribution: String,
    /// The mean that was written.
    pub mean_uncut: f64,
    /// The mean of the cut distribution, which is the mean of the draws.
    pub mean: f64,
}

impl Cut {
    /// What is to be said of a distribution, if anything.
    #[must_use]
    pub fn of(path: &str, distribution: &Distribution) -> Option<Self> {
        let (mean_uncut, mean) = distribution.means_of_cut()?;
        let moved = mean_uncut.is_finite() && (mean - mean_uncut).abs() > 0.01 * mean_uncut.abs();
        moved.then(|| Self { path: path.to_owned(), distribution: distribution.to_string(), mean_uncut, mean })
    }
}

/// How good the evidence for a number is, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// True by definition, such as twelve months in a year: never uncertain, and left out of the fixed numbers that a tornado moves.
    Definition,
    /// Read from a register, law, tariff or account.
    Registry,
    /// From a controlled trial.
    Trial,
    /// From a comparison of before and after.
    BeforeAfter,
    /// What people with experience expect.
    Expert,
    /// Assumed for want of evidence.
    Assumed,
    /// Invented for the example.
    Illustrative,
}

impl Grade {
    /// Every grade with its name in a scenario file.
    pub const ALL: [(&'static str, Self); 7] = [
        ("definition", Self::Definition),
        ("registry", Self::Registry),
        ("trial", Self::Trial),
        ("before-after", Self::BeforeAfter),
        ("expert", Self::Expert),
        ("assumed", Self::Assumed),
        ("illustrative", Self::Illustrative),
    ];

    /// The grade with a name of a scenario file.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|known| known.0 == name).map(|known| known.1)
    }

    /// The name in a scenario file.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|entry| entry.1 == self).map_or("", |entry| entry.0)
    }
}

/// A number of the scenario with its documentation.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumption {
    /// The path that `--set` takes.
    pub path: String,
    /// What people call it: as the scenario says, else by where it stands.
    pub title: String,
    /// How its value, or each entry of a list, is written.
    pub form: Written,
    /// What is assumed.
    pub value: Assumed,
    /// Unit, such as `kr. per month`.
    pub unit: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// How good the evidence is.
    pub grade: Option<Grade>,
    /// The reasoning behind it.
    pub note: Option<String>,
}

impl Assumption {
    /// The entries of a list of plain numbers.
    #[must_use]
    pub fn plain_list(&self) -> Option<Vec<f64>> {
        let Assumed::List(entries) = &self.value else { return None };
        let number = |entry: &ListEntry| if let ListEntry::Number(value) = entry { Some(*value) } else { None };
        entries.iter().map(number).collect()
    }
}

/// One number of a list.
#[derive(Debug, Clone, PartialEq)]
pub enum ListEntry {
    /// A fixed number.
    Number(f64),
    /// The path of a parameter.
    Parameter(String),
    /// A quantity that differs from family to family.
    Each(String),
}

/// What an assumption says.
#[derive(Debug, Clone, PartialEq)]
pub enum Assumed {
    /// One number.
    Fixed(f64),
    /// One number per year (or per year since entry), each fixed or a parameter.
    List(Vec<ListEntry>),
    /// An uncertain number, with the value used in the expected table.
    Uncertain(ParameterId),
    /// A number computed from others.
    Computed {
        /// From what, in paths and figures.
        formula: String,
        /// Its value in the expected table.
        base: f64,
    },
    /// A quantity that differs from family to family.
    Each(String),
    /// A quantity that is drawn for each calendar year.
    EachYear(String),
}
