//! What results call a number, and how its value is written.

use serde::Serialize;

/// How a value is written, without words of any language but the scenario's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Written {
    /// A probability or share: 0.26 is `26 %`.
    Share,
    /// A probability or rate that holds each year: 0.1 is `10 % a year`.
    YearlyShare,
    /// An amount of the scenario's currency.
    Money {
        /// What the scenario writes after the currency, such as `per month`.
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        /// What the amount is paid per, where the scenario gives no unit.
        #[serde(skip_serializing_if = "Option::is_none")]
        per: Option<Basis>,
    },
    /// A number with the scenario's unit.
    Number {
        /// The unit, such as `adults`.
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    /// A factor.
    Factor,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
    /// A factor on all entries of a list, written as a change: 0.9 is `−10 %`.
    Change,
}

impl Written {
    /// A number without a unit.
    pub const PLAIN: Self = Self::Number { unit: None };

    /// The same without the basis (per month, per family), for places that state it elsewhere.
    #[must_use]
    pub fn bare(&self) -> Self {
        match self {
            Self::Share | Self::YearlyShare => Self::Share,
            Self::Money { .. } => Self::Money { unit: None, per: None },
            Self::Number { .. } | Self::Weeks | Self::Months | Self::Years => Self::PLAIN,
            Self::Factor => Self::Factor,
            Self::Change => Self::Change,
        }
    }
}

/// The unit that an amount of a line is paid per.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A calendar year.
    Year,
    /// A family.
    Family,
    /// An adult.
    Adult,
    /// A child.
    Child,
    /// A year of self-sufficiency.
    PersonYear,
    /// An event.
    Event,
    /// A year that an event lasts.
    EventYear,
}

/// How results name a number: all that a renderer needs to show it and its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The path that `--set` takes.
    pub path: String,
    /// What people call it.
    pub title: String,
    /// Its unit in full, with price year and profile, where there is one.
    pub unit: Option<String>,
    /// How its values are written.
    pub form: Written,
}

impl Label {
    /// The label of a number with a path only.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        Self { path: path.to_owned(), title: path.to_owned(), unit: None, form: Written::PLAIN }
    }
}
