//! Documents as text for a terminal: wrapped, aligned, and no wider than it where numbers allow.

mod tables;
mod wrap;

use crate::document::{Document, Element, Hundred, Role, Section};
use wrap::{listed, wrapped};

/// Before an answer.
const ANSWER: &str = "  ";
/// Before what is said of an entry.
const DETAIL: &str = "    ";

/// A document in lines of at most `width` columns, a blank line between its sections.
#[must_use]
pub fn terminal(document: &Document, width: usize) -> String {
    let sections = document.sections.iter().filter(|section| !section.0.is_empty());
    let sections: Vec<String> = sections.map(|section| lines(section, width)).collect();
    let about = document.about.as_ref().map_or_else(String::new, |about| wrapped(about, width, ""));
    let title = about + &wrapped(&document.title, width, "");
    // What is said of the whole follows its title at once.
    let text = title + &sections.join("\n");
    // Where lines end is settled: ordinary blanks, which can be searched for, and copied anywhere.
    text.replace(super::NO_BREAK, " ")
}

fn lines(Section(elements): &Section, width: usize) -> String {
    elements.iter().map(|element| shown(element, width, "")).collect()
}

fn shown(element: &Element, width: usize, indent: &str) -> String {
    match element {
        Element::Paragraph { role: Role::Answer, text } => wrapped(text, width, &format!("{indent}{ANSWER}")),
        Element::Heading(text) | Element::Paragraph { role: _, text } => wrapped(text, width, indent),
        Element::Facts(facts) => listed(facts, width, indent),
        Element::Table(table) => tables::table(table, width),
        Element::Aligned(same) => tables::aligned(same, width),
        // A terminal shows none.
        Element::Picture(_) => String::new(),
        Element::Entry { name, value, details } => {
            let details = details.iter().map(|detail| shown(detail, width, DETAIL));
            entry(name, value, width) + &details.collect::<String>()
        }
        Element::Hundred(Hundred { groups, .. }) => {
            let groups = groups.iter().map(|group| wrapped(&format!("{} {}", group.count, group.told), width, indent));
            groups.collect()
        }
        Element::HundredRows(rows) => {
            let rows = rows.iter().map(|row| entry(&row.name, &row.told, width));
            rows.collect()
        }
        Element::KeyFigures(figures) => {
            let figures = figures.iter().map(|of| entry(&of.name, &format!("{} {}", of.figure, of.told), width));
            figures.collect()
        }
        Element::Folded { title, elements } => {
            let elements = elements.iter().map(|element| shown(element, width, indent));
            wrapped(title, width, indent) + &elements.collect::<String>()
        }
    }
}

/// A name with its value: on one line where both fit, else below it.
fn entry(name: &str, value: &str, width: usize) -> String {
    let line = format!("{name}  {value}");
    let line = line.trim_end();
    if line.chars().count() <= width {
        format!("{line}\n")
    } else if value.is_empty() {
        wrapped(name, width, "")
    } else {
        wrapped(name, width, "") + &wrapped(value, width, DETAIL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{DataTable, Narrow};

    #[test]
    fn sections_are_apart_and_answers_stand_out() {
        let mut page = Document::new("A title");
        page.last().facts(["one".to_owned(), "two".to_owned()]);
        page.section().answer("It pays in most cases.").note("A note.");
        page.section().push(Element::Entry {
            name: "a.path".to_owned(),
            value: "0.5 of all".to_owned(),
            details: vec![Element::Paragraph { role: Role::Text, text: "its source".to_owned() }],
        });
        page.section();
        let wide = "A title\none · two\n\n  It pays in most cases.\nA note.\n\na.path  0.5 of all\n    its source\n";
        assert_eq!(terminal(&page, 40), wide);
        let narrow = "A title\none · two\n\n  It pays\n  in most\n  cases.\nA note.\n\na.path\n    0.5 of\n    all\n    its\n    source\n";
        assert_eq!(terminal(&page, 10), narrow);
    }

    #[test]
    fn an_amount_keeps_to_its_unit() {
        let mut page = Document::new("A gain of 9,6\u{a0}mio.\u{a0}kr. or ± 5\u{a0}points");
        let mut table = DataTable::new(["a"]);
        table.column("1.000\u{a0}kr.", Narrow::Stays).row("b", ["9,6\u{a0}mio.".into()]);
        page.section().table(table);
        let text = "A gain of\n9,6 mio. kr.\nor\n± 5 points\na 1.000 kr.\nb  9,6 mio.\n";
        assert_eq!(terminal(&page, 12).replace("\n\n", "\n"), text);
    }
}
