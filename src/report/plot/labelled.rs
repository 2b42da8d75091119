//! What makes an SVG accessible: what it shows, for those who cannot see it.

use crate::document::picture::Picture;

/// Drawn at twice the size it is shown at, since coordinates are whole pixels.
pub(super) const SIZE: (i32, i32) = (2000, 1200);

/// Splits an SVG as drawn into what follows its root element's tag; the tag is written anew.
pub(super) fn body(drawn: &str) -> &str {
    drawn.split_once(">\n").map_or(drawn, |(_, body)| body)
}

/// How much of a sheet is shown.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shown {
    /// All of it, in a size of its own.
    Whole,
    /// What lies between two heights, as wide as its place, with parts that can be pointed at.
    Part { top: i32, bottom: i32 },
}

/// The root element's tag and what is said of the picture, to be followed by `rest`.
pub(super) fn labelled(picture: &Picture, shown: Shown, rest: &str) -> String {
    let (width, whole) = SIZE;
    // Several pictures may share a page.
    let id = picture.name;
    let (size, top, height, role) = match shown {
        Shown::Whole => (format!("width=\"{}\" height=\"{}\" ", width / 2, whole / 2), 0, whole, "img"),
        // What holds parts that take the focus is no image to a screen reader.
        Shown::Part { top, bottom } => ("class=\"chart\" ".to_owned(), top, bottom - top, "group"),
    };
    format!(
        "<svg {size}viewBox=\"0 {top} {width} {height}\" xmlns=\"http://www.w3.org/2000/svg\" role=\"{role}\" \
         aria-labelledby=\"{id}-title {id}-desc\" lang=\"{language}\" xml:lang=\"{language}\">\n\
         <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n{rest}",
        language = picture.language.code(),
        title = escaped(&picture.title),
        description = escaped(&picture.description),
    )
}

/// A text in XML; with spaces for characters that XML does not know.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(known(c)),
        }
    }
    escaped
}

/// A text with spaces for such characters.
pub(super) fn known_to_xml(text: &str) -> String {
    text.chars().map(known).collect()
}

/// The character, or a space where XML does not know it.
fn known(c: char) -> char {
    if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') { ' ' } else { c }
}
