//! Tests of files of data: what they give, what is refused where, and that a scenario takes what comes out.

use super::*;
use crate::distribution::Univariate;
use crate::scenario::Scenario;

/// A table of every kind.
const EVERY_KIND: &str = r#"
[employment_programme]
kind = "events"
title = "Self-sufficient under the programme"
events = 10
of = 57
source = "Silkeborg 2016, appendix 1"
evidence = "before-after"

[elsewhere]
kind = "events"
events = 16
of = 72
prior = "jeffreys"
weight = 0.5
source = "Assens, Deloitte's \"final\" evaluation"
evidence = "before-after"
note = "All of 72 adults."

[reached]
kind = "tiers"
counts = { full = 12, partial = 12, none = 30 }
source = "invented"
evidence = "illustrative"

[study]
kind = "arms"
programme = { events = 17, of = 57 }
comparison = { events = 3, of = 20 }
source = "invented"
evidence = "illustrative"

[other_places]
kind = "programmes"
programmes = [
    { name = "Silkeborg", events = 17, of = 57 },
    { name = "Assens", events = 16, of = 72 },
    { name = "invented", events = 30, of = 80 },
]
source = "Silkeborg 2016; Assens; invented"
evidence = "illustrative"

[placement_year]
kind = "amount"
mean = 450000
sd = 300000
n = 16
unit = "kr. per placement-year"
source = "invented"
evidence = "illustrative"

[caseworkers]
kind = "elicited"
experts = [
    { name = "job centre", quartiles = [0.5, 0.75, 1.1] },
    { name = "family section", p = [0.1, 0.5, 0.9], values = [0.2, 0.6, 1.4], weight = 2 },
]
min = 0
source = "two heads of section"
evidence = "expert"

[ever_enter]
kind = "entry"
rows = [
    { month = 20, entered = 10, of = 57, observed = true },
    { month = 23, entered = 17, of = 57, observed = false },
]
source = "Silkeborg 2016, appendix 1"
evidence = "before-after"

[back]
kind = "relapse"
rows = [{ within = 3, relapsed = 26, of = 100 }, { within = 12, relapsed = 50, of = 100 }]
after = 0.1
source = "benchmark of 2023"
evidence = "registry"
"#;

/// A scenario that uses what comes out.
const SCENARIO: &str = r#"
title = "Spliced"
perspective = "municipality"
timeline = { start = 2024, years = 4 }
intake = { adults = 10 }
employment = { programme = "parameters.employment_programme", comparison = "parameters.study_comparison" }
[lines.support]
kind = "saving"
payer = "municipality"
per = "person_year"
amount = "parameters.placement_year"
[lines.posts]
kind = "cost"
payer = "municipality"
per = "year"
amount = "450000 * parameters.caseworkers"
"#;

fn read(text: &str) -> Calibration {
    Calibration::read("data.toml", text).unwrap_or_else(|problems| panic!("{problems}"))
}

fn problems(text: &str) -> String {
    Calibration::read("data.toml", text).expect_err("problems").to_string()
}

#[test]
fn a_scenario_takes_what_comes_out() {
    let calibration = read(EVERY_KIND);
    let text = format!("{SCENARIO}\n{}", calibration.fragment());
    let scenario = Scenario::parse("spliced.toml", &text, &[], &|_| Err("no data files".into()))
        .unwrap_or_else(|problems| panic!("{problems}\n{text}"));
    let model = &scenario.model;
    let of = |path: &str| {
        let found = model.parameters.iter().find(|parameter| parameter.path == path);
        found.unwrap_or_else(|| panic!("{path} in {text}")).distribution.clone()
    };
    assert!((of("parameters.employment_programme").mean() - 10.0 / 57.0).abs() < 1e-12);
    assert!((of("parameters.study_comparison").mean() - 0.15).abs() < 1e-12);
    let Calibrated::Amount(amount) = &calibration.items[5].result else { panic!("an amount") };
    // A normal is cut at 0, which lies 5.6 standard deviations down.
    assert!((of("parameters.placement_year").quantile(0.9) - amount.of_mean.spread.at(0.9)).abs() < 1.0);
    let Calibrated::Elicited(elicited) = &calibration.items[6].result else { panic!("elicited") };
    assert!((of("parameters.caseworkers").mean() - elicited.chosen().spread.mean).abs() < 1e-9);
    assert!((of("parameters.back_within_12").mean() - 24.0 / 74.0).abs() < 1e-12);
    let assumption = model.assumptions.iter().find(|assumption| assumption.path == "parameters.elsewhere");
    let assumption = assumption.expect("documented");
    assert_eq!(assumption.source.as_deref(), Some("Assens, Deloitte's \"final\" evaluation"));
    assert!(
        assumption.note.as_deref().is_some_and(|note| note.contains("weight = 0.5") && note.starts_with("All of 72"))
    );
}

#[test]
fn a_scenario_takes_what_the_comments_say() {
    let fragment = read(EVERY_KIND).fragment();
    let hints: Vec<&str> = fragment.lines().filter_map(|line| line.strip_prefix("# ")).collect();
    let of = |starts: &[&str]| -> String {
        hints
            .iter()
            .filter(|hint| starts.iter().any(|start| hint.starts_with(start)))
            .fold(String::new(), |text, hint| text + hint + "\n")
    };
    let scenario = |employment: &str, behind: &str| {
        let start = SCENARIO.find("employment =").expect("there");
        let rest = SCENARIO[start..].split_once('\n').expect("a line").1;
        let text = format!("{}{employment}{rest}\n{fragment}\n{behind}", &SCENARIO[..start]);
        Scenario::parse("hints.toml", &text, &[], &|_| Err("no data files".into()))
            .unwrap_or_else(|problems| panic!("{problems}\n{text}"))
    };
    let delay = of(&["employment.programme_delay"]);
    scenario(&format!("{delay}employment.programme = 0.3\nemployment.comparison = 0.15\n"), "");
    let tiers = of(&["employment.tiers"]);
    let comparison = "employment.tiers.full.comparison = 0.1\nemployment.tiers.partial.comparison = 0.1\n";
    scenario(&format!("{tiers}{comparison}"), "");
    let arms = of(&["employment.programme = {", "employment.comparison ="]);
    let tied = scenario(&arms, &of(&["[[correlations]]", "between", "rank"]));
    assert_eq!(tied.model.correlations.len(), 1);
    let each = of(&["{ each"]);
    let amount = format!("amount = {}", each.trim());
    let text = SCENARIO.replace("amount = \"parameters.placement_year\"", &amount);
    let found = Scenario::parse("each.toml", &format!("{text}\n{fragment}"), &[], &|_| Err("no data files".into()));
    found.unwrap_or_else(|problems| panic!("{problems}"));
}

#[test]
fn the_same_data_give_the_same_bytes() {
    let json = |calibration: &Calibration| serde_json::to_string(calibration).expect("JSON");
    let (one, other) = (read(EVERY_KIND), read(EVERY_KIND));
    assert_eq!((one.fragment(), json(&one)), (other.fragment(), json(&other)));
    assert!(json(&one).contains("\"what\":\"plateau_unknown\""));
}

#[test]
fn problems_are_told_where_they_stand() {
    // The table that is changed alone, which the other ones would only delay.
    let of = |from: &str, to: &str| {
        let table = EVERY_KIND
            .split(
                "

",
            )
            .find(|table| table.contains(from))
            .expect("a table");
        problems(&table.replacen(from, to, 1))
    };
    for (from, to, told) in [
        ("events = 10", "events = 60", "data.toml:5:10: employment_programme.events = 60: allowed: from 0 to 57"),
        ("events = 10", "event = 10", "data.toml:5:1: employment_programme.event: unknown key; did you mean `events`?"),
        (
            "kind = \"events\"",
            "kind = \"event\"",
            "data.toml:3:8: employment_programme.kind = \"event\": did you mean `events`?",
        ),
        ("of = 57", "of = \"57\"", "data.toml:6:6: employment_programme.of = \"57\": this is text; allowed: a number"),
        ("evidence = \"before-after\"", "evidence = \"guess\"", "employment_programme.evidence = \"guess\": "),
        ("source = \"Silkeborg 2016, appendix 1\"\n", "", "employment_programme.source: missing"),
        ("weight = 0.5", "weight = 1.5", "elsewhere.weight = 1.5: allowed: above 0 and up to 1"),
        ("events = 10", "events = 0", "employment_programme.prior: nobody of 57 had the event"),
        ("full = 12, partial = 12, none = 30", "none = 30, full = 12", "reached.counts.none: allowed: last"),
        ("comparison = { events = 3, of = 20 }", "comparison = { events = 3 }", "study.comparison.of: missing"),
        ("{ name = \"Assens\", events = 16, of = 72 }", "{ events = 73, of = 72 }", "other_places.programmes = "),
        ("n = 16", "n = 3", "placement_year.n = 3: allowed: 4 or more units"),
        (
            "quartiles = [0.5, 0.75, 1.1]",
            "quartiles = [0.5, 0.75]",
            "caseworkers.experts[1].quartiles = [0.5, 0.75]: 2 values; allowed: 3",
        ),
        (", observed = true", "", "ever_enter.rows[1].observed: missing"),
        ("month = 23", "month = 19", "months that rise, above 20"),
        ("after = 0.1\n", "", "back.after: missing"),
        ("relapsed = 50, of = 100", "relapsed = 50, of = 90", "back.rows[2].of = 90: allowed: 100, the same people"),
        ("events = 10", "events = 10,5", "write 10.5 with a point"),
    ] {
        let found = of(from, to);
        assert!(found.contains(told), "{told}\nfound:\n{found}");
    }
    let twice =
        EVERY_KIND.split("\n\n").take(4).collect::<Vec<_>>().join("\n\n").replace("[elsewhere]", "[study_programme]");
    assert!(problems(&twice).contains("the parameter `study_programme` is there already"));
    assert!(problems("").contains("no data"), "{}", problems(""));
}
