//! A published relapse curve.

use super::TITLE;
use super::field::{FieldKind, GRADE, NOTE, SOURCE, Shape, optional, required};
use crate::scenario::decimal::DecimalMark;

pub static CURVE: Shape = Shape {
    name: "curve",
    about: "Relapse as published, by months since entry: \"26 % within 3 months, 50 % within 12\" is `within = [3, 12]`, \
            `share = [0.26, 0.5]`. It is turned into hazards by calendar year since entry, for entry at a random moment of the year; \
            `check` shows them, and what is lost by them.",
    fields: &[
        required(
            "within",
            FieldKind::NumbersOrColumn,
            "Months since entry, ascending: a list, or the name of a column of `file`.",
        ),
        optional(
            "share",
            FieldKind::SharesOrColumn,
            "The share that has relapsed within each: a list of numbers and \"parameters.some_id\", or the name of a column.",
        ),
        optional(
            "survival",
            FieldKind::SharesOrColumn,
            "Instead: the share that has not, such as Kaplan-Meier estimates.",
        ),
        optional("file", FieldKind::Text, "CSV file (UTF-8) with the columns, in or below the scenario's folder."),
        optional(
            "decimal",
            FieldKind::Choice(&DecimalMark::NAMES),
            "What stands before the decimals in the file; as the file shows by default.",
        ),
        optional(
            "family",
            FieldKind::Choice(&FAMILIES),
            "A family through two points, integrated numerically with an error below 1e-10; without it the hazard is constant from point to \
             point.",
        ),
        optional(
            "after",
            FieldKind::After,
            "What follows the last month, which must be said: \"none\" (nobody relapses any more), \"continues\" (the last hazard goes \
             on), or the share that relapses in each year from then on. A family goes on by itself unless another is said.",
        ),
        TITLE,
        SOURCE,
        GRADE,
        NOTE,
    ],
};

/// The families that may go through two points, in the order of [`RelapseCurve::FAMILIES`](crate::model::RelapseCurve::FAMILIES).
const FAMILIES: [&str; 3] = ["weibull", "loglogistic", "lognormal"];
