//! What the terminal shows, byte by byte: every command and every analysis, on few replications.

mod common;

use assert_cmd::Command;
use common::config;
use std::fs;
use std::path::{Path, PathBuf};

/// What a command prints in a terminal of some columns, without the lines on where the results lie.
fn shown(columns: usize, arguments: &[&str]) -> String {
    let output = Command::cargo_bin("provenu")
        .expect("the program is built")
        .env("COLUMNS", columns.to_string())
        .args(arguments)
        .output()
        .expect("it starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    let printed = text(&output.stdout);
    let places = ["\nResults:", "\nResultater:"].iter().filter_map(|place| printed.find(place));
    printed[..places.min().unwrap_or(printed.len())].to_owned()
}

fn scenario(name: &str) -> String {
    config(name).display().to_string()
}

/// A folder for scenarios and results of one test.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// What a command that writes results shows.
    fn analysed(&self, columns: usize, arguments: &[&str]) -> String {
        let folder = self.path().join("results").display().to_string();
        shown(columns, &[arguments, &["--overwrite", "-o", &folder]].concat())
    }

    /// A scenario written down.
    fn file(&self, name: &str, text: &str) -> String {
        let path: PathBuf = self.path().join(name);
        fs::write(&path, text).expect("written");
        path.display().to_string()
    }
}

/// A snapshot of its own name of what a command shows that writes results.
macro_rules! analysed {
    ($home:expr, $name:literal, $columns:literal, [$($argument:expr),* $(,)?]) => {
        insta::assert_snapshot!($name, $home.analysed($columns, &[$($argument),*]));
    };
}

/// The same for one that writes none.
macro_rules! shown {
    ($name:literal, $columns:literal, [$($argument:expr),* $(,)?]) => {
        insta::assert_snapshot!($name, shown($columns, &[$($argument),*]));
    };
}

#[test]
fn runs() {
    let home = Home::new();
    let [silkeborg, assens, helhedsindsats] = ["silkeborg.toml", "assens.toml", "helhedsindsats.toml"].map(scenario);
    analysed!(home, "run", 80, ["run", "--no-report", &silkeborg, "-n", "300"]);
    analysed!(home, "run_wide", 120, ["run", "--no-report", &silkeborg, "-n", "300"]);
    analysed!(home, "run_assens", 80, ["run", "--no-report", &assens, "-n", "300"]);
    analysed!(home, "run_helhedsindsats", 80, ["run", "--no-report", &helhedsindsats, "-n", "64"]);
    analysed!(home, "run_target_reached", 80, ["run", "--no-report", &silkeborg, "--target-p", "0.02", "-n", "20000"]);
    analysed!(
        home,
        "run_target_not_reached",
        80,
        ["run", "--no-report", &silkeborg, "--target-mcse", "1000", "--target-p", "0.0001", "-n", "500"]
    );
    analysed!(
        home,
        "run_sobol",
        80,
        ["run", "--no-report", &silkeborg, "--sampling", "sobol", "-n", "512", "--set", "relapse.hazard=0.2"]
    );
    shown!("run_quick", 80, ["run", &silkeborg, "--quick"]);
}

#[test]
fn tables_and_assumptions() {
    let [silkeborg, assens, helhedsindsats, gladsaxe, trivsel] =
        ["silkeborg.toml", "assens.toml", "helhedsindsats.toml", "gladsaxe.toml", "trivsel-paa-tvaers.toml"]
            .map(scenario);
    shown!("table_narrow", 60, ["table", &silkeborg]);
    shown!("table_wide", 120, ["table", &silkeborg]);
    shown!("table_assens", 80, ["table", &assens]);
    shown!("table_helhedsindsats", 80, ["table", &helhedsindsats]);
    shown!("table_gladsaxe", 80, ["table", &gladsaxe]);
    shown!("table_trivsel", 120, ["table", &trivsel]);
    shown!("check_helhedsindsats", 80, ["check", &helhedsindsats]);
    shown!("check_gladsaxe", 120, ["check", &gladsaxe]);
    let cut =
        ["check", &silkeborg, "--set", "employment.programme={ distribution = \"normal\", mean = 0.1, sd = 0.2 }"];
    insta::assert_snapshot!("check_cut", shown(80, &cut).lines().take(12).collect::<Vec<_>>().join("\n"));
}

#[test]
fn stories() {
    let [silkeborg, helhedsindsats] = ["silkeborg.toml", "helhedsindsats.toml"].map(scenario);
    shown!("replay", 80, ["replay", &helhedsindsats, "--replication", "2"]);
    shown!("replay_family", 80, ["replay", &helhedsindsats, "--replication", "2", "--family", "2015:3"]);
    let late = ["replay", &silkeborg, "--replication", "1", "--set", "intake.delay=14", "--family", "2017:5"];
    insta::assert_snapshot!("replay_family_late", shown(80, &late));
}

#[test]
fn comparisons() {
    let home = Home::new();
    let [silkeborg, observed] = ["silkeborg.toml", "silkeborg-observed.toml"].map(scenario);
    analysed!(home, "compare_variants", 80, ["compare", &silkeborg, "-n", "200"]);
    analysed!(home, "compare_files", 80, ["compare", &silkeborg, &observed, "-n", "200"]);
    let vary = "employment.programme=0.15,0.25,0.3";
    analysed!(home, "compare_values", 120, ["compare", &silkeborg, "--vary", vary, "-n", "200"]);
    let same = "relapse.hazard=0.1,0.1";
    let citizen = ["compare", &silkeborg, "--vary", same, "--payer", "citizen", "-n", "200"];
    insta::assert_snapshot!("compare_equal_and_incomplete", home.analysed(80, &citizen));
}

#[test]
fn stress_tests() {
    let home = Home::new();
    let [silkeborg, gladsaxe] = ["silkeborg.toml", "gladsaxe.toml"].map(scenario);
    analysed!(home, "tornado", 80, ["tornado", &silkeborg, "-n", "100"]);
    analysed!(
        home,
        "tornado_stress",
        80,
        ["tornado", &silkeborg, "--stress", "-n", "100", "--set", "relapse.hazard=0.2"]
    );
    analysed!(home, "tornado_wide", 120, ["tornado", &gladsaxe, "--fixed", "all", "--stress", "-n", "50"]);
    let [x, y] = ["employment.programme=0.2..0.4:5", "relapse.hazard=0.05..0.3:4"];
    analysed!(home, "grid", 80, ["grid", &silkeborg, "--x", x, "--y", y, "-n", "100"]);
    analysed!(
        home,
        "grid_incomplete",
        80,
        ["grid", &silkeborg, "--x", "employment.programme", "--y", y, "-n", "50", "--payer", "citizen"]
    );
    analysed!(home, "threshold", 80, ["threshold", &silkeborg, "employment.programme", "-n", "100"]);
    analysed!(
        home,
        "threshold_none",
        80,
        ["threshold", &silkeborg, "relapse.hazard", "--set", "lines.case_managers.quantity=12", "-n", "50"]
    );
    analysed!(home, "threshold_switching", 120, ["threshold", &gladsaxe, "-n", "50"]);
    let rate = home.file(
        "rate.toml",
        "title = \"Two roots\"\nperspective = \"municipality\"\ntimeline = { start = 2020, years = 3 }\nintake = { adults = 1 }\n\
         discounting = { rate = 0.02, timing = \"start\" }\n\
         lines.s = { kind = \"saving\", payer = \"municipality\", per = \"year\", amount = [0, 210000, 0] }\n\
         lines.c = { kind = \"cost\", payer = \"municipality\", per = \"year\", amount = [100000, 0, 110200] }\n",
    );
    analysed!(home, "threshold_two_roots", 80, ["threshold", &rate, "discounting.rate", "-n", "50"]);
    let targets = ["--target-mcse", "10000", "--target-p", "0.01"];
    analysed!(home, "plan", 80, ["plan", &silkeborg, targets[0], targets[1], targets[2], targets[3], "-n", "800"]);
    analysed!(home, "plan_of_a_mean", 80, ["plan", &gladsaxe, targets[0], targets[1], "-n", "800"]);
}

#[test]
fn reviews() {
    let home = Home::new();
    let [silkeborg, review] = ["silkeborg.toml", "silkeborg-review.toml"].map(scenario);
    analysed!(home, "review", 80, ["review", &review, "-n", "400"]);
    analysed!(home, "review_danish", 80, ["review", &review, "-n", "400", "--language", "da", "--payer", "state"]);
    analysed!(home, "review_stops", 80, ["review", &silkeborg, "-n", "400"]);
    shown!("review_replayed", 80, ["replay", &review, "--replication", "4"]);
}

/// A scenario of certain sums by year.
fn certain(years: usize, saved: &str, paid: &str) -> String {
    format!(
        "title = \"Certain\"\nperspective = \"municipality\"\ncurrency = \"£\"\n\
         timeline = {{ start = 2020, years = {years} }}\nintake = {{ adults = 1 }}\n\
         lines.s = {{ kind = \"saving\", payer = \"municipality\", per = \"year\", amount = {saved} }}\n\
         lines.c = {{ kind = \"cost\", payer = \"municipality\", per = \"year\", amount = {paid} }}\n"
    )
}

#[test]
fn corners() {
    let home = Home::new();
    let loss = home.file("loss.toml", &certain(3, "[0, 5, 0]", "[100000, 0, 300000]"));
    analysed!(home, "certain_loss", 80, ["run", "--no-report", &loss, "-n", "100"]);
    let gain = home.file("gain.toml", &certain(3, "[10, 0, 500]", "[0, 100, 0]"));
    analysed!(home, "certain_gain", 80, ["run", "--no-report", &gain, "-n", "100"]);
    shown!("certain_gain_table", 80, ["table", &gain]);
    let zero = home.file("zero.toml", &certain(3, "[100, 200, 0]", "[0, 0, 300]"));
    analysed!(home, "exactly_zero", 80, ["run", "--no-report", &zero, "-n", "100"]);
    let year = home.file("year.toml", &certain(1, "[100]", "[50]"));
    analysed!(home, "one_year", 80, ["run", "--no-report", &year, "-n", "100"]);
    shown!("one_year_table", 80, ["table", &year]);
    let nothing = home.file("nothing.toml", &certain(2, "0", "0"));
    analysed!(home, "no_money_moves", 80, ["run", "--no-report", &nothing, "-n", "100"]);
    shown!("no_money_moves_table", 80, ["table", &nothing]);
    let late = home.file("late.toml", &certain(4, "[0, 0, 0, 900]", "[0, 0, 300, 0]"));
    analysed!(home, "money_moves_late", 80, ["run", "--no-report", &late, "-n", "100", "--sampling", "lhs"]);
    let twenty = home.file("twenty.toml", &certain(20, "5", "4"));
    analysed!(home, "twenty_years", 80, ["run", "--no-report", &twenty, "-n", "100"]);
    shown!("twenty_years_table", 80, ["table", &twenty]);
    let events = config("../tests/data/many_events.toml").display().to_string();
    analysed!(home, "no_employment", 80, ["run", "--no-report", &events, "-n", "100"]);
    shown!("replay_many_events", 80, ["replay", &events, "--replication", "1"]);
}
