//! The one way numbers are printed for people.

use crate::statistics::{Chance, Sample};

/// Whole units with thousands separators and a true minus sign: `−1,479,680`. What rounds to zero prints as `0`.
#[must_use]
pub fn whole(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    grouped(&format!("{:.0}", value.round().abs()), value.round() < 0.0)
}

/// A number with so many decimals and thousands separators: `1,234.5`.
#[must_use]
pub fn decimal(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{:.digits$}", value.abs());
    let negative = value < 0.0 && text.contains(|c: char| ('1'..='9').contains(&c));
    grouped(&text, negative)
}

/// A share as per cent: `58.3 %`.
#[must_use]
pub fn percent(share: f64, digits: usize) -> String {
    format!("{} %", decimal(share * 100.0, digits))
}

/// A probability as per cent, never more certain than its sample: `58.3 %`, `> 99.9 %`, `< 0.1 %`. What some replications saw and
/// others did not has as many decimals as tell it apart from never and always: `0.05 %`, `99.98 %`. What every or no independent
/// replication saw is told by its bound, what every or no randomisation of a design saw as `all` or `none`.
#[must_use]
pub fn chance(chance: &Chance, digits: usize) -> String {
    if chance.is_mixed() {
        let rare = chance.value.min(1.0 - chance.value) * 100.0;
        return percent(chance.value, digits.max(digits_of(rare, digits)));
    }
    let least = 10f64.powi(-(digits as i32));
    match chance.bound() {
        None => (if chance.value > 0.0 { "all" } else { "none" }).to_owned(),
        Some(bound) => {
            // Rounded away from what it bounds.
            let bound = (bound * 100.0 / least).ceil() * least;
            if chance.value > 0.0 {
                format!("> {} %", decimal(100.0 - bound, digits))
            } else {
                format!("< {} %", decimal(bound, digits))
            }
        }
    }
}

/// The same in a sentence: `58.3 % of cases`, `none of the cases`.
#[must_use]
pub fn of_cases(probability: &Chance) -> String {
    let told = chance(probability, 1);
    format!("{told} of {}", if told.contains('%') { "cases" } else { "the cases" })
}

/// Decimals of a number above zero: so many, or as many as leave it one that is not zero.
fn digits_of(value: f64, digits: usize) -> usize {
    if value > 0.0 && value < 10f64.powi(-(digits as i32)) { (-value.log10().floor()) as usize } else { digits }
}

/// What the error of a probability is, or what stands for it where all or none of the sample saw it: `± 0.16 points`,
/// `all 4,096 of the sample`, `none of 16 randomisations`.
#[must_use]
pub fn chance_error(chance: &Chance) -> String {
    if chance.is_mixed() {
        return format!("± {}", points(chance.mcse));
    }
    let seen = if chance.value > 0.0 { "all" } else { "none" };
    match chance.sample {
        Sample::Replications(n) => format!("{seen} of {}; one-sided 95 % bound", whole(n as f64)),
        Sample::Randomisations(n) => format!("{seen} of {n} randomisations"),
    }
}

/// `within 2017–2021`; a single year is told as `in 2023`.
#[must_use]
pub fn span_of(span: &str) -> String {
    format!("{} {span}", if span.contains('–') { "within" } else { "in" })
}

/// Whether a currency is written before the amount, without a space: symbols such as £, $ and US$.
#[must_use]
pub fn stands_before(currency: &str) -> bool {
    currency.ends_with(['£', '$', '€', '¥', '₹'])
}

/// An amount in whole units of its currency, written as its language does: `1,092,118 kr.`, `£257,361`, `−£7,500`.
#[must_use]
pub fn money(value: f64, currency: &str) -> String {
    placed(&whole(value), currency)
}

/// A number that is already text, with its currency.
#[must_use]
pub fn placed(number: &str, currency: &str) -> String {
    if !stands_before(currency) {
        return format!("{number} {currency}");
    }
    match number.strip_prefix(['−', '+']) {
        Some(rest) => format!("{}{currency}{rest}", &number[..number.len() - rest.len()]),
        None => format!("{currency}{number}"),
    }
}

/// A payer's name, marked where the file does not hold its whole side.
#[must_use]
pub fn named(name: &str, complete: bool) -> String {
    if complete { name.to_owned() } else { format!("{name} (incomplete)") }
}

/// Text no longer than a number of characters, cut with an ellipsis.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// The error of a share, in percentage points: `0.16 points`, `0.007 points`.
#[must_use]
pub fn points(error: f64) -> String {
    let points = error * 100.0;
    format!("{} points", decimal(points, digits_of(points, 2)))
}

/// A number with its sign always shown: `+1,092,118`.
#[must_use]
pub fn signed(value: f64) -> String {
    let text = whole(value);
    if value.round() > 0.0 { format!("+{text}") } else { text }
}

/// A number as short as it can be without losing anything a reader needs: up to six significant digits, or thousands
/// separators from 10,000 up.
#[must_use]
pub fn plain(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    if value.abs() >= 10_000.0 {
        return whole(value);
    }
    let digits = if value == 0.0 { 0 } else { (3 - value.abs().log10().floor() as i32).clamp(0, 12) as usize };
    let text = decimal(value, digits);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn grouped(digits: &str, negative: bool) -> String {
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = String::from(if negative { "−" } else { "" });
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if !rest.is_empty() {
        text.push('.');
        text.push_str(rest);
    }
    text
}

/// What a number is held at; of a list by how much all its entries differ from the file's.
#[must_use]
pub fn level_at(value: f64, list: bool) -> String {
    if !list {
        return plain(value);
    }
    format!("{}{}", if value > 1.0 { "+" } else { "" }, percent(value - 1.0, 0))
}

/// The path of a number; of a list with what is moved.
#[must_use]
pub fn whole_list(path: &str, list: bool) -> String {
    format!("{path}{}", if list { ", all entries" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_reads_as_published() {
        assert_eq!(whole(1_092_117.6), "1,092,118");
        assert_eq!(whole(-1_479_680.0), "−1,479,680");
        assert_eq!(whole(999.5), "1,000");
        assert_eq!(signed(448_304.4), "+448,304");
    }

    #[test]
    fn no_sample_is_certain() {
        let of = |count, n| chance(&Chance::of(count, n), 1);
        assert_eq!(
            (of(583, 1000), of(0, 4096), of(4096, 4096)),
            ("58.3 %".into(), "< 0.1 %".into(), "> 99.9 %".into())
        );
        assert_eq!((of(1, 4096), of(4095, 4096)), ("0.02 %".into(), "99.98 %".into()));
        assert_eq!(chance_error(&Chance::of(199_999, 200_000)), "± 0.0005 points");
        // What occurred never looks rarer than what did not.
        assert_eq!((of(0, 2000), of(1, 2000)), ("< 0.2 %".into(), "0.05 %".into()));
        assert_eq!((of(0, 100), of(100, 100)), ("< 3.0 %".into(), "> 97.0 %".into()));
        let design = |count| Chance { sample: Sample::Randomisations(16), ..Chance::of(count, 4096) };
        assert_eq!((chance(&design(0), 1), chance(&design(4096), 1)), ("none".into(), "all".into()));
        assert_eq!(chance_error(&design(0)), "none of 16 randomisations");
        assert_eq!(
            (of_cases(&design(0)), of_cases(&Chance::of(1, 4))),
            ("none of the cases".into(), "25.0 % of cases".into())
        );
        assert_eq!(chance_error(&Chance::of(4096, 4096)), "all of 4,096; one-sided 95 % bound");
    }

    #[test]
    fn currencies_are_written_as_their_languages_do() {
        assert_eq!((money(257_361.0, "£"), money(1_092_118.0, "kr.")), ("£257,361".into(), "1,092,118 kr.".into()));
        assert_eq!((money(-7_500.0, "US$"), money(-7_500.0, "kr.")), ("−US$7,500".into(), "−7,500 kr.".into()));
        assert_eq!(shortened("Danish kroner", 8), "Danish …");
    }

    #[test]
    fn nothing_prints_as_minus_zero() {
        assert_eq!(whole(-0.4), "0");
        assert_eq!(decimal(-0.004, 2), "0.00");
        assert_eq!(signed(-0.2), "0");
    }

    #[test]
    fn small_numbers_keep_their_digits() {
        assert_eq!(plain(0.1), "0.1");
        assert_eq!(plain(100.0 / 3.0), "33.33");
        assert_eq!(plain(14_575.0), "14,575");
        assert_eq!(plain(0.001_234_567), "0.001235");
        assert_eq!(percent(0.583, 1), "58.3 %");
    }
}
