//! Reading plain numbers, and recognising what was meant where there is none.

use super::hint::{BLANKS, DASHES, meant_interval};
use super::limits::beyond;
use super::node::{Node, Value};
use super::reader::Reader;
use super::shape::Domain;

impl Reader<'_> {
    /// A finite number of a domain: integer, float, a fraction in quotes, or a figure by its name.
    pub fn number(&mut self, node: &Node, path: &str, domain: Domain) -> Option<f64> {
        let cited = self.cite(node, path);
        if cited.is_refused() {
            return None;
        }
        let found = match &node.value {
            _ if cited.as_found().is_some() => cited.as_found().and_then(|cited| cited.row.value()),
            Value::Integer(value) => Some(*value as f64),
            Value::Float(value) if value.is_finite() => Some(*value),
            Value::Float(_) => {
                self.problem(node, path, format!("not a finite number; allowed: {}", domain.describe()));
                return None;
            }
            Value::TooLarge => {
                self.problem(node, path, format!("too large to compute with; allowed: {}", domain.describe()));
                return None;
            }
            Value::Text(text) => fraction(text),
            _ => None,
        };
        let Some(value) = found else {
            let hint = self.hint(node);
            self.problem(node, path, format!("this is {}; allowed: {}{hint}", node.kind(), domain.describe()));
            return None;
        };
        let (low, high) = domain.bounds();
        let limit = match beyond(value) {
            Some(allowed) => format!(", {allowed}"),
            None if (low..=high).contains(&value) => String::new(),
            None if value < 0.0 && path.contains(".amount") => {
                " (amounts are positive; `kind`, \"cost\" or \"saving\", gives the sign, and a `factor` may be negative)".to_owned()
            }
            None => ".".to_owned(),
        };
        if !limit.is_empty() {
            let limit = limit.trim_end_matches('.');
            self.problem(node, path, format!("out of range; allowed: {}{limit}", domain.describe()));
            return None;
        }
        let written = self.written(node).to_owned();
        self.refuse_thousands(node, path, domain, [written.as_str()]);
        Some(value)
    }

    /// What a text that should be a number was probably meant to be.
    fn hint(&self, node: &Node) -> String {
        let Value::Text(text) = &node.value else { return String::new() };
        let text = text.trim();
        let plain = text.replace(DASHES, "-").replace(BLANKS, "").replace(',', ".");
        if let Ok(value) = plain.parse::<f64>() {
            return format!(" (write {value} without quotes)");
        }
        if let Some((low, high)) = meant_interval(&plain) {
            return format!(" (an interval is written \"{low} to {high}\")");
        }
        if let Some(Ok(value)) = text.strip_suffix('%').map(|percent| percent.trim().replace(',', ".").parse::<f64>()) {
            return format!(" (write {})", value / 100.0);
        }
        if text.contains(['(', '*']) || text.contains("values.") || text.contains("lines.") {
            return " (a formula takes numbers and \"parameters.some_id\", at least one of these: put figures and other numbers under \
                    [parameters])"
                .to_owned();
        }
        if text.contains('/') {
            return " (a fraction is one number over another, not zero, such as \"100/3\")".to_owned();
        }
        if text.contains('±') || text.contains(" to ") {
            return " (an interval is two numbers, \"700 to 780\"; a mean with its sd is \
                    { distribution = \"normal\", mean = 740, sd = 20 })"
                .to_owned();
        }
        if let Ok(value) = plain.trim_matches(|c: char| !c.is_ascii_digit() && c != '-').parse::<f64>() {
            return format!(" (only the number stands here: write {value}, and its unit in `unit`)");
        }
        if self.named.iter().any(|known| known.0 == text) {
            return format!(" (did you mean \"parameters.{text}\"?)");
        }
        String::new()
    }

    /// Refuses what a Danish reader means as thousands and TOML reads as decimals: `580.000` is 580. `ends` are the numbers
    /// as written, one or the two of an interval; what lies between 0 and 1 has no thousands.
    pub(super) fn refuse_thousands<'t>(
        &mut self,
        node: &Node,
        path: &str,
        domain: Domain,
        ends: impl IntoIterator<Item = &'t str>,
    ) -> bool {
        let found =
            ends.into_iter().filter(|_| domain.bounds().1 > 1.0).find_map(|text| Some((text, thousands(text)?)));
        let Some((text, (whole, decimal))) = found else { return false };
        let message = format!("a point is a decimal point, so {text} is {decimal}; write {whole} or {decimal}");
        self.problem(node, path, message);
        true
    }

    /// Whether digits on both sides of a comma stand without a blank, as in `[40, 40,5]`.
    pub fn has_decimal_comma(&self, node: &Node) -> bool {
        let text = self.written(node);
        let digit = |c: Option<&u8>| c.is_some_and(u8::is_ascii_digit);
        let bytes = text.as_bytes();
        let spaced = text.contains(", ");
        spaced && (1..bytes.len()).any(|i| bytes[i] == b',' && digit(bytes.get(i - 1)) && digit(bytes.get(i + 1)))
    }

    /// Refuses what should be a list of numbers.
    pub(super) fn not_a_list<T>(&mut self, node: &Node, path: &str) -> Option<T> {
        self.problem(node, path, format!("this is {}; allowed: a list of numbers", node.kind()));
        None
    }

    /// A list of plain finite numbers.
    pub fn numbers(&mut self, node: &Node, path: &str) -> Option<Vec<f64>> {
        let Value::List(items) = &node.value else { return self.not_a_list(node, path) };
        if items.is_empty() {
            self.problem(node, path, "an empty list; allowed: one number or more");
            return None;
        }
        let found: Vec<Option<f64>> = items.iter().map(|item| self.number(item, path, Domain::Real)).collect();
        found.into_iter().collect()
    }
}

/// Both readings of a number with three decimals ending in two zeros, which is more likely meant as thousands: `12.500` is 12500 or
/// 12.5.
fn thousands(text: &str) -> Option<(String, String)> {
    let (whole, decimals) = text.trim().split_once('.')?;
    let digits = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let is_group = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let doubtful =
        is_group(digits) && !digits.starts_with('0') && is_group(decimals) && decimals.get(1..) == Some("00");
    let rest = decimals.trim_end_matches('0');
    let decimal = if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") };
    doubtful.then(|| (format!("{whole}{decimals}"), decimal))
}

/// `"100/3"` as a number.
pub(super) fn fraction(text: &str) -> Option<f64> {
    let (top, bottom) = text.split_once('/')?;
    let value = top.trim().parse::<f64>().ok()? / bottom.trim().parse::<f64>().ok()?;
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_be_thousands_is_asked_about() {
        for (text, thousand, decimal) in [
            ("580.000", "580000", "580"),
            ("-1.000", "-1000", "-1"),
            ("12.500", "12500", "12.5"),
            ("1.500", "1500", "1.5"),
        ] {
            assert_eq!(thousands(text), Some((thousand.to_owned(), decimal.to_owned())), "{text}");
        }
        for text in [
            "0.000", "-0.000", "0.500", "2.120", "1.125", "1.5", "1500.000", "1.0000", "1e3", "1_0.000", "12", "1.5e00",
        ] {
            assert_eq!(thousands(text), None, "{text}");
        }
    }
}
