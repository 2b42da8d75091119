//! Every assumption, and the cells that may be changed.

use super::{CellPlace, InputRange, Inputs, NumberFormat, RowLook, Sheet, SheetCell, SheetKind};
use crate::document::{Language, assumptions};
use crate::model::{Assumed, Assumption, ListEntry, Written};

/// The sheet, and the names of the cells that formulas refer to.
pub fn assumptions_sheet(inputs: &Inputs<'_>, language: Language) -> (Sheet, Vec<(String, CellPlace)>) {
    let (model, words) = (inputs.model, language.words());
    let labels = words.workbook();
    let widths = vec![40.0, 13.0, 20.0, 26.0, 16.0, 32.0, 48.0, 34.0, 34.0];
    let mut sheet = Sheet::new(SheetKind::Assumptions, labels.sheets.assumptions, widths);
    sheet.say(RowLook::Title, labels.sheets.assumptions).say(RowLook::Text, labels.assumptions_note);
    let shown = SheetCell { input: Some(InputRange::Any), ..SheetCell::text(labels.input_note) };
    sheet.row(RowLook::Plain, [SheetCell::default(), shown]);
    sheet.gap(1);
    sheet.header = Some(sheet.titles(labels.assumption));
    sheet.fixed_columns = 2;
    // Paths and names are of use on a screen only.
    sheet.printed = Some(7);
    let mut names = Vec::new();
    for assumption in &model.assumptions {
        let mut add = |sheet: &mut Sheet, entry: Option<usize>, value: SheetCell| {
            let row = sheet.next();
            let name = inputs.used(&assumption.path, entry).map(str::to_owned);
            let value = SheetCell { input: name.as_ref().map(|_| range(assumption)), ..value };
            let cells = match entry {
                Some(index) => entry_row(&words.entry(index), value, name.as_deref()),
                None => documented(assumption, value, &known(inputs, assumption, language), name.as_deref(), language),
            };
            sheet.row(RowLook::Plain, cells);
            names.extend(name.map(|name| (name, sheet.place(row, 1))));
        };
        if let Assumed::List(entries) = &assumption.value {
            add(&mut sheet, None, SheetCell::default());
            for (index, entry) in entries.iter().enumerate() {
                let value = match entry {
                    ListEntry::Number(value) => SheetCell::number(*value, format(assumption, *value)),
                    ListEntry::Parameter(path) => SheetCell::text(path.clone()),
                    ListEntry::Each(what) => {
                        let words = language.words();
                        SheetCell::text(words.each_family(&words.distribution(what)))
                    }
                };
                add(&mut sheet, Some(index), value);
            }
        } else {
            let base = model.shown_value(assumption);
            let shown = |value: f64| match inputs.computed(&assumption.path) {
                Some(expression) => SheetCell::formula(expression, format(assumption, value)),
                None => SheetCell::number(value, format(assumption, value)),
            };
            let value = base.map_or_else(SheetCell::default, shown);
            add(&mut sheet, None, value);
        }
    }
    (sheet, names)
}

fn documented(
    assumption: &Assumption,
    value: SheetCell,
    known: &str,
    name: Option<&str>,
    language: Language,
) -> Vec<SheetCell> {
    let text = |text: Option<&String>| SheetCell::text(text.cloned().unwrap_or_default());
    let grade = language.words().grade(assumption.grade);
    vec![
        SheetCell::text(assumption.title.clone()),
        value,
        text(assumption.unit.as_ref()),
        SheetCell::text(known),
        SheetCell::text(grade),
        text(assumption.source.as_ref()),
        text(assumption.note.as_ref()),
        SheetCell::text(assumption.path.clone()),
        SheetCell::text(name.unwrap_or_default()),
    ]
}

fn entry_row(label: &str, value: SheetCell, name: Option<&str>) -> Vec<SheetCell> {
    let mut cells = vec![SheetCell::text(format!("    {label}")), value];
    cells.resize(8, SheetCell::default());
    cells.push(SheetCell::text(name.unwrap_or_default()));
    cells
}

/// What is known of a number that is uncertain.
fn known(inputs: &Inputs<'_>, assumption: &Assumption, language: Language) -> String {
    match assumption.value {
        Assumed::Fixed(_) | Assumed::List(_) => String::new(),
        Assumed::Uncertain(_) | Assumed::Computed { .. } | Assumed::Each(_) | Assumed::EachYear(_) => {
            assumptions::value(inputs.model, assumption, language)
        }
    }
}

/// What may be written in place of it; growth may be negative.
fn range(assumption: &Assumption) -> InputRange {
    let share = matches!(assumption.form, Written::Share | Written::YearlyShare);
    if share && !assumption.path.ends_with(".growth") { InputRange::Share } else { InputRange::Any }
}

/// How the value of an assumption is shown: with the decimals that it has.
fn format(assumption: &Assumption, value: f64) -> NumberFormat {
    let decimals = |value: f64| {
        let whole = |digits: i32| {
            let scaled = value * 10f64.powi(digits);
            (scaled - scaled.round()).abs() < 1e-6 * scaled.abs().max(1e-3)
        };
        (0..4).find(|digits| whole(*digits)).unwrap_or(4) as u8
    };
    match assumption.form {
        Written::Share | Written::YearlyShare => NumberFormat::Percent(decimals(value * 100.0).max(1)),
        Written::Factor => NumberFormat::Decimals(decimals(value).max(2)),
        _ => NumberFormat::Decimals(decimals(value)),
    }
}
