//! The answer in Danish: sentences that follow the figures at every corner.

use super::common::{chance_error, of_cases};
use super::{D, Danish};
use crate::document::words::{AnswerWords, CommonWords, Course, EvenPart, sentence_end, upper_first};
use crate::statistics::{Chance, Sample};

impl AnswerWords for Danish {
    fn pays(&self, span: &str, probability: &Chance) -> String {
        format!(
            "{} giver indsatsen overskud i {} ({}).",
            upper_first(&Danish.in_span(span)),
            of_cases(probability),
            chance_error(probability)
        )
    }

    fn how_likely_is_withheld(&self, name: &str) -> String {
        format!(
            "{name} er ufuldstændig: filen rummer ikke alle kassens udgifter og besparelser, så det kan ikke siges, hvor \
             sandsynligt et overskud er, eller hvornår det kommer."
        )
    }

    fn nine_of_ten(&self, [low, high]: [f64; 2], currency: &str) -> String {
        sentence_end(&if low.round() == high.round() {
            format!("I ni ud af ti forløb er provenuet {}", D.money(low, currency))
        } else {
            let [low, high] = D.money_ends([low, high], currency);
            format!("I ni ud af ti forløb ligger provenuet mellem {low} og {high}")
        })
    }

    fn no_money(&self, span: &str) -> String {
        format!("Der er hverken udgifter eller besparelser {} i noget forløb.", Danish.in_span(span))
    }

    fn never_even(&self, span: &str, ever: &Chance) -> String {
        let none = match ever.sample {
            Sample::Replications(n) => {
                format!("det sker i ingen af {} forløb, så sandsynligheden er {}", D.whole(n as f64), D.chance(ever, 2))
            }
            Sample::Randomisations(n) => format!("det sker i ingen af {n} randomiseringer"),
        };
        format!("Indsatsen tjener sig ikke hjem {}: {none}.", Danish.in_span(span))
    }

    fn likely_not_even(&self, span: &str, never: &Chance, year: i32, chance: &Chance) -> String {
        format!(
            "Mest sandsynligt tjener indsatsen sig ikke hjem {} ({}); gør den det, er det mest sandsynlige år {year} ({}).",
            Danish.in_span(span),
            D.chance(never, 1),
            D.chance(chance, 1)
        )
    }

    fn likely_even(&self, year: i32, chance: &Chance) -> String {
        format!("Det mest sandsynlige år, hvor indsatsen har tjent sig hjem, er {year} ({}).", D.chance(chance, 1))
    }

    fn even_part(&self, part: &EvenPart) -> String {
        match part {
            EvenPart::LostAgain(chance) => {
                format!("i {} tjener den sig hjem, men taber det igen", D.chance(chance, 1))
            }
            EvenPart::Never(chance) => format!("i {} tjener den sig aldrig hjem", D.chance(chance, 1)),
            EvenPart::AtZero(chance) => {
                format!("i {} ender den på præcis nul, hverken overskud eller underskud", D.chance(chance, 1))
            }
            EvenPart::NotWithin { span, chance } => {
                format!("i {} tjener den sig ikke hjem {}", D.chance(chance, 1), Danish.in_span(span))
            }
        }
    }

    fn counts_from(&self, year: i32) -> String {
        format!(
            "I den forventede business case er der hverken udgifter eller besparelser før {year}: indsatsen regnes ikke for at have \
             tjent sig hjem tidligere."
        )
    }

    fn expected_break_even(&self, course: &Course) -> String {
        let told = match *course {
            Course::Withheld => "kan ikke siges, da filen ikke rummer alle kassens udgifter og besparelser".to_owned(),
            Course::NothingMoves { span } => {
                format!("nej, da der hverken er udgifter eller besparelser {}", Danish.in_span(span))
            }
            Course::EndsAtZero { first } => {
                format!("{first}; den ender på præcis nul, hverken overskud eller underskud")
            }
            Course::Reached { first, lasting } if first == lasting => first.to_string(),
            Course::Reached { first, lasting } => format!("{first}, varigt fra {lasting}"),
            Course::LostAgain { first, total, currency } => {
                format!("i {first}, men tabt igen; den ender på {}", D.money(total, currency))
            }
            Course::NotWithin { span } => format!("ikke {}", Danish.in_span(span)),
        };
        sentence_end(&format!("Tjent sig hjem: {told}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_name_the_currency_as_its_language_writes_it() {
        let range = |ends, currency| Danish.nine_of_ten(ends, currency).replace('\u{a0}', " ");
        assert_eq!(range([-5.0, 1000.0], "kr."), "I ni ud af ti forløb ligger provenuet mellem −5 og 1.000 kr.");
        assert_eq!(range([-5.0, 1000.0], "£"), "I ni ud af ti forløb ligger provenuet mellem −5 og 1.000 £.");
        assert_eq!(range([7.0, 7.2], "kr."), "I ni ud af ti forløb er provenuet 7 kr.");
    }

    #[test]
    fn certain_and_single_years_are_told_as_such() {
        let pays = |span, chance: Chance| Danish.pays(span, &chance).replace('\u{a0}', " ");
        assert_eq!(
            pays("2017–2021", Chance::of(1000, 1000)),
            "I perioden 2017–2021 giver indsatsen overskud i > 99,7 % af forløbene (alle 1.000; ensidig 95 %-grænse)."
        );
        assert_eq!(
            pays("2023", Chance::of(500, 1000)),
            "I 2023 giver indsatsen overskud i 50,0 % af forløbene (± 1,58 procentpoint)."
        );
        let design = Chance { sample: Sample::Randomisations(16), ..Chance::of(0, 4096) };
        assert_eq!(
            pays("2023", design),
            "I 2023 giver indsatsen overskud i ingen forløb (ingen af 16 randomiseringer)."
        );
    }

    #[test]
    fn the_expected_case_is_told_at_every_corner() {
        let told = |course| Danish.expected_break_even(&course).replace('\u{a0}', " ");
        assert_eq!(told(Course::Reached { first: 2019, lasting: 2019 }), "Tjent sig hjem: 2019.");
        assert_eq!(told(Course::Reached { first: 2019, lasting: 2021 }), "Tjent sig hjem: 2019, varigt fra 2021.");
        let lost = Course::LostAgain { first: 2019, total: -2.0, currency: "kr." };
        assert_eq!(told(lost), "Tjent sig hjem: i 2019, men tabt igen; den ender på −2 kr.");
        assert_eq!(told(Course::NotWithin { span: "2023" }), "Tjent sig hjem: ikke i 2023.");
        assert!(told(Course::Withheld).starts_with("Tjent sig hjem: kan ikke siges"));
    }
}
