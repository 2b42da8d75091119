//! Money per participant and gains of several payers, in Danish.

use super::{D, Danish};
use crate::document::words::ParticipantWords;
use crate::model::Participants;

impl ParticipantWords for Danish {
    fn per(&self, of: Participants) -> &'static str {
        match of {
            Participants::Families => "pr. familie",
            Participants::Adults => "pr. voksen",
            Participants::FamiliesAndAdults => "pr. familie eller voksen",
        }
    }

    fn per_title(&self, of: Participants, span: &str) -> String {
        format!("{} {span}", self.per(of).to_uppercase())
    }

    fn taken_in(&self, of: Participants) -> &'static str {
        match of {
            Participants::Families => "Familier i indsatsen",
            Participants::Adults => "Voksne i indsatsen",
            Participants::FamiliesAndAdults => "Familier og voksne i indsatsen",
        }
    }

    fn money(&self) -> [&'static str; 3] {
        ["udgifter", "sparet", "provenu"]
    }

    fn divided(&self, of: Participants, number: f64, subgroups: bool) -> String {
        let own = if subgroups { " For en undergruppe er det dens egne beløb delt med dens egne." } else { "" };
        format!(
            "{}: {}. Alle beløb i perioden er delt med dem alle.{own}",
            self.taken_in(of),
            D.trimmed(D.decimal(number, 1))
        )
    }

    fn ratio_of_means(&self) -> &'static str {
        "Pr. deltager er det gennemsnit delt med gennemsnit, ikke et gennemsnit af de enkelte forløbs tal."
    }

    fn joint_title(&self, span: &str) -> String {
        format!("ALLE FÅR OVERSKUD {span}")
    }

    fn together(&self, names: &[&str]) -> String {
        match names {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first @ .., last] => format!("{} og {last}", first.join(", ")),
        }
    }

    fn joint_note(&self) -> &'static str {
        "Talt op i de samme forløb, ikke ganget sammen: hvad der er godt for én kasse, kan være godt eller skidt for en anden."
    }
}
