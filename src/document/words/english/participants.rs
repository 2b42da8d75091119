//! Money per participant and gains of several payers, in English.

use super::{E, English};
use crate::document::words::ParticipantWords;
use crate::model::Participants;

impl ParticipantWords for English {
    fn per(&self, of: Participants) -> &'static str {
        match of {
            Participants::Families => "per family",
            Participants::Adults => "per adult",
            Participants::FamiliesAndAdults => "per family or adult",
        }
    }

    fn per_title(&self, of: Participants, span: &str) -> String {
        format!("{} {span}", self.per(of).to_uppercase())
    }

    fn taken_in(&self, of: Participants) -> &'static str {
        match of {
            Participants::Families => "Families taken in",
            Participants::Adults => "Adults taken in",
            Participants::FamiliesAndAdults => "Families and adults taken in",
        }
    }

    fn money(&self) -> [&'static str; 3] {
        ["costs", "savings", "net benefit"]
    }

    fn divided(&self, of: Participants, number: f64, subgroups: bool) -> String {
        let own = if subgroups { " Of a subgroup it is its own money by its own." } else { "" };
        format!(
            "{}: {}. All money of the period is divided by all of them.{own}",
            self.taken_in(of),
            E.trimmed(E.decimal(number, 1))
        )
    }

    fn ratio_of_means(&self) -> &'static str {
        "Per participant it is a ratio of means, not a mean of ratios."
    }

    fn joint_title(&self, span: &str) -> String {
        format!("ALL OF THEM GAIN {span}")
    }

    fn together(&self, names: &[&str]) -> String {
        match names {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    fn joint_note(&self) -> &'static str {
        "Counted in the same replications, not multiplied: what is good for one payer may be good or bad for another."
    }
}
