//! The one way numbers are printed for people.

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

/// The error of a share, in percentage points: `0.16 points`.
#[must_use]
pub fn points(error: f64) -> String {
    format!("{} points", decimal(error * 100.0, 2))
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
