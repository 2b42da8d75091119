//! What better evidence is worth: of knowing everything, of knowing some assumptions, of a study of a given size.
//!
//! A [`Decision`] is between options whose net benefits depend on the same uncertain inputs, risk neutral: without more evidence the option
//! with the highest mean is taken. With θ the inputs, φ some of them, x the outcome of a study and NB_d the exact net benefit of option d
//! (Raiffa and Schlaifer, *Applied Statistical Decision Theory*, 1961; Brennan et al., *Medical Decision Making* 27(4), 2007):
//!
//! * EVPI = E\[max_d NB_d(θ)\] − max_d E\[NB_d(θ)\]
//! * EVPPI(φ) = E\[max_d E\[NB_d | φ\]\] − max_d E\[NB_d\]
//! * EVSI(x) = E\[max_d E\[NB_d | x\]\] − max_d E\[NB_d\]
//!
//! Chance between families is no ignorance that evidence could take away, so all of it rests on exact expectations; simulated outcomes would
//! give a value to knowing luck beforehand.

mod decision;
mod elsewhere;
mod functional;
mod grid;
mod one;
mod perfect;
mod points;
mod set;
mod study;
mod surface;
#[cfg(test)]
mod tests;
mod union;

pub use decision::Decision;
pub use one::information_of_one;
pub use perfect::{PerfectInformation, perfect_information};
pub use points::Points;
pub use set::information_of_set;
pub(in crate::analysis) use study::binomial;
pub use study::{
    Arm, BestSize, Rule, ShareAt, Stretch, StudyQuestion, StudyRefused, StudySize, StudyValue, study_value,
};
pub use surface::information_of_pair;
pub use union::OptionResponse;

use crate::statistics::Estimate;
use serde::Serialize;

/// What it is worth to know some inputs before deciding.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct InformationValue {
    /// The value with its error.
    #[serde(flatten)]
    pub value: Estimate,
    /// What a decision rule brings that was found on other points than it is judged by: too low on average.
    pub lower: f64,
    /// What it brings judged by the points that it was found on: too high on average.
    pub upper: f64,
    /// How likely knowing it leads to another decision.
    pub decides_otherwise: f64,
}
