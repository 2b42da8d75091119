//! The sections about money.

use super::field::{Domain, Field, FieldKind, GRADE, NOTE, SOURCE, Shape, UNIT, optional, required};

pub static LINE: Shape = Shape {
    name: "line",
    about: "A line of the ledger: amount × quantity × factor × growth, per unit of what it is paid per.",
    fields: &[
        optional("title", FieldKind::Told, "What results call it; its id by default."),
        required("kind", FieldKind::Choice(&["cost", "saving"]), "Amounts are positive; the kind gives the sign."),
        optional(
            "nature",
            FieldKind::Choice(&["resource", "transfer"]),
            "Work and services (resource, the default), or money between purses.",
        ),
        optional(
            "frame",
            FieldKind::Choice(&["service", "transfer", "capital", "other"]),
            "Which part of a Danish municipal budget it belongs to: within the service ceiling (servicerammen), income \
             transfers (overførsler), capital expenditure (anlæg), or none of them: tax, grants, state refunds, other payers' \
             money. Unlike `nature` it changes no figure: the result is shown by it.",
        ),
        optional("payer", FieldKind::Text, "Who pays or saves all of it."),
        optional(
            "shares",
            FieldKind::Shares,
            "Instead of payer: who pays or saves which share; one payer may take the \"rest\".",
        ),
        optional("counterpart", FieldKind::Text, "The other side of a transfer; the citizen by default."),
        required(
            "per",
            FieldKind::Choice(&[
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
                "stop",
            ]),
            "What the amount is paid per; stop = once, in the first year without a programme that a [review] has stopped.",
        ),
        optional("tier", FieldKind::Text, "The tier whose person-years count; all by default."),
        optional("event", FieldKind::Text, "The event that counts, for per = \"event\" and \"event_year\"."),
        optional("type", FieldKind::Text, "The type of placement or event that counts; all by default."),
        optional("subgroup", FieldKind::Text, "The subgroup that counts; all by default."),
        optional("amount", FieldKind::Amount(Domain::NonNegative), "Money per unit; every line but a refund has one."),
        optional(
            "schedule",
            FieldKind::ByAge(Domain::Real),
            "For amounts per family, adult or child: factor in the year of leaving and each later year, nothing after the \
             last; may be negative where measures rise first.",
        ),
        optional(
            "quantity",
            FieldKind::Series(Domain::NonNegative),
            "Units, such as 12 months or 5 posts; 1 by default.",
        ),
        optional(
            "factor",
            FieldKind::Series(Domain::Real),
            "A further factor, such as a common cost overrun, or an effect with its standard error, which may be negative; 1 \
             by default.",
        ),
        optional(
            "growth",
            FieldKind::Quantity(Domain::Rate),
            "Growth a year relative to general prices, from the first year; 0 by default.",
        ),
        optional(
            "price_year",
            FieldKind::Integer { min: 1900, max: 2200 },
            "The year whose prices the amount is in; with [prices] it is brought from there to the price level.",
        ),
        optional(
            "index",
            FieldKind::Text,
            "Id of the index under [prices.indices] that does so; the `index` of [prices] by default.",
        ),
        optional(
            "price_basis",
            FieldKind::Choice(&["before_refund", "after_refund"]),
            "Whether the amount is the whole price, or what is left to the payer after refunds from others. After refund nothing more may \
             be deducted: no `reimbursement`, no refund of it, no `shares` between authorities.",
        ),
        optional(
            "budget",
            FieldKind::Told,
            "The committee whose budget it falls under; results are then shown by budget.",
        ),
        optional(
            "cashable",
            FieldKind::Bool,
            "Whether a saving can be taken out of that budget; results are then shown for those alone.",
        ),
        optional(
            "realised",
            FieldKind::Series(Domain::Probability),
            "The share of the amount that is realised, 0 to 1: of posts saved, those that are in fact cut. All results count \
             that share; 1 if not stated.",
        ),
        optional(
            "continues",
            FieldKind::Bool,
            "For amounts per year: whether they are still paid, or gained, when a [review] has stopped the programme; false by default.",
        ),
        optional(
            "reimbursement",
            FieldKind::Table(&REIMBURSEMENT),
            "Refund by weeks on support, for per = \"person_year\": the payer keeps the rest.",
        ),
        optional(
            "refund",
            FieldKind::Table(&REFUND),
            "Refund of what one household costs in a year, for per = \"refund\".",
        ),
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
        required("payer", FieldKind::Text, "Who refunds."),
        required(
            "weeks",
            FieldKind::Numbers,
            "The week after which each step ends, ascending; the last step has no end.",
        ),
        optional(
            "shares",
            FieldKind::ByAge(Domain::Probability),
            "The share refunded on each step: one more than there are weeks.",
        ),
        optional(
            "rules",
            FieldKind::Named(&REIMBURSEMENT_RULE),
            "Instead of `shares`: by id, the shares from a year on; nothing is refunded before the first.",
        ),
        optional(
            "weeks_behind",
            FieldKind::Number,
            "Weeks on support behind an adult on 1 January of the year of leaving (with an intake delay, so much later); 53 \
             by default.",
        ),
        optional("restart_weeks", FieldKind::Number, "Weeks of self-support that start the count anew; 52 by default."),
        optional("restart_within", FieldKind::Number, "Years within which they must lie; 3 by default."),
    ],
};

static REIMBURSEMENT_RULE: Shape = Shape {
    name: "reimbursement rule",
    about: "Shares that are refunded from a year on.",
    fields: &[
        required("from", FieldKind::Integer { min: 1900, max: 2200 }, "First calendar year in which they hold."),
        required(
            "shares",
            FieldKind::ByAge(Domain::Probability),
            "The share refunded on each step, or one number for all steps.",
        ),
        SOURCE,
        GRADE,
    ],
};

const ABOVE: &str = "Limits of a year's cost, ascending; each month is held against one twelfth of them.";
const SHARES: &str = "The share refunded of what lies above each limit, up to the next.";
const BAND_UNIT: Field = optional(
    "unit",
    FieldKind::Choice(&["household", "child"]),
    "Whether the cost of all members of a household together is held against the limits (the default), or that of each child.",
);
const PRICE_FACTOR: Field = optional(
    "price_factor",
    FieldKind::Quantity(Domain::NonNegative),
    "What the limits are multiplied by to be in the price level of the lines (with [prices], its `level`); 1 by default.",
);
const LIMITS_YEAR: Field = optional(
    "price_year",
    FieldKind::Integer { min: 1900, max: 2200 },
    "With [prices] and instead of `price_factor`: the year whose prices the limits are in; that of the line by default.",
);

static REFUND_RULE: Shape = Shape {
    name: "refund rule",
    about: "Limits and shares that hold from a year on.",
    fields: &[
        required("from", FieldKind::Integer { min: 1900, max: 2200 }, "First calendar year in which they hold."),
        BAND_UNIT,
        required("above", FieldKind::ByAge(Domain::NonNegative), ABOVE),
        required("shares", FieldKind::ByAge(Domain::Probability), SHARES),
        LIMITS_YEAR,
        PRICE_FACTOR,
        SOURCE,
        GRADE,
    ],
};

pub static REFUND: Shape = Shape {
    name: "refund",
    about: "Refund of what a household's placements (or other events by arm) cost, month by month, in bands.",
    fields: &[
        required("of", FieldKind::Texts, "Ids of the lines per placement-year or event-year that make up the cost."),
        BAND_UNIT,
        optional("above", FieldKind::ByAge(Domain::NonNegative), ABOVE),
        optional("shares", FieldKind::ByAge(Domain::Probability), SHARES),
        LIMITS_YEAR,
        PRICE_FACTOR,
        optional(
            "rules",
            FieldKind::Named(&REFUND_RULE),
            "Instead of `above` and `shares`: by id, the limits from a year on; nothing is refunded before the first.",
        ),
    ],
};
