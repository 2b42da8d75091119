use super::Core;
use super::asked::TextKind;
use super::programmes::programmes_example;
use crate::model::Language;
use crate::scenario::{Scenario, Template};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

const SILKEBORG: &str = include_str!("../../configs/silkeborg.toml");

fn source(text: &str, language: &str) -> Value {
    json!({ "name": "silkeborg.toml", "text": text, "language": language })
}

fn asked(core: &mut Core, request: &Value) -> Value {
    serde_json::from_str(&core.answer(&request.to_string())).expect("JSON")
}

fn done(core: &mut Core, request: &Value) -> Value {
    let answer = asked(core, request);
    assert!(answer["problems"].is_null(), "{}", answer["problems"]["text"]);
    answer["done"].clone()
}

#[test]
fn problems_of_the_text_have_lines_and_those_of_a_slider_its_path() {
    let core = &mut Core::default();
    let wrong = SILKEBORG.replacen("years = 5", "years = 0", 1);
    let found = asked(core, &json!({ "ask": "panel", "source": source(&wrong, "da") }));
    let first = &found["problems"]["list"][0];
    let line = 1 + wrong.lines().position(|line| line.contains("years = 0")).expect("there");
    assert_eq!((&first["line"], &first["path"]), (&json!(line), &json!("timeline.years")));
    for (typed, told) in [("150", "out of range"), ("abc", "er ikke et tal")] {
        let moves = json!([{ "path": "employment.programme", "typed": typed }]);
        let request = json!({ "ask": "quick", "source": source(SILKEBORG, "da"), "moves": moves, "replications": 100 });
        let found = asked(core, &request);
        let first = &found["problems"]["list"][0];
        assert_eq!(first["path"], "employment.programme");
        assert!(first["message"].as_str().is_some_and(|message| message.contains(told)), "{first}");
    }
}

#[test]
fn exactly_and_as_uncertain_are_held_against_the_same_numbers_at_their_own_values() {
    let core = &mut Core::default();
    let said = |core: &mut Core, typed: &str, exact: bool| {
        let moves = json!([{ "path": "employment.programme", "typed": typed }]);
        let request = json!({
            "ask": "quick", "source": source(SILKEBORG, "en"), "moves": moves, "exact": exact, "replications": 2_000,
        });
        done(core, &request)["said"].as_str().expect("a sentence").replace('\u{a0}', " ")
    };
    assert!(said(core, "30", true).contains("about as many as at 30 %"), "{}", said(core, "30", true));
    assert!(said(core, "30", false).contains("about as many as at 30 %"));
    let (exact, uncertain) = (said(core, "15", true), said(core, "15", false));
    assert!(exact.starts_with("With 15 % instead of 30 %") && exact.contains("fewer than at 30 %"), "{exact}");
    assert_ne!(exact, uncertain);
    // A sentence that ends with an amount in Danish ends with one point.
    let moves = json!([{ "path": "lines.transport.amount", "typed": "90.000" }]);
    let request = json!({ "ask": "quick", "source": source(SILKEBORG, "da"), "moves": moves, "replications": 200 });
    let said = done(core, &request)["said"].as_str().expect("a sentence").to_owned();
    assert!(said.contains("90.000") && said.ends_with('.') && !said.contains(".."), "{said}");
}

#[test]
fn what_is_moved_is_saved_as_a_variant_that_the_program_takes() {
    let core = &mut Core::default();
    let moves = json!([{ "path": "employment.programme", "typed": "27,8" }]);
    let request = json!({ "ask": "files", "what": "scenario", "source": source(SILKEBORG, "da"), "moves": moves, "exact": false });
    let saved = done(core, &request)["files"][0]["text"].as_str().expect("text").to_owned();
    let request = json!({ "ask": "files", "what": "summary", "replications": 300,
        "source": { "name": "a.toml", "text": saved, "variant": "page_1", "language": "da" } });
    let again = done(core, &request)["files"][0]["text"].clone();
    let request = json!({ "ask": "files", "what": "summary", "replications": 300,
        "source": source(SILKEBORG, "da"), "moves": moves, "exact": false });
    let moved = done(core, &request)["files"][0]["text"].clone();
    let net = |text: &Value| -> Value {
        serde_json::from_str::<Value>(text.as_str().expect("text")).expect("JSON")["net_benefit"].clone()
    };
    assert_eq!(net(&again), net(&moved));
}

#[test]
fn the_first_answer_holds_what_the_full_one_holds() {
    let core = &mut Core::default();
    let moves = json!([{ "path": "employment.programme", "typed": "25" }]);
    let quick = json!({ "ask": "quick", "source": source(SILKEBORG, "da"), "moves": moves, "replications": 500 });
    let full =
        json!({ "ask": "full", "source": source(SILKEBORG, "da"), "moves": moves, "replications": 500, "beside": 200 });
    let (quick, full) = (done(core, &quick), done(core, &full));
    assert_eq!(quick["head"], full["head"]);
    let figures = |html: &Value| {
        let html = html.as_str().expect("HTML");
        let from = html.find("<dl").expect("figures");
        html[from..html.find("</dl>").expect("their end")].to_owned()
    };
    assert_eq!(figures(&quick["front"]), figures(&full["sections"][0]["html"]));
    assert!(full["order"][0].is_string() && full["contents"].as_str().is_some_and(|html| html.contains("#s1")));
    assert!(quick["years"].as_str().is_some_and(|html| html.contains("cumulative-title")));
}

#[test]
fn switching_values_two_sides_and_every_file_can_be_had() {
    let core = &mut Core::default();
    let ticks = json!({ "ask": "ticks", "source": source(SILKEBORG, "da"), "paths": ["employment.programme"] });
    let at = done(core, &ticks)["ticks"][0].clone();
    assert!((at["at"].as_f64().expect("a value") - 27.8).abs() < 0.1, "{at}");
    let sides = json!([{ "variant": null, "moves": [] }, { "variant": "observed", "moves": [] }]);
    let compare = json!({ "ask": "compare", "source": source(SILKEBORG, "da"), "sides": sides, "exact": true, "replications": 300 });
    let answer = asked(core, &compare);
    assert!(
        answer["problems"].is_null()
            || answer["problems"]["text"].as_str().is_some_and(|told| told.contains("variant"))
    );
    for what in ["csv", "workbook", "pictures", "report"] {
        let request = json!({ "ask": "files", "what": what, "source": source(SILKEBORG, "da"), "replications": 100, "beside": 100 });
        let files = done(core, &request)["files"].clone();
        let first = files[0].clone();
        let bytes = first["text"].as_str().or(first["base64"].as_str()).expect("content");
        assert!(bytes.len() > 300, "{what}");
    }
    let template = done(core, &json!({ "ask": "template", "name": "skeleton", "language": "da" }));
    assert_eq!(
        done(core, &json!({ "ask": "panel", "source": source(template["text"].as_str().expect("text"), "da") }))["language"],
        "da"
    );
}

#[test]
fn the_least_number_of_a_review_is_a_slider_of_whole_numbers() {
    let core = &mut Core::default();
    let text = include_str!("../../configs/silkeborg-review.toml");
    let several = text.replacen("year = 2019\nat_least = 30", "at_least = { 2018 = 5, 2019 = 30 }", 1);
    assert_ne!(text, several);
    for (text, paths) in
        [(text, vec!["review.at_least"]), (&several, vec!["review.at_least.2018", "review.at_least.2019"])]
    {
        let panel = done(core, &json!({ "ask": "panel", "source": source(text, "en") }));
        let knobs = panel["knobs"].as_array().expect("sliders");
        let found: Vec<&str> = knobs[2..2 + paths.len()].iter().filter_map(|knob| knob["path"].as_str()).collect();
        assert_eq!(found, paths);
        let last = &knobs[1 + paths.len()];
        assert_eq!((&last["base"], &last["low"], &last["step"]), (&json!("30"), &json!(0.0), &json!(1.0)));
        let ticks = done(core, &json!({ "ask": "ticks", "source": source(text, "en"), "paths": paths }));
        assert!(ticks["ticks"][0]["at"].is_null() && ticks["ticks"][0]["told"].to_string().contains("always goes on"));
    }
    let quick = |core: &mut Core, typed: &str| {
        let moves = json!([{ "path": "review.at_least", "typed": typed }]);
        asked(core, &json!({ "ask": "quick", "source": source(text, "en"), "moves": moves, "replications": 2_000 }))
    };
    let said = |found: &Value| found["done"]["said"].as_str().expect("a sentence").replace('\u{a0}', " ");
    let more = said(&quick(core, "40"));
    assert!(more.starts_with("With 40 adults instead of 30 adults"), "{more}");
    assert!(more.contains("The review stops the programme in 7"), "{more}");
    assert!(!said(&quick(core, "0")).contains("review stops"));
    let wrong = quick(core, "12.5");
    let first = &wrong["problems"]["list"][0];
    assert_eq!(first["path"], "review.at_least");
    assert!(first["message"].to_string().contains("a whole number from 0"), "{first}");
}

#[test]
fn actual_figures_become_a_part_of_the_report_and_their_problems_have_their_own_lines() {
    let core = &mut Core::default();
    let with = |actuals: &str| {
        let mut source = source(SILKEBORG, "en");
        source["actuals"] = json!(actuals);
        source
    };
    let figures = include_str!("../../configs/actuals/silkeborg.toml");
    let full = json!({ "ask": "full", "source": with(figures), "replications": 300, "beside": 200 });
    let sections = done(core, &full)["sections"].clone();
    let html = |at: usize| sections[at]["html"].as_str().expect("HTML");
    assert!(html(0).contains("The figures above are those before anything had happened."));
    assert!(html(1).contains("Where the programme stands now") && html(1).contains("<svg"), "{}", html(1));
    let wrong = figures.replacen("entered = 6", "entered = 60", 1);
    let line = 1 + wrong.lines().position(|line| line == "entered = 60").expect("there");
    let found = asked(core, &json!({ "ask": "panel", "source": with(&wrong) }));
    let first = &found["problems"]["list"][0];
    assert_eq!((&first["origin"], &first["line"]), (&json!("actuals.toml"), &json!(line)));
}

#[test]
fn every_scenario_has_actual_figures_and_a_list_to_begin_with() {
    let core = &mut Core::default();
    for template in Template::ALL {
        let text = template.text(Language::Danish);
        let scenario = Scenario::parse(template.name, &text, &[], &|name| Err(name.to_owned())).expect("sound");
        if let Some(example) = scenario.actuals_example() {
            let actuals = scenario.actuals(template.name, &example).expect("sound");
            assert!(!actuals.is_empty() && TextKind::of("a", &example) == TextKind::Actuals, "{example}");
        }
        let list = programmes_example(&scenario);
        assert_eq!((TextKind::of("a", &list), TextKind::of("a", &text)), (TextKind::List, TextKind::Scenario));
        let mut source = source(&text, "da");
        source["name"] = json!(format!("{}.toml", template.name));
        let asked = json!({ "ask": "portfolio", "source": source, "list": list, "replications": 100 });
        let html = done(core, &asked)["html"].as_str().expect("HTML").to_owned();
        assert!(html.contains("Kommune B") && html.contains("<svg"), "{}: {html}", template.name);
    }
}

#[test]
fn a_list_takes_scenarios_that_were_opened_with_it_or_that_come_with_the_program() {
    let core = &mut Core::default();
    let ten = include_str!("../../configs/helhedsindsats/ten.toml");
    let mut request =
        json!({ "ask": "portfolio", "source": source(SILKEBORG, "da"), "list": ten, "replications": 100 });
    let html = |core: &mut Core, request: &Value| done(core, request)["html"].as_str().expect("HTML").to_owned();
    let shipped = html(core, &request);
    assert!(shipped.contains("Silkeborg") && shipped.contains("Kommune J"), "{shipped}");
    // A file that was opened goes before the one that comes with the program.
    let poorer =
        include_str!("../../configs/helhedsindsats.toml").replacen("events = 17.1, of = 57", "events = 5, of = 57", 1);
    let opened = |name: &str| json!([{ "name": name, "base64": STANDARD.encode(&poorer) }]);
    request["source"]["files"] = opened("helhedsindsats.toml");
    let own = html(core, &request);
    assert_ne!(own, shipped);
    request["list"] = json!(ten.replace("../helhedsindsats.toml", "mine.toml"));
    let told = asked(core, &request)["problems"]["text"].as_str().expect("a sentence").to_owned();
    assert!(told.contains("mine.toml was not opened with the scenario"), "{told}");
    request["source"]["files"] = opened("mine.toml");
    assert_eq!(html(core, &request), own);
    request["list"] = json!(ten.replacen("participants = 50", "participants = \"many\"", 1));
    let found = asked(core, &request)["problems"]["list"][0].clone();
    assert_eq!(found["origin"], "portfolio.toml");
}
