//! Every feature of the model alone: simulated and expected agree within four standard errors, for every account and every
//! year.

// One form of string for all features, whether or not they hold quotes.
#![allow(clippy::needless_raw_string_hashes)]

mod common;

use common::agreement::{with, z};
use common::{lanes, load, parse};
use provenu::expected::business_case;
use provenu::model::{Arms, Group, Model, Quantity, Series};

/// The scenario with every part in its simplest form, changed as told: as planned, and with an intake that comes later.
fn agrees(change: &str, replications: usize) {
    let model = parse(&with(change), &[]).model;
    lanes::agree(&model);
    let scores = z(&model, replications);
    assert!(scores.iter().all(|z| z.abs() < 4.0), "z = {scores:.2?}");
    let scores = z(&late(&model, 7.5), replications / 2);
    assert!(scores.iter().all(|z| z.abs() < 4.0), "7.5 months late: z = {scores:.2?}");
    a_year_late_is_the_plan_moved_a_year(&model);
}

/// The same model whose intake comes so many months later.
fn late(model: &Model, months: f64) -> Model {
    let mut model = model.clone();
    for group in &mut model.groups {
        group.intake.delay = Quantity::Fixed(months);
    }
    model
}

fn a_year_late_is_the_plan_moved_a_year(model: &Model) {
    let years = model.calendar.years;
    let later = |series: &Series| {
        let planned = |year: usize| series.profile[year.min(series.profile.len() - 1)];
        let profile = (0..years).map(|year| year.checked_sub(1).map_or(Quantity::Fixed(0.0), planned)).collect();
        Series { profile, ..series.clone() }
    };
    let mut moved = late(model, 0.0);
    for group in &mut moved.groups {
        group.intake.families = later(&group.intake.families);
        for event in group.events.iter_mut().flatten() {
            if let Arms::Difference(series) = &mut event.arms {
                *series = later(series);
            }
        }
    }
    // Where adults on the stairs enter again the expectation is a quadrature, over other paths where the horizon is another.
    let reentry = |group: &Group| group.employment.as_ref().is_some_and(|e| e.relapse.reentry != Quantity::Fixed(0.0));
    let walked = model.lines.iter().any(|line| line.stairs.is_some()) && model.groups.iter().any(reentry);
    let allowed = if walked { 1e-2 } else { 1e-9 };
    let draw = model.base_draw();
    let [late, moved] = [late(model, 12.0), moved].map(|model| business_case(&model, &draw).expect("a case"));
    for (late, moved) in late.lines.iter().zip(&moved.lines) {
        for (late, moved) in late.accounts.iter().flatten().zip(moved.accounts.iter().flatten()) {
            assert!((late - moved).abs() < allowed * moved.abs().max(1.0), "{late} against {moved}");
        }
    }
}

#[test]
fn shipped_scenarios_are_the_same_side_by_side() {
    let shipped = [
        "assens",
        "gladsaxe",
        "helhedsindsats",
        "silkeborg",
        "silkeborg-benchmark-relapse",
        "silkeborg-observed",
        "silkeborg-review",
        "trivsel-paa-tvaers",
        "vi-vil-mere",
    ];
    for name in shipped {
        lanes::agree(&load(&format!("{name}.toml"), &[]).model);
    }
}

macro_rules! features {
    ($($name:ident: $change:expr;)*) => {
        $(#[test]
        fn $name() {
            agrees(&$change.replace("STAIRS", STAIRS).replace("REFUND", REFUND), 12_000);
        })*
    };
}

/// A line reimbursed by weeks on support.
const STAIRS: &str = r#"
[lines.stairs]
kind = "saving"
nature = "transfer"
per = "person_year"
payer = "municipality"
amount = 90
[lines.stairs.reimbursement]
payer = "state"
weeks = [4, 26, 52]
shares = [0.8, 0.4, 0.3, 0.2]
"#;

/// A refund of what a household's placements cost.
const REFUND: &str = r#"
[lines.refund]
kind = "cost"
nature = "transfer"
per = "refund"
payer = "municipality"
counterpart = "state"
refund = { of = ["placements"], above = [250, 500, 800], shares = [0.25, 0.5, 0.75] }
"#;

features! {
    the_simplest_corner: "";

    // Entry.
    harm: "employment = { programme = 0.1, comparison = 0.4 }";
    independent_coupling: r#"employment = { programme = 0.4, comparison = 0.1, coupling = "independent" }"#;
    an_uncertain_effect: "employment = { programme = { value = { events = 8, of = 20 } }, comparison = 0.1 }";
    tiers: "employment.tiers = { full = { programme = 0.3, comparison = 0.1 }, partial = { programme = 0.2, comparison = 0.4 } }";
    waits_that_differ_by_arm: r#"
employment = { programme = 0.4, comparison = 0.3, programme_delay = { each = { distribution = "weibull", shape = 1.3, scale = 7 } }, comparison_delay = { each = { distribution = "gamma", mean = 14, sd = 9 } } }"#;
    a_comparison_arm_that_is_only_later: r#"
employment = { programme = 0.4, comparison = 0.4, comparison_delay = { each = { distribution = "lognormal", mean = 11, sd = 6 } } }"#;
    loglogistic_waits: r#"
employment = { programme = 0.4, comparison = 0.2, programme_delay = { each = { distribution = "loglogistic", shape = 1.5, scale = 8 } } }"#;
    waits_in_empirical_steps: r#"
employment = { programme = 0.4, comparison = 0.2, programme_delay = { each = { values = [2, 5, 9, 20], weights = [3, 2, 2, 1] } } }"#;
    waits_under_independent_coupling: r#"
employment = { programme = 0.5, comparison = 0.4, coupling = "independent", comparison_delay = 8 }"#;
    waits_with_an_uncertain_mean: r#"
employment = { programme = 0.4, comparison = 0.2, programme_delay = { each = { distribution = "gamma", mean = "parameters.m", sd = 4 } } }
parameters = { m = { value = "5 to 12" } }"#;
    a_fixed_moment_of_leaving: r#"
intake = { adults = 30, moment = 0.25 }
employment = { programme = 0.5, comparison = 0.2, comparison_delay = { each = { distribution = "weibull", shape = 1, scale = 12 } } }"#;
    waits_that_end_on_new_years_day: r#"
timeline = { start = 2020, years = 5 }
intake = { adults = 30, moment = 0 }
relapse = { hazard = [0.4, 0.1] }
employment = { programme = 0.6, comparison = 0.3, programme_delay = 12, comparison_delay = { each = { values = [7, 12, 24], weights = [2, 1, 1] } } }"#;

    waits_that_end_on_new_years_day_but_for_rounding: r#"
timeline = { start = 2020, years = 5 }
intake = { adults = 30, moment = "11/12" }
relapse = { hazard = [0.4, 0.1] }
employment = { programme = 0.6, comparison = 0.3, programme_delay = 1, comparison_delay = 13 }"#;
    waits_alike_in_both_arms: r#"
relapse = { hazard = [0.3, 0.1], counted = 0.5 }
employment = { programme = 0.6, comparison = 0.2, programme_delay = { each = { distribution = "gamma", mean = 14, sd = 9 } }, comparison_delay = { each = { distribution = "gamma", mean = 14, sd = 9 } } }"#;

    // Intake.
    an_uncertain_intake: r#"
intake = { adults = { value = { distribution = "gamma", mean = 1, sd = 0.3 }, profile = [10, 20, 30] } }"#;
    an_uncertain_delay_of_the_intake: r#"
intake = { adults = [10.4, 20, 30], delay = { value = { distribution = "gamma", mean = 5, sd = 3 } } }"#;
    an_uncertain_delay_after_a_fixed_moment_with_waits_and_stairs: r#"
timeline = { start = 2020, years = 5 }
intake = { adults = [10.4, 20, 30, 0, 0], delay = { value = { distribution = "gamma", mean = 10, sd = 5 } }, moment = 0.7 }
placements = { avoided = [1, 1, 1, 0, 0], duration = 1.3 }
employment = { programme = 0.5, comparison = 0.2, programme_delay = { each = { distribution = "gamma", mean = 9, sd = 5 } }, comparison_delay = 4 }
STAIRS
weeks_behind = 20"#;
    a_delay_with_good_and_bad_years_waits_and_reentry: r#"
timeline = { start = 2020, years = 5 }
intake = { families = 10.4, delay = { value = { distribution = "gamma", mean = 10, sd = 5 } } }
family = { adults = 1.6, children = { each = { values = [1, 2, 4] } }, correlation = 0.3 }
employment = { programme = 0.5, comparison = 0.3, programme_delay = 4 }
labour_market = { factor = { distribution = "lognormal", mean = 1, sd = 0.6 } }
relapse = { hazard = [0.3, 0.1], counted = 0.5, reentry = 0.3 }
placements = { programme = 0.2, comparison = 0.35, duration = { each = { distribution = "gamma", mean = 1.5, sd = 1 } } }
lines.measures = { kind = "cost", payer = "municipality", per = "child", amount = { each = { distribution = "gamma", mean = 30, sd = 20 } }, schedule = [1, -0.5, -0.8] }
STAIRS
REFUND"#;
    a_delay_under_independent_coupling_in_good_and_bad_years: r#"
intake = { families = 30, delay = 5 }
employment = { programme = 0.5, comparison = 0.3, coupling = "independent" }
labour_market = { factor = { distribution = "lognormal", mean = 1, sd = 0.6 } }"#;

    // Relapse and return.
    half_of_the_year_of_relapse: "relapse = { hazard = 0.2, counted = 0.5 }";
    the_whole_year_of_relapse: "relapse = { hazard = 0.2, counted = 1 }";
    hazards_by_year_since_entry: "relapse = { hazard = [0.5, 0.3, 0.1] }";
    an_uncertain_hazard: "relapse = { hazard = { value = { events = 2, of = 10 } } }";
    reentry: "relapse = { hazard = [0.3, 0.2], reentry = 0.4 }";
    an_uncertain_reentry_over_nine_years: r#"
timeline = { start = 2020, years = 9 }
relapse = { hazard = 0.3, counted = 0.5, reentry = { value = { events = 3, of = 10 } } }"#;
    a_relapse_curve_with_reentry: r#"
relapse = { curve = { within = [3, 12], share = [0.26, 0.5], after = 0.1 }, counted = 0.5, reentry = 0.3 }"#;
    a_relapse_curve_with_uncertain_points_in_good_and_bad_years: r#"
labour_market = { factor = { distribution = "lognormal", mean = 1, sd = 0.4 } }
parameters = { early = { value = { min = 0.1, max = 0.2 } }, year = { value = { min = 0.4, max = 0.6 } }, late = { value = { events = 3, of = 20 } } }
relapse = { curve = { within = [3, 12], share = ["parameters.early", "parameters.year"], after = "parameters.late" } }"#;
    a_relapse_curve_along_a_family_with_uncertain_points: r#"
parameters = { early = { value = { min = 0.1, max = 0.3 } }, year = { value = { min = 0.4, max = 0.6 } } }
relapse = { curve = { within = [3, 12], share = ["parameters.early", "parameters.year"], family = "loglogistic" }, counted = 1 }"#;
    waits_along_a_published_curve: r#"
employment = { programme = 0.4, comparison = 0.2, programme_delay = { each = { within = [0, 3, 12, 24], share = [0.1, 0.3, 0.7, 1] } } }"#;
    waits_through_two_points_with_an_uncertain_share: r#"
employment = { programme = 0.4, comparison = 0.2, comparison_delay = { each = { distribution = "lognormal", within = [3, 12], share = [0.2, "parameters.year"] } } }
parameters = { year = { value = { min = 0.4, max = 0.6 } } }"#;
    reentry_every_year: "relapse = { hazard = 0.5, counted = 1, reentry = 1 }";

    // Families.
    families_of_several_adults_and_children: r#"
intake = { families = [10.4, 20, 30] }
family = { adults = 1.44, children = { each = { values = [0, 1, 3], weights = [2, 3, 1] } } }"#;
    adults_who_fare_alike: "intake = { families = 20 }\nfamily = { adults = 2, correlation = 0.5 }";
    parents_and_children_who_fare_alike: r#"
intake = { families = 20 }
family = { adults = 2, children = 2, correlation = { value = { events = 3, of = 10 } } }
placements = { programme = 0.1, comparison = 0.3 }
employment = { programme = 0.4, comparison = 0.1, coupling = "independent" }"#;

    // Placements.
    placements_caused: "placements = { avoided = -2 }";
    very_many_placements: "placements = { avoided = 400 }";
    placements_of_one_duration: "placements = { avoided = 3, duration = 0.7 }";
    placements_of_an_uncertain_duration: r#"placements = { avoided = 3, duration = { value = "0.5 to 3" } }"#;
    placements_each_of_its_own_duration: r#"
placements = { avoided = 3, duration = { each = { distribution = "gamma", mean = 1.2, sd = 0.8 } } }"#;
    placements_of_observed_durations: "placements = { avoided = 3, duration = { each = { values = [0.2, 1.5, 4] } } }";
    more_placements_per_child: r#"
intake = { families = 20 }
family = { children = 2 }
placements = { programme = 0.3, comparison = 0.1, duration = { each = { distribution = "gamma", mean = 1.5, sd = 1 } } }"#;
    placements_by_type: r#"
intake = { families = 20 }
family = { children = { each = { values = [1, 2, 4] } }, correlation = 0.4 }
placements = { programme = 0.2, comparison = 0.35, types = { foster = { share = { events = 7, of = 10 } }, institution = { share = "rest" } } }
lines.extra = { kind = "saving", payer = "municipality", per = "placement_year", type = "institution", amount = 200 }"#;
    refund_of_household_costs: r#"
intake = { families = 20 }
family = { children = { each = { values = [1, 2, 4] } } }
placements = { programme = 0.2, comparison = 0.35, duration = { each = { distribution = "gamma", mean = 1.5, sd = 1 } } }
REFUND"#;
    refund_where_children_fare_alike: r#"
intake = { families = 20 }
family = { children = { each = { values = [1, 2, 4] } }, correlation = 0.4 }
placements = { programme = 0.2, comparison = 0.35, types = { foster = { share = 0.6 }, institution = { share = "rest" } } }
lines.extra = { kind = "saving", payer = "municipality", per = "placement_year", type = "institution", amount = 200, growth = 0.03 }
REFUND"#;

    refund_by_rules_of_other_years: r#"
timeline = { start = 2019, years = 5 }
intake = { families = 20 }
family = { children = { each = { values = [1, 2, 4] } }, correlation = 0.4 }
placements = { programme = 0.2, comparison = 0.35, duration = { each = { distribution = "gamma", mean = 1.5, sd = 1 } }, types = { foster = { share = 0.6 }, institution = { share = "rest" } } }
lines.extra = { kind = "saving", payer = "municipality", per = "placement_year", type = "institution", amount = 200 }
[lines.refund]
kind = "cost"
nature = "transfer"
per = "refund"
payer = "municipality"
counterpart = "state"
[lines.refund.refund]
of = ["placements", "extra"]
[lines.refund.refund.rules]
alone = { from = 2020, unit = "child", above = [250, 400], shares = [0.3, 0.6], price_factor = { value = "0.8 to 1.1" } }
together = { from = 2022, above = [250, 500, 800], shares = [0.25, 0.5, 0.75] }"#;
    refund_of_stays_of_some_weeks_with_an_uncertain_length: r#"
intake = { families = 20, moment = 0.3 }
family = { children = 2 }
placements = { programme = 0.2, comparison = 0.35, duration = { value = "0.05 to 0.4" } }
REFUND"#;

    // Other events.
    cases_closed: r#"
events.closed = { subject = "child", effect = "gained", programme = 0.5, comparison = 0.2, duration = 1.4 }
family = { children = 2 }
lines.cases = { kind = "saving", payer = "municipality", per = "event_year", event = "closed", amount = 60 }"#;
    numbers_of_events_by_year: r#"
events.offence = { subject = "adult", measure = "number", programme = [1.2, 0.9, 0.3], comparison = [2, 1.5] }
lines.court = { kind = "saving", payer = "state", per = "event", event = "offence", amount = { each = { distribution = "gamma", mean = 40, sd = 30 } } }"#;
    very_many_events_where_families_fare_alike: r#"
family = { correlation = 0.3 }
events.stay = { subject = "family", measure = "number", programme = [20, 4], comparison = [26, 4], duration = { each = { distribution = "gamma", mean = 0.05, sd = 0.05 } } }
lines.days = { kind = "saving", payer = "region", per = "event_year", event = "stay", amount = 90 }"#;
    events_gained_in_total: r#"
events.prize = { gained = [3, -2, 1] }
lines.prize = { kind = "saving", payer = "municipality", per = "event", event = "prize", amount = 50 }"#;

    // Amounts by year since leaving.
    amounts_of_each_family_by_year_since_leaving: r#"
lines.measures = { kind = "cost", payer = "municipality", per = "family", amount = { each = { distribution = "gamma", mean = 30, sd = 20 } }, schedule = [1, -0.5, -0.8] }"#;
    amounts_per_adult_by_year_since_leaving: r#"
intake = { families = [10.4, 20, 30] }
family = { adults = 1.5 }
lines.measures = { kind = "cost", payer = "municipality", per = "adult", amount = 30, schedule = [1, "parameters.later"] }
parameters = { later = { value = "-0.8 to 0.2" } }"#;

    // Reimbursement by weeks on support.
    stairs: "STAIRS";
    stairs_where_half_the_year_of_relapse_counts: r#"
timeline = { start = 2020, years = 5 }
relapse = { hazard = 0.4, counted = 0.5 }
STAIRS"#;
    stairs_where_the_whole_year_of_relapse_counts: r#"
timeline = { start = 2020, years = 6 }
relapse = { hazard = [0.1, 0.2, 0.6], counted = 1 }
STAIRS"#;
    stairs_that_came_into_force_later: r#"
timeline = { start = 2014, years = 5 }
relapse = { hazard = [0.3, 0.2, 0.5] }
[lines.stairs]
kind = "saving"
nature = "transfer"
per = "person_year"
payer = "municipality"
amount = 90
[lines.stairs.reimbursement]
payer = "state"
weeks = [4, 26, 52]
rules = { passive = { from = 2015, shares = 0.3 }, stairs = { from = 2016, shares = [0.8, 0.4, 0.3, 0.2] } }"#;
    stairs_with_reentry: r#"
timeline = { start = 2020, years = 8 }
relapse = { hazard = [0.1, 0.2, 0.5], reentry = 0.5 }
STAIRS"#;
    stairs_with_frequent_reentry: r#"
timeline = { start = 2020, years = 8 }
relapse = { hazard = 0.4, counted = 0.5, reentry = 0.7 }
STAIRS"#;
    stairs_with_waits: r#"
timeline = { start = 2020, years = 6 }
employment = { programme = 0.5, comparison = 0.4, comparison_delay = { each = { distribution = "gamma", mean = 14, sd = 9 } } }
relapse = { hazard = [0.1, 0.1, 0.5] }
STAIRS"#;
    stairs_with_uncertain_waits_of_either_arm: r#"
timeline = { start = 2020, years = 6 }
parameters = { a = { value = { values = [1, 20] } }, b = { value = { values = [1, 20] } } }
employment = { programme = 0.5, comparison = 0.4, programme_delay = "parameters.a", comparison_delay = "parameters.b" }
relapse = { hazard = [0.1, 0.1, 0.5] }
STAIRS"#;
    stairs_where_subsidised_work_is_no_self_support: r#"
timeline = { start = 2020, years = 6 }
employment.tiers = { full = { programme = 0.3, comparison = 0.1 }, subsidised = { programme = 0.2, comparison = 0.2, self_support = false } }
relapse = { hazard = [0.1, 0.1, 0.5] }
STAIRS
weeks_behind = 10"#;
    stairs_from_the_first_step: r#"
timeline = { start = 2020, years = 5 }
relapse = { hazard = [0.3, 0.2, 0.5] }
STAIRS
weeks_behind = 0"#;
    stairs_from_half_way_up_with_reentry: r#"
timeline = { start = 2020, years = 6 }
relapse = { hazard = [0.3, 0.2], counted = 0.5, reentry = 0.5 }
STAIRS
weeks_behind = 20"#;
    stairs_after_a_fixed_moment_with_a_certain_relapse: r#"
timeline = { start = 2020, years = 4 }
intake = { adults = [40, 0, 0, 0], moment = 0 }
employment = { programme = 0.6, comparison = 0.3 }
relapse = { hazard = 1, counted = 1 }
placements = { avoided = [1, 0, 0, 0] }
STAIRS
weeks_behind = 0"#;
    stairs_where_nothing_of_the_only_years_in_work_counts: r#"
timeline = { start = 2020, years = 4 }
intake = { adults = [40, 0, 0, 0], moment = 0 }
employment = { programme = 0.6, comparison = 0.3 }
relapse = { hazard = 1, counted = 0, reentry = 0.42 }
placements = { avoided = [1, 0, 0, 0] }
STAIRS
weeks_behind = 0"#;
    stairs_after_a_fixed_moment_with_reentry: r#"
timeline = { start = 2020, years = 4 }
intake = { adults = [40, 0, 0, 0], moment = 0.01 }
employment = { programme = 1, comparison = 0 }
relapse = { hazard = 1, counted = 1, reentry = 0.42 }
placements = { avoided = [1, 0, 0, 0] }
STAIRS
weeks_behind = 0"#;
    stairs_that_start_anew_after_ten_weeks: r#"
timeline = { start = 2020, years = 6 }
relapse = { hazard = [0.5, 0.2], counted = 0.5, reentry = 0.5 }
STAIRS
restart_weeks = 10"#;

    // What all families share.
    good_and_bad_years: r#"labour_market = { factor = { distribution = "lognormal", mean = 1, sd = 0.4 } }"#;
    good_and_bad_years_with_waits_reentry_and_stairs: r#"
labour_market = { factor = { distribution = "lognormal", mean = 1, sd = 0.4 }, entry = 1.5 }
relapse = { hazard = 0.3, reentry = 0.4 }
employment = { programme = 0.4, comparison = 0.3, comparison_delay = 8 }
STAIRS"#;
    scale_up: r#"scale_up = { value = { distribution = "beta", mean = 0.7, sd = 0.1 } }"#;

    // The ledger.
    discounting: r#"discounting = { rate = 0.05, timing = "end" }"#;
    discounting_in_steps_and_welfare: r#"
discounting = { rate = 0.035, later = [{ after = 1, rate = 0.02 }] }
net_tax_factor = 1.28"#;
    subgroups_budgets_and_cashable_savings: r#"
subgroups = { mothers = { intake = { adults = 20 }, employment = { programme = 0.5, comparison = 0.2 } }, fathers = { intake = { adults = [3.5, 6, 9] }, relapse = { hazard = 0.5 } } }
lines.town = { kind = "saving", payer = "municipality", per = "person_year", subgroup = "fathers", amount = 10, budget = "social", cashable = true }"#;
}

#[test]
fn amounts_that_differ_between_families_agree_with_their_expectation() {
    for (line, per) in
        [("support", "person_year"), ("placements", "placement_year"), ("cost", "adult"), ("placements", "placement")]
    {
        let each = format!(
            "lines.{line}.amount={{ each = {{ distribution = \"lognormal\", mean = \"parameters.m\", sd = 40 }} }}"
        );
        let per = format!("lines.{line}.per=\"{per}\"");
        let text = with("parameters = { m = { value = { distribution = \"gamma\", mean = 90, sd = 20 } } }");
        let model = parse(&text, &[&each, &per]).model;
        lanes::agree(&model);
        for z in z(&model, 20_000) {
            assert!(z.abs() < 4.0, "{line} {per}: z = {z}");
        }
    }
}
