//! When money is back: what is found of it, for the sentences of a language.

use super::Language;
use super::words::{Course, EvenPart, sentences, upper_first};
use crate::model::Calendar;
use crate::statistics::{Chance, Sample};
use crate::summary::{BreakEvenSummary, Expected, YearProbability};

/// The year in which it most often first breaks even, of several the first; none where it never does.
pub(super) fn likeliest(even: &BreakEvenSummary) -> Option<&YearProbability> {
    let seen = even.by_year.iter().filter(|year| year.probability() > 0.0);
    seen.max_by(|a, b| a.probability().total_cmp(&b.probability()).then(b.year.cmp(&a.year)))
}

/// When, over all replications: the most likely year, what was reached and lost again, what is never reached, what ends at zero.
pub(super) fn simulated(even: &BreakEvenSummary, span: &str, language: Language) -> String {
    let words = language.words();
    let never = &even.not_within_horizon.chance;
    let Some(best) = likeliest(even) else {
        return if even.ends.at_zero.chance.value == 1.0 {
            words.no_money(span)
        } else {
            words.never_even(span, &never.other_side())
        };
    };
    let first = if even.by_year.len() == 1 {
        String::new()
    } else if never.value > 0.5 {
        words.likely_not_even(span, never, best.year, &best.chance)
    } else {
        words.likely_even(best.year, &best.chance)
    };
    sentences([first, ends(even, span, language)])
}

/// What was reached and lost again, what is never reached, and what ends at zero; empty where that has been said.
fn ends(even: &BreakEvenSummary, span: &str, language: Language) -> String {
    let one_year = even.by_year.len() == 1;
    let within = &even.not_within_horizon.chance;
    let [lost, never, zero] = [&even.ends.lost_again, &even.ends.never, &even.ends.at_zero].map(|end| &end.chance);
    // Where that is most of all cases it has been said.
    let said = within.value > 0.5 && within.value == never.value;
    let mut parts = Vec::new();
    if lost.value > 0.0 {
        parts.push(EvenPart::LostAgain(lost));
    }
    if never.value > 0.0 && !one_year && !said {
        parts.push(EvenPart::Never(never));
    }
    if zero.value > 0.0 {
        parts.push(EvenPart::AtZero(zero));
    }
    // A design says nothing of what it never saw.
    let told = within.is_mixed() || within.bound().is_some();
    if parts.is_empty() && !one_year && !said && told {
        parts.push(EvenPart::NotWithin { span, chance: within });
    }
    let told: Vec<String> = parts.iter().map(|part| language.words().even_part(part)).collect();
    if told.is_empty() { String::new() } else { upper_first(&told.join("; ")) + "." }
}

/// From when break-even and payback count, where that is not from the start.
pub(super) fn counts_from(years: &[i32], net: &[f64], language: Language) -> Option<String> {
    let first = net.iter().position(|net| *net != 0.0)?;
    (first > 0).then(|| language.words().counts_from(years[first]))
}

/// When, in the expected case.
pub(super) fn expected(
    expected: &Expected,
    calendar: &Calendar,
    complete: bool,
    currency: &str,
    language: Language,
) -> String {
    let words = language.words();
    if !complete {
        return words.expected_break_even(&Course::Withheld);
    }
    let span = calendar.span();
    if expected.net.iter().all(|net| *net == 0.0) {
        return words.expected_break_even(&Course::NothingMoves { span: &span });
    }
    let (total, years) = (expected.total, calendar.iter().collect::<Vec<i32>>());
    let course = match (expected.break_even_year, expected.lasting_break_even_year) {
        (Some(first), Some(_)) if total == 0.0 => Course::EndsAtZero { first },
        (Some(first), Some(lasting)) => Course::Reached { first, lasting },
        (Some(first), None) => Course::LostAgain { first, total, currency },
        (None, _) => Course::NotWithin { span: &span },
    };
    let late = counts_from(&years, &expected.net, language).unwrap_or_default();
    sentences([words.expected_break_even(&course), late])
}

/// The probability of some years together.
pub(super) fn since(by_year: &[YearProbability], from: usize, to: usize, sample: Sample) -> Chance {
    let value = by_year[from..=to].iter().map(YearProbability::probability).sum::<f64>();
    // Shares that make up the whole are all there is, whatever rounding leaves.
    let value = if value > 1.0 - 1e-12 { 1.0 } else { value };
    Chance { value, mcse: f64::NAN, sample }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::{HorizonEnds, HorizonProbability, LastingBreakEven};

    /// Of 1,000 replications: how many first break even by year, and how many end above, at zero, lost again, never.
    fn even(first: &[u64], ends: [u64; 4]) -> BreakEvenSummary {
        let of = |count: &u64| HorizonProbability { chance: Chance::of(*count, 1000) };
        let by_year: Vec<YearProbability> =
            (2025..).zip(first).map(|(year, n)| YearProbability { year, chance: Chance::of(*n, 1000) }).collect();
        let never = of(&(1000 - first.iter().sum::<u64>()));
        let [above_zero, at_zero, lost_again, never_reached] = ends.each_ref().map(of);
        BreakEvenSummary {
            by_end_of: by_year.clone(),
            lasting: LastingBreakEven { by_year: by_year.clone(), not_within_horizon: never },
            by_year,
            not_within_horizon: never,
            ends: HorizonEnds { above_zero, at_zero, lost_again, never: never_reached },
        }
    }

    #[test]
    fn when_tells_three_things_apart_and_zero() {
        let when = |even: &BreakEvenSummary, span: &str| simulated(even, span, Language::English);
        let mixed = when(&even(&[0, 400, 200], [460, 0, 140, 400]), "2025–2027");
        assert_eq!(
            mixed,
            "The most likely break-even year is 2026 (40.0\u{a0}%). In 14.0\u{a0}% it reaches zero and loses it again; in 40.0\u{a0}% it never reaches zero."
        );
        let gain = when(&even(&[1000, 0], [1000, 0, 0, 0]), "2025–2026");
        assert_eq!(
            gain,
            "The most likely break-even year is 2025 (>\u{a0}99.7\u{a0}%). Not within 2025–2026 in <\u{a0}0.3\u{a0}%."
        );
        let loss = when(&even(&[0, 0], [0, 0, 0, 1000]), "2025–2026");
        assert_eq!(
            loss,
            "It never breaks even within 2025–2026: in none of 1,000 cases, which leaves <\u{a0}0.30\u{a0}%."
        );
        let rare = when(&even(&[0, 100], [100, 0, 0, 900]), "2025–2026");
        assert_eq!(
            rare,
            "Most likely it does not break even within 2025–2026 (90.0\u{a0}%); if it does, most likely in 2026 (10.0\u{a0}%)."
        );
        let nothing = when(&even(&[0, 0], [0, 1000, 0, 0]), "2025–2026");
        assert_eq!(nothing, "No money moves within 2025–2026 in any of the cases.");
        let zero = when(&even(&[0, 1000], [0, 1000, 0, 0]), "2025–2026");
        assert!(zero.ends_with("In >\u{a0}99.7\u{a0}% it ends at exactly zero, neither gain nor loss."), "{zero}");
        let one_year = when(&even(&[600], [500, 100, 0, 400]), "2025");
        assert_eq!(one_year, "In 10.0\u{a0}% it ends at exactly zero, neither gain nor loss.");
        assert_eq!(when(&even(&[600], [600, 0, 0, 400]), "2025"), "");
        assert_eq!(
            when(&even(&[0], [0, 0, 0, 1000]), "2025"),
            "It never breaks even in 2025: in none of 1,000 cases, which leaves <\u{a0}0.30\u{a0}%."
        );
    }

    #[test]
    fn danish_tells_them_apart_as_well() {
        let when = |even: &BreakEvenSummary, span| simulated(even, span, Language::Danish).replace('\u{a0}', " ");
        let told = [
            when(&even(&[0, 400, 200], [460, 0, 140, 400]), "2025–2027"),
            when(&even(&[1000, 0], [1000, 0, 0, 0]), "2025–2026"),
            when(&even(&[0, 0], [0, 0, 0, 1000]), "2025–2026"),
            when(&even(&[0, 100], [100, 0, 0, 900]), "2025–2026"),
            when(&even(&[0, 0], [0, 1000, 0, 0]), "2025–2026"),
            when(&even(&[600], [500, 100, 0, 400]), "2025"),
        ];
        assert_eq!(
            told,
            [
                "Det mest sandsynlige år, hvor indsatsen har tjent sig hjem, er 2026 (40,0 %). I 14,0 % tjener den sig hjem, men \
                 taber det igen; i 40,0 % tjener den sig aldrig hjem.",
                "Det mest sandsynlige år, hvor indsatsen har tjent sig hjem, er 2025 (> 99,7 %). I < 0,3 % tjener den sig ikke \
                 hjem i perioden 2025–2026.",
                "Indsatsen tjener sig ikke hjem i perioden 2025–2026: det sker i ingen af 1.000 forløb, så sandsynligheden er \
                 < 0,30 %.",
                "Mest sandsynligt tjener indsatsen sig ikke hjem i perioden 2025–2026 (90,0 %); gør den det, er det mest \
                 sandsynlige år 2026 (10,0 %).",
                "Der er hverken udgifter eller besparelser i perioden 2025–2026 i noget forløb.",
                "I 10,0 % ender den på præcis nul, hverken overskud eller underskud.",
            ]
        );
    }

    /// A course of money by year.
    fn course(net: &[f64]) -> Expected {
        let flow = crate::model::CashFlow::new(net.iter().copied());
        let even = flow.break_even();
        let year = |year: usize| 2025 + year as i32;
        Expected {
            lines: vec![],
            savings: vec![],
            costs: vec![],
            net: net.to_vec(),
            cumulative: flow.cumulative().to_vec(),
            total: flow.total(),
            break_even_year: even.first.map(year),
            lasting_break_even_year: even.lasting.map(year),
            per_participant: None,
            person_years: vec![],
            event_years: vec![],
            benefit_cost_ratio: None,
            cost_per_person_year: None,
            no_ratio: crate::summary::NoRatios::default(),
            prices: vec![],
            gain_per_public_krone: None,
        }
    }

    fn years(years: usize) -> Calendar {
        Calendar { first_year: 2025, years }
    }

    #[test]
    fn the_expected_case_tells_the_same_things_apart() {
        let told = |net: &[f64]| expected(&course(net), &years(3), true, "kr.", Language::English);
        assert_eq!(told(&[1.0, 1.0, 1.0]), "Break-even: 2025.");
        assert_eq!(told(&[-1.0, 2.0, 1.0]), "Break-even: 2026.");
        assert_eq!(told(&[2.0, -3.0, 2.0]), "Break-even: 2025, for good from 2027.");
        assert_eq!(told(&[-1.0, 2.0, -3.0]), "Break-even: reached in 2026, lost again; it ends at DKK\u{a0}−2.");
        assert_eq!(told(&[-1.0, 0.0, 0.0]), "Break-even: not within 2025–2027.");
        assert_eq!(told(&[-1.0, 0.0, 1.0]), "Break-even: 2027; it ends at exactly zero, neither gain nor loss.");
        assert_eq!(told(&[0.0, 0.0, 0.0]), "Break-even: none, since no money moves within 2025–2027.");
        assert_eq!(
            told(&[0.0, -1.0, 2.0]),
            "Break-even: 2027. In the expected case no money moves before 2026: no earlier year counts as break-even."
        );
        let one = |complete| expected(&course(&[-1.0]), &years(1), complete, "£", Language::English);
        assert_eq!(one(true), "Break-even: not in 2025.");
        assert_eq!(
            one(false),
            "Break-even: withheld, since the file does not hold this payer's whole side of the case."
        );
    }
}
