//! What a draw may not do: errors of a model computed at one, and the greatest counts allowed.

use super::{Calendar, Number};
use crate::distribution::DistributionError;

/// Most adults, and most events, of one intake year: far beyond any programme, and within what can be counted.
pub(super) const MOST_PER_YEAR: f64 = 1e7;
/// Most events expected of one family or subject; each has an index of its own in the luck of the family or its neighbours.
pub(super) const MOST_PER_FAMILY: f64 = 1e3;

/// A draw at which the model cannot be computed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SettingError {
    /// An uncertain argument of a distribution between families took a value it cannot have.
    #[error("at this draw of the parameters `{path}` has no distribution: {source}")]
    NoDistribution {
        /// The path of the quantity.
        path: String,
        /// Why.
        source: DistributionError,
    },
    /// More families, adults or events in one intake year than any programme has.
    #[error("{count:.0} {what} in the intake year {year}; allowed: at most {most:.0}")]
    TooMany {
        /// The path of the number.
        path: String,
        /// `adults`, `families`, `placements` or `placements per family`.
        what: String,
        /// The calendar year.
        year: i32,
        /// How many.
        count: f64,
        /// How many there may be.
        most: f64,
    },
    /// A computed number that its formula takes beyond what it may be.
    #[error("{path} comes to {value}; allowed: {allowed}, in every draw ({})", instead(*is_probability))]
    Beyond {
        /// Its path.
        path: String,
        /// The value.
        value: f64,
        /// What is allowed.
        allowed: &'static str,
        /// Whether it is a probability.
        is_probability: bool,
    },
    /// Shares that sum to more than one.
    #[error("the shares of {path} sum to {sum:.4}; allowed: at most 1 in every draw")]
    Shares {
        /// What they are shares of.
        path: String,
        /// Their sum.
        sum: f64,
    },
    /// A scale-up that pushes a probability out of its range.
    #[error(
        "scale_up = {scale_up} makes what {path} says of the programme impossible: a probability outside 0 to 1, or a number below 0"
    )]
    Probability {
        /// The section.
        path: String,
        /// The factor.
        scale_up: f64,
    },
    /// Thresholds or steps that do not rise.
    #[error("the {what} of {path} do not rise; allowed: ascending numbers")]
    Order {
        /// The line.
        path: String,
        /// What does not rise.
        what: &'static str,
    },
    /// Amounts so large that their sum cannot be computed.
    #[error("the net benefit at this draw is too large to compute with")]
    Overflow,
    /// Events are avoided in an intake year that has no family to avoid them.
    #[error("{count} {what} are counted in the intake year {year}, which has no families")]
    NoFamilies {
        /// The path of the number.
        path: String,
        /// What.
        what: String,
        /// The calendar year.
        year: i32,
        /// Expected number.
        count: f64,
    },
}

/// What to write where a computed number may leave its range.
fn instead(is_probability: bool) -> &'static str {
    if is_probability {
        "an odds ratio or a hazard ratio never leaves 0 to 1; else cut what it is computed from with min and max"
    } else {
        "cut what it is computed from with min and max"
    }
}

impl SettingError {
    /// The path in the scenario that the error is about.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::NoDistribution { path, .. }
            | Self::Beyond { path, .. }
            | Self::TooMany { path, .. }
            | Self::Shares { path, .. }
            | Self::Probability { path, .. }
            | Self::Order { path, .. }
            | Self::NoFamilies { path, .. } => path,
            Self::Overflow => "lines",
        }
    }
}

/// Refuses counts by intake year that no loop over families should be asked to make.
pub(super) fn limit<N: Number>(
    calendar: &Calendar,
    path: impl Fn() -> String,
    what: &str,
    counts: &[N],
    most: f64,
) -> Result<(), SettingError> {
    for (year, counts) in counts.iter().enumerate() {
        if let Some(count) = counts.first(|count| count.abs() > most) {
            let (path, what, year) = (path(), what.to_owned(), calendar.year(year));
            return Err(SettingError::TooMany { path, what, year, count, most });
        }
    }
    Ok(())
}
