//! The answer in English: sentences that follow the figures at every corner.

use super::common::{chance_error, of_cases};
use super::{E, English};
use crate::document::words::{AnswerWords, CommonWords, Course, Even, sentence_end, sentences, upper_first};
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

    fn when(&self, even: &Even) -> String {
        let span = English.in_span(even.span);
        let never = &even.not_within;
        let Some((year, chance)) = &even.best else {
            return if even.at_zero.value == 1.0 {
                format!("No money moves {span} in any of the cases.")
            } else {
                format!("It never breaks even {span}: {}.", in_none(&never.other_side()))
            };
        };
        let chance = E.chance(chance, 1);
        let first = if even.one_year {
            String::new()
        } else if never.value > 0.5 {
            format!(
                "Most likely it does not break even {span} ({}); if it does, most likely in {year} ({chance}).",
                E.chance(never, 1)
            )
        } else {
            format!("The most likely break-even year is {year} ({chance}).")
        };
        sentences([first, ends(even)])
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

/// What was reached and lost again, what is never reached, and what ends at zero; empty where that has been said.
fn ends(even: &Even) -> String {
    let never = &even.not_within;
    let mut apart = Vec::new();
    if even.lost_again.value > 0.0 {
        apart.push(format!("in {} it reaches zero and loses it again", E.chance(&even.lost_again, 1)));
    }
    // Where that is most of all cases it has been said.
    let said = never.value > 0.5 && never.value == even.never.value;
    if even.never.value > 0.0 && !even.one_year && !said {
        apart.push(format!("in {} it never reaches zero", E.chance(&even.never, 1)));
    }
    if even.at_zero.value > 0.0 {
        let zero = E.chance(&even.at_zero, 1);
        apart.push(format!("in {zero} it ends at exactly zero, neither gain nor loss"));
    }
    // A design says nothing of what it never saw.
    let told = never.is_mixed() || never.bound().is_some();
    if apart.is_empty() && !even.one_year && !said && told {
        apart.push(format!("not {} in {}", English.in_span(even.span), E.chance(never, 1)));
    }
    if apart.is_empty() { String::new() } else { upper_first(&apart.join("; ")) + "." }
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
        assert_eq!(range([-5.0, 1000.0], "kr."), "In nine cases of ten the result lies from −5 to 1,000 kr.");
        assert_eq!(range([-5.0, 1000.0], "£"), "In nine cases of ten the result lies from −£5 to £1,000.");
        assert_eq!(range([7.0, 7.2], "£"), "In nine cases of ten the result is £7.");
    }

    #[test]
    fn certain_and_single_years_are_told_as_such() {
        let pays = |span, count| English.pays(span, &Chance::of(count, 1000));
        assert_eq!(
            pays("2017–2021", 1000),
            "The investment pays within 2017–2021 in > 99.7 % of cases (all of 1,000; one-sided 95 % bound)."
        );
        assert_eq!(pays("2023", 500), "The investment pays in 2023 in 50.0 % of cases (± 1.58 points).");
    }
}
