//! The workbook of a run as data: sheets of numbers, formulas and charts, in a language.
//!
//! The business case is written as formulas of the assumptions wherever the model allows it: an economist can change 30 % to 25 % and
//! see the expected case move. Each formula has two faces ([`Expression`]), and its value is checked against the core's; a line whose
//! rule is more than a formula (reimbursement by weeks, refunds, good and bad years on the labour market) is a locked value and
//! says so. A renderer ([`report::workbook`](crate::report)) makes a file of it.

mod assumptions;
mod case;
mod chance;
mod employment;
mod events;
mod exceedance;
mod expression;
mod inputs;
mod results;
mod sensitivity;
mod sheet;
mod summary;
mod tables;
mod units;
mod variants;
mod workings;

pub use expression::Expression;
pub use inputs::Inputs;
pub use sheet::{
    CellContent, CellPlace, ChartKind, ChartPart, ChartSeries, InputRange, NumberFormat, RowLook, Sheet, SheetCell,
    SheetChart, SheetKind, SheetRow, Stretch, Workbook,
};

use super::Language;
use crate::model::{Model, SettingError};
use crate::run::{Dossier, Replicated};
use workings::Workings;

/// What a workbook is made of.
#[derive(Debug, Clone, Copy)]
pub struct WorkbookOf<'a> {
    /// The model that was run: formulas need its structure.
    pub model: &'a Model,
    /// What was found.
    pub dossier: &'a Dossier,
    /// Single replications, where some are to be shown.
    pub replications: &'a [Replicated],
}

/// The most replications that a workbook shows.
pub const MOST_REPLICATIONS: usize = 1_000;

impl Language {
    /// What a cell ends with that had to be cut, since spreadsheets take no longer one.
    #[must_use]
    pub fn cut_text(self) -> &'static str {
        self.words().cut_short()
    }

    /// What a reader is told who writes no share where one must stand.
    #[must_use]
    pub fn only_shares(self) -> &'static str {
        self.words().workbook().only_shares
    }

    /// On every printed page: which page of how many.
    #[must_use]
    pub fn page_of(self) -> [&'static str; 2] {
        self.words().workbook().page
    }
}

/// All sheets of a workbook.
///
/// # Errors
/// When base values are not possible.
pub fn workbook(of: &WorkbookOf<'_>, language: Language) -> Result<Workbook, SettingError> {
    let WorkbookOf { model, dossier, replications } = *of;
    let words = language.words();
    let labels = words.workbook();
    let case = &dossier.case;
    let mut workings = Workings::of(model, words)?;
    let business = case::case_sheet(&mut workings, case, language);
    let (assumptions, mut names) = assumptions::assumptions_sheet(&workings.inputs, language);
    names.push(("net_benefit".to_owned(), business.total));
    let Workings { sheet: workings, .. } = workings;
    let mut sheets = vec![business.sheet, assumptions];
    if workings.rows.iter().any(|row| row.look == RowLook::Plain && !row.cells.is_empty()) {
        sheets.push(workings);
    }
    sheets.push(results::years(&dossier.run, language));
    sheets.extend(results::break_even(&dossier.run, language));
    sheets.extend(exceedance::exceedance(&dossier.run, language));
    sheets.push(results::payers(model, case, &dossier.run, language));
    sheets.extend(sensitivity::sensitivity(dossier, language));
    sheets.extend(dossier.variants.as_ref().map(|variants| variants::variants(variants, language)));
    if !replications.is_empty() {
        sheets.push(results::replications(model, dossier, replications, language));
    }
    let contents: Vec<(SheetKind, String)> = sheets.iter().map(|sheet| (sheet.kind, sheet.name.clone())).collect();
    sheets.insert(0, summary::summary(model, dossier, &contents, language));
    Ok(Workbook { title: model.title.clone(), subject: labels.subject.to_owned(), sheets, names })
}
