//! What a run would refuse, without a run.

use crate::analysis::AnalysisError;
use crate::random::Seed;
use crate::scenario::Scenario;
use crate::simulate::{Monitor, look_through, random_design};

/// The draws that are checked.
const CHECKED: u64 = 10_000;

/// Looks for what would be refused later: a variant with settings that the scenario does not allow, and a draw at which the model cannot be
/// computed. A run with the default seed begins with the draws that are checked.
///
/// # Errors
/// The first that is found, or that the monitor stopped the check.
pub fn check(scenario: &Scenario, monitor: &impl Monitor) -> Result<(), AnalysisError> {
    for variant in &scenario.variants {
        scenario.in_variant(&variant.id)?;
    }
    let model = &scenario.model;
    Ok(look_through(model, &random_design(model, Seed::default()), 0..CHECKED, monitor)?)
}
