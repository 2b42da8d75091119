//! Which assumption is worth knowing better, in English.

use super::{E, English};
use crate::document::words::{EvidenceLabels, EvidenceWords};
use crate::statistics::Estimate;

pub(in crate::document) const EVIDENCE: EvidenceLabels = EvidenceLabels {
    shares: ["SHARE OF WHAT ASSUMPTIONS DO", "alone", "±", "in all", "±"],
    correlated: "Assumptions that are correlated have no shares of their own; they count as one.",
    shares_note: "Shares of the variance of the exact expectation, without chance between families. Alone: what knowing the assumption \
                  would take away; in all: what would be left if everything else were known. ±: standard error.",
    shares_about: "Share of the variance of the exact expectation; dark: alone, pale: together with others",
    shares_unit: "share of the variance",
    alone: "alone",
};

impl EvidenceWords for English {
    fn chance_share(&self, span: &str, chance: Estimate) -> String {
        format!(
            "Of all variance of the net benefit {span}, {} comes from what is not known about the assumptions and {} (± {}) from chance \
             between families, which no evidence takes away.",
            E.percent(1.0 - chance.value, 0),
            E.percent(chance.value, 0),
            E.points(chance.mcse)
        )
    }

    fn largest_share(&self, title: &str, total: Estimate) -> String {
        format!(
            "Of what the assumptions do, most goes with {title}: {} (± {}).",
            E.percent(total.value, 0),
            E.points(total.mcse)
        )
    }

    fn interactions(&self, share: Estimate) -> String {
        format!("{} (± {}) is what assumptions do only together.", E.percent(share.value, 1), E.points(share.mcse))
    }

    fn taken_as_one(&self, titles: &[&str]) -> String {
        titles.join(" + ")
    }

    fn shares_title(&self, span: &str, whose: &str) -> String {
        format!("What the risk comes from, net benefit {span}, {whose}")
    }
}
