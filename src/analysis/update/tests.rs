//! Updates of small models against conjugate answers and exact expectations.

use super::*;
use crate::distribution::{Beta, Univariate};
use crate::scenario::Scenario;

const SCENARIO: &str = r#"
    title = "Two cohorts"
    perspective = "municipality"
    timeline = { start = 2020, years = 4 }
    intake = { adults = 40 }
    [employment]
    programme = { value = { events = 12, of = 57 } }
    comparison = { value = { events = 9, of = 60 } }
    [relapse]
    hazard = { value = { events = 10, of = 100 } }
    [lines.support]
    kind = "saving"
    payer = "municipality"
    per = "person_year"
    amount = 100000
    [lines.team]
    kind = "cost"
    payer = "municipality"
    per = "year"
    amount = 200000
    factor = "parameters.overrun"
    [lines.training]
    kind = "cost"
    payer = "municipality"
    per = "adult"
    amount = 1000
    [parameters]
    overrun = { value = "0.8 to 1.4", source = "assumption", evidence = "assumed" }
"#;

const ACTUALS: &str = r"
    through = 2021
    entries = [{ year = 2020, of = 33, entered = 5 }, { year = 2021, of = 40, entered = 7 }]
    relapses = [
        { entered = 2020, year = 2020, relapsed = 1 },
        { entered = 2020, year = 2021, relapsed = 2 },
        { entered = 2021, year = 2021, relapsed = 1 },
    ]
";

fn scenario() -> Scenario {
    Scenario::parse("two.toml", SCENARIO, &[], &|_| Err("none".into())).expect("valid")
}

fn updated(scenario: &Scenario, text: &str, replications: u64) -> Update {
    let actuals = scenario.actuals("actuals.toml", text).expect("sound");
    let question = Question { replications: Some(replications), ..Question::of(scenario) };
    ScenarioUpdate::new(question, &actuals, 0).expect("possible").outcome(&()).expect("updated").result
}

fn of<'u>(found: &'u Update, path: &str) -> &'u MovedAssumption {
    found.moved.iter().find(|moved| moved.path == path).expect("uncertain")
}

#[test]
fn counts_update_shares_by_the_conjugate_formula() {
    let found = updated(&scenario(), ACTUALS, 1);
    // 12 of 73 entered; of 5 + 4 + 7 who could relapse 4 did.
    for (path, [a, b]) in
        [("employment.programme", [12.0 + 12.0, 45.0 + 61.0]), ("relapse.hazard", [10.0 + 4.0, 90.0 + 12.0])]
    {
        let (exact, moved) = (Beta::new(a, b).expect("a distribution"), of(&found, path));
        assert!(moved.informed);
        assert!((moved.after.mean.value - exact.mean()).abs() < 4.0 * moved.after.mean.mcse + 1e-6, "{moved:?}");
        assert!((moved.after.sd / exact.variance().sqrt() - 1.0).abs() < 0.01, "{moved:?}");
        for (found, p) in [(moved.after.p05, 0.05), (moved.after.p50, 0.5), (moved.after.p95, 0.95)] {
            assert!((found - exact.quantile(p)).abs() < 0.02 * moved.after.sd, "{path} {p}");
        }
    }
    let silent = of(&found, "employment.comparison");
    assert!(!silent.informed && silent.before == silent.after);
    assert!(found.effective_sample.is_some_and(|sample| sample > 10_000.0));
}

/// The mean of the forecast by quadrature over three betas, adult by adult: E[net | figures] in closed form at each point.
#[test]
fn the_forecast_starts_from_the_state_reached() {
    let (scenario, text) = (scenario(), ACTUALS);
    let found = updated(&scenario, text, 1 << 15);
    let net = &found.after.net_benefit;
    let mean = |of: &dyn Fn(f64, f64, f64) -> f64| {
        let grid = |a: f64, b: f64| {
            let beta = Beta::new(a, b).expect("a distribution");
            (0..60).map(|i| beta.quantile((f64::from(i) + 0.5) / 60.0)).collect::<Vec<f64>>()
        };
        let (with, without, hazards) = (grid(24.0, 106.0), grid(9.0, 51.0), grid(14.0, 102.0));
        let mut sum = 0.0;
        for p in &with {
            for q in &without {
                sum += hazards.iter().map(|h| of(*p, *q, *h)).sum::<f64>();
            }
        }
        sum / 60f64.powi(3)
    };
    // Person-years of one who is self-sufficient from the year of entry on, nothing of the year of relapse counting.
    let from = |years: usize, h: f64| {
        let mut survival = 1.0;
        (0..years)
            .map(|age| {
                survival *= 1.0 - h;
                survival * if age == 0 { 0.5 } else { 1.0 }
            })
            .sum::<f64>()
    };
    // What one who lasted until now has still to come in two years.
    let later = |h: f64| (1.0 - h) + (1.0 - h) * (1.0 - h);
    let expected = mean(&|p, q, h| {
        // 2020: 1 relapsed at once, 2 after half a year, 2 remain; 2021: 1 relapsed at once, 6 remain.
        let first = 2.0 * 0.5 + 2.0 * (1.5 + later(h));
        let second = 6.0 * (0.5 + later(h));
        // Without the programme as it was beforehand.
        let anyway = q * (33.0 * from(4, h) + 40.0 * from(3, h));
        let new = 40.0 * (p - q) * (from(2, h) + from(1, h));
        1e5 * (first + second - anyway + new)
    });
    let overrun = of(&found, "parameters.overrun").before.mean.value;
    let costs = 4.0 * 200_000.0 * overrun + 1000.0 * (33.0 + 40.0 + 80.0);
    let gap = net.mean_conditional.value - (expected - costs);
    assert!(gap.abs() < 4.0 * net.mean_conditional.mcse + 300.0, "{:?} for {}", net.mean_conditional, expected - costs);
    assert!((net.mean - net.mean_conditional.value).abs() < 4.0 * net.mcse.hypot(net.mean_conditional.mcse), "{net:?}");
    // Fewer years are open: the spread is smaller.
    assert!(net.sd < found.before.net_benefit.sd, "{net:?}");
}

#[test]
fn without_figures_nothing_changes_and_expected_figures_move_little() {
    let scenario = scenario();
    let nothing = updated(&scenario, "through = 2020", 1 << 12);
    assert_eq!(nothing.before, nothing.after);
    assert!(nothing.moved.iter().all(|moved| !moved.informed) && nothing.surprise.is_empty());
    // 21.05 % of 40.
    let expected = updated(&scenario, "through = 2020\nentries = [{ year = 2020, of = 38, entered = 8 }]", 1 << 12);
    let share = of(&expected, "employment.programme");
    assert!(share.moved().abs() < 0.01 && share.after.sd < 0.8 * share.before.sd, "{share:?}");
    assert!(expected.surprise[0].tail.value > 0.4);
}

#[test]
fn money_spent_takes_the_place_of_the_plan_and_tells_of_its_assumption() {
    let scenario = scenario();
    let text = "through = 2020\ncosts = [{ line = \"team\", year = 2020, amount = 240000, error = 0.02 }]";
    let found = updated(&scenario, text, 1 << 12);
    let overrun = of(&found, "parameters.overrun");
    assert!((overrun.after.mean.value - 1.2).abs() < 0.01 && (overrun.after.sd - 0.024).abs() < 0.003, "{overrun:?}");
    let first = |forecast: &Forecast| forecast.cumulative[0].mean_conditional;
    let (before, after) = (first(&found.before), first(&found.after));
    let planned = 200_000.0 * overrun.before.mean.value;
    let gap = before.value - after.value - (240_000.0 - planned);
    assert!(gap.abs() < 4.0 * before.mcse.hypot(after.mcse), "{gap}: {before:?} {after:?}");
}

/// An event among adults with certain arms: those seen count with the programme, and without it as many as were expected.
#[test]
fn events_that_were_seen_are_fixed_and_the_other_arm_stays() {
    let text = r#"
        title = "Events"
        perspective = "municipality"
        timeline = { start = 2020, years = 3 }
        intake = { adults = 40 }
        [events.court]
        effect = "avoided"
        subject = "adult"
        programme = { value = { events = 20, of = 100 } }
        comparison = 0.3
        [lines.court]
        kind = "saving"
        payer = "municipality"
        per = "event"
        event = "court"
        amount = 10000
    "#;
    let scenario = Scenario::parse("events.toml", text, &[], &|_| Err("none".into())).expect("valid");
    let figures = "through = 2020\nevents = [{ event = \"court\", year = 2020, of = 50, happened = 4 }]";
    let found = updated(&scenario, figures, 1 << 13);
    // Beta(20, 80) with 4 of 50; the other years have 40 adults each.
    let expected = 1e4 * (50.0 * 0.3 - 4.0 + 2.0 * 40.0 * (0.3 - 24.0 / 150.0));
    let net = &found.after.net_benefit;
    let exact = net.mean_conditional;
    assert!((exact.value - expected).abs() < 4.0 * exact.mcse + 1.0, "{exact:?} for {expected}");
    assert!((net.mean - exact.value).abs() < 4.0 * net.mcse.hypot(exact.mcse), "{} {exact:?}", net.mean);
}

/// Nothing uncertain: the state is fixed all the same, and what is impossible is refused.
#[test]
fn a_scenario_of_certain_numbers_starts_from_the_state_reached() {
    let text = r#"
        title = "Certain"
        perspective = "municipality"
        timeline = { start = 2020, years = 2 }
        intake = { adults = 10 }
        employment = { programme = 0.5, comparison = 0.2 }
        [lines.support]
        kind = "saving"
        payer = "municipality"
        per = "person_year"
        amount = 1000
    "#;
    let scenario = Scenario::parse("certain.toml", text, &[], &|_| Err("none".into())).expect("valid");
    let entered = |relapsed: u32| {
        let entries = "entries = [{ year = 2020, of = 10, entered = 4 }]";
        format!("through = 2020\n{entries}\nrelapses = [{{ entered = 2020, year = 2020, relapsed = {relapsed} }}]")
    };
    let found = updated(&scenario, &entered(0), 1 << 12);
    // Four and two expected for a year and a half; three more in half a year.
    let expected = 1000.0 * ((4.0 - 2.0) * 1.5 + 3.0 * 0.5);
    assert!((found.after.net_benefit.mean_conditional.value - expected).abs() < 1e-6, "{:?}", found.after.net_benefit);
    assert!(found.moved.is_empty());
    let actuals = scenario.actuals("actuals.toml", &entered(1)).expect("sound");
    let refused = ScenarioUpdate::new(Question::of(&scenario), &actuals, 0).expect("possible").outcome(&());
    assert!(refused.expect_err("nobody relapses").to_string().contains("no value of the assumptions"));
}

#[test]
fn figures_beyond_belief_are_refused_and_wrong_ones_named() {
    let scenario = scenario();
    let problems = |text: &str| {
        let problems = scenario.actuals("actuals.toml", text).expect_err("wrong").to_string();
        problems.lines().map(str::trim).collect::<Vec<_>>().join(" ")
    };
    for (text, wanted) in [
        ("entries = []", "through"),
        ("through = 2030", "allowed: a year from 2020 to 2023"),
        ("through = 2020\nsavings = 5", "counts times a price"),
        ("through = 2020\nentries = [{ year = 2021, of = 3, entered = 1 }]", "allowed: a year from 2020 to 2020"),
        ("through = 2020\nentries = [{ year = 2020, of = 3, entered = 4 }]", "from 0 to 3"),
        (
            "through = 2020\nentries = [{ year = 2020, of = 3, entered = 1 }, { year = 2020, of = 3, entered = 1 }]",
            "told twice",
        ),
        ("through = 2020\nrelapses = [{ entered = 2020, year = 2020, relapsed = 1 }]", "no entries of 2020"),
        (
            "through = 2021\nentries = [{ year = 2020, of = 9, entered = 4 }]\nrelapses = [{ entered = 2020, year = 2020, relapsed = 1 }]",
            "relapses of 2021 are missing",
        ),
        (
            "through = 2020\ncosts = [{ line = \"support\", year = 2020, amount = 5, error = 0.1 }]",
            "counts times a price",
        ),
        ("through = 2020\ncosts = [{ line = \"training\", year = 2020, amount = 5, error = 0.1 }]", "per head"),
        ("through = 2020\nentris = []", "entries"),
    ] {
        let found = problems(text);
        assert!(found.contains(wanted), "{text}: {found}");
    }
}

#[test]
fn intervals_of_updates_hold_nine_truths_in_ten() {
    let scenario = scenario();
    let actuals = scenario.actuals("actuals.toml", ACTUALS).expect("sound");
    let all = observed(&actuals);
    let weights = weighed(&scenario.model, &all, 64, Seed::default()).expect("trusted");
    let found = coverage::coverage(&scenario.model, &actuals, &weights.informed, 60, Seed::default()).expect("drawn");
    assert_eq!((found.refused, found.assumptions.len()), (0, 2));
    assert!((found.all.value - 0.9).abs() < 4.0 * found.all.mcse, "{found:?}");
}
