//! Relapse curves in Danish.

use super::{D, Danish};
use crate::document::words::{CurveLabels, CurveWords};

const LABELS: CurveLabels = CurveLabels {
    heading: "Kurven for tilbagefald til ydelse år for år",
    year: "Kalenderår",
    hazard: "Tilbagefald",
    person_years: "Årsværk",
    by_the_curve: "Efter kurven",
    together: "Alle år",
    other_hazards: "Tilbagefald efter kurve",
    computed_with: "Anvendt",
    each_draw: "Tallene gælder ved basisværdierne; hver trækning af de usikre tal giver sine egne.",
    moment: "Alle antages at blive selvforsørgende på et tilfældigt tidspunkt af et kalenderår, uanset hvornår indsatsen sluttede, og hvor længe det derefter varede.",
    left_out: "Ny selvforsørgelse efter tilbagefald og gode og dårlige år er ikke med i disse tal, men i resultaterne.",
};

impl CurveWords for Danish {
    fn curves(&self) -> &'static CurveLabels {
        &LABELS
    }

    fn year_since_entry(&self, later: usize) -> String {
        match later {
            0 => "samme år".to_owned(),
            later => format!("{later} år efter"),
        }
    }

    fn lost_by_year(&self, [counted, curve]: [f64; 2], part: f64) -> String {
        let than = match counted.round() - curve.round() {
            0.0 => "lige så mange som efter selve kurven".to_owned(),
            more if more > 0.0 => format!("{} flere end efter selve kurven", D.whole(more)),
            less => format!("{} færre end efter selve kurven", D.whole(-less)),
        };
        format!(
            "Tilbagefald er andelen af dem, der stadig er selvforsørgende; årsværk er af 1.000, der bliver selvforsørgende. Opgjort efter kalenderår, hvor {} af \
             året for tilbagefaldet tæller (counted = {}), har de {} i disse år, {than}.",
            match part {
                0.0 => "intet",
                1.0 => "alt",
                _ => "halvdelen",
            },
            D.plain(part),
            D.whole(counted)
        )
    }

    fn nobody_after(&self, month: f64) -> String {
        format!("Efter måned {} falder ingen tilbage (after = \"none\").", D.plain(month))
    }

    fn continues_after(&self, month: f64) -> String {
        format!("Efter måned {} fortsætter kurven som før (after = \"continues\").", D.plain(month))
    }

    fn yearly_after(&self, month: f64, share: f64) -> String {
        let share = D.trimmed_percent(share);
        format!(
            "Efter måned {} falder {share} af dem, der stadig er selvforsørgende, tilbage hvert år, jævnt over året.",
            D.plain(month)
        )
    }

    fn curve_between(&self, between: &str) -> &'static str {
        match between {
            "weibull" => "Weibull",
            "loglogistic" => "Log-logistisk",
            "lognormal" => "Lognormal",
            _ => "Konstant",
        }
    }

    fn which_curve(&self) -> &'static str {
        "Alle går gennem de samme to punkter, og ingen har målt, hvordan det går videre efter dem. Konstant: risikoen mellem punkterne \
         fortsætter."
    }
}
