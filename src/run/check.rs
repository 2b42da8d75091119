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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variant_that_the_scenario_does_not_allow_is_found_without_asking_for_it() {
        let text = r#"
            title = "Variants"
            perspective = "municipality"
            timeline = { start = 2020, years = 2 }
            intake = { adults = 40 }
            employment = { programme = 0.3, comparison = 0.15 }
            [lines.support]
            kind = "saving"
            payer = "municipality"
            per = "person_year"
            amount = 139920
            [[variants]]
            id = "better"
            set = ["employment.programme=SHARE"]
        "#;
        let checked = |share: &str| {
            let text = text.replace("SHARE", share);
            let scenario = Scenario::parse("variants.toml", &text, &[], &|_| Err("no data files".into()));
            check(&scenario.expect("sound as it is"), &()).map_err(|error| error.to_string())
        };
        assert_eq!(checked("0.4"), Ok(()));
        let told = checked("1.4").expect_err("no probability");
        assert!(told.contains("variant `better`: employment.programme"), "{told}");
    }
}
