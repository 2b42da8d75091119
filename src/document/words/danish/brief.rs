//! Short forms in Danish.

use super::Danish;
use crate::document::Likelihood;
use crate::document::words::{BriefWords, OutOf100};

impl BriefWords for Danish {
    fn between(&self, low: &str, high: &str) -> String {
        format!("mellem {low} og {high}")
    }

    fn out_of_100(&self, count: OutOf100) -> String {
        match count {
            OutOf100::Exactly(count) => format!("{count} ud af 100"),
            OutOf100::FewerThanOne => "færre end 1 ud af 100".to_owned(),
            OutOf100::MoreThan99 => "flere end 99 ud af 100".to_owned(),
            OutOf100::AtMost(count) => format!("højst {count} ud af 100"),
            OutOf100::AtLeast(count) => format!("mindst {count} ud af 100"),
            OutOf100::None => "ingen".to_owned(),
            OutOf100::All => "alle".to_owned(),
        }
    }

    fn courses(&self, count: OutOf100) -> String {
        format!("{} beregnede forløb", self.out_of_100(count))
    }

    fn likelihood(&self, likelihood: Likelihood) -> &'static str {
        match likelihood {
            Likelihood::AlmostImpossible => "næsten udelukket",
            Likelihood::VeryUnlikely => "meget usandsynligt",
            Likelihood::Unlikely => "usandsynligt",
            Likelihood::RatherNot => "snarere underskud end overskud",
            Likelihood::AsLikelyAsNot => "omtrent lige så sandsynligt som ikke",
            Likelihood::Rather => "snarere overskud end underskud",
            Likelihood::Likely => "sandsynligt",
            Likelihood::VeryLikely => "meget sandsynligt",
            Likelihood::AlmostCertain => "næsten sikkert",
        }
    }
}
