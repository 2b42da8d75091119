//! The language that a scenario is told in, and texts that it gives in each.

use super::node::{KeyValue, Node, Value};
use super::reader::{EACH_LANGUAGE, Reader, Table, join};
use crate::model::Language;

impl Reader<'_> {
    /// Settles the language that titles are told in: the one that was asked for, else the file's.
    pub fn settle_language(&mut self, root: &Table<'_>) {
        let own = self.choice(root, "language").and_then(Language::of_code);
        self.language = self.asked.or(own).unwrap_or_default();
    }

    /// The budget of a line: its English name, so that its id is the same in every language.
    pub fn budget(&mut self, table: &Table<'_>) -> Option<String> {
        let id = self.text_in(table, "budget", Language::English)?;
        let name = self.text(table, "budget")?;
        if !self.budgets.iter().any(|known| known.0 == id) {
            self.budgets.push((id.clone(), name));
        }
        Some(id)
    }

    /// The text of a language where each has its own.
    pub fn told(&mut self, node: &Node, entries: &[KeyValue], path: &str, language: Language) -> Option<String> {
        let mut found = None;
        for entry in entries {
            let path = join(path, &entry.key);
            match (Language::of_code(&entry.key), &entry.node.value) {
                (None, _) => self.key_problem(entry, &path, format!("no such language; allowed: {EACH_LANGUAGE}")),
                (Some(known), Value::Text(text)) => {
                    let text = self.printable(&entry.node, &path, text).then(|| text.clone());
                    found = if known == language { text } else { found };
                }
                (Some(_), _) => {
                    let message = format!("this is {}; allowed: text in quotes", entry.node.kind());
                    self.problem(&entry.node, &path, message);
                }
            }
        }
        for code in Language::ALL.map(Language::code) {
            if node.get(code).is_none() {
                let message = format!("missing; allowed: {EACH_LANGUAGE}, or one text in quotes for all");
                self.problem(node, &join(path, code), message);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expected::business_case;
    use crate::model::AccountId;
    use crate::scenario::{Override, Scenario};

    /// A scenario with texts in each language; `{}` stands for more lines at its head.
    const TEXT: &str = r#"{}
title = { da = "Lille", en = "Small" }
description = """
One text,
for all."""
perspective = "municipality"
timeline = { start = 2020, years = 3 }
payers = { municipality = { name = { da = "Kommunen", en = "The municipality" } } }
intake = { adults = { value = 10, title = { da = "Voksne", en = "Adults" }, note = { da = "Skøn.\nTo linjer.", en = "A guess." } } }
[lines.programme]
title = { da = "Indsatsen", en = "The programme" }
kind = "cost"
payer = "municipality"
per = "year"
amount = 1000
unit = { da = "kr. om året", en = "kr. a year" }
[[variants]]
id = "dear"
title = { da = "Dyrt", en = "Dear" }
set = ["lines.programme.amount=2000"]
"#;

    fn parse(head: &str) -> Scenario {
        let none = |_: &str| Err("no data files".to_owned());
        Scenario::parse("t.toml", &TEXT.replace("{}", head), &[], &none).expect("sound")
    }

    fn texts(scenario: &Scenario) -> Vec<&str> {
        let model = &scenario.model;
        let adults = model.assumptions.iter().find(|known| known.path == "intake.adults").expect("there");
        let amount = model.assumptions.iter().find(|known| known.path == "lines.programme.amount").expect("there");
        let unit = amount.unit.as_deref().expect("stated");
        let note = adults.note.as_deref().expect("stated");
        let variant = &scenario.variants[0].title;
        vec![&model.title, &model.payers[0].name, &adults.title, note, &model.lines[0].title, unit, variant]
    }

    const ENGLISH: [&str; 7] =
        ["Small", "The municipality", "Adults", "A guess.", "The programme", "kr. a year", "Dear"];
    const DANISH: [&str; 7] = ["Lille", "Kommunen", "Voksne", "Skøn.\nTo linjer.", "Indsatsen", "kr. om året", "Dyrt"];

    #[test]
    fn a_scenario_is_told_in_its_language_or_in_the_one_that_is_asked_for() {
        assert_eq!(texts(&parse("")), ENGLISH);
        assert_eq!(texts(&parse("language = \"en\"")), ENGLISH);
        let danish = parse("language = \"da\"");
        assert_eq!((texts(&danish), danish.language), (DANISH.to_vec(), None));
        let asked = danish.told_in(Language::English).expect("sound");
        assert_eq!((texts(&asked), asked.language), (ENGLISH.to_vec(), Some(Language::English)));
    }

    #[test]
    fn variants_and_changes_keep_the_language_and_change_no_number() {
        let (english, danish) = (parse(""), parse("").told_in(Language::Danish).expect("sound"));
        let change = Override::new("intake.adults", "20");
        let changed = danish.in_variant("dear").and_then(|variant| variant.with(change)).expect("sound");
        assert_eq!((changed.model.title.as_str(), changed.model.language), ("Lille · Dyrt", Language::Danish));
        let net = |scenario: &Scenario| business_case(&scenario.model, &scenario.model.base_draw()).expect("a case");
        assert_eq!(net(&danish).net(AccountId(0)), net(&english).net(AccountId(0)));
    }

    #[test]
    fn a_text_in_one_language_only_or_in_an_unknown_one_is_refused_with_its_place() {
        let wrong = |from: &str, to: &str| {
            let text = TEXT.replace("{}\n", "").replacen(from, to, 1);
            assert_ne!(text, TEXT.replace("{}\n", ""), "{from} is there");
            Scenario::parse("t.toml", &text, &[], &|_| Err(String::new())).expect_err("a problem").to_string()
        };
        for (from, to, told) in [
            (
                "da = \"Lille\", ",
                "",
                "t.toml:1:9: title.da: missing; allowed: a text in each language, { da = \"…\", en",
            ),
            (", en = \"Dear\"", "", "variants.title.en: missing; allowed: a text in each"),
            (
                "da = \"Lille\"",
                "de = \"Klein\", da = \"L\"",
                "t.toml:1:11: title.de: no such language; allowed: a text",
            ),
            ("\"Lille\"", "1", "t.toml:1:16: title.da = 1: this is a number; allowed: text in quotes"),
            ("\"Lille\"", "\"L\\u0007\"", "title.da = "),
            ("\"Kommunen\"", "\" \"", "payers.municipality.name.da = \" \": empty"),
            ("kind = \"cost\"", "kind = { da = \"a\", en = \"b\" }", "lines.programme.kind: allowed: one of"),
            (
                "title = {",
                "language = \"dk\"\ntitle = {",
                "t.toml:1:12: language = \"dk\": did you mean `da`? allowed: ",
            ),
        ] {
            let problems = wrong(from, to);
            assert!(problems.contains(told), "{problems}");
        }
    }
}
