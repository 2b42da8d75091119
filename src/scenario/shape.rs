//! The format of a scenario file, declared once: which keys exist, what they take, what they mean.
//!
//! The reader checks every table against its [`Shape`]; the JSON Schema is generated from the same declaration.

mod curve;
mod families;
mod field;
mod ledger;
mod prices;
mod review;

use crate::distribution::DistributionFamily;
use crate::model::Language;
use families::{EMPLOYMENT, EVENT, FAMILY, INTAKE, LABOUR_MARKET, PLACEMENTS, RELAPSE, SUBGROUP};

use field::{GRADE, NOTE, SOURCE, TITLE, UNIT, optional, required};

pub(super) use families::{EFFECTS, RELATIVE, TIER};
pub(super) use field::{Domain, Field, FieldKind, Shape};
pub(super) use ledger::LINE;
pub(super) use prices::INDEX_FILE;
use prices::{DECIMAL, OPTIMISM_BIAS, PRICES};
use review::REVIEW;

pub(super) static ROOT: Shape = Shape {
    name: "scenario",
    about: "A social investment: who takes part, what becomes of them, and what it costs and saves whom.",
    fields: &[
        required("title", FieldKind::Told, "What results call the scenario."),
        optional("description", FieldKind::Told, "What is published, what is assumed, what the simulation adds."),
        optional(
            "programme",
            FieldKind::Text,
            "Which programme it is about. `compare` lets files with the same id share their luck, and no others.",
        ),
        optional(
            "language",
            FieldKind::Choice(&LANGUAGES),
            "Language that results are told in; en by default, and `--language` instead of either.",
        ),
        optional("currency", FieldKind::Text, "Unit of money in results; kr. by default."),
        required(
            "perspective",
            FieldKind::Text,
            "The payer whose net benefit heads the results; also public_sector or society.",
        ),
        optional(
            "payers_complete",
            FieldKind::Bool,
            "Whether the ledger holds every payer's gains and losses, so that their sum is society's.",
        ),
        required("timeline", FieldKind::Table(&TIMELINE), "The years that are counted."),
        optional(
            "intake",
            FieldKind::Table(&INTAKE),
            "How many leave the programme each year; of subgroups, each its own.",
        ),
        optional("family", FieldKind::Table(&FAMILY), "What a family is made of; one adult by default."),
        optional(
            "employment",
            FieldKind::Table(&EMPLOYMENT),
            "Entry to self-sufficiency, with and without the programme.",
        ),
        optional("relapse", FieldKind::Table(&RELAPSE), "Return to support after entry."),
        optional(
            "placements",
            FieldKind::Table(&PLACEMENTS),
            "Placements of children outside the home that are avoided.",
        ),
        optional(
            "events",
            FieldKind::Named(&EVENT),
            "What else the programme prevents or brings about, by id: cases closed, reconvictions, hospital stays.",
        ),
        optional(
            "subgroups",
            FieldKind::Named(&SUBGROUP),
            "Groups of families with numbers of their own, by id; a section they do not give is the scenario's.",
        ),
        optional(
            "scale_up",
            FieldKind::Quantity(Domain::NonNegative),
            "The part of the effect found in the pilot that remains in operation; 1 by default.",
        ),
        optional("labour_market", FieldKind::Table(&LABOUR_MARKET), "Good and bad years that all families share."),
        optional(
            "prices",
            FieldKind::Table(&PRICES),
            "The price level that all amounts are brought to, and an index of prices by year.",
        ),
        optional(
            "optimism_bias",
            FieldKind::Table(&OPTIMISM_BIAS),
            "Factors on costs and savings by how good their evidence is.",
        ),
        optional("discounting", FieldKind::Table(&DISCOUNTING), "How later years are weighed; not at all by default."),
        optional(
            "net_tax_factor",
            FieldKind::Quantity(Domain::NonNegative),
            "Turns factor prices into market prices in a separate welfare figure, never in a budget; needs payers_complete.",
        ),
        optional(
            "cost_of_public_funds",
            FieldKind::Quantity(Domain::NonNegative),
            "What a krone of public money costs society beside the krone, 0.1 = 10 øre: that share of what the public payers pay \
             or gain net, transfers included, counts too in the welfare figure, never in a budget; needs net_tax_factor.",
        ),
        optional(
            "switching",
            FieldKind::Text,
            "Path of the number whose switching value the table shows: at what value the expected net benefit is zero.",
        ),
        optional(
            "values",
            FieldKind::Text,
            "CSV file (UTF-8) with figures of your own, in or below the scenario's folder: \"values.SERIES\" then finds them before \
             those that come with the program. Columns: series, value, and as wanted year, valid_from, valid_until, low, high, \
             spread, unit, name, refund, found, evidence, source, note.",
        ),
        optional(
            "payers",
            FieldKind::Named(&PAYER),
            "Payers by id; municipality, region, state and citizen need no entry.",
        ),
        optional(
            "parameters",
            FieldKind::Named(&PARAMETER),
            "Uncertain numbers by id, each drawn once wherever it is used.",
        ),
        optional(
            "correlations",
            FieldKind::Tables(&CORRELATION),
            "Uncertain numbers that go together, two by two; all others are independent.",
        ),
        required("lines", FieldKind::Named(&LINE), "Ledger lines by id, in the order they are printed."),
        optional(
            "review",
            FieldKind::Table(&REVIEW),
            "What is looked at on the way, and how few stop the programme; it always runs to the end by default.",
        ),
        optional(
            "outcomes",
            FieldKind::Tables(&OUTCOME),
            "Results that somebody measured, not in kroner: shown beside the calculation, of which they are no part.",
        ),
        optional(
            "studies",
            FieldKind::Named(&STUDY),
            "What could be found out before the decision, by id: what `voi` values, and the report's part on what is worth knowing.",
        ),
        optional(
            "variants",
            FieldKind::Tables(&VARIANT),
            "The same scenario with other assumptions, each with a name: `--variant ID`, and `compare` over all of them.",
        ),
    ],
};

static TIMELINE: Shape = Shape {
    name: "timeline",
    about: "The years that are counted.",
    fields: &[
        required("start", FieldKind::Integer { min: 1900, max: 2200 }, "First calendar year."),
        required(
            "years",
            FieldKind::Integer { min: 1, max: crate::model::Calendar::MAX_YEARS as i64 },
            "How many years.",
        ),
    ],
};

static DISCOUNTING: Shape = Shape {
    name: "discounting",
    about: "How later years are weighed.",
    fields: &[
        required("rate", FieldKind::Quantity(Domain::Rate), "Real discount rate a year."),
        optional(
            "later",
            FieldKind::Steps,
            "Rates for the far future: [{ after = 35, rate = 0.025 }], years after the start and the rate from then on.",
        ),
        optional(
            "basis",
            FieldKind::Choice(&["real"]),
            "Rates are real, since amounts are in fixed prices; a nominal rate is refused.",
        ),
        optional(
            "timing",
            FieldKind::Choice(&["start", "mid-year", "end"]),
            "When in the year money moves; mid-year by default.",
        ),
    ],
};

static PAYER: Shape = Shape {
    name: "payer",
    about: "Somebody with a purse of their own.",
    fields: &[
        optional("name", FieldKind::Told, "What results call it."),
        optional(
            "public",
            FieldKind::Bool,
            "Whether it belongs to the public sector; true by default, except for the citizen.",
        ),
        optional(
            "complete",
            FieldKind::Bool,
            "Whether the file holds its whole side of the case; true by default, but false for a private payer whose share no line names. Incomplete payers are marked, and their P(net > 0) is withheld.",
        ),
    ],
};

/// Another value for an uncertain number, as `--shift` sets it.
const SHIFT_TO: Field = optional(
    SHIFT_KEY,
    FieldKind::Number,
    "Moves the value's base and mean to this number and keeps its spread; what `--shift` sets.",
);
pub(super) const SHIFT_KEY: &str = "shift_to";

const BASE: Field =
    optional("base", FieldKind::Number, "The value in the expected table; the distribution's mean by default.");

pub(super) static CORRELATION: Shape = Shape {
    name: "correlation",
    about: "Two uncertain numbers that go together.",
    fields: &[
        required("between", FieldKind::Texts, "The paths of the two, as `check` prints them."),
        required(
            "rank",
            FieldKind::Number,
            "Their rank correlation (Spearman's), above -1 and below 1; a Gaussian copula.",
        ),
        SOURCE,
        GRADE,
        NOTE,
    ],
};

/// How many were measured.
const N: FieldKind = FieldKind::Integer { min: 1, max: 1_000_000_000 };

pub(super) static OUTCOME: Shape = Shape {
    name: "outcome",
    about: "A result that somebody measured before and after. It has no price, and no effect is read from it: nobody knows what \
            would have become of the families anyway. Where two sources disagree, both stand.",
    fields: &[
        required("title", FieldKind::Told, "What was measured."),
        optional("before", FieldKind::Number, "The value before; left out where only the later one is told."),
        required("after", FieldKind::Number, "The value after."),
        optional("unit", FieldKind::Told, "Unit of both: share (0 to 1, shown as per cent), points on a scale."),
        required("better", FieldKind::Choice(&["higher", "lower"]), "Which way round is better."),
        optional("n_before", N, "How many were measured before."),
        optional("n_after", N, "How many were measured after."),
        optional("when_before", FieldKind::Told, "When it was measured before: December 2014."),
        optional("when_after", FieldKind::Told, "When it was measured after: March 2016."),
        required("source", FieldKind::Told, "Who says so."),
        NOTE,
    ],
};

pub(super) static STUDY: Shape = Shape {
    name: "study",
    about: "A study that counts how many of n families reach something, before it is decided whether to go ahead. It changes no figure of a \
            run.",
    fields: &[
        optional("title", FieldKind::Told, "What results call it; its id if not stated."),
        required(
            "arm",
            FieldKind::Choice(&["programme", "comparison", "both"]),
            "Which families are followed: those with the programme, those without it, or as many of both.",
        ),
        optional("tier", FieldKind::Text, "The tier of self-sufficiency counted, or better; the first if not stated."),
        optional(
            "event",
            FieldKind::Text,
            "The event counted instead, by id; one with programme and comparison as probabilities.",
        ),
        optional("subgroup", FieldKind::Text, "The subgroup followed, where there are several."),
        optional(
            "sizes",
            FieldKind::Numbers,
            "Families followed in each arm, a list, up to 5000, of both arms up to 500; from 5 to 500 if not stated.",
        ),
        optional("fixed_cost", FieldKind::Number, "What it costs whatever its size; 0 if not stated."),
        optional("cost_per_family", FieldKind::Number, "What each family followed costs; 0 if not stated."),
        optional(
            "delay",
            FieldKind::Number,
            "Years until its result is there, 0 if not stated: families who leave the programme before then gain nothing from it.",
        ),
        optional(
            "municipalities",
            FieldKind::Integer { min: 2, max: 10_000 },
            "How many municipalities as large as this one, itself included, are before the same decision and could use the result; `between` then \
             says how much they differ.",
        ),
        optional(
            "between",
            FieldKind::Number,
            "The standard deviation between municipalities of the log-odds of what is counted; 0: all are alike. 0.3 makes of 15 percent some 12 \
             to 19 in two municipalities of three.",
        ),
        SOURCE,
        GRADE,
        NOTE,
    ],
};

pub(super) static VARIANT: Shape = Shape {
    name: "variant",
    about: "The same scenario with some settings changed.",
    fields: &[
        required("id", FieldKind::Text, "Its name on the command line: lower-case letters, digits and _."),
        optional("title", FieldKind::Told, "What results call it; its id if not stated."),
        required(
            "set",
            FieldKind::Texts,
            "What is changed, each \"PATH=VALUE\" as after `--set`; lines.ID={ kind = …, … } adds a line.",
        ),
        optional(
            "weight",
            FieldKind::Number,
            "How likely it is held to be, 0 to 1: `compare` then prints a weighted probability. What the weights leave is \
             the file's as it stands.",
        ),
        optional(
            "choice",
            FieldKind::Bool,
            "Whether it is something one may choose to do, such as a larger or a cheaper programme; false (another assumption) \
             by default. Where all variants compared are choices, `compare` says how likely each is the best, and what a krone more \
             of cost brings from one to the next.",
        ),
        SOURCE,
        GRADE,
        NOTE,
    ],
};

pub(super) static QUANTITY: Shape = Shape {
    name: "quantity",
    about: "A documented number: a value (fixed or uncertain), or a distribution between families.",
    fields: &[
        optional(
            "value",
            FieldKind::Value,
            "The number, or a distribution of what it may be: drawn once per replication.",
        ),
        optional("each", FieldKind::EachValue, "A distribution between families: drawn for each."),
        optional("profile", FieldKind::Numbers, "One factor per year; the value is drawn once and multiplied by it."),
        optional(
            "from",
            FieldKind::Integer { min: 1900, max: 2200 },
            "First calendar year in which the value holds; 0 before. Instead of a profile.",
        ),
        optional(
            "until",
            FieldKind::Integer { min: 1900, max: 2200 },
            "Last calendar year in which the value holds; 0 after. Instead of a profile.",
        ),
        BASE,
        SHIFT_TO,
        TITLE,
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
        required("value", FieldKind::Value, "The number, or a distribution of what it may be."),
        optional(
            "domain",
            FieldKind::Choice(&["probability", "nonnegative", "rate", "real"]),
            "Values it may take; a normal distribution is cut to them.",
        ),
        BASE,
        SHIFT_TO,
        TITLE,
        UNIT,
        SOURCE,
        GRADE,
        NOTE,
    ],
};

pub(super) static DISTRIBUTION: Shape = Shape {
    name: "distribution",
    about: "A distribution, such as { distribution = \"gamma\", mean = 4, sd = 3 } or { events = 10, of = 57 }.",
    fields: &[
        optional(
            "distribution",
            FieldKind::Choice(&FAMILIES),
            "The family; may be left out where the arguments tell it.",
        ),
        optional(
            "min",
            FieldKind::Number,
            "Smallest value; cuts a normal, lognormal, gamma, beta, weibull or loglogistic.",
        ),
        optional("mode", FieldKind::Number, "Most likely value."),
        optional(
            "max",
            FieldKind::Number,
            "Largest value; cuts a normal, lognormal, gamma, beta, weibull or loglogistic.",
        ),
        optional("mean", FieldKind::Number, "Mean."),
        optional("sd", FieldKind::Number, "Standard deviation."),
        optional("low", FieldKind::Number, "Lower end of an equal-tailed interval."),
        optional("high", FieldKind::Number, "Upper end of an equal-tailed interval."),
        optional("level", FieldKind::Number, "Level of the interval; 0.9 by default."),
        optional("events", FieldKind::Number, "Events x out of n: Beta(x, n − x)."),
        optional("of", FieldKind::Number, "The n that the events are out of."),
        optional("alpha", FieldKind::Number, "First weight of a beta."),
        optional("beta", FieldKind::Number, "Second weight of a beta."),
        optional("shape", FieldKind::Number, "Shape of a gamma, weibull, loglogistic or pert."),
        optional("scale", FieldKind::Number, "Scale of a gamma or weibull; median of a loglogistic."),
        optional("rate", FieldKind::Number, "Rate of a gamma, 1/scale."),
        optional("meanlog", FieldKind::Number, "Mean of the logarithm of a lognormal."),
        optional("sdlog", FieldKind::Number, "Standard deviation of the logarithm of a lognormal."),
        optional("values", FieldKind::Numbers, "Values of a discrete or empirical distribution."),
        optional("weights", FieldKind::Numbers, "Weights of the values."),
        optional(
            "within",
            FieldKind::NumbersOrColumn,
            "Times of a cumulative curve, ascending (months, for a delay): with `share`, straight lines between the points, or a \
             weibull, loglogistic or lognormal through two of them.",
        ),
        optional(
            "share",
            FieldKind::SharesOrColumn,
            "The share to whom it has happened within each of them; of a curve without family the last is 1.",
        ),
        optional("file", FieldKind::Text, "CSV file (UTF-8) with the values, in or below the scenario's folder."),
        optional(
            "column",
            FieldKind::Text,
            "Column of the file by the name in its first line; its only one by default.",
        ),
        DECIMAL,
    ],
};

const LANGUAGES: [&str; Language::ALL.len()] = {
    let mut codes = [""; Language::ALL.len()];
    let mut i = 0;
    while i < codes.len() {
        codes[i] = Language::ALL[i].code();
        i += 1;
    }
    codes
};

const FAMILIES: [&str; DistributionFamily::ALL.len()] = {
    let mut names = [""; DistributionFamily::ALL.len()];
    let mut i = 0;
    while i < names.len() {
        names[i] = DistributionFamily::ALL[i].0;
        i += 1;
    }
    names
};
