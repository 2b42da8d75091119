//! The section about a review on the way.

use super::field::{FieldKind, NOTE, Shape, optional, required};

pub static REVIEW: Shape = Shape {
    name: "review",
    about: "A look at the programme on the way, at 31 December of a year: it goes on only if at least a stated number have been observed since the \
            start, with the programme. If it stops, no more are taken in after the notice, and all lines per year end, savings too; \
            families already in keep their courses.",
    fields: &[
        required(
            "observed",
            FieldKind::Text,
            "What is counted under the programme: \"employment\" (adults who have become self-sufficient for the first time), or the id of \
             an event given by `programme` and `comparison`. What the programme changes cannot be observed, so no event given as \
             `avoided` or `gained`.",
        ),
        optional("year", FieldKind::Integer { min: 1900, max: 2200 }, "The year at whose end the review stands."),
        required(
            "at_least",
            FieldKind::CountByYear,
            "The least number, since the start, with which the programme goes on. Several reviews in turn, instead of `year`: { 2018 = \
             12, 2019 = 30 }.",
        ),
        optional(
            "notice",
            FieldKind::Integer { min: 0, max: 50 },
            "Whole years after that of the review in which a programme that stops still runs and takes in families; 0 by default.",
        ),
        NOTE,
    ],
};
