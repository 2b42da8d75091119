//! The workbook: its formulas against the core, the same bytes for the same run, text that looks like formulas.

#[path = "../common/mod.rs"]
mod common;

use common::{config, load, parse};
use provenu::document::Language;
use provenu::document::workbook::{CellContent, SheetKind, Workbook, WorkbookOf, workbook};
use provenu::expected::business_case;
use provenu::report::workbook::file;
use provenu::run::{Dossier, Request};
use provenu::scenario::Scenario;
use std::io::Read;
use std::process::Command;

/// A dossier of few replications.
fn dossier(scenario: &Scenario) -> Dossier {
    let request = Request { replications: Some(200), ..Request::default() };
    Dossier::of(scenario, request, &()).expect("worked out")
}

fn sheets(scenario: &Scenario, dossier: &Dossier, language: Language) -> Workbook {
    let of = WorkbookOf { model: &scenario.model, dossier, replications: &[] };
    workbook(&of, language).expect("possible")
}

/// The value of the cell with a name.
fn named(book: &Workbook, name: &str) -> f64 {
    let place = book.names.iter().find(|known| known.0 == name).expect("a name").1;
    let sheet = book.sheets.iter().find(|sheet| sheet.kind == place.sheet).expect("a sheet");
    match &sheet.rows[place.row as usize].cells[place.column as usize].content {
        CellContent::Formula(formula) => formula.value(),
        CellContent::Number(value) => *value,
        other => panic!("{other:?}"),
    }
}

/// How the lines of the business case are written.
fn lines(book: &Workbook) -> Vec<&str> {
    let case = book.sheets.iter().find(|sheet| sheet.kind == SheetKind::Case).expect("a sheet");
    let told = case.rows.iter().filter_map(|row| match &row.cells.last()?.content {
        CellContent::Text(text) if row.cells.len() > 2 => Some(text.as_str()),
        _ => None,
    });
    told.filter(|told| *told == "formula" || *told == "locked value").collect()
}

#[test]
fn every_line_of_silkeborg_is_a_formula_that_comes_to_the_published_krone() {
    let scenario = load("silkeborg.toml", &[]);
    let book = sheets(&scenario, &dossier(&scenario), Language::English);
    assert_eq!(lines(&book), ["formula"; 11]);
    assert_eq!(named(&book, "net_benefit").round(), 1_092_118.0);
    assert_eq!(named(&book, "employment_programme"), 0.3);
}

#[test]
fn every_total_of_the_business_case_is_divided_by_the_adults_as_a_formula() {
    let scenario = load("silkeborg.toml", &[]);
    let book = sheets(&scenario, &dossier(&scenario), Language::English);
    let (_, total) = book.names.iter().find(|known| known.0 == "net_benefit").expect("a name");
    let case = book.sheets.iter().find(|sheet| sheet.kind == SheetKind::Case).expect("a sheet");
    let cell = |row: usize| &case.rows[row].cells[total.column as usize + 1].content;
    assert_eq!(cell(case.header.expect("titles") as usize), &CellContent::Text("per adult".to_owned()));
    let CellContent::Formula(each) = cell(total.row as usize) else { panic!("{:?}", cell(total.row as usize)) };
    // 1,092,118 kroner for 10 / 0.30 and four times 12 / 0.30 adults.
    assert!(each.is_live() && (each.value() - 1_092_118.0 / (580.0 / 3.0)).abs() < 0.01, "{}", each.value());
}

#[test]
fn formulas_come_to_what_the_core_finds_wherever_there_are_some() {
    // Tiers, waits, re-entry, subgroups, events; only rules that are more than a formula are values: reimbursement by weeks,
    // refunds, and what depends on the labour market.
    for (name, locked) in
        [("assens.toml", 0), ("gladsaxe.toml", 1), ("vi-vil-mere.toml", 0), ("helhedsindsats.toml", 3)]
    {
        let scenario = load(name, &[]);
        let book = case_only(&scenario);
        let found = lines(&book);
        let values = found.iter().filter(|told| **told == "locked value").count();
        assert!(found.contains(&"formula") && values == locked, "{name}: {found:?}");
        let model = &scenario.model;
        let case = business_case(model, &model.base_draw()).expect("possible");
        let total = case.cash_flow(model.perspective).total();
        let written = named(&book, "net_benefit");
        assert!((written - total).abs() < 1e-6 * total.abs(), "{name}: {written} against {total}");
    }
}

/// The workbook of a scenario without its stress tests, which take long.
fn case_only(scenario: &Scenario) -> Workbook {
    let request = Request { replications: Some(64), ..Request::default() };
    let run = provenu::run::Run::new(scenario, request).expect("possible").sample(&()).expect("worked out");
    let dossier = Dossier {
        case: run.case,
        run: run.outcome,
        variants: None,
        tornado: None,
        threshold: None,
        variance: None,
        evidence: None,
        review: None,
        update: None,
        actuals: None,
    };
    sheets(scenario, &dossier, Language::English)
}

#[test]
fn what_is_computed_is_computed_in_the_workbook_too() {
    let set = ["employment.programme={ odds_ratio = 2.1, of = \"comparison\" }"];
    let scenario = load("silkeborg.toml", &set);
    let book = case_only(&scenario);
    assert_eq!(lines(&book), ["formula"; 11]);
    let model = &scenario.model;
    let case = business_case(model, &model.base_draw()).expect("possible");
    assert!((named(&book, "net_benefit") - case.cash_flow(model.perspective).total()).abs() < 1e-6);
    assert_eq!(named(&book, "employment_programme_odds_ratio"), 2.1);
    let sheet = book.sheets.iter().find(|sheet| sheet.kind == SheetKind::Assumptions).expect("a sheet");
    let live = sheet.rows.iter().filter(|row| {
        row.cells.iter().any(|cell| matches!(&cell.content, CellContent::Formula(formula) if formula.is_live()))
    });
    assert_eq!(live.count(), 1, "the probability under the programme follows from the odds ratio");
}

#[test]
fn the_s_curve_has_a_sheet_unless_it_is_withheld() {
    let curve = |book: &Workbook| book.sheets.iter().find(|sheet| sheet.kind == SheetKind::Exceedance).cloned();
    let scenario = load("silkeborg.toml", &[]);
    let found = dossier(&scenario);
    let sheet = curve(&sheets(&scenario, &found, Language::Danish)).expect("a sheet");
    let points = found.run.result.headline.net_benefit.exceedance.as_ref().expect("a curve");
    let amounts = sheet.rows.iter().filter_map(|row| match row.cells.first()?.content {
        CellContent::Number(amount) => Some(amount),
        _ => None,
    });
    assert_eq!(amounts.collect::<Vec<_>>(), points.iter().map(|point| point.x).collect::<Vec<_>>());
    let citizen = load("silkeborg.toml", &["perspective=\"citizen\""]);
    assert!(curve(&sheets(&citizen, &dossier(&citizen), Language::Danish)).is_none(), "the citizens are incomplete");
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let scenario = load("silkeborg.toml", &[]);
    let bytes = || {
        let book = sheets(&scenario, &dossier(&scenario), Language::Danish);
        file(&book, Language::Danish).expect("written")
    };
    let first = bytes();
    // Clocks of file formats tell every second one.
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert!(first == bytes());
}

/// A file of a workbook, as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip file");
    let mut text = String::new();
    book.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn text_is_never_a_formula() {
    let bad = "=HYPERLINK(\"http://example.org\") @x <script>";
    let text = format!(
        r#"
        title = '''=1+1 & {bad}'''
        perspective = "municipality"
        timeline = {{ start = 2020, years = 1 }}
        intake = {{ adults = 1 }}
        [lines.team]
        title = '''{bad}'''
        kind = "cost"
        payer = "municipality"
        per = "year"
        amount = 1000
        "#
    );
    let book = case_only(&parse(&text, &[]));
    let bytes = file(&book, Language::English).expect("written");
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("=HYPERLINK(") && strings.contains("&lt;script&gt;"));
    for (sheet, of) in (1..).zip(&book.sheets) {
        let cells = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        let formulas: Vec<&str> = cells.split("<f>").skip(1).collect();
        assert!(!formulas.iter().any(|formula| formula.starts_with("HYPERLINK") || formula.starts_with("1+1")));
        assert!(of.kind != SheetKind::Case || !formulas.is_empty());
    }
}

#[test]
fn a_certain_loss_a_certain_gain_and_a_long_horizon_have_a_workbook_each() {
    let case = |kind: &str, years: usize, more: &str| {
        format!(
            r#"
            title = "{kind} over {years} years"
            currency = "£"
            perspective = "council"
            timeline = {{ start = 2020, years = {years} }}
            intake = {{ adults = 1 }}
            payers.council = {{ name = "Council", public = true }}
            {more}
            [lines.only]
            title = "Only line"
            kind = "{kind}"
            payer = "council"
            per = "year"
            amount = 1000
            "#
        )
    };
    for (text, total) in [
        (case("cost", 1, ""), -1_000.0),
        (case("saving", 1, ""), 1_000.0),
        (case("saving", 60, "discounting = { rate = 0.03 }"), 28_085.0),
    ] {
        let book = case_only(&parse(&text, &[]));
        assert!((named(&book, "net_benefit") - total).abs() < 5.0, "{}: {}", book.title, named(&book, "net_benefit"));
        for language in Language::ALL {
            assert!(!file(&book, language).expect("written").is_empty());
        }
    }
}

/// Runs the script that has LibreOffice compute a workbook.
fn recalculate(arguments: &[String]) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/workbook/recalculate.py");
    let status = Command::new("python3").arg(script).args(arguments).status().expect("python3");
    assert!(status.success(), "{arguments:?}");
}

#[test]
#[ignore = "needs LibreOffice (soffice) and python3: cargo test --test workbook -- --ignored"]
fn libreoffice_computes_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["silkeborg.toml", "assens.toml", "gladsaxe.toml", "helhedsindsats.toml"] {
        let scenario = load(name, &[]);
        let book = if name == "silkeborg.toml" {
            sheets(&scenario, &dossier(&scenario), Language::Danish)
        } else {
            case_only(&scenario)
        };
        let path = folder.path().join(config(name).with_extension("xlsx").file_name().expect("a name"));
        std::fs::write(&path, file(&book, Language::Danish).expect("written")).expect("written");
        recalculate(&[path.display().to_string()]);
    }
    // What an economist changes moves the case as `--set` does; `before` is the scenario that the workbook is of.
    let state = ("lines.income_support.shares.state", 0.5);
    for (name, before, changes) in [
        ("silkeborg.toml", &[][..], &[("employment.programme", 0.25)][..]),
        ("silkeborg.toml", &[], &[("relapse.hazard", 0.2), state, ("placements.avoided", 2.0)]),
        ("silkeborg.toml", &["relapse.reentry=0.1", "scale_up=0.9"], &[("relapse.reentry", 0.3), ("scale_up", 0.5)]),
        ("silkeborg.toml", &["discounting={ rate = 0.03 }"], &[("discounting.rate", 0.05)]),
        (
            "silkeborg.toml",
            &["employment.programme={ odds_ratio = 2.1, of = \"comparison\" }"],
            &[("employment.programme.odds_ratio", 1.5), ("employment.comparison", 0.2)],
        ),
        (
            "silkeborg.toml",
            &[
                "employment.programme={ hazard_ratio = 2.1, of = \"comparison\" }",
                "lines.transport.amount=\"parameters.placement_year / 4\"",
            ],
            &[("employment.programme.hazard_ratio", 3.5), ("parameters.placement_year", 500_000.0)],
        ),
        ("assens.toml", &[], &[("relapse.hazard", 0.02)]),
        ("vi-vil-mere.toml", &[], &[("relapse.hazard", 0.02)]),
    ] {
        let path = folder.path().join("changed.xlsx").display().to_string();
        let bytes = file(&case_only(&load(name, before)), Language::English).expect("written");
        std::fs::write(&path, bytes).expect("written");
        let set = changes.iter().map(|(path, value)| format!("{path}={value:?}"));
        let set: Vec<String> = before.iter().map(|set| (*set).to_owned()).chain(set).collect();
        let set: Vec<&str> = set.iter().map(String::as_str).collect();
        let model = load(name, &set).model;
        let case = business_case(&model, &model.base_draw()).expect("possible");
        let cells = changes.iter().map(|(path, value)| format!("{}={value:?}", path.replace('.', "_")));
        let expected = format!("net_benefit={:?}", case.cash_flow(model.perspective).total());
        recalculate(&std::iter::once(path.clone()).chain(cells).chain([expected]).collect::<Vec<_>>());
    }
}

/// Returns to prison by year and type, after a wait.
const RETURNS: &str = r#"
title = "Returns"
perspective = "state"
timeline = { start = 2020, years = 5 }
intake = { adults = 100 }
[events.back]
subject = "adult"
measure = "number"
programme = [0.2, 0.1, 0.1, 0.1]
comparison = [0.5, 0.3, 0.2, 0.1]
delay = { each = { distribution = "weibull", shape = 1.2, scale = 9 } }
duration = [0.5, { each = { distribution = "gamma", mean = 0.9, sd = 0.5 } }, 1.5]
types = { murder = { share = 0.1, duration = 3 }, other = { share = "rest" } }
[lines]
courts = { kind = "saving", payer = "state", per = "event", event = "back", amount = 10 }
prison = { kind = "saving", payer = "state", per = "event_year", event = "back", amount = 100 }
murder = { kind = "saving", payer = "state", per = "event_year", event = "back", type = "murder", amount = 70 }
programme = { kind = "cost", payer = "state", per = "adult", amount = 5 }
"#;

#[test]
fn events_by_type_and_year_after_a_wait_are_formulas_and_uncertain_ones_locked_values() {
    let uncertain = "events.back.delay=\"2 to 9\"";
    for (set, locked) in [(&[][..], 0), (&[uncertain][..], 3)] {
        let scenario = parse(RETURNS, set);
        let book = case_only(&scenario);
        let found = lines(&book);
        assert_eq!(found.iter().filter(|told| **told == "locked value").count(), locked, "{found:?}");
        assert_eq!(found.len(), 4);
        let case = business_case(&scenario.model, &scenario.model.base_draw()).expect("possible");
        let total = case.cash_flow(scenario.model.perspective).total();
        assert!((named(&book, "net_benefit") - total).abs() < 1e-6 * total.abs());
    }
}
