//! Text from a file as people may safely see it.

use std::fmt::{self, Write};

/// Text with invisible characters as escapes, such as `\u{1b}`, since a terminal would obey them.
#[derive(Debug, Clone, Copy)]
pub struct Visible<'t>(pub &'t str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .chars()
            .try_for_each(|c| if is_invisible(c) { write!(f, "{}", c.escape_unicode()) } else { f.write_char(c) })
    }
}

/// A text as messages quote it, shortened to a number of characters.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Whether a character acts without being seen: controls, line separators, changes of the writing direction, blanks without
/// width, tags, and what no XML
/// document (and so no picture, page or workbook) may hold.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{e0000}'..='\u{e007f}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_without_width_and_tags_are_invisible_but_what_joins_letters_is_not() {
        assert!("\u{200b}\u{2060}\u{e0041}\u{e007f}\u{202e}\u{7}".chars().all(is_invisible));
        assert!(!"\u{200d}\u{200c}\u{ad}æ€ ".chars().any(is_invisible));
    }

    #[test]
    fn what_a_terminal_would_obey_is_written_out() {
        assert_eq!(Visible("a\u{1b}[31mb\r\n\u{202e}æ €").to_string(), "a\\u{1b}[31mb\\u{d}\\u{a}\\u{202e}æ €");
    }
}
