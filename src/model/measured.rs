//! Results that somebody measured, not in kroner.

use super::Written;
use serde::Serialize;

/// A result that somebody measured: it has no price, enters no figure, and is never an effect, since nobody knows what would have
/// become of the families anyway.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measured {
    /// What was measured.
    pub title: String,
    /// How its values are written.
    pub form: Written,
    /// The value before; absent where only the later one is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<f64>,
    /// The value after.
    pub after: f64,
    /// Which way round is better.
    pub better: Better,
    /// How many were measured before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_before: Option<u64>,
    /// How many were measured after; they need not be the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_after: Option<u64>,
    /// When it was measured before, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when_before: Option<String>,
    /// When it was measured after, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when_after: Option<String>,
    /// Who says so.
    pub source: String,
    /// What to know of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Which way round a measure is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// The higher the better: wellbeing, attendance.
    Higher,
    /// The lower the better: absence, difficulties.
    Lower,
}

/// Which way a measure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// For the better.
    Better,
    /// For the worse.
    Worse,
    /// As it was.
    Same,
    /// Nobody told the value before.
    Unknown,
}

impl Measured {
    /// Which way it went.
    #[must_use]
    pub fn movement(&self) -> Movement {
        let Some(before) = self.before else { return Movement::Unknown };
        let gained = match self.better {
            Better::Higher => self.after - before,
            Better::Lower => before - self.after,
        };
        match gained {
            gained if gained > 0.0 => Movement::Better,
            gained if gained < 0.0 => Movement::Worse,
            _ => Movement::Same,
        }
    }
}
