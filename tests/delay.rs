//! An intake that comes later than planned moves the moment of leaving itself.

mod common;

use common::agreement::{replications, seed};
use common::{load, parse};
use provenu::expected::business_case;
use provenu::model::{BusinessCase, Model};
use provenu::replay::{Family, replay};

fn expected(model: &Model) -> BusinessCase {
    business_case(model, &model.base_draw()).expect("a case")
}

fn close(found: &[f64], right: &[f64]) {
    assert!(found.iter().zip(right).all(|(a, b)| (a - b).abs() < 1e-9), "{found:?} instead of {right:?}");
}

#[test]
fn silkeborg_half_a_year_late_leaves_between_two_middles_of_a_year() {
    let case = expected(&load("silkeborg.toml", &["intake.delay=6"]).model);
    // Of those planned for 2017 half leave in it, with a quarter of the year left: ½ · ¼ · 5 · 0.9.
    close(&case.person_years[..1], &[0.5625]);
    close(&case.event_years[0], &[0.125, 1.0, 1.875, 2.0, 2.0]);
}

/// All leave at one moment.
const MOMENT: &str = r#"
title = "All at one moment"
perspective = "municipality"
timeline = { start = 2020, years = 6 }
intake = { families = [8, 0, 0, 0, 0, 0], moment = 0.25 }
employment = { programme = 0.45, comparison = 0.25 }
[lines.support]
kind = "saving"
payer = "municipality"
per = "person_year"
amount = 1000
[lines.measures]
kind = "cost"
payer = "municipality"
per = "family"
amount = 10
schedule = [1, 0.5]
"#;

#[test]
fn after_a_fixed_moment_everybody_leaves_so_much_later() {
    // 1.6 additional adults, from 0.875 of the first year, from the start of the second, from 0.125 of it, and never.
    for (months, person_years, families) in [
        (7.5, [0.2, 1.6], [80.0, 40.0, 0.0]),
        (9.0, [0.0, 1.6], [0.0, 80.0, 40.0]),
        (10.5, [0.0, 1.4], [0.0, 80.0, 40.0]),
        (900.0, [0.0, 0.0], [0.0; 3]),
    ] {
        let model = parse(MOMENT, &[&format!("intake.delay={months}")]).model;
        let case = expected(&model);
        close(&case.person_years[..2], &person_years);
        close(&case.lines[1].accounts[0][..3], &families.map(|cost| -cost));
        // No chance decides in which year they leave, in the simulation either.
        let measures = replay(&model, seed(1), 3).expect("drawn").case.lines[1].accounts[0].clone();
        close(&measures[..3], &families.map(|cost| -cost));
    }
}

#[test]
fn later_families_keep_their_luck_and_their_address() {
    let [planned, late] = ["0", "8"].map(|months| load("silkeborg.toml", &[&format!("intake.delay={months}")]).model);
    let [planned, late] = [&planned, &late].map(|model| replay(model, seed(1), 7).expect("drawn"));
    assert_eq!(planned.adults, late.adults);
    assert_eq!(planned.intake, late.intake);
    for course in &planned.adults {
        let arm = usize::from(course.programme.is_none());
        let [before, after] = [&planned, &late].map(|replay| replay.spells(course, arm).first().map(|s| s.start));
        let (Some(before), Some(after)) = (before, after) else { continue };
        assert!((after - before - 8.0 / 12.0).abs() < 1e-9, "{before}, {after}");
        let family = Family { group: course.group, year: course.year, number: course.family };
        assert_eq!(late.years_later(family), after as usize);
    }
    for (before, after) in planned.events.iter().zip(&late.events) {
        assert!((after.start - before.start - 8.0 / 12.0).abs() < 1e-9);
    }
}

#[test]
fn what_is_simulated_moves_in_the_same_way_whatever_is_uncertain() {
    let text = "intake.delay={ value = { values = [0, 12] } }";
    let [mixed, planned] = [&[text][..], &[]].map(|set| load("silkeborg.toml", set).model);
    let (found, plain) = (replications(&mixed, 200), replications(&planned, 200));
    let same = (0..200).filter(|&i| found.yearly(i, mixed.perspective) == plain.yearly(i, mixed.perspective)).count();
    assert!((60..140).contains(&same), "{same} of 200 as planned");
}
