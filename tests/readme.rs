//! The figures in README.md and in the pages it leads to are those of the command beside them, and of the example in `output/`.

mod common;

use common::load;
use provenu::document::Language;
use provenu::expected::business_case;
use provenu::random::Seed;
use provenu::simulate::{Replications, Work};
use provenu::statistics::Chance;
use provenu::summary::{Summary, Tally, quantile_at};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

const E: Language = Language::English;

/// The default run of a scenario, as `provenu run` makes it.
fn default_run(name: &str, set: &[&str]) -> Summary {
    let model = load(name, set).model;
    let case = business_case(&model, &model.base_draw()).expect("a business case");
    let many = Work::of(&model).replications();
    let tally = Tally::run(&model, Seed::new(1).expect("in range"), many, &()).expect("a run");
    Summary::new(&model, &case, &tally)
}

/// The default run of the published case, made once for both tests.
fn silkeborg() -> &'static Summary {
    static RUN: OnceLock<Summary> = OnceLock::new();
    RUN.get_or_init(|| default_run("silkeborg.toml", &[]))
}

/// A file of the repository.
fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("part of the repository")
}

/// A page with every run of white space as one blank, so that a sentence may be wrapped anywhere.
fn page(name: &str) -> String {
    file(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Panics unless every page states the figure.
fn stated(pages: &[&str], figure: &str) {
    // Pages have ordinary blanks where the program writes no-break spaces.
    let figure = figure.replace('\u{a0}', " ");
    for name in pages {
        assert!(page(name).contains(&figure), "{name} should say `{figure}`");
    }
}

const README: &str = "README.md";
/// What the results say, for a council.
const RESULTS: &str = "output/README.md";
const COMMANDS: &str = "src/cli/README.md";

fn positive(chance: Option<Chance>) -> String {
    E.percent(chance.expect("complete").value, 1)
}

#[test]
fn the_pages_state_the_answer_that_the_tool_gives() {
    let (observed, benchmark) = ("silkeborg-observed.toml", "silkeborg-benchmark-relapse.toml");
    for (pages, summary) in [
        (&[README, RESULTS][..], silkeborg()),
        (&[RESULTS], &default_run(observed, &[])),
        (&[RESULTS], &default_run(benchmark, &[])),
    ] {
        let net = &summary.headline.net_benefit;
        let at = |p: f64| quantile_at(&net.quantiles, p).expect("reported").value / 1e6;
        let even = summary.headline.break_even.as_ref().expect("complete");
        let best = even.by_year.iter().max_by(|a, b| a.probability().total_cmp(&b.probability())).expect("a year");
        stated(pages, &positive(net.probability_positive));
        stated(pages, &format!("DKK {} to {} million", E.decimal(at(0.05), 1), E.decimal(at(0.95), 1)));
        stated(pages, &E.percent(even.not_within_horizon.probability(), 1));
        stated(pages, &format!("{} ({})", best.year, E.percent(best.probability(), 1)));
    }
    stated(&[RESULTS], &E.placed(&E.signed(silkeborg().headline.expected_total), "kr."));
    let many = Work::of(&load("silkeborg.toml", &[]).model).replications();
    stated(&[RESULTS], &format!("draws {} of them", E.whole(many as f64)));
}

#[test]
fn the_readme_states_the_answers_of_the_other_programmes() {
    let states = |figure: String| stated(&[README], &figure);
    let after = |summary: &Summary, year: usize| positive(summary.headline.cumulative[year].probability_positive);
    let assens = default_run("assens.toml", &[]);
    let cashable = positive(assens.cashable[0].1.net_benefit.probability_positive);
    states(format!(
        "within the project in {} of cases, within six years in {}; on cashable savings alone in {cashable}",
        after(&assens, 2),
        after(&assens, 5)
    ));
    let pilot = default_run("vi-vil-mere.toml", &[]);
    let pays_all = default_run("vi-vil-mere.toml", &["lines.fund.payer=\"municipality\""]);
    let paid = |summary: &Summary, payer: &str, year: usize| {
        let (_, account) = summary.payers.iter().find(|(id, _)| id == payer).expect("a payer");
        positive(account.cumulative[year].probability_positive)
    };
    let three = |year| {
        [(&pilot, "municipality"), (&pilot, "public_sector"), (&pays_all, "municipality")]
            .map(|(run, payer)| paid(run, payer, year))
    };
    let [granted, public, alone] = three(1);
    states(format!(
        "paid the municipality, with the grant, in {granted} of cases, the public sector in {public}, and a municipality that pays all in {alone}"
    ));
    let [granted, public, alone] = three(3);
    states(format!("after four years in {granted}, {public} and {alone}"));

    let early = default_run("trivsel-paa-tvaers.toml", &[]);
    let years = &early.headline.cumulative;
    let year = years.iter().position(|year| year.year == 2036).expect("within the horizon");
    let last = after(&early, years.len() - 1);
    states(format!("by 2036 in {} of cases, within thirty years in {last}", after(&early, year)));

    let switching = |name: &str, set: &[&str], account: &str| {
        let scenario = load(name, set);
        let found = provenu::analysis::switching_values(&scenario).expect("varied").expect("asked for");
        found.values.iter().find(|(id, _)| id == account).and_then(|entry| entry.1).expect("a value")
    };
    states(format!(
        "below DKK {} per family for the municipality, below {} for the public sector",
        E.whole(switching("gladsaxe.toml", &[], "municipality")),
        E.whole(switching("gladsaxe.toml", &[], "public_sector"))
    ));
    states(format!(
        "above {} self-sufficient adults within ten years, above {} within five",
        E.percent(switching("helhedsindsats.toml", &[], "public_sector"), 1),
        E.percent(switching("helhedsindsats.toml", &["timeline.years=5"], "public_sector"), 1)
    ));
}

/// What the program's analysis says, run as the README shows it.
fn analysed(command: &str, arguments: &[&str]) -> serde_json::Value {
    let home = tempfile::tempdir().expect("a folder");
    let scenario = common::config("silkeborg.toml").display().to_string();
    let folder = home.path().join("out").display().to_string();
    let mut program = assert_cmd::Command::cargo_bin("provenu").expect("the program is built");
    program.args([command, &scenario]).args(arguments).args(["-o", &folder, "--format", "json"]);
    let output = program.output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn the_readme_and_the_file_state_what_each_variant_gives() {
    let (readme, file) = (file("README.md"), file("configs/silkeborg.toml"));
    let found = analysed("compare", &[]);
    let ids = found["further"].as_array().expect("variants").iter().map(|of| of["variant"].as_str().expect("an id"));
    let scenarios = found["scenarios"].as_array().expect("scenarios");
    assert_eq!(ids.len() + 1, scenarios.len());
    let mut stated = 0;
    for (scenario, id) in scenarios.iter().zip(std::iter::once("this file:").chain(ids)) {
        let last = &scenario["cumulative"][4];
        let number = |value: &serde_json::Value| value.as_f64().expect("a number");
        let chance = E.percent(number(&last["probability_positive"]["value"]), 1).replace('\u{a0}', " ");
        assert!(file.contains(&format!("{chance}  {id} ")), "the header should say `{chance}  {id}`");
        stated += usize::from(readme.contains(&format!("| {} | {chance} |", E.whole(number(&last["expected"])))));
    }
    let rows = readme.split("| what is taken for granted |").nth(1).and_then(|table| table.split("\n\n").next());
    assert_eq!(stated + 2, rows.expect("a table").lines().count(), "every row of the README's table is a variant");
}

#[test]
fn the_pages_state_what_the_stress_tests_say() {
    let states = |figure: String| stated(&[COMMANDS], &figure);
    let number = |value: &serde_json::Value| value.as_f64().expect("a number");
    let millions = |value: &serde_json::Value| E.decimal(number(value) / 1e6, 2);
    let chance = |value: &serde_json::Value| E.percent(number(&value["value"]), 1);

    let found = analysed("compare", &["--vary", "employment.programme=0.15,0.20,0.25,0.30"]);
    let gaps = found["differences"].as_array().expect("differences");
    for (i, scenario) in found["scenarios"].as_array().expect("scenarios").iter().enumerate() {
        let last = &scenario["cumulative"][4];
        let level =
            format!("{} | {} of cases", E.whole(number(&last["expected"])), chance(&last["probability_positive"]));
        let gap = i.checked_sub(1).map(|i| &gaps[i]["accounts"][0]["cumulative"][4]["mean"]);
        let more = gap.map_or_else(String::new, |gap| format!("DKK +{} million ", millions(gap)));
        states(format!("| {} % | {level} | {more}|", 15 + 5 * i));
    }

    let found = analysed("tornado", &[]);
    let bar = &found["bars"][0];
    assert_eq!(bar["path"], "employment.comparison");
    let (low, high) = (&bar["low"], &bar["high"]);
    let means = format!(
        "from {} to {} of adults the mean goes from DKK {} to {} million",
        E.percent(number(&low["value"]), 1),
        E.percent(number(&high["value"]), 1),
        millions(&low["mean"]["value"]),
        millions(&high["mean"]["value"])
    );
    stated(&[README, COMMANDS], &means);
    let [low, high] = [low, high].map(|end| chance(&end["probability"]));
    states(format!("{means} and the probability of a gain from {low} to {high}"));

    // The search takes as many simulations as a tornado: fewer replications, and the probability within its error.
    let found = analysed("threshold", &["employment.programme", "-n", "2000"]);
    let expected = E.percent(number(&found["expected"]["value"]), 2);
    let mean = E.percent(number(&found["mean"]["value"]), 2);
    states(format!(
        "in expectation above {expected}, on average over the other uncertain assumptions above {mean}, and in 80 % of cases above"
    ));
    stated(&[README], &format!("in expectation above {expected}, and in 80 % of cases above"));
    let (value, mcse) = (number(&found["probability"]["value"]), number(&found["probability"]["mcse"]));
    for name in [README, COMMANDS] {
        let page = page(name);
        let text = page.split("in 80 % of cases above ").nth(1).and_then(|rest| rest.split(' ').next());
        let figure: f64 = text.expect("a figure").parse().expect("a number");
        assert!((figure / 100.0 - value).abs() < 4.0 * mcse, "{name}: {figure} % stated, {value} ± {mcse} found");
    }
    states(format!("here {} standard deviations", E.decimal(number(&found["least_adverse"]["distance"]), 2)));

    let found = analysed("sobol", &[]);
    let first = &found["inputs"][0];
    assert_eq!(first["path"], "employment.comparison");
    let total = E.percent(number(&first["total"]["value"]), 1);
    states(format!("What other help would bring has {total} of it in all"));

    let found = analysed("voi", &["--variant", "published"]);
    let known = &found["evppi"][0];
    assert_eq!(known["paths"][0], "employment.comparison");
    states(format!("knowing what would happen anyway is worth DKK {} million", millions(&known["value"])));
    let studies = found["studies"].as_array().expect("sizes");
    let hundred = studies.iter().find(|study| study["n"] == 100).expect("a hundred");
    let (most, no) = (&hundred["go_ahead_if"]["at_most"], E.decimal(100.0 * number(&hundred["says_no"]), 0));
    states(format!(
        "if at most {most} become self-sufficient without the programme; the study says no in {no} of 100 cases"
    ));

    let sides = ["--x", "employment.programme=0.1..0.5", "--y", "employment.comparison=0.05..0.35", "-n", "100"];
    let found = analysed("grid", &sides);
    let cells = found["cells"].as_array().expect("cells");
    let pays = cells.iter().filter(|cell| number(&cell["mean"]["value"]) > 0.0).count();
    states(format!("{pays} of the {} pairs pay on average", cells.len()));
}

#[test]
fn the_small_scenario_of_the_examples_runs() {
    let model = common::parse(&file("examples/small.toml"), &[]).model;
    assert_eq!((model.parameters.len(), model.payers.len()), (3, 4));
    let found = Replications::run(&model, Seed::new(1).expect("in range"), 0..100, &()).expect("a run");
    assert_eq!(found.len(), 100);
}

#[test]
fn the_format_reference_is_the_one_that_the_program_prints() {
    let committed = file("configs/README.md");
    assert!(committed == provenu::scenario::guide(), "renew it: provenu reference > configs/README.md");
}

#[test]
fn the_page_of_the_figures_is_the_one_that_the_program_prints() {
    let committed = file("configs/values/README.md");
    assert!(
        committed == provenu::scenario::catalogue(),
        "renew it: provenu reference --values > configs/values/README.md"
    );
}

#[test]
fn the_worked_example_of_the_reference_runs() {
    let guide = provenu::scenario::guide();
    let start = guide.find("title = \"Through the gate").expect("the example");
    let scenario = common::parse(&guide[start..start + guide[start..].find("```").expect("its end")], &[]);
    let model = &scenario.model;
    let case = business_case(model, &model.base_draw()).expect("a business case");
    // 300 people × (1.55 − 1.41) fewer reconvictions in each of two first years, (0.8 − 0.6) in each of two second ones.
    let courts = case.lines.iter().find(|line| line.id == "courts").expect("a line");
    let price = model.parameters.iter().find(|p| p.path == "lines.courts.amount").expect("uncertain").base;
    let total: f64 = courts.accounts[model.perspective.0].iter().sum();
    assert!((total / price - 300.0 * 2.0 * (0.14 + 0.2)).abs() < 1e-6, "{total} at {price}");
    assert!(provenu::analysis::switching_values(&scenario).is_ok_and(|found| found.is_some()));
    let found = Replications::run(model, Seed::new(1).expect("in range"), 0..100, &()).expect("a run");
    assert_eq!(found.len(), 100);
}

/// Byte for byte, where the bytes were made; elsewhere the last bit of a logarithm may differ, and the test below compares.
#[test]
#[cfg(all(feature = "plots", target_os = "linux", target_arch = "x86_64"))]
fn the_folder_in_output_is_what_the_command_of_the_readme_writes() {
    let home = tempfile::tempdir().expect("a folder");
    let made = home.path().join("silkeborg");
    let mut program = assert_cmd::Command::cargo_bin("provenu").expect("the program is built");
    program.current_dir(env!("CARGO_MANIFEST_DIR")).args(["run", "configs/silkeborg.toml", "--quiet", "-o"]);
    program.arg(&made).assert().success();
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("output/silkeborg");
    let names = |folder: &Path| -> Vec<std::ffi::OsString> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .filter(|name| !name.to_string_lossy().starts_with('.'))
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(&committed), names(&made));
    let differing: Vec<_> = names(&made)
        .into_iter()
        .filter(|name| fs::read(committed.join(name)).expect("a file") != fs::read(made.join(name)).expect("a file"))
        .collect();
    assert!(differing.is_empty(), "differ from what is committed: {differing:?}");
}

#[test]
fn the_example_in_output_is_the_run_that_the_readme_shows() {
    let committed: serde_json::Value = serde_json::from_str(&file("output/silkeborg/summary.json")).expect("JSON");
    let now = serde_json::to_value(silkeborg()).expect("JSON");
    let mut compared = 0;
    for part in ["expected", "net_benefit", "yearly", "cumulative", "break_even", "variance", "peak_funding", "payers"]
    {
        compare(part, &committed[part], &now[part], &mut compared);
    }
    assert!(compared > 500, "only {compared} numbers compared");
}

/// The last bit of a logarithm may differ between platforms and turn one family of a hundred thousand replications, so
/// numbers are held together to a part in ten thousand, small ones to a few counts or a ten-thousandth.
fn compare(path: &str, committed: &serde_json::Value, now: &serde_json::Value, compared: &mut usize) {
    use serde_json::Value::{Array, Number, Object};
    match (committed, now) {
        (Array(a), Array(b)) => {
            assert_eq!(a.len(), b.len(), "{path}");
            a.iter().zip(b).enumerate().for_each(|(i, (a, b))| compare(&format!("{path}/{i}"), a, b, compared));
        }
        (Object(a), Object(b)) => {
            assert_eq!(a.len(), b.len(), "{path}");
            a.iter().for_each(|(key, a)| compare(&format!("{path}/{key}"), a, &b[key], compared));
        }
        (Number(a), Number(b)) => {
            let (a, b) = (a.as_f64().expect("a float"), b.as_f64().expect("a float"));
            let slack = if a.abs() <= 1.0 { 1e-4 } else { 3.0 };
            assert!((a - b).abs() <= 1e-4 * a.abs() + slack, "{path}: {} committed, {} now", E.whole(a), E.whole(b));
            *compared += 1;
        }
        _ => assert_eq!(committed, now, "{path}"),
    }
}
