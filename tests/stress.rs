//! Comparisons and stress tests as people and scripts meet them.

mod common;

use assert_cmd::Command;
use common::config;
use std::fs;
use std::path::Path;

fn scenario(name: &str) -> String {
    config(name).display().to_string()
}

/// Runs with arguments; gives (exit code, stdout, stderr).
fn call(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("provenu").expect("built").args(arguments).output().expect("it starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("no signal"), text(&output.stdout), text(&output.stderr))
}

/// Runs an analysis into a folder; gives what is printed and what its JSON says.
fn analysed(folder: &Path, command: &str, arguments: &[&str]) -> (String, serde_json::Value) {
    let name = folder.display().to_string();
    let (code, printed, errors) = call(&[&[command], arguments, &["-o", &name]].concat());
    assert_eq!((code, errors.as_str()), (0, ""), "{command}");
    assert!(printed.lines().all(|line| line.chars().count() <= 80), "{printed}");
    let (code, _, errors) = call(&["verify", &name]);
    assert_eq!(code, 0, "{errors}");
    let json = fs::read_to_string(folder.join(format!("{command}.json"))).expect("written");
    (printed, serde_json::from_str(&json).expect("JSON"))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn number(value: &serde_json::Value) -> f64 {
    value.as_f64().expect("a number")
}

#[test]
fn a_scenario_compared_with_itself_is_exactly_as_good() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("c");
    let file = scenario("silkeborg.toml");
    let (printed, found) = analysed(&folder, "compare", &[&file, &file, "-n", "500"]);
    assert!(printed.contains("Exactly as good in every replication"), "{printed}");
    for account in found["differences"][0]["accounts"].as_array().expect("accounts") {
        for gap in account["yearly"].as_array().into_iter().chain(account["cumulative"].as_array()).flatten() {
            for key in ["mean", "mcse", "sd", "expected", "lower", "upper"] {
                assert_eq!(number(&gap[key]), 0.0);
            }
        }
    }
    assert_eq!(
        names(&folder),
        [
            "best.csv",
            "compare.json",
            "differences.csv",
            "differences.png",
            "differences.svg",
            "efficiency.csv",
            "increments.csv",
            "manifest.json",
            "report.html",
            "scenarios.csv",
            "scenarios.png",
            "scenarios.svg"
        ]
    );
}

#[test]
fn variants_by_value_are_those_of_set() {
    let home = tempfile::tempdir().expect("a folder");
    let file = scenario("silkeborg.toml");
    let vary = "employment.programme=0.15,{ events = 10, of = 57 },0.30";
    let (_, found) = analysed(&home.path().join("c"), "compare", &[&file, "--vary", vary, "-n", "400"]);
    let scenarios = found["scenarios"].as_array().expect("three");
    assert_eq!(scenarios.len(), 3);
    for (value, variant) in ["0.15", "{ events = 10, of = 57 }", "0.30"].iter().zip(scenarios) {
        let set = format!("employment.programme={value}");
        let run = home.path().join("r").display().to_string();
        let printed =
            call(&["run", "--no-report", &file, "-n", "400", "--set", &set, "--format", "json", "-o", &run]).1;
        let run: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
        let last = &variant["cumulative"][4];
        assert_eq!(last["probability_positive"], run["net_benefit"]["probability_positive"], "{value}");
        assert!((number(&last["mean"]) - number(&run["net_benefit"]["mean"])).abs() < 1e-3);
        assert_eq!(last["quantiles"][0]["value"], run["net_benefit"]["quantiles"][0]["value"]);
    }
}

#[test]
fn a_tornado_says_of_an_end_what_a_run_with_it_says() {
    let home = tempfile::tempdir().expect("a folder");
    let file = scenario("silkeborg.toml");
    let arguments = [&file, "-n", "400", "--stress", "--fixed", "lines.transport.amount"];
    let folder = home.path().join("t");
    let (printed, found) = analysed(&folder, "tornado", &arguments);
    assert!(printed.contains("ALL ADVERSE, ONE AFTER ANOTHER") && printed.contains("all favourable"), "{printed}");
    assert_eq!(
        names(&folder),
        [
            "manifest.json",
            "report.html",
            "stress.csv",
            "stress.png",
            "stress.svg",
            "tornado.csv",
            "tornado.json",
            "tornado.png",
            "tornado.svg"
        ]
    );
    let bars = found["bars"].as_array().expect("bars");
    assert_eq!(bars.len(), 10, "nine uncertain assumptions and a fixed number");
    let swings: Vec<f64> = bars.iter().map(|bar| number(&bar["swing"]["value"]).abs()).collect();
    assert!(swings.windows(2).all(|pair| pair[0] >= pair[1]), "{swings:?}");
    let sign = |path: &str| {
        let bar = bars.iter().find(|bar| bar["path"] == path).expect("a bar");
        number(&bar["swing"]["value"]).signum()
    };
    for (path, direction) in [
        ("employment.programme", 1.0),
        ("employment.comparison", -1.0),
        ("relapse.hazard", -1.0),
        ("placements.avoided", 1.0),
        ("parameters.cost_overrun", -1.0),
        ("lines.transport.amount", -1.0),
    ] {
        assert_eq!(sign(path), direction, "{path}");
    }
    let end = &bars[0]["high"];
    let set = format!("{}={}", bars[0]["path"].as_str().expect("a path"), end["value"]);
    let run = home.path().join("r").display().to_string();
    let printed = call(&["run", "--no-report", &file, "-n", "400", "--set", &set, "--format", "json", "-o", &run]).1;
    let run: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(end["probability"], run["net_benefit"]["probability_positive"]);
    let conditional = &run["net_benefit"]["mean_conditional"];
    let gap = number(&end["mean"]["value"]) - number(&conditional["value"]);
    assert!(gap.abs() < 4.0 * number(&conditional["mcse"]).hypot(number(&end["mean"]["mcse"])), "{gap}");
    assert!((number(&end["expected"]) - number(&run["expected"]["total"])).abs() < 1e-3);
}

/// What decides how the model is built, and a list as a whole, may be moved too.
#[test]
fn fixed_lists_and_the_moment_of_leaving_are_moved_like_fixed_numbers() {
    let home = tempfile::tempdir().expect("a folder");
    let file = scenario("silkeborg.toml");
    let (printed, found) = analysed(&home.path().join("t"), "tornado", &[&file, "-n", "50"]);
    let bars = found["bars"].as_array().expect("bars");
    let lists: Vec<_> = bars.iter().filter(|bar| bar["list"] == true).map(|bar| &bar["path"]).collect();
    assert_eq!(lists, ["intake.adults"], "a fifth of the intake is among the five fixed that matter most");
    assert!(printed.contains("−20 %") && printed.contains("+20 %"), "{printed}");
    let set = ["--set", "intake.moment=0.5", "-n", "50"];
    let fixed = ["--fixed", "intake.moment"];
    let (_, found) = analysed(&home.path().join("m"), "tornado", &[&[file.as_str()], &set[..], &fixed].concat());
    let moment = found["bars"].as_array().expect("bars").iter().find(|bar| bar["path"] == "intake.moment");
    assert!(number(&moment.expect("a bar")["swing"]["value"]).abs() > 1e5, "{moment:?}");
    let grid = ["--x", "intake.moment=0.25..0.75:3", "--y", "employment.programme=0.2..0.4:2"];
    let (_, grid) = analysed(&home.path().join("g"), "grid", &[&[file.as_str()], &set[..], &grid].concat());
    let first = number(&grid["cells"][0]["expected"]);
    let with = ["intake.moment=0.25", "employment.programme=0.2"].map(|set| set.parse().expect("an override"));
    let text = std::fs::read_to_string(&file).expect("a file");
    let same = provenu::scenario::Scenario::parse("s", &text, &with, &|_| Err(String::new())).expect("sound").model;
    let case = provenu::expected::business_case(&same, &same.base_draw()).expect("a case");
    assert!((first - case.cash_flow(same.perspective).total()).abs() < 1e-3, "{first}");
}

#[test]
fn all_adverse_at_once_is_worse_than_any_by_itself_and_certain_in_expectation() {
    let home = tempfile::tempdir().expect("a folder");
    let (_, found) =
        analysed(&home.path().join("t"), "tornado", &[&scenario("silkeborg.toml"), "-n", "200", "--stress"]);
    let all = found["stress"]["adverse"].as_array().expect("steps").last().expect("a last one").clone();
    for bar in found["bars"].as_array().expect("bars") {
        for end in ["low", "high"] {
            assert!(number(&all["mean"]["value"]) < number(&bar[end]["mean"]["value"]));
        }
    }
    // Nothing is left to vary: the mean is the expected value.
    assert!((number(&all["mean"]["value"]) - number(&all["expected"])).abs() < 1e-3);
    assert!(number(&all["mean"]["mcse"]) < 1e-3);
}

#[test]
fn the_threshold_set_back_breaks_even_to_the_krone() {
    let home = tempfile::tempdir().expect("a folder");
    let file = scenario("silkeborg.toml");
    for path in ["employment.programme", "relapse.hazard", "lines.case_managers.amount"] {
        let folder = home.path().join(path);
        let (_, found) = analysed(&folder, "threshold", &[&file, path, "-n", "200"]);
        let value = number(&found["expected"]["value"]);
        let set = format!("{path}={value:?}");
        let table = call(&["table", &file, "--set", &set, "--format", "json"]).1;
        let table: serde_json::Value = serde_json::from_str(&table).expect("JSON");
        assert!(number(&table["total"]).abs() < 1.0, "{path} = {value}: {}", table["total"]);
    }
}

/// At the value found under a seed, P(net > 0) under the same seed is as asked, to one replication.
#[test]
fn the_threshold_of_a_probability_set_back_gives_that_probability() {
    let home = tempfile::tempdir().expect("a folder");
    let file = scenario("silkeborg.toml");
    let arguments = [&file, "employment.programme", "--probability", "0.7", "-n", "1000"];
    let (printed, found) = analysed(&home.path().join("t"), "threshold", &arguments);
    assert!(printed.contains("NEAREST COMBINATION THAT PAYS"), "{printed}");
    let found = &found["probability"];
    assert_eq!(found["pays"], "above");
    assert!(number(&found["mcse"]) > 0.0);
    let set = format!("employment.programme={}", found["value"]);
    let run = home.path().join("r").display().to_string();
    let printed = call(&["run", "--no-report", &file, "-n", "1000", "--set", &set, "--format", "json", "-o", &run]).1;
    let run: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    let probability = number(&run["net_benefit"]["probability_positive"]["value"]);
    assert!((probability - 0.7).abs() <= 0.0011, "{probability}");
}

#[test]
fn at_the_least_adverse_combination_the_expected_case_breaks_even() {
    let home = tempfile::tempdir().expect("a folder");
    let file = scenario("silkeborg.toml");
    let (_, found) = analysed(&home.path().join("t"), "threshold", &[&file, "relapse.hazard", "-n", "200"]);
    let least = &found["least_adverse"];
    let moved = least["moved"].as_array().expect("assumptions");
    let set: Vec<String> =
        moved.iter().map(|moved| format!("{}={}", moved["path"].as_str().expect("a path"), moved["value"])).collect();
    let mut arguments = vec!["table", &file, "--format", "json"];
    for set in &set {
        arguments.extend(["--set", set]);
    }
    let table: serde_json::Value = serde_json::from_str(&call(&arguments).1).expect("JSON");
    assert!(number(&table["total"]).abs() < 1.0, "{}", table["total"]);
    let square: f64 = moved.iter().map(|moved| number(&moved["score"]).powi(2)).sum();
    assert!((square.sqrt() - number(&least["distance"])).abs() < 1e-9);
}

#[test]
fn a_tier_given_as_at_least_has_a_threshold_too() {
    let home = tempfile::tempdir().expect("a folder");
    let arguments = [&scenario("vi-vil-mere.toml"), "employment.tiers.full.programme", "-n", "50"];
    let (printed, found) = analysed(&home.path().join("t"), "threshold", &arguments);
    assert!((0.0..0.3).contains(&number(&found["expected"]["value"])), "{printed}");
    assert!(!printed.contains("--set"), "it cannot be set by itself: {printed}");
}

#[test]
fn no_value_does_is_said_plainly() {
    let home = tempfile::tempdir().expect("a folder");
    // Twice the staff: no relapse at all would not make it pay.
    let file = scenario("silkeborg.toml");
    let arguments = [&file, "relapse.hazard", "--set", "lines.case_managers.quantity=12", "-n", "200"];
    let (printed, found) = analysed(&home.path().join("t"), "threshold", &arguments);
    assert!(printed.contains("at no value"), "{printed}");
    assert_eq!((&found["expected"]["value"], &found["expected"]["pays"]), (&serde_json::Value::Null, &"never".into()));
}

#[test]
fn a_grid_agrees_with_the_table_and_keeps_its_order() {
    let home = tempfile::tempdir().expect("a folder");
    let file = scenario("silkeborg.toml");
    let arguments =
        [&file, "--x", "employment.programme=0.2..0.4:5", "--y", "parameters.cost_overrun=0.9..1.1:3", "-n", "200"];
    let folder = home.path().join("g");
    let (_, found) = analysed(&folder, "grid", &arguments);
    let cells = found["cells"].as_array().expect("cells");
    assert_eq!(cells.len(), 15);
    assert_eq!(found["x"]["values"].as_array().expect("values").len(), 5);
    let rows = fs::read_to_string(folder.join("grid.csv")).expect("written");
    assert_eq!(rows.lines().count(), 16);
    for (i, x) in found["x"]["values"].as_array().expect("values").iter().enumerate() {
        for (j, y) in found["y"]["values"].as_array().expect("values").iter().enumerate() {
            let cell = &cells[j * 5 + i];
            if i > 0 {
                assert!(number(&cell["mean"]["value"]) > number(&cells[j * 5 + i - 1]["mean"]["value"]));
                let before = number(&cells[j * 5 + i - 1]["probability"]["value"]);
                assert!(number(&cell["probability"]["value"]) >= before, "common luck");
            }
            let (x, y) = (format!("employment.programme={x}"), format!("parameters.cost_overrun={y}"));
            if (i, j) == (1, 2) {
                let table = call(&["table", &file, "--set", &x, "--set", &y, "--format", "json"]).1;
                let table: serde_json::Value = serde_json::from_str(&table).expect("JSON");
                assert!((number(&table["total"]) - number(&cell["expected"])).abs() < 1e-3);
            }
        }
    }
}

#[test]
fn results_are_the_same_bytes_for_any_number_of_threads() {
    let home = tempfile::tempdir().expect("a folder");
    let file = scenario("silkeborg.toml");
    for arguments in [
        &["tornado", &file, "-n", "300", "--stress"][..],
        &["grid", &file, "--x", "relapse.hazard=0.05..0.3:4", "--y", "employment.programme", "-n", "100"],
        &["threshold", &file, "placements.avoided", "-n", "100"],
        &["compare", &file, "--vary", "relapse.hazard=0.1,0.2", "-n", "700"],
    ] {
        let bytes = |threads: &str| {
            let folder = home.path().join(format!("{}-{threads}", arguments[0]));
            let name = folder.display().to_string();
            assert_eq!(call(&[arguments, &["--threads", threads, "-o", &name, "-q"]].concat()).0, 0);
            names(&folder).into_iter().map(|name| fs::read(folder.join(name)).expect("readable")).collect::<Vec<_>>()
        };
        assert!(bytes("1") == bytes("3"), "{}", arguments[0]);
    }
}

#[test]
fn the_payer_may_be_another_and_the_horizon_s_money_is_discounted() {
    let home = tempfile::tempdir().expect("a folder");
    let file = scenario("silkeborg.toml");
    let set = "discounting.rate=0.035";
    let arguments = [&file, "--payer", "state", "--set", set, "-n", "200"];
    let (_, found) = analysed(&home.path().join("t"), "tornado", &arguments);
    let run = home.path().join("r").display().to_string();
    let printed = call(&["run", "--no-report", &file, "-n", "200", "--set", set, "--format", "json", "-o", &run]).1;
    let run: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    let state = &run["payers"]["state"];
    assert!((number(&found["base"]["expected"]) - number(&state["expected_total"])).abs() < 1e-3);
    assert_eq!(found["base"]["probability"], state["net_benefit"]["probability_positive"]);
    assert_eq!((&found["account"], is_complete(&found)), (&"state".into(), true));
}

/// Whether the file holds the whole side of the account that an analysis is about.
fn is_complete(found: &serde_json::Value) -> bool {
    let accounts = found["names"]["accounts"].as_array().expect("accounts");
    accounts.iter().find(|account| account["id"] == found["account"]).expect("named")["complete"] == true
}

#[test]
fn how_likely_an_incomplete_payer_gains_is_withheld() {
    let home = tempfile::tempdir().expect("a folder");
    let file = scenario("silkeborg.toml");
    let arguments = [&file, "employment.programme", "--payer", "citizen", "-n", "50"];
    let (printed, found) = analysed(&home.path().join("t"), "threshold", &arguments);
    assert!(printed.contains("seen from: Citizens (incomplete)") && !printed.contains("of cases"), "{printed}");
    assert!(found["probability"].is_null() && found["curve"][0]["probability"].is_null() && !is_complete(&found));
    assert!((number(&found["expected"]["value"]) - 0.15).abs() < 1e-9, "what they lose is in the file all the same");
}

#[test]
fn a_picture_of_many_differences_has_every_amount_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    analysed(&out, "compare", &[&scenario("silkeborg.toml"), "-n", "50"]);
    let picture = std::fs::read_to_string(out.join("differences.svg")).expect("a picture");
    assert!(picture.matches("\u{a0}million").count() > 10 && !picture.contains('…'));
}

#[test]
fn wrong_usage_is_told_before_anything_is_written() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("out");
    let (file, folder) = (scenario("silkeborg.toml"), out.display().to_string());
    for (arguments, part) in [
        (&["threshold", &file, "employment.programe"][..], "did you mean `employment.programme`?"),
        (&["threshold", &file, "lines.placements.amount"], "use parameters.placement_year"),
        (&["threshold", &file, "intake.adults"], "not of a list"),
        (&["threshold", &file, "relapse.hazard", "--probability", "1.5"], "allowed: a number from 0.001 to 0.999"),
        (&["tornado", &file, "--fixed", "lines.trnsport.amount"], "did you mean `lines.transport.amount`?"),
        (&["tornado", &file, "--payer", "king"], "--payer king: there is no such account; allowed: municipality"),
        (&["grid", &file, "--x", "employment.programme=0.5..1.5", "--y", "relapse.hazard"], "= 1.5: out of range"),
        (&["grid", &file, "--x", "relapse.hazard", "--y", "relapse.hazard"], "give two assumptions"),
        (
            &["grid", &file, "--set", "discounting.rate=0", "--x", "discounting.rate", "--y", "relapse.hazard"],
            "give a range, discounting.rate=LOW..HIGH",
        ),
        (&["grid", &file, "--x", "relapse.hazard=0.3..0.1", "--y", "relapse.hazard"], "a lower number first"),
        (&["compare", &scenario("silkeborg-observed.toml")], "one scenario to compare"),
        (&["compare", &file, "--variant", "pilot"], "--variant pilot: no such variant; allowed: published"),
        (
            &["compare", &file, "--variant", "observed", "--common", "lines.transport.amount"],
            "fewer than two of the scenarios",
        ),
        (
            &["compare", &file, &file, "--common", "relapse.hazard,"],
            "allowed: all, none, or paths of uncertain numbers",
        ),
        (
            &["sobol", &file, "--group", "effect=employment.programe"],
            "--group effect: employment.programe is no uncertain assumption",
        ),
        (&["sobol", &file, "--group", "effect"], "allowed: NAME=PATH,PATH"),
        (&["plan", &file, "--payer", "citizen", "--target-p", "0.01"], "is withheld"),
        (
            &["run", &file, "--shift", "employment.programme=1.50"],
            "--shift employment.programme=1.5: employment.programme = 1.5: out of range",
        ),
        (&["run", &file, "--variant", "observed", "--set", "employment.programme=2"], "--set employment.programme=2"),
        (&["compare", &file, &file, "--vary", "relapse.hazard=0.1,0.2"], "give one file"),
        (&["compare", &file, "--vary", "relapse.hazard=0.1,1.2"], "--vary relapse.hazard=1.2: "),
        (&["compare", &file, "--variant", "relapse.hazard=€0.1,0.2"], "--variant relapse.hazard=€0.1,0.2: "),
        (&["tornado", &file, "--tail", "−0.1"], "write -0.1; allowed: a number from 0.001 to 0.499"),
        (&["tornado", &file, "--seed", "−5"], "allowed: a whole number from 0 to 9007199254740991"),
        (&["run", &file, "--threads", "1e9"], "allowed: a whole number from 1 to 1024"),
        (&["run", &file, "--shift", "relapse.hazard=€5"], "only the number stands here; write 5"),
        (&["run", &file, "--payer", "a\u{1b}[31m"], "error: a\\u{1b}[31m: holds a character that nobody sees"),
        (&["compare", &file, &scenario("trivsel-paa-tvaers.toml"), "--payer", "king"], "no such account"),
    ] {
        let (code, printed, errors) = call(&[arguments, &["-o", &folder, "-n", "50"]].concat());
        assert_eq!((code, printed.as_str()), (2, ""), "{arguments:?}: {errors}");
        assert!(errors.contains(part), "{arguments:?}: {errors}");
        assert!(!out.exists(), "{arguments:?}");
    }
}

#[test]
fn the_shares_of_the_variance_sum_to_one_and_chance_is_beside_them() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("s");
    let group = "effect=employment.programme,employment.comparison";
    let arguments = [&scenario("silkeborg.toml"), "-n", "1000", "--group", group];
    let (printed, found) = analysed(&folder, "sobol", &arguments);
    let first = |of: &serde_json::Value| number(&of["first"]["value"]);
    let inputs = found["inputs"].as_array().expect("inputs");
    let sum: f64 = inputs.iter().map(first).sum::<f64>() + number(&found["interactions"]["value"]);
    assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    assert_eq!(inputs[0]["path"], "employment.comparison");
    let of = |path: &str| inputs.iter().find(|input| input["path"] == path).expect("an input");
    let arms = first(of("employment.comparison")) + first(of("employment.programme"));
    let group = &found["groups"][0];
    assert_eq!((&group["reason"], &group["name"]), (&"asked".into(), &"effect".into()));
    assert!((first(group) - arms).abs() < 0.01, "arms that add up: {group} {arms}");
    assert!(number(&found["chance"]["value"]) > 0.05);
    assert!(printed.contains("chance between"), "{printed}");
    let written = ["manifest.json", "report.html", "sobol.csv", "sobol.json", "sobol.png", "sobol.svg"];
    assert_eq!(names(&folder), written);
}

/// What is worth knowing, and the study with its rule.
#[test]
fn the_worth_of_evidence_keeps_its_guarantees_and_tells_a_rule() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("v");
    let (printed, found) = analysed(&folder, "voi", &[&scenario("silkeborg.toml"), "--samples", "500"]);
    for name in ["parameters.csv", "net_benefit.csv", "costs.csv", "effects.csv"] {
        let text = fs::read_to_string(folder.join(name)).expect("written");
        assert_eq!(text.lines().count(), 501, "{name}");
    }
    let value = |of: &serde_json::Value| number(&of["value"]);
    let evpi = value(&found["evpi"]);
    let known = found["evppi"].as_array().expect("assumptions");
    assert!(known.iter().all(|known| value(known) >= 0.0 && value(known) < evpi), "{known:?}");
    let comparison = known.iter().find(|known| known["paths"][0] == "employment.comparison").expect("an arm");
    let studies = found["studies"].as_array().expect("sizes");
    let worth: Vec<f64> = studies.iter().map(|study| value(&study["evsi"])).collect();
    assert!(worth.is_sorted() && worth[worth.len() - 1] < value(comparison), "{worth:?}");
    let best = &found["best"];
    assert!(studies.iter().all(|study| value(&study["net"]) <= value(&best["net"]) + 1e-6), "{best}");
    assert!(studies.iter().any(|study| study["go_ahead_if"]["at_most"].is_u64()), "{studies:?}");
    assert!(printed.contains("without the programme; go ahead if at most"), "{printed}");
}

/// A study for several municipalities: worth less to each other one, more to all, with the budget guarantee's warning.
#[test]
fn a_study_for_many_municipalities_needs_how_much_they_differ() {
    let home = tempfile::tempdir().expect("a folder");
    let of = |name: &str, between: &str| {
        let set = format!(
            "studies.comparison_group={{ arm = \"comparison\", sizes = [50, 100], municipalities = 10, between = {between} }}"
        );
        analysed(&home.path().join(name), "voi", &[&scenario("silkeborg.toml"), "--set", &set])
    };
    let ((alike, same), (_, differing)) = (of("a", "0"), of("d", "0.3"));
    let worth = |found: &serde_json::Value| {
        let study = &found["studies"][1];
        [&study["evsi"], &study["everywhere"]["evsi_elsewhere"], &study["everywhere"]["worth"]]
            .map(|estimate| number(&estimate["value"]))
    };
    let ([here, there, all], [_, apart, _]) = (worth(&same), worth(&differing));
    assert!((here - there).abs() < 1e-6 * here && (all - 10.0 * here).abs() < 1e-6 * all, "{here} {there} {all}");
    assert!(apart > 0.0 && apart < there, "{apart} of {there}");
    assert!(alike.contains("budget guarantee") && alike.contains("all alike"), "{alike}");
    assert!(number(&same["guaranteed"]) > 0.0);
    let set = "studies.comparison_group.municipalities=10";
    let folder = home.path().join("n").display().to_string();
    let (code, _, errors) = call(&["voi", &scenario("silkeborg.toml"), "--set", set, "-o", &folder]);
    assert!(code == 2 && errors.contains("no `between`"), "{errors}");
}

/// The forecast after two invented years: what moved, what cannot, and the worse outlook.
#[test]
fn actual_figures_move_the_forecast_and_say_nothing_of_the_comparison_arm() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("u");
    let actuals = scenario("actuals/silkeborg.toml");
    let arguments = [&scenario("silkeborg.toml"), actuals.as_str(), "-n", "4096", "--check", "20"];
    let (printed, found) = analysed(&folder, "update", &arguments);
    let mean = |of: &str| number(&found[of]["mean_conditional"]["value"]);
    assert!(mean("after") < mean("before") - 1e6, "{} {}", mean("before"), mean("after"));
    assert!(number(&found["effective_sample"]) > 1e4 && number(&found["khat"]) < 0.7);
    let moved = found["moved"].as_array().expect("assumptions");
    let of = |path: &str| moved.iter().find(|moved| moved["path"] == path).expect("an assumption");
    assert_eq!(of("employment.programme")["informed"], true);
    assert_eq!(of("employment.comparison")["before"], of("employment.comparison")["after"]);
    assert_eq!((&found["surprise"][0]["actual"], &found["check"]["truths"]), (&"entries.2017".into(), &20.into()));
    let told = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("What would happen without the programme is never among them"), "{printed}");
    let written = [
        "forecasts.csv",
        "manifest.json",
        "moved.csv",
        "report.html",
        "surprise.csv",
        "update.json",
        "update.png",
        "update.svg",
    ];
    assert_eq!(names(&folder), written);
    // What cannot be is named by file, line and key, and nothing is written.
    let (file, out) = (home.path().join("wrong.toml"), home.path().join("w").display().to_string());
    fs::write(&file, "through = 2017\n[[costs]]\nline = \"income_support\"\nyear = 2017\namount = 1\nerror = 0.1\n")
        .expect("written");
    let (code, _, errors) = call(&["update", &scenario("silkeborg.toml"), &file.display().to_string(), "-o", &out]);
    assert!(code == 2 && errors.contains("wrong.toml:3:") && errors.contains("counts times a price"), "{errors}");
    assert!(!home.path().join("w").exists());
}

#[test]
fn studies_that_cannot_be_are_refused_with_what_is_allowed() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("out");
    let (file, folder) = (scenario("silkeborg.toml"), out.display().to_string());
    for (change, part) in [
        ("studies.comparison_group.arm=\"comparisn\"", "did you mean `comparison`?"),
        ("studies.comparison_group.event=\"placement\"", "has no probability in both arms"),
        ("studies.comparison_group.tier=\"ful\"", "studies.comparison_group.tier"),
        ("studies.comparison_group.sizes=[10.5]", "allowed: whole numbers of families from 1 to 5000"),
        ("studies.comparison_group.delay=-1", "studies.comparison_group.delay"),
        ("employment.comparison=0.15", "studies.comparison_group: what it observes is certain in the scenario"),
    ] {
        let (code, printed, errors) = call(&["voi", &file, "--set", change, "-o", &folder]);
        assert_eq!((code, printed.as_str()), (2, ""), "{change}: {errors}");
        assert!(errors.contains(part), "{change}: {errors}");
        assert!(!out.exists(), "{change}");
    }
}

/// What data say becomes a piece of a scenario that the program takes, and says what they cannot say.
#[test]
fn data_become_parameters_that_a_scenario_takes() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("c");
    let data = scenario("calibration/vi-vil-mere.toml");
    let (printed, found) = analysed(&folder, "calibrate", &[&data]);
    let told = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("How many ever enter is not known: between 26 % and 92 %"), "{told}");
    assert!(told.contains("Left out, since expected and not observed: month 23, 24, 26."), "{told}");
    let entry = &found["items"][1];
    assert_eq!((&entry["kind"], &entry["result"]["kind"]), (&serde_json::Value::Null, &"entry".into()));
    assert_eq!(names(&folder).iter().filter(|name| name.starts_with("shares.")).count(), 2);
    // The piece behind a scenario that uses it.
    let base = fs::read_to_string(scenario("silkeborg.toml")).expect("read");
    let piece = fs::read_to_string(folder.join("parameters.toml")).expect("written");
    let file = home.path().join("with.toml");
    fs::write(&file, format!("{base}\n{piece}")).expect("written");
    let set = "employment.programme=\"parameters.new_place\"";
    let (code, printed, errors) = call(&["check", &file.display().to_string(), "--set", set]);
    assert_eq!(code, 0, "{errors}");
    assert!(printed.contains("new_place"), "{printed}");
    let wrong = home.path().join("wrong.toml");
    fs::write(&wrong, "[a]\nkind = \"events\"\nevents = 60\nof = 57\nsource = \"x\"\nevidence = \"expert\"\n")
        .expect("written");
    let (code, printed, errors) = call(&["calibrate", &wrong.display().to_string()]);
    assert_eq!((code, printed.as_str()), (2, ""));
    assert!(errors.contains("wrong.toml:3:10: a.events = 60"), "{errors}");
}

/// Of two programmes under one luck: what is not known of their common assumptions is worth what it would change.
#[test]
fn the_worth_of_evidence_between_scenarios_is_that_of_choosing_between_them() {
    let home = tempfile::tempdir().expect("a folder");
    let files = [scenario("silkeborg.toml"), scenario("silkeborg-observed.toml")];
    let value = |of: &serde_json::Value| number(&of["value"]);
    let (printed, found) = analysed(&home.path().join("v"), "voi", &[&files[0], &files[1], "--or-nothing"]);
    let options = found["decision"]["options"].as_array().expect("options");
    assert_eq!(
        options.iter().map(|option| &option["id"]).collect::<Vec<_>>(),
        ["nothing", "silkeborg", "silkeborg-observed"]
    );
    let best: f64 = options.iter().map(|option| number(&option["probability_best"])).sum();
    assert!((best - 1.0).abs() < 1e-9, "{best}");
    let known = found["evppi"].as_array().expect("assumptions");
    assert!(known.iter().all(|known| value(known) >= 0.0 && value(known) <= value(&found["evpi"])), "{known:?}");
    assert!(printed.contains("none of them"), "{printed}");
    // Of a scenario and itself nothing is worth knowing.
    let (_, found) = analysed(&home.path().join("w"), "voi", &[&files[0], &files[0], "--common", "all"]);
    assert_eq!(value(&found["evpi"]), 0.0);
    let (code, _, errors) = call(&["voi", &files[0], "--or-nothing"]);
    assert!(code == 2 && errors.contains("--or-nothing"), "{errors}");
}
