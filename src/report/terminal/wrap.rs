//! Text in lines.

use crate::report::words;

/// Text broken into lines of at most `width` characters, each after an indent.
pub(super) fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let mut lines = vec![String::new()];
    let room = width.saturating_sub(indent.chars().count()).max(1);
    // A sign keeps to the number beside it, and a unit to its own, in texts of scenarios too.
    let text = text.replace("± ", "±\u{a0}").replace(" %", "\u{a0}%").replace("> 0)", ">\u{a0}0)");
    for word in words(&text).flat_map(|word| broken(word, room)) {
        let word = word.as_str();
        let line = lines.last_mut().expect("one line at least");
        let length = line.chars().count();
        if length > 0 && indent.chars().count() + length + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if length > 0 {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.iter().flat_map(|line| [indent, line, "\n"]).collect()
}

/// Facts side by side with dots between them; a line ends between two of them where one line does not hold all.
pub(super) fn listed(facts: &[String], width: usize, indent: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for fact in facts {
        match lines.last_mut() {
            Some(line) if indent.len() + line.chars().count() + 3 + fact.chars().count() <= width => {
                line.push_str(" · ");
                line.push_str(fact);
            }
            _ => lines.push(fact.clone()),
        }
    }
    lines.iter().map(|line| wrapped(line, width, indent)).collect()
}

/// A word in pieces that fit a line; most words are one.
fn broken(word: &str, room: usize) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    letters.chunks(room).map(|piece| piece.iter().collect()).collect()
}
