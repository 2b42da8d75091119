//! Values of assumptions, as people write them.

use super::number::digits_of;
use super::{Language, TableCell};
use crate::model::{Label, Written};
use crate::scenario::typed_number;

impl Language {
    /// A value of an assumption as people write it: `26 %`, `10 % a year`, `14,575 kr. per month`, `1.5 placements`, `× 1.05`.
    #[must_use]
    pub fn written(self, value: f64, form: &Written, currency: &str) -> String {
        self.with_unit(form, currency, &self.significant(value), &|share| self.share(share), value)
    }

    /// The same to four significant digits, for a value that was searched.
    pub(super) fn found(self, label: &Label, value: f64, currency: &str) -> String {
        let share = |share: f64| self.percent_of(&self.plain(share * 100.0));
        self.with_unit(&label.form, currency, &self.plain(value), &share, value)
    }

    /// The same before another value that has the unit: `2.764 %` in `2.764 % to 7.236 % a year`.
    pub(super) fn found_first(self, label: &Label, value: f64, currency: &str) -> String {
        self.found(&Label { form: label.form.bare(), ..label.clone() }, value, currency)
    }

    /// A number as a form has it, or the share that it is.
    fn with_unit(
        self,
        form: &Written,
        currency: &str,
        number: &str,
        share: &dyn Fn(f64) -> String,
        value: f64,
    ) -> String {
        let words = self.words();
        let with = |number: String, unit: Option<&str>| match unit {
            Some(unit) => format!("{number} {unit}"),
            None => number,
        };
        match form {
            Written::Share => share(value),
            Written::YearlyShare => words.a_year(&share(value)),
            Written::Money { unit, per } => {
                with(self.placed(number, currency), unit.as_deref().or(per.map(|basis| words.per_one(basis))))
            }
            Written::Number { unit } => with(number.to_owned(), unit.as_deref()),
            Written::Factor => format!("× {number}"),
            Written::Weeks => words.weeks(number),
            Written::Months => words.months(number),
            Written::Years => words.years(number),
            Written::Change => format!("{}{}", if value > 1.0 { "+" } else { "" }, share(value - 1.0)),
        }
    }

    /// What a scenario is called in which one number has another value, as typed: `15 % (Share who become self-sufficient)`.
    #[must_use]
    pub fn varied(self, label: &Label, typed: &str, currency: &str) -> String {
        let value =
            typed_number(typed).map_or_else(|_| typed.to_owned(), |value| self.value_of(label, value, currency));
        format!("{value} ({})", label.title)
    }

    /// The value of a number that a result names.
    #[must_use]
    pub fn value_of(self, label: &Label, value: f64, currency: &str) -> String {
        self.written(value, &label.form, currency)
    }

    /// The same in a table that says elsewhere what it is of: without currency and unit.
    pub(super) fn value_cell(self, label: &Label, value: f64) -> TableCell {
        let text = match label.form.bare() {
            Written::Money { .. } => self.significant(value),
            form => self.written(value, &form, ""),
        };
        TableCell::number(text, value)
    }

    /// The error of a value, with as many decimals as tell something; of a share in hundredths.
    pub(super) fn error_of(self, label: &Label, mcse: f64, value: f64) -> String {
        match label.form {
            Written::Share | Written::YearlyShare | Written::Change => {
                self.points_written(&self.error_beside(mcse * 100.0, value * 100.0))
            }
            _ => self.error_beside(mcse, value),
        }
    }

    /// A share as per cent, with three or four significant digits; what is less than all or none of it is never written so.
    fn share(self, value: f64) -> String {
        let percent = value * 100.0;
        let near_all = digits_of((100.0 - percent).abs(), 0);
        let digits = significant_digits(percent).max(if percent > 99.0 { near_all } else { 0 });
        self.percent_of(&self.trimmed(self.decimal(percent, digits)))
    }

    /// A number with three significant digits, or with four where these say it exactly; whole from 1,000 up.
    fn significant(self, value: f64) -> String {
        let shown = if value.abs() < 1_000.0 { value } else { value.round() };
        self.trimmed(self.decimal(shown, significant_digits(value)))
    }
}

/// Decimals for that.
fn significant_digits(value: f64) -> usize {
    if value == 0.0 || !value.is_finite() {
        return 0;
    }
    let for_digits = |digits: i32| (digits - 1 - value.abs().log10().floor() as i32).clamp(0, 18);
    let four = 10f64.powi(for_digits(4));
    let is_exact = ((value * four).round() / four - value).abs() <= 1e-9 * value.abs();
    for_digits(if is_exact { 4 } else { 3 }) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Basis;

    #[test]
    fn values_are_written_as_people_write_them() {
        let written = |value, form: &Written, currency| Language::English.written(value, form, currency);
        let of = |form: Written| move |value: f64| written(value, &form, "kr.");
        let all = |form: Written, values: &[f64]| {
            values.iter().map(|value| of(form.clone())(*value)).collect::<Vec<_>>().join("; ")
        };
        let shares = [0.26, 0.3175, 0.123_456, 0.0004, 1e-7, 0.0, 1.0, 0.999_96, 0.999_999_9, -0.05, 1.5, 0.1 + 0.2];
        assert_eq!(
            all(Written::Share, &shares),
            "26\u{a0}%; 31.75\u{a0}%; 12.3\u{a0}%; 0.04\u{a0}%; 0.00001\u{a0}%; 0\u{a0}%; 100\u{a0}%; 99.996\u{a0}%; 99.99999\u{a0}%; −5\u{a0}%; 150\u{a0}%; 30\u{a0}%"
        );
        assert_eq!(all(Written::YearlyShare, &[0.1]), "10\u{a0}% a year");
        let money = |unit: Option<&str>, per| Written::Money { unit: unit.map(str::to_owned), per };
        assert_eq!(
            all(money(Some("per month"), None), &[14_575.0, 0.5]),
            "DKK\u{a0}14,575 per month; DKK\u{a0}0.5 per month"
        );
        assert_eq!(
            all(money(None, Some(Basis::Year)), &[2_916_666.67, -120.25]),
            "DKK\u{a0}2,916,667 per year; DKK\u{a0}−120 per year"
        );
        assert_eq!(written(2_500.0, &money(Some("per case"), None), "£"), "£2,500 per case");
        let placements = Written::Number { unit: Some("placements".to_owned()) };
        assert_eq!(all(placements, &[1.5, 100.0 / 3.0]), "1.5 placements; 33.3 placements");
        assert_eq!(all(Written::PLAIN, &[999.96, 1234.5, f64::INFINITY]), "1,000; 1,235; –");
        assert_eq!(all(Written::Factor, &[1.05, -0.3]), "× 1.05; × −0.3");
        assert_eq!(
            [Written::Weeks, Written::Months, Written::Years].map(|form| of(form)(9.0)).join("; "),
            "9 weeks; 9 months; 9 years"
        );
        assert_eq!(all(Written::Change, &[0.9, 1.1, 1.0]), "−10\u{a0}%; +10\u{a0}%; 0\u{a0}%");
    }

    #[test]
    fn a_scenario_is_named_by_the_value_that_it_varies() {
        let label = Label { title: "Price".to_owned(), form: Written::Share, ..Label::of_path("parameters.price") };
        let named = |typed: &str| Language::English.varied(&label, typed, "kr.");
        assert_eq!(
            [named("0.15"), named("{ events = 1, of = 2 }")],
            ["15\u{a0}% (Price)", "{ events = 1, of = 2 } (Price)"]
        );
    }
}
