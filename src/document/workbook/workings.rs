//! What lies between assumptions and lines: who leaves, who is self-sufficient for how long, what is avoided, as formulas.

use super::{CellPlace, Expression, Inputs, NumberFormat, RowLook, Sheet, SheetCell, SheetKind};
use crate::document::words::WorkbookWords;
use crate::model::{Activity, ActivityRows, Group, Model, Subject};

/// Units of activity by year that lines are priced by; each row is on the sheet.
pub struct Workings<'m, 'w> {
    /// The assumptions that formulas refer to.
    pub inputs: Inputs<'m>,
    /// The sheet.
    pub sheet: Sheet,
    /// Its texts.
    pub words: &'w dyn WorkbookWords,
    /// What the core finds.
    pub(super) activity: Activity,
    /// Where it has it.
    pub(super) rows: ActivityRows,
    /// By group.
    pub(super) groups: Vec<GroupUnits>,
}

/// The rows of a group that are on the sheet; `None` = cannot be written as formulas.
#[derive(Default)]
pub(super) struct GroupUnits {
    /// By subject.
    pub intake: Vec<(Subject, Vec<Expression>)>,
    /// By tier of the group.
    pub person_years: Vec<Option<Vec<Expression>>>,
    /// By event.
    pub events: Vec<Option<EventRows>>,
}

/// Events of one sort by year.
pub(super) struct EventRows {
    /// Those that begin.
    pub begun: Vec<Expression>,
    /// The years of all of them if all had the same duration, by the event's durations.
    pub lasting: Vec<Vec<Expression>>,
}

/// The first column with a year.
pub const FIRST_YEAR: u16 = 2;

impl<'m> Workings<'m, '_> {
    /// The model.
    pub fn model(&self) -> &'m Model {
        self.inputs.model
    }

    /// Begins a block of rows.
    pub fn heading(&mut self, text: &str) {
        self.sheet.row(RowLook::Heading, [SheetCell::text(text)]);
    }

    /// Adds a row by year, and returns its cells.
    pub fn by_year(&mut self, label: &str, format: NumberFormat, values: Vec<Expression>) -> Vec<Expression> {
        self.add(label, None, format, values)
    }

    /// Adds a number that is the same in all years, and returns its cell.
    pub fn constant(&mut self, label: &str, format: NumberFormat, value: Expression) -> Expression {
        let row = self.sheet.next();
        let result = Expression::Cell(self.sheet.place(row, 1), value.value());
        self.add(label, Some(SheetCell::formula(value, format)), format, Vec::new());
        result
    }

    /// Adds a heading of rows that do not count calendar years, but years since something.
    pub fn by_age(&mut self, label: &str) {
        let years = self.model().calendar.years;
        let ages = (0..years).map(|k| SheetCell::number(k as f64, NumberFormat::Plain));
        let cells = [SheetCell::text(label), SheetCell::default()].into_iter().chain(ages);
        self.sheet.row(RowLook::Header, cells);
    }

    /// Adds titles of calendar years again, after rows that count something else.
    pub fn calendar_years(&mut self) {
        let years = self.model().calendar.iter().map(|year| SheetCell::number(f64::from(year), NumberFormat::Plain));
        self.sheet.row(RowLook::Header, [SheetCell::default(), SheetCell::default()].into_iter().chain(years));
    }

    fn add(
        &mut self,
        label: &str,
        constant: Option<SheetCell>,
        format: NumberFormat,
        values: Vec<Expression>,
    ) -> Vec<Expression> {
        let row = self.sheet.next();
        let place = |column: usize| CellPlace { sheet: SheetKind::Workings, row, column: FIRST_YEAR + column as u16 };
        let cell = |(column, value): (usize, &Expression)| match value {
            Expression::Number(value) if *value == 0.0 || *value == 1.0 => Expression::Number(*value),
            value => Expression::Cell(place(column), value.value()),
        };
        let cells = values.iter().enumerate().map(cell).collect();
        let label = [SheetCell::text(label), constant.unwrap_or_default()];
        let values = values.into_iter().map(|value| SheetCell::formula(value, format));
        self.sheet.row(RowLook::Plain, label.into_iter().chain(values));
        cells
    }

    /// Families, adults or children by planned year.
    pub fn planned(&mut self, group: &Group, subject: Subject) -> Vec<Expression> {
        let paths = ["adults", "families"].map(|key| path(group, &format!("intake.{key}")));
        let mean = Expression::Number(group.household.mean(subject));
        let years = self.model().calendar.years;
        let of = |year| {
            let families = self.inputs.series(&paths, &group.intake.families, year);
            Expression::product([families, mean.clone()])
        };
        (0..years).map(of).collect()
    }
}

/// The path of a section of a group.
pub fn path(group: &Group, section: &str) -> String {
    if group.id.is_empty() { section.to_owned() } else { format!("subgroups.{}.{section}", group.id) }
}

/// Σ over planned years of size × profile, by calendar year.
pub fn convolved(sizes: &[Expression], profile: &[Expression]) -> Vec<Expression> {
    let of = |year: usize| {
        let terms =
            (0..=year).map(|planned| Expression::product([sizes[planned].clone(), profile[year - planned].clone()]));
        Expression::sum(terms)
    };
    (0..sizes.len()).map(of).collect()
}
