//! Tables as data.

use super::Language;
use crate::statistics::Chance;

/// A table. Its first column says what each row is.
#[derive(Debug, Clone, PartialEq)]
pub struct DataTable {
    /// From left to right.
    pub columns: Vec<TableColumn>,
    /// From top to bottom; one that has fewer cells than there are columns ends with empty ones.
    pub rows: Vec<TableRow>,
    /// Whether the first column holds names and paths, which may break after points, hyphens and underscores too.
    pub names: bool,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableColumn {
    /// What stands above it.
    pub title: String,
    /// Where its cells stand.
    pub align: Align,
    /// What becomes of it on a narrow page.
    pub narrow: Narrow,
}

/// Where the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Labels.
    Left,
    /// Numbers, and what is said in place of them.
    Right,
}

/// What becomes of a column where the page is too narrow for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Narrow {
    /// It stays.
    Stays,
    /// It is left out: the lowest numbers first, columns of the same number at once.
    LeftOut(u8),
    /// It continues on a table beneath, which repeats the first column.
    Continues,
    /// It is on the same table as the column before it.
    Follows,
    /// Its title gives way to a number that is explained beneath the table.
    Numbered,
    /// Of such columns some are left out, in even steps; one of them may have to be among those shown.
    Thinned {
        /// Whether this one is shown.
        kept: bool,
    },
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// What it is among the others.
    pub kind: RowKind,
    /// From left to right.
    pub cells: Vec<TableCell>,
}

/// What a row is among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// One of several.
    Plain,
    /// A heading of the rows after it.
    Heading,
    /// What rows before it come to.
    Total,
}

/// A cell: its text, and the number it shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableCell {
    /// As it is shown.
    pub text: String,
    /// The number in full precision, where it is one; a share where the text is per cent.
    pub value: Option<f64>,
    /// What stands beneath in small letters, such as the path of an assumption.
    pub beneath: Option<String>,
}

impl TableCell {
    /// A cell that shows a number.
    #[must_use]
    pub fn number(text: String, value: f64) -> Self {
        Self { text, value: Some(value).filter(|value| value.is_finite()), beneath: None }
    }

    /// An assumption: its title, and beneath it what `--set` takes.
    #[must_use]
    pub fn assumption(title: String, path: &str) -> Self {
        let beneath = Some(path.to_owned()).filter(|path| *path != title);
        Self { text: title, value: None, beneath }
    }

    /// A number where there is one, else an empty cell.
    #[must_use]
    pub fn maybe(value: Option<f64>, text: impl Fn(f64) -> String) -> Self {
        value.map_or_else(Self::default, |value| Self::number(text(value), value))
    }
}

impl<T: Into<String>> From<T> for TableCell {
    fn from(text: T) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

impl DataTable {
    /// A table of a column of labels and columns that stay.
    #[must_use]
    pub fn new<T: Into<String>>(titles: impl IntoIterator<Item = T>) -> Self {
        let mut table = Self { columns: Vec::new(), rows: Vec::new(), names: false };
        for title in titles {
            table.column(title, Narrow::Stays);
        }
        table
    }

    /// The same, its labels being names and paths.
    #[must_use]
    pub fn of_names<T: Into<String>>(titles: impl IntoIterator<Item = T>) -> Self {
        Self { names: true, ..Self::new(titles) }
    }

    /// Adds a column to the right.
    pub fn column(&mut self, title: impl Into<String>, narrow: Narrow) -> &mut Self {
        let align = if self.columns.is_empty() { Align::Left } else { Align::Right };
        self.columns.push(TableColumn { title: title.into(), align, narrow });
        self
    }

    /// Adds a row of a kind.
    pub fn add(
        &mut self,
        kind: RowKind,
        label: impl Into<TableCell>,
        cells: impl IntoIterator<Item = TableCell>,
    ) -> &mut Self {
        let cells = std::iter::once(label.into()).chain(cells).collect();
        self.rows.push(TableRow { kind, cells });
        self
    }

    /// Adds a plain row.
    pub fn row(&mut self, label: impl Into<TableCell>, cells: impl IntoIterator<Item = TableCell>) -> &mut Self {
        self.add(RowKind::Plain, label, cells)
    }
}

/// Cells as a language writes them.
impl Language {
    /// A number in whole units.
    pub(super) fn cell(self, value: f64) -> TableCell {
        TableCell::number(self.whole(value), value)
    }

    /// A number in whole units with its sign.
    pub(super) fn signed_cell(self, value: f64) -> TableCell {
        TableCell::number(self.signed(value), value)
    }

    /// A number with decimals.
    pub(super) fn decimal_cell(self, value: f64, digits: usize) -> TableCell {
        TableCell::number(self.decimal(value, digits), value)
    }

    /// A number as short as it can be.
    pub(super) fn plain_cell(self, value: f64) -> TableCell {
        TableCell::number(self.plain(value), value)
    }

    /// A share as per cent.
    pub(super) fn percent_cell(self, share: f64, digits: usize) -> TableCell {
        TableCell::number(self.percent(share, digits), share)
    }

    /// A probability.
    pub(super) fn chance_cell(self, chance: &Chance) -> TableCell {
        TableCell::number(self.chance(chance, 1), chance.value)
    }

    /// A probability; that of an incomplete payer is withheld.
    pub(super) fn odds_cell(self, chance: Option<&Chance>) -> TableCell {
        chance.map_or_else(|| self.labels().withheld.into(), |chance| self.chance_cell(chance))
    }
}

/// Positions in even steps, at most `most` (two or more) of `count`, with the `kept` one among them.
///
/// ```
/// assert_eq!(provenu::document::thinned(21, 10, 5), [0, 5, 10, 15, 20]);
/// ```
#[must_use]
pub fn thinned(count: usize, kept: usize, most: usize) -> Vec<usize> {
    let mut step = (count - 1).div_ceil(most - 1).max(1);
    while (kept % step..count).step_by(step).count() > most {
        step += 1;
    }
    (kept % step..count).step_by(step).collect()
}
