//! The one way numbers are written for people, by language. Rounding happens nowhere else.

pub use crate::model::Language;
use crate::statistics::{Chance, bound_of_none};

/// How a language writes numbers.
struct Conventions {
    /// Between groups of three digits.
    thousands: &'static str,
    /// Before the decimals.
    decimal: &'static str,
    /// After a share in hundredths.
    percent: &'static str,
    /// After a difference of shares in hundredths.
    points: &'static str,
    /// After a factor.
    times: &'static str,
    /// Where there is no number.
    missing: &'static str,
    /// Between numbers in a list.
    list: &'static str,
    /// What every randomisation of a design saw.
    all: &'static str,
    /// What none saw.
    none: &'static str,
}

const DANISH: Conventions = Conventions {
    thousands: ".",
    decimal: ",",
    percent: "\u{a0}%",
    points: "\u{a0}procentpoint",
    times: "\u{a0}×",
    missing: "–",
    list: "; ",
    all: "alle",
    none: "ingen",
};

const ENGLISH: Conventions = Conventions {
    thousands: ",",
    decimal: ".",
    percent: "\u{a0}%",
    points: "\u{a0}points",
    times: "\u{a0}×",
    missing: "–",
    list: ", ",
    all: "all",
    none: "none",
};

impl Language {
    const fn conventions(self) -> &'static Conventions {
        match self {
            Self::English => &ENGLISH,
            Self::Danish => &DANISH,
        }
    }

    /// Whole units with thousands separators and a true minus sign: `−1,479,680`. What rounds to zero is written as `0`.
    #[must_use]
    pub fn whole(self, value: f64) -> String {
        self.decimal(value.round(), 0)
    }

    /// A number with this number of decimals: `1,234.5`.
    #[must_use]
    pub fn decimal(self, value: f64, digits: usize) -> String {
        let conventions = self.conventions();
        if !value.is_finite() {
            return conventions.missing.to_owned();
        }
        let written = format!("{:.digits$}", value.abs());
        let (whole, rest) = written.split_once('.').unwrap_or((&written, ""));
        let negative = value < 0.0 && written.contains(|c: char| ('1'..='9').contains(&c));
        let mut text = String::from(if negative { "−" } else { "" });
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                text.push_str(conventions.thousands);
            }
            text.push(digit);
        }
        if !rest.is_empty() {
            text.push_str(conventions.decimal);
            text.push_str(rest);
        }
        text
    }

    /// A number with its sign always shown: `+1,092,118`.
    #[must_use]
    pub fn signed(self, value: f64) -> String {
        format!("{}{}", if value.round() > 0.0 { "+" } else { "" }, self.whole(value))
    }

    /// A number as short as it can be without losing anything a reader needs: up to four significant digits, or thousands
    /// separators from 10,000 up.
    #[must_use]
    pub fn plain(self, value: f64) -> String {
        if !value.is_finite() || value.abs() >= 10_000.0 {
            return self.whole(value);
        }
        let digits = if value == 0.0 { 0 } else { (3 - value.abs().log10().floor() as i32).clamp(0, 12) as usize };
        let text = self.decimal(value, digits);
        self.trimmed(text)
    }

    /// Without zeros at the end of its decimals.
    pub(super) fn trimmed(self, text: String) -> String {
        let mark = self.conventions().decimal;
        if text.contains(mark) { text.trim_end_matches('0').trim_end_matches(mark).to_owned() } else { text }
    }

    /// Numbers that are already text, in a list that their decimals do not blur: `0.25, 0.5`, `0,25; 0,5`.
    pub(super) fn numbers(self, numbers: &[String]) -> String {
        numbers.join(self.conventions().list)
    }

    /// A difference of hundredths that is already text: `0.6 points`.
    pub(super) fn points_written(self, hundredths: &str) -> String {
        format!("{hundredths}{}", self.conventions().points)
    }

    /// A number of hundredths that is already text: `26 %`.
    pub(super) fn percent_of(self, hundredths: &str) -> String {
        format!("{hundredths}{}", self.conventions().percent)
    }

    /// A factor: `1.95 ×`.
    #[must_use]
    pub fn times(self, value: f64) -> String {
        self.decimal(value, 2) + self.conventions().times
    }

    /// A share as per cent: `58.3 %`.
    #[must_use]
    pub fn percent(self, share: f64, digits: usize) -> String {
        self.decimal(share * 100.0, digits) + self.conventions().percent
    }

    /// A share as per cent with as few decimals as tell it: `5 %`, `2.5 %`, `12.345 %`; six at most.
    #[must_use]
    pub fn trimmed_percent(self, share: f64) -> String {
        self.percent_of(&self.trimmed(self.decimal(share * 100.0, 6)))
    }

    /// The error of a share, in percentage points: `0.16 points`, `0.007 points`.
    #[must_use]
    pub fn points(self, error: f64) -> String {
        let points = error * 100.0;
        self.points_of(error, digits_of(points, 2))
    }

    /// The same with this number of decimals.
    #[must_use]
    pub fn points_of(self, error: f64, digits: usize) -> String {
        self.decimal(error * 100.0, digits) + self.conventions().points
    }

    /// A probability as per cent, never more certain than its sample: `58.3 %`, `> 99.9 %`, `< 0.1 %`. What some replications
    /// saw and others did not has as many decimals as tell it from never and always: `0.05 %`, `99.98 %`. What every or no
    /// independent replication saw is told by its bound, what every or no randomisation of a design saw as `all` or `none`.
    #[must_use]
    pub fn chance(self, chance: &Chance, digits: usize) -> String {
        if chance.is_mixed() {
            let rare = chance.value.min(1.0 - chance.value) * 100.0;
            return self.percent(chance.value, digits.max(digits_of(rare, digits)));
        }
        let conventions = self.conventions();
        let Some(bound) = chance.bound() else {
            return (if chance.value > 0.0 { conventions.all } else { conventions.none }).to_owned();
        };
        // Rounded away from what it bounds.
        let least = 10f64.powi(-(digits as i32));
        let bound = (bound * 100.0 / least).ceil() * least;
        let (sign, limit) = if chance.value > 0.0 { (">", 100.0 - bound) } else { ("<", bound) };
        format!("{sign}\u{a0}{}{}", self.decimal(limit, digits), conventions.percent)
    }

    /// What the probability of something lies below that none of `n` independent replications saw: `0.30 %`.
    pub(super) fn bound(self, n: u64) -> String {
        let bound = bound_of_none(n);
        let digits = if bound < 0.001 { 3 } else { 2 };
        // Rounded away from what it bounds.
        let above = (bound * 100.0 * 10f64.powi(digits)).ceil() / 10f64.powi(digits) / 100.0;
        self.percent(above, digits as usize)
    }

    /// A number on an axis, with as many decimals as a step needs.
    #[must_use]
    pub fn tick(self, value: f64, step: f64) -> String {
        let whole = |digits: i32| (step * 10f64.powi(digits)).round() - step * 10f64.powi(digits);
        let digits = (0..6).find(|digits| whole(*digits).abs() < 1e-6).unwrap_or(6);
        self.decimal(value, digits as usize)
    }

    /// What a number is held at; of a list by how much all its entries differ from the file's.
    #[must_use]
    pub fn level(self, value: f64, list: bool) -> String {
        if !list {
            return self.plain(value);
        }
        format!("{}{}", if value > 1.0 { "+" } else { "" }, self.percent(value - 1.0, 0))
    }

    /// An error with as many digits as tell something beside its value.
    #[must_use]
    pub fn error_beside(self, mcse: f64, value: f64) -> String {
        if value.abs() >= 10_000.0 {
            return self.whole(mcse);
        }
        let digits = if mcse > 0.0 { (1 - mcse.log10().floor() as i32).clamp(0, 6) } else { 0 };
        self.decimal(mcse, digits as usize)
    }
}

/// Decimals of a number above zero: `digits`, or as many as leave it one that is not zero.
pub(super) fn digits_of(value: f64, digits: usize) -> usize {
    if value > 0.0 && value < 10f64.powi(-(digits as i32)) { (-value.log10().floor()) as usize } else { digits }
}

/// Text no longer than a number of characters, cut with an ellipsis.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Sample;

    const E: Language = Language::English;

    #[test]
    fn money_reads_as_published() {
        assert_eq!(E.whole(1_092_117.6), "1,092,118");
        assert_eq!(E.whole(-1_479_680.0), "−1,479,680");
        assert_eq!((E.whole(999.5), E.whole(0.5)), ("1,000".into(), "1".into()));
        assert_eq!(E.signed(448_304.4), "+448,304");
    }

    #[test]
    fn no_sample_is_certain() {
        let of = |count, n| E.chance(&Chance::of(count, n), 1);
        assert_eq!(
            (of(583, 1000), of(0, 4096), of(4096, 4096)),
            ("58.3\u{a0}%".into(), "<\u{a0}0.1\u{a0}%".into(), ">\u{a0}99.9\u{a0}%".into())
        );
        assert_eq!((of(1, 4096), of(4095, 4096)), ("0.02\u{a0}%".into(), "99.98\u{a0}%".into()));
        // What occurred never looks rarer than what did not.
        assert_eq!((of(0, 2000), of(1, 2000)), ("<\u{a0}0.2\u{a0}%".into(), "0.05\u{a0}%".into()));
        assert_eq!((of(0, 100), of(100, 100)), ("<\u{a0}3.0\u{a0}%".into(), ">\u{a0}97.0\u{a0}%".into()));
        let design = |count| Chance { sample: Sample::Randomisations(16), ..Chance::of(count, 4096) };
        assert_eq!((E.chance(&design(0), 1), E.chance(&design(4096), 1)), ("none".into(), "all".into()));
    }

    #[test]
    fn nothing_is_written_as_minus_zero() {
        assert_eq!((E.whole(-0.4), E.signed(-0.2)), ("0".into(), "0".into()));
        assert_eq!((E.decimal(-0.004, 2), E.decimal(f64::NAN, 2)), ("0.00".into(), "–".into()));
    }

    #[test]
    fn small_numbers_keep_their_digits() {
        assert_eq!((E.plain(0.1), E.plain(100.0 / 3.0)), ("0.1".into(), "33.33".into()));
        assert_eq!((E.plain(14_575.0), E.plain(0.001_234_567)), ("14,575".into(), "0.001235".into()));
        assert_eq!((E.percent(0.583, 1), E.points(0.000_005)), ("58.3\u{a0}%".into(), "0.0005\u{a0}points".into()));
        assert_eq!((E.level(1.2, true), E.level(0.8, true)), ("+20\u{a0}%".into(), "−20\u{a0}%".into()));
    }
}
