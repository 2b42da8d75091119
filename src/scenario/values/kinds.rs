//! What kinds of figures there are, how they were found, and what their ends are.

use crate::model::Language;
use serde::{Serialize, Serializer};

/// A text that people read, in each language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EachLanguage(pub [String; Language::ALL.len()]);

impl EachLanguage {
    /// The text in a language; empty where nothing is said.
    #[must_use]
    pub fn told(&self, language: Language) -> &str {
        let at = Language::ALL.iter().position(|known| *known == language).unwrap_or(0);
        &self.0[at]
    }
}

/// The texts by the codes of their languages.
impl Serialize for EachLanguage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Language::ALL.map(|language| (language.code(), self.told(language))))
    }
}

/// What kind of figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// What a person on support is paid, or its ceiling.
    Transfer,
    /// What the state refunds, and from where on.
    Refund,
    /// What one place, course or family costs.
    UnitPrice,
    /// Pay.
    Pay,
    /// How transfers are regulated.
    TransferIndex,
    /// How pay rises.
    WageIndex,
    /// How prices of goods rise.
    PriceIndex,
    /// How a budget of pay and goods is carried to another year.
    BudgetIndex,
    /// Tax rates.
    Tax,
    /// What an economic appraisal prescribes.
    Appraisal,
    /// What many municipalities spend together, and may.
    Budget,
    /// Shares and numbers that others observed.
    BaseRate,
}

impl ValueKind {
    /// Every kind with its name in a file.
    pub const ALL: [(&'static str, Self); 12] = [
        ("transfer", Self::Transfer),
        ("refund", Self::Refund),
        ("price", Self::UnitPrice),
        ("pay", Self::Pay),
        ("benefit_index", Self::TransferIndex),
        ("wage_index", Self::WageIndex),
        ("price_index", Self::PriceIndex),
        ("budget_index", Self::BudgetIndex),
        ("tax", Self::Tax),
        ("appraisal", Self::Appraisal),
        ("budget", Self::Budget),
        ("base_rate", Self::BaseRate),
    ];

    /// Its name in a file.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|known| known.1 == self).map_or("", |known| known.0)
    }
}

/// How a figure was come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundHow {
    /// Read where it is published.
    Read,
    /// Read where somebody else quotes it.
    Quoted,
    /// Worked out from figures that were read.
    Derived,
    /// Worked out with assumptions of one's own.
    Estimate,
}

impl FoundHow {
    /// Every way with its name in a file.
    pub const ALL: [(&'static str, Self); 4] =
        [("read", Self::Read), ("quoted", Self::Quoted), ("derived", Self::Derived), ("estimate", Self::Estimate)];

    /// Its name in a file.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|known| known.1 == self).map_or("", |known| known.0)
    }
}

/// Whether an amount is what is paid out, or what is left when others have refunded their part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundBasis {
    /// All of it, before any refund.
    Before,
    /// What is left after refund.
    After,
    /// There is no refund.
    None,
}

impl RefundBasis {
    /// Every basis with its name in a file.
    pub const ALL: [(&'static str, Self); 3] = [("before", Self::Before), ("after", Self::After), ("none", Self::None)];

    /// Its name in a file.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|known| known.1 == self).map_or("", |known| known.0)
    }
}

/// What the lowest and the highest of a figure are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ValueSpread {
    /// There is none: the figure is certain.
    Certain,
    /// The ends between which it lies, such as those of the municipalities.
    Range,
    /// The ends of an interval of this level.
    Interval(f64),
    /// How persons differ: no uncertainty of the figure itself.
    Persons,
}

impl ValueSpread {
    /// Its name in a file.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Certain => String::new(),
            Self::Range => "range".to_owned(),
            Self::Interval(level) => level.to_string(),
            Self::Persons => "persons".to_owned(),
        }
    }
}
