//! The sections about price levels and optimism bias.

use super::super::decimal::DecimalMark;
use super::field::{Domain, Field, FieldKind, GRADE, NOTE, SOURCE, Shape, optional, required};

const INDEX: &str = "The index by year, { 2014 = 98.4, 2016 = 100 }, in any unit since only ratios count; or the columns of a data file, \
                     { file = \"prices.csv\", years = \"year\", column = \"index\" }: a year that is written beside it replaces that of the file, and `decimal` tells what stands before decimals; or an index among the figures, \"values.fpi\".";

pub static PRICES: Shape = Shape {
    name: "prices",
    about: "The price level of all results. Each line is brought to it from its own `price_year`: its amount is multiplied by the index \
            of the level and divided by that of the price year. What prices do within the horizon is `growth`.",
    fields: &[
        required(
            "level",
            FieldKind::Integer { min: 1900, max: 2200 },
            "The year whose prices results are in. Every line then needs a `price_year`, and so do the limits of a refund.",
        ),
        optional("index", FieldKind::Index, INDEX),
        optional(
            "indices",
            FieldKind::Named(&PRICE_INDEX),
            "Further indices by id, for lines that name theirs in `index`: wages, income transfers.",
        ),
        optional("title", FieldKind::Told, "What results call the index."),
        SOURCE,
        GRADE,
        NOTE,
    ],
};

static PRICE_INDEX: Shape = Shape {
    name: "price index",
    about: "Another index. Wages, consumer prices and income transfers do not rise alike: a line takes the index of what it pays.",
    fields: &[
        required("index", FieldKind::Index, INDEX),
        optional("title", FieldKind::Told, "What results call it; its id by default."),
        SOURCE,
        GRADE,
        NOTE,
    ],
};

/// An index in a data file; beside these keys stand years.
pub static INDEX_FILE: Shape = Shape {
    name: "index in a data file",
    about: "a data file with a column of years and one of index numbers",
    fields: &[
        required("file", FieldKind::Text, "CSV file (UTF-8) with the index, in or below the scenario's folder."),
        required("years", FieldKind::Text, "Column with the years."),
        required("column", FieldKind::Text, "Column with the index numbers."),
        DECIMAL,
    ],
};

/// What stands before the decimals in a data file.
pub const DECIMAL: Field = optional(
    "decimal",
    FieldKind::Choice(&DecimalMark::NAMES),
    "What stands before the decimals in the file; as the file shows by default.",
);

pub static OPTIMISM_BIAS: Shape = Shape {
    name: "optimism bias",
    about: "Factors by which costs are raised and savings lowered where the evidence for the amount of a line is weak; nothing is \
            adjusted where no factor is given. A transfer is adjusted on both sides. A refund follows the amounts that it refunds.",
    fields: &[
        optional("costs", FieldKind::Table(&FACTORS), "On lines with kind = \"cost\"."),
        optional("savings", FieldKind::Table(&FACTORS), "On lines with kind = \"saving\"."),
        SOURCE,
        GRADE,
    ],
};

const FACTOR: FieldKind = FieldKind::Quantity(Domain::NonNegative);

static FACTORS: Shape = Shape {
    name: "factors by evidence",
    about: "A factor for each grade of `evidence` that lines have; the grade is that of the line, else of its amount.",
    fields: &[
        optional("definition", FACTOR, "True by definition."),
        optional("registry", FACTOR, "Read from a register, law, tariff or account."),
        optional("trial", FACTOR, "From a controlled trial."),
        optional("before-after", FACTOR, "From a comparison of before and after."),
        optional("expert", FACTOR, "What people with experience expect."),
        optional("assumed", FACTOR, "Assumed for want of evidence."),
        optional("illustrative", FACTOR, "Invented for the example."),
        optional("ungraded", FACTOR, "Of lines that state no evidence."),
    ],
};
