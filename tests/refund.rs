//! Refunds of costly cases by hand: month by month against one twelfth of the yearly limits.

mod common;

use common::parse;
use provenu::expected::business_case;

/// What a placement that begins at `moment` and lasts `duration` years brings in refund a year, of 1,200,000 a year above a limit.
fn refund(set: &[&str]) -> Vec<f64> {
    let text = r#"
title = "One child placed"
perspective = "municipality"
timeline = { start = 2019, years = 3 }
intake = { families = [1, 0, 0], moment = 0 }
family = { children = 1 }
placements = { programme = 0, comparison = 1, duration = 0.5 }
[lines.care]
kind = "saving"
payer = "municipality"
per = "placement_year"
amount = 1200000
[lines.refund]
kind = "saving"
nature = "transfer"
per = "refund"
payer = "municipality"
counterpart = "state"
refund = { of = ["care"], above = [840000], shares = [0.25] }
"#;
    let model = parse(text, set).model;
    business_case(&model, &model.base_draw()).expect("a case").lines[1].accounts[0].clone()
}

fn close(found: &[f64], right: &[f64]) {
    assert!(found.iter().zip(right).all(|(a, b)| (a - b).abs() < 1e-4), "{found:?} instead of {right:?}");
}

#[test]
fn half_a_year_is_refunded_by_its_months_though_the_year_stays_below_the_limit() {
    // 100,000 a month, 70,000 of it not refunded: a quarter of 30,000 in six months. By the year it would be nothing.
    close(&refund(&[]), &[45_000.0, 0.0, 0.0]);
    // A month half covered costs 50,000, below its limit; one covered by nine tenths 90,000.
    close(&refund(&["placements.duration=\"6.5/12\""]), &[45_000.0, 0.0, 0.0]);
    close(&refund(&["placements.duration=\"6.9/12\""]), &[50_000.0, 0.0, 0.0]);
}

#[test]
fn a_uniform_moment_leaves_two_months_that_are_covered_in_part() {
    // All twelve months of the second year at 7,500; of the first, whole months 5.5 on average and the month of leaving,
    // ∫ 25,000·(o − 0.7)⁺ do over 0 to 1.
    let partly = 25_000.0 * 0.3 * 0.3 / 2.0;
    let text = ["intake.moment=0", "placements.duration=9"];
    close(&refund(&text), &[90_000.0; 3]);
    let uniform = "intake={ families = [1, 0, 0] }";
    close(&refund(&[uniform, "placements.duration=9"]), &[5.5 * 7_500.0 + partly, 90_000.0, 90_000.0]);
}

#[test]
fn limits_hold_from_their_year_on_in_the_price_level_of_the_lines() {
    let rules = "lines.refund.refund={ of = [\"care\"], rules = { a = { from = 2020, above = [900000], shares = [0.5], \
                 price_factor = 0.5 }, b = { from = 2021, unit = \"child\", above = [1000000], shares = [1] } } }";
    close(&refund(&["placements.duration=9", rules]), &[0.0, 375_000.0, 200_000.0]);
}

#[test]
fn children_are_accounted_one_by_one_or_together() {
    let siblings = ["family.children=3", "placements.duration=9", "lines.care.amount=500000"];
    let by = |unit: &str| {
        let refund_of = format!(
            "lines.refund.refund={{ of = [\"care\"], unit = \"{unit}\", above = [400000, 840000], shares = [0.1, 0.25] }}"
        );
        refund(&[&siblings[..], &[refund_of.as_str()]].concat())
    };
    close(&by("child"), &[30_000.0; 3]);
    close(&by("household"), &[44_000.0 + 165_000.0; 3]);
}

#[test]
fn the_price_at_which_a_refund_makes_it_pay_depends_on_the_months_covered() {
    // Two placements avoided save a·c, c being the part of the year after leaving, and 0.9·w·(a − 800,000), w being the whole
    // months after it as part of a year; a month covered in part stays below its limit here. Both together pay 1,700,000.
    let text = r#"
title = "kink"
perspective = "municipality"
timeline = { start = 2020, years = 1 }
intake = { families = 10, moment = 0 }
family = { children = 1 }
placements = { programme = 0.1, comparison = 0.3 }
[lines.care]
kind = "saving"
payer = "municipality"
per = "placement_year"
amount = 500000
[lines.ref]
kind = "saving"
nature = "transfer"
payer = "municipality"
counterpart = "state"
per = "refund"
refund = { of = ["care"], above = [800000, 1500000], shares = [0.9, 1.0] }
[lines.prog]
kind = "cost"
payer = "municipality"
per = "year"
amount = 1700000
"#;
    for (moment, covered, whole) in [(0.0, 1.0, 1.0), (0.25, 0.75, 0.75), (0.3, 0.7, 8.0 / 12.0)] {
        let price = (850_000.0 + 0.9 * whole * 800_000.0) / (covered + 0.9 * whole);
        let set = [format!("intake.moment={moment}"), format!("lines.care.amount={price}")];
        let model = parse(text, &set.each_ref().map(String::as_str)).model;
        let case = business_case(&model, &model.base_draw()).expect("a case");
        let net: f64 = case.lines.iter().map(|line| line.accounts[0][0]).sum();
        assert!(net.abs() < 1e-3, "{net} at {price} after {moment}");
    }
}
