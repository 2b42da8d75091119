//! Reading tables of data that are no scenario, with every problem where it stands.

use super::values::EachLanguage;
use super::{KeyValue, Node, Origin, Problem, Source, Value, did_you_mean, is_invisible};
use crate::model::Language;

/// What is read, and what is wrong with it.
pub(crate) struct TableReader<'s> {
    source: &'s Source<'s>,
    pub problems: Vec<Problem>,
}

/// A table whose keys are known.
pub(crate) struct Keys<'n> {
    pub path: String,
    pub node: &'n Node,
}

impl<'n> Keys<'n> {
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.node.get(key)
    }

    pub fn path(&self, key: &str) -> String {
        match (self.path.as_str(), key) {
            (path, "") => path.to_owned(),
            ("", key) => key.to_owned(),
            (path, key) => format!("{path}.{key}"),
        }
    }
}

impl<'s> TableReader<'s> {
    pub fn new(source: &'s Source<'s>, syntax: Vec<Problem>) -> Self {
        Self { source, problems: syntax }
    }

    /// A problem with a value at a path.
    pub fn problem(&mut self, node: &Node, path: &str, message: impl Into<String>) {
        let range = match &node.origin {
            Origin::File(range) => range.clone(),
            Origin::Override(_) => 0..0,
        };
        let found = if matches!(node.value, Value::Table(_)) { String::new() } else { self.source.excerpt(&range) };
        let place = Some(self.source.place(range.start));
        self.problems.push(Problem {
            origin: self.source.name.to_owned(),
            place,
            key: path.to_owned(),
            found,
            message: message.into(),
        });
    }

    /// A problem with a key itself.
    pub fn key_problem(&mut self, entry: &KeyValue, path: &str, message: impl Into<String>) {
        let node = Node { value: Value::Table(vec![]), origin: entry.key_origin.clone() };
        self.problem(&node, path, message);
    }

    /// A table with keys among those allowed.
    pub fn table<'n>(&mut self, node: &'n Node, path: &str, allowed: &[&str]) -> Option<Keys<'n>> {
        let Some(entries) = node.entries() else {
            self.problem(node, path, format!("this is {}; allowed: a table with {}", node.kind(), allowed.join(", ")));
            return None;
        };
        let table = Keys { path: path.to_owned(), node };
        for entry in entries.iter().filter(|entry| !allowed.contains(&entry.key.as_str())) {
            let hint = did_you_mean(&entry.key, allowed.iter().copied());
            self.key_problem(entry, &table.path(&entry.key), format!("unknown key; {hint}"));
        }
        Some(table)
    }

    /// Refuses a key that is missing.
    pub fn needed(&mut self, table: &Keys<'_>, key: &str) -> Option<()> {
        if table.get(key).is_none() {
            self.problem(table.node, &table.path(key), "missing; it is required");
        }
        table.get(key).map(|_| ())
    }

    /// A table under a key that must be there.
    pub fn section<'n>(&mut self, table: &Keys<'n>, key: &str, allowed: &[&str]) -> Option<Keys<'n>> {
        self.needed(table, key)?;
        self.table(table.get(key)?, &table.path(key), allowed)
    }

    /// The tables of a list under a key that must be there.
    pub fn rows<'n>(&mut self, table: &Keys<'n>, key: &str, allowed: &[&str]) -> Option<Vec<Keys<'n>>> {
        self.needed(table, key)?;
        let node = table.get(key)?;
        let Value::List(items) = &node.value else {
            let message = format!("this is {}; allowed: a list of tables with {}", node.kind(), allowed.join(", "));
            self.problem(node, &table.path(key), message);
            return None;
        };
        let path = |at: usize| format!("{}[{}]", table.path(key), at + 1);
        let rows: Vec<_> = items.iter().enumerate().map(|(at, item)| self.table(item, &path(at), allowed)).collect();
        rows.into_iter().collect()
    }

    /// A number as it stands.
    pub fn number_at(&mut self, node: &Node, path: &str) -> Option<f64> {
        match node.value {
            Value::Integer(value) => Some(value as f64),
            Value::Float(value) if value.is_finite() => Some(value),
            _ => {
                self.problem(node, path, format!("this is {}; allowed: a number", node.kind()));
                None
            }
        }
    }

    /// A number that must be there.
    pub fn number(&mut self, table: &Keys<'_>, key: &str) -> Option<f64> {
        self.needed(table, key)?;
        self.number_at(table.get(key)?, &table.path(key))
    }

    /// A number, or what holds where there is none.
    pub fn number_or(&mut self, table: &Keys<'_>, key: &str, otherwise: f64) -> Option<f64> {
        if table.get(key).is_some() { self.number(table, key) } else { Some(otherwise) }
    }

    /// A number that may be left out.
    pub fn optional(&mut self, table: &Keys<'_>, key: &str) -> Option<f64> {
        self.number_at(table.get(key)?, &table.path(key))
    }

    /// A list of numbers that must be there.
    pub fn numbers(&mut self, table: &Keys<'_>, key: &str) -> Option<Vec<f64>> {
        self.needed(table, key)?;
        let (node, path) = (table.get(key)?, table.path(key));
        let Value::List(items) = &node.value else {
            self.problem(node, &path, format!("this is {}; allowed: a list of numbers", node.kind()));
            return None;
        };
        let found: Vec<Option<f64>> = items.iter().map(|item| self.number_at(item, &path)).collect();
        found.into_iter().collect()
    }

    /// Two numbers, or what holds where there are none.
    pub fn pair_or(&mut self, table: &Keys<'_>, key: &str, otherwise: (f64, f64)) -> Option<(f64, f64)> {
        let Some(node) = table.get(key) else { return Some(otherwise) };
        let found = self.numbers(table, key)?;
        if let [from, to] = found[..] {
            return Some((from, to));
        }
        self.problem(node, &table.path(key), "allowed: two numbers, [from, to]");
        None
    }

    /// `true` or `false`, or what holds where there is none.
    pub fn flag_or(&mut self, table: &Keys<'_>, key: &str, otherwise: bool) -> Option<bool> {
        let Some(node) = table.get(key) else { return Some(otherwise) };
        if let Value::Bool(flag) = node.value {
            return Some(flag);
        }
        self.problem(node, &table.path(key), format!("this is {}; allowed: true or false", node.kind()));
        None
    }

    /// A text, where there is one.
    pub fn text(&mut self, table: &Keys<'_>, key: &str) -> Option<String> {
        self.text_at(table.get(key)?, &table.path(key))
    }

    /// A text as it stands.
    pub fn text_at(&mut self, node: &Node, path: &str) -> Option<String> {
        match &node.value {
            Value::Text(text) if !text.trim().is_empty() && !text.chars().any(is_invisible) => {
                return Some(text.clone());
            }
            Value::Text(_) => self.problem(node, path, "allowed: some text on one line"),
            _ => self.problem(node, path, format!("this is {}; allowed: text in quotes", node.kind())),
        }
        None
    }

    /// A text, or one for each language, where there is one.
    pub fn told(&mut self, table: &Keys<'_>, key: &str) -> Option<EachLanguage> {
        let (node, path) = (table.get(key)?, table.path(key));
        if node.entries().is_none() {
            let text = self.text_at(node, &path)?;
            return Some(EachLanguage(Language::ALL.map(|_| text.clone())));
        }
        let languages = self.table(node, &path, &Language::ALL.map(Language::code))?;
        let texts = Language::ALL.map(|language| {
            let code = language.code();
            if languages.get(code).is_none() {
                self.problem(node, &path, format!("no `{code}`; allowed: a text, or one for each language"));
            }
            self.text(&languages, code).unwrap_or_default()
        });
        Some(EachLanguage(texts))
    }

    /// One of some words, where there is one.
    pub fn choice(&mut self, table: &Keys<'_>, key: &str, choices: &[&'static str]) -> Option<&'static str> {
        let node = table.get(key)?;
        if let Value::Text(text) = &node.value {
            if let Some(choice) = choices.iter().find(|choice| *choice == text) {
                return Some(choice);
            }
            self.problem(node, &table.path(key), did_you_mean(text, choices.iter().copied()));
        } else {
            self.problem(node, &table.path(key), format!("allowed: one of {}", choices.join(", ")));
        }
        None
    }

    /// A table but for some keys, on one line.
    pub fn written(&self, node: &Node, left_out: &[&str]) -> String {
        let entries = node.entries().unwrap_or_default().iter().filter(|entry| !left_out.contains(&entry.key.as_str()));
        let told = entries.map(|entry| {
            let value = match &entry.node.origin {
                Origin::File(range) => self.source.text.get(range.clone()).unwrap_or_default(),
                Origin::Override(_) => "",
            };
            format!("{} = {}", entry.key, value.split_whitespace().collect::<Vec<_>>().join(" "))
        });
        told.collect::<Vec<_>>().join(", ")
    }
}
