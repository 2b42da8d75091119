//! A workbook as data: sheets of cells, charts, names.

use super::Expression;

/// A workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// What it is about: the scenario's title.
    pub title: String,
    /// What it says of it, in a word.
    pub subject: String,
    /// Its sheets, in the order of reading.
    pub sheets: Vec<Sheet>,
    /// Cells with names of their own.
    pub names: Vec<(String, CellPlace)>,
}

/// Which sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetKind {
    /// The answer.
    Summary,
    /// The expected business case.
    Case,
    /// All numbers that it rests on.
    Assumptions,
    /// What lies between the two.
    Workings,
    /// The result by year.
    Years,
    /// When the money is back.
    BreakEven,
    /// How likely amounts are exceeded.
    Exceedance,
    /// Whose money it is.
    Payers,
    /// What each assumption moves.
    Sensitivity,
    /// The scenario beside its variants.
    Variants,
    /// Single replications.
    Replications,
}

/// A cell of a workbook; rows and columns count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellPlace {
    /// On which sheet.
    pub sheet: SheetKind,
    /// In which row.
    pub row: u32,
    /// In which column.
    pub column: u16,
}

impl CellPlace {
    /// Its address on its sheet: `AB4`.
    #[must_use]
    pub fn cell(self) -> String {
        format!("{}{}", letters(self.column), self.row + 1)
    }

    /// Its address as formulas on a sheet write it, with the name of its own where that is another.
    #[must_use]
    pub fn text(self, on: SheetKind, name: &dyn Fn(SheetKind) -> String) -> String {
        if self.sheet == on { self.cell() } else { format!("{}!{}", quoted(&name(self.sheet)), self.cell()) }
    }

    /// The same wherever it is written: `'Summary'!$B$4`.
    #[must_use]
    pub fn absolute(self, name: &dyn Fn(SheetKind) -> String) -> String {
        format!("{}!${}${}", quoted(&name(self.sheet)), letters(self.column), self.row + 1)
    }
}

fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}

/// The letters of a column: A … Z, AA ….
fn letters(column: u16) -> String {
    let (above, last) = (column / 26, char::from(b'A' + (column % 26) as u8));
    if above == 0 { last.to_string() } else { letters(above - 1) + &last.to_string() }
}

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Which one it is.
    pub kind: SheetKind,
    /// What its tab says.
    pub name: String,
    /// Widths of its columns in characters.
    pub widths: Vec<f64>,
    /// Its rows.
    pub rows: Vec<SheetRow>,
    /// The row of titles that stays in sight, and is printed on every page.
    pub header: Option<u32>,
    /// Columns that stay in sight.
    pub fixed_columns: u16,
    /// Its charts.
    pub charts: Vec<SheetChart>,
    /// Whether it is printed upright.
    pub upright: bool,
    /// How many of its columns are printed; `None` = all.
    pub printed: Option<u16>,
    /// Rows that begin a new page in print.
    pub breaks: Vec<u32>,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRow {
    /// How it looks.
    pub look: RowLook,
    /// From left to right.
    pub cells: Vec<SheetCell>,
}

/// How a row looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowLook {
    /// The title of the sheet.
    Title,
    /// What stands beneath it.
    Subtitle,
    /// The answer, in large letters.
    Answer,
    /// A text over the whole width.
    Text,
    /// A note over the whole width, in small letters.
    Note,
    /// A warning over the whole width.
    Caution,
    /// A heading of what follows.
    Heading,
    /// Titles of columns.
    Header,
    /// One of several.
    Plain,
    /// What rows before it come to.
    Total,
}

impl RowLook {
    /// Whether its first cell runs over the whole width.
    #[must_use]
    pub fn is_wide(self) -> bool {
        matches!(self, Self::Title | Self::Subtitle | Self::Answer | Self::Text | Self::Note | Self::Caution)
    }
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SheetCell {
    /// What it holds.
    pub content: CellContent,
    /// How a number is shown.
    pub format: NumberFormat,
    /// What readers may write in it; none where it is locked.
    pub input: Option<InputRange>,
    /// The sheet that a click on it leads to.
    pub link: Option<SheetKind>,
}

/// What readers may write in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InputRange {
    /// Any number.
    Any,
    /// A share from 0 to 1.
    Share,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum CellContent {
    /// Nothing.
    #[default]
    Empty,
    /// Text; never a formula, whatever it begins with.
    Text(String),
    /// A number.
    Number(f64),
    /// A formula.
    Formula(Expression),
}

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum NumberFormat {
    /// Text.
    #[default]
    Text,
    /// Text in place of a number, where numbers stand.
    InPlace,
    /// A calendar year, or a position: without separators.
    Plain,
    /// A number with separators and this number of decimals.
    Decimals(u8),
    /// A difference with its sign.
    Signed,
    /// A share as per cent, with this number of decimals.
    Percent(u8),
    /// A factor, with this number of decimals.
    Times(u8),
}

impl SheetCell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let content = if text.is_empty() { CellContent::Empty } else { CellContent::Text(text) };
        Self { content, ..Self::default() }
    }

    /// A text where numbers stand.
    pub fn in_place(text: impl Into<String>) -> Self {
        Self { format: NumberFormat::InPlace, ..Self::text(text) }
    }

    /// A number; what is none is an empty cell.
    #[must_use]
    pub fn number(value: f64, format: NumberFormat) -> Self {
        let content = if value.is_finite() { CellContent::Number(value) } else { CellContent::Empty };
        Self { content, format, ..Self::default() }
    }

    /// An amount in whole units.
    #[must_use]
    pub fn money(value: f64) -> Self {
        Self::number(value, NumberFormat::Decimals(0))
    }

    /// Whether it stands on the right, as numbers do.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.format != NumberFormat::Text
    }

    /// A formula; a number where it refers to no cell.
    #[must_use]
    pub fn formula(expression: Expression, format: NumberFormat) -> Self {
        if !expression.is_live() {
            return Self::number(expression.value(), format);
        }
        Self { content: CellContent::Formula(expression), format, ..Self::default() }
    }
}

impl Sheet {
    /// A sheet without rows.
    #[must_use]
    pub fn new(kind: SheetKind, name: &str, widths: Vec<f64>) -> Self {
        let name = name.to_owned();
        let (rows, charts, breaks) = (Vec::new(), Vec::new(), Vec::new());
        Self { kind, name, widths, rows, header: None, fixed_columns: 0, charts, upright: false, printed: None, breaks }
    }

    /// Adds a row and returns its position.
    pub fn row(&mut self, look: RowLook, cells: impl IntoIterator<Item = SheetCell>) -> u32 {
        self.rows.push(SheetRow { look, cells: cells.into_iter().collect() });
        self.rows.len() as u32 - 1
    }

    /// Adds a text; none where there is nothing to say.
    pub fn say(&mut self, look: RowLook, text: impl Into<String>) -> &mut Self {
        let text = text.into();
        if !text.is_empty() {
            self.row(look, [SheetCell::text(text)]);
        }
        self
    }

    /// Adds titles of columns.
    pub fn titles<T: Into<String>>(&mut self, titles: impl IntoIterator<Item = T>) -> u32 {
        self.row(RowLook::Header, titles.into_iter().map(SheetCell::text))
    }

    /// Leaves some rows empty.
    pub fn gap(&mut self, rows: u32) -> &mut Self {
        for _ in 0..rows {
            self.row(RowLook::Plain, []);
        }
        self
    }

    /// The row that comes next.
    #[must_use]
    pub fn next(&self) -> u32 {
        self.rows.len() as u32
    }

    /// A cell of it.
    #[must_use]
    pub fn place(&self, row: u32, column: u16) -> CellPlace {
        CellPlace { sheet: self.kind, row, column }
    }
}

/// A chart of cells of its sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetChart {
    /// What kind it is.
    pub kind: ChartKind,
    /// Above it.
    pub title: String,
    /// What it shows, for those who do not see it.
    pub description: String,
    /// The cells with the names along its axis.
    pub categories: Stretch,
    /// What it shows.
    pub series: Vec<ChartSeries>,
    /// Beside its axis of numbers.
    pub unit: String,
    /// How numbers are shown along it.
    pub format: NumberFormat,
    /// The row and the column of its upper left corner.
    pub at: (u32, u16),
    /// Width and height in pixels.
    pub size: (u32, u32),
}

/// What kind a chart is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Bands by year, and lines over them.
    Fan,
    /// A line over a scale of amounts, its categories; shares of all along the other axis.
    Curve,
    /// Columns.
    Columns,
    /// Bars beneath one another, the first at the top.
    Bars,
}

/// A column of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its first row.
    pub first: u32,
    /// Its last row.
    pub last: u32,
    /// Which column.
    pub column: u16,
}

/// What a chart shows of a column of cells.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartSeries {
    /// What it is called.
    pub name: String,
    /// The cells.
    pub values: Stretch,
    /// What it is among the others.
    pub part: ChartPart,
}

/// What a series is among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartPart {
    /// What bands lie on, which is not drawn.
    Floor,
    /// A band, the pale ones outside.
    Band {
        /// Whether it is one of the outer ones.
        pale: bool,
        /// Whether the legend leaves it out, as the mirror image of another.
        mirror: bool,
    },
    /// The line that counts.
    Line,
    /// Columns or bars of the main colour.
    Main,
    /// Those of the other colour.
    Other,
}
