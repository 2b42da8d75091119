//! Why an analysis of a scenario has no outcome.

use super::comparable::CompareError;
use super::information::StudyRefused;
use super::portfolio::FirstRefused;
use crate::model::{DeviationRefused, ResizeRefused, SettingError};
use crate::random::DesignError;
use crate::scenario::Problems;
use crate::simulate::RunError;

/// Why an analysis of a scenario has no outcome.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AnalysisError {
    /// A draw at which the model has no meaning.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// A simulated programme that cannot be, or a run that was stopped.
    #[error(transparent)]
    Run(#[from] RunError),
    /// A value that the scenario does not allow.
    #[error(transparent)]
    Scenario(#[from] Problems),
    /// There is no such design.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// Scenarios that cannot be compared.
    #[error(transparent)]
    Compare(#[from] CompareError),
    /// A number that is tied to others.
    #[error("{0} cannot be varied by itself")]
    NotVaried(String),
    /// Nothing to move in a tornado.
    #[error("no assumption is uncertain; name fixed numbers")]
    NothingUncertain,
    /// Nothing to learn.
    #[error("every assumption is certain; give those a distribution that are not known")]
    AllCertain,
    /// A set of assumptions names one that is not uncertain.
    #[error("{set}: {path} is no uncertain assumption; allowed: paths that `check` lists with a distribution")]
    NotUncertain {
        /// The set.
        set: String,
        /// The path.
        path: String,
    },
    /// A set of assumptions takes one without what goes together with it.
    #[error("{set}: {inside} goes together with {partner}; name both")]
    Divided {
        /// The set.
        set: String,
        /// What it names.
        inside: String,
        /// What it leaves out.
        partner: String,
    },
    /// A forecast that cannot be updated.
    #[error(transparent)]
    Update(#[from] super::update::UpdateRefused),
    /// Too few or too many programmes.
    #[error("{found} programmes; allowed: two to {most}")]
    Programmes {
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// Two programmes of one name.
    #[error("two programmes are called {0}; each needs its own name, by which its luck goes")]
    SameName(String),
    /// A programme that cannot have its size.
    #[error("{name}: {source}")]
    Resized {
        /// The programme.
        name: String,
        /// Why.
        source: ResizeRefused,
    },
    /// A number that cannot deviate in a programme.
    #[error("{name}: deviation: {source}")]
    Deviates {
        /// The programme.
        name: String,
        /// Why.
        source: DeviationRefused,
    },
    /// A programme that cannot begin.
    #[error(transparent)]
    First(#[from] FirstRefused),
    /// A study that cannot be valued.
    #[error("studies.{id}: {source}")]
    Study {
        /// Its id.
        id: String,
        /// Why.
        source: StudyRefused,
    },
    /// A scenario without the account of the others.
    #[error("{0}: {1}")]
    NoAccount(String, String),
    /// Assumptions that are one draw in several scenarios, tied otherwise in one than in another.
    #[error("{0} and {1} are one draw in several scenarios and go together otherwise in one than in another")]
    TiedOtherwise(String, String),
    /// Ties of several scenarios that contradict each other.
    #[error("{0}")]
    Ties(String),
    /// No assumption moves the net benefit.
    #[error("the net benefit of {0} is the same whatever the assumptions are, so there is no variance to share")]
    DoesNotVary(String),
    /// Both sides of a grid are the same.
    #[error("x and y are both {0}; give two assumptions")]
    SameAxes(String),
    /// A fixed number that is zero tells no range.
    #[error("{path}: fixed at 0; give a range")]
    FixedAtZero {
        /// Which side of the grid.
        side: &'static str,
        /// The path of the number.
        path: String,
    },
    /// A range without two values.
    #[error("{path}: from {low} to {high} is no range")]
    NoRange {
        /// Which side of the grid.
        side: &'static str,
        /// The path of the number.
        path: String,
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// Nobody said which assumption is to be varied.
    #[error("which assumption? Give its path, or write `switching = \"PATH\"` in the scenario")]
    NoPath,
    /// Nothing that a review could see.
    #[error(
        "a review observes what happens under the programme, and there is no [employment]; name an event in [review]"
    )]
    NothingObserved,
    /// Nobody is taken in after any review.
    #[error(
        "no year is left in which a review could stop anything: nobody is taken in after the first year and the notice; allowed: an intake \
         of several years"
    )]
    NothingToStop,
    /// A target for a probability that is withheld.
    #[error(
        "P(net > 0) of {0} is withheld, since the file does not hold its whole side of the case; allowed: a target for the mean"
    )]
    Withheld(String),
}
