//! What a scenario may hold, choice by choice: every feature of the format, and which of them need each other.

/// One choice of a scenario and its levels, each as it is written in TOML. `none` is a level that is left out.
///
/// Numbers in angle brackets are drawn for each model: `<1..4>` a whole number, `<0.1..0.4>` any, `<n>` families a year,
/// `<by year 0.1..0.4>` one number for each year with an intake, and 0 for the others.
pub struct Factor {
    /// What is chosen.
    pub name: &'static str,
    /// The levels.
    pub levels: &'static [&'static str],
}

/// Whether a level is meant.
type Which = fn(&str) -> bool;

/// Where the first factor has one of these levels, the second must have one of those.
pub struct Rule(pub &'static str, pub Which, pub &'static str, pub Which);

const fn factor(name: &'static str, levels: &'static [&'static str]) -> Factor {
    Factor { name, levels }
}

fn there(level: &str) -> bool {
    level != "none"
}

fn absent(level: &str) -> bool {
    level == "none"
}

/// Every choice.
pub const FACTORS: &[Factor] = &[
    factor("years", &["1", "<2..4>", "<5..16>", "<17..24>", "<25..40>"]),
    factor("groups", &["1", "2", "3"]),
    factor(
        "intake",
        &[
            "<n>",
            "[<n>]",
            r#"{ value = { distribution = "gamma", mean = 1, sd = 0.3 }, profile = <by year n> }"#,
            "<by year 0.5..30.0> in half of the years",
            "{ value = <30.0..150.0>, until = 2020 }",
        ],
    ),
    factor("moment", &["none", "0", "<0.1..0.9>", r#""11/12""#]),
    factor(
        "intake delay",
        &[
            "none",
            "<1.0..20.0>",
            r#"{ value = { distribution = "gamma", mean = <4.0..12.0>, sd = 4 } }"#,
            "{ values = [0, 12, 13.5] }",
        ],
    ),
    factor("adults", &["none", "0", "<1.1..1.9>", "<2..4>", "{ each = { values = [1, 2, 5], weights = [3, 2, 1] } }"]),
    factor("children", &["none", "<1..3>", "<1.1..2.9>", "{ each = { values = [0, 1, 4] } }"]),
    factor("correlation", &["none", "0", "<0.1..0.7>", "{ value = { events = 3, of = 10 } }", "1"]),
    factor("tiers", &["none", "1", "<2..3>", "4", "<5..6>"]),
    factor("coupling", &["none", "independent"]),
    factor(
        "effect",
        &[
            "none",
            "programme = <0.3..0.6>, comparison = <0.05..0.25>",
            "programme = <0.05..0.25>, comparison = <0.3..0.6>",
            "programme = { value = { events = <5..12>, of = 20 } }, comparison = { value = { events = <2..8>, of = 20 } }",
            r#"programme = { distribution = "uniform", min = 0, max = 1 }, comparison = <0.2..0.6>"#,
            "programme = 0.3, comparison = 0.3",
            "programme = 1, comparison = 0",
        ],
    ),
    factor(
        "wait",
        &[
            "none",
            "programme_delay = 7, comparison_delay = 7",
            "programme_delay = <1..12>",
            "comparison_delay = <0.5..30.0>",
            r#"programme_delay = { each = { distribution = "gamma", mean = 9, sd = 6 } }, comparison_delay = { each = { distribution = "gamma", mean = 9, sd = 6 } }"#,
            r#"programme_delay = { each = { distribution = "weibull", shape = 1.3, scale = <5.0..9.0> } }, comparison_delay = { each = { distribution = "lognormal", mean = <10.0..20.0>, sd = 9 } }"#,
            r#"comparison_delay = { each = { distribution = "gamma", mean = "parameters.mean_wait", sd = 4 } }"#,
            "programme_delay = { each = { values = [2, 5, 9, 24], weights = [3, 2, 2, 1] } }",
            r#"programme_delay = "parameters.wait", comparison_delay = { value = { values = [1, 20] } }"#,
            r#"programme_delay = { each = { distribution = "loglogistic", shape = 1.5, scale = 8 } }"#,
        ],
    ),
    factor("subsidised", &["none", "self_support = false"]),
    factor(
        "relapse",
        &[
            "none",
            "<0.05..0.4>",
            "[<0.2..0.5>, <0.1..0.3>, <0.0..0.1>]",
            "{ value = { events = 2, of = 10 } }",
            "1",
            "0",
        ],
    ),
    factor("counted", &["none", "0.5", "1"]),
    factor("reentry", &["none", "<0.1..0.5>", "{ value = { events = 3, of = 10 } }", "1"]),
    factor(
        "labour market",
        &[
            "none",
            r#"factor = { distribution = "lognormal", mean = 1.02, sd = <0.1..0.5> }"#,
            r#"factor = { values = [0.5, 1, 2] }, entry = { distribution = "uniform", min = 0, max = 2 }, relapse = -0.5"#,
            r#"factor = { distribution = "lognormal", mean = 1, sd = 0.4 }, relapse = 0"#,
            "factor = 1.2",
        ],
    ),
    factor("scale-up", &["none", "<0.5..0.9>", r#"{ value = { distribution = "beta", mean = 0.7, sd = 0.1 } }"#]),
    factor(
        "placements",
        &[
            "none",
            "avoided = <by year 0.5..4.0>",
            "avoided = <by year -3.0..-0.5>",
            "avoided = <by year 8.0..30.0>",
            r#"avoided = { value = { distribution = "uniform", min = -3, max = 3 }, profile = <by year 0.5..1.5> }"#,
            "programme = <0.05..0.2>, comparison = <0.3..0.5>",
            "programme = { value = { events = <6..9>, of = 20 } }, comparison = <0.1..0.3>",
        ],
    ),
    factor(
        "stay",
        &[
            "none",
            "<0.1..3.0>",
            r#"{ value = "0.5 to 3" }"#,
            r#"{ each = { distribution = "gamma", mean = <0.5..3.0>, sd = 1 } }"#,
            "{ each = { values = [0.2, 1.5, 4] } }",
        ],
    ),
    factor(
        "types",
        &[
            "none",
            r#"{ foster = { share = <0.3..0.7> }, institution = { share = "rest" } }"#,
            r#"{ foster = { share = { events = 4, of = 10 } }, kin = { share = 0 }, institution = { share = "rest" } }"#,
        ],
    ),
    factor(
        "event",
        &[
            "none",
            "measure = \"number\", programme = [<0.2..1.0>, 0.5], comparison = [<0.5..2.0>, 0.7, 0.1]",
            "measure = \"number\", programme = <0.01..0.05>, comparison = <0.01..0.05>",
            "measure = \"number\", programme = [<15.0..25.0>, 4], comparison = [<15.0..25.0>, 4]",
            "measure = \"number\", programme = [\"parameters.number\", 0.5], comparison = [1.1, 0.5]",
            "programme = <0.1..0.6>, comparison = <0.1..0.6>",
            "effect = \"gained\", programme = { value = { events = 5, of = 10 } }, comparison = <0.1..0.6>",
            "gained = <by year -2.0..4.0>",
            "avoided = <by year 8.0..30.0>",
        ],
    ),
    factor("subject", &["none", "family", "adult", "child"]),
    factor(
        "event's stay",
        &[
            "none",
            "<0.02..2.0>",
            r#"{ value = { distribution = "gamma", mean = 1, sd = 0.5 } }"#,
            r#"{ each = { distribution = "weibull", shape = 0.7, scale = <0.1..2.0> } }"#,
            "{ each = { values = [0.1, 1.2, 5], weights = [3, 2, 1] } }",
        ],
    ),
    factor("event's types", &["none", r#"{ long = { share = <0.2..0.8> }, short = { share = "rest" } }"#]),
    factor(
        "price of one's own",
        &["none", "person_year", "placement", "placement_year", "event", "event_year", "family", "adult", "child"],
    ),
    factor(
        "price differs as",
        &[
            "none",
            r#"{ each = { distribution = "gamma", mean = <20.0..50.0>, sd = 20 } }"#,
            r#"{ each = { distribution = "lognormal", mean = "parameters.mean_price", sd = 20 } }"#,
            "{ each = { values = [10.1, 20.7, 50.3] } }",
        ],
    ),
    factor(
        "schedule",
        &[
            "none",
            "per = \"family\"\nschedule = [1, -0.5, -0.8]",
            "per = \"adult\"\nschedule = [1, \"parameters.later\"]",
            "per = \"child\"\nschedule = [-0.3, 0, 0.4, 0.4, 0.4, 0.4]",
        ],
    ),
    factor(
        "reimbursement",
        &[
            "none",
            "shares = [0.8, 0.4, 0.3, 0.2]",
            "shares = [0.8, 0.4, 0.3, 0.2]\nweeks_behind = 0",
            "shares = [0.8, 0.4, 0.3, 0.2]\nweeks_behind = <5..50>",
            "shares = [0.8, 0.4, 0.3, 0.2]\nrestart_weeks = 10\nweeks_behind = 30",
            "rules = { passive = { from = 2020, shares = 0.3 }, stairs = { from = 2022, shares = [0.8, 0.4, 0.3, 0.2] } }",
        ],
    ),
    factor(
        "refund",
        &[
            "none",
            "above = [250, 500, 800], shares = [0.25, 0.5, 0.75]",
            "unit = \"child\", above = [200, 350], shares = [0.25, 0.5]",
            "rules = { alone = { from = 2021, unit = \"child\", above = [250, 400], shares = [0.3, 0.6], price_factor = { value = \"0.8 to 1.1\" } }, together = { from = 2023, above = [250, 500], shares = [0.25, 0.5] } }",
        ],
    ),
    factor("nature", &["none", "nature = \"transfer\"", "nature = \"transfer\"\ncounterpart = \"fund\""]),
    factor("payer", &["payer = \"municipality\"", "shares = { municipality = 0.7, region = \"rest\" }"]),
    factor(
        "realised",
        &["none", "<0.3..0.9>", r#"{ distribution = "uniform", min = 0, max = 1 }"#, "[<by all years 0.0..1.0>]"],
    ),
    factor("growth", &["none", "<-0.02..0.04>", r#"{ distribution = "normal", mean = 0.01, sd = 0.01 }"#]),
    factor("factor", &["none", "<0.5..1.5>", r#"{ distribution = "normal", mean = 0.3, sd = 0.5 }"#, "-0.2"]),
    factor(
        "discounting",
        &[
            "none",
            "{ rate = 0.035 }",
            r#"{ rate = { distribution = "uniform", min = 0.01, max = 0.06 }, timing = "end" }"#,
            r#"{ rate = 0.04, later = [{ after = 2, rate = 0.02 }], timing = "start" }"#,
        ],
    ),
    factor(
        "accounts",
        &[
            "none",
            "payers_complete = true",
            "payers_complete = true\nnet_tax_factor = 1.28",
            "budgets",
            "public_sector",
        ],
    ),
    factor("rank correlation", &["none", "<-0.8..0.8>"]),
];

/// What needs what.
pub const RULES: &[Rule] = &[
    Rule("tiers", absent, "effect", absent),
    Rule("tiers", there, "effect", there),
    Rule("coupling", there, "tiers", there),
    Rule("wait", there, "tiers", there),
    Rule("subsidised", there, "tiers", |level| !matches!(level, "none" | "1")),
    Rule("relapse", there, "tiers", there),
    Rule("counted", there, "relapse", there),
    Rule("reentry", there, "relapse", there),
    Rule("labour market", there, "tiers", there),
    Rule("reimbursement", there, "tiers", there),
    Rule("stay", there, "placements", there),
    Rule("types", there, "placements", there),
    Rule("refund", there, "placements", by_arm),
    Rule("refund", there, "factor", |level| matches!(level, "none" | "<0.5..1.5>")),
    Rule("placements", by_arm, "children", there),
    Rule("subject", there, "event", by_arm),
    Rule("subject", absent, "event", |level| !by_arm(level)),
    Rule("subject", |level| level == "child", "children", there),
    Rule("event's stay", there, "event", there),
    Rule("event's types", there, "event", there),
    Rule("price of one's own", there, "price differs as", there),
    Rule("price of one's own", absent, "price differs as", absent),
    Rule("price of one's own", |level| level == "person_year", "tiers", there),
    Rule("price of one's own", |level| level.starts_with("placement"), "placements", there),
    Rule("price of one's own", |level| level.starts_with("event"), "event", there),
    Rule("price of one's own", |level| level == "child", "children", there),
    Rule("schedule", |level| level.contains("child"), "children", there),
];

/// Whether an event is given by arm.
fn by_arm(level: &str) -> bool {
    level.contains("programme")
}
