//! Friendlier words for the mistakes people really make.

use super::decimal::Meaning;
use super::visible::shortened;

/// The message for a list without its end.
pub(super) const OPEN_LIST: &str = "the list that begins here has no end; write ] after its last value";

/// `did you mean …` for a misspelt word, or the list of what is allowed.
pub(crate) fn did_you_mean<'a>(found: &str, allowed: impl IntoIterator<Item = &'a str>) -> String {
    let allowed: Vec<&str> = allowed.into_iter().collect();
    match nearest(found, allowed.iter().copied()) {
        Some(candidate) => format!("did you mean `{candidate}`? allowed: {}", allowed.join(", ")),
        None if allowed.is_empty() => "there is none of this kind".to_owned(),
        None => format!("allowed: {}", allowed.join(", ")),
    }
}

/// The word among those allowed that a misspelt one probably is.
pub(super) fn nearest<'a>(found: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Longer words are none of ours, and comparing takes as long as both together.
    const LONGEST: usize = 100;
    let found = found.to_lowercase();
    let near = allowed.into_iter().filter(|candidate| found.len().max(candidate.len()) <= LONGEST);
    near.map(|candidate| (strsim::damerau_levenshtein(&found, candidate), candidate))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .map(|(_, candidate)| candidate)
}

/// What a syntax error most likely is, from the line it stands on; `at` is the byte offset within the line.
pub(super) fn syntax(message: &str, line: &str, at: usize) -> String {
    if message == "duplicate key" {
        return "this key is already there; each key may stand once".to_owned();
    }
    meant(line, at).unwrap_or_else(|| match message {
        // The words of the library fit no number.
        message if message.starts_with("string values must be quoted") || message.ends_with("expected nothing") => {
            let rest = value_of(line);
            let allowed = "a number, \"text\" in quotes, true or false, [ a list ], { a table }";
            format!("`{}` is no value; allowed: {allowed}", shortened(rest, 40))
        }
        message => format!("not valid TOML: {message}"),
    })
}

/// A number as an option takes it.
///
/// # Errors
/// With what to write instead, where a number was probably meant; else with what is allowed.
pub fn typed_number(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let comma = text.find(',').unwrap_or(0);
    let found =
        text.parse().ok().or_else(|| text.replace('_', "").parse().ok()).filter(|value: &f64| value.is_finite());
    found.ok_or_else(|| meant(text, comma).unwrap_or_else(|| "allowed: a number".to_owned()))
}

/// What stands behind the first `=` of a line.
fn value_of(line: &str) -> &str {
    line.split_once('=').map_or(line, |(_, value)| value).trim()
}

/// What was probably meant by a line that is no TOML; `at` is the byte offset within it.
fn meant(line: &str, at: usize) -> Option<String> {
    let rest = value_of(line);
    if let Some(told) = keyboard(rest) {
        return Some(told);
    }
    if let Some(number) = thousands(line, at) {
        return Some(format!("`{number}` has thousands separators; write {}", number.replace(',', "")));
    }
    if let Some(number) = decimal_comma(line, at) {
        let (whole, part) = number.split_once(',').unwrap_or((number, ""));
        return Some(format!("`{number}` has a decimal comma; write {whole}.{part} with a point"));
    }
    if let Some(percent) = rest.split('%').next().filter(|_| rest.contains('%'))
        && let Ok(value) = percent.trim().parse::<f64>()
    {
        return Some(format!("write {} % as {}", percent.trim(), value / 100.0));
    }
    if let Some((top, bottom)) = rest.split_once('/')
        && let (Ok(_), Ok(_)) = (top.trim().parse::<f64>(), bottom.trim().parse::<f64>())
    {
        return Some(format!("a fraction is written in quotes: \"{}/{}\"", top.trim(), bottom.trim()));
    }
    if rest.split('.').count() > 2 && rest.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return Some(format!("`{rest}` is not a number; write {} without thousands separators", rest.replace('.', "")));
    }
    if let Some(part) = bare_point(rest) {
        return Some(format!("a number has a digit before its point; write 0.{part}"));
    }
    let half = [("½", 0.5), ("¼", 0.25), ("¾", 0.75)].into_iter().find(|(sign, _)| rest == *sign);
    if let Some((sign, value)) = half {
        return Some(format!("`{sign}` is not read as a number; write {value}"));
    }
    meant_interval(rest).map(|(low, high)| format!("an interval is written \"{low} to {high}\""))
}

/// The digits after a point that has none before it: `5` of `sd = .5`.
fn bare_point(text: &str) -> Option<&str> {
    let no_digit = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '_' && c != '"');
    let point = text.char_indices().find(|&(i, c)| {
        let after = text[i + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        c == '.' && after && no_digit(text[..i].chars().next_back())
    })?;
    text[point.0 + 1..].split(|c: char| !c.is_ascii_digit()).next()
}

/// Dashes that a word processor puts in place of a minus.
pub(super) const DASHES: [char; 6] = ['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}'];
/// Quotes that a word processor puts in place of straight ones.
const QUOTES: [char; 8] = ['“', '”', '„', '‘', '’', '«', '»', '‚'];
/// Blanks that are no blank to TOML, often between thousands.
pub(super) const BLANKS: [char; 3] = ['\u{a0}', '\u{202f}', '\u{2009}'];

/// A sign that a word processor, a spreadsheet or a habit brings in where TOML knows another; `value` is what should be one.
fn keyboard(value: &str) -> Option<String> {
    let first = value.chars().next()?;
    let number = |text: &str| text.parse::<f64>().ok().map(|_| text.to_owned());
    if DASHES.contains(&first) {
        let rest = value.trim_start_matches(DASHES);
        return Some(match number(rest) {
            Some(rest) => format!("`{first}` is not read as a minus; write -{rest}"),
            None => format!("`{first}` is not read as a minus; write `-`"),
        });
    }
    if let Some(quote) =
        [value.chars().next(), value.chars().next_back()].into_iter().flatten().find(|c| QUOTES.contains(c))
    {
        let inner = value.trim_matches(QUOTES);
        return Some(match number(inner) {
            Some(inner) => format!("`{quote}` is not read as a quote, and a number needs none; write {inner}"),
            None => format!("`{quote}` is not read as a quote; write \" (the straight one) before and after"),
        });
    }
    if let Some(quote @ ('"' | '\'')) = value.chars().next()
        && !value[quote.len_utf8()..].contains(quote)
    {
        return Some(format!("the text has no end on this line; write {quote} after it"));
    }
    let figures: String = value.chars().filter(|c| !BLANKS.contains(c) && *c != ' ').collect();
    if figures.len() < value.len()
        && let Some(figures) = number(&figures)
    {
        return Some(format!("a number has no blanks in it; write {figures}"));
    }
    let bare = value.trim_matches(|c: char| !c.is_ascii_digit() && c != '-');
    if bare.len() < value.len()
        && !bare.is_empty()
        && let (Some(bare), true) = (number(bare), !value.is_ascii())
    {
        return Some(format!(
            "only the number stands here; write {bare} (its unit in `unit`, the currency in `currency`)"
        ));
    }
    None
}

/// What to write for a cell of a data file that a reader takes for a number and a program does not; the marks of the
/// decimals and thousands stay as they are.
pub(super) fn cell(text: &str) -> Option<String> {
    if let Some(percent) = text.strip_suffix('%').filter(|percent| Meaning::of(percent.trim()).is_some()) {
        return Some(format!("a share is written without %, such as 0.05 or 0,05 for 5 %, not `{} %`", percent.trim()));
    }
    let plain = text.replace(DASHES, "-").replace(BLANKS, "").replace([' ', '\'', '’'], "");
    let number = plain.trim_matches(|c: char| !c.is_ascii_digit() && c != '-').trim_end_matches('-');
    (number != text && Meaning::of(number).is_some()).then(|| format!("write {number}"))
}

/// A number with commas between groups of three digits around a byte offset, two commas at least: one alone may be a
/// decimal comma.
fn thousands(line: &str, at: usize) -> Option<&str> {
    let part = |c: char| c.is_ascii_digit() || c == ',';
    let near = line.char_indices().filter(|(_, c)| part(*c)).map(|(i, _)| i).find(|i| i + 2 >= at)?;
    let before = line[..near].char_indices().rev().find(|(_, c)| !part(*c));
    let start = before.map_or(0, |(i, c)| i + c.len_utf8());
    let number = line[start..].split(|c| !part(c)).next()?.trim_end_matches(',');
    let groups: Vec<&str> = number.split(',').collect();
    let (first, rest) = groups.split_first()?;
    (rest.len() > 1 && (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3)).then_some(number)
}

/// A number with a decimal comma around a byte offset.
fn decimal_comma(line: &str, at: usize) -> Option<&str> {
    let bytes = line.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let comma =
        (at.saturating_sub(2)..=at).find(|&i| bytes.get(i) == Some(&b',') && i > 0 && digit(i - 1) && digit(i + 1))?;
    let start = (0..comma).rev().find(|&i| !digit(i)).map_or(0, |i| i + 1);
    let end = (comma + 1..bytes.len()).find(|&i| !digit(i)).unwrap_or(bytes.len());
    // Between two numbers with decimal points it is none.
    if bytes.get(end) == Some(&b'.') || start.checked_sub(1).is_some_and(|before| bytes[before] == b'.') {
        return None;
    }
    line.get(start..end)
}

/// Two numbers with something between them that is not ` to `: `90-190`, `90 – 190`, `90..190`, `90…190`, `90 til 190`.
pub(super) fn meant_interval(text: &str) -> Option<(f64, f64)> {
    const BETWEEN: [&str; 7] = ["..", "…", " til ", " bis ", " to ", "-", ";"];
    let parts = |between: &str| {
        // The first sign may belong to the lower number.
        let at = text.get(1..)?.find(between)? + 1;
        let (low, high) = (text.get(..at)?, text.get(at + between.len()..)?);
        Some((low.trim().parse().ok()?, high.trim_start_matches('.').trim().parse().ok()?))
    };
    BETWEEN.into_iter().find_map(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_keys_are_recognised() {
        assert!(did_you_mean("programe", ["programme", "comparison"]).starts_with("did you mean `programme`?"));
        assert_eq!(did_you_mean("zzz", ["programme", "comparison"]), "allowed: programme, comparison");
    }

    #[test]
    fn danish_numbers_are_recognised() {
        assert!(syntax("x", "b = 0,30", 5).contains("write 0.30 with a point"));
        assert!(syntax("x", "b = 1,400,000", 5).contains("write 1400000"));
        assert!(syntax("x", "b = { value = 1,400,000, unit = 3 }", 15).contains("write 1400000"));
        assert!(syntax("x", "b = 2/3", 5).contains("in quotes: \"2/3\""));
        assert!(syntax("x", "b = 30 %", 4).contains("write 30 % as 0.3"));
        assert!(syntax("x", "b = { mean = .15, sd = 1 }", 13).contains("write 0.15"));
        assert!(syntax("x", "b = 1.000.000", 9).contains("write 1000000 without"));
    }

    #[test]
    fn a_comma_between_two_numbers_is_no_decimal_comma() {
        for value in ["€0.1,0.2", "0.1,0.2", "5 é7"] {
            let told =
                syntax("string values must be quoted, expected literal string", value, value.find(',').unwrap_or(0));
            assert!(told.starts_with(&format!("`{value}` is no value; allowed: a number, \"text\"")), "{told}");
        }
    }

    #[test]
    fn an_option_takes_a_number_or_tells_what_to_write() {
        assert_eq!((typed_number("-5e2"), typed_number("1_000")), (Ok(-500.0), Ok(1000.0)));
        for (text, told) in [
            ("−5", "write -5"),
            ("€5", "write 5"),
            ("0,30", "write 0.30"),
            ("5 %", "as 0.05"),
            ("inf", "allowed: a number"),
            ("x", "allowed: a number"),
        ] {
            let found = typed_number(text).expect_err("no number");
            assert!(found.contains(told), "{text}: {found}");
        }
    }

    #[test]
    fn a_cell_that_is_nearly_a_number_is_told_with_the_number() {
        for (text, told) in [
            ("1 500", "write 1500"),
            ("1\u{a0}500,5", "write 1500,5"),
            ("1'500", "write 1500"),
            ("1500 kr.", "write 1500"),
            ("1500,-", "write 1500"),
            ("−1500", "write -1500"),
            ("5 %", "a share is written without %"),
        ] {
            assert!(cell(text).is_some_and(|found| found.starts_with(told)), "{text}: {:?}", cell(text));
        }
        assert_eq!((cell("x"), cell(""), cell("5 to 9")), (None, None, None));
    }

    #[test]
    fn what_a_word_processor_writes_is_recognised_and_nothing_panics() {
        for (value, told) in [
            ("−5", "write -5"),
            ("–0.5", "write -0.5"),
            ("— 5", "write `-`"),
            ("£500", "write 500"),
            ("€500", "write 500"),
            ("≈10", "write 10"),
            ("500 €", "write 500"),
            ("‘5’", "write 5"),
            ("“5 to 9”", "write \" (the straight one)"),
            ("\"STAR 2014–2016", "the text has no end on this line; write \" after it"),
            ("580\u{a0}000", "write 580000"),
            ("580 000", "write 580000"),
            ("½", "write 0.5"),
            ("5…9", "an interval is written \"5 to 9\""),
        ] {
            let line = format!("adults = {value}");
            for at in 0..=line.len() {
                let found = syntax("x", &line, at);
                assert!(found.contains(told), "{line}: {found}");
            }
        }
        for line in ["æøå1,2ø,3", "−1,000−,", "x = é,1", "1\u{fffd},", ""] {
            for at in 0..=line.len() + 3 {
                syntax("x", line, at);
            }
        }
    }
}
