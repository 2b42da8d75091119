//! The tree of a scenario: TOML values that know where they were written.

use super::hint;
use super::problem::Problem;
use super::source::Source;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where a value was written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Origin {
    /// In the file, as a byte range.
    File(Range<usize>),
    /// In the override at this position.
    Override(usize),
}

/// A value with its origin.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub value: Value,
    pub origin: Origin,
}

/// A TOML value as far as scenarios use them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Integer(i64),
    Float(f64),
    /// A number that no 64-bit number can hold, such as 1e400.
    TooLarge,
    Text(String),
    Bool(bool),
    List(Vec<Node>),
    Table(Vec<KeyValue>),
    /// A date or time, which no scenario uses.
    Other,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KeyValue {
    pub key: String,
    pub key_origin: Origin,
    pub node: Node,
}

impl Node {
    /// The tree of a text, with its syntax errors: one per line, since one slip easily causes several.
    pub fn parse(source: &Source<'_>) -> (Self, Vec<Problem>) {
        let (table, errors) = DeTable::parse_recoverable(source.text);
        let mut lines = Vec::new();
        let mut problems = Vec::new();
        let mut in_list = Vec::new();
        for error in errors {
            let offset = error.span().map_or(0, |span| span.start);
            if error.message().contains("array") {
                in_list.push(offset);
            }
            let place = source.place(offset);
            if lines.contains(&place.line) {
                continue;
            }
            lines.push(place.line);
            let start = source.text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
            let line = source.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            let (key, found) = line.split_once('=').unwrap_or(("", line));
            problems.push(Problem {
                origin: source.name.to_owned(),
                place: Some(place),
                key: key.trim().to_owned(),
                found: found.trim().chars().take(60).collect(),
                message: hint::syntax(error.message(), line, offset - start),
            });
        }
        // After a list without its end everything is read as part of it.
        if let Some(open) =
            in_list.into_iter().filter_map(|offset| open_list(source, offset)).min_by_key(|open| open.place)
        {
            problems
                .retain(|problem| problem.place.is_some_and(|place| open.place.is_some_and(|at| place.line < at.line)));
            problems.push(open);
        }
        let span = table.span();
        let entries = entries(table.into_inner(), &|range| Origin::File(range));
        (Self { value: Value::Table(entries), origin: Origin::File(span) }, problems)
    }

    /// The tree of one value given on the command line.
    pub fn parse_value(text: &str, index: usize) -> Result<Self, String> {
        let value = DeValue::parse(text)
            .map_err(|error| hint::syntax(error.message(), text, error.span().map_or(0, |span| span.start)))?;
        Ok(node(value, &|_| Origin::Override(index)))
    }

    pub fn entries(&self) -> Option<&[KeyValue]> {
        if let Value::Table(entries) = &self.value { Some(entries) } else { None }
    }

    pub fn entries_mut(&mut self) -> Option<&mut Vec<KeyValue>> {
        if let Value::Table(entries) = &mut self.value { Some(entries) } else { None }
    }

    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries()?.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// What kind of value it is, for messages.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Integer(_) | Value::Float(_) | Value::TooLarge => "a number",
            Value::Text(_) => "text",
            Value::Bool(_) => "true or false",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Other => "a date or time",
        }
    }
}

/// A list that has no end before the next key or table, in which something at an offset is wrong.
fn open_list(source: &Source<'_>, offset: usize) -> Option<Problem> {
    let start = source.text.get(..offset)?.rfind('\n')? + 1;
    let line = source.text[start..].lines().next()?;
    let key = line.split_once('=').map_or("", |(key, _)| key.trim());
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
    let is_header = line.starts_with('[') && line.trim_end().ends_with(']') && !line.contains(',');
    if !is_key && !is_header {
        return None;
    }
    let open = source.text[..start].lines().rev().find(|line| line.contains('='))?;
    let (key, value) =
        open.split_once('=').filter(|(_, value)| value.matches('[').count() > value.matches(']').count())?;
    let value_at = value.as_ptr() as usize - source.text.as_ptr() as usize + value.find('[')?;
    Some(Problem {
        origin: source.name.to_owned(),
        place: Some(source.place(value_at)),
        key: key.trim().to_owned(),
        found: value.trim().chars().take(60).collect(),
        message: hint::OPEN_LIST.to_owned(),
    })
}

fn entries(table: DeTable<'_>, origin: &dyn Fn(Range<usize>) -> Origin) -> Vec<KeyValue> {
    table
        .into_iter()
        .map(|(key, value)| KeyValue {
            key_origin: origin(key.span()),
            key: key.into_inner().into_owned(),
            node: node(value, origin),
        })
        .collect()
}

fn node(spanned: Spanned<DeValue<'_>>, origin: &dyn Fn(Range<usize>) -> Origin) -> Node {
    let span = spanned.span();
    let value = match spanned.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Boolean(flag) => Value::Bool(flag),
        DeValue::Integer(integer) => {
            let digits = integer.as_str().replace('_', "");
            i64::from_str_radix(&digits, integer.radix()).map_or(Value::TooLarge, Value::Integer)
        }
        DeValue::Float(float) => float_value(float.as_str()),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| node(item, origin)).collect()),
        DeValue::Table(table) => Value::Table(entries(table, origin)),
        DeValue::Datetime(_) => Value::Other,
    };
    Node { value, origin: origin(span) }
}

/// A float from its text; a number too large to hold would otherwise silently become infinite.
fn float_value(text: &str) -> Value {
    match text.replace('_', "").parse::<f64>() {
        Ok(value) if value.is_infinite() && text.contains(|c: char| c.is_ascii_digit()) => Value::TooLarge,
        Ok(value) => Value::Float(value),
        Err(_) => Value::Other,
    }
}
