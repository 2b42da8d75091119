//! Effects as they are published, numbers computed from others, and shares from counts.

mod common;

use common::agreement::z;
use common::parse;
use provenu::distribution::Univariate;
use provenu::expected::business_case;
use provenu::model::{Draw, Model, Quantity};
use provenu::random::{Design, Sampling, Seed};
use provenu::scenario::Scenario;

/// A case whose arms, events and amounts are to be filled in.
fn case(sections: &str) -> String {
    format!(
        r#"
title = "Effects"
perspective = "municipality"
timeline = {{ start = 2024, years = 3 }}
intake = {{ adults = 200 }}
{sections}
[lines.cost]
kind = "cost"
payer = "municipality"
per = "adult"
amount = 20000
"#
    )
}

const SUPPORT: &str = r#"
[lines.support]
kind = "saving"
payer = "municipality"
per = "person_year"
amount = 150000
"#;

fn problems(text: &str) -> String {
    Scenario::parse("t.toml", text, &[], &|_| Err("none".into())).expect_err("problems").to_string()
}

/// The programme arm of the first tier.
fn programme(model: &Model) -> Quantity {
    model.groups[0].employment.as_ref().expect("employment").tiers[0].programme
}

/// Draws at points of a Sobol sequence.
fn draws(model: &Model, many: u64) -> Vec<Draw> {
    let paths = model.parameters.iter().map(|parameter| parameter.path.as_str());
    let design = Design::new(Sampling::Sobol, Seed::new(1).expect("in range"), paths, many).expect("a design");
    (0..many).map(|replication| model.draw_at(design.point(replication))).collect()
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let all: Vec<f64> = values.collect();
    all.iter().sum::<f64>() / all.len() as f64
}

/// Employment with an effect on 15 % without the programme.
fn with_effect(effect: &str) -> Model {
    let employment =
        format!("[employment]\ncomparison = 0.15\nprogramme = {{ {effect}, of = \"comparison\" }}\n{SUPPORT}");
    parse(&case(&employment), &[]).model
}

#[test]
fn each_effect_makes_of_fifteen_per_cent_what_the_textbook_does() {
    for (effect, wanted) in [
        ("relative_risk = 2", 0.30),
        ("odds_ratio = 2", 6.0 / 23.0),
        ("hazard_ratio = 2", 1.0 - 0.85 * 0.85),
        ("points = 0.15", 0.30),
        ("points = -0.05", 0.10),
    ] {
        let model = with_effect(effect);
        let found = programme(&model).at(&model.base_draw());
        assert!((found - wanted).abs() < 1e-15, "{effect}: {found}");
    }
}

#[test]
fn either_arm_may_be_given_by_the_other() {
    let text = case(&format!(
        "[employment]\nprogramme = 0.30\ncomparison = {{ relative_risk = 0.5, of = \"programme\" }}\n{SUPPORT}"
    ));
    let by_effect = business_case(&parse(&text, &[]).model, &parse(&text, &[]).model.base_draw()).expect("a case");
    let plain = parse(&text, &["employment.comparison=0.15"]).model;
    let by_number = business_case(&plain, &plain.base_draw()).expect("a case");
    assert_eq!(by_effect.cash_flow(plain.perspective).total(), by_number.cash_flow(plain.perspective).total());
}

#[test]
fn an_interval_of_a_ratio_is_one_of_its_logarithm_and_its_estimate_is_the_base() {
    // An odds ratio of 2.1 with 95 % from 1.4 to 3.15: symmetric about the logarithm of 2.1.
    let model = with_effect("odds_ratio = { estimate = 2.1, low = 1.4, high = 3.15, level = 0.95 }");
    let parameter = &model.parameters[0];
    assert_eq!((parameter.path.as_str(), parameter.base), ("employment.programme.odds_ratio", 2.1));
    for (u, wanted) in [(0.025, 1.4), (0.5, 2.1), (0.975, 3.15)] {
        assert!((parameter.distribution.quantile(u) - wanted).abs() < 1e-9, "{u}");
    }
}

#[test]
fn counts_of_both_arms_give_the_ratio_with_its_usual_standard_error() {
    // 12 of 100 against 20 of 110: RR 0.66, log standard error sqrt(1/12 - 1/100 + 1/20 - 1/110).
    let counts = "{ programme = { events = 12, of = 100 }, comparison = { events = 20, of = 110 } }";
    let of = |key: &str| with_effect(&format!("{key} = {counts}")).parameters[0].clone();
    let middle = |parameter: &provenu::model::Parameter| parameter.distribution.quantile(0.5);
    let log_spread = |parameter: &provenu::model::Parameter| {
        (parameter.distribution.quantile(0.841_344_746_068_542_9) / middle(parameter)).ln()
    };
    let risk = of("relative_risk");
    assert!((risk.base - 0.66).abs() < 1e-12 && (middle(&risk) - 0.66).abs() < 1e-9);
    let error = (1.0 / 12.0 - 1.0 / 100.0 + 1.0 / 20.0 - 1.0 / 110.0_f64).sqrt();
    assert!((log_spread(&risk) - error).abs() < 1e-9);
    let odds = of("odds_ratio");
    assert!((odds.base - (12.0 / 88.0) / (20.0 / 90.0)).abs() < 1e-12);
    let error = (1.0 / 12.0 + 1.0 / 88.0 + 1.0 / 20.0 + 1.0 / 90.0_f64).sqrt();
    assert!((log_spread(&odds) - error).abs() < 1e-9);
    let points = of("points");
    assert!((points.base - (0.12 - 20.0 / 110.0)).abs() < 1e-12);
    let error = (0.12 * 0.88 / 100.0 + (20.0 / 110.0) * (90.0 / 110.0) / 110.0_f64).sqrt();
    assert!((points.distribution.variance().sqrt() - error).abs() < 1e-12);
}

#[test]
fn an_uncertain_effect_on_an_uncertain_baseline_is_one_draw_of_each_and_agrees_with_its_expectation() {
    let text = case(&format!(
        "[employment]\ncomparison = {{ events = 30, of = 200 }}\nprogramme = {{ odds_ratio = \"1.2 to 2.6\", of = \"comparison\" }}\n\
         [relapse]\nhazard = 0.2\n{SUPPORT}"
    ));
    let model = parse(&text, &[]).model;
    assert_eq!(model.parameters.len(), 2);
    assert!(!model.may_be_refused(), "an odds ratio never leaves 0 to 1");
    let worst = z(&model, 3_000).into_iter().map(f64::abs).fold(0.0, f64::max);
    assert!(worst < 4.0, "{worst}");
}

#[test]
fn rates_by_year_take_a_rate_ratio_in_every_year() {
    let model = |programme: &str| {
        let text = format!(
            "[events.return]\nsubject = \"adult\"\nmeasure = \"number\"\ncomparison = [1.5, 0.8]\nprogramme = {programme}\n\
             [lines.court]\nkind = \"saving\"\npayer = \"municipality\"\nper = \"event\"\nevent = \"return\"\namount = 2000\n"
        );
        let model = parse(&case(&text), &[]).model;
        business_case(&model, &model.base_draw()).expect("a case").cash_flow(model.perspective).total()
    };
    assert!((model("{ rate_ratio = 0.8, of = \"comparison\" }") - model("[1.2, 0.64]")).abs() < 1e-6);
}

#[test]
fn what_cannot_be_is_refused_with_what_can() {
    let employment = |arms: &str| problems(&case(&format!("[employment]\n{arms}\n{SUPPORT}")));
    let both = "comparison = { points = 0.1, of = \"programme\" }\nprogramme = { points = 0.1, of = \"comparison\" }";
    assert!(employment(both).contains("both arms are relative"));
    let itself = employment("comparison = 0.15\nprogramme = { points = 0.1, of = \"programme\" }");
    assert!(itself.contains("an arm is relative to the other one; allowed: \"comparison\""), "{itself}");
    let rate = employment("comparison = 0.15\nprogramme = { rate_ratio = 2, of = \"comparison\" }");
    assert!(rate.contains("not of a probability; allowed: relative_risk, odds_ratio, hazard_ratio, points"), "{rate}");
    let beyond = employment("comparison = 0.6\nprogramme = { relative_risk = 2, of = \"comparison\" }");
    assert!(beyond.contains("this comes to 1.2; allowed: a probability from 0 to 1"), "{beyond}");
    let nobody = employment(
        "comparison = 0.1\nprogramme = { odds_ratio = { programme = { events = 0, of = 10 }, comparison = { events = 2, of = 10 } }, of = \"comparison\" }",
    );
    assert!(nobody.contains("nobody or everybody"), "{nobody}");
    let outside = employment(
        "comparison = 0.1\nprogramme = { odds_ratio = { estimate = 19, low = 1.3, high = 2.8, level = 0.95 }, of = \"comparison\" }",
    );
    assert!(outside.contains("outside its interval; allowed: from 1.3 to 2.8"), "{outside}");
    let alone = employment("comparison = 0.1\nprogramme = { odds_ratio = { estimate = 2 }, of = \"comparison\" }");
    assert!(alone.contains("an estimate stands with its interval"), "{alone}");
    let hazard = employment(
        "comparison = 0.1\nprogramme = { hazard_ratio = { programme = { events = 1, of = 10 }, comparison = { events = 2, of = 10 } }, of = \"comparison\" }",
    );
    assert!(hazard.contains("counts do not say when"), "{hazard}");
}

#[test]
fn a_run_refuses_draws_that_leave_their_range_before_the_first_replication_and_says_how_many() {
    let text = case(&format!(
        "[employment]\ncomparison = 0.4\nprogramme = {{ relative_risk = \"1.1 to 2.6\", of = \"comparison\" }}\n{SUPPORT}"
    ));
    let model = parse(&text, &[]).model;
    assert!(model.may_be_refused());
    let refused = provenu::simulate::Replications::run(&model, Seed::new(1).expect("in range"), 0..2_000, &());
    let message = refused.map(|_| ()).expect_err("refused").to_string();
    assert!(message.contains("of 2000 draws (") && message.contains("employment.programme comes to 1."), "{message}");
    assert!(message.contains("odds ratio"), "{message}");
}

#[test]
fn a_parameter_may_be_computed_from_others_in_any_order_but_in_no_circle() {
    let formulas = r#"
[parameters.paid]
value = "parameters.gross * (1 - parameters.refunded)"
unit = "kr. a year"
[parameters.refunded]
value = "parameters.share / 2"
[parameters.share]
value = 0.4
[parameters.gross]
value = "90000 to 110000"
[lines.support]
kind = "saving"
payer = "municipality"
per = "adult"
amount = "parameters.paid"
quantity = "2 * parameters.share"
"#;
    let model = parse(&case(formulas), &[]).model;
    let draw = model.draw_at(vec![0.7]);
    let gross = draw.values()[0];
    let support = model.lines.iter().find(|line| line.id == "support").expect("the line");
    // 20 % of gross is refunded, and the quantity is 0.8.
    assert!((support.unit_amount::<f64>(&draw, 0) - gross * 0.8 * 0.8).abs() < 1e-9);
    let circle = "[parameters.a]\nvalue = \"parameters.b * 2\"\n[parameters.b]\nvalue = \"parameters.a / 2\"\n";
    let told = problems(&case(circle));
    assert!(told.contains("computed in a circle: a, b"), "{told}");
}

#[test]
fn a_formula_is_told_off_by_its_column() {
    let text = "[parameters.a]\nvalue = 2\n[lines.x]\nkind = \"cost\"\npayer = \"municipality\"\nper = \"year\"\namount = \"parameters.a ^ 2\"\n";
    let told = problems(&case(text));
    assert!(told.contains("`^` at column 14") && told.contains("lines.x.amount"), "{told}");
    let unknown = problems(&case(&text.replace("parameters.a ^ 2", "parameters.aa * 2")));
    assert!(unknown.contains("there is no [parameters.aa]; did you mean `a`?"), "{unknown}");
    let negative = problems(&case(&text.replace("parameters.a ^ 2", "parameters.a - 3")));
    assert!(negative.contains("this comes to -1; allowed: a number from 0 up"), "{negative}");
}

#[test]
fn types_from_counts_are_a_dirichlet() {
    // The mean of a share is x/n, its variance m(1 − m)/(n + 1), the covariance of two −m₁m₂/(n + 1).
    let text = case(
        "[placements]\navoided = 3\ncounts = { foster = 7, institution = 2, own = 1 }\n\
         [lines.a]\nkind = \"saving\"\npayer = \"municipality\"\nper = \"placement_year\"\ntype = \"institution\"\namount = 1000000\n",
    );
    let model = parse(&text, &[]).model;
    let kinds = &model.groups[0].events[0].as_ref().expect("placements").kinds;
    let shares: Vec<Vec<f64>> =
        draws(&model, 1 << 15).iter().map(|draw| provenu::model::event::kind_shares(kinds, draw)).collect();
    assert!(shares.iter().all(|shares| (shares.iter().sum::<f64>() - 1.0).abs() < 1e-12));
    let moment = |f: &dyn Fn(&Vec<f64>) -> f64| mean(shares.iter().map(f));
    for (kind, count) in [(0, 7.0), (1, 2.0), (2, 1.0)] {
        let m = count / 10.0;
        assert!((moment(&|s| s[kind]) - m).abs() < 1e-3, "{kind}");
        assert!((moment(&|s| (s[kind] - m).powi(2)) - m * (1.0 - m) / 11.0).abs() < 1e-4, "{kind}");
    }
    assert!((moment(&|s| (s[0] - 0.7) * (s[1] - 0.2)) + 0.14 / 11.0).abs() < 1e-4);
    let worst = z(&model, 3_000).into_iter().map(f64::abs).fold(0.0, f64::max);
    assert!(worst < 4.0, "{worst}");
}

#[test]
fn tiers_from_counts_are_the_same_as_at_least_out_of_the_same_n() {
    let counted = "[employment.counts]\nprogramme = { full = 12, partial = 12, none = 30 }\n\
                   [employment.tiers.full]\ncomparison = 0.1\n[employment.tiers.partial]\ncomparison = 0.1\n";
    let at_least = "[employment]\nshares = \"at_least\"\n\
                    [employment.tiers.full]\nprogramme = { events = 12, of = 54 }\ncomparison = 0.1\n\
                    [employment.tiers.partial]\nprogramme = { events = 24, of = 54 }\ncomparison = 0.19\n";
    let [counted, at_least] = [counted, at_least].map(|text| parse(&case(&format!("{text}{SUPPORT}")), &[]).model);
    let betas = |model: &Model| -> Vec<String> {
        model.parameters.iter().map(|parameter| format!("{} {}", parameter.path, parameter.distribution)).collect()
    };
    assert_eq!(betas(&counted), betas(&at_least));
    let total =
        |model: &Model| business_case(model, &model.base_draw()).expect("a case").cash_flow(model.perspective).total();
    assert!((total(&counted) - total(&at_least)).abs() < 1e-6);
}

#[test]
fn arms_from_counts_may_go_together() {
    let text = case(&format!(
        "[employment.counts]\nprogramme = {{ full = 12, partial = 12, none = 30 }}\n\
         comparison = {{ value = {{ full = 6, partial = 10, none = 40 }}, source = \"register\", evidence = \"registry\" }}\n\
         [[correlations]]\nbetween = [\"employment.tiers.full.programme\", \"employment.tiers.full.comparison\"]\nrank = 0.6\n{SUPPORT}"
    ));
    let model = parse(&text, &[]).model;
    let tier = &model.groups[0].employment.as_ref().expect("employment").tiers[0];
    let pairs: Vec<(f64, f64)> =
        draws(&model, 1 << 12).iter().map(|draw| (tier.programme.at(draw), tier.comparison.at(draw))).collect();
    let (m, n) = (mean(pairs.iter().map(|pair| pair.0)), mean(pairs.iter().map(|pair| pair.1)));
    let covariance = mean(pairs.iter().map(|(a, b)| (a - m) * (b - n)));
    let sd = |m: f64, of: &dyn Fn(&(f64, f64)) -> f64| mean(pairs.iter().map(|pair| (of(pair) - m).powi(2))).sqrt();
    let correlation = covariance / (sd(m, &|pair| pair.0) * sd(n, &|pair| pair.1));
    assert!((correlation - 0.6).abs() < 0.03, "{correlation}");
    assert_eq!(model.assumptions.iter().filter(|known| known.source.as_deref() == Some("register")).count(), 2);
}

#[test]
fn counts_that_say_too_little_or_twice_are_refused() {
    let events = |text: &str| problems(&case(&format!("[placements]\navoided = 3\n{text}")));
    assert!(events("counts = { foster = 3 }").contains("two or more"));
    assert!(events("counts = { foster = 3, own = 0 }").contains("from none of n no distribution follows"));
    let twice = events("counts = { foster = 3, own = 2 }\n[placements.types.foster]\nshare = 0.5\n");
    assert!(twice.contains("not allowed beside `counts`"), "{twice}");
    let stranger = events("counts = { foster = 3, own = 2 }\n[placements.types.fostr]\n");
    assert!(stranger.contains("did you mean `foster`?"), "{stranger}");
    let order = problems(&case(&format!(
        "[employment.counts]\nprogramme = {{ full = 12, none = 30 }}\ncomparison = {{ none = 30, full = 12 }}\n{SUPPORT}"
    )));
    assert!(order.contains("allowed: full, none, in this order"), "{order}");
}

#[test]
fn an_effect_may_be_set_in_place_of_a_number_and_a_number_in_place_of_an_effect() {
    let set = |set: &[&str]| {
        let model = common::load("silkeborg.toml", set).model;
        let label = model.label("employment.programme").title;
        (programme(&model).at(&model.base_draw()), label)
    };
    let (plain, title) = set(&[]);
    let effect = "employment.programme={ points = 0.15, of = \"comparison\" }";
    assert_eq!(set(&[effect]), (plain, title));
    assert_eq!(set(&[effect, "employment.programme.points=0.1"]).0, 0.25);
    assert_eq!(set(&[effect, "employment.programme=0.4"]).0, 0.4);
}

#[test]
fn what_is_known_of_a_computed_number_is_found_in_draws_of_it() {
    // Twice a lognormal is a lognormal: its quantiles are known.
    let text = case("[parameters.a]\nvalue = \"50 to 200\"\n[parameters.b]\nvalue = \"2 * parameters.a\"\n");
    let model = parse(&text, &[]).model;
    let facts = provenu::run::computed_facts(&model);
    let [facts] = facts.as_slice() else { panic!("{facts:?}") };
    let of = &model.parameters[0].distribution;
    assert!((facts.mean.value - 2.0 * of.mean()).abs() < 4.0 * facts.mean.mcse, "{facts:?}");
    for (found, p) in facts.quantiles.into_iter().zip([0.05, 0.5, 0.95]) {
        assert!((of.cdf(found / 2.0) - p).abs() < 0.02, "{facts:?}");
    }
}

#[test]
fn a_published_model_is_entered_with_its_hazard_ratios_as_they_are() {
    // A dressing against infections (the inputs of Jenks 2016): 73.5 pounds saved a patient, in 95.5 % of cases.
    let text = r#"
title = "Dressing"
currency = "£"
perspective = "region"
timeline = { start = 2016, years = 1 }
intake = { adults = 1000, moment = 0 }
parameters.infections = { value = { distribution = "gamma", mean = 0.00148, sd = 0.00012 } }
parameters.local = { value = { distribution = "gamma", mean = 0.00014, sd = 0.0005 } }
parameters.days = { value = { distribution = "gamma", mean = 10, sd = 5 } }
parameters.dressings = { value = { distribution = "gamma", mean = 3, sd = 2 } }
parameters.hazard_ratio = { value = { distribution = "lognormal", mean = 0.402, sd = 0.17397959 } }
[events.infection]
subject = "adult"
measure = "number"
comparison = "parameters.infections * parameters.days"
programme = { hazard_ratio = "parameters.hazard_ratio", of = "comparison" }
[events.local]
subject = "adult"
measure = "number"
comparison = "parameters.local * parameters.days"
programme = { hazard_ratio = { distribution = "lognormal", mean = 0.402, sd = 0.17397959 }, of = "comparison" }
[events.dermatitis]
subject = "adult"
measure = "number"
comparison = { alpha = 1, beta = 475 }
programme = { rate_ratio = { mean = 1.0, sd = 0.5 }, of = "comparison" }
[lines.standard]
kind = "saving"
payer = "region"
per = "adult"
amount = 1.54
quantity = "parameters.dressings"
[lines.dressing]
kind = "cost"
payer = "region"
per = "adult"
amount = 6.26
quantity = "parameters.dressings"
[lines.infection]
kind = "saving"
payer = "region"
per = "event"
event = "infection"
amount = { value = { distribution = "gamma", mean = 9900, sd = 3000 } }
[lines.local]
kind = "saving"
payer = "region"
per = "event"
event = "local"
amount = { value = { distribution = "gamma", mean = 100, sd = 30 } }
[lines.dermatitis]
kind = "saving"
payer = "region"
per = "event"
event = "dermatitis"
amount = { value = { distribution = "gamma", mean = 6, sd = 3 } }
"#;
    let model = parse(text, &[]).model;
    let setting =
        |draw: &Draw| business_case(&model, draw).expect("a case").cash_flow(model.perspective).total() / 1_000.0;
    let nets: Vec<f64> = draws(&model, 1 << 13).iter().map(setting).collect();
    let pays = mean(nets.iter().map(|net| f64::from(u8::from(*net > 0.0))));
    assert!((mean(nets.iter().copied()) - 73.5).abs() < 0.5, "{}", mean(nets.iter().copied()));
    assert!((pays - 0.955).abs() < 0.006, "{pays}");
}

#[test]
fn every_number_of_a_draw_has_a_path_of_its_own() {
    let text = case(
        "[parameters.w]\nvalue = \"0.2 to 0.4\"\ndomain = \"probability\"\n\
         [placements]\navoided = [\"parameters.w * 2\", \"parameters.w * 3\", 1]\ncounts = { foster = 7, institution = 2, own = 1 }\n\
         [events.back]\nsubject = \"adult\"\nmeasure = \"number\"\ncomparison = [0.5, 0.3]\n\
         programme = { rate_ratio = \"0.7 to 0.9\", of = \"comparison\" }\n",
    );
    let model = parse(&text, &[]).model;
    let drawn = model.parameters.iter().map(|parameter| parameter.path.as_str());
    let computed = model.parameters.all_computed().iter().map(|computed| computed.path.as_str());
    let mut paths: Vec<&str> = drawn.chain(computed).collect();
    let all = paths.len();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), all, "{paths:?}");
    for path in
        ["placements.types.institution.share", "placements.types.institution.share_of_rest", "placements.avoided.2"]
    {
        assert!(paths.contains(&path), "{path}: {paths:?}");
    }
}

#[test]
fn nothing_beside_the_counts_of_a_study_is_dropped() {
    let employment = |counts: &str| {
        let effect = format!("comparison = 0.15\nprogramme = {{ odds_ratio = {counts}, of = \"comparison\" }}");
        problems(&case(&format!("[employment]\n{effect}\n{SUPPORT}")))
    };
    let arms = "programme = { events = 12, of = 100 }, comparison = { events = 20, of = 110 }";
    let told = employment(&format!("{{ {arms}, levl = 0.9 }}"));
    assert!(told.contains("levl") && told.contains("unknown key"), "{told}");
    let told = employment(&format!("{{ {} }}", arms.replace("of = 110", "of = 110, sorce = \"x\"")));
    assert!(told.contains("sorce") && told.contains("unknown key"), "{told}");
}

#[test]
fn what_counts_name_may_be_said_more_of_and_is_changed_by_them() {
    let text = case(
        "[placements]\navoided = 3\ncounts = { foster = 7, institution = 2, own = 1 }\n\
         [lines.a]\nkind = \"saving\"\npayer = \"municipality\"\nper = \"placement_year\"\ntype = \"foster\"\namount = 1000000\n",
    );
    let total = |set: &[&str]| {
        let model = parse(&text, set).model;
        business_case(&model, &model.base_draw()).expect("a case").cash_flow(model.perspective).total()
    };
    assert!(total(&["placements.types.foster.duration=0.5"]) < total(&[]));
    assert!((total(&["placements.counts.foster=17"]) + 12e6) / (total(&[]) + 12e6) > 1.2);
    let refused = |set: &str| {
        let change: provenu::scenario::Override = set.parse().expect("PATH=VALUE");
        let scenario = parse(&text, &[]);
        scenario.with(change).expect_err("refused").to_string()
    };
    for set in ["placements.types.foster.share=0.5", "placements.types.foster={ share = 0.5 }"] {
        assert!(refused(set).contains("--set PATH.counts="), "{}", refused(set));
    }
    let misspelt = refused("placements.types.fostr.duration=1");
    assert!(misspelt.contains("did you mean `foster`?"), "{misspelt}");
}
