//! When events begin and how long they last: durations by type and by year since leaving, delays.

mod common;

use common::agreement::{families_add_up, replications, seed, with, z};
use common::{lanes, parse};
use provenu::expected::business_case;
use provenu::model::{BusinessCase, Model};
use provenu::replay::replay;
use provenu::scenario::Scenario;

fn expected(model: &Model) -> BusinessCase {
    business_case(model, &model.base_draw()).expect("a case")
}

/// What a line brings in each year.
fn line(model: &Model, id: &str) -> Vec<f64> {
    let at = model.lines.iter().position(|line| line.id == id).expect("a line");
    expected(model).lines[at].accounts[model.perspective.0].clone()
}

fn close(found: &[f64], right: &[f64], within: f64) {
    assert_eq!(found.len(), right.len());
    assert!(found.iter().zip(right).all(|(a, b)| (a - b).abs() < within), "{found:?} instead of {right:?}");
}

/// Parolees who come back to prison, by what for.
const RETURNS: &str = r#"
title = "Parolees, first return"
currency = "USD"
perspective = "state"
timeline = { start = 2016, years = 20 }
intake = { adults = { value = 1000, until = 2016 }, moment = 0 }
[events.back]
subject = "adult"
programme = 0.35955
comparison = 0.423
[events.back.types]
murder = { share = 0.005, duration = 13.9 }
person = { share = 0.07 }
sex = { share = 0.02 }
property = { share = 0.093 }
drug = { share = 0.065 }
other = { share = 0.042 }
violation = { share = "rest" }
[lines]
court_murder = { kind = "saving", payer = "state", per = "event", event = "back", type = "murder", amount = 66546 }
court_person = { kind = "saving", payer = "state", per = "event", event = "back", type = "person", amount = 9952 }
court_sex = { kind = "saving", payer = "state", per = "event", event = "back", type = "sex", amount = 9952 }
court_property = { kind = "saving", payer = "state", per = "event", event = "back", type = "property", amount = 3164 }
court_drug = { kind = "saving", payer = "state", per = "event", event = "back", type = "drug", amount = 3164 }
court_other = { kind = "saving", payer = "state", per = "event", event = "back", type = "other", amount = 3164 }
court_violation = { kind = "saving", payer = "state", per = "event", event = "back", type = "violation", amount = 3164 }
years_murder = { kind = "saving", payer = "state", per = "event_year", event = "back", type = "murder", amount = 1 }
years_sex = { kind = "saving", payer = "state", per = "event_year", event = "back", type = "sex", amount = 1 }
years = { kind = "saving", payer = "state", per = "event_year", event = "back", amount = 1 }
"#;

#[test]
fn a_type_has_its_own_duration_and_the_others_that_of_the_event() {
    let avoided = 1000.0 * (0.423 - 0.35955);
    // None of its own and none of the event's: past the horizon.
    let model = parse(RETURNS, &[]).model;
    let court: f64 = expected(&model).lines[..7].iter().flat_map(|line| &line.accounts[model.perspective.0]).sum();
    assert!((court - 259_627.0).abs() < 0.5, "{court}");
    let in_prison = |model: &Model, id| line(model, id).iter().sum::<f64>();
    assert!((in_prison(&model, "years_murder") - avoided * 0.005 * 13.9).abs() < 1e-9);
    assert!((in_prison(&model, "years_sex") - avoided * 0.02 * 20.0).abs() < 1e-9);
    // The event's is that of the types without one; a line without a type counts the mixture.
    let model = parse(RETURNS, &["events.back.duration=0.75", "events.back.types.sex.duration=4"]).model;
    assert!((in_prison(&model, "years_murder") - avoided * 0.005 * 13.9).abs() < 1e-9);
    assert!((in_prison(&model, "years_sex") - avoided * 0.02 * 4.0).abs() < 1e-9);
    let mixture = 0.005 * 13.9 + 0.02 * 4.0 + 0.975 * 0.75;
    assert!((in_prison(&model, "years") - avoided * mixture).abs() < 1e-9);
}

#[test]
fn a_duration_of_a_type_is_a_number_like_any_other() {
    let model = parse(RETURNS, &["events.back.types.murder.duration=\"10 to 18\""]).model;
    let path = "events.back.types.murder.duration";
    let assumption = model.assumptions.iter().find(|known| known.path == path).expect("an assumption");
    assert_eq!(assumption.title, "back (murder): years they last");
    let moved = parse(RETURNS, &["events.back.types.murder.duration=5"]).model;
    assert!((line(&moved, "years_murder").iter().sum::<f64>() - 63.45 * 0.005 * 5.0).abs() < 1e-9);
}

/// Returns to prison of a hundred released on 1 January, by year since release.
const REPEATED: &str = r#"
title = "Returns"
perspective = "state"
timeline = { start = 2020, years = 4 }
intake = { adults = [100, 0, 0, 0], moment = 0 }
[events.back]
subject = "adult"
measure = "number"
programme = [0.2, 0.1, 0.1]
comparison = [0.5, 0.3, 0.2]
duration = [0.5, 1.5]
[lines]
returns = { kind = "saving", payer = "state", per = "event", event = "back", amount = 1 }
months = { kind = "saving", payer = "state", per = "event_year", event = "back", amount = 1, quantity = 12 }
"#;

#[test]
fn returns_of_each_year_have_their_own_length() {
    let model = parse(REPEATED, &[]).model;
    close(&line(&model, "returns"), &[30.0, 20.0, 10.0, 0.0], 1e-9);
    // Thirty in the first year for half a year; those of later years begin at any time of theirs and last a year and a half, the
    // last entry: half of the year, then 7/8 of the next, then 1/8 of the one after.
    let part = [0.5, 0.875, 0.125];
    let years = [15.0, 20.0 * part[0], 20.0 * part[1] + 10.0 * part[0], 20.0 * part[2] + 10.0 * part[1]];
    close(&line(&model, "months"), &years.map(|years| 12.0 * years), 1e-9);
}

#[test]
fn a_duration_in_a_list_may_differ_between_returns() {
    let list = "events.back.duration={ value = [{ each = { values = [0.25, 0.75] } }, \"parameters.later\"], unit = \"years\" }";
    let text = format!("{REPEATED}[parameters]\nlater = {{ value = 1.5, domain = \"nonnegative\" }}\n");
    let model = parse(&text, &[list]).model;
    close(&line(&model, "months"), &line(&parse(REPEATED, &[]).model, "months"), 1e-9);
    let assumption = model.assumptions.iter().find(|known| known.path == "events.back.duration").expect("documented");
    assert_eq!(assumption.unit.as_deref(), Some("years"));
}

#[test]
fn a_list_and_types_go_together() {
    let types = "events.back.types={ short = { share = 0.25, duration = 0.5 }, long = { share = \"rest\" } }";
    let model = parse(REPEATED, &[types]).model;
    let [short, long] = ["0.5", "[0.5, 1.5]"].map(|years| parse(REPEATED, &[&format!("events.back.duration={years}")]));
    let mixed: Vec<f64> = line(&short.model, "months")
        .iter()
        .zip(line(&long.model, "months"))
        .map(|(short, long)| 0.25 * short + 0.75 * long)
        .collect();
    close(&line(&model, "months"), &mixed, 1e-9);
}

/// One child of each of forty families may be placed.
const PLACED: &str = r#"
title = "Placed"
perspective = "municipality"
timeline = { start = 2020, years = 4 }
intake = { families = [40, 0, 0, 0], moment = 0 }
family = { children = 1 }
placements = { programme = 0.1, comparison = 0.35 }
[lines]
begun = { kind = "saving", payer = "municipality", per = "placement", amount = 1 }
years = { kind = "saving", payer = "municipality", per = "placement_year", amount = 1 }
"#;

#[test]
fn a_placement_half_a_year_later_begins_then_and_what_falls_beyond_the_horizon_is_not_counted() {
    let of = |set: &[&str]| {
        let model = parse(PLACED, set).model;
        (line(&model, "begun"), line(&model, "years"))
    };
    let half = of(&["placements.delay=6", "placements.duration=1"]);
    close(&half.0, &[10.0, 0.0, 0.0, 0.0], 1e-9);
    close(&half.1, &[5.0, 5.0, 0.0, 0.0], 1e-9);
    // It adds to the delay of the intake, and from a random moment it is like one.
    for (set, same) in [
        (&["placements.delay=6", "intake.delay=9"][..], &["placements.delay=15"][..]),
        (
            &["placements.delay=6", "intake={ families = [40, 0, 0, 0] }"],
            &["intake={ families = [40, 0, 0, 0], delay = 6 }"],
        ),
    ] {
        let (found, right) = (of(set), of(same));
        close(&found.0, &right.0, 1e-9);
        close(&found.1, &right.1, 1e-9);
    }
    close(&of(&["placements.delay=48"]).1, &[0.0; 4], 1e-9);
    close(&of(&["placements.delay={ each = { values = [6, 600] } }"]).1, &[2.5, 5.0, 5.0, 5.0], 1e-9);
}

#[test]
fn after_an_exponential_wait_an_exponential_stay_is_the_closed_form() {
    let exponential = |years: f64, unit: f64| {
        format!("{{ each = {{ distribution = \"gamma\", shape = 1, scale = {} }} }}", years * unit)
    };
    let (wait, stay) = (0.8_f64, 1.7_f64);
    let set = [
        format!("placements.delay={}", exponential(wait, 12.0)),
        format!("placements.duration={}", exponential(stay, 1.0)),
    ];
    let model = parse(PLACED, &set.each_ref().map(String::as_str)).model;
    let (a, b) = (1.0 / wait, 1.0 / stay);
    // P(in placement at time x) = a/(a − b)·(exp(−bx) − exp(−ax)), summed up to x.
    let spent = |x: f64| a / (a - b) * ((1.0 - (-b * x).exp()) / b - (1.0 - (-a * x).exp()) / a);
    let years = [0.0, 1.0, 2.0, 3.0].map(|x| 10.0 * (spent(x + 1.0) - spent(x)));
    close(&line(&model, "years"), &years, 1e-5);
    let begun = [0.0, 1.0, 2.0, 3.0].map(|x: f64| 10.0 * ((-a * x).exp() - (-a * (x + 1.0)).exp()));
    close(&line(&model, "begun"), &begun, 1e-9);
}

macro_rules! agree {
    ($($name:ident: $change:expr;)*) => {
        $(#[test]
        fn $name() {
            let model = parse(&with($change), &[]).model;
            lanes::agree(&model);
            families_add_up(&model);
            let scores = z(&model, if model.lines.iter().any(|line| line.refund.is_some()) { 1_000 } else { 6_000 });
            assert!(scores.iter().all(|z| z.abs() < 4.0), "z = {scores:.2?}");
        })*
    };
}

agree! {
    placements_in_total_by_type: r#"
placements.avoided = [3, 0, 2]
placements.delay = { each = { distribution = "weibull", shape = 1.3, scale = 7 } }
placements.types.foster = { share = 0.6, duration = { each = { distribution = "gamma", mean = 1.5, sd = 1 } } }
placements.types.home = { share = "rest", duration = 0.4 }
[lines.home]
kind = "saving"
payer = "state"
per = "placement_year"
type = "home"
amount = 900"#;
    reconvictions_after_a_weibull_time_with_uncertain_arguments: r#"
[parameters.scale]
value = "6 to 14"
[parameters.long]
value = "0.5 to 2"
[events.crime]
subject = "adult"
programme = 0.2
comparison = 0.6
delay = { each = { distribution = "weibull", shape = 0.9, scale = "parameters.scale" } }
duration = { each = { distribution = "lognormal", mean = "parameters.long", sd = 0.8 } }
[lines.crime]
kind = "saving"
payer = "state"
per = "event"
event = "crime"
amount = { each = { distribution = "gamma", mean = 40, sd = 30 } }
[lines.prison]
kind = "saving"
payer = "municipality"
per = "event_year"
event = "crime"
amount = 200"#;
    returns_by_year_by_type_and_late: r#"
[parameters.first]
value = "0.3 to 0.9"
[events.back]
subject = "adult"
measure = "number"
programme = [0.6, 0.4, 0.2]
comparison = [1.1, 0.9, 0.3]
delay = "parameters.months"
duration = ["parameters.first", { each = { distribution = "gamma", mean = 0.6, sd = 0.5 } }]
[events.back.types]
long = { share = 0.2, duration = [2, 0.3] }
short = { share = "rest" }
[parameters.months]
value = "1 to 9"
[lines.back]
kind = "saving"
payer = "municipality"
per = "event"
event = "back"
amount = 30
[lines.prison]
kind = "saving"
payer = "municipality"
per = "event_year"
event = "back"
type = "short"
amount = 200
[lines.all]
kind = "saving"
payer = "state"
per = "event_year"
event = "back"
amount = 50"#;
    a_refund_of_siblings_who_stay_for_different_times: r#"
timeline = { start = 2020, years = 4 }
intake = { families = 12 }
family = { children = 2.4, correlation = 0.3 }
placements.programme = 0.1
placements.comparison = 0.3
placements.types.foster = { share = 0.5, duration = { each = { distribution = "gamma", mean = 1.2, sd = 0.9 } } }
placements.types.home = { share = 0.3, duration = 0.7 }
placements.types.ward = { share = "rest" }
[lines.ward]
kind = "saving"
payer = "municipality"
per = "placement_year"
type = "ward"
amount = { value = "100 to 300" }
[lines.refund]
kind = "cost"
nature = "transfer"
per = "refund"
payer = "municipality"
counterpart = "state"
refund = { of = ["placements", "ward"], above = [250, 500, 800], shares = [0.25, 0.5, 0.75] }"#;
    a_refund_after_a_wait: r#"
timeline = { start = 2020, years = 4 }
intake = { families = 12, delay = 3 }
family = { children = 2 }
placements.programme = 0.1
placements.comparison = 0.3
placements.delay = { each = { distribution = "weibull", shape = 1.4, scale = 9 } }
placements.duration = { each = { distribution = "gamma", mean = 1.2, sd = 0.9 } }
[lines.refund]
kind = "cost"
nature = "transfer"
per = "refund"
payer = "municipality"
counterpart = "state"
refund = { of = ["placements"], above = [250, 500], shares = [0.25, 0.75] }"#;
}

#[test]
fn siblings_begin_together_and_each_stays_as_long_as_its_type() {
    let set = [
        "family.children=3",
        "placements.delay={ each = { values = [2, 5, 11] } }",
        "placements.types={ short = { share = 0.5, duration = 0.25 }, long = { share = \"rest\", duration = 2 } }",
    ];
    let model = parse(PLACED, &set).model;
    let played = replay(&model, seed(1), 3).expect("drawn");
    let siblings: Vec<_> = played.events.chunk_by(|a, b| a.family == b.family).filter(|of| of.len() > 1).collect();
    assert!(siblings.iter().any(|of| of[0].kind != of[1].kind), "types differ in no family");
    for course in siblings.iter().flat_map(|of| of.iter().map(move |course| (course, of[0].start))) {
        let (course, start) = course;
        assert_eq!(course.start, start);
        assert_eq!(course.duration, [0.25, 2.0][course.kind]);
        assert!([2.0, 5.0, 11.0].iter().any(|months| (start - months / 12.0).abs() < 1e-9), "{start}");
    }
}

#[test]
fn types_share_the_luck_of_how_long_they_stay() {
    let of = |short: &str| {
        let types = format!(
            "placements.types={{ short = {{ share = 0.5, duration = {short} }}, long = {{ share = \"rest\", duration = 2 }} }}"
        );
        let model = parse(PLACED, &["family.children=3", &types]).model;
        replay(&model, seed(1), 3).expect("drawn").events
    };
    let [once, twice] =
        ["1", "2"].map(|scale| of(&format!("{{ each = {{ distribution = \"gamma\", shape = 1, scale = {scale} }} }}")));
    for (once, twice) in once.iter().zip(&twice).filter(|(once, _)| once.kind == 0) {
        assert!((twice.duration - 2.0 * once.duration).abs() < 1e-6);
    }
    assert_eq!(once.len(), twice.len());
}

#[test]
fn a_refund_by_hand_of_two_children_who_stay_for_different_times() {
    // 100,000 a month each, for three months and for six: in three months 200,000 above 120,000, then 100,000, which is below.
    let text = r#"
title = "Two children placed"
perspective = "municipality"
timeline = { start = 2019, years = 2 }
intake = { families = [1, 0], moment = 0 }
family = { children = 2 }
[placements]
programme = 0
comparison = 1
[placements.types]
short = { share = 0.5, duration = 0.25 }
long = { share = "rest", duration = 0.5 }
[lines]
care = { kind = "saving", payer = "municipality", per = "placement_year", amount = 1200000 }
refund = { kind = "saving", nature = "transfer", payer = "municipality", counterpart = "state", per = "refund", refund = { of = ["care"], above = [1440000], shares = [0.5] } }
"#;
    // Both short or both long with a quarter each: three or six months at 200,000; else three.
    let per_month = 0.5 * 80_000.0;
    let right = per_month * (0.25 * 3.0 + 0.25 * 6.0 + 0.5 * 3.0);
    close(&line(&parse(text, &[]).model, "refund"), &[right, 0.0], 1e-2);
    // Child by child nothing lies above.
    let child = "lines.refund.refund={ of = [\"care\"], unit = \"child\", above = [1440000], shares = [0.5] }";
    close(&line(&parse(text, &[child]).model, "refund"), &[0.0, 0.0], 1e-2);
    // Four months late they begin on 1 May: all within the year; ten months late the long one has three in the next.
    let late = |months: f64| line(&parse(text, &[&format!("placements.delay={months}")]).model, "refund");
    close(&late(4.0), &[right, 0.0], 1e-2);
    let second = per_month * (0.25 + 0.25 * 4.0 + 0.5);
    close(&late(10.0), &[right - second, second], 1e-2);
}

#[test]
fn durations_that_happen_to_be_the_same_give_the_figures_of_one() {
    let refund = "lines.refund={ kind = \"saving\", nature = \"transfer\", payer = \"municipality\", counterpart = \"state\", \
                  per = \"refund\", refund = { of = [\"years\"], above = [0.5, 1.5], shares = [0.3, 0.6] } }";
    let gamma = "{ each = { distribution = \"gamma\", mean = 1.3, sd = 0.8 } }";
    let one = [
        format!("placements.duration={gamma}"),
        "placements.types={ a = { share = 0.4 }, b = { share = \"rest\" } }".into(),
    ];
    let own = format!(
        "placements.types={{ a = {{ share = 0.4, duration = {gamma} }}, b = {{ share = \"rest\", duration = {gamma} }} }}"
    );
    for (moment, within) in [("intake.moment=0.3", 1e-4), ("intake={ families = [40, 0, 0, 0] }", 1e-5)] {
        let sibs = ["family.children=3", refund, moment];
        let one = parse(PLACED, &[&sibs[..], &one.each_ref().map(String::as_str)].concat()).model;
        let own = parse(PLACED, &[&sibs[..], &[own.as_str()]].concat()).model;
        for id in ["years", "refund"] {
            close(&line(&own, id), &line(&one, id), within);
        }
        let [one, own] = [&one, &own].map(|model| replications(model, 20));
        for i in 0..20 {
            close(own.yearly(i, provenu::model::AccountId(0)), one.yearly(i, provenu::model::AccountId(0)), 1e-9);
        }
    }
}

#[test]
fn what_makes_no_sense_is_refused_with_what_to_write() {
    let refused = |text: &str, set: &[&str]| {
        let overrides: Vec<_> = set.iter().map(|text| text.parse().expect("PATH=VALUE")).collect();
        let problems = Scenario::parse("t.toml", text, &overrides, &|_| Err("none".into())).expect_err("refused");
        problems.to_string()
    };
    for (text, set, told) in [
        (PLACED, "placements.duration=[1, 2]", "a list is by year since leaving, for measure = \"number\""),
        (PLACED, "placements.delay=-1", "a number from 0 up"),
        (PLACED, "placements.types={ a = { share = \"rest\", duration = [1, 2] } }", "give one duration"),
        (REPEATED, "events.back.duration=[]", "an empty list"),
        (REPEATED, "events.back.duration=[-1]", "a number from 0 up"),
        (REPEATED, "events.back.duration=[\"1 to 2\"]", "an uncertain number in a list needs a name"),
        (REPEATED, "events.back.duration=[{ each = { min = 1, max = 2 }, unit = \"years\" }]", "stand beside it"),
        (REPEATED, "events.back.duration=[{ each = { distribution = \"normal\", mean = 1 } }]", "normal"),
    ] {
        let found = refused(text, &[set]);
        assert!(found.contains(told), "{set}: {found}");
    }
    let both =
        refused(PLACED, &["placements.duration=1", "placements.types={ a = { share = \"rest\", duration = 2 } }"]);
    assert!(both.contains("not used: every type has a `duration` of its own"), "{both}");
}
