//! Numbers as a Danish or an English spreadsheet writes them.

use serde::Serialize;

/// The sign before the decimals; the other one may stand between thousands: `1.500,5` or `1,500.5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DecimalMark {
    /// `1500.5`, English.
    Point,
    /// `1500,5`, Danish.
    Comma,
}

impl DecimalMark {
    /// As it is called in a scenario.
    pub(super) const NAMES: [&str; 2] = ["point", "comma"];
    pub(super) const ALL: [Self; 2] = [Self::Point, Self::Comma];

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.name() == name)
    }

    /// The number that a text is with this mark: finite, and the other mark, if at all, between groups of three digits.
    #[must_use]
    pub fn read(self, text: &str) -> Option<f64> {
        number(text, self)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// What a text may mean as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Meaning {
    /// The same with either mark.
    Plain(f64),
    /// A number with this mark only.
    Only(DecimalMark, f64),
    /// Two numbers, such as `1.500`.
    Either { point: f64, comma: f64 },
}

impl Meaning {
    pub fn of(text: &str) -> Option<Self> {
        match (number(text, DecimalMark::Point), number(text, DecimalMark::Comma)) {
            (Some(point), Some(comma)) if point == comma => Some(Self::Plain(point)),
            (Some(point), Some(comma)) => Some(Self::Either { point, comma }),
            (Some(value), None) => Some(Self::Only(DecimalMark::Point, value)),
            (None, Some(value)) => Some(Self::Only(DecimalMark::Comma, value)),
            (None, None) => None,
        }
    }
}

/// A finite number with a mark before its decimals and the other, if at all, between groups of three digits.
fn number(text: &str, mark: DecimalMark) -> Option<f64> {
    let (decimal, between) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, rest) = digits.split_at(digits.find([decimal, 'e', 'E']).unwrap_or(digits.len()));
    let sign = &text[..text.len() - digits.len()];
    if whole.contains(between) && (!in_groups(whole, between) || rest.contains(['e', 'E'])) {
        return None;
    }
    let plain = format!("{sign}{}{}", whole.replace(between, ""), rest.replacen(decimal, ".", 1));
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

/// Whether digits stand in groups of three, the first of one to three and without a leading zero.
fn in_groups(digits: &str, between: char) -> bool {
    let sound = |(at, group): (usize, &str)| {
        let length = if at == 0 { 1..=3 } else { 3..=3 };
        group.bytes().all(|byte| byte.is_ascii_digit()) && length.contains(&group.len())
    };
    !digits.starts_with('0') && digits.split(between).enumerate().all(sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_means_one_number_or_two() {
        let plain = |value| Some(Meaning::Plain(value));
        let point = |value| Some(Meaning::Only(DecimalMark::Point, value));
        let comma = |value| Some(Meaning::Only(DecimalMark::Comma, value));
        for (text, meaning) in [
            ("12", plain(12.0)),
            ("-5", plain(-5.0)),
            ("1e3", plain(1000.0)),
            ("0.5", point(0.5)),
            ("0,5", comma(0.5)),
            ("0.500", point(0.5)),
            ("1.5e-3", point(0.0015)),
            ("1500.125", point(1500.125)),
            ("1.500,5", comma(1500.5)),
            ("1,500.5", point(1500.5)),
            ("-1.500.000", comma(-1_500_000.0)),
            ("1.500", Some(Meaning::Either { point: 1.5, comma: 1500.0 })),
            ("-12,345", Some(Meaning::Either { point: -12345.0, comma: -12.345 })),
        ] {
            assert_eq!(Meaning::of(text), meaning, "{text}");
        }
        for text in
            ["", "x", "1.50.000", "1.500.00", "1,5.3", "1..5", "inf", "NaN", "1e400", "+-5", "1.500e3,1", "−5", "1 500"]
        {
            assert_eq!(Meaning::of(text), None, "{text}");
        }
    }
}
