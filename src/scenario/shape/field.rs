//! Tables and keys of the format, and the values that keys take.

/// A table of the format.
#[derive(Debug)]
pub struct Shape {
    pub name: &'static str,
    pub about: &'static str,
    pub fields: &'static [Field],
}

/// A key of a table.
#[derive(Debug)]
pub struct Field {
    pub key: &'static str,
    pub kind: FieldKind,
    pub required: bool,
    pub about: &'static str,
}

/// What a key takes.
#[derive(Debug, Clone, Copy)]
pub enum FieldKind {
    Text,
    /// A text that people read: one for all languages, or one in each.
    Told,
    Bool,
    Integer {
        min: i64,
        max: i64,
    },
    Choice(&'static [&'static str]),
    OneOf(&'static [f64]),
    /// A single number: fixed, uncertain, or a reference to a parameter.
    Quantity(Domain),
    /// A quantity of one arm, on its own or relative to the other arm.
    Arm(Domain),
    /// A quantity of one arm by year since leaving, or one, or relative to the other arm.
    ArmByYear(Domain),
    /// An effect as published: a quantity, an estimate with its interval, or the counts of both arms.
    Effect(Domain),
    /// A number per year, or one for all.
    Series(Domain),
    /// A number per year since an event, or one for all; the last carries on.
    ByAge(Domain),
    /// A series, or a quantity that differs between families.
    Amount(Domain),
    /// A quantity, or one that differs between families.
    Each(Domain),
    /// The same, or a list of them by year; the last carries on.
    EachByAge(Domain),
    /// A distribution table, number, fraction or `low to high`.
    Value,
    /// A distribution; its arguments may be parameters.
    EachValue,
    Number,
    Numbers,
    /// Ids with their counts.
    Counts,
    /// A whole number, or one by calendar year.
    CountByYear,
    /// Plain numbers, or the name of a column of a file.
    NumbersOrColumn,
    /// Shares, each fixed or a reference, or the name of a column of a file.
    SharesOrColumn,
    /// What follows the last month of a curve.
    After,
    Shares,
    /// A share, or `"rest"`.
    Share,
    /// A list of texts.
    Texts,
    /// Rates by years after the start.
    Steps,
    /// Index numbers by calendar year, or the columns of a data file that have them.
    Index,
    Table(&'static Shape),
    Named(&'static Shape),
    /// A list of tables.
    Tables(&'static Shape),
}

/// The values a number may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domain {
    Probability,
    NonNegative,
    Rate,
    Real,
}

impl Domain {
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Self::Probability => (0.0, 1.0),
            Self::NonNegative => (0.0, f64::INFINITY),
            Self::Rate => (-0.5, 1.0),
            Self::Real => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    pub fn describe(self) -> &'static str {
        match self {
            Self::Probability => "a probability from 0 to 1",
            Self::NonNegative => "a number from 0 up",
            Self::Rate => "a yearly rate from -0.5 to 1 (3.5 % is 0.035)",
            Self::Real => "a number",
        }
    }

    pub const ALL: [(&'static str, Self); 4] = [
        ("probability", Self::Probability),
        ("nonnegative", Self::NonNegative),
        ("rate", Self::Rate),
        ("real", Self::Real),
    ];
}

impl Shape {
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}

pub const fn required(key: &'static str, kind: FieldKind, about: &'static str) -> Field {
    Field { key, kind, required: true, about }
}

pub const fn optional(key: &'static str, kind: FieldKind, about: &'static str) -> Field {
    Field { key, kind, required: false, about }
}

/// The documentation that every number may carry.
pub const TITLE: Field = optional(
    "title",
    FieldKind::Told,
    "What results call it: a few words, without the unit. By default it follows from where the number stands.",
);

pub const UNIT: Field = optional(
    "unit",
    FieldKind::Told,
    "Unit, such as kr. per month. What begins with the currency is shown as money, what begins with share or probability \
     as per cent.",
);

pub const SOURCE: Field = optional("source", FieldKind::Told, "Where it comes from.");

pub const GRADE: Field = optional(
    "evidence",
    FieldKind::Choice(&["definition", "registry", "trial", "before-after", "expert", "assumed", "illustrative"]),
    "How good the evidence is.",
);

pub const NOTE: Field = optional("note", FieldKind::Told, "The reasoning behind it.");
