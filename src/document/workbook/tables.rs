//! Documents and tables as rows of a sheet, their numbers as numbers.

use super::{NumberFormat, RowLook, Sheet, SheetCell};
use crate::document::{DataTable, Element, Language, Role, RowKind, Section, TableCell};

impl Sheet {
    /// Adds a section of a document; its pictures are left out.
    pub(super) fn section(&mut self, section: &Section, language: Language) {
        for element in &section.0 {
            match element {
                Element::Heading(text) => {
                    self.row(RowLook::Heading, [SheetCell::text(text.clone())]);
                }
                Element::Paragraph { role, text } => {
                    let look = match role {
                        Role::Text | Role::Answer | Role::Change => RowLook::Text,
                        Role::Note => RowLook::Note,
                        Role::Caution => RowLook::Caution,
                    };
                    self.say(look, text.clone());
                }
                Element::Facts(facts) => {
                    self.say(RowLook::Note, facts.join(" · "));
                }
                Element::Table(table) => self.table(table, language),
                Element::Aligned(tables) => tables.iter().for_each(|table| self.table(table, language)),
                Element::Picture(_)
                | Element::Entry { .. }
                | Element::Hundred(_)
                | Element::HundredRows(_)
                | Element::KeyFigures(_)
                | Element::Folded { .. } => {}
            }
        }
    }

    /// Adds a table.
    pub(super) fn table(&mut self, table: &DataTable, language: Language) {
        self.gap(1);
        self.titles(table.columns.iter().map(|column| calm(&column.title)));
        for row in &table.rows {
            let look = match row.kind {
                RowKind::Plain => RowLook::Plain,
                RowKind::Heading => RowLook::Heading,
                RowKind::Total => RowLook::Total,
            };
            self.row(look, row.cells.iter().map(|cell| SheetCell::of_table(cell, language)));
        }
    }
}

impl SheetCell {
    /// A cell of a table: its number, shown as there.
    pub(super) fn of_table(cell: &TableCell, language: Language) -> Self {
        match (cell.value, format_of(&cell.text, language)) {
            (Some(value), Some(format)) => Self::number(value, format),
            // What is said in place of a number stands where numbers stand.
            (None, _) if cell.beneath.is_none() && cell.text.chars().count() <= 1 => Self::text(cell.text.clone()),
            _ => Self::text(cell.text.clone()),
        }
    }
}

/// A title without the capital letters that terminals have in place of bold ones.
fn calm(title: &str) -> String {
    let shouts = title.chars().filter(|c| c.is_alphabetic()).count() > 3 && !title.chars().any(char::is_lowercase);
    if !shouts {
        return title.to_owned();
    }
    let lower = title.to_lowercase();
    let mut letters = lower.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How a number was written; `None` where the text says more than the number.
fn format_of(text: &str, language: Language) -> Option<NumberFormat> {
    let digits = text.trim_end_matches(|c: char| c == '%' || c.is_whitespace());
    let number = digits.trim_start_matches(['−', '+']);
    let mark = language.decimal(0.5, 1).chars().nth(1)?;
    if number.is_empty() || !number.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let decimals = number.rsplit_once(mark).map_or(0, |(_, decimals)| decimals.len() as u8);
    Some(match (digits.len() < text.len(), text.starts_with('+')) {
        (true, _) => NumberFormat::Percent(decimals),
        (false, true) if decimals == 0 => NumberFormat::Signed,
        (false, _) => NumberFormat::Decimals(decimals),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_look_and_words_stay_words() {
        let of = |text: &str| format_of(text, Language::English);
        assert_eq!((of("−1,479,680"), of("58.3 %")), (Some(NumberFormat::Decimals(0)), Some(NumberFormat::Percent(1))));
        assert_eq!((of("+12"), of("0.25")), (Some(NumberFormat::Signed), Some(NumberFormat::Decimals(2))));
        assert_eq!((of("> 99.9 %"), of("none"), of("above 0.3"), of("")), (None, None, None, None));
        assert_eq!(format_of("1.479,5", Language::Danish), Some(NumberFormat::Decimals(1)));
        assert_eq!((calm("BY PAYER"), calm("P(> 0)"), calm("±")), ("By payer".into(), "P(> 0)".into(), "±".into()));
    }
}
