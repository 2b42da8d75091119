//! The sections about families: who they are and what becomes of them.

use super::curve::CURVE;
use super::field::{Domain, Field, FieldKind, GRADE, NOTE, SOURCE, Shape, TITLE, UNIT, optional, required};

pub static INTAKE: Shape = Shape {
    name: "intake",
    about: "How many leave the programme each year. Fractions may be written as text, \"100/3\". Results are also told per \
            participant: all sums divided by all who leave within the horizon.",
    fields: &[
        optional(
            "adults",
            FieldKind::Series(Domain::NonNegative),
            "Adults who leave in each year, each standing for a family.",
        ),
        optional("families", FieldKind::Series(Domain::NonNegative), "Instead: families, made of what [family] says."),
        optional(
            "delay",
            FieldKind::Quantity(Domain::NonNegative),
            "Months by which every family leaves later than planned; 0 by default.",
        ),
        optional(
            "moment",
            FieldKind::Number,
            "Moment of the year at which all leave, 0 = 1 January; a random moment by default.",
        ),
    ],
};

pub static FAMILY: Shape = Shape {
    name: "family",
    about: "What a family is made of. A mean that is not whole, such as 1.44, is a mixture of 1 and 2.",
    fields: &[
        optional("adults", FieldKind::Each(Domain::NonNegative), "Adults per family; 1 by default."),
        optional("children", FieldKind::Each(Domain::NonNegative), "Children per family; 0 by default."),
        optional(
            "correlation",
            FieldKind::Quantity(Domain::Probability),
            "How alike members fare: correlation of their normal scores; 0 by default.",
        ),
    ],
};

const PROGRAMME_DELAY: Field = optional(
    "programme_delay",
    FieldKind::Each(Domain::NonNegative),
    "Months from leaving until entry under the programme; none by default.",
);
const COMPARISON_DELAY: Field =
    optional("comparison_delay", FieldKind::Each(Domain::NonNegative), "The same without the programme.");

pub static EMPLOYMENT: Shape = Shape {
    name: "employment",
    about: "Entry to self-sufficiency: one probability per arm, or several tiers, best first.",
    fields: &[
        optional(
            "programme",
            FieldKind::Arm(Domain::Probability),
            "Probability of self-sufficiency under the programme.",
        ),
        optional(
            "comparison",
            FieldKind::Arm(Domain::Probability),
            "Probability without it: what would have happened anyway.",
        ),
        PROGRAMME_DELAY,
        COMPARISON_DELAY,
        optional("tiers", FieldKind::Named(&TIER), "Instead: tiers by id, best first."),
        optional(
            "counts",
            FieldKind::Table(&TIER_COUNTS),
            "Instead: how many reached which tier; what else there is to say of a tier stands in `tiers`.",
        ),
        optional(
            "shares",
            FieldKind::Choice(&["conditional", "at_least"]),
            "Whether a tier's probability is given that no better tier is reached (conditional, the default), or that of \
             reaching at least this tier, which is converted.",
        ),
        optional(
            "coupling",
            FieldKind::Choice(&["monotone", "independent"]),
            "Whether an adult carries one luck for both arms (monotone, the default).",
        ),
    ],
};

static TIER_COUNTS: Shape = Shape {
    name: "counts",
    about: "How many of an arm reached which tier, best first, and how many none: { full = 12, partial = 12, none = 30 }. Their shares \
            are one draw (a Dirichlet of the counts, nothing added), so that they sum to one.",
    fields: &[
        optional("programme", FieldKind::Counts, "Of those under the programme."),
        optional(
            "comparison",
            FieldKind::Counts,
            "Of those without it. An arm without counts has its probabilities in `tiers`.",
        ),
    ],
};

pub static TIER: Shape = Shape {
    name: "tier",
    about: "A level of self-sufficiency.",
    fields: &[
        optional(
            "programme",
            FieldKind::Arm(Domain::Probability),
            "Probability under the programme, given that no better tier is reached.",
        ),
        optional("comparison", FieldKind::Arm(Domain::Probability), "The same without the programme."),
        PROGRAMME_DELAY,
        COMPARISON_DELAY,
        optional(
            "self_support",
            FieldKind::Bool,
            "Whether it counts as self-support when weeks on support are counted; true by default; write false for subsidised work.",
        ),
    ],
};

/// The effects that one arm may be given by.
pub const EFFECTS: [&str; 5] = ["relative_risk", "odds_ratio", "hazard_ratio", "rate_ratio", "points"];

pub static RELATIVE: Shape = Shape {
    name: "relative",
    about: "One arm by the other, as a study found it: `programme = { relative_risk = …, of = \"comparison\" }`, or the other way \
            round. The effect is one draw, and the arm follows from both. Draws that leave 0 to 1 are refused before the run, which \
            only a relative risk or points can do.",
    fields: &[
        optional("relative_risk", FieldKind::Effect(Domain::NonNegative), "This arm's probability over the other's."),
        optional(
            "odds_ratio",
            FieldKind::Effect(Domain::NonNegative),
            "The odds p / (1 − p) of this arm over the other's.",
        ),
        optional(
            "hazard_ratio",
            FieldKind::Effect(Domain::NonNegative),
            "The hazard of this arm over the other's, at all times: 1 − (1 − p)^ratio; of numbers of events the same as `rate_ratio`.",
        ),
        optional(
            "rate_ratio",
            FieldKind::Effect(Domain::NonNegative),
            "For `measure = \"number\"`: this arm's number over the other's, the same in every year.",
        ),
        optional(
            "points",
            FieldKind::Effect(Domain::Real),
            "This arm less the other: of probabilities in points, 0.14 for 14 percentage points.",
        ),
        required("of", FieldKind::Choice(&["programme", "comparison"]), "The other arm."),
        TITLE,
        UNIT,
        SOURCE,
        GRADE,
        NOTE,
    ],
};

pub static RELAPSE: Shape = Shape {
    name: "relapse",
    about: "Return to support after entry.",
    fields: &[
        optional(
            "hazard",
            FieldKind::ByAge(Domain::Probability),
            "Probability of relapse in the year of entry and each later year; the last carries on.",
        ),
        optional("curve", FieldKind::Table(&CURVE), "Instead: shares by months since entry, as published."),
        optional(
            "counted",
            FieldKind::OneOf(&[0.0, 0.5, 1.0]),
            "The part of the year of relapse that still counts: 0 (the default), 0.5 or 1.",
        ),
        optional(
            "reentry",
            FieldKind::Quantity(Domain::Probability),
            "Yearly probability of entering again, from the year after the relapse; 0 by default.",
        ),
    ],
};

const DURATION: Field = optional(
    "duration",
    FieldKind::EachByAge(Domain::NonNegative),
    "Years it lasts, or would have lasted; past the horizon by default. With measure = \"number\" also a list by year since \
     leaving: how long those of the first year last, of the second and so on; the last holds for all later years.",
);
const DELAY: Field = optional(
    "delay",
    FieldKind::Each(Domain::NonNegative),
    "Months by which it begins after the moment of leaving (numbers of later years: after any time of their year), the same \
     in both arms; at once by default. It adds to the delay of the intake.",
);
const KINDS: Field =
    optional("types", FieldKind::Named(&KIND), "Types with their shares, by id, so that each may have its own price.");

const COUNTS: Field = optional(
    "counts",
    FieldKind::Counts,
    "How many were of which type, { foster = 41, institution = 17 }, instead of shares: one draw for all (a Dirichlet of the counts, \
     nothing added).",
);

pub static PLACEMENTS: Shape = Shape {
    name: "placements",
    about: "Placements of children outside the home that are avoided: directly, or by the probability per child.",
    fields: &[
        optional(
            "avoided",
            FieldKind::Series(Domain::Real),
            "Expected number avoided that would have started in each year; negative where more are caused.",
        ),
        optional(
            "programme",
            FieldKind::Arm(Domain::Probability),
            "Instead: probability per child under the programme.",
        ),
        optional("comparison", FieldKind::Arm(Domain::Probability), "The same without the programme."),
        DELAY,
        DURATION,
        COUNTS,
        KINDS,
    ],
};

pub static EVENT: Shape = Shape {
    name: "event",
    about: "What the programme prevents or brings about: `avoided` or `gained` in all, or by arm and subject.",
    fields: &[
        optional("title", FieldKind::Told, "What results call it; its id by default."),
        optional(
            "effect",
            FieldKind::Choice(&["avoided", "gained"]),
            "Whether those avoided count (the default), or those gained.",
        ),
        optional("avoided", FieldKind::Series(Domain::Real), "Expected number avoided in each intake year."),
        optional("gained", FieldKind::Series(Domain::Real), "Expected number gained in each intake year."),
        optional(
            "subject",
            FieldKind::Choice(&["family", "adult", "child"]),
            "Whom it befalls; needed where it is given by arm.",
        ),
        optional(
            "measure",
            FieldKind::Choice(&["probability", "number"]),
            "Whether the arms say how probable it is in the year of leaving (the default), or how many there are on \
             average in each year since leaving.",
        ),
        optional(
            "programme",
            FieldKind::ArmByYear(Domain::NonNegative),
            "Under the programme: a probability, or numbers by year since leaving with nothing after the last.",
        ),
        optional("comparison", FieldKind::ArmByYear(Domain::NonNegative), "The same without the programme."),
        DELAY,
        DURATION,
        COUNTS,
        KINDS,
    ],
};

pub static KIND: Shape = Shape {
    name: "type",
    about: "A type of an event.",
    fields: &[
        optional(
            "share",
            FieldKind::Share,
            "Its share of the events, unless `counts` say it; one type may take the \"rest\".",
        ),
        optional(
            "duration",
            FieldKind::EachByAge(Domain::NonNegative),
            "Years that those of this type last; the event's `duration` by default. All types share their luck: who would stay \
             long in one place would in another.",
        ),
    ],
};

pub static SUBGROUP: Shape = Shape {
    name: "subgroup",
    about: "A group of families with numbers of its own.",
    fields: &[
        optional("name", FieldKind::Told, "What results call it."),
        required("intake", FieldKind::Table(&INTAKE), "How many of this group leave the programme each year."),
        optional("family", FieldKind::Table(&FAMILY), "What a family of this group is made of."),
        optional("employment", FieldKind::Table(&EMPLOYMENT), "Entry to self-sufficiency in this group."),
        optional("relapse", FieldKind::Table(&RELAPSE), "Return to support in this group."),
        optional("placements", FieldKind::Table(&PLACEMENTS), "Placements avoided in this group."),
        optional("events", FieldKind::Named(&EVENT), "Events in this group."),
    ],
};

pub static LABOUR_MARKET: Shape = Shape {
    name: "labour_market",
    about: "A factor by calendar year, shared by all families, on the odds of entry and of relapse in both arms.",
    fields: &[
        required(
            "factor",
            FieldKind::Quantity(Domain::NonNegative),
            "What it may be, 1 = as in the evidence: one draw for each calendar year.",
        ),
        optional(
            "entry",
            FieldKind::Quantity(Domain::Real),
            "Power to which it acts on the odds of entry; 1 by default.",
        ),
        optional(
            "relapse",
            FieldKind::Quantity(Domain::Real),
            "Power to which it acts on the odds of relapse; -1 by default.",
        ),
    ],
};
