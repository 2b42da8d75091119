//! The answer in English: sentences that follow the figures at every corner.

use super::common::{chance_error, of_cases};
use super::{E, English};
use crate::document::words::{AnswerWords, CommonWords, Course, EvenPart, sentence_end};
use crate::statistics::{Chance, Sample};

impl AnswerWords for English {
    fn pays(&self, span: &str, probability: &Chance) -> String {
        format!(
            "The investment pays {} in {} ({}).",
            English.in_span(span),
            of_cases(probability),
            chance_error(probability)
        )
    }

    fn how_likely_is_withheld(&self, name: &str) -> String {
        format!(
            "{name} is incomplete: the file does not hold its whole side of the case, so how likely its net benefit is above \
             zero, and when, is withheld."
        )
    }

    fn nine_of_ten(&self, [low, high]: [f64; 2], currency: &str) -> String {
        sentence_end(&if low.round() == high.round() {
            format!("In nine cases of ten the result is {}", E.money(low, currency))
        } else {
            let [low, high] = E.money_ends([low, high], currency);
            format!("In nine cases of ten the result lies from {low} to {high}")
        })
    }

    fn no_money(&self, span: &str) -> String {
        format!("No money moves {} in any of the cases.", English.in_span(span))
    }

    fn never_even(&self, span: &str, ever: &Chance) -> String {
        format!("It never breaks even {}: {}.", English.in_span(span), in_none(ever))
    }

    fn likely_not_even(&self, span: &str, never: &Chance, year: i32, chance: &Chance) -> String {
        format!(
            "Most likely it does not break even {} ({}); if it does, most likely in {year} ({}).",
            English.in_span(span),
            E.chance(never, 1),
            E.chance(chance, 1)
        )
    }

    fn likely_even(&self, year: i32, chance: &Chance) -> String {
        format!("The most likely break-even year is {year} ({}).", E.chance(chance, 1))
    }

    fn even_part(&self, part: &EvenPart) -> String {
        match part {
            EvenPart::LostAgain(chance) => format!("in {} it reaches zero and loses it again", E.chance(chance, 1)),
            EvenPart::Never(chance) => format!("in {} it never reaches zero", E.chance(chance, 1)),
            EvenPart::AtZero(chance) => {
                format!("in {} it ends at exactly zero, neither gain nor loss", E.chance(chance, 1))
            }
            EvenPart::NotWithin { span, chance } => {
                format!("not {} in {}", English.in_span(span), E.chance(chance, 1))
            }
        }
    }

    fn counts_from(&self, year: i32) -> String {
        format!("In the expected case no money moves before {year}: no earlier year counts as break-even.")
    }

    fn expected_break_even(&self, course: &Course) -> String {
        let told = match *course {
            Course::Withheld => "withheld, since the file does not hold this payer's whole side of the case".to_owned(),
            Course::NothingMoves { span } => format!("none, since no money moves {}", English.in_span(span)),
            Course::EndsAtZero { first } => format!("{first}; it ends at exactly zero, neither gain nor loss"),
            Course::Reached { first, lasting } if first == lasting => first.to_string(),
            Course::Reached { first, lasting } => format!("{first}, for good from {lasting}"),
            Course::LostAgain { first, total, currency } => {
                format!("reached in {first}, lost again; it ends at {}", E.money(total, currency))
            }
            Course::NotWithin { span } => format!("not {}", English.in_span(span)),
        };
        sentence_end(&format!("Break-even: {told}"))
    }
}

/// What is said of something that no replication saw.
fn in_none(chance: &Chance) -> String {
    match chance.sample {
        Sample::Replications(n) => {
            format!("in none of {} cases, which leaves {}", E.whole(n as f64), E.chance(chance, 2))
        }
        Sample::Randomisations(n) => format!("in none of {n} randomisations"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_name_the_currency_as_its_language_writes_it() {
        let range = |ends, currency| English.nine_of_ten(ends, currency);
        assert_eq!(range([-5.0, 1000.0], "kr."), "In nine cases of ten the result lies from DKK\u{a0}−5 to 1,000.");
        assert_eq!(range([-5.0, 1000.0], "£"), "In nine cases of ten the result lies from −£5 to £1,000.");
        assert_eq!(range([7.0, 7.2], "£"), "In nine cases of ten the result is £7.");
    }

    #[test]
    fn certain_and_single_years_are_told_as_such() {
        let pays = |span, count| English.pays(span, &Chance::of(count, 1000));
        assert_eq!(
            pays("2017–2021", 1000),
            "The investment pays within 2017–2021 in >\u{a0}99.7\u{a0}% of cases (all of 1,000; one-sided 95\u{a0}% bound)."
        );
        assert_eq!(pays("2023", 500), "The investment pays in 2023 in 50.0\u{a0}% of cases (± 1.58\u{a0}points).");
    }
}
