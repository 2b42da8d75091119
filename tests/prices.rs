//! Price levels, optimism bias and the cost of public funds by hand, and simulated against expected.

mod common;

use common::agreement::{with, z};
use common::{lanes, parse};
use provenu::document::workbook::{CellContent, SheetKind, WorkbookOf, workbook};
use provenu::document::{self, Language};
use provenu::expected::business_case;
use provenu::model::{AccountId, Model, Scope};
use provenu::report::json;
use provenu::report::terminal::terminal;
use provenu::run::{Dossier, Request, Run};
use provenu::scenario::{Override, Scenario};

/// Two years of one adult who is self-sufficient for certain, and half a year of it in the first.
const CASE: &str = r#"
title = "Prices"
perspective = "municipality"
payers_complete = true
timeline = { start = 2024, years = 2 }
intake = { adults = [1, 0] }
employment = { programme = 1, comparison = 0 }
PRICES
[lines.course]
kind = "cost"
payer = "municipality"
per = "adult"
amount = { value = 1000, evidence = "assumed" }
price_year = 2014
[lines.support]
kind = "saving"
nature = "transfer"
shares = { municipality = 0.8, state = "rest" }
per = "person_year"
amount = 600
price_year = 2020
evidence = "registry"
[lines.pay]
kind = "saving"
payer = "citizen"
per = "person_year"
amount = 2000
price_year = 2024
"#;

const PRICES: &str = "prices = { level = 2024, index = { 2014 = 80, 2020 = 90, 2024 = 100 }, indices = { transfers = { index = { 2020 = 50, 2024 = 52 } } } }";

fn case(sections: &str, set: &[&str]) -> Model {
    parse(&CASE.replace("PRICES", sections), set).model
}

/// What each line brings an account over the horizon.
fn lines(model: &Model, account: &str) -> Vec<f64> {
    let account = model.account(account).expect("an account").0;
    let case = business_case(model, &model.base_draw()).expect("a case");
    case.lines.iter().map(|line| line.accounts[account].iter().sum()).collect()
}

fn close(found: &[f64], right: &[f64]) {
    assert_eq!(found.len(), right.len());
    assert!(found.iter().zip(right).all(|(a, b)| (a - b).abs() < 1e-9 * b.abs().max(1.0)), "{found:?}, not {right:?}");
}

fn problems(sections: &str, set: &[&str]) -> String {
    let set: Vec<Override> = set.iter().map(|text| text.parse().expect("PATH=VALUE")).collect();
    let text = CASE.replace("PRICES", sections);
    let read = Scenario::parse("test.toml", &text, &set, &|name| match name {
        "index.csv" => Ok("year;index\n2014;80,5\n2020;90\n2024;100,0\n".into()),
        "twice.csv" => Ok("year;index\n2014;80\n2014;90\n".into()),
        _ => Err(format!("{name} does not exist")),
    });
    read.map_or_else(|problems| problems.to_string(), |_| String::new())
}

#[test]
fn each_line_is_brought_from_its_price_year_to_the_level_by_its_index_and_so_are_both_sides_of_a_transfer() {
    // 1.5 person-years; 1000 · 100/80, 600 · 100/90, 2000 as they are.
    let model = case(PRICES, &[]);
    let support = 600.0 * 1.5 * 100.0 / 90.0;
    close(&lines(&model, "municipality"), &[-1250.0, 0.8 * support, 0.0]);
    close(&lines(&model, "state"), &[0.0, 0.2 * support, 0.0]);
    close(&lines(&model, "citizen"), &[0.0, -support, 3000.0]);
    let by_transfers = case(PRICES, &["lines.support.index=\"transfers\""]);
    close(&lines(&by_transfers, "citizen"), &[0.0, -600.0 * 1.5 * 52.0 / 50.0, 3000.0]);
    assert_eq!(model.price_level, Some(2024));
    let listed: Vec<&str> = by_transfers.assumptions.iter().map(|known| known.path.as_str()).collect();
    for path in ["prices.index.2014", "prices.index.2024", "prices.indices.transfers.index.2020"] {
        assert!(listed.contains(&path), "{path}");
    }
    assert!(!listed.contains(&"prices.index.2020"), "no line needs it");
    // At another level everything moves by one factor.
    let at_2014 = case(PRICES, &["prices.level=2014", "prices.indices={}"]);
    let moved: Vec<f64> = lines(&model, "citizen").iter().map(|value| value * 0.8).collect();
    close(&lines(&at_2014, "citizen"), &moved);
}

#[test]
fn an_index_is_read_from_two_columns_of_a_data_file_and_a_year_beside_it_comes_first() {
    let file =
        "prices = { level = 2024, index = { file = \"index.csv\", years = \"year\", column = \"index\", 2020 = 80 } }";
    let text = CASE.replace("PRICES", file);
    let fetch = |_: &str| Ok(b"year;index\n2014;80,5\n2020;90\n2024;100,0\n".to_vec());
    let scenario = Scenario::parse("test.toml", &text, &[], &fetch).expect("sound");
    close(&lines(&scenario.model, "municipality"), &[-1000.0 * 100.0 / 80.5, 0.8 * 600.0 * 1.5 * 100.0 / 80.0, 0.0]);
    assert_eq!(scenario.data_files[0].columns.len(), 2);
}

#[test]
fn the_limits_of_a_refund_have_a_price_year_too() {
    let refund = |limits: &str, prices: &str| {
        let text = format!(
            r#"
title = "One child placed"
perspective = "municipality"
timeline = {{ start = 2024, years = 1 }}
intake = {{ families = 1, moment = 0 }}
family = {{ children = 1 }}
placements = {{ programme = 0, comparison = 1 }}
{prices}
[lines.care]
kind = "saving"
payer = "municipality"
per = "placement_year"
amount = 1200
price_year = 2020
evidence = "assumed"
[lines.refund]
kind = "cost"
nature = "transfer"
per = "refund"
payer = "municipality"
counterpart = "state"
evidence = "assumed"
refund = {{ of = ["care"], shares = [0.25], {limits} }}
"#
        );
        Scenario::parse("test.toml", &text, &[], &|_| Err("none".into()))
    };
    let prices = "prices = { level = 2024, index = { 2014 = 80, 2020 = 90, 2024 = 100 } }";
    let found = |limits: &str, more: &str| {
        let model = refund(limits, &format!("{prices}\n{more}")).expect("sound").model;
        lines(&model, "municipality")
    };
    // A price of 1200 · 100/90 against a limit of 800 · 100/80.
    close(&found("above = [800], price_year = 2014", ""), &[4000.0 / 3.0, -0.25 * (4000.0 / 3.0 - 1000.0)]);
    close(&found("above = [800], price_factor = 1.25", ""), &[4000.0 / 3.0, -0.25 * (4000.0 / 3.0 - 1000.0)]);
    let check = refund("above = [800], price_year = 2014", prices).expect("sound");
    let check = text(&document::assumptions(&check, Language::English));
    assert!(check.contains("limits: 2014 → 2024 prices: × 1.25 (Price index)"), "{check}");
    // What is refunded of an adjusted amount is adjusted, once.
    let adjusted = "optimism_bias = { savings = { assumed = 0.9 }, costs = { assumed = 2 } }";
    close(&found("above = [800], price_year = 2014", adjusted), &[1200.0, -0.25 * 200.0]);
    for (limits, prices, part) in [
        ("above = [800]", prices, "lines.refund.refund.price_year: missing; [prices] brings every amount"),
        ("above = [800]", prices, "or what its limits are multiplied by (`price_factor`)"),
        ("above = [800], price_year = 2014, price_factor = 2", prices, "not allowed beside `price_factor`"),
        ("above = [800], price_year = 2014", "", "there is no price level that limits could be brought to"),
        ("above = [800], price_year = 2015", prices, "prices.index has no number for 2015; it has 2014, 2020, 2024"),
    ] {
        let told = refund(limits, prices).expect_err("a problem").to_string();
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn what_is_wrong_with_prices_is_told_at_its_place() {
    let index = |index: &str| format!("prices = {{ level = 2024, index = {index} }}");
    let both = "{ file = \"index.csv\", years = \"year\", column = \"index\" }";
    assert_eq!(problems(PRICES, &[]), "");
    assert_eq!(problems(&index(both), &[]), "");
    let lacks = PRICES.replace("2014 = 80, ", "");
    for (sections, set, part) in [
        (PRICES, vec!["lines.pay.price_year=2013"], "--set lines.pay.price_year=2013: "),
        (PRICES, vec!["lines.pay.price_year=2013"], "prices.index has no number for 2013; it has 2014, 2020, 2024"),
        (&lacks, vec![], "lines.course.price_year = 2014: prices.index has no number for 2014; it has 2020, 2024"),
        (
            PRICES,
            vec!["lines.pay={ kind = \"cost\", payer = \"state\", per = \"year\", amount = 1 }"],
            ": missing; [prices] brings every amount to the prices of 2024",
        ),
        (
            PRICES,
            vec!["lines.pay.index=\"transfer\""],
            "there is no [prices.indices.transfer]; did you mean `transfers`?",
        ),
        (PRICES, vec!["prices.level=2019"], "has no number for 2019, the price level; it has 2014, 2020, 2024"),
        (
            "prices = { level = 2024 }",
            vec![],
            "2014 is not the price level, 2024, and there is no prices.index; give it",
        ),
        ("", vec!["lines.pay.index=\"transfers\""], "there is no price level; it needs [prices]"),
        (
            &index("{ 2014 = 0, 2020 = 90, 2024 = 100 }"),
            vec![],
            "prices.index.2014 = 0: out of range; allowed: a number above 0",
        ),
        (&index("{ 14 = 80, 2024 = 100 }"), vec![], "prices.index.14: no year from 1900 to 2200"),
        (&index("[80, 90]"), vec![], "this is a list; allowed: numbers by year"),
        (&index("{}"), vec![], "prices.index: empty; allowed: numbers by year"),
        (&index("{ file = \"index.csv\", years = \"year\" }"), vec![], "prices.index.column: missing"),
        (&index("{ file = \"index.csv\", years = \"index\", column = \"year\" }"), vec![], "80.5 is no year"),
        (&index("{ file = \"twice.csv\", years = \"year\", column = \"index\" }"), vec![], "2014 stands there twice"),
        ("prices = { level = 2024, title = \"CPI\" }", vec![], "there is no `index` that it could be the title of"),
    ] {
        let told = problems(sections, &set);
        assert!(told.contains(part), "{sections} {set:?}\n  said: {told}\n  not: {part}");
    }
}

#[test]
fn lines_are_adjusted_for_optimism_bias_by_side_and_grade_and_payers_still_sum_to_zero() {
    let factors =
        "optimism_bias = { costs = { assumed = 1.2, registry = 3 }, savings = { registry = 0.9, ungraded = 0.5 } }";
    let model = case(factors, &[]);
    close(&lines(&model, "municipality"), &[-1200.0, 0.8 * 0.9 * 900.0, 0.0]);
    close(&lines(&model, "citizen"), &[0.0, -0.9 * 900.0, 1500.0]);
    // The line's own word on its evidence comes before that of its amount.
    close(&lines(&case(factors, &["lines.course.evidence=\"registry\""]), "municipality")[..1], &[-3000.0]);
    // Without a factor for its grade a line stays as it is.
    close(&lines(&case(factors, &["lines.course.evidence=\"trial\""]), "municipality")[..1], &[-1000.0]);
    let told = problems("optimism_bias = { costs = { assumd = 1.2, expert = -1 } }", &[]);
    assert!(told.contains("optimism_bias.costs.assumd: unknown key; did you mean `assumed`?"), "{told}");
    assert!(told.contains("optimism_bias.costs.expert = -1: out of range"), "{told}");
}

#[test]
fn welfare_counts_what_public_money_costs_and_no_budget_does() {
    let welfare = |set: &[&str]| {
        let model = case("net_tax_factor = 1.28\ncost_of_public_funds = 0.1", set);
        let account = model.accounts_where(|scope| *scope == Scope::Welfare).next().expect("welfare");
        let net = |id: &str| lines(&model, id).iter().sum::<f64>();
        (lines(&model, &model.accounts[account.0].id), net("public_sector"), net("society"))
    };
    // Work and services in market prices, whoever pays: the course and the pay. What the public payers pay or gain, the transfer that
    // society does not count included, costs or spares a tenth beside itself.
    let (lines, public, society) = welfare(&[]);
    close(&lines, &[-1000.0 * (1.28 + 0.1), 900.0 * 0.1, 3000.0 * 1.28]);
    close(&[public, society], &[-100.0, 2000.0]);
    close(&[lines.iter().sum()], &[1.28 * society + 0.1 * public]);
    // Between two public payers nothing is raised; paid by a private payer neither.
    close(&welfare(&["lines.support.counterpart=\"region\""]).0[1..2], &[0.0]);
    close(&welfare(&["lines.course.payer=\"citizen\""]).0[..1], &[-1280.0]);
    let told = problems("cost_of_public_funds = 0.1", &[]);
    assert!(told.contains("cost_of_public_funds = 0.1: is a part of welfare in market prices"), "{told}");
    let told = problems("net_tax_factor = 1\ncost_of_public_funds = -0.1", &["payers_complete=false"]);
    assert!(told.contains("cost_of_public_funds = -0.1: needs payers_complete = true"), "{told}");
    assert!(told.contains("cost_of_public_funds = -0.1: out of range"), "{told}");
}

#[test]
fn a_price_after_refund_is_not_refunded_again() {
    let after = "lines.support.price_basis=\"after_refund\"";
    let one = "lines.support={ kind = \"saving\", payer = \"municipality\", per = \"person_year\", amount = 600, price_basis = \"after_refund\" }";
    assert_eq!(problems("", &[one]), "");
    assert_eq!(problems("", &["lines.support.price_basis=\"before_refund\""]), "");
    let told = problems("", &[after]);
    assert!(told.contains("lines.support.shares: the price is after refund, so what other authorities bear"), "{told}");
    let private = "payers.fund.public=false";
    let text = CASE.replace("PRICES", "payers = { fund = { public = true } }");
    let shared = |set: &[&str]| {
        let set: Vec<Override> = set.iter().map(|text| text.parse().expect("PATH=VALUE")).collect();
        Scenario::parse("test.toml", &text, &set, &|_| Err("none".into()))
            .map_or_else(|told| told.to_string(), |_| String::new())
    };
    let with_a_fund = "lines.support.shares={ municipality = 0.8, fund = \"rest\" }";
    assert!(shared(&[after, with_a_fund]).contains("what other authorities bear is deducted already"));
    assert_eq!(shared(&[after, with_a_fund, private]), "", "what a private payer bears is no refund");
    let stairs = "lines.support.reimbursement={ payer = \"state\", weeks = [4], shares = [0.8, 0.4] }";
    let told = problems("", &[one, stairs]);
    assert!(told.contains("the price is after refund, so the reimbursement is deducted already"), "{told}");
    let placements = "family = { children = 1 }\nplacements = { programme = 0.1, comparison = 0.2 }";
    let care = "lines.pay={ kind = \"saving\", payer = \"municipality\", per = \"placement_year\", amount = 9, price_basis = \"after_refund\" }";
    let refund = "lines.support={ kind = \"cost\", nature = \"transfer\", payer = \"municipality\", counterpart = \"state\", per = \"refund\", refund = { of = [\"pay\"], above = [3], shares = [0.5] } }";
    let families = ["intake={ families = 1 }", care, refund];
    let told = problems(placements, &families);
    assert!(told.contains("the price of `pay` is after refund, so the refund is deducted already"), "{told}");
    let told = problems(placements, &[&families[..], &["lines.support.price_basis=\"after_refund\""]].concat());
    assert!(told.contains("a refund has no price; say it on the lines that it refunds"), "{told}");
}

#[test]
fn simulated_and_expected_agree_with_uncertain_factors_on_every_account_and_side_by_side() {
    for change in [
        r#"
prices = { level = 2024, index = { 2016 = 91, 2024 = 100 } }
optimism_bias = { costs = { ungraded = { min = 1, mode = 1.1, max = 1.6 } }, savings = { ungraded = "parameters.shrink" } }
parameters = { shrink = { value = { distribution = "beta", mean = 0.8, sd = 0.1 }, domain = "nonnegative" } }
net_tax_factor = 1.28
cost_of_public_funds = { value = "0.05 to 0.2" }
lines.town = { kind = "cost", payer = "municipality", per = "adult", amount = { each = { distribution = "gamma", mean = 9, sd = 5 } }, price_year = 2016 }
[lines.stairs]
kind = "saving"
nature = "transfer"
payer = "municipality"
per = "person_year"
amount = 50
price_year = 2016
reimbursement = { payer = "state", weeks = [4, 26, 52], shares = [0.8, 0.4, 0.3, 0.2], weeks_behind = 0 }"#,
        r#"
prices = { level = 2024, index = { 2016 = 91, 2020 = 95, 2024 = 100 } }
optimism_bias = { savings = { ungraded = { min = 0.7, max = 1 } } }
intake = { families = 12 }
family = { adults = 1, children = 2 }
placements = { programme = 0.2, comparison = 0.3, duration = { each = { distribution = "gamma", mean = 1, sd = 1 } } }
[lines.refund]
kind = "cost"
nature = "transfer"
payer = "municipality"
counterpart = "state"
per = "refund"
refund = { of = ["placements"], price_year = 2020, above = [150, 250], shares = [0.25, 0.5] }"#,
    ] {
        let text = with(change);
        let years = ["support", "placements", "cost"].map(|line| format!("lines.{line}.price_year=2016"));
        let model = parse(&text, &years.each_ref().map(String::as_str)).model;
        lanes::agree(&model);
        let scores = z(&model, 20_000);
        assert!(scores.iter().all(|z| z.abs() < 4.0), "z = {scores:.2?}");
    }
}

#[test]
fn an_index_without_lines_that_need_it_changes_no_bit() {
    let plain = parse(&with(""), &[]).model;
    let years = ["support", "placements", "cost"].map(|line| format!("lines.{line}.price_year=2024"));
    let priced = parse(
        &with("prices = { level = 2024, index = { 2016 = 91, 2024 = 99.3 } }"),
        &years.each_ref().map(String::as_str),
    )
    .model;
    let nets = |model: &Model| {
        let case = business_case(model, &model.base_draw()).expect("a case");
        (0..model.accounts.len()).flat_map(|account| case.net(AccountId(account))).collect::<Vec<_>>()
    };
    assert_eq!(nets(&plain), nets(&priced));
    assert!(priced.assumptions.iter().all(|known| !known.path.starts_with("prices.")));
}

/// With everything that is told of prices.
const ALL: &str = "prices = { level = 2024, index = { 2014 = 80, 2020 = 90, 2024 = 100 }, title = { en = \"Consumer prices\", da = \"Forbrugerpriser\" } }
optimism_bias = { costs = { assumed = { value = { min = 1, mode = 1.2, max = 1.4 } } }, savings = { registry = 0.9, ungraded = 1 } }
net_tax_factor = 1.28
cost_of_public_funds = 0.1";

/// The text of a document on one line.
fn text(document: &document::Document) -> String {
    terminal(document, 200).replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_document_says_in_which_prices_it_is_and_what_is_adjusted_in_both_languages() {
    let scenario = parse(&CASE.replace("PRICES", ALL), &["lines.pay.price_basis=\"before_refund\""]);
    for (language, level, rests, lines, funds) in [
        (
            Language::English,
            ["All amounts are in 2024 prices.", "in 2024 prices"],
            "adjusted for optimism bias: costs × 1.2 at base value (evidence: assumed), savings × 0.9 (evidence: register or law).",
            [
                "2014 → 2024 prices: × 1.25 (Consumer prices)",
                "optimism bias (evidence: register or law): × 0.9",
                "in 2024 prices as stated",
                "price before refund",
            ],
            "cost of public funds: 10 % of what the public payers gain or pay net",
        ),
        (
            Language::Danish,
            ["Alle beløb er i 2024-priser.", "2024-priser"],
            "justeret for optimisme: udgifter × 1,2 ved basisværdien (vidensgrundlag: antaget), besparelser × 0,9 (vidensgrundlag: \
             registerdata).",
            [
                "fra 2014- til 2024-priser: × 1,25 (Forbrugerpriser)",
                "justering for optimisme (vidensgrundlag: registerdata): × 0,9",
                "angivet i 2024-priser",
                "pris før refusion",
            ],
            "omfatter skatteforvridning: 10 % af det",
        ),
    ] {
        let scenario = scenario.told_in(language).expect("told");
        let model = &scenario.model;
        let check = text(&document::assumptions(&scenario, language));
        for part in lines.into_iter().chain([rests]) {
            assert!(check.contains(part), "{part}: {check}");
        }
        let case = business_case(model, &model.base_draw()).expect("a case");
        let table = text(&document::business_case(model, &case, None, language));
        let request = || Request { replications: Some(200), ..Request::default() };
        let run = Run::new(&scenario, request()).expect("sound").sample(&()).expect("worked out");
        let told = text(&document::run(&run.outcome, language));
        for (document, level) in [(&table, level[0]), (&told, level[1])] {
            for part in [level, rests, funds] {
                assert!(document.contains(part), "{part}: {document}");
            }
        }
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
        let report = document::report(&dossier, model, language);
        assert!(report.about.as_ref().is_some_and(|about| about.contains("2024")), "{:?}", report.about);
        assert!(text(&report).contains(rests));
    }
    let json = json::assumptions(&scenario);
    assert_eq!(
        (&json["price_level"], &json["adjustments"]["course"]["prices"]["factor"]),
        (&2024.into(), &1.25.into())
    );
    assert_eq!(json::assumptions(&parse(&CASE.replace("PRICES", ""), &[])).get("price_level"), None);
}

#[test]
fn the_schema_takes_what_the_program_takes_of_prices_and_refuses_what_it_refuses() {
    let schema = jsonschema::draft202012::new(&provenu::scenario::schema()).expect("a schema");
    let valid = |sections: &str| {
        let text = CASE.replace("PRICES", sections);
        schema.is_valid(&toml::from_str::<serde_json::Value>(&text).expect("TOML"))
    };
    for right in [
        PRICES,
        ALL,
        "prices = { level = 2024, index = { file = \"a.csv\", years = \"year\", column = \"b\", 2024 = 100 } }",
    ] {
        assert!(valid(right), "{right}");
    }
    for wrong in [
        "prices = { index = { 2024 = 100 } }",
        "prices = { level = 2024, index = { 24 = 100 } }",
        "prices = { level = 2024, index = { 2024 = 0 } }",
        "optimism_bias = { costs = { sure = 1 } }",
    ] {
        assert!(!valid(wrong), "{wrong}");
        assert_ne!(problems(wrong, &[]), "", "{wrong}");
    }
}

#[test]
fn prices_and_optimism_bias_are_live_in_the_workbook() {
    let scenario = parse(&CASE.replace("PRICES", ALL), &[]);
    let request = Request { replications: Some(64), ..Request::default() };
    let run = Run::new(&scenario, request).expect("possible").sample(&()).expect("worked out");
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
    let of = WorkbookOf { model: &scenario.model, dossier: &dossier, replications: &[] };
    let book = workbook(&of, Language::English).expect("possible");
    let case = book.sheets.iter().find(|sheet| sheet.kind == SheetKind::Case).expect("a sheet");
    let formulas: Vec<String> = case
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter_map(|cell| match &cell.content {
            CellContent::Formula(formula) => Some(formula.text(SheetKind::Case, &|_| String::new())),
            _ => None,
        })
        .collect();
    for name in
        ["prices_index_2014", "prices_index_2024", "optimism_bias_costs_assumed", "optimism_bias_savings_registry"]
    {
        assert!(formulas.iter().any(|formula| formula.contains(name)), "{name}: {formulas:?}");
        assert!(book.names.iter().any(|known| known.0 == name), "{name}");
    }
    let place = book.names.iter().find(|known| known.0 == "net_benefit").expect("a name").1;
    let CellContent::Formula(total) = &case.rows[place.row as usize].cells[place.column as usize].content else {
        panic!("a formula")
    };
    close(&[total.value()], &[lines(&scenario.model, "municipality").iter().sum()]);
}

#[test]
fn an_index_among_the_figures_carries_prices_and_no_transfer_is_carried_by_wages_unsaid() {
    let text = |index: &str| {
        format!(
            r#"
            title = "An index of figures"
            perspective = "municipality"
            timeline = {{ start = 2023, years = 2 }}
            intake = {{ adults = 1 }}
            prices = {{ level = 2023, index = "{index}" }}
            [lines.support]
            kind = "cost"
            payer = "municipality"
            per = "adult"
            amount = "values.kontanthjaelp_parent30"
            price_year = 2016
            price_basis = "before_refund"
            "#
        )
    };
    let read = |index: &str| Scenario::parse("t.toml", &text(index), &[], &|_| Err("none".into()));
    let by_prices = read("values.fpi").expect("sound");
    // 14,575 kr. of 2016; the consumer price index (2015 = 100) of both years stands in the database.
    let number = |year: i32| {
        let library = provenu::scenario::ValueLibrary::shipped();
        let series = library.find("fpi").expect("the series");
        series.rows.iter().find(|row| row.year == Some(year)).and_then(|row| row.value()).expect("a number")
    };
    let expected = business_case(&by_prices.model, &by_prices.model.base_draw()).expect("a case");
    let first = expected.cash_flow(by_prices.model.perspective).cumulative()[0];
    close(&[first], &[-14_575.0 * number(2023) / number(2016)]);
    let step =
        by_prices.model.assumptions.iter().find(|known| known.path == "prices.index.2016").expect("an assumption");
    assert!(step.source.is_some() && step.grade.is_some());
    assert!(!by_prices.model.notes.iter().any(|note| note.contains("wage")), "{:?}", by_prices.model.notes);
    let by_wages = read("values.sblon2").expect("sound").model.notes.join(" ");
    assert!(by_wages.contains("values.sblon2") && by_wages.contains("wage"), "{by_wages}");
    let growth = read("values.reguleringssats").expect_err("rates of growth").to_string();
    assert!(growth.contains("is no index by year"), "{growth}");
    let misspelt = read("values.fpj").expect_err("no such series").to_string();
    assert!(misspelt.contains("did you mean `values.fpi`?"), "{misspelt}");
}
