//! What the worth of evidence must keep to whatever the numbers: nothing known is worth less than nothing, a set at least as much as each of
//! its members, everything at least as much as anything, a study at most what it observes is worth and more the more it follows. The
//! estimators keep to some of these by themselves and to the others within their errors; beyond these the points are too few.

use super::{EvidenceWorth, KnownWorth, StudyWorth};
use crate::statistics::Estimate;

/// Standard errors beyond which two estimates differ.
const ERRORS: f64 = 4.0;

/// Whether one is less than the other by more than their errors.
fn is_less(one: Estimate, other: Estimate) -> bool {
    // Sums of as many terms are not exact to the last digits.
    let rounding = 1e-9 * one.value.abs().max(other.value.abs());
    one.value < other.value - ERRORS * one.mcse.hypot(other.mcse) - rounding
}

impl EvidenceWorth {
    /// Whether an estimate breaks what it must keep to, by more than its error.
    #[must_use]
    pub fn breaks_a_guarantee(&self) -> bool {
        const NOTHING: Estimate = Estimate { value: 0.0, mcse: 0.0 };
        let of_known = |known: &KnownWorth| {
            let worth = known.worth.value;
            let members = self.evppi.iter().filter(|member| member.paths.iter().all(|path| known.paths.contains(path)));
            is_less(worth, NOTHING)
                || is_less(self.evpi, worth)
                || members.into_iter().any(|member| is_less(worth, member.worth.value))
        };
        let of_study = |study: &StudyWorth| {
            let observed =
                self.evppi.iter().filter(|known| study.observes.iter().all(|path| known.paths.contains(path)));
            is_less(study.evsi, NOTHING)
                || is_less(self.evpi, study.evsi)
                || observed.into_iter().any(|known| is_less(known.worth.value, study.evsi))
        };
        let falls = |sizes: &[StudyWorth]| sizes[0].id == sizes[1].id && is_less(sizes[1].evsi, sizes[0].evsi);
        self.evppi.iter().any(of_known) || self.studies.iter().any(of_study) || self.studies.windows(2).any(falls)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Question, ScenarioEvidence};
    use crate::scenario::Scenario;
    use crate::summary::Planned;

    const SCENARIO: &str = r#"
        title = "One study"
        perspective = "municipality"
        timeline = { start = 2020, years = 3 }
        intake = { adults = 40 }
        [employment]
        programme = { value = { events = 12, of = 40 } }
        comparison = { value = { events = 8, of = 40 } }
        [lines.team]
        kind = "cost"
        payer = "municipality"
        per = "year"
        amount = 300000
        [lines.support]
        kind = "saving"
        nature = "transfer"
        counterpart = "citizen"
        frame = "transfer"
        payer = "municipality"
        per = "person_year"
        amount = 139920
        [studies.pilot]
        arm = "programme"
        sizes = [20, 40]
        fixed_cost = 1000
        municipalities = 10
        between = 0.2
    "#;

    #[test]
    fn an_estimate_that_breaks_a_guarantee_is_seen() {
        let scenario = Scenario::parse("study.toml", SCENARIO, &[], &|_| Err("none".into())).expect("valid");
        let asked = ScenarioEvidence::new(Question::of(&scenario), &[]).expect("possible");
        let found = asked.outcome(&()).expect("exact").result;
        assert!(!found.breaks_a_guarantee() && found.refined == 0);
        assert_eq!(found.studies[0].observes, ["employment.programme"]);
        let all = found.studies[1].everywhere.expect("for ten");
        let [here, there] = [found.studies[1].evsi.value, all.evsi_elsewhere.value];
        assert!(there > 0.0 && there < here && (all.worth.value - here - 9.0 * there).abs() < 1e-6);
        assert!(found.guaranteed.is_some_and(|saved| saved > 0.0));

        let with = |change: &dyn Fn(&mut super::EvidenceWorth)| {
            let mut changed = found.clone();
            change(&mut changed);
            changed.breaks_a_guarantee()
        };
        assert!(with(&|found| found.evppi[0].worth.value.value = -1e6));
        assert!(with(&|found| found.evpi.value = found.evppi[0].worth.value.value / 2.0));
        assert!(with(&|found| found.studies[1].evsi.value = found.studies[0].evsi.value / 2.0));
        assert!(with(&|found| found.studies[0].evsi.value = found.evpi.value * 0.999));
    }
}
