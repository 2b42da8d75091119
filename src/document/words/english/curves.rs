//! Relapse curves in English.

use super::{E, English};
use crate::document::words::{CurveLabels, CurveWords};

const LABELS: CurveLabels = CurveLabels {
    heading: "The relapse curve by calendar year",
    year: "Calendar year",
    hazard: "Relapse",
    person_years: "Person-years",
    by_the_curve: "By the curve",
    together: "All years",
    other_hazards: "Relapse by curve",
    computed_with: "As used",
    each_draw: "These are the figures at base values; each draw of the uncertain numbers has hazards of its own.",
    moment: "Everybody is taken to enter at a random moment of a calendar year, whatever the moment of leaving and the delay.",
    left_out: "Re-entry and good and bad years are not in these figures; the results have them.",
};

impl CurveWords for English {
    fn curves(&self) -> &'static CurveLabels {
        &LABELS
    }

    fn year_since_entry(&self, later: usize) -> String {
        match later {
            0 => "the year of entry".to_owned(),
            1 => "1 year later".to_owned(),
            later => format!("{later} years later"),
        }
    }

    fn lost_by_year(&self, [counted, curve]: [f64; 2], part: f64) -> String {
        let than = match counted.round() - curve.round() {
            0.0 => "as many as by the curve itself".to_owned(),
            more if more > 0.0 => format!("{} more than by the curve itself", E.whole(more)),
            less => format!("{} fewer than by the curve itself", E.whole(-less)),
        };
        format!(
            "Relapse is that of those left, person-years are those of 1,000 who enter. By calendar year, where {} of the year of \
             relapse counts (counted = {}), they have {} within these years, {than}.",
            match part {
                0.0 => "nothing",
                1.0 => "the whole",
                _ => "half",
            },
            E.plain(part),
            E.whole(counted)
        )
    }

    fn nobody_after(&self, month: f64) -> String {
        format!("After month {} nobody relapses (after = \"none\").", E.plain(month))
    }

    fn continues_after(&self, month: f64) -> String {
        format!("After month {} the curve goes on as before (after = \"continues\").", E.plain(month))
    }

    fn yearly_after(&self, month: f64, share: f64) -> String {
        let share = E.trimmed_percent(share);
        format!("After month {}, {share} of those left relapse in each year, at a constant hazard.", E.plain(month))
    }

    fn curve_between(&self, between: &str) -> &'static str {
        match between {
            "weibull" => "Weibull",
            "loglogistic" => "Log-logistic",
            "lognormal" => "Lognormal",
            _ => "Constant",
        }
    }

    fn which_curve(&self) -> &'static str {
        "All go through the same two points, and nobody has measured how it goes on after them. Constant: the hazard between the \
         points goes on."
    }
}
