//! Ids that a scenario or a file of figures gives.

/// What an id is.
pub(crate) const ID: &str =
    "an id is made of lower-case letters, digits and _, begins with a letter, and has at most 100 characters";

pub(crate) fn is_id(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_lowercase)
        && chars.all(|c| c.is_lowercase() || c.is_ascii_digit() || c == '_')
        && text.chars().nth(100).is_none()
}
