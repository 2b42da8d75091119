//! What makes an SVG accessible: what it shows, for those who cannot see it.

use super::canvas::SIZE;
use crate::document::picture::Picture;

/// Splits an SVG as drawn into what follows its root element's tag; the tag is written anew.
pub(super) fn body(drawn: &str) -> &str {
    drawn.split_once(">\n").map_or(drawn, |(_, body)| body)
}

/// The root element's tag and what is said of the picture, to be followed by `rest`. A size of its own lets it be shown alone; without
/// one it takes the width it is given.
pub(super) fn labelled(picture: &Picture, sized: bool, rest: &str) -> String {
    let (width, height) = SIZE;
    // Several pictures may share a page.
    let id = picture.name;
    let size = if sized {
        format!("width=\"{}\" height=\"{}\" ", width / 2, height / 2)
    } else {
        "class=\"chart\" ".to_owned()
    };
    format!(
        "<svg {size}viewBox=\"0 0 {width} {height}\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\" lang=\"{language}\" xml:lang=\"{language}\">\n\
         <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n{rest}",
        language = picture.language.code(),
        title = escaped(&picture.title),
        description = escaped(&picture.description),
    )
}

/// A text in XML; with spaces for characters that XML does not know.
fn escaped(text: &str) -> String {
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
