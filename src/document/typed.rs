//! Values of assumptions as people type them in a box: in the unit that they are shown in, the unit beside the box.

use super::Language;
use crate::model::{Label, Written};
use crate::scenario::DecimalMark;

/// Significant digits of a value that stands in a box.
const DIGITS: i32 = 6;

impl Language {
    /// The mark before decimals.
    #[must_use]
    pub const fn decimal_mark(self) -> DecimalMark {
        match self {
            Self::English => DecimalMark::Point,
            Self::Danish => DecimalMark::Comma,
        }
    }

    /// A value as it stands in a box: a share in per cent, a factor on a list as a change in per cent, without thousands separators.
    ///
    /// ```
    /// use provenu::document::Language;
    /// use provenu::model::Written;
    ///
    /// assert_eq!(Language::Danish.typed(0.278, &Written::Share), "27,8");
    /// assert_eq!(Language::Danish.meant("27,8", &Written::Share), Some(0.278));
    /// assert_eq!(Language::English.typed(0.9, &Written::Change), "-10");
    /// ```
    #[must_use]
    pub fn typed(self, value: f64, form: &Written) -> String {
        let shown = in_shown_unit(value, form);
        let size = if shown == 0.0 { 0 } else { shown.abs().log10().floor() as i32 };
        let digits = (DIGITS - 1 - size).max(0) as usize;
        let text = format!("{shown:.digits$}");
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        match self.decimal_mark() {
            DecimalMark::Point => text.to_owned(),
            DecimalMark::Comma => text.replace('.', ","),
        }
    }

    /// The value that is meant by a text in such a box; none where it is no number of this language.
    #[must_use]
    pub fn meant(self, typed: &str, form: &Written) -> Option<f64> {
        let plain: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
        let plain = plain.replace('−', "-");
        let shown = self.decimal_mark().read(plain.strip_suffix('%').unwrap_or(&plain))?;
        Some(match form {
            Written::Share | Written::YearlyShare => scaled(shown, -2),
            // The sum is rounded where its binary digits would show.
            Written::Change => scaled(format!("{:.10}", 100.0 + shown).parse().unwrap_or(shown), -2),
            _ => shown,
        })
    }

    /// What stands behind such a box.
    #[must_use]
    pub fn unit_of_box(self, label: &Label, currency: &str) -> String {
        match &label.form {
            Written::Share | Written::YearlyShare | Written::Change => "%".to_owned(),
            form => self.written(0.0, form, currency).replacen('0', "", 1).trim().to_owned(),
        }
    }
}

/// A value in the unit that it is typed in.
pub(super) fn in_shown_unit(value: f64, form: &Written) -> f64 {
    match form {
        Written::Share | Written::YearlyShare => scaled(value, 2),
        Written::Change => scaled(value, 2) - 100.0,
        _ => value,
    }
}

/// A number with its decimal point moved, without a rounding of its own: 27.8 by −2 is 0.278.
fn scaled(value: f64, places: i32) -> f64 {
    format!("{value:?}e{places}").parse().unwrap_or_else(|_| format!("{value}e{places}").parse().unwrap_or(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_box_means_what_it_was_made_from() {
        for language in Language::ALL {
            for form in [Written::Share, Written::Change, Written::Years, Written::Money { unit: None, per: None }] {
                for value in [0.0, 0.278, 0.1, 1.0, 0.999_5, 14_575.0, 0.001_25, 123_456.0] {
                    let typed = language.typed(value, &form);
                    assert_eq!(language.meant(&typed, &form), Some(value), "{typed}");
                }
            }
        }
    }

    #[test]
    fn each_language_reads_its_own_marks() {
        let money = Written::Money { unit: None, per: None };
        assert_eq!(Language::Danish.meant("1.250.000", &money), Some(1_250_000.0));
        assert_eq!(Language::English.meant("1,250,000", &money), Some(1_250_000.0));
        assert_eq!(Language::Danish.meant("−12,5 %", &Written::Change), Some(0.875));
        for wrong in ["", "abc", "1,2,3", "27.85,1", "inf", "1e999"] {
            assert_eq!(Language::Danish.meant(wrong, &Written::Share), None, "{wrong}");
        }
    }
}
