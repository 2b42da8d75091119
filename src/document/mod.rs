//! What is said of a result, as data: headings, sentences, tables, in a language.
//!
//! One function for each answer builds a [`Document`]; a renderer shows it: the terminal, later an HTML page and a workbook.
//! Nothing here knows of widths, wrapping or escaping. Numbers are written in one place, words in another, for
//! each language: a new [`Language`] needs its conventions and its words, and no change of a builder.
//!
//! ```
//! use provenu::document::{DataTable, Document, Language};
//! use provenu::report::terminal::terminal;
//!
//! let mut table = DataTable::new(["", "kr."]);
//! table.row("costs", [Language::English.whole(1500.0).into()]);
//! let mut page = Document::new("One number");
//! page.section().table(table).note("In prices of 2016.");
//! assert_eq!(terminal(&page, 40), "One number\n        kr.\ncosts 1,500\nIn prices of 2016.\n");
//! ```

mod accounts;
mod adjustments;
mod amount;
mod analysis_tables;
mod assumptions;
mod bench;
mod break_even;
mod brief;
mod business_case;
mod calibrated;
mod compare;
#[cfg(feature = "page")]
mod controls;
mod curves;
mod efficiency;
mod evidence;
mod figures;
mod grid;
mod hundred;
#[cfg(feature = "page")]
mod live;
mod money;
#[cfg(feature = "page")]
mod movable;
mod number;
mod outcomes;
mod participants;
mod past;
pub mod picture;
pub mod pictures;
mod plan;
mod portfolio;
mod prices;
mod quick;
mod ratios;
mod replay;
mod report;
mod review;
mod run;
mod stress;
mod switching;
mod table;
mod threshold;
mod tornado;
#[cfg(feature = "page")]
mod typed;
mod update;
mod variance;
mod words;
pub mod workbook;
mod written;

pub use assumptions::assumptions;
pub use bench::{bench, suite};
pub use brief::{BriefMoney, BriefRange, Likelihood};
pub use business_case::business_case;
pub use calibrated::{calibrated, fragment_in};
pub use compare::compare;
#[cfg(feature = "page")]
pub use controls::{Knob, Knobs};
pub use evidence::evidence;
pub use figures::{figure_series, figures};
pub use grid::grid;
pub use hundred::{Ending, Hundred, HundredGroup, HundredRow, KeyFigure, dots};
#[cfg(feature = "page")]
pub use live::{MovedNumber, computed_with, now_ends};
pub use money::MoneyAxis;
#[cfg(feature = "page")]
pub use movable::{Movable, MovableKind};
pub use number::{Language, shortened};
pub use past::past;
pub use plan::plan;
pub use portfolio::portfolio;
pub use quick::quick;
pub use replay::{family, replication};
pub use report::{agenda, comparison_report, report};
pub use review::review;
pub use run::run;
pub use table::{Align, DataTable, Narrow, RowKind, TableCell, TableColumn, TableRow, thinned};
pub use threshold::threshold;
pub use tornado::tornado;
pub use update::update;
pub use variance::variance;

#[cfg(feature = "page")]
pub(crate) use words::LiveLabels;
pub use words::PageTexts;

use picture::Picture;

/// What is said of one result.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it is about: the scenario's title; of a report its answer.
    pub title: String,
    /// Said above a title that is an answer: what it is the answer about.
    pub about: Option<String>,
    /// Its sections, in the order of reading.
    pub sections: Vec<Section>,
}

/// Elements that belong together, apart from what is before and after them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section(pub Vec<Element>);

/// A part of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Element {
    /// What the sections from here on are about.
    Heading(String),
    /// Sentences.
    Paragraph {
        /// What they are for.
        role: Role,
        /// The sentences.
        text: String,
    },
    /// Short facts side by side.
    Facts(Vec<String>),
    /// A table.
    Table(DataTable),
    /// Tables of the same columns, beneath one another, the columns in line.
    Aligned(Vec<DataTable>),
    /// A picture.
    Picture(Box<Picture>),
    /// A name, its value, and what else is to be said of it.
    Entry {
        /// What it is called.
        name: String,
        /// What it is, in a few words; may be empty.
        value: String,
        /// Where it comes from, why.
        details: Vec<Element>,
    },
    /// A probability as a hundred dots.
    Hundred(Hundred),
    /// Probabilities beside one another, a bar each.
    HundredRows(Vec<HundredRow>),
    /// Figures of the same importance, side by side.
    KeyFigures(Vec<KeyFigure>),
    /// What is shown on request.
    Folded {
        /// What it is.
        title: String,
        /// What is shown then.
        elements: Vec<Element>,
    },
}

/// What a paragraph is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Says what follows, or tells a story.
    Text,
    /// The answer to what was asked.
    Answer,
    /// Explains a table or a figure.
    Note,
    /// Warns against reading too much into the figures.
    Caution,
    /// A change made to the scenario, as it is typed.
    Change,
}

impl Document {
    /// A document with one empty section.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), about: None, sections: vec![Section::default()] }
    }

    /// Begins a section. An empty one before it is used.
    pub fn section(&mut self) -> &mut Section {
        if self.sections.last().is_none_or(|last| !last.0.is_empty()) {
            self.sections.push(Section::default());
        }
        self.last()
    }

    /// Its pictures, in the order of reading.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.sections.iter().flat_map(|section| &section.0).flat_map(Element::pictures)
    }

    /// The section that was begun last.
    ///
    /// # Panics
    /// Never: a document has a section.
    pub fn last(&mut self) -> &mut Section {
        self.sections.last_mut().expect("a document has a section")
    }
}

impl Element {
    /// The pictures in it.
    fn pictures(&self) -> Vec<&Picture> {
        match self {
            Self::Picture(picture) => vec![picture],
            Self::Folded { elements, .. } => elements.iter().flat_map(Self::pictures).collect(),
            _ => Vec::new(),
        }
    }
}

impl Section {
    /// What it is called: the heading that it begins with.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        match self.0.first() {
            Some(Element::Heading(title)) => Some(title),
            _ => None,
        }
    }

    /// Adds an element.
    pub fn push(&mut self, element: Element) -> &mut Self {
        self.0.push(element);
        self
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Element::Heading(text.into()))
    }

    /// Adds a paragraph of a role.
    pub fn paragraph(&mut self, role: Role, text: impl Into<String>) -> &mut Self {
        self.push(Element::Paragraph { role, text: text.into() })
    }

    /// Adds a text.
    pub fn text(&mut self, text: impl Into<String>) -> &mut Self {
        self.paragraph(Role::Text, text)
    }

    /// Adds a note.
    pub fn note(&mut self, text: impl Into<String>) -> &mut Self {
        self.paragraph(Role::Note, text)
    }

    /// Adds an answer.
    pub fn answer(&mut self, text: impl Into<String>) -> &mut Self {
        self.paragraph(Role::Answer, text)
    }

    /// Adds a caution.
    pub fn caution(&mut self, text: impl Into<String>) -> &mut Self {
        self.paragraph(Role::Caution, text)
    }

    /// Adds facts.
    pub fn facts(&mut self, facts: impl IntoIterator<Item = String>) -> &mut Self {
        self.push(Element::Facts(facts.into_iter().collect()))
    }

    /// Adds a picture.
    pub fn picture(&mut self, picture: Picture) -> &mut Self {
        self.push(Element::Picture(Box::new(picture)))
    }

    /// Adds a table.
    pub fn table(&mut self, table: DataTable) -> &mut Self {
        self.push(Element::Table(table))
    }
}
