//! The bad-input list, one by one, and the forms that numbers can take.

use super::*;
use crate::distribution::Univariate;
use crate::expected::business_case;
use crate::model::Quantity;

const SILKEBORG: &str = include_str!("../../configs/silkeborg.toml");

fn fetch(name: &str) -> Result<Vec<u8>, String> {
    match name {
        "durations.csv" => Ok(b"id;years\n1;0,5\n2;1,5\n3;4\n".to_vec()),
        _ => Err(format!("{name} does not exist")),
    }
}

fn parse(text: &str, set: &[&str]) -> Result<Scenario, Problems> {
    let overrides: Vec<Override> = set.iter().map(|text| text.parse().expect("PATH=VALUE")).collect();
    Scenario::parse("test.toml", text, &overrides, &fetch)
}

/// A small scenario; `change` is (a line of it, what stands there instead).
fn small(change: (&str, &str)) -> String {
    let text = r#"
title = "Small"
perspective = "municipality"
[timeline]
start = 2020
years = 3
[intake]
adults = [10, 20, 30]
[employment]
programme = 0.4
comparison = 0.1
[relapse]
hazard = 0.1
[lines.programme]
kind = "cost"
payer = "municipality"
per = "year"
amount = 1000
"#;
    assert!(text.contains(change.0), "`{}` is not in the small scenario", change.0);
    text.replacen(change.0, change.1, 1)
}

/// The problems of the small scenario with a change, as printed.
fn problems(change: (&str, &str)) -> String {
    parse(&small(change), &[]).expect_err("a problem").to_string()
}

#[test]
fn the_small_scenario_is_sound() {
    parse(&small(("", "")), &[]).expect("sound");
}

#[test]
fn every_kind_of_bad_input_is_named_with_place_key_value_and_what_is_allowed() {
    for (change, parts) in [
        (
            ("programme = 0.4", "programe = 0.4"),
            &["test.toml:10:1: employment.programe", "did you mean `programme`?"][..],
        ),
        (("title = \"Small\"", "title = \"Small\"\ntitel = 3"), &["titel", "did you mean `title`?"]),
        (
            ("programme = 0.4", "programme = 0.4\nprogramme = 0.5"),
            &["test.toml:11:1: programme = 0.5", "may stand once"],
        ),
        (("programme = 0.4", "programme = true"), &["test.toml:10:13", "true", "allowed: a probability from 0 to 1"]),
        (("programme = 0.4", "programme = \"high\""), &["employment.programme = \"high\"", "this is text"]),
        (("programme = 0.4", "programme = 0,40"), &["test.toml:10:14", "write 0.40 with a point"]),
        (("programme = 0.4", "programme = { value = { mean = 0,4, sd = 0.1 } }"), &["write 0.4 with a point"]),
        (("programme = 0.4", "programme = 40 %"), &["write 40 % as 0.4"]),
        (
            ("programme = 0.4", "programme = { value = { events = 4, of = 10 }, evidence = \"definition\" }"),
            &["employment.programme.evidence = \"definition\"", "allowed: another grade, or a fixed value"],
        ),
        (("programme = 0.4", "programme = nan"), &["employment.programme = nan", "not a finite number"]),
        (("programme = 0.4", "programme = inf"), &["= inf", "not a finite number"]),
        (("amount = 1000", "amount = 1e400"), &["lines.programme.amount = 1e400", "too large"]),
        (("amount = 1000", "amount = -5"), &["lines.programme.amount = -5", "from 0 up"]),
        (("programme = 0.4", "programme = 1.4"), &["test.toml:10:13: employment.programme = 1.4", "from 0 to 1"]),
        (
            ("programme = 0.4", "programme = { value = { mean = 0.5, sd = 0.6, distribution = \"beta\" } }"),
            &["employment.programme.value.sd = 0.6", "below √(mean(1 − mean))"],
        ),
        (
            ("programme = 0.4", "programme = { value = { distribution = \"lognormal\", mean = 0.5, sd = 0.2 } }"),
            &["runs from 0 up", "from 0 to 1"],
        ),
        (
            ("programme = 0.4", "programme = { value = { distribution = \"betta\", mean = 0.5, sd = 0.1 } }"),
            &["did you mean `beta`?"],
        ),
        (
            ("programme = 0.4", "programme = { value = { events = 3, of = 20 }, base = 1.2 }"),
            &["employment.programme.base = 1.2"],
        ),
        (
            ("adults = [10, 20, 30]", "adults = [10, 20]"),
            &["test.toml:8:10: intake.adults = [10, 20]", "2 numbers for 3 years"],
        ),
        (("adults = [10, 20, 30]", "adults = [10, { value = 3 }, 30]"), &["needs a name"]),
        (("years = 3", "years = 0"), &["timeline.years = 0", "a whole number from 1 to 100"]),
        (("years = 3", "years = 3.5"), &["timeline.years = 3.5", "a whole number"]),
        (("start = 2020", ""), &["timeline.start", "missing; it is required"]),
        (("payer = \"municipality\"", "payer = \"municipalty\""), &["did you mean `municipality`?"]),
        (("payer = \"municipality\"", "shares = { municipality = 0.8, state = 0.3 }"), &["the shares sum to 1.1"]),
        (("kind = \"cost\"", "kind = \"costs\""), &["did you mean `cost`?"]),
        (("hazard = 0.1", "hazard = \"parameters.relaps\""), &["there is no [parameters.relaps]"]),
        (("perspective = \"municipality\"", "perspective = \"state\""), &["no line touches this payer"]),
        (
            ("[lines.programme]", "[discounting]\nrate = 0.035\nbasis = \"nominal\"\n[lines.programme]"),
            &["discounting.basis = \"nominal\"", "real"],
        ),
        (("[lines.programme]", "[placements]\navoided = 1\n[lines.programme]"), &[][..]),
        (
            ("adults = [10, 20, 30]", "adults = { value = 10, profile = [1, -1, 1] }"),
            &["intake.adults.profile = [1, -1, 1]", "below 0"],
        ),
        (("amount = 1000", "amount = { value = { values = [1, 2], max = 3 } }"), &["cannot be given by max + values"]),
        (
            ("amount = 1000", "amount = { value = { values = [1, 2], column = \"a\" } }"),
            &["not allowed without `file`"],
        ),
        (("[lines.programme]", "[lines.net]"), &["this id is taken"]),
        (
            (
                "payer = \"municipality\"",
                "payer = \"municipality\"\nnature = \"transfer\"\ncounterpart = \"municipality\"",
            ),
            &["between different payers"],
        ),
        (("[lines.programme]", "[payers.society]\npublic = true\n[lines.programme]"), &["payers.society", "taken"]),
        (("programme = 0.4", "programme = { value = { file = \"none.csv\" } }"), &["none.csv does not exist"]),
    ] {
        if parts.is_empty() {
            assert!(parse(&small(change), &[]).is_ok(), "{}", change.1);
            continue;
        }
        let found = problems(change);
        for part in parts {
            assert!(found.contains(part), "`{}` should report `{part}`, but says:\n{found}", change.1);
        }
    }
}

#[test]
fn what_lies_beyond_its_number_is_refused_with_what_to_write() {
    for (change, parts) in [
        (("amount = 1000", "amount = \"0 to 300000\""), &["{ min = 0, max = 300000 }"][..]),
        (("amount = 1000", "amount = \"-90 to 190\""), &["its end -90 leaves nothing", "{ min = 0, max = 190 }"]),
        (
            ("programme = 0.4", "programme = \"0.45 to 1.2\""),
            &["its end 1.2", "limit 1; write { min = 0.45, max = 1 }"],
        ),
        (
            ("programme = 0.4", "programme = { distribution = \"normal\", low = 0.45, high = 1.2 }"),
            &["{ min = 0.45, max = 1 }"],
        ),
        (
            ("amount = 1000", "amount = { distribution = \"lognormal\", low = 5, high = 9, max = 8 }"),
            &["its end 9 leaves nothing up to the limit 8"],
        ),
        (("amount = 1000", "amount = { distribution = \"gamma\", low = 0, high = 9 }"), &["{ min = 0, max = 9 }"]),
        (("amount = 1000", "amount = \"90-190\""), &["an interval is written \"90 to 190\""]),
        (("amount = 1000", "amount = -2955"), &["`kind`"]),
        (("programme = 0.4", "programme = { events = 5e-324, of = 10 }"), &["0 or at least 1e-18 in size"]),
    ] {
        let found = problems(change);
        assert!(parts.iter().all(|part| found.contains(part)), "{} says:\n{found}", change.1);
    }
}

#[test]
fn all_problems_are_told_at_once_in_the_order_of_the_file() {
    let text = small(("programme = 0.4", "programme = 1.4"))
        .replace("years = 3", "years = 0")
        .replace("amount = 1000", "amount = 1,5\nnonsense = 1")
        .replace("hazard = 0.1", "hazard = 0,1");
    let found = parse(&text, &[]).expect_err("problems");
    let lines: Vec<usize> = found.iter().filter_map(|problem| problem.place.map(|place| place.line)).collect();
    assert_eq!(lines, [6, 10, 13, 18, 19], "{found}");
}

#[test]
fn one_mistake_in_employment_is_one_problem_and_hides_no_other() {
    let text = small(("programme = 0.4", "coupling = \"mono\"\nprogramme = 1.4"))
        .replace("comparison = 0.1", "comparison = -1")
        .replace("per = \"year\"", "per = \"person_year\"");
    let found = parse(&text, &[]).expect_err("problems");
    assert_eq!(found.len(), 3, "{found}");
}

#[test]
fn a_distribution_may_stand_where_an_undocumented_number_may() {
    let bare = parse(&small(("programme = 0.4", "programme = { events = 5, of = 50 }")), &[]).expect("sound").model;
    let full = parse(&small(("programme = 0.4", "programme = { value = { events = 5, of = 50 } }")), &[]);
    assert_eq!(bare.parameters, full.expect("sound").model.parameters);
    parse(&small(("amount = 1000", "amount = { distribution = \"gamma\", mean = 5, sd = 1 }")), &[]).expect("sound");
}

#[test]
fn a_placement_needs_a_family() {
    let text = small(("[lines.programme]", "[placements]\navoided = [1, 0, 0]\n[lines.programme]"))
        .replace("adults = [10, 20, 30]", "adults = [0, 20, 30]");
    let found = parse(&text, &[]).expect_err("a problem").to_string();
    assert!(found.contains("intake year 2020, which has no families"), "{found}");
}

#[test]
fn counts_beyond_any_programme_are_refused() {
    for (change, part) in [
        (("adults = [10, 20, 30]", "adults = 1e12"), "1000000000000 adults in the intake year 2020"),
        (
            ("[lines.programme]", "[placements]\navoided = 1e9\n[lines.programme]"),
            "placements avoided in the intake year 2020",
        ),
    ] {
        let found = problems(change);
        assert!(found.contains(part) && found.contains("at most 10000000"), "{found}");
    }
}

#[test]
fn every_form_of_evidence_reads() {
    for (value, mean) in [
        ("0.25", 0.25),
        ("\"1/4\"", 0.25),
        ("{ distribution = \"uniform\", min = 0.2, max = 0.3 }", 0.25),
        ("{ distribution = \"triangular\", min = 0.1, mode = 0.25, max = 0.4 }", 0.25),
        ("{ min = 0.1, mode = 0.25, max = 0.4 }", 0.25),
        ("{ distribution = \"normal\", mean = 0.25, sd = 0.01 }", 0.25),
        ("{ distribution = \"lognormal\", mean = 0.25, sd = 0.02, max = 1 }", 0.25),
        ("{ distribution = \"gamma\", mean = 0.25, sd = 0.02, max = 1 }", 0.25),
        ("{ distribution = \"beta\", mean = 0.25, low = 0.15, high = 0.37, level = 0.95 }", 0.25),
        ("{ events = 5, of = 20 }", 0.25),
        ("{ alpha = 5, beta = 15 }", 0.25),
        ("{ distribution = \"weibull\", mean = 0.25, sd = 0.02, max = 1 }", 0.25),
        ("{ values = [0, 1], weights = [3, 1] }", 0.25),
        ("{ values = [0.2, 0.3] }", 0.25),
    ] {
        let change = format!("programme = {{ value = {value}, unit = \"share\" }}");
        let scenario =
            parse(&small(("programme = 0.4", &change)), &[]).unwrap_or_else(|found| panic!("{value}:\n{found}"));
        let base = scenario.model.base_draw();
        let employment = scenario.model.groups[0].employment.as_ref().expect("employment");
        let found = employment.tiers[0].programme.at(&base);
        assert!((found - mean).abs() < 1e-6, "{value}: {found}");
    }
}

#[test]
fn a_range_is_a_ninety_percent_interval() {
    let scenario = parse(&small(("amount = 1000", "amount = \"800 to 1300\"")), &[]).expect("sound");
    let distribution = &scenario.model.parameters[0].distribution;
    assert!((distribution.quantile(0.05) - 800.0).abs() < 1e-9 && (distribution.quantile(0.95) - 1300.0).abs() < 1e-9);
    for range in ["growth = \"0.01 to 0.03\"", "growth = \"-0.01 to 0.03\"", "factor = \"-0.1 to 0.3\""] {
        parse(&small(("amount = 1000", &format!("amount = 1000\n{range}"))), &[]).expect(range);
    }
    parse(&small(("programme = 0.4", "programme = \"0.2 to 0.5\"")), &[]).expect("a beta");
}

#[test]
fn a_cut_that_moves_the_mean_is_kept_to_be_told() {
    let normal = |mean: f64, sd: f64| {
        format!("programme = {{ value = {{ distribution = \"normal\", mean = {mean}, sd = {sd} }} }}")
    };
    let cuts = |mean, sd| parse(&small(("programme = 0.4", &normal(mean, sd))), &[]).expect("sound").model.cuts;
    let [cut] = &cuts(0.1, 0.2)[..] else { panic!("one cut") };
    // μ + σ (φ(a) − φ(b)) / (Φ(b) − Φ(a)) with a = −0.5, b = 4.5.
    assert_eq!((cut.path.as_str(), cut.mean_uncut), ("employment.programme", 0.1));
    assert!((cut.mean - 0.201_828).abs() < 1e-6, "{}", cut.mean);
    assert!(cuts(0.5, 0.05).is_empty());
    // The part beyond 0 moves the mean by less than 1 %.
    assert!(cuts(0.5, 0.2).is_empty());
}

#[test]
fn an_effect_with_its_standard_error_may_be_negative() {
    let case = |factor: &str| {
        let saving = format!(
            "[lines.effect]\nkind = \"saving\"\npayer = \"municipality\"\nper = \"person_year\"\namount = 1000\nfactor = {factor}\n"
        );
        let model = parse(&(small(("amount = 1000", "amount = 0\n")) + &saving), &[]).expect("sound").model;
        assert!(model.cuts.is_empty());
        business_case(&model, &model.base_draw()).expect("worked out").net(model.perspective)
    };
    let (one, negative) = (case("1"), case("{ distribution = \"normal\", mean = -0.25, sd = 0.5 }"));
    assert!(one.iter().zip(&negative).all(|(one, negative)| *one > 0.0 && (negative + 0.25 * one).abs() < 1e-9));
}

#[test]
fn a_csv_column_is_an_empirical_distribution_and_its_file_is_kept() {
    let text = small((
        "[lines.programme]",
        "[placements]\navoided = 1\nduration = { each = { file = \"durations.csv\", column = \"years\" } }\n[lines.programme]",
    ));
    let scenario = parse(&text, &[]).expect("sound");
    assert_eq!(scenario.data_files[0].name, "durations.csv");
    assert!(scenario.model.assumptions.iter().any(|a| a.path == "placements.duration"));
}

#[test]
fn an_override_replaces_a_parameter_with_its_uncertainty() {
    let before = parse(SILKEBORG, &[]).expect("sound").model;
    let fixed = parse(SILKEBORG, &["employment.programme=0.15"]).expect("sound").model;
    assert_eq!(fixed.parameters.len() + 1, before.parameters.len());
    assert_eq!(fixed.groups[0].employment.as_ref().expect("employment").tiers[0].programme, Quantity::Fixed(0.15));
    let uncertain = parse(SILKEBORG, &["employment.programme={ events = 10, of = 57 }"]).expect("sound").model;
    let draw = uncertain.base_draw();
    assert!(
        (uncertain.groups[0].employment.as_ref().expect("employment").tiers[0].programme.at(&draw) - 10.0 / 57.0).abs()
            < 1e-12
    );
}

#[test]
fn a_shift_moves_base_and_mean_and_keeps_the_spread() {
    let shifted = |text: &str, set: &[&str], shift: &[&str]| {
        let set = set.iter().map(|set| set.parse().expect("PATH=VALUE"));
        let shift = shift.iter().map(|shift| Override::shift(shift).expect("PATH=NUMBER"));
        let changes: Vec<Override> = set.chain(shift).collect();
        Scenario::parse("test.toml", text, &changes, &fetch)
    };
    let before = parse(SILKEBORG, &[]).expect("sound").model;
    let scenario =
        shifted(SILKEBORG, &[], &["employment.programme=0.35", "lines.transport.amount=90000"]).expect("sound");
    let parameter = |model: &crate::model::Model| {
        let found = model.parameters.iter().find(|parameter| parameter.path == "employment.programme");
        found.expect("a parameter").clone()
    };
    let (old, new) = (parameter(&before), parameter(&scenario.model));
    assert_eq!((old.base, new.base), (0.3, 0.35));
    assert!((new.distribution.mean() - 0.35).abs() < 1e-9);
    assert!((new.distribution.variance() - old.distribution.variance()).abs() < 1e-9);
    assert_eq!(
        scenario.model.base_value(
            &scenario.model.assumptions.iter().find(|a| a.path == "lines.transport.amount").expect("one").clone()
        ),
        Some(90_000.0)
    );
    // A base that is stated moves as far as the mean does.
    let stated = small(("programme = 0.4", "programme = { value = { min = 0.2, max = 0.4 }, base = 0.35 }"));
    let model = shifted(&stated, &[], &["employment.programme=0.55"]).expect("sound").model;
    let (low, high) = model.parameters[0].distribution.support();
    assert!(model.parameters[0].base == 0.55 && (low - 0.4).abs() < 1e-12 && (high - 0.6).abs() < 1e-12);
    // What is set afterwards replaces it.
    let fixed = scenario.with("employment.programme=0.2".parse().expect("a change")).expect("sound").model;
    assert_eq!(fixed.parameters.len() + 1, before.parameters.len());
    let told = |text: &str, set: &[&str], shift: &str| shifted(text, set, &[shift]).expect_err("a problem").to_string();
    for (found, part) in [
        (told(&stated, &[], "employment.programme=0.98"), "its base can lie from 0.15 to 0.95"),
        (told(SILKEBORG, &[], "employment.programme=1.2"), "--shift employment.programme=1.2: "),
        (told(SILKEBORG, &[], "lines.placements.amount=3"), "shift that one"),
        (told(SILKEBORG, &[], "intake.adults=3"), "not allowed beside a list"),
        (told(SILKEBORG, &[], "employment.programe=0.3"), "did you mean `programme`?"),
    ] {
        assert!(found.contains(part), "{found}");
    }
    assert!(Override::shift("employment.programme={ mean = 1 }").is_err());
}

#[test]
fn an_override_reaches_every_path_that_check_prints() {
    let model = parse(SILKEBORG, &[]).expect("sound").model;
    for assumption in &model.assumptions {
        let change = format!("{}=0.5", assumption.path);
        parse(SILKEBORG, &[&change]).unwrap_or_else(|found| panic!("{change}:\n{found}"));
    }
    parse(SILKEBORG, &["discounting.rate=0.035"]).expect("a section that may stand but does not");
}

#[test]
fn a_share_may_be_uncertain_where_somebody_takes_the_rest() {
    let shares = "shares = { state = { value = { events = 20, of = 100 } }, municipality = \"rest\" }";
    let model = parse(&small(("payer = \"municipality\"", shares)), &[]).expect("sound").model;
    let draw = crate::model::Draw::of(vec![0.3], &crate::model::UncertainNumbers::default());
    let case = business_case(&model, &draw).expect("a case");
    assert_eq!(case.lines[0].accounts, [[-700.0; 3], [-300.0; 3], [-1000.0; 3]]);
    for (shares, part) in [
        ("shares = { state = \"rest\", municipality = \"rest\" }", "only one can be the \"rest\""),
        ("shares = { state = { events = 2, of = 10 }, municipality = 0.8 }", "one must be the \"rest\""),
        ("shares = { state = 0.7, region = 0.7, municipality = \"rest\" }", "lines.programme.shares: the shares of"),
    ] {
        let found = problems(("payer = \"municipality\"", shares));
        assert!(found.contains(part), "{found}");
    }
}

#[test]
fn a_wrong_override_is_told_apart_from_the_file() {
    for (change, part) in [
        ("employment.programe=0.15", "employment.programe = 0.15: unknown key; did you mean `programme`?"),
        ("lines.transprt.amount=1", "`lines` has no `transprt`; did you mean `transport`?"),
        ("employment.programme=1.5", "--set employment.programme=1.5: employment.programme.value = 1.5: out of range"),
        ("employment.programme=0,15", "decimal comma"),
        ("employment.coupling=independent", "text needs quotes of its own"),
        ("title.x=1", "no such language"),
        ("currency.x=1", "single value"),
    ] {
        let found = parse(SILKEBORG, &[change]).expect_err("a problem").to_string();
        assert!(found.contains(part), "{change}: {found}");
    }
}

#[test]
fn the_observed_scenario_differs_from_the_published_one_in_the_programme_alone() {
    let published = parse(SILKEBORG, &["employment.programme={ events = 10, of = 57 }"]).expect("sound").model;
    let observed = parse(include_str!("../../configs/silkeborg-observed.toml"), &[]).expect("sound").model;
    let by_path = |model: &crate::model::Model| {
        let mut parameters = model.parameters.clone();
        parameters.sort_by(|a, b| a.path.cmp(&b.path));
        parameters
    };
    assert_eq!(by_path(&published), by_path(&observed));
    let case = |model: &crate::model::Model| business_case(model, &model.base_draw()).expect("a case");
    assert_eq!(case(&published), case(&observed));
}

/// What the whole model adds, wrong in every way that a person would get it wrong.
#[test]
fn bad_input_to_the_whole_model_is_named_with_what_is_allowed() {
    let before_lines = |text: &str| ("[lines.programme]", format!("{text}\n[lines.programme]"));
    let in_line = |text: &str| ("per = \"year\"", text.to_owned());
    let cases = [
        (("adults = [10, 20, 30]", "adults = 5\nfamilies = 5".to_owned()), "intake.families = 5: not allowed beside `adults`"),
        (("adults = [10, 20, 30]", "moment = 0.5".to_owned()), "intake.adults: missing; give `adults` or `families`"),
        (("adults = [10, 20, 30]", "adults = 5\nmoment = 1".to_owned()), "from 0 (1 January) to below 1"),
        (("adults = [10, 20, 30]", "adults = { value = 5, until = 2010 }".to_owned()), "the horizon is 2020–2022"),
        (("adults = [10, 20, 30]", "adults = { value = 5, until = 2021, profile = [1, 1, 1] }".to_owned()), "not allowed beside a profile"),
        (before_lines("[family]\nadults = -1"), "family.adults = -1: out of range"),
        (before_lines("[family]\nchildren = 40"), "40 members in a family; allowed: whole numbers from 0 to 32"),
        (before_lines("[family]\nchildren = \"1 to 3\""), "the composition of families is taken as known"),
        (("programme = 0.4", "programme_delay = -3\nprogramme = 0.4".to_owned()), "employment.programme_delay = -3: out of range"),
        (("programme = 0.4", "shares = \"at_least\"\nprogramme = 0.4".to_owned()), "only several `tiers` can be given as at least"),
        (
            ("programme = 0.4\ncomparison = 0.1", "shares = \"at_least\"\ntiers.a = { programme = 0.4, comparison = 0.1 }\ntiers.b = { programme = 0.3, comparison = 0.2 }".to_owned()),
            "0.3 of at least this tier is less than the 0.4 of a better one",
        ),
        (
            ("programme = 0.4\ncomparison = 0.1", "shares = \"at_least\"\ntiers.a = { programme = { min = 0.1, mode = 0.2, max = 0.3 }, comparison = 0.1 }".to_owned()),
            "only fixed shares and events out of n can be converted",
        ),
        (before_lines("[placements]\nduration = 2"), "give `avoided`, or `programme` and `comparison` per child"),
        (before_lines("[placements]\nprogramme = 0.1"), "give both `programme` and `comparison`"),
        (before_lines("[placements]\navoided = 1\nprogramme = 0.1"), "not allowed beside `avoided`"),
        (before_lines("[placements]\navoided = 1\ntypes.a = { share = 0.5 }"), "the shares sum to 0.5"),
        (before_lines("[events.x]\nprogramme = 1.5\ncomparison = 0"), "events.x.programme = 1.5: out of range; allowed: a probability"),
        (before_lines("[events.x]\ngained = 1\nsubject = \"child\""), "not allowed beside `gained`, which says it all"),
        (before_lines("[events.placement]\ngained = 1"), "placements have a section of their own"),
        (in_line("per = \"event\""), "per = \"event\" needs the id of an event"),
        (in_line("per = \"event\"\nevent = \"x\""), "no such event; there is none"),
        (in_line("per = \"placement\""), "there are no placements without [placements]"),
        (in_line("per = \"year\"\nschedule = [1, 2]"), "only lines per family, adult or child have a schedule"),
        (in_line("per = \"year\"\nsubgroup = \"x\""), "no such subgroup; there is none"),
        (in_line("per = \"year\"\ncashable = true"), "only a saving can be taken out of a budget"),
        (in_line("per = \"year\"\nrealised = 1.2"), "realised = 1.2: out of range; allowed: a probability from 0 to 1"),
        (in_line("per = \"year\"\nrealised = { value = 0.5, profile = [1, 2, 1] }"), "a factor above 1 can leave the range"),
        (in_line("per = \"refund\""), "per = \"refund\" needs { of, above, shares }"),
        (
            in_line("per = \"refund\"\nrefund = { of = [\"x\"], above = [1], rules = { a = { from = 2020, above = [1], shares = [0.5] } } }"),
            "not allowed beside `rules`: say one of the two",
        ),
        (
            in_line("per = \"refund\"\nrefund = { of = [\"x\"], above = [1] }"),
            "missing; it is required, or `rules` from a year on",
        ),
        (
            in_line("per = \"person_year\"\nreimbursement = { payer = \"state\", weeks = [4], rules = { a = { from = 2020, shares = 0.3 }, b = { from = 2020, shares = 0.2 } } }"),
            "one rule or more, each from another year",
        ),
        (
            in_line("per = \"person_year\"\nreimbursement = { payer = \"state\", weeks = [4, 9], rules = { a = { from = 2020, shares = [0.3, 0.2] } } }"),
            "2 shares for 2 weeks; allowed: one share more",
        ),
        (
            in_line("per = \"person_year\"\nreimbursement = { payer = \"state\", weeks = [4, 26], shares = [0.8, 0.4] }"),
            "2 shares for 2 weeks; allowed: one share more",
        ),
        (
            in_line("per = \"person_year\"\nreimbursement = { payer = \"state\", weeks = [26, 4], shares = [0.8, 0.4, 0.2] }"),
            "weeks that do not rise",
        ),
        (
            in_line("per = \"year\"\nreimbursement = { payer = \"state\", weeks = [4], shares = [0.8, 0.4] }"),
            "only lines per person_year are reimbursed",
        ),
        (before_lines("[labour_market]\nfactor = 0"), "a factor of 0 leaves no labour market"),
        (before_lines("[discounting]\nrate = 0.035\nlater = [{ after = 70, rate = 0.01 }, { after = 35, rate = 0.02 }]"), "the years do not rise"),
        (before_lines("[discounting]\nrate = 0.035\nlater = 0.02"), "allowed: a list such as [{ after = 35"),
        (("title = \"Small\"", "title = \"Small\"\nnet_tax_factor = 1.28".to_owned()), "needs payers_complete = true"),
        (("title = \"Small\"", "title = \"Small\"\nswitching = \"lines.programme.amonut\"".to_owned()), "did you mean `lines.programme.amount`?"),
        (("title = \"Small\"", "title = \"Small\"\nswitching = \"intake.adults\"".to_owned()), "not of a list or of one for each family"),
        (before_lines("[subgroups.a]\nintake = { adults = 3 }"), "intake: not allowed beside [subgroups]"),
        (
            before_lines("[events.x]\nsubject = \"adult\"\nprogramme = [1, 2]\ncomparison = 0"),
            "for those write measure = \"number\"",
        ),
        (("hazard = 0.1", "hazard = [\"0.1 to 0.3\", 0.1]".to_owned()), "an uncertain number in a list needs a name"),
        (before_lines("[family]\nadults = 1.44"), "counts adults, each a family of one; with [family] adults say `families`"),
        (before_lines("[events.x]\nsubject = \"child\"\nprogramme = 0.1\ncomparison = 0"), "`x` is given per child, so say how many"),
        (before_lines("[events.x]\nprogramme = 0.1\ncomparison = 0"), "events.x.subject: missing; say whom it befalls"),
        (in_line("per = \"child\""), "there are no children; say how many under [family] children"),
        (("[employment]\nprogramme = 0.4\ncomparison = 0.1", String::new()), "there is nothing to relapse from without [employment]"),
        (("hazard = 0.1", "hazard = { value = [0.1, 0.2], until = 2021 }".to_owned()), "not allowed beside a list of values"),
        (before_lines("[labour_market]\nfactor = { values = [0, 1], weights = [1, 9] }"), "can be 0, which leaves no labour market"),
        (before_lines("[labour_market]\nfactor = { value = \"0.8 to 1.2\", until = 2021 }"), "labour_market.factor.until = 2021: not allowed here"),
        (before_lines("[discounting]\nrate = 0.035\nlater = [{ after = 35, rate = 0.02, note = 1 }]"), "allowed: a list such as"),
        (
            in_line("per = \"person_year\"\nreimbursement = { payer = \"state\", weeks = [4], shares = [0.8, 0.4], restart_within = 0.5 }"),
            "52 weeks within 0.5 years; allowed: above 0, and no more than fit",
        ),
        (("programme = 0.4\ncomparison = 0.1", "shares = \"at_least\"\ntiers.a = { programme = { events = 4, of = 9 }, comparison = 0 }\ntiers.b = { programme = { events = 4, of = 9 }, comparison = 0 }".to_owned()), "4 events of at least this tier are no more than"),
        (("title = \"Small\"", "title = \"Small\"\nscale_up = 4".to_owned()), "scale_up = 4 makes what employment says of the programme impossible"),
    ];
    for ((find, replace), part) in cases {
        let found = problems((find, &replace));
        assert!(found.contains(part), "{replace}\n  said: {found}\n  not: {part}");
        assert!(found.starts_with("test.toml:"), "names the place: {found}");
    }
}

#[test]
fn a_refund_is_of_the_costs_of_one_event() {
    let text = |of: &str| {
        small((
            "[lines.programme]",
            &format!(
                "[placements]\nprogramme = 0.1\ncomparison = 0.2\n[family]\nchildren = 2\n\
                 [lines.care]\nkind = \"saving\"\npayer = \"municipality\"\nper = \"placement_year\"\namount = 400\n\
                 [lines.lost]\nkind = \"cost\"\nnature = \"transfer\"\npayer = \"municipality\"\ncounterpart = \"state\"\n\
                 per = \"refund\"\nrefund = {{ of = [{of}], above = [300], shares = [0.5] }}\n[lines.programme]"
            ),
        ))
    };
    parse(&text("\"care\""), &[]).expect("sound");
    let by_number = text("\"care\"").replace("programme = 0.1\ncomparison = 0.2", "avoided = 1");
    let found = parse(&by_number, &[]).expect_err("a problem").to_string();
    assert!(found.contains("there is nothing to refund here"), "{found}");
    for (of, part) in [
        ("\"care\", \"care\"", "names a line twice"),
        ("\"programme\"", "`programme` does not fit"),
        ("\"car\"", "no line `car`; did you mean `care`?"),
    ] {
        let found = parse(&text(of), &[]).expect_err("a problem").to_string();
        assert!(found.contains(part), "{found}");
    }
}

#[test]
fn a_value_between_years_follows_the_horizon() {
    let text = small(("adults = [10, 20, 30]", "adults = { value = 5, from = 2021, until = 2021 }"));
    for (years, intake) in [("3", vec![0.0, 5.0, 0.0]), ("4", vec![0.0, 5.0, 0.0, 0.0])] {
        let model = parse(&text, &[&format!("timeline.years={years}")]).expect("sound").model;
        assert_eq!(model.groups[0].intake.at(&model.base_draw(), model.calendar.years), intake);
    }
}

#[test]
fn a_section_that_a_subgroup_does_not_give_is_the_scenarios() {
    let text = small(("[intake]\nadults = [10, 20, 30]", ""))
        + "[subgroups.mothers]\nintake = { adults = 3 }\nemployment = { programme = 0.9, comparison = 0.5 }\n\
           [subgroups.fathers]\nname = \"Dads\"\nintake = { adults = 2 }\n";
    let model = parse(&text, &[]).expect("sound").model;
    let programme = |group: usize| model.groups[group].employment.as_ref().expect("employment").tiers[0].programme;
    assert_eq!((programme(0), programme(1)), (Quantity::Fixed(0.9), Quantity::Fixed(0.4)));
    assert_eq!(model.groups[1].name, "Dads");
    let lacking = text
        .replace("programme = 0.9, comparison = 0.5", "tiers = { job = { programme = 0.9, comparison = 0.5 } }")
        + "[lines.job]\nkind = \"saving\"\npayer = \"municipality\"\nper = \"person_year\"\ntier = \"job\"\namount = 3\n";
    let found = parse(&lacking, &[]).expect_err("fathers have no such tier").to_string();
    assert!(found.contains("the subgroup `fathers` has no such tier, so it would be left out"), "{found}");
    let payer = text.replace("subgroups.fathers", "subgroups.municipality");
    let found = parse(&payer, &[]).expect_err("also a payer").to_string();
    assert!(found.contains("`municipality` is also a payer"), "{found}");
}

/// The small scenario with three uncertain numbers, and correlations between them.
fn correlated(correlations: &str) -> String {
    let uncertain = small(("programme = 0.4", "programme = \"0.3 to 0.5\""))
        .replace("comparison = 0.1", "comparison = \"0.05 to 0.2\"");
    uncertain.replace("hazard = 0.1", "hazard = \"0.05 to 0.2\"") + correlations
}

fn tie(a: &str, b: &str, rank: &str) -> String {
    format!("[[correlations]]\nbetween = [\"{a}\", \"{b}\"]\nrank = {rank}\n")
}

const THREE: [&str; 3] = ["employment.programme", "employment.comparison", "relapse.hazard"];

#[test]
fn correlated_numbers_are_read_and_go_together() {
    let [a, b, c] = THREE;
    let text = correlated(&(tie(a, c, "-0.5") + "source = \"a guess\"\nevidence = \"assumed\"\n" + &tie(b, a, "0.3")));
    let model = parse(&text, &[]).expect("sound").model;
    assert_eq!(model.copula.as_ref().expect("ties").members(), [0, 1, 2]);
    assert_eq!(model.correlations[0].source.as_deref(), Some("a guess"));
    // The first parameter of the model keeps its uniform, and the one that it is tied to follows.
    let paths: Vec<&str> = model.parameters.iter().map(|parameter| parameter.path.as_str()).collect();
    assert_eq!(paths, [c, a, b]);
    let (low, high) = (model.draw_at(vec![0.1, 0.5, 0.5]), model.draw_at(vec![0.9, 0.5, 0.5]));
    assert!(low.values()[0] < high.values()[0] && low.values()[1] > high.values()[1]);
    // What an override fixes goes with nothing.
    let model = parse(&text, &["employment.programme=0.4"]).expect("sound").model;
    assert!(model.correlations.is_empty(), "what is set goes with nothing");
    assert!(model.copula.is_some(), "its partner draws what it drew");
}

#[test]
fn correlations_that_cannot_be_are_refused_with_what_can() {
    let [a, b, c] = THREE;
    for (correlations, parts) in [
        (
            tie(a, "relapse.hasard", "0.2"),
            ["no uncertain number has the path `relapse.hasard`", "did you mean `relapse.hazard`?"],
        ),
        (tie(a, "lines.programme.amount", "0.2"), ["fixed at 1000", "only uncertain numbers"]),
        (tie(a, b, "1"), ["correlations.rank", "allowed: above -1 and below 1"]),
        (tie(a, a, "0.1"), ["names one number twice", "correlations.between"]),
        (tie(a, b, "0.1") + &tie(b, a, "0.1"), ["employment.programme", "are correlated twice"]),
        ("[[correlations]]\nbetween = [\"relapse.hazard\"]\nrank = 0.1\n".into(), ["names 1", "allowed: two paths"]),
        (
            tie(a, b, "0.9") + &tie(b, c, "0.9") + &tie(a, c, "-0.9"),
            [
                "the smallest eigenvalue of their matrix is -0.8160",
                "relapse.hazard with employment.programme: rank = -0.482",
            ],
        ),
    ] {
        let found = parse(&correlated(&correlations), &[]).expect_err("a problem").to_string();
        assert!(parts.iter().all(|part| found.contains(part)), "{correlations}\n{found}");
    }
}

#[test]
fn variants_are_read_and_told_where_the_file_writes_them() {
    let with = |variants: &str| parse(&(small(("", "")) + variants), &[]);
    let told = |variants: &str| with(variants).expect_err("a problem").to_string();
    let one = "[[variants]]\nid = \"one\"\ntitle = \"One\"\nset = [\"timeline.start=2021\"]\nweight = 0.3\n";
    let sound = with(one).expect("sound");
    let (start, variant) = (sound.model.calendar.year(0), sound.variant("one", &[], &fetch).expect("sound"));
    assert_eq!((start, variant.model.calendar.year(0)), (2020, 2021));
    assert_eq!(variant.model.title, "Small · One");
    assert_eq!((variant.overrides.len(), variant.set_by_hand().len()), (1, 0));
    // What is set by hand changes the variant.
    let by_hand = sound.variant("one", &["timeline.start=2022".parse().expect("a change")], &fetch).expect("sound");
    assert_eq!((by_hand.model.calendar.year(0), by_hand.set_by_hand()), (2022, vec!["timeline.start=2022".to_owned()]));
    assert!(sound.variant("two", &[], &fetch).expect_err("none").to_string().contains("no such variant; allowed: one"));

    let lines = small(("", "")).lines().count();
    for (variants, parts) in [
        (one.repeat(2), format!("test.toml:{}:1: variants: `one` is the id of two variants", lines + 6)),
        (
            one.repeat(2).replacen("one", "two", 1).replace("0.3", "0.6"),
            "the weights sum to 1.2; allowed: at most 1".to_owned(),
        ),
        (one.replace("\"one\"", "\"A b\""), "an id is made of lower-case letters".to_owned()),
        (format!("{one}choice = true\n"), "variants.weight = 0.3: not allowed beside choice = true".to_owned()),
        (one.replace("start=2021", "start"), "variants.set = ".to_owned()),
        (one.replace("id = \"one\"\n", ""), "variants.id: missing; it is required".to_owned()),
    ] {
        let told = told(&variants);
        assert!(told.contains(&parts), "{told}: {parts}");
    }
    // Whether its settings fit shows when it is asked for, at the line where the file has them.
    let unfit = with(&one.replace("timeline.start=2021", "relapse.hazard=2")).expect("the file alone is sound");
    let told = unfit.variant("one", &[], &fetch).expect_err("a problem").to_string();
    assert!(told.contains(&format!("test.toml:{}:7: variant `one`: relapse.hazard = 2", lines + 4)), "{told}");
}

#[test]
fn what_nobody_sees_or_reads_is_refused_with_its_line_and_written_out() {
    let line = |key: &str, text: &str| format!("amount = 1000\n{key} = \"{text}\"");
    for (change, place) in [
        (("title = \"Small\"", "title = \"S\\u001b[31m\"".to_owned()), "test.toml:2:9: title = "),
        (("title = \"Small\"", "title = \"S\"\ncurrency = \"k\\u0085\"".to_owned()), "test.toml:3:12: currency = "),
        (("amount = 1000", line("title", "\u{202e}")), "lines.programme.title = \"\\u{202e}\""),
        (("amount = 1000", line("source", "a\u{200f}b")), "holds a character that nobody sees (\\u{200f})"),
        (("amount = 1000", "amount = 1000\ntitle = { da = \"a\", en = \"\\u2067\" }".to_owned()), "(\\u{2067})"),
        (
            ("[lines.programme]", "[[outcomes]]\ntitle = \"\\u061c\"\nafter = 1\n[lines.programme]".to_owned()),
            "(\\u{61c})",
        ),
        (("amount = 1000", line("title", "a\\nb")), "holds a line break or tab"),
        (("amount = 1000", line("source", "a\\u0000")), "lines.programme.source = "),
        (("amount = 1000", line("source", "\u{ffff}")), "holds a character that nobody sees (\\u{ffff})"),
        (("amount = 1000", "amount = { value = 1, unit = \"\\u007f\" }".to_owned()), "lines.programme.amount.unit = "),
        (("amount = 1000", "amount = 1000\n\"\\u0007\" = 1".to_owned()), "lines.programme.\\u{7}: unknown key"),
        (
            ("title = \"Small\"", format!("title = \"S\"\ncurrency = \"{}\"", "k".repeat(31))),
            "longer than 30 characters",
        ),
        (("title = \"Small\"", format!("title = \"{}\"", "S".repeat(501))), "longer than 500 characters"),
        (("amount = 1000", line("note", &"n".repeat(20_001))), "longer than 20000 characters"),
        (("[lines.programme]", format!("[lines.{}]", "p".repeat(101))), "has at most 100 characters"),
    ] {
        let problems = parse(&small((change.0, &change.1)), &[]).expect_err(&change.1).to_string();
        assert!(problems.contains(place), "{problems}");
        assert!(!problems.contains(|c: char| c != '\n' && visible::is_invisible(c)), "{problems:?}");
    }
}

#[test]
fn a_currency_is_a_unit_without_a_scale() {
    let with = |currency: &str| {
        parse(&small(("title = \"Small\"", &format!("title = \"S\"\ncurrency = \"{currency}\""))), &[])
    };
    for currency in ["kr.", "€", "DKK", "kroner i 2024-priser", "million-free kr."] {
        assert!(with(currency).is_ok(), "{currency}");
    }
    for currency in [
        "mio. kr.",
        "Mio. kroner i 2024-priser",
        "1.000 kr.",
        "kr. (1,000)",
        "t.kr.",
        "£ million",
        "=1+1",
        "5",
        "%",
        "@x",
    ] {
        let told = with(currency).expect_err(currency).to_string();
        assert!(
            told.contains("test.toml:3:12: currency = ") && told.contains("allowed: the unit, such as kr."),
            "{told}"
        );
    }
}

#[test]
fn what_may_be_thousands_is_asked_about_and_a_zero_or_a_probability_is_not() {
    for (change, told) in [
        (("amount = 1000", "amount = 580.000"), "580.000 is 580; write 580000 or 580"),
        (("amount = 1000", "amount = 12.500"), "12.500 is 12.5; write 12500 or 12.5"),
        (("amount = 1000", "amount = \"1.500 to 2.500\""), "1.500 is 1.5; write 1500 or 1.5"),
    ] {
        let found = problems(change);
        assert!(found.contains(told), "{found}");
    }
    for change in [
        ("amount = 1000", "amount = 0.000"),
        ("amount = 1000", "amount = \"1.625 to 2.125\""),
        ("programme = 0.4", "programme = 1.000"),
        ("programme = 0.4", "programme = \"0.100 to 0.500\""),
    ] {
        assert!(parse(&small(change), &[]).is_ok(), "{change:?}");
    }
}

#[test]
fn a_list_without_its_end_is_told_alone() {
    for list in ["[10, 20, 30", "[10, 20, 30,", "[\n10,\n20,\n30"] {
        let found = problems(("adults = [10, 20, 30]", &format!("adults = {list}")));
        assert_eq!(found.lines().count(), 1, "{found}");
        assert!(found.starts_with("test.toml:8:10: adults = [") && found.contains("has no end; write ]"), "{found}");
    }
    let comma = problems(("adults = [10, 20, 30]", "adults = [10 20, 30]"));
    assert!(!comma.contains("has no end"), "{comma}");
}

#[test]
fn a_long_word_is_neither_compared_nor_shown_whole() {
    let key = "k".repeat(1 << 20);
    let problems = parse(&small(("amount = 1000", &format!("amount = 1000\n{key} = 1"))), &[]).expect_err("unknown");
    let told = problems.to_string();
    assert!(told.contains("kkk…: unknown key; allowed: ") && told.len() < 2_000, "{} bytes", told.len());
}

#[test]
fn a_private_payer_that_stands_unused_is_told_where_a_transfer_falls_on_the_citizen_by_default() {
    let support = |counterpart: &str| {
        let text = small(("", ""))
            + "[payers.fund]\nname = \"A fund\"\npublic = false\n[lines.support]\nkind = \"saving\"\nnature = \"transfer\"\n\
               payer = \"municipality\"\nper = \"person_year\"\namount = 100\n"
            + counterpart;
        parse(&text, &[]).expect("sound").model.notes
    };
    let told = support("");
    assert_eq!(told.len(), 1);
    assert!(
        told[0].starts_with(
            "No line touches A fund (payers.fund), while a transfer falls on Citizens by default: lines.support."
        ),
        "{told:?}"
    );
    assert_eq!(support("counterpart = \"fund\"\n"), Vec::<String>::new(), "the fund is meant");
}
