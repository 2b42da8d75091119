//! One forecast and what came of it.

use crate::scenario::EachLanguage;
use serde::Serialize;

/// A forecast with its outcome.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PastCase {
    /// Its name in the ledger.
    pub id: String,
    /// Whose forecast it is.
    pub programme: EachLanguage,
    /// Where, by the code of the country.
    pub country: String,
    /// What was forecast.
    pub kind: PastKind,
    /// What it is measured against.
    pub bar: PastBar,
    /// What the outcome is compared with.
    pub baseline: PastBaseline,
    /// What is counted.
    pub quantity: EachLanguage,
    /// The unit of forecast and outcome.
    pub unit: EachLanguage,
    /// The forecast, target or threshold; `None` = not found.
    pub forecast: Option<f64>,
    /// What came of it.
    pub outcome: PastOutcome,
    /// How the outcome was measured.
    pub method: EachLanguage,
    /// Whether investors were paid, where there were any.
    pub paid: EachLanguage,
    /// Where the forecast is to be read; empty where it was not found.
    pub source_forecast: String,
    /// Where the outcome is to be read.
    pub source_observed: String,
    /// How sure the pair is.
    pub confidence: PastConfidence,
    /// What to know of it.
    pub note: EachLanguage,
}

impl PastCase {
    /// Observed ÷ forecast; `None` = the forecast was not found, or the outcome is a word.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        match self.outcome {
            PastOutcome::Number { observed, .. } => self.forecast.map(|forecast| observed / forecast),
            PastOutcome::NotSignificant { .. } => None,
        }
    }
}

/// What came of a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum PastOutcome {
    /// A number was published.
    Number {
        /// The estimate.
        observed: f64,
        /// Its interval, where one was published or follows from what was.
        interval: Option<PastInterval>,
    },
    /// Published only as not to be told from chance, which is no estimate of 0.
    NotSignificant {
        /// Where the estimate points, where that was published.
        direction: Option<PastDirection>,
    },
}

/// An interval of an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PastInterval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The probability that it states.
    pub level: f64,
}

/// A set of words of the ledger, each with its name there.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $word:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $text)] $word),*
        }

        impl $name {
            /// Every one with its name in the ledger, in the order in which they are shown.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($text, Self::$word)),*];

            /// Its name in the ledger.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$word => $text),*
                }
            }
        }
    };
}

words! {
    /// What was forecast.
    PastKind {
        /// What the programme changed, against what would have been.
        Net = "net",
        /// How much of an effect lasts.
        Persistence = "persistence",
        /// What became of those who took part, without what would have been.
        Gross = "gross",
        /// Kroner, or another currency.
        Money = "money",
        /// How many were served.
        Volume = "volume",
    }
}

words! {
    /// What an outcome is measured against.
    PastBar {
        /// A best estimate made beforehand.
        Forecast = "forecast",
        /// The mean of earlier trials of the same programme.
        PriorTrial = "prior_trial",
        /// A target.
        Target = "target",
        /// What had to be reached for a payment, which lies below a best estimate.
        Threshold = "threshold",
    }
}

words! {
    /// What an outcome is compared with.
    PastBaseline {
        /// A control group drawn by lot, or a matched one.
        Control = "control",
        /// An earlier group, or a fixed assumption.
        Weak = "weak",
        /// Nothing.
        None = "none",
    }
}

words! {
    /// How sure a pair is.
    PastConfidence {
        /// Both sides were read in a source.
        Sure = "A",
        /// One side was derived, or covers a part of it.
        Partly = "B",
        /// The forecast was not found, or stood in no contract.
        Weak = "C",
    }
}

words! {
    /// Where an estimate that is not significant points.
    PastDirection {
        /// For the better.
        Benefit = "benefit",
        /// For the worse.
        Harm = "harm",
    }
}
