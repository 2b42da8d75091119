//! The text of a scenario and places in it.

use std::ops::Range;

/// The text of a scenario file with its name.
#[derive(Debug)]
pub(crate) struct Source<'t> {
    pub name: &'t str,
    pub text: &'t str,
    line_starts: Vec<usize>,
}

/// A place in the text: line and column from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl<'t> Source<'t> {
    pub fn new(name: &'t str, text: &'t str) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name, text, line_starts }
    }

    pub fn place(&self, offset: usize) -> Place {
        let offset = offset.min(self.text.len());
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts[line - 1];
        Place { line, column: self.text.get(start..offset).map_or(1, |before| before.chars().count() + 1) }
    }

    /// The text of a range, on one line and shortened for a message.
    pub fn excerpt(&self, range: &Range<usize>) -> String {
        const LONGEST: usize = 60;
        let text = self.text.get(range.clone()).unwrap_or_default();
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if flat.chars().count() > LONGEST { flat.chars().take(LONGEST - 1).chain(['…']).collect() } else { flat }
    }
}
