//! The sections about money.

use super::{Domain, GRADE, Kind, NOTE, SOURCE, Shape, UNIT, optional, required};

pub static LINE: Shape = Shape {
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

pub static REIMBURSEMENT: Shape = Shape {
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

pub static REFUND: Shape = Shape {
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
