//! Documents and tables as rows of a sheet, their numbers as numbers.

use super::{NumberFormat, RowLook, Sheet, SheetCell};
use crate::document::{Align, DataTable, Element, Language, Role, RowKind, Section, TableCell};

impl Sheet {
    /// Adds a section of a document; its pictures are left out.
    pub(super) fn section(&mut self, section: &Section, language: Language) {
        for element in &section.0 {
            match element {
                Element::Heading(text) => {
                    self.row(RowLook::Heading, [SheetCell::text(text.clone())]);
                }
                // What is typed in a terminal says nothing here.
                Element::Paragraph { text, .. } if text.contains(" --") => {}
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
            let cells = row.cells.iter().zip(&table.columns).map(|(cell, column)| {
                let shown = SheetCell::of_table(cell, language);
                let words = shown.format == NumberFormat::Text && column.align == Align::Right;
                if words { SheetCell { format: NumberFormat::InPlace, ..shown } } else { shown }
            });
            self.row(look, cells);
        }
    }
}

impl SheetCell {
    /// A cell of a table: its number, shown as there.
    pub(super) fn of_table(cell: &TableCell, language: Language) -> Self {
        match (cell.value, format_of(&cell.text, language)) {
            (Some(value), Some(format)) => Self::number(value, format),
            _ => Self::text(cell.text.clone()),
        }
    }
}

/// A title without the capital letters that terminals have at its beginning in place of bold ones.
pub(super) fn calm(title: &str) -> String {
    let shouts = |word: &&str| {
        let letters = || word.chars().filter(|c| c.is_alphabetic());
        letters().count() > 0 && letters().all(char::is_uppercase)
    };
    let shouted: usize = title.split_inclusive(' ').take_while(shouts).map(str::len).sum();
    if shouted < 4 {
        return title.to_owned();
    }
    let mut letters = title[..shouted].chars();
    let first = letters.next().into_iter();
    first.chain(letters.flat_map(char::to_lowercase)).chain(title[shouted..].chars()).collect()
}

/// How a number was written; `None` where the text says more than the number.
fn format_of(text: &str, language: Language) -> Option<NumberFormat> {
    if let Some(factor) = text.strip_prefix("× ") {
        let NumberFormat::Decimals(decimals) = format_of(factor, language)? else { return None };
        return Some(NumberFormat::Times(decimals));
    }
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
        assert_eq!((calm("AGAINST the IT plan"), calm("SU")), ("Against the IT plan".into(), "SU".into()));
        assert_eq!(calm("I FORHOLD TIL scenariet"), "I forhold til scenariet");
        assert_eq!(of("× 0.973"), Some(NumberFormat::Times(3)));
    }
}
