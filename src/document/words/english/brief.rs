//! Short forms in English.

use super::English;
use crate::document::Likelihood;
use crate::document::words::{BriefWords, OutOf100};

impl BriefWords for English {
    fn between(&self, low: &str, high: &str) -> String {
        format!("between {low} and {high}")
    }

    fn out_of_100(&self, count: OutOf100) -> String {
        match count {
            OutOf100::Exactly(count) => format!("{count} out of 100"),
            OutOf100::FewerThanOne => "fewer than 1 in 100".to_owned(),
            OutOf100::MoreThan99 => "more than 99 in 100".to_owned(),
            OutOf100::AtMost(count) => format!("at most {count} in 100"),
            OutOf100::AtLeast(count) => format!("at least {count} in 100"),
            OutOf100::None => "none".to_owned(),
            OutOf100::All => "all".to_owned(),
        }
    }

    fn courses(&self, count: OutOf100) -> String {
        match count {
            OutOf100::None => "none of the simulated courses".to_owned(),
            count => format!("{} simulated courses", self.out_of_100(count)),
        }
    }

    fn likelihood(&self, likelihood: Likelihood) -> &'static str {
        match likelihood {
            Likelihood::AlmostImpossible => "almost impossible",
            Likelihood::VeryUnlikely => "very unlikely",
            Likelihood::Unlikely => "unlikely",
            Likelihood::RatherNot => "rather a deficit than a surplus",
            Likelihood::AsLikelyAsNot => "about as likely as not",
            Likelihood::Rather => "rather a surplus than a deficit",
            Likelihood::Likely => "likely",
            Likelihood::VeryLikely => "very likely",
            Likelihood::AlmostCertain => "almost certain",
        }
    }
}
