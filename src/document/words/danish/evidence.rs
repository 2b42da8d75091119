//! Which assumption is worth knowing better, in Danish.

use super::{D, Danish};
use crate::document::words::{EvidenceLabels, EvidenceWords};
use crate::statistics::Estimate;

pub(in crate::document) const EVIDENCE: EvidenceLabels = EvidenceLabels {
    shares: ["ANDEL AF DET, FORUDSÆTNINGERNE GØR", "alene", "±", "i alt", "±"],
    correlated: "Forudsætninger, der følges ad, har ingen andel hver for sig; de tæller som én.",
    shares_note: "Andele af variansen på den eksakte forventning, uden tilfældigheder mellem familierne. Alene: det, der ville \
                  forsvinde, hvis forudsætningen var kendt; i alt: det, der ville være tilbage, hvis alt andet var kendt. ±: standardfejl.",
    shares_about: "Andel af variansen på den eksakte forventning; mørk: alene, lys: sammen med andre",
    shares_unit: "andel af variansen",
    alone: "alene",
};

impl EvidenceWords for Danish {
    fn chance_share(&self, span: &str, chance: Estimate) -> String {
        format!(
            "Af hele variansen på provenuet {span} kommer {} fra det, man ikke ved om forudsætningerne, og {} (± {}) fra \
             tilfældigheder mellem familierne, som ingen viden kan fjerne.",
            D.percent(1.0 - chance.value, 0),
            D.percent(chance.value, 0),
            D.points(chance.mcse)
        )
    }

    fn largest_share(&self, title: &str, total: Estimate) -> String {
        format!(
            "Af det, forudsætningerne gør, hænger mest sammen med {title}: {} (± {}).",
            D.percent(total.value, 0),
            D.points(total.mcse)
        )
    }

    fn interactions(&self, share: Estimate) -> String {
        format!("{} (± {}) er det, forudsætningerne kun gør sammen.", D.percent(share.value, 1), D.points(share.mcse))
    }

    fn taken_as_one(&self, titles: &[&str]) -> String {
        titles.join(" + ")
    }

    fn shares_title(&self, span: &str, whose: &str) -> String {
        format!("Hvor risikoen kommer fra, provenu {span}, {whose}")
    }
}
