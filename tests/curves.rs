//! Curves in months as published: relapse as hazards by calendar year, entry as a wait.

mod common;

use common::{load, parse};
use provenu::analysis::relapse_curves;
use provenu::document::workbook::{CellContent, WorkbookOf, workbook};
use provenu::document::{self, Language};
use provenu::expected::business_case;
use provenu::model::{Draw, Hazards, Model, Relapse, UncertainNumbers};
use provenu::random::{Sampling, Seed};
use provenu::report::json;
use provenu::report::terminal::terminal;
use provenu::run::{Dossier, Request, Run};
use provenu::scenario::Scenario;

/// A thousand adults enter in the first of five years, at a random moment of it.
fn thousand(relapse: &str) -> String {
    format!(
        r#"
title = "A thousand enter"
perspective = "municipality"
timeline = {{ start = 2024, years = 5 }}
intake = {{ adults = [1000, 0, 0, 0, 0] }}
employment = {{ programme = 1, comparison = 0 }}
relapse = {{ {relapse} }}
[lines.support]
kind = "saving"
payer = "municipality"
per = "person_year"
amount = 1
"#
    )
}

fn relapse(model: &Model) -> &Relapse {
    &model.groups[0].employment.as_ref().expect("employment").relapse
}

fn hazards(model: &Model) -> Vec<f64> {
    let Hazards::Curve(curve) = &relapse(model).hazard else { panic!("no curve") };
    curve.hazards(&model.base_draw(), model.calendar.years).expect("a curve")
}

fn near(found: &[f64], wanted: &[f64], within: f64) {
    assert_eq!(found.len(), wanted.len());
    assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < within), "{found:?} instead of {wanted:?}");
}

fn refused(text: &str) -> String {
    let none = |name: &str| Err(format!("{name} does not exist"));
    Scenario::parse("test.toml", text, &[], &none).expect_err("refused").to_string()
}

#[test]
fn the_benchmark_of_2023_has_the_hazards_of_its_readings() {
    let points = "within = [3, 12], share = [0.26, 0.5]";
    for (rest, wanted) in [
        ("after = \"none\"", [0.325, 0.259, 0.0, 0.0, 0.0]),
        ("family = \"weibull\"", [0.341, 0.368, 0.275, 0.238, 0.214]),
        ("family = \"lognormal\"", [0.341, 0.349, 0.215, 0.165, 0.136]),
    ] {
        let model = parse(&thousand(&format!("curve = {{ {points}, {rest} }}")), &[]).model;
        near(&hazards(&model), &wanted, 5e-4);
    }
}

#[test]
fn half_within_twelve_months_has_the_published_person_years_by_year_and_by_the_curve_itself() {
    let scenario =
        parse(&thousand("curve = { within = [12], share = [0.5], after = \"continues\" }, counted = 0.5"), &[]);
    let model = &scenario.model;
    // A constant hazard of ln 2 a year: the mean of 2^−s over the first year is 1 / (2 ln 2), and each year halves it.
    let ln2 = std::f64::consts::LN_2;
    near(&hazards(model), &[1.0 - 0.5 / ln2, 0.5, 0.5, 0.5, 0.5], 1e-14);
    let reading = &relapse_curves(model).expect("a curve")[0];
    let rounded = |years: &[f64]| years.iter().map(|years| years.round()).collect::<Vec<_>>();
    assert_eq!(rounded(&reading.curve.person_years), [430.0, 541.0, 271.0, 135.0, 68.0]);
    assert_eq!(rounded(&reading.person_years_of_the_curve), [402.0, 520.0, 260.0, 130.0, 65.0]);
    // ∫(1 − s) 2^−s ds over the first year, then ∫2^−s (1 − |s − 1|) ds.
    let first = 1.0 / ln2 - 0.5 / (ln2 * ln2);
    near(&reading.person_years_of_the_curve[..2], &[1e3 * first, 1e3 * 0.25 / (ln2 * ln2)], 1e-9);
    // What is said is what the business case is computed with.
    let case = business_case(model, &model.base_draw()).expect("a case");
    near(&case.person_years, &reading.curve.person_years, 1e-9);
    assert!(reading.others.is_empty(), "one point has no family");
}

#[test]
fn what_follows_the_last_month_is_a_share_a_year_from_then_on() {
    let curve = |after: &str| {
        hazards(
            &parse(&thousand(&format!("curve = {{ within = [3, 12], share = [0.26, 0.5], after = {after} }}")), &[])
                .model,
        )
    };
    let tenth = curve("0.1");
    // From the year on that begins after month 12 for all who entered, a tenth each year.
    near(&tenth[2..], &[0.1, 0.1, 0.1], 1e-14);
    // S falls by 0.9 a year from month 12 on: its mean over that year is (1 − 0.9)/(−ln 0.9) of a half.
    let mean = 0.5 * 0.1 / -0.9f64.ln();
    assert!((tenth[1] - (1.0 - mean / (1.0 - tenth[0]))).abs() < 1e-14);
    let on = curve("\"continues\"");
    // The hazard of months 3 to 12 goes on.
    let yearly = 1.0 - (0.5f64 / 0.74).powf(12.0 / 9.0);
    near(&on[2..], &[yearly; 3], 1e-14);
}

#[test]
fn families_agree_with_their_closed_forms() {
    // Log-logistic of shape 1 and median 12: S(m) = 12 / (m + 12), with the mean ln((k + 2)/(k + 1)) over the k-th year.
    let model =
        parse(&thousand("curve = { within = [6, 12], survival = [\"2/3\", 0.5], family = \"loglogistic\" }"), &[])
            .model;
    let left = |k: usize| ((k + 2) as f64 / (k + 1) as f64).ln();
    let wanted: Vec<f64> = (0..5).map(|k| 1.0 - if k == 0 { left(0) } else { left(k) / left(k - 1) }).collect();
    near(&hazards(&model), &wanted, 1e-10);
    // Weibull of shape 1 is a constant hazard.
    let model = parse(&thousand("curve = { within = [12, 24], share = [0.5, 0.75], family = \"weibull\" }"), &[]).model;
    near(&hazards(&model), &[1.0 - 0.5 / std::f64::consts::LN_2, 0.5, 0.5, 0.5, 0.5], 1e-10);
    // Weibull of shape ½, whose hazard is infinite at entry: ∫exp(−√(m/a)) dm = 2a(1 − (1 + √(m/a)) exp(−√(m/a))).
    let model =
        parse(&thousand("curve = { within = [3, 12], survival = [0.8, 0.64], family = \"weibull\" }"), &[]).model;
    let rate = -0.8f64.ln() / 3f64.sqrt();
    let upto = |months: f64| 2.0 / (rate * rate) * (1.0 - (1.0 + rate * months.sqrt()) * (-rate * months.sqrt()).exp());
    let mean = |k: usize| (upto(12.0 * (k + 1) as f64) - upto(12.0 * k as f64)) / 12.0;
    let wanted: Vec<f64> = (0..5).map(|k| 1.0 - mean(k) / if k == 0 { 1.0 } else { mean(k - 1) }).collect();
    near(&hazards(&model), &wanted, 1e-10);
}

#[test]
fn silkeborg_under_the_national_curves_has_the_results_told_of_them() {
    for (family, millions) in [("weibull", -2.62), ("lognormal", -2.38)] {
        let set = format!("relapse.curve={{ within = [3, 12], share = [0.26, 0.5], family = \"{family}\" }}");
        let model = load("silkeborg.toml", &[&set]).model;
        let case = business_case(&model, &model.base_draw()).expect("a case");
        let net: f64 = case.net(model.perspective).iter().sum();
        assert!((net / 1e6 - millions).abs() < 0.005, "{family}: {net}");
    }
}

#[test]
fn whichever_of_hazard_and_curve_was_set_last_holds() {
    let text = thousand("curve = { within = [3, 12], share = [0.26, 0.5], after = 0.1 }");
    assert!(
        matches!(&relapse(&parse(&text, &["relapse.hazard=0.2"]).model).hazard, Hazards::ByYear(of) if of.len() == 1)
    );
    let softer = parse(&text, &["relapse.hazard=0.2", "relapse.curve.share=[0.2, 0.4]"]).model;
    assert!(hazards(&softer)[0] < 0.3);
    assert_eq!(hazards(&parse(&text, &["relapse.curve.after=\"none\""]).model)[3], 0.0);
    let both = thousand("hazard = 0.1, curve = { within = [12], share = [0.5], after = 0.1 }");
    assert!(refused(&both).contains("relapse.curve: not allowed beside `hazard`"), "{}", refused(&both));
}

#[test]
fn a_curve_that_says_too_little_or_cannot_be_is_refused_with_what_to_write() {
    for (relapse, wanted) in [
        (
            "curve = { within = [3, 12], share = [0.26, 0.5] }",
            "relapse.curve.after: missing; what follows the last month must be said",
        ),
        ("curve = { within = [12], share = [0.5], after = \"non\" }", "did you mean \"none\"?"),
        ("curve = { within = [12], share = [0.5], after = 1 }", "allowed: from 0 to below 1"),
        ("curve = { within = [3, 12], share = [0.5, 0.26], after = 0 }", "0.26 within 12 is less than 0.5 within 3"),
        ("curve = { within = [12, 3], share = [0.2, 0.5], after = 0 }", "times that rise"),
        ("curve = { within = [12], share = [1], after = 0 }", "by month 12 all have relapsed"),
        ("curve = { within = [3, 12], share = [0.5], after = 0 }", "1 for 2 months in `within`"),
        ("curve = { within = [12], share = [0.5], survival = [0.5], after = 0 }", "not allowed beside `share`"),
        ("curve = { within = [12], after = 0 }", "relapse.curve.share: missing"),
        ("curve = { within = [12], share = [0.5], family = \"weibull\" }", "two points, not 1"),
        ("curve = { within = \"month\", share = \"gone\", after = 0 }", "needs `file`"),
        ("curve = { within = [12], share = [\"0.4 to 0.6\"], after = 0 }", "needs a name"),
        ("counted = 0.5", "relapse.hazard: missing; give `hazard`"),
    ] {
        let told = refused(&thousand(relapse));
        assert!(told.contains(wanted), "{relapse}: {told}");
    }
}

#[test]
fn columns_of_a_file_are_read_as_the_file_writes_them() {
    let file = "måned;tilbage\n3;0,74\n12;0,5\n";
    let text = thousand("curve = { file = \"km.csv\", within = \"måned\", survival = \"tilbage\", after = \"none\" }");
    let read = Scenario::parse("test.toml", &text, &[], &|_| Ok(file.as_bytes().to_vec())).expect("sound");
    near(&hazards(&read.model)[..2], &[0.325, 0.259], 5e-4);
    let columns: Vec<&str> = read.data_files[0].columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(columns, ["måned", "tilbage"]);
    let given = read.model.assumptions.iter().find(|known| known.path == "relapse.curve.survival").expect("documented");
    assert_eq!(given.plain_list(), Some(vec![0.74, 0.5]));
}

/// Points that are parameters.
const UNCERTAIN: &str = r"
[parameters.early]
value = { events = 26, of = 100 }
[parameters.year]
value = { events = 50, of = 100 }
";

#[test]
fn uncertain_points_give_each_draw_hazards_of_its_own() {
    let text =
        thousand("curve = { within = [3, 12], share = [\"parameters.early\", \"parameters.year\"], after = 0.1 }");
    let model = parse(&(text + UNCERTAIN), &[]).model;
    let Hazards::Curve(curve) = &relapse(&model).hazard else { panic!("no curve") };
    let first = |shares: [f64; 2]| {
        curve.hazards::<f64>(&Draw::of(shares.to_vec(), &UncertainNumbers::default()), 5).map(|hazards| hazards[0])
    };
    let fixed = |shares: &str| {
        hazards(&parse(&thousand(&format!("curve = {{ within = [3, 12], share = {shares}, after = 0.1 }}")), &[]).model)
            [0]
    };
    assert_eq!(first([0.2, 0.6]).expect("a curve"), fixed("[0.2, 0.6]"));
    assert!(first([0.5, 0.4]).is_err() && model.may_be_refused());
    // Many draws in which the second share is below the first are found before anything is simulated.
    let close = format!(
        "{}{UNCERTAIN}",
        thousand("curve = { within = [3, 12], share = [\"parameters.early\", \"parameters.year\"], after = 0.1 }")
    );
    let close = parse(&close, &["parameters.year.value={ events = 27, of = 100 }"]);
    let request = Request { sampling: Sampling::Random, replications: Some(200), ..Request::default() };
    let told = Run::new(&close, request).expect("possible").sample(&()).expect_err("refused").to_string();
    assert!(told.contains("relapse.curve") && told.contains("shares that do not fall"), "{told}");
}

#[test]
fn check_tells_the_hazards_and_what_the_calendar_year_loses_in_both_languages() {
    let text = thousand("curve = { within = [3, 12], share = [0.26, 0.5], after = 0.1 }, counted = 0.5");
    let scenario = parse(&text, &[]);
    let english = terminal(&document::assumptions(&scenario, Language::English), 100);
    for part in [
        "The relapse curve by calendar year",
        "32.5 %",
        "78 more than",
        "After month 12, 10 % of those left relapse in each year",
        "Log-logistic",
        "34.1 %",
    ] {
        assert!(english.contains(part), "{part}:\n{english}");
    }
    let danish = terminal(&document::assumptions(&scenario, Language::Danish), 100);
    for part in ["Kurven for tilbagefald", "32,5 %", "78 flere end", "Log-logistisk"] {
        assert!(danish.contains(part), "{part}:\n{danish}");
    }
    let told = json::assumptions(&scenario);
    let others = told["relapse_curves"][0]["others"].as_array().expect("a list").len();
    assert_eq!(others, 4, "constant hazards that go on, and three families");
}

#[test]
fn the_workbook_computes_person_years_from_the_hazards_of_the_curve() {
    let text = thousand("curve = { within = [3, 12], share = [0.26, 0.5], after = 0.1 }, counted = 0.5, reentry = 0.2");
    let scenario = parse(&text, &[]);
    let request = Request { replications: Some(64), ..Request::default() };
    let dossier = Dossier::of(&scenario, request, &()).expect("worked out");
    let of = WorkbookOf { model: &scenario.model, dossier: &dossier, replications: &[] };
    let book = workbook(&of, Language::English).expect("possible");
    let row = |label: &str| {
        let mut rows = book.sheets.iter().flat_map(|sheet| &sheet.rows);
        let begins = |content: &CellContent| matches!(content, CellContent::Text(text) if text.starts_with(label));
        let row = rows.find(|row| row.cells.first().is_some_and(|cell| begins(&cell.content))).expect("a row");
        let number = |content: &CellContent| match content {
            CellContent::Formula(formula) => Some(formula.value()),
            CellContent::Number(value) => Some(*value),
            _ => None,
        };
        row.cells.iter().filter_map(|cell| number(&cell.content)).collect::<Vec<f64>>()
    };
    near(&row("Relapse in the year, computed from the curve"), &hazards(&scenario.model), 1e-12);
    let case = business_case(&scenario.model, &scenario.model.base_draw()).expect("a case");
    near(&row("Additional person-years"), &case.person_years, 1e-9);
}

#[test]
fn entry_along_a_published_curve_is_the_convolution_with_the_moment_of_leaving() {
    let entry = |each: &str| {
        let text = thousand("hazard = 0")
            .replace("comparison = 0", &format!("comparison = 0, programme_delay = {{ each = {each} }}"));
        let model = parse(&text, &[]).model;
        business_case(&model, &model.base_draw()).expect("a case").person_years
    };
    // Uniform over a year, after a uniform moment: in the first year ∫(1 − t)·t dt = 1/6, in the second 5/6, then all.
    near(&entry("{ within = [6, 12], share = [0.5, 1] }")[..3], &[1e3 / 6.0, 5e3 / 6.0, 1e3], 1e-9);
    // All at once is no delay.
    near(&entry("{ within = [0], share = [1] }")[..2], &[500.0, 1e3], 1e-9);
    // Weibull through two points of an exponential distribution: the same as by its own parameters.
    let median = 12.0 / std::f64::consts::LN_2;
    let exponential = entry(&format!("{{ distribution = \"weibull\", shape = 1, scale = {median} }}"));
    near(&entry("{ distribution = \"weibull\", within = [12, 24], share = [0.5, 0.75] }"), &exponential, 1e-9);
    let open = thousand("hazard = 0").replace(
        "comparison = 0",
        "comparison = 0, programme_delay = { each = { within = [12, 24], share = [0.3, 0.4] } }",
    );
    let told = refused(&open);
    assert!(told.contains("Write share = [0.75, 1], and 0.4 as the probability that it happens within 24"), "{told}");
}

#[test]
fn a_seed_draws_the_same_luck_under_a_curve_and_under_its_hazards() {
    let curve =
        parse(&thousand("curve = { within = [12], share = [0.5], after = \"continues\" }, counted = 0.5"), &[]).model;
    let written: Vec<String> = hazards(&curve).iter().map(|hazard| format!("{hazard:?}")).collect();
    let yearly = parse(&thousand(&format!("hazard = [{}], counted = 0.5", written.join(", "))), &[]).model;
    let runs = [&curve, &yearly].map(|model| {
        let seed = Seed::new(1).expect("in range");
        let ran = provenu::simulate::Replications::run(model, seed, 0..32, &()).expect("a run");
        (0..32).map(|i| ran.yearly(i, model.perspective).to_vec()).collect::<Vec<_>>()
    });
    assert_eq!(runs[0], runs[1]);
}
