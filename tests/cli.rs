//! The program as people and scripts meet it: exit codes, files, streams.

mod common;

use assert_cmd::Command;
use common::config;
use std::fs;
use std::path::Path;
use std::process::Stdio;

fn provenu() -> Command {
    Command::cargo_bin("provenu").expect("the program is built")
}

fn silkeborg() -> String {
    config("silkeborg.toml").display().to_string()
}

/// Runs with arguments; gives (exit code, stdout, stderr).
fn call(arguments: &[&str]) -> (i32, String, String) {
    let output = provenu().args(arguments).output().expect("it starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("no signal"), text(&output.stdout), text(&output.stderr))
}

fn run_into(folder: &Path, more: &[&str]) -> (i32, String, String) {
    let folder = folder.display().to_string();
    let scenario = silkeborg();
    call(&[&["run", &scenario, "-n", "400", "--no-report", "-o", &folder], more].concat())
}

fn all_files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(&path).expect("readable"))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn table_prints_the_published_case_in_eighty_columns_or_more() {
    let (code, table, _) = call(&["table", &silkeborg()]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(table);
}

#[test]
fn check_lists_every_assumption() {
    let (code, list, _) = call(&["check", &silkeborg()]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(list);
}

#[test]
fn run_prints_a_summary_and_replay_a_story() {
    let home = tempfile::tempdir().expect("a folder");
    let (code, summary, errors) = run_into(&home.path().join("r"), &[]);
    assert_eq!((code, errors.as_str()), (0, ""));
    let shown = summary.split("\nResults:").next().expect("a summary").to_owned();
    insta::assert_snapshot!(shown);
    insta::assert_snapshot!("replication", call(&["replay", &silkeborg(), "--replication", "1"]).1);
    insta::assert_snapshot!("family", call(&["replay", &silkeborg(), "--replication", "1", "--family", "2017:5"]).1);
}

#[test]
fn the_report_is_live_with_a_core_of_these_sources() {
    let home = tempfile::tempdir().expect("a folder");
    let to = home.path().join("r").display().to_string();
    let (code, _, errors) = call(&["report", &silkeborg(), "-n", "200", "--quiet", "--output", &to]);
    assert_eq!(code, 0, "{errors}");
    let page = std::fs::read_to_string(home.path().join("r/report.html")).expect("a page");
    let core = page.split_once("id=\"core\">").map_or("", |(_, rest)| rest.split('<').next().unwrap_or_default());
    assert!(core.len() > 500_000, "the core is of other sources: run .ci/core");
    assert!(page.contains("id=\"still\"") && page.contains("id=\"script\""));
}

#[test]
fn replay_as_json_agrees_with_the_kept_replication() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("r");
    run_into(&folder, &["--keep", "replications"]);
    let rows = fs::read_to_string(folder.join("replications.csv")).expect("kept");
    let row: Vec<&str> = rows.lines().nth(7).expect("replication 7").split(',').collect();
    let printed = call(&["replay", &silkeborg(), "-k", "7", "--format", "json"]).1;
    let replay: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    let total = replay["ledger"]["total"].as_f64().expect("a number");
    let kept: f64 = row[row.len() - 2].parse().expect("a number");
    assert!((total - kept).abs() < 1e-6, "{total} against {kept}");
    let drawn: f64 = row[1].parse().expect("a number");
    assert_eq!(replay["parameters"]["parameters.income_support"].as_f64(), Some(drawn));
}

#[test]
fn a_results_folder_is_the_same_bytes_for_any_number_of_threads_and_instructions() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = |option: &str, value: &str| {
        let folder = home.path().join(value);
        let (scenario, target) = (silkeborg(), folder.display().to_string());
        let arguments = ["run", &scenario, "-n", "200", "-o", &target, option, value, "--keep", "replications"];
        assert_eq!(call(&arguments).0, 0);
        all_files(&folder)
    };
    let one = folder("--threads", "1");
    let names: Vec<&str> = one.iter().map(|file| file.0.as_str()).collect();
    assert_eq!(
        names,
        [
            "acceptability.csv",
            "acceptability.png",
            "acceptability.svg",
            "accounts.csv",
            "break_even.csv",
            "break_even.png",
            "break_even.svg",
            "cumulative.csv",
            "cumulative.png",
            "cumulative.svg",
            "exceedance.csv",
            "exceedance.png",
            "exceedance.svg",
            "joint.csv",
            "manifest.json",
            "net_benefit.png",
            "net_benefit.svg",
            "participants.csv",
            "ratios.csv",
            "replications.csv",
            "report.html",
            "report.xlsx",
            "summary.json",
            "table.csv",
            "yearly.csv"
        ]
    );
    for threads in ["2", "3", "8"] {
        assert!(folder("--threads", threads) == one, "{threads} threads");
    }
    for instructions in ["portable", "avx2"] {
        assert!(folder("--instructions", instructions) == one, "{instructions}");
    }
}

#[test]
fn replications_begin_with_those_of_a_shorter_run() {
    let home = tempfile::tempdir().expect("a folder");
    let rows = |n: &str| {
        let folder = home.path().join(n);
        let (scenario, folder_name) = (silkeborg(), folder.display().to_string());
        assert_eq!(
            call(&["run", &scenario, "-n", n, "-o", &folder_name, "--keep", "replications", "-q", "--no-report"]).0,
            0
        );
        fs::read_to_string(folder.join("replications.csv")).expect("kept")
    };
    let (short, long) = (rows("100"), rows("200"));
    assert_eq!(long.lines().count(), 201);
    assert!(long.starts_with(&short));
    assert!(long.starts_with("replication,parameters.income_support,"));
}

#[test]
fn summary_json_has_the_promised_shape() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("r");
    let (_, printed, _) = run_into(&folder, &["--format", "json"]);
    let written = fs::read_to_string(folder.join("summary.json")).expect("written");
    assert_eq!(printed, written);
    let summary: serde_json::Value = serde_json::from_str(&written).expect("JSON");
    for pointer in [
        "/schema",
        "/scenario/title",
        "/scenario/sha256",
        "/run/seed",
        "/run/replications",
        "/run/sampling",
        "/run/version",
        "/years/4",
        "/expected/lines/0/values/4",
        "/expected/savings/4",
        "/expected/costs/4",
        "/expected/net/4",
        "/expected/cumulative/4",
        "/expected/total",
        "/expected/break_even_year",
        "/expected/person_years/4",
        "/net_benefit/mean",
        "/net_benefit/mcse",
        "/net_benefit/mean_conditional/value",
        "/net_benefit/sd",
        "/net_benefit/quantiles/6/mcse",
        "/net_benefit/probability_positive/value",
        "/net_benefit/expected_shortfall_05/mcse",
        "/yearly/0/quantiles/0/p",
        "/cumulative/4/sd",
        "/break_even/by_year/4/probability",
        "/break_even/not_within_horizon/mcse",
        "/break_even/lasting/not_within_horizon/probability",
        "/variance/parameters",
        "/variance/chance",
        "/variance/mcse",
        "/peak_funding/quantiles/0",
        "/payers/municipality/net_benefit/mean",
        "/payers/state/break_even",
    ] {
        assert!(summary.pointer(pointer).is_some(), "{pointer} is missing");
    }
    assert_eq!(summary["net_benefit"], summary["payers"]["municipality"]["net_benefit"]);
}

#[test]
fn verify_accepts_what_was_written_and_names_what_was_changed() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("r");
    run_into(&folder, &[]);
    let name = folder.display().to_string();
    assert_eq!(call(&["verify", &name]).0, 0);
    let manifest = fs::read_to_string(folder.join("manifest.json")).expect("written");
    fs::write(folder.join("manifest.json"), manifest.replace("\"seed\": 1", "\"seed\": 99")).expect("edit");
    assert!(call(&["verify", &name]).2.contains("does not describe the run"));
    fs::write(folder.join("manifest.json"), manifest).expect("put back");
    fs::write(folder.join("table.csv"), "mine").expect("edit");
    let (code, _, errors) = call(&["verify", &name]);
    assert_eq!(code, 1);
    assert!(errors.contains("table.csv: changed"), "{errors}");
    let (code, _, errors) = run_into(&folder, &[]);
    assert_eq!(code, 2, "changed results are not replaced");
    assert!(errors.contains("--overwrite"), "{errors}");
    assert_eq!(fs::read_to_string(folder.join("table.csv")).expect("still there"), "mine");
    assert_eq!(call(&["verify", &home.path().display().to_string()]).0, 2, "no results folder");
}

#[test]
fn wrong_scenarios_end_with_two_and_write_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let file = |name: &str, content: &[u8]| {
        let path = home.path().join(name);
        fs::write(&path, content).expect("written");
        path.display().to_string()
    };
    let broken = file("broken.toml", b"title = 3\nprogramme = 0,3\n");
    let latin1 = file("latin1.toml", b"title = \"K\xf8benhavn\"\n");
    let long = file("long.toml", b"");
    fs::OpenOptions::new().write(true).open(&long).and_then(|file| file.set_len(1 + (16 << 20))).expect("long");
    #[cfg(unix)]
    let endless = {
        let text = fs::read_to_string(config("silkeborg.toml")).expect("a scenario of ours");
        let data = "duration = { each = { file = \"/dev/zero\" } }\n\n[placements.avoided]";
        file("endless.toml", text.replace("[placements.avoided]", &format!("[placements]\n{data}")).as_bytes())
    };
    let folder = home.path().display().to_string();
    let out = home.path().join("out");
    for (scenario, part) in [
        (broken.as_str(), "broken.toml:1:9: title = 3"),
        (&latin1, "latin1.toml:1:11: the byte 0xF8 (`ø` in Windows-1252) is not UTF-8"),
        (&folder, "is a folder, not a file"),
        ("nowhere.toml", "nowhere.toml does not exist"),
        (&long, "long.toml is too large; allowed: 16 MiB"),
        #[cfg(unix)]
        ("/dev/zero", "/dev/zero is a pipe or a device; allowed: a file"),
        #[cfg(unix)]
        (&endless, "/dev/zero lies outside the scenario's folder"),
    ] {
        let (code, printed, errors) = call(&["run", scenario, "-o", &out.display().to_string()]);
        assert_eq!((code, printed.as_str()), (2, ""), "{errors}");
        assert!(errors.contains(part), "{errors}");
        assert!(!out.exists());
    }
}

#[test]
fn wrong_usage_ends_with_two() {
    let scenario = silkeborg();
    for arguments in [
        &["run", &scenario, "-n", "1"][..],
        &["run", &scenario, "--seed", "9007199254740992"],
        &["run", &scenario, "--threads", "0"],
        &["run", &scenario, "--set", "employment.programme"],
        &["run", &scenario, "--sampling", "halton"],
        &["run", &scenario, "--target-p", "0"],
        &["replay", &scenario, "--replication", "1", "--sampling", "lhs"],
        &["replay", &scenario, "--replication", "0"],
        &["replay", &scenario, "--replication", "1", "--family", "2017:99"],
        &["simulate"],
    ] {
        let (code, _, errors) = call(arguments);
        assert_eq!(code, 2, "{arguments:?}: {errors}");
        assert!(!errors.is_empty());
    }
}

#[test]
fn help_fits_eighty_columns() {
    let main = call(&["--help"]).1;
    let commands = main.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // What stands further to the right goes on with the line above.
    let names: Vec<&str> = commands
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| line.split_whitespace().next().expect("a name"))
        .filter(|name| *name != "help")
        .collect();
    assert!(["run", "threshold", "man"].iter().all(|name| names.contains(name)), "{names:?}");
    for name in std::iter::once("").chain(names) {
        for form in ["-h", "--help"] {
            for columns in ["80", "200"] {
                let arguments = [name, form].into_iter().filter(|argument| !argument.is_empty());
                let output = provenu().env("COLUMNS", columns).args(arguments).output().expect("it starts");
                let text = String::from_utf8_lossy(&output.stdout);
                let long = text.lines().find(|line| line.chars().count() > 80);
                assert!(long.is_none() && text.contains("Usage"), "{name} {form}: {long:?}");
            }
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn limits_of_the_process_end_a_run_with_one_sentence() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("out");
    for (limit, more, told) in [
        ("-f 1", &["run"][..], "summary.json cannot be written, and nothing was kept: File too large"),
        ("-v 120000", &["run"], "replications would take about "),
        ("-v 1000000", &["tornado", "--threads", "1024"], "1024 threads cannot be started: "),
    ] {
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &format!("ulimit {limit}; exec \"$0\" \"$@\"")]);
        shell.arg(assert_cmd::cargo::cargo_bin("provenu")).args(more);
        shell.args([&silkeborg(), "-n", "200", "-o"]).arg(&out);
        let output = shell.output().expect("it starts");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{limit}: {errors}");
        assert!(errors.contains(told) && errors.lines().count() == 1, "{limit}: {errors}");
        assert_eq!(fs::read_dir(home.path()).expect("readable").count(), 0, "{limit}");
    }
}

#[test]
fn absurd_sizes_are_refused_with_an_estimate() {
    let (code, _, errors) = call(&["run", &silkeborg(), "-n", "4000000000", "--set", "intake.adults=1000000"]);
    assert_eq!(code, 2);
    assert!(errors.contains("hours") && errors.contains("at most about"), "{errors}");
}

#[test]
fn the_quick_answer_has_means_with_intervals_and_writes_nothing() {
    let (code, shown, errors) = call(&["run", &silkeborg(), "--quick"]);
    assert_eq!((code, errors.as_str()), (0, ""));
    insta::assert_snapshot!("quick", shown);
    let (_, json, _) = call(&["run", &silkeborg(), "--quick", "--format", "json"]);
    let quick: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let mean = &quick["accounts"][0]["mean"];
    let at = |key: &str| mean[key].as_f64().expect("a number");
    assert!(at("lower") < at("value") && at("value") < at("upper") && at("mcse") > 0.0);
    assert!(quick["accounts"][0]["worth_replications"].as_f64().expect("a number") > 100_000.0);
    assert_eq!(call(&["run", &silkeborg(), "--quick", "-n", "100"]).0, 2, "replications are not asked for");
}

#[test]
fn a_benchmark_speaks_to_people_and_to_trackers() {
    let bench = |more: &[&str]| {
        let few = ["bench", &silkeborg(), "-n", "512", "--rounds", "1", "--threads", "1,2"];
        let (code, shown, errors) = call(&[&few, more].concat());
        assert_eq!((code, errors.as_str()), (0, ""));
        shown
    };
    let shown = bench(&["--instructions", "portable"]);
    assert!(shown.contains("family-years/s") && shown.contains("portable") && shown.contains("Peak memory"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 80));
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let metrics = read(&bench(&["--format", "json"]));
    for name in ["silkeborg threads=1", "silkeborg threads=2"] {
        let throughput = &metrics[name]["throughput"];
        let [least, value, most] =
            ["lower_value", "value", "upper_value"].map(|key| throughput[key].as_f64().expect(key));
        assert!(0.0 < least && least <= value && value <= most, "{throughput}");
        assert_eq!(throughput["unit"], "replications/s");
        assert!(throughput["metadata"]["instructions"].is_string(), "{throughput}");
    }
    let entries = read(&bench(&["--format", "json", "--tracker", "github-action"]));
    assert_eq!(entries.as_array().expect("entries").len(), 2);
    assert!(entries[0]["name"].is_string() && entries[0]["unit"] == "replications/s" && entries[0]["value"].is_f64());
}

#[test]
fn the_suite_takes_no_scenario_and_nothing_that_changes_its_work() {
    let refused = |more: &[&str]| {
        let (code, shown, errors) = call(&[&["bench", "--suite"], more].concat());
        assert_eq!((code, shown.as_str()), (2, ""), "{errors}");
    };
    for more in
        [&[silkeborg().as_str()][..], &["-n", "512"], &["--seed", "2"], &["--set", "a=1"], &["--threads", "1,2"]]
    {
        refused(more);
    }
    assert_eq!(call(&["bench"]).0, 2);
}

#[test]
fn an_override_is_recorded_with_the_results() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("r");
    let (code, summary, _) = run_into(&folder, &["--set", "employment.programme=0.15"]);
    assert_eq!(code, 0);
    assert!(summary.contains("--set employment.programme=0.15"), "{summary}");
    let manifest = fs::read_to_string(folder.join("manifest.json")).expect("written");
    assert!(manifest.contains("employment.programme=0.15"));
    assert!(!manifest.contains(env!("CARGO_MANIFEST_DIR")), "no path goes into a result");
}

#[test]
fn schema_completions_and_manual_print() {
    let (code, schema, _) = call(&["schema"]);
    assert_eq!(code, 0);
    serde_json::from_str::<serde_json::Value>(&schema).expect("JSON");
    assert!(call(&["completions", "bash"]).1.contains("provenu"));
    assert!(call(&["man"]).1.contains(".TH"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure_and_a_closed_pipe_is_not() {
    let program = assert_cmd::cargo::cargo_bin("provenu");
    for arguments in [&["table", &silkeborg()][..], &["--help"], &["run", "-h"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a full disk");
        let mut command = std::process::Command::new(&program);
        let output = command.args(arguments).stdout(full).output().expect("it starts");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{errors}");
        assert!(errors.starts_with("error: cannot write the output: ") && errors.lines().count() == 1, "{errors}");
    }

    let mut child = std::process::Command::new(&program)
        .arg("schema")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn a_run_whose_reader_has_left_writes_its_folder_all_the_same() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("r");
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("provenu"))
        .args(["run", &silkeborg(), "-n", "200", "--no-report", "-o"])
        .arg(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    assert!(folder.join("manifest.json").is_file());
}

/// Waits until the process has installed its handlers, which Linux tells; a signal before that would simply kill it.
#[cfg(target_os = "linux")]
fn wait_until_signals_are_handled(process: u32) {
    const INT_AND_TERM: u64 = 1 << 1 | 1 << 14;
    for _ in 0..1_000 {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap_or("0");
        if u64::from_str_radix(caught.trim(), 16).is_ok_and(|caught| caught & INT_AND_TERM == INT_AND_TERM) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the program never installed its signal handlers");
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupt_ends_the_run_with_its_code_and_leaves_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("out");
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let child = std::process::Command::new(assert_cmd::cargo::cargo_bin("provenu"))
            .args(["run", "--no-report", &silkeborg(), "-n", "500000", "-o", &out.display().to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        wait_until_signals_are_handled(child.id());
        let sent = std::process::Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
        assert!(sent.expect("kill starts").success());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(code), "{signal}");
        assert_eq!(fs::read_dir(home.path()).expect("readable").count(), 0, "nothing was written");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupt_while_replications_are_written_leaves_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("out").display().to_string();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("provenu"))
        .args(["run", "--no-report", &silkeborg(), "-n", "100000", "--keep", "replications", "-o", &out])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let being_written = || {
        let folders = fs::read_dir(home.path()).expect("readable").flatten();
        folders.into_iter().any(|folder| folder.path().join("replications.csv").exists())
    };
    while !being_written() {
        assert!(child.try_wait().expect("known").is_none(), "it ended before");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let sent = std::process::Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status();
    assert!(sent.expect("kill starts").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert_eq!(fs::read_dir(home.path()).expect("readable").count(), 0, "nothing is left");
}

#[test]
fn a_design_is_written_down_and_any_of_its_replications_replayed() {
    let home = tempfile::tempdir().expect("a folder");
    let (scenario, out) = (silkeborg(), home.path().join("out"));
    let folder = out.display().to_string();
    for sampling in ["lhs", "sobol"] {
        let (code, _, errors) = call(&[
            "run",
            "--no-report",
            &scenario,
            "-n",
            "64",
            "--sampling",
            sampling,
            "--keep",
            "replications",
            "-o",
            &folder,
            "--quiet",
        ]);
        assert_eq!(code, 0, "{errors}");
        let read = |name: &str| fs::read_to_string(out.join(name)).expect("written");
        let summary: serde_json::Value = serde_json::from_str(&read("summary.json")).expect("JSON");
        assert_eq!((&summary["run"]["sampling"], &summary["run"]["randomisations"]), (&sampling.into(), &64.into()));
        let rows = read("replications.csv");
        let cells =
            |row: usize| rows.lines().nth(row).expect("a row").split(',').map(str::to_owned).collect::<Vec<_>>();
        let drawn = cells(0).into_iter().zip(cells(37)).filter(|(name, _)| name.contains('.'));
        let (code, replayed, errors) =
            call(&["replay", &scenario, "-k", "37", "--sampling", sampling, "-n", "64", "--format", "json"]);
        assert_eq!(code, 0, "{errors}");
        let replayed: serde_json::Value = serde_json::from_str(&replayed).expect("JSON");
        let mut compared = 0;
        for (path, value) in drawn {
            assert_eq!(replayed["parameters"][&path].to_string(), value, "{sampling}: {path}");
            compared += 1;
        }
        assert_eq!(compared, 9);
    }
}

#[test]
fn a_run_with_a_target_ends_when_it_is_reached_and_a_plan_says_beforehand() {
    let home = tempfile::tempdir().expect("a folder");
    let scenario = silkeborg();
    let folder = |name: &str| home.path().join(name).display().to_string();
    let json = |arguments: &[&str]| -> serde_json::Value {
        let (code, printed, errors) = call(arguments);
        assert_eq!(code, 0, "{errors}");
        serde_json::from_str(&printed).expect("JSON")
    };
    let run = json(&["run", "--no-report", &scenario, "--target-p", "0.006", "-o", &folder("run"), "--format", "json"]);
    let stages = run["convergence"]["stages"].as_array().expect("stages");
    assert_eq!((stages.len(), &run["convergence"]["reached"]), (2, &true.into()));
    assert!(run["net_benefit"]["probability_positive"]["mcse"].as_f64().expect("a number") <= 0.006);
    assert!(home.path().join("run/convergence.png").exists() && home.path().join("run/convergence.csv").exists());
    // The same replications without a target give the same estimates.
    let many = run["run"]["replications"].to_string();
    let plain = json(&["run", "--no-report", &scenario, "-n", &many, "-o", &folder("plain"), "--format", "json"]);
    assert_eq!(plain["payers"], run["payers"]);
    let most = json(&[
        "run",
        "--no-report",
        &scenario,
        "--target-p",
        "0.0001",
        "-n",
        "500",
        "-o",
        &folder("most"),
        "--format",
        "json",
    ]);
    assert_eq!((&most["convergence"]["reached"], &most["run"]["replications"]), (&false.into(), &500.into()));

    let plan =
        json(&["plan", &scenario, "--target-p", "0.006", "-n", "1600", "-o", &folder("plan"), "--format", "json"]);
    let random = &plan["ways"][0];
    assert_eq!(random["sampling"], "random");
    let needed = random["for_probability"].as_f64().expect("a number");
    assert!((needed / 6_944.0 - 1.0).abs() < 0.05, "p(1 − p)/0.006² is about {needed}");
}

/// A scenario of certain sums by year.
fn certain(saved: &str, paid: &str, more: &str) -> String {
    format!(
        "title = \"Certain\"\nperspective = \"municipality\"\ntimeline = {{ start = 2020, years = 3 }}\nintake = {{ adults = 1 }}\n\
         lines.s = {{ kind = \"saving\", payer = \"municipality\", per = \"year\", amount = {saved} }}\n\
         lines.c = {{ kind = \"cost\", payer = \"municipality\", per = \"year\", amount = {paid} }}\n{more}"
    )
}

#[test]
fn what_rounding_leaves_is_zero_to_table_and_run_alike() {
    let home = tempfile::tempdir().expect("a folder");
    let path = |name: &str| home.path().join(name).display().to_string();
    let discounting = "discounting = { rate = 0.05, timing = \"start\" }\n";
    let cases = [
        ("[100000.1, 200000.2, 0]", "[0, 0, 300000.3]", "", 2020),
        ("[0.1, 0.2, 0]", "[0, 0, 0.3]", "", 2020),
        ("[0, 105, 0]", "[100, 0, 0]", discounting, 2021),
    ];
    for (saved, paid, more, year) in cases {
        let file = path("zero.toml");
        fs::write(&file, certain(saved, paid, more)).expect("written");
        let (_, table, _) = call(&["table", &file]);
        assert!(table.contains(&format!("Break-even: {year}; it ends at exactly zero")), "{table}");
        let (code, run, _) = call(&["run", "--no-report", &file, "-n", "500", "-o", &path("results"), "--overwrite"]);
        let run = run.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(code, 0);
        assert!(run.contains("pays within 2020–2022 in < 0.6 % of cases"), "{run}");
        assert!(run.contains(&format!("most likely break-even year is {year}")), "{run}");
        assert!(run.contains("In > 99.4 % it ends at exactly zero"), "{run}");
    }
}

/// Runs a scenario into a folder, with its report.
fn reported(folder: &Path, more: &[&str]) {
    let (scenario, target) = (silkeborg(), folder.display().to_string());
    assert_eq!(call(&[&["run", &scenario, "-n", "200", "-q", "-o", &target], more].concat()).0, 0);
}

#[test]
fn a_report_of_results_is_the_one_that_their_run_wrote() {
    let home = tempfile::tempdir().expect("a folder");
    let path = |name: &str| home.path().join(name);
    reported(&path("a"), &["--language", "da", "--seed", "7", "--set", "employment.programme=0.25"]);
    let (a, again) = (path("a").display().to_string(), path("again").display().to_string());
    let (code, printed, errors) = call(&["report", &a, "-o", &again, "--agenda"]);
    assert_eq!(code, 0, "{errors}");
    assert!(printed.starts_with("Til dagsordenen") && printed.contains("ud af 100"), "{printed}");
    for file in ["report.html", "report.xlsx"] {
        let read = |folder: &str| fs::read(path(folder).join(file)).expect("a file");
        assert!(read("a") == read("again"), "{file}");
    }
    let agenda = fs::read_to_string(path("again").join("agenda.txt")).expect("a text");
    assert!(agenda.contains("Sagsfremstilling") && agenda.contains("Økonomi"), "{agenda}");
}

#[test]
fn a_report_with_actual_figures_tells_where_the_programme_stands() {
    let home = tempfile::tempdir().expect("a folder");
    let path = |name: &str| home.path().join(name).display().to_string();
    let (scenario, figures) = (silkeborg(), config("actuals/silkeborg.toml").display().to_string());
    let report = |actuals: &str, to: &str| {
        call(&["report", &scenario, "-n", "300", "--actuals", actuals, "--language", "da", "-q", "-o", &path(to)])
    };
    let (code, _, errors) = report(&figures, "told");
    assert_eq!(code, 0, "{errors}");
    let page = fs::read_to_string(home.path().join("told/report.html")).expect("a page");
    assert!(page.contains("Hvor indsatsen står nu") && page.contains("Tallene ovenfor er dem fra før"));
    let text = fs::read_to_string(&figures).expect("figures").replacen("entered = 6", "entered = 60", 1);
    let line = 1 + text.lines().position(|line| line == "entered = 60").expect("there");
    fs::write(path("wrong.toml"), text).expect("written");
    let (code, _, errors) = report(&path("wrong.toml"), "none");
    assert_eq!(code, 2, "{errors}");
    assert!(errors.contains(&format!("wrong.toml:{line}:")), "{errors}");
    assert!(!home.path().join("none").exists());
    let (code, _, errors) = call(&["report", &scenario, &scenario, "--actuals", &figures]);
    assert!(code == 2 && errors.contains("--actuals is about one scenario; give one"), "{errors}");
}

#[test]
fn several_results_stand_side_by_side_under_one_seed() {
    let home = tempfile::tempdir().expect("a folder");
    let path = |name: &str| home.path().join(name).display().to_string();
    reported(&home.path().join("planned"), &["--seed", "3", "--no-report"]);
    reported(&home.path().join("half"), &["--seed", "4", "--no-report", "--variant", "half_effect"]);
    let (planned, half, both) = (path("planned"), path("half"), path("both"));
    let (code, _, errors) = call(&["report", &planned, &half, "-n", "300", "-o", &both, "-q"]);
    assert_eq!(code, 0, "{errors}");
    let page = fs::read_to_string(home.path().join("both/report.html")).expect("a page");
    assert!(page.contains("“planned” ends in surplus most often"), "the headline follows the numbers");
    let found: serde_json::Value =
        serde_json::from_slice(&fs::read(home.path().join("both/report.json")).expect("a file")).expect("JSON");
    assert_eq!(found["run"]["replications"].as_u64(), Some(300));
    assert!(found["differences"][0]["accounts"].as_array().is_some_and(|accounts| !accounts.is_empty()));
    assert_eq!(call(&["report", &both, "-o", &path("no")]).0, 2, "a report is no run");
    assert_eq!(call(&["report", &planned, &half, "--agenda"]).0, 2, "an agenda is about one scenario");
}

#[test]
fn results_whose_data_are_gone_are_not_reported_again() {
    let home = tempfile::tempdir().expect("a folder");
    let scenario = r#"
title = "Stays"
perspective = "municipality"
timeline = { start = 2024, years = 2 }
intake = { adults = 20 }
[placements]
avoided = 1
duration = { each = { file = "stays.csv" } }
[lines.care]
kind = "saving"
payer = "municipality"
per = "placement_year"
amount = 450000
"#;
    let path = |name: &str| home.path().join(name).display().to_string();
    fs::write(path("stays.toml"), scenario).expect("written");
    fs::write(path("stays.csv"), "years\n1.5\n2.5\n4.0\n").expect("written");
    let (file, results, again) = (path("stays.toml"), path("results"), path("again"));
    let (code, _, errors) = call(&["run", &file, "-n", "100", "-q", "--no-report", "-o", &results]);
    assert_eq!(code, 0, "{errors}");
    let data = home.path().display().to_string();
    let report = || call(&["report", &results, "-q", "-o", &again, "--data", &data]);
    let (code, _, errors) = report();
    assert_eq!(code, 0, "{errors}");
    fs::write(path("stays.csv"), "years\n1.5\n2.5\n5.0\n").expect("written");
    let (code, _, errors) = report();
    assert!(code == 2 && errors.contains("is not the file that the results were made from"), "{errors}");
    fs::remove_file(path("stays.csv")).expect("removed");
    let (code, _, errors) = report();
    assert!(code == 2 && errors.contains("name its folder with --data DIR"), "{errors}");
}

#[test]
fn a_new_file_is_a_sound_scenario_and_replaces_none_unasked() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("case.toml").display().to_string();
    for (arguments, says) in [
        (&["--language", "da"][..], "begynder som skeleton. Nu: provenu check"),
        (&["--overwrite", "--from", "vi-vil-mere"], "begins as vi-vil-mere. Next: provenu check"),
    ] {
        let (code, told, errors) = call(&[&["new", &file], arguments].concat());
        assert_eq!((code, errors.as_str()), (0, ""));
        assert!(told.contains(says), "{told}");
        let (code, _, errors) = call(&["check", &file]);
        assert_eq!((code, errors.as_str()), (0, ""));
    }
    let before = all_files(home.path());
    let nowhere = home.path().join("none/case.toml").display().to_string();
    let folder = home.path().display().to_string();
    for (arguments, ends, told) in [
        (&["new", &file][..], 2, "is there already; give another name, or --overwrite"),
        (&["new", &file, "--from", "vi-vil-mer"], 2, "did you mean `vi-vil-mere`? allowed: skeleton, silkeborg"),
        (&["new", &folder], 2, "is a folder; name a file"),
        (&["new", &nowhere], 1, "cannot be written"),
        (&["new"], 2, "<FILE>"),
    ] {
        let (code, _, errors) = call(arguments);
        assert!(code == ends && errors.contains(told), "{code}: {errors}");
    }
    assert_eq!(all_files(home.path()), before, "nothing else was written, and nothing is left");
    let (code, list, _) = call(&["new", "--list"]);
    assert!(code == 0 && list.contains("gladsaxe ") && list.starts_with("skeleton "), "{list}");
}

#[test]
fn figures_are_searched_in_eighty_columns_in_both_languages_and_as_json() {
    let (code, one, _) = call(&["values", "--series", "anbr_gns"]);
    assert_eq!(code, 0);
    for part in ["720,700 kr. a year", "717,000 to 1,175,000", "before refund by § 176", "9.7 bn kr / 13,459"] {
        assert!(one.contains(part), "{part}: {one}");
    }
    let (_, danish, _) = call(&["values", "kontanthjælp", "forsørger", "--language", "da"]);
    assert!(danish.contains("16.972 kr. om måneden før skat") && danish.contains("2010–2025, 16 tal"), "{danish}");
    let (_, all, _) = call(&["values"]);
    for text in [&one, &danish, &all] {
        let widest = text.lines().map(|line| line.chars().count()).max();
        // An address has no blanks to break it at.
        let is_address = |line: &&str| line.contains("://");
        assert!(
            widest <= Some(80) || text.lines().filter(|line| line.chars().count() > 80).all(|line| is_address(&line)),
            "{text}"
        );
    }
    let (_, json, _) = call(&["values", "--series", "kontanthjaelp_parent30", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let figure = &json["series"][0]["figures"][6];
    assert_eq!(
        (&figure["value"], &figure["reference"]),
        (&14_575.0.into(), &"values.kontanthjaelp_parent30@2016".into())
    );
    let (code, none, _) = call(&["values", "kontanthjaelp_parent31"]);
    assert!(code == 0 && none.contains("Did you mean kontanthjaelp_parent30?"), "{none}");
    let (code, _, errors) = call(&["values", "--series", "naff"]);
    assert!(code == 2 && errors.contains("did you mean `naf`?"), "{errors}");
}

#[test]
fn everything_is_kept_behind_the_usual_columns() {
    let home = tempfile::tempdir().expect("a folder");
    let kept = |what: &str| {
        let (scenario, folder) = (silkeborg(), home.path().join(what));
        let folder_name = folder.display().to_string();
        let arguments = ["run", &scenario, "-n", "20", "-o", &folder_name, "--keep", what, "-q", "--no-report"];
        assert_eq!(call(&arguments).0, 0);
        fs::read_to_string(folder.join("replications.csv")).expect("kept")
    };
    let (usual, everything) = (kept("replications"), kept("everything"));
    assert_eq!(usual.lines().count(), everything.lines().count());
    assert!(usual.lines().zip(everything.lines()).all(|(usual, all)| all.starts_with(&format!("{usual},"))));
    let header: Vec<&str> = everything.lines().next().expect("a header").split(',').collect();
    for name in ["payers.municipality.costs_2017", "payers.municipality.savings", "payers.municipality.net_benefit"] {
        assert!(header.contains(&name), "{name}: {header:?}");
    }
    for name in ["person_years_2021", "person_years", "events.placement_2017", "events.placement", "participants"] {
        assert!(header.contains(&name), "{name}: {header:?}");
    }
}

#[test]
fn past_forecasts_are_shown_in_eighty_columns_in_both_languages_and_written_whole() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("past");
    let name = folder.display().to_string();
    let told = |words: &[&str], language: &str| {
        let (code, text, errors) =
            call(&[&["past"], words, &["-o", &name, "--overwrite", "--language", language]].concat());
        assert_eq!(code, 0, "{errors}");
        let is_address = |line: &&str| line.contains("://") || line.contains(&name);
        let wide = text.lines().find(|line| line.chars().count() > 80 && !is_address(line));
        assert_eq!(wide, None, "{text}");
        text
    };
    let all = told(&[], "en");
    for part in
        ["5 of 8 gross outcomes", "2 of 10 net effects", "3 of 4 not significant: no median", "goes into a scenario"]
    {
        assert!(all.split_whitespace().collect::<Vec<_>>().join(" ").contains(part), "{part}: {all}");
    }
    assert!(told(&[], "da").contains("NETTOEFFEKT"));
    let one = told(&["roca"], "da");
    assert!(one.contains("skønnet peger mod skade") && one.contains("payforsuccess.org"), "{one}");
    let files = ["past.json", "past.csv", "past.svg", "past.png", "report.html", "manifest.json"];
    assert!(files.iter().all(|file| folder.join(file).is_file()));
    let (code, json, _) = call(&["past", "threshold", "-o", &name, "--overwrite", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let rikers = json["cases"].as_array().expect("a list").iter().find(|case| case["id"] == "rikers").expect("there");
    assert_eq!((code, &rikers["outcome"]["finding"]), (0, &"not_significant".into()));
    assert!(rikers["ratio"].is_null() && rikers["outcome"]["observed"].is_null());
    assert_eq!(call(&["verify", &name]).0, 0);
    let (code, none, _) = call(&["past", "nothing-like-it"]);
    assert!(code == 0 && none.starts_with("No past forecast with “nothing-like-it”."), "{none}");
}

#[test]
fn a_portfolio_keeps_replications_that_add_up_and_says_what_is_wrong_with_a_list() {
    let home = tempfile::tempdir().expect("a folder");
    let (folder, scenario) = (home.path().join("results"), silkeborg());
    let name = folder.display().to_string();
    let two = ["portfolio", &scenario, &scenario, "-n", "64", "-o", &name, "--keep", "-q"];
    let (code, _, errors) = call(&two);
    assert_eq!(code, 0, "{errors}");
    let kept = fs::read_to_string(folder.join("replications.csv")).expect("kept");
    let mut lines = kept.lines();
    assert_eq!(
        lines.next(),
        Some("replication,programmes.silkeborg.net_benefit,programmes.silkeborg (2).net_benefit,net_benefit")
    );
    let mut rows = 0;
    for line in lines {
        let cells: Vec<f64> = line.split(',').map(|cell| cell.parse().expect("a number")).collect();
        assert_eq!(cells[1] + cells[2], cells[3], "{line}");
        rows += 1;
    }
    assert_eq!(rows, 64);
    assert_eq!(call(&["verify", &name]).0, 0);
    let json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("portfolio.json")).expect("written")).expect("JSON");
    assert_eq!(json["programmes"].as_array().map(Vec::len), Some(2));
    assert!(json["total"]["probability_positive"]["value"].is_number() && json["shared"][0]["path"].is_string());

    let list = home.path().join("list.toml");
    let listed = list.display().to_string();
    fs::write(
        &list,
        format!("scenario = {scenario:?}\n[programmes.a]\nparticipants = 20\n[programmes.b]\nfactr = 2\n"),
    )
    .expect("written");
    let wrong = |arguments: &[&str]| {
        let (code, _, errors) = call(&[arguments, &["-o", &name, "--overwrite"]].concat());
        assert_eq!(code, 2, "{errors}");
        errors
    };
    assert!(
        wrong(&["portfolio", &listed])
            .contains("list.toml:5:1: programmes.b.factr: unknown key; did you mean `factor`?")
    );
    fs::write(
        &list,
        format!("scenario = {scenario:?}\n[programmes.a]\nparticipants = 20\n[programmes.b]\nfactor = 2\n"),
    )
    .expect("written");
    assert!(wrong(&["portfolio", &listed, "--first", "c"]).contains("allowed: a, b"));
    assert!(wrong(&["portfolio", &listed, "--wait", "1"]).contains("--first NAME"));
    assert!(wrong(&["portfolio", &scenario]).contains("one scenario is no portfolio"));
    assert_eq!(call(&["portfolio", &listed, "-n", "32", "-o", &name, "--overwrite", "-q"]).0, 0);
    assert!(folder.join("portfolio.toml").is_file());
}
