//! The format of a scenario file, declared once: which keys exist, what they take, what they mean.
//!
//! The reader checks every table against its [`Shape`]; the JSON Schema is generated from the same declaration.

use crate::distribution::Family;

/// A table of the format.
#[derive(Debug)]
pub(super) struct Shape {
    pub name: &'static str,
    pub about: &'static str,
    pub fields: &'static [Field],
}

/// A key of a table.
#[derive(Debug)]
pub(super) struct Field {
    pub key: &'static str,
    pub kind: Kind,
    pub required: bool,
    pub about: &'static str,
}

/// What a key takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Text,
    Bool,
    Integer {
        min: i64,
        max: i64,
    },
    Choice(&'static [&'static str]),
    OneOf(&'static [f64]),
    /// A single number: fixed, uncertain, or a reference to a parameter.
    Quantity(Domain),
    /// A number per year, or one for all.
    Series(Domain),
    /// A number per year since an event, or one for all; the last carries on.
    ByAge(Domain),
    /// A series, or a quantity that differs between families.
    Amount(Domain),
    /// A quantity, or one that differs between families.
    Each(Domain),
    /// A distribution table, number, fraction or `low to high`.
    Value,
    /// A distribution whose arguments may be parameters.
    EachValue,
    Number,
    Numbers,
    Shares,
    Table(&'static Shape),
    Named(&'static Shape),
}

/// The values a number may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Domain {
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

const fn required(key: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { key, kind, required: true, about }
}

const fn optional(key: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { key, kind, required: false, about }
}

pub(super) static ROOT: Shape = Shape {
    name: "scenario",
    about: "A social investment: who takes part, what becomes of them, and what it costs and saves whom.",
    fields: &[
        required("title", Kind::Text, "What results call the scenario."),
        optional("description", Kind::Text, "What is published, what is assumed, what the simulation adds."),
        optional("currency", Kind::Text, "Unit of money in results; kr. unless told."),
        required(
            "perspective",
            Kind::Text,
            "The payer whose net benefit heads the results; also public_sector or society.",
        ),
        optional(
            "payers_complete",
            Kind::Bool,
            "Whether the ledger holds every payer's gains and losses, so that their sum is society's.",
        ),
        required("timeline", Kind::Table(&TIMELINE), "The years that are counted."),
        required("intake", Kind::Table(&INTAKE), "How many leave the programme each year."),
        optional("employment", Kind::Table(&EMPLOYMENT), "Entry to self-sufficiency, with and without the programme."),
        optional("relapse", Kind::Table(&RELAPSE), "Return to support after entry."),
        optional("placements", Kind::Table(&PLACEMENTS), "Placements of children outside the home that are avoided."),
        optional("discounting", Kind::Table(&DISCOUNTING), "How later years are weighed; not at all unless told."),
        optional("payers", Kind::Named(&PAYER), "Payers by id; municipality, region, state and citizen need no entry."),
        optional(
            "parameters",
            Kind::Named(&PARAMETER),
            "Uncertain numbers by id, each drawn once wherever it is used.",
        ),
        required("lines", Kind::Named(&LINE), "Ledger lines by id, in the order they are printed."),
    ],
};

static TIMELINE: Shape = Shape {
    name: "timeline",
    about: "The years that are counted.",
    fields: &[
        required("start", Kind::Integer { min: 1900, max: 2200 }, "First calendar year."),
        required("years", Kind::Integer { min: 1, max: crate::model::Calendar::MAX_YEARS as i64 }, "How many years."),
    ],
};

static INTAKE: Shape = Shape {
    name: "intake",
    about: "How many leave the programme each year. Fractions may be written as text, \"100/3\".",
    fields: &[required("adults", Kind::Series(Domain::NonNegative), "Adults who leave the programme in each year.")],
};

static EMPLOYMENT: Shape = Shape {
    name: "employment",
    about: "Entry to self-sufficiency: one probability per arm, or several tiers, best first.",
    fields: &[
        optional(
            "programme",
            Kind::Quantity(Domain::Probability),
            "Probability of self-sufficiency under the programme.",
        ),
        optional(
            "comparison",
            Kind::Quantity(Domain::Probability),
            "Probability without it: what would have happened anyway.",
        ),
        optional("tiers", Kind::Named(&TIER), "Instead of the two: tiers by id, best first."),
        optional(
            "coupling",
            Kind::Choice(&["monotone", "independent"]),
            "Whether an adult carries one luck for both arms (monotone, the default).",
        ),
    ],
};

static TIER: Shape = Shape {
    name: "tier",
    about: "A level of self-sufficiency.",
    fields: &[
        required(
            "programme",
            Kind::Quantity(Domain::Probability),
            "Probability under the programme, given that no better tier is reached.",
        ),
        required("comparison", Kind::Quantity(Domain::Probability), "The same without the programme."),
    ],
};

static RELAPSE: Shape = Shape {
    name: "relapse",
    about: "Return to support after entry.",
    fields: &[
        required(
            "hazard",
            Kind::ByAge(Domain::Probability),
            "Probability of relapse in the year of entry and each later year; the last carries on.",
        ),
        optional(
            "counted",
            Kind::OneOf(&[0.0, 0.5, 1.0]),
            "The part of the year of relapse that still counts: 0 (the default), 0.5 or 1.",
        ),
    ],
};

static PLACEMENTS: Shape = Shape {
    name: "placements",
    about: "Placements of children outside the home that are avoided.",
    fields: &[
        required(
            "avoided",
            Kind::Series(Domain::Real),
            "Expected number avoided that would have started in each year; negative where more are caused.",
        ),
        optional(
            "duration",
            Kind::Each(Domain::NonNegative),
            "Years a placement would have lasted; past the horizon unless told.",
        ),
    ],
};

static DISCOUNTING: Shape = Shape {
    name: "discounting",
    about: "How later years are weighed.",
    fields: &[
        required("rate", Kind::Quantity(Domain::Rate), "Real discount rate a year."),
        optional(
            "basis",
            Kind::Choice(&["real"]),
            "Rates are real, since amounts are in fixed prices; a nominal rate is refused.",
        ),
        optional(
            "timing",
            Kind::Choice(&["start", "mid-year", "end"]),
            "When in the year money moves; mid-year unless told.",
        ),
    ],
};

static PAYER: Shape = Shape {
    name: "payer",
    about: "Somebody with a purse of their own.",
    fields: &[
        optional("name", Kind::Text, "What results call it."),
        optional("public", Kind::Bool, "Whether it belongs to the public sector; true unless told, but for citizen."),
    ],
};

/// The documentation that every number may carry.
const UNIT: Field = optional("unit", Kind::Text, "Unit, such as kr. per month.");
const SOURCE: Field = optional("source", Kind::Text, "Where it comes from.");
const GRADE: Field = optional(
    "evidence",
    Kind::Choice(&["registry", "trial", "before-after", "expert", "assumed", "illustrative"]),
    "How good the evidence is.",
);
const NOTE: Field = optional("note", Kind::Text, "The reasoning behind it.");
const BASE: Field =
    optional("base", Kind::Number, "The value in the expected table; the distribution's mean unless told.");

pub(super) static QUANTITY: Shape = Shape {
    name: "quantity",
    about: "A documented number: a value (fixed or uncertain), or a distribution between families.",
    fields: &[
        optional("value", Kind::Value, "The number, or a distribution of what it may be: drawn once per replication."),
        optional("each", Kind::EachValue, "A distribution between families: drawn for each."),
        optional("profile", Kind::Numbers, "One factor per year; the value is drawn once and multiplied by it."),
        BASE,
        UNIT,
        SOURCE,
        GRADE,
        NOTE,
    ],
};

pub(super) static PARAMETER: Shape = Shape {
    name: "parameter",
    about: "An uncertain number with an id, drawn once per replication wherever it is used.",
    fields: &[
        required("value", Kind::Value, "The number, or a distribution of what it may be."),
        optional(
            "domain",
            Kind::Choice(&["probability", "nonnegative", "rate", "real"]),
            "Values it may take; a normal distribution is cut to them.",
        ),
        BASE,
        UNIT,
        SOURCE,
        GRADE,
        NOTE,
    ],
};

pub(super) static LINE: Shape = Shape {
    name: "line",
    about: "A line of the ledger: amount × quantity × factor × growth, per unit of what it is paid per.",
    fields: &[
        optional("title", Kind::Text, "What results call it; its id unless told."),
        required("kind", Kind::Choice(&["cost", "saving"]), "Amounts are positive; the kind gives the sign."),
        optional(
            "nature",
            Kind::Choice(&["resource", "transfer"]),
            "Work and services (resource, the default), or money between purses.",
        ),
        optional("payer", Kind::Text, "Who pays or saves all of it."),
        optional(
            "shares",
            Kind::Shares,
            "Instead of payer: who pays or saves which share; one payer may take the \"rest\".",
        ),
        optional("counterpart", Kind::Text, "The other side of a transfer; citizen unless told."),
        required(
            "per",
            Kind::Choice(&["year", "adult", "person_year", "placement", "placement_year"]),
            "What the amount is paid per.",
        ),
        optional("tier", Kind::Text, "The tier whose person-years count; all unless told."),
        required("amount", Kind::Amount(Domain::NonNegative), "Money per unit."),
        optional("quantity", Kind::Series(Domain::NonNegative), "Units, such as 12 months or 5 posts; 1 unless told."),
        optional(
            "factor",
            Kind::Series(Domain::NonNegative),
            "A further factor, such as a common cost overrun; 1 unless told.",
        ),
        optional(
            "growth",
            Kind::Quantity(Domain::Rate),
            "Growth a year relative to general prices, from the first year; 0 unless told.",
        ),
        optional("price_year", Kind::Integer { min: 1900, max: 2200 }, "The year whose prices the amount is in."),
        UNIT,
        SOURCE,
        GRADE,
        NOTE,
    ],
};

pub(super) static DISTRIBUTION: Shape = Shape {
    name: "distribution",
    about: "A distribution, by its own parameters or by evidence in the form it is found.",
    fields: &[
        optional("distribution", Kind::Choice(&FAMILIES), "The family; may be left out where the arguments tell it."),
        optional("min", Kind::Number, "Smallest value; cuts a normal, lognormal, gamma, beta, weibull or loglogistic."),
        optional("mode", Kind::Number, "Most likely value."),
        optional("max", Kind::Number, "Largest value; cuts a normal, lognormal, gamma, beta, weibull or loglogistic."),
        optional("mean", Kind::Number, "Mean."),
        optional("sd", Kind::Number, "Standard deviation."),
        optional("low", Kind::Number, "Lower end of an equal-tailed interval."),
        optional("high", Kind::Number, "Upper end of an equal-tailed interval."),
        optional("level", Kind::Number, "Level of the interval; 0.9 unless told."),
        optional("events", Kind::Number, "Events x out of n: Beta(x, n − x)."),
        optional("of", Kind::Number, "The n that the events are out of."),
        optional("alpha", Kind::Number, "First weight of a beta."),
        optional("beta", Kind::Number, "Second weight of a beta."),
        optional("shape", Kind::Number, "Shape of a gamma, weibull, loglogistic or pert."),
        optional("scale", Kind::Number, "Scale of a gamma or weibull; median of a loglogistic."),
        optional("rate", Kind::Number, "Rate of a gamma, 1/scale."),
        optional("meanlog", Kind::Number, "Mean of the logarithm of a lognormal."),
        optional("sdlog", Kind::Number, "Standard deviation of the logarithm of a lognormal."),
        optional("values", Kind::Numbers, "Values of a discrete or empirical distribution."),
        optional("weights", Kind::Numbers, "Weights of the values."),
        optional("file", Kind::Text, "CSV file with the values, beside the scenario."),
        optional("column", Kind::Text, "Column of the file; its only one unless told."),
    ],
};

const FAMILIES: [&str; Family::ALL.len()] = {
    let mut names = [""; Family::ALL.len()];
    let mut i = 0;
    while i < names.len() {
        names[i] = Family::ALL[i].0;
        i += 1;
    }
    names
};
