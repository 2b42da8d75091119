//! Reading plain numbers, and recognising what was meant where there is none.

use super::hint::{BLANKS, DASHES};
use super::node::{Node, Value};
use super::reader::Reader;
use super::shape::Domain;

/// The largest number a scenario may hold: a thousand times the money there is.
const LARGEST: f64 = 1e18;
/// The smallest beside zero: no probability, price or count is told that finely.
const SMALLEST: f64 = 1e-18;

impl Reader<'_> {
    /// A finite number of a domain: integer, float, or a fraction in quotes.
    pub fn number(&mut self, node: &Node, path: &str, domain: Domain) -> Option<f64> {
        let found = match &node.value {
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
        self.refuse_thousands(node, path);
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

    /// Refuses what a Danish reader means as thousands and TOML reads as decimals: `580.000` is 580.
    fn refuse_thousands(&mut self, node: &Node, path: &str) {
        let text = self.written(node);
        if let Some((whole, "000")) = text.split_once('.') {
            let message = format!("a point is a decimal point, so this is {whole}; write {whole}000 or {whole}");
            self.problem(node, path, message);
        }
    }

    /// Whether digits on both sides of a comma stand without a blank, as in `[40, 40,5]`.
    pub fn has_decimal_comma(&self, node: &Node) -> bool {
        let text = self.written(node);
        let digit = |c: Option<&u8>| c.is_some_and(u8::is_ascii_digit);
        let bytes = text.as_bytes();
        let spaced = text.contains(", ");
        spaced && (1..bytes.len()).any(|i| bytes[i] == b',' && digit(bytes.get(i - 1)) && digit(bytes.get(i + 1)))
    }

    /// A list of plain finite numbers.
    pub fn numbers(&mut self, node: &Node, path: &str) -> Option<Vec<f64>> {
        let Value::List(items) = &node.value else {
            self.problem(node, path, format!("this is {}; allowed: a list of numbers", node.kind()));
            return None;
        };
        if items.is_empty() {
            self.problem(node, path, "an empty list; allowed: one number or more");
            return None;
        }
        let found: Vec<Option<f64>> = items.iter().map(|item| self.number(item, path, Domain::Real)).collect();
        found.into_iter().collect()
    }
}

/// What is allowed instead of a number that is too large or too small to compute with.
pub(super) fn beyond(value: f64) -> Option<String> {
    match value.abs() {
        size if size > LARGEST => Some(format!("at most {LARGEST:e}")),
        size if size > 0.0 && size < SMALLEST => Some(format!("0 or at least {SMALLEST:e} in size")),
        _ => None,
    }
}

/// Two numbers with something between them that is not ` to `: `90-190`, `90 – 190`, `90..190`, `90 til 190`.
fn meant_interval(text: &str) -> Option<(f64, f64)> {
    const BETWEEN: [&str; 6] = ["..", " til ", " bis ", " to ", "-", ";"];
    let parts = |between: &str| {
        // The first sign may be that of the lower number.
        let at = text.get(1..)?.find(between)? + 1;
        let (low, high) = (text.get(..at)?, text.get(at + between.len()..)?);
        Some((low.trim().parse().ok()?, high.trim_start_matches('.').trim().parse().ok()?))
    };
    BETWEEN.into_iter().find_map(parts)
}

/// `"100/3"` as a number.
pub(super) fn fraction(text: &str) -> Option<f64> {
    let (top, bottom) = text.split_once('/')?;
    let value = top.trim().parse::<f64>().ok()? / bottom.trim().parse::<f64>().ok()?;
    value.is_finite().then_some(value)
}
