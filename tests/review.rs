//! A review that may stop the programme: simulated and expected agree, it does what it says, and nothing where it never stops.

mod common;

use common::agreement::{families_add_up, replications, seed, with, z};
use common::{lanes, load, parse};
use provenu::analysis::{Best, Question, ScenarioReview};
use provenu::expected::business_case;
use provenu::model::{AccountId, Model};
use provenu::run::{Request, Run};
use provenu::scenario::Scenario;
use provenu::summary::Planned;

const FIVE_YEARS: &str = r#"
timeline = { start = 2020, years = 5 }
lines.office = { kind = "cost", payer = "municipality", per = "year", amount = 900 }
lines.house = { kind = "cost", payer = "municipality", per = "year", amount = 300, continues = true }
lines.closing = { kind = "cost", payer = "municipality", per = "stop", amount = 2_000 }
"#;

fn model(change: &str) -> Model {
    parse(&with(change), &[]).model
}

/// The five years with a review, changed as told, stop and go on, and agree with their expectation within four standard errors.
fn agrees(change: &str, replications: usize) {
    let model = model(&format!("{FIVE_YEARS}{change}"));
    let stops = stops(&model, replications);
    assert!((0.05..0.95).contains(&stops), "stops {stops} of the time");
    lanes::agree(&model);
    let scores = z(&model, replications);
    assert!(scores.iter().all(|z| z.abs() < 4.0), "z = {scores:.2?}");
    families_add_up(&model);
}

/// How often the programme is stopped, as the closing cost shows.
fn stops(model: &Model, n: usize) -> f64 {
    let closed = model.lines.iter().position(|line| line.id == "closing").expect("a line");
    let cost = |number: usize| {
        let again = provenu::replay::replay(model, seed(1), number as u64 + 1).expect("drawn");
        again.case.lines[closed].accounts[0].iter().sum::<f64>()
    };
    let n = n.min(200);
    (0..n).filter(|number| cost(*number) != 0.0).count() as f64 / n as f64
}

macro_rules! reviews {
    ($($name:ident: $change:expr;)*) => {
        $(#[test]
        fn $name() {
            agrees($change, 12_000);
        })*
    };
}

reviews! {
    entries: r#"review = { observed = "employment", year = 2021, at_least = 17 }"#;
    after_a_year_of_notice: r#"review = { observed = "employment", year = 2021, at_least = 17, notice = 1 }"#;
    several_in_turn: r#"review = { observed = "employment", at_least = { 2020 = 7, 2021 = 16, 2022 = 26 } }"#;
    an_uncertain_effect_and_intake: r#"
employment = { programme = { value = { events = 8, of = 20 } }, comparison = 0.1 }
intake = { adults = { value = { distribution = "gamma", mean = 1, sd = 0.3 }, profile = [10, 20, 30, 30, 30] } }
review = { observed = "employment", year = 2021, at_least = 10 }"#;
    tiers_under_independent_coupling: r#"
employment = { coupling = "independent", tiers = { full = { programme = 0.3, comparison = 0.1 }, partial = { programme = 0.2, comparison = 0.4 } } }
review = { observed = "employment", year = 2021, at_least = 18 }"#;
    entries_after_a_wait: r#"
employment = { programme = 0.5, comparison = 0.3, programme_delay = { each = { distribution = "weibull", shape = 1.3, scale = 7 } }, comparison_delay = 3 }
review = { observed = "employment", year = 2021, at_least = 14 }"#;
    an_intake_that_comes_later: r#"
intake = { adults = 20.4, delay = { value = { distribution = "gamma", mean = 7, sd = 3 } } }
review = { observed = "employment", year = 2021, at_least = 11 }"#;
    adults_who_fare_alike: r#"
intake = { families = 12.5 }
family = { adults = { each = { values = [1, 2, 4] } }, correlation = 0.6 }
review = { observed = "employment", year = 2021, at_least = 22 }"#;
    adults_of_one_mind: r#"
intake = { families = 12.5 }
family = { adults = 2, correlation = 1 }
review = { observed = "employment", at_least = { 2020 = 8, 2022 = 30 } }"#;
    good_and_bad_years: r#"
labour_market = { factor = { distribution = "lognormal", mean = 1, sd = 0.6 } }
family = { correlation = 0.3 }
review = { observed = "employment", year = 2022, at_least = 26 }"#;
    good_and_bad_years_and_an_intake_that_comes_later: r#"
labour_market = { factor = { distribution = "lognormal", mean = 1, sd = 0.6 } }
intake = { adults = 20.4, delay = 7.5 }
review = { observed = "employment", year = 2022, at_least = 20 }"#;
    entry_in_subgroups_with_prices_of_their_own: r#"
subgroups = { mothers = { intake = { adults = 20 }, employment = { programme = 0.5, comparison = 0.2 } }, fathers = { intake = { adults = 6.5 }, relapse = { hazard = 0.5 } } }
lines.measures = { kind = "cost", payer = "municipality", per = "family", amount = { each = { distribution = "gamma", mean = 30, sd = 20 } }, schedule = [1, -0.5, -0.8] }
review = { observed = "employment", year = 2021, at_least = 25 }"#;
    stairs_and_a_refund: r#"
intake = { families = 20 }
family = { children = 2, correlation = 0.4 }
placements = { programme = 0.2, comparison = 0.35, duration = { each = { distribution = "gamma", mean = 1.5, sd = 1 } } }
lines.stairs = { kind = "saving", nature = "transfer", per = "person_year", payer = "municipality", amount = 90, reimbursement = { payer = "state", weeks = [4, 26, 52], shares = [0.8, 0.4, 0.3, 0.2] } }
lines.refund = { kind = "cost", nature = "transfer", per = "refund", payer = "municipality", counterpart = "state", refund = { of = ["placements"], above = [250, 500], shares = [0.25, 0.5] } }
review = { observed = "employment", year = 2021, at_least = 16 }"#;
    placements_under_the_programme: r#"
intake = { families = 20 }
family = { children = 2, correlation = 0.4 }
placements = { programme = 0.2, comparison = 0.35, delay = { each = { distribution = "gamma", mean = 6, sd = 4 } } }
review = { observed = "placements", year = 2021, at_least = 9 }"#;
    numbers_of_events: r#"
events.visit = { subject = "adult", measure = "number", effect = "gained", programme = [1.2, 0.9, 0.3], comparison = [0.3, 0.2] }
lines.visits = { kind = "saving", payer = "municipality", per = "event", event = "visit", amount = 60 }
review = { observed = "visit", year = 2021, at_least = 65 }"#;
    numbers_of_events_where_families_fare_alike: r#"
intake = { families = 9.5 }
family = { adults = 2, correlation = 0.5 }
events.stay = { subject = "adult", measure = "number", programme = [3, 1], comparison = [4, 1], delay = 5 }
lines.days = { kind = "saving", payer = "region", per = "event", event = "stay", amount = 90 }
review = { observed = "stay", year = 2021, at_least = 85 }"#;
}

/// All numbers of some replications, and the expected case.
fn all(model: &Model) -> (Vec<f64>, Vec<f64>) {
    let ran = replications(model, 300);
    let accounts = || (0..model.accounts.len()).map(AccountId);
    let simulated = (0..ran.len()).flat_map(|i| {
        accounts()
            .flat_map(|account| [ran.yearly(i, account), ran.expected_yearly(i, account)].concat())
            .collect::<Vec<_>>()
    });
    let case = business_case(model, &model.base_draw()).expect("a case");
    (simulated.collect(), accounts().flat_map(|account| case.net(account)).collect())
}

#[test]
fn a_review_that_never_stops_changes_nothing() {
    let without = model(&FIVE_YEARS.replace(", continues = true", "").replace("per = \"stop\"", "per = \"year\""));
    let never = model(&format!(
        "{}{}",
        FIVE_YEARS.replace("per = \"stop\"", "per = \"year\""),
        r#"review = { observed = "employment", year = 2021, at_least = 0 }"#
    ));
    assert_eq!(all(&never), all(&without));
}

#[test]
fn a_review_that_always_stops_is_the_shorter_programme() {
    let rest = "intake = { adults = [20.4, 20.4, 20.4, 0, 0] }\nplacements = { avoided = [1, 1, 1, 0, 0] }\n";
    let shorter = model(&format!(
        "{rest}{}",
        FIVE_YEARS
            .replace("amount = 900", "amount = [900, 900, 900, 0, 0]")
            .replace(", continues = true", "")
            .replace("per = \"stop\", amount = 2_000", "per = \"year\", amount = [0, 0, 0, 2_000, 0]")
    ));
    for observed in [
        r#"review = { observed = "employment", year = 2021, at_least = 100_000, notice = 1 }"#,
        r#"review = { observed = "employment", at_least = { 2021 = 100_000, 2022 = 5 }, notice = 1 }"#,
    ] {
        let always = model(&format!("placements = {{ avoided = [1, 1, 1, 1, 1] }}\n{FIVE_YEARS}{observed}"));
        let (found, right) = (all(&always), all(&shorter));
        for (found, right) in found.0.iter().chain(&found.1).zip(right.0.iter().chain(&right.1)) {
            assert!((found - right).abs() < 1e-9 * right.abs().max(1.0), "{found} against {right}");
        }
    }
}

/// What is wrong with a scenario.
fn refused(change: &str) -> String {
    let text = with(change);
    let read = Scenario::parse("test.toml", &text, &[], &|_| Err("none".into()));
    read.err().map(|problems| problems.to_string()).unwrap_or_default()
}

#[test]
fn what_no_review_can_be_is_refused_where_it_stands() {
    for (change, told) in [
        (r#"review = { observed = "employment", year = 2022, at_least = 3 }"#, "no year is left"),
        (r#"review = { observed = "employment", year = 2021, at_least = 3, notice = 1 }"#, "a year up to 2020"),
        (r#"review = { observed = "employment", year = 2031, at_least = 3 }"#, "2020 to 2022"),
        (r#"review = { observed = "employment", year = 2021, at_least = -3 }"#, "whole number from 0"),
        (r#"review = { observed = "employment", year = 2021, at_least = 2.5 }"#, "whole number from 0"),
        (r#"review = { observed = "employment", at_least = 3 }"#, "review.year"),
        (r#"review = { observed = "employment", at_least = { 2021 = 3, 2020 = 2 } }"#, "the years do not rise"),
        (r#"review = { observed = "employment", at_least = { soon = 3 } }"#, "not a year"),
        (r#"review = { observed = "placements", year = 2021, at_least = 3 }"#, "it takes a comparison"),
        (r#"review = { observed = "employmnt", year = 2021, at_least = 3 }"#, "employment"),
        (r#"review = { observed = "employment", year = 2021, at_lest = 3 }"#, "at_least"),
        (
            "intake = { adults = 20, delay = 2 }\nreview = { observed = \"employment\", at_least = { 2020 = 2, 2021 = 3 } }",
            "the intake is delayed",
        ),
        (
            r#"lines.office = { kind = "cost", payer = "state", per = "year", amount = 9, continues = true }"#,
            "[review]",
        ),
        (r#"lines.office = { kind = "cost", payer = "state", per = "stop", amount = 9 }"#, "[review]"),
        (
            "review = { observed = \"employment\", year = 2021, at_least = 3 }\nlines.office = { kind = \"cost\", payer = \"state\", per = \
             \"adult\", amount = 9, continues = true }",
            "only what is paid per year",
        ),
    ] {
        let problems = refused(change);
        assert!(problems.contains(told), "{change}: {problems}");
        assert!(problems.contains("test.toml:"), "no line: {problems}");
    }
}

#[test]
fn silkeborg_cut_at_its_last_intake_seems_to_gain_by_stopping() {
    let net = |years: usize, set: &[&str]| {
        let timeline = format!("timeline.years={years}");
        let intake = ["\"100/3\"", "40", "40", "40", "40", "0", "0", "0", "0", "0"][..years].join(", ");
        let intake = format!("intake.adults=[{intake}]");
        let avoided = ["1", "1", "0", "0", "0", "0", "0", "0", "0", "0"][..years].join(", ");
        let avoided = format!("placements.avoided={{ value = 1, profile = [{avoided}] }}");
        let all: Vec<&str> =
            [timeline.as_str(), intake.as_str(), avoided.as_str()].into_iter().chain(set.iter().copied()).collect();
        let model = load("silkeborg-review.toml", &all).model;
        let case = business_case(&model, &model.base_draw()).expect("a case");
        case.net(model.perspective).iter().sum::<f64>() / 1e6
    };
    let stop = ["review.year=2018", "review.at_least=100000"];
    let on = ["review.at_least=0"];
    let published = load("silkeborg.toml", &[]).model;
    let case = business_case(&published, &published.base_draw()).expect("a case");
    assert!(
        (net(5, &on) - case.net(published.perspective).iter().sum::<f64>() / 1e6).abs() < 1e-9,
        "the same programme"
    );
    let found = [net(5, &stop), net(5, &on), net(8, &stop), net(8, &on)];
    for (found, right) in found.into_iter().zip([4.05, 1.09, 9.10, 11.14]) {
        assert!((found - right).abs() < 0.005, "{found} is not {right}");
    }
}

#[test]
fn a_rule_found_among_all_is_the_rule_simulated_by_itself() {
    let scenario = load("silkeborg-review.toml", &[]);
    let question = Question { replications: Some(4_000), ..Question::of(&scenario) };
    let found = ScenarioReview::new(question).expect("a review").outcome(&()).expect("worked out").result;
    let own = &found.stated.as_ref().expect("the scenario's").worth;
    let among = &found.rule(2019, 30).expect("looked at").worth;
    // A run of the same replications tells it too.
    let request = Request { replications: Some(4_000), ..Request::default() };
    let run = Run::new(&scenario, request).expect("possible").outcome(&()).expect("a run").result;
    assert_eq!(run.probability_stopped, Some(own.probability_stopped));
    assert_eq!(own.probability_stopped, among.probability_stopped);
    for (own, among) in [(own.value, among.value), (own.worst, among.worst), (own.net.mean, among.net.mean)] {
        assert!((own.value - among.value).abs() < 1e-4 && (own.mcse - among.mcse).abs() < 1e-4, "{own:?}, {among:?}");
    }
    // The exact probability that fewer than 30 of 113 or 114 adults enter, over what is not known of how many do.
    let stops = own.probability_stopped;
    let exact = 0.307_27;
    assert!((stops.value - exact).abs() < 4.0 * stops.mcse, "{stops:?}");
    // Nothing is worth more than the best, and a review of no use nothing.
    assert!(
        found
            .thresholds
            .iter()
            .all(|rule| rule.worth.net.mean.value <= found.best_rule().expect("one").worth.net.mean.value)
    );
}

#[test]
fn where_stopping_seems_best_the_longer_horizon_is_told() {
    let scenario = load("silkeborg.toml", &[]);
    let question = Question { replications: Some(2_000), ..Question::of(&scenario) };
    let found = ScenarioReview::new(question).expect("a review").outcome(&()).expect("worked out").result;
    assert_eq!(found.best, Best::Stop { year: 2018 });
    let longer = found.longer.expect("counted longer");
    assert!(longer.until == 2026 && longer.difference.value > 10.0 * longer.difference.mcse);
    // Over the same years as the file that says so itself.
    let own = load("silkeborg-review.toml", &[]);
    let question = Question { replications: Some(2_000), ..Question::of(&own) };
    let own = ScenarioReview::new(question).expect("a review").outcome(&()).expect("worked out").result;
    assert!((own.go_on.mean.value - longer.go_on.value).abs() < 1e-3);
    let stop = own.stop_of(2018).expect("looked at").net.mean;
    assert!((stop.value - longer.stop.value).abs() < 1e-3);
}
