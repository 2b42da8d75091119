//! The JSON Schema that `provenu schema` prints, held against the scenarios that the program reads and refuses.

use jsonschema::Validator;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A scenario as JSON, which is what a schema speaks of.
fn json(name: &str, text: &str) -> Value {
    toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&provenu::scenario::schema()).expect("a schema")
}

fn problems(validator: &Validator, scenario: &Value) -> Vec<String> {
    let tell = |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path());
    validator.iter_errors(scenario).map(tell).collect()
}

/// Every scenario of the repository, and the worked example of the format reference.
fn scenarios() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = ["configs", "examples", "tests/data"].into_iter().flat_map(|folder| {
        fs::read_dir(root.join(folder)).expect("a folder").map(|entry| entry.expect("an entry").path())
    });
    let mut scenarios: Vec<(String, String)> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a scenario")))
        .collect();
    let guide = provenu::scenario::guide();
    let start = guide.find("title = \"Through the gate").expect("the example");
    let end = start + guide[start..].find("```").expect("its end");
    scenarios.push(("the worked example".to_owned(), guide[start..end].to_owned()));
    scenarios
}

#[test]
fn the_schema_is_one_of_the_draft_that_it_names() {
    let schema = provenu::scenario::schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
}

#[test]
fn the_schema_takes_every_scenario_that_the_program_takes() {
    let validator = validator();
    let scenarios = scenarios();
    assert!(scenarios.len() > 10, "only {} found", scenarios.len());
    for (name, text) in scenarios {
        let found = problems(&validator, &json(&name, &text));
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}

#[test]
fn the_schema_refuses_what_the_program_refuses() {
    let validator = validator();
    let small = include_str!("../examples/small.toml");
    for (right, wrong) in [
        ("title = \"A small case\"", ""),
        ("title = \"A small case\"", "titel = \"A small case\""),
        ("start = 2024, years = 5", "start = 2024, years = \"five\""),
        ("start = 2024, years = 5", "start = 2024, years = 500"),
        ("programme = 0.30", "programme = 1.30"),
        ("events = 12, of = 57", "events = 12, off = 57"),
        ("counted = 0.5", "counted = 0.7"),
        ("kind = \"cost\"", "kind = \"loss\""),
        ("per = \"adult\"", "per = [\"adult\"]"),
        ("rate = 0.035", "rate = 0.035, timing = \"noon\""),
        ("[lines.support]", "[lines.Support]"),
    ] {
        let text = small.replacen(right, wrong, 1);
        assert_ne!(text, small, "`{right}` is not in the scenario");
        assert!(!problems(&validator, &json("small.toml", &text)).is_empty(), "`{wrong}` passes the schema");
        let read = provenu::scenario::Scenario::parse("small.toml", &text, &[], &|_| Err("no data files".into()));
        assert!(read.is_err(), "the program takes `{wrong}`");
    }
}
