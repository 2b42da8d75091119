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
    /// A share, or `"rest"`.
    Share,
    /// A list of texts.
    Texts,
    /// Rates by years after the start.
    Steps,
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
        optional("intake", Kind::Table(&INTAKE), "How many leave the programme each year; of subgroups, each its own."),
        optional("family", Kind::Table(&FAMILY), "What a family is made of; one adult unless told."),
        optional("employment", Kind::Table(&EMPLOYMENT), "Entry to self-sufficiency, with and without the programme."),
        optional("relapse", Kind::Table(&RELAPSE), "Return to support after entry."),
        optional("placements", Kind::Table(&PLACEMENTS), "Placements of children outside the home that are avoided."),
        optional(
            "events",
            Kind::Named(&EVENT),
            "What else the programme prevents or brings about, by id: cases closed, reconvictions, hospital stays.",
        ),
        optional(
            "subgroups",
            Kind::Named(&SUBGROUP),
            "Groups of families with numbers of their own, by id; a section they do not give is the scenario's.",
        ),
        optional(
            "scale_up",
            Kind::Quantity(Domain::NonNegative),
            "The part of the effect found in the pilot that remains in operation; 1 unless told.",
        ),
        optional("labour_market", Kind::Table(&LABOUR_MARKET), "Good and bad years that all families share."),
        optional("discounting", Kind::Table(&DISCOUNTING), "How later years are weighed; not at all unless told."),
        optional(
            "net_tax_factor",
            Kind::Quantity(Domain::NonNegative),
            "Turns factor prices into market prices in a separate welfare figure, never in a budget; needs payers_complete.",
        ),
        optional(
            "switching",
            Kind::Text,
            "Path of the number whose switching value the table shows: at what value the expected net benefit is zero.",
        ),
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
    fields: &[
        optional(
            "adults",
            Kind::Series(Domain::NonNegative),
            "Adults who leave in each year, each standing for a family.",
        ),
        optional("families", Kind::Series(Domain::NonNegative), "Instead: families, made of what [family] says."),
        optional(
            "delay",
            Kind::Quantity(Domain::NonNegative),
            "Months by which the whole intake comes later than planned; 0 unless told.",
        ),
        optional(
            "moment",
            Kind::Number,
            "Moment of the year at which all leave, 0 = 1 January; at a random moment unless told.",
        ),
    ],
};

static FAMILY: Shape = Shape {
    name: "family",
    about: "What a family is made of. A mean that is not whole, such as 1.44, is a mixture of 1 and 2.",
    fields: &[
        optional("adults", Kind::Each(Domain::NonNegative), "Adults per family; 1 unless told."),
        optional("children", Kind::Each(Domain::NonNegative), "Children per family; 0 unless told."),
        optional(
            "correlation",
            Kind::Quantity(Domain::Probability),
            "How alike members fare: correlation of their normal scores; 0 unless told.",
        ),
    ],
};

const PROGRAMME_DELAY: Field = optional(
    "programme_delay",
    Kind::Each(Domain::NonNegative),
    "Months from leaving until entry under the programme; none unless told.",
);
const COMPARISON_DELAY: Field =
    optional("comparison_delay", Kind::Each(Domain::NonNegative), "The same without the programme.");

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
        PROGRAMME_DELAY,
        COMPARISON_DELAY,
        optional("tiers", Kind::Named(&TIER), "Instead: tiers by id, best first."),
        optional(
            "shares",
            Kind::Choice(&["conditional", "at_least"]),
            "Whether a tier's probability is given that no better tier is reached (conditional, the default), or that of \
             reaching at least this tier, which is converted.",
        ),
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
        PROGRAMME_DELAY,
        COMPARISON_DELAY,
        optional(
            "self_support",
            Kind::Bool,
            "Whether it counts as self-support when weeks on support are counted; true unless told, false for subsidised work.",
        ),
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
        optional(
            "reentry",
            Kind::Quantity(Domain::Probability),
            "Yearly probability of entering again, from the year after the relapse; 0 unless told.",
        ),
    ],
};

const DURATION: Field = optional(
    "duration",
    Kind::Each(Domain::NonNegative),
    "Years it lasts, or would have lasted; past the horizon unless told.",
);
const KINDS: Field =
    optional("types", Kind::Named(&KIND), "Types with their shares, by id, so that each may have its own price.");

static PLACEMENTS: Shape = Shape {
    name: "placements",
    about: "Placements of children outside the home that are avoided: directly, or by the probability per child.",
    fields: &[
        optional(
            "avoided",
            Kind::Series(Domain::Real),
            "Expected number avoided that would have started in each year; negative where more are caused.",
        ),
        optional(
            "programme",
            Kind::Quantity(Domain::Probability),
            "Instead: probability per child under the programme.",
        ),
        optional("comparison", Kind::Quantity(Domain::Probability), "The same without the programme."),
        DURATION,
        KINDS,
    ],
};

static EVENT: Shape = Shape {
    name: "event",
    about: "What the programme prevents or brings about: `avoided` or `gained` in all, or by arm and subject.",
    fields: &[
        optional("title", Kind::Text, "What results call it; its id unless told."),
        optional(
            "effect",
            Kind::Choice(&["avoided", "gained"]),
            "Whether those avoided count (the default), or those gained.",
        ),
        optional("avoided", Kind::Series(Domain::Real), "Expected number avoided in each intake year."),
        optional("gained", Kind::Series(Domain::Real), "Expected number gained in each intake year."),
        optional(
            "subject",
            Kind::Choice(&["family", "adult", "child"]),
            "Whom it befalls, where given by arm; the adult unless told.",
        ),
        optional(
            "measure",
            Kind::Choice(&["probability", "number"]),
            "Whether the arms say how probable it is in the year of leaving (the default), or how many there are on \
             average in each year since leaving.",
        ),
        optional(
            "programme",
            Kind::ByAge(Domain::NonNegative),
            "Under the programme: a probability, or numbers by year since leaving with nothing after the last.",
        ),
        optional("comparison", Kind::ByAge(Domain::NonNegative), "The same without the programme."),
        DURATION,
        KINDS,
    ],
};

static KIND: Shape = Shape {
    name: "type",
    about: "A type of an event.",
    fields: &[required("share", Kind::Share, "Its share of the events; one type may take the \"rest\".")],
};

static SUBGROUP: Shape = Shape {
    name: "subgroup",
    about: "A group of families with numbers of its own.",
    fields: &[
        optional("name", Kind::Text, "What results call it."),
        required("intake", Kind::Table(&INTAKE), "How many of this group leave the programme each year."),
        optional("family", Kind::Table(&FAMILY), "What a family of this group is made of."),
        optional("employment", Kind::Table(&EMPLOYMENT), "Entry to self-sufficiency in this group."),
        optional("relapse", Kind::Table(&RELAPSE), "Return to support in this group."),
        optional("placements", Kind::Table(&PLACEMENTS), "Placements avoided in this group."),
        optional("events", Kind::Named(&EVENT), "Events in this group."),
    ],
};

static LABOUR_MARKET: Shape = Shape {
    name: "labour_market",
    about: "A factor by calendar year, shared by all families, on the odds of entry and of relapse in both arms.",
    fields: &[
        required(
            "factor",
            Kind::Quantity(Domain::NonNegative),
            "What it may be, 1 = as in the evidence: one draw for each calendar year.",
        ),
        optional("entry", Kind::Quantity(Domain::Real), "Power to which it acts on the odds of entry; 1 unless told."),
        optional(
            "relapse",
            Kind::Quantity(Domain::Real),
            "Power to which it acts on the odds of relapse; -1 unless told.",
        ),
    ],
};

static DISCOUNTING: Shape = Shape {
    name: "discounting",
    about: "How later years are weighed.",
    fields: &[
        required("rate", Kind::Quantity(Domain::Rate), "Real discount rate a year."),
        optional(
            "later",
            Kind::Steps,
            "Rates for the far future: [{ after = 35, rate = 0.025 }], years after the start and the rate from then on.",
        ),
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
        optional(
            "from",
            Kind::Integer { min: 1900, max: 2200 },
            "First calendar year in which the value holds; 0 before. Instead of a profile.",
        ),
        optional(
            "until",
            Kind::Integer { min: 1900, max: 2200 },
            "Last calendar year in which the value holds; 0 after. Instead of a profile.",
        ),
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
            Kind::Choice(&[
                "year",
                "family",
                "adult",
                "child",
                "person_year",
                "placement",
                "placement_year",
                "event",
                "event_year",
                "refund",
            ]),
            "What the amount is paid per.",
        ),
        optional("tier", Kind::Text, "The tier whose person-years count; all unless told."),
        optional("event", Kind::Text, "The event that counts, for per = \"event\" and \"event_year\"."),
        optional("type", Kind::Text, "The type of placement or event that counts; all unless told."),
        optional("subgroup", Kind::Text, "The subgroup that counts; all unless told."),
        optional("amount", Kind::Amount(Domain::NonNegative), "Money per unit; every line but a refund has one."),
        optional(
            "schedule",
            Kind::ByAge(Domain::Real),
            "For amounts per family, adult or child: factor in the year of leaving and each later year, nothing after the \
             last; may be negative where measures rise first.",
        ),
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
        optional("budget", Kind::Text, "The committee whose budget it falls under; results are then shown by budget."),
        optional(
            "cashable",
            Kind::Bool,
            "Whether a saving can be taken out of that budget; results are then shown for those alone.",
        ),
        optional(
            "reimbursement",
            Kind::Table(&REIMBURSEMENT),
            "Refund by weeks on support, for per = \"person_year\": the payer keeps the rest.",
        ),
        optional("refund", Kind::Table(&REFUND), "Refund of what one household costs in a year, for per = \"refund\"."),
        UNIT,
        SOURCE,
        GRADE,
        NOTE,
    ],
};

static REIMBURSEMENT: Shape = Shape {
    name: "reimbursement",
    about: "Who refunds which share of a week on support, by how many weeks came before it, adult by adult.",
    fields: &[
        required("payer", Kind::Text, "Who refunds."),
        required("weeks", Kind::Numbers, "The week after which each step ends, ascending; the last step has no end."),
        required(
            "shares",
            Kind::ByAge(Domain::Probability),
            "The share refunded on each step: one more than there are weeks.",
        ),
        optional("weeks_behind", Kind::Number, "Weeks on support behind an adult at the start; 53 unless told."),
        optional("restart_weeks", Kind::Number, "Weeks of self-support that start the count anew; 52 unless told."),
        optional("restart_within", Kind::Number, "Years within which they must lie; 3 unless told."),
    ],
};

static REFUND: Shape = Shape {
    name: "refund",
    about: "Refund of what a household's placements (or other events by arm) cost in a year, in bands.",
    fields: &[
        required("of", Kind::Texts, "Ids of the lines per placement-year or event-year that make up the cost."),
        required("above", Kind::ByAge(Domain::NonNegative), "Thresholds of the household's yearly cost, ascending."),
        required(
            "shares",
            Kind::ByAge(Domain::Probability),
            "The share refunded of what lies above each threshold, up to the next.",
        ),
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
