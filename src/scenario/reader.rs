//! Reading values out of tables, collecting every problem on the way.

use super::data;
use super::data_file::{DataFile, Fetch};
use super::decimal::DecimalMark;
use super::hint::{OPEN_LIST, did_you_mean};
use super::id::{ID, is_id};
use super::node::{KeyValue, Node, Origin, Value};
use super::optional::Optional;
use super::overrides::Override;
use super::price_level::{OptimismFactor, Prices};
use super::problem::{Problem, Problems};
use super::shape::{FieldKind, SHIFT_KEY, Shape};
use super::source::{Place, Source};
use super::values::{Cited, ValueLibrary};
use super::variant::Variant;
use super::visible::is_invisible;
use crate::model::{Assumption, Cut, Language, Quantity, UncertainNumbers};

/// How a text is given in each language.
pub(super) const EACH_LANGUAGE: &str = "a text in each language, { da = \"…\", en = \"…\" }";

/// Everything gathered while a scenario is read.
pub(super) struct Reader<'s> {
    source: &'s Source<'s>,
    pub(super) overrides: &'s [Override],
    fetch: Fetch<'s>,
    pub problems: Vec<Problem>,
    /// Lines that are not valid TOML, each with the key that seems to stand there.
    broken: Vec<(usize, String)>,
    pub parameters: UncertainNumbers,
    pub assumptions: Vec<Assumption>,
    /// Distributions with a mean that a limit moves.
    pub cuts: Vec<Cut>,
    /// The paths that some correlation names.
    pub tied: Vec<String>,
    /// Paths of fixed numbers and lists that become parameters, each without spread.
    pub loosened: &'s [String],
    /// Notes for the author of a valid scenario.
    pub notes: Vec<String>,
    /// Named parameters with the path of each place that refers to them.
    pub uses: Vec<(String, String)>,
    /// Named parameters: id and what it stands for.
    pub named: Vec<(String, Named)>,
    /// The named variants.
    pub variants: Vec<Variant>,
    /// Years of the horizon, once known.
    pub years: Option<usize>,
    /// The whole horizon, once known.
    pub calendar: Option<crate::model::Calendar>,
    /// The language that was asked for, whichever the file says.
    pub asked: Option<Language>,
    /// The language that titles are told in.
    pub language: Language,
    /// The price level, once read.
    pub prices: Optional<Prices>,
    /// Factors for optimism bias, once read.
    pub optimism: Vec<OptimismFactor>,
    /// Budgets of lines with the names that they are told by.
    pub budgets: Vec<(String, String)>,
    /// The figures that the scenario may refer to, where it brings its own.
    pub values: Option<ValueLibrary>,
    /// The places that refer to figures.
    pub cited: Vec<Cited>,
    /// The year of the prices of the line that is being read.
    pub price_year: Option<i32>,
    data_files: Vec<DataFile>,
}

/// What a named parameter stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Named {
    pub quantity: Quantity,
    pub support: (f64, f64),
}

/// A table of the scenario, its keys checked against a shape.
#[derive(Clone)]
pub(super) struct Table<'n> {
    pub path: String,
    pub node: &'n Node,
    pub shape: &'static Shape,
}

impl<'n> Table<'n> {
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        debug_assert!(self.shape.field(key).is_some(), "`{key}` is not declared for {}", self.shape.name);
        self.node.get(key)
    }

    pub fn path(&self, key: &str) -> String {
        join(&self.path, key)
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

pub(super) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

impl<'s> Reader<'s> {
    /// `syntax` is what makes the text no valid TOML.
    pub fn new(source: &'s Source<'s>, syntax: Vec<Problem>, overrides: &'s [Override], fetch: Fetch<'s>) -> Self {
        let line = |problem: &Problem| problem.place.map(|place| (place.line, problem.key.clone()));
        Self {
            source,
            overrides,
            fetch,
            broken: syntax.iter().filter_map(line).collect(),
            problems: syntax,
            parameters: UncertainNumbers::default(),
            assumptions: vec![],
            cuts: vec![],
            tied: vec![],
            loosened: &[],
            notes: vec![],
            uses: vec![],
            named: vec![],
            variants: vec![],
            years: None,
            calendar: None,
            asked: None,
            language: Language::default(),
            prices: Optional::Absent,
            optimism: vec![],
            budgets: vec![],
            values: None,
            cited: vec![],
            price_year: None,
            data_files: vec![],
        }
    }

    /// The problems in the order of the file, and the data files met. Where a line is not valid TOML, what the recovered
    /// rest of that line seems to mean is not reported on.
    pub fn finish(mut self) -> (Problems, Vec<DataFile>) {
        // After a list without its end nothing is what it seems.
        if self.problems.iter().any(|problem| problem.message == OPEN_LIST) {
            self.problems.truncate(self.broken.len());
        }
        let mut seen = Vec::new();
        let mut kept = Vec::new();
        for problem in self.problems {
            let line = problem.place.map(|place| place.line);
            let first_there = !line.is_some_and(|line| seen.contains(&line));
            if let Some(line) = line.filter(|line| self.broken.iter().any(|broken| broken.0 == *line)) {
                if !first_there {
                    continue;
                }
                seen.push(line);
            }
            kept.push(problem);
        }
        (Problems::new(kept), self.data_files)
    }

    /// Whether the text is valid TOML, so that what is missing was not merely misread.
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty()
    }

    /// A value as it was written.
    pub fn written(&self, node: &Node) -> &str {
        match &node.origin {
            Origin::File(range) => self.source.text.get(range.clone()).unwrap_or_default(),
            Origin::Override(index) => &self.overrides[*index].value,
        }
    }

    /// A problem with a value at a path.
    pub fn problem(&mut self, node: &Node, path: &str, message: impl Into<String>) {
        let place = self.place(node);
        let (origin, found) = match &node.origin {
            Origin::File(range) => {
                let found =
                    if matches!(node.value, Value::Table(_)) { String::new() } else { self.source.excerpt(range) };
                (self.source.name.to_owned(), found)
            }
            Origin::Override(index) => {
                let change = &self.overrides[*index];
                (Override::argument(&change.to_string()), change.typed().to_owned())
            }
        };
        // An option names no key of a file.
        let key = match node.origin {
            Origin::Override(_) => path.strip_suffix(SHIFT_KEY).and_then(|path| path.strip_suffix('.')).unwrap_or(path),
            Origin::File(_) => path,
        };
        self.problems.push(Problem { origin, place, key: key.to_owned(), found, message: message.into() });
    }

    /// Where the file writes a value; nowhere, where an override brought it in.
    pub fn place(&self, node: &Node) -> Option<Place> {
        match &node.origin {
            Origin::File(range) => Some(self.source.place(range.start)),
            Origin::Override(_) => None,
        }
    }

    /// A problem with a key itself.
    pub(super) fn key_problem(&mut self, entry: &KeyValue, path: &str, message: String) {
        let node = Node { value: Value::Table(vec![]), origin: entry.key_origin.clone() };
        self.problem(&node, path, message);
    }

    /// The node as a table of a shape: unknown and missing keys are reported.
    pub fn table<'n>(&mut self, node: &'n Node, path: &str, shape: &'static Shape) -> Option<Table<'n>> {
        let Some(entries) = node.entries() else {
            self.problem(node, path, format!("this is {}; allowed: a table ({})", node.kind(), shape.about));
            return None;
        };
        for entry in entries {
            if shape.field(&entry.key).is_none() {
                let hint = did_you_mean(&entry.key, shape.fields.iter().map(|field| field.key));
                self.key_problem(entry, &join(path, &entry.key), format!("unknown key; {hint}"));
            }
        }
        for field in shape.fields.iter().filter(|field| field.required) {
            let broken = self.broken.iter().any(|(_, key)| key == field.key);
            if node.get(field.key).is_none() && !broken {
                let about = field.about;
                self.problem(node, &join(path, field.key), format!("missing; it is required: {about}"));
            }
        }
        Some(Table { path: path.to_owned(), node, shape })
    }

    /// The table under a key, where there is one.
    pub fn section<'n>(&mut self, parent: &Table<'n>, key: &str) -> Option<Table<'n>> {
        let node = parent.get(key)?;
        match parent.shape.field(key)?.kind {
            FieldKind::Table(shape) => self.table(node, &parent.path(key), shape),
            _ => None,
        }
    }

    /// The entries of a table of ids, each as a table of its shape.
    pub fn named_tables<'n>(&mut self, parent: &Table<'n>, key: &str) -> Vec<(&'n KeyValue, Table<'n>)> {
        let (Some(node), Some(FieldKind::Named(shape))) = (parent.get(key), parent.shape.field(key).map(|f| f.kind))
        else {
            return vec![];
        };
        let path = parent.path(key);
        let Some(entries) = node.entries() else {
            self.problem(node, &path, format!("this is {}; allowed: tables [{path}.some_id]", node.kind()));
            return vec![];
        };
        let mut tables = Vec::new();
        for entry in entries {
            if !is_id(&entry.key) {
                self.key_problem(entry, &join(&path, &entry.key), ID.to_owned());
            }
            if let Some(table) = self.table(&entry.node, &join(&path, &entry.key), shape) {
                tables.push((entry, table));
            }
        }
        tables
    }

    /// A text; of one that people read, in the language that titles are told in.
    pub fn text(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        self.text_in(table, key, self.language)
    }

    /// The same in a language of one's own choice.
    pub fn text_in(&mut self, table: &Table<'_>, key: &str, language: Language) -> Option<String> {
        let (node, path) = (table.get(key)?, table.path(key));
        let told = matches!(table.shape.field(key)?.kind, FieldKind::Told);
        match &node.value {
            Value::Text(text) => self.printable(node, &path, text).then(|| text.clone()),
            Value::Table(entries) if told => self.told(node, entries, &path, language),
            _ => {
                let or = if told { format!(", or {EACH_LANGUAGE}") } else { String::new() };
                self.problem(node, &path, format!("this is {}; allowed: text in quotes{or}", node.kind()));
                None
            }
        }
    }

    /// What a table says that results call it.
    pub fn title(&mut self, table: &Table<'_>) -> Option<String> {
        self.text(table, "title")
    }

    /// Whether a text can be shown in all results; if not, a problem is reported.
    pub fn printable(&mut self, node: &Node, path: &str, text: &str) -> bool {
        // Of a text in each language, the key around it.
        let key = path.rsplit('.').find(|part| Language::of_code(part).is_none()).unwrap_or(path);
        let prose = PROSE.contains(&key);
        let longest = match key {
            "currency" => LONGEST_CURRENCY,
            _ if prose => LONGEST_PROSE,
            _ => LONGEST_NAME,
        };
        let lines = |c: &char| prose && matches!(c, '\n' | '\r' | '\t');
        let message = if text.trim().is_empty() {
            "empty; allowed: some text".to_owned()
        } else if let Some(c) = text.chars().find(|c| is_invisible(*c) && !lines(c)) {
            match c {
                '\n' | '\r' | '\t' => "holds a line break or tab; allowed: text on one line".to_owned(),
                _ => format!("holds a character that nobody sees ({}); leave it out", c.escape_unicode()),
            }
        } else if text.chars().nth(longest).is_some() {
            format!("longer than {longest} characters; allowed: up to that many")
        } else {
            return true;
        };
        self.problem(node, path, message);
        false
    }

    pub fn flag(&mut self, table: &Table<'_>, key: &str) -> Option<bool> {
        let node = table.get(key)?;
        if let Value::Bool(flag) = node.value {
            return Some(flag);
        }
        self.problem(node, &table.path(key), format!("this is {}; allowed: true or false", node.kind()));
        None
    }

    pub fn integer(&mut self, table: &Table<'_>, key: &str) -> Option<i64> {
        let node = table.get(key)?;
        let FieldKind::Integer { min, max } = table.shape.field(key)?.kind else { return None };
        match node.value {
            Value::Integer(value) if (min..=max).contains(&value) => Some(value),
            _ => {
                self.problem(node, &table.path(key), format!("allowed: a whole number from {min} to {max}"));
                None
            }
        }
    }

    pub fn choice(&mut self, table: &Table<'_>, key: &str) -> Option<&'static str> {
        let node = table.get(key)?;
        let FieldKind::Choice(choices) = table.shape.field(key)?.kind else { return None };
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

    pub fn one_of(&mut self, table: &Table<'_>, key: &str) -> Option<f64> {
        let node = table.get(key)?;
        let FieldKind::OneOf(choices) = table.shape.field(key)?.kind else { return None };
        let found = match node.value {
            Value::Integer(value) => Some(value as f64),
            Value::Float(value) => Some(value),
            _ => None,
        };
        if let Some(value) = found.filter(|value| choices.contains(value)) {
            return Some(value);
        }
        let choices: Vec<String> = choices.iter().map(ToString::to_string).collect();
        self.problem(node, &table.path(key), format!("allowed: one of {}", choices.join(", ")));
        None
    }

    /// The numbers of the column that a table names; `node` is the name of its file. What was read is remembered.
    pub fn data(&mut self, node: &Node, table: &Table<'_>) -> Option<Vec<f64>> {
        let column = if table.has("column") { Some(self.text(table, "column")?) } else { None };
        self.column(node, table, column.as_deref())
    }

    /// The numbers of a column of the file that a table names.
    pub fn column(&mut self, node: &Node, table: &Table<'_>, column: Option<&str>) -> Option<Vec<f64>> {
        let name = self.text(table, "file")?;
        let decimal = if table.has("decimal") { DecimalMark::named(self.choice(table, "decimal")?) } else { None };
        let found = self.data_column(&name, column, decimal);
        found.map_err(|message| self.problem(node, &table.path("file"), message)).ok()
    }

    /// The numbers of a column of a data file; by default its only one. What was read is remembered.
    pub fn data_column(
        &mut self,
        name: &str,
        column: Option<&str>,
        decimal: Option<DecimalMark>,
    ) -> Result<Vec<f64>, String> {
        let at = self.data_file(name)?;
        let DataFile { content, columns, .. } = &mut self.data_files[at];
        let (values, read) = data::column(name, content, column, decimal)?;
        if !columns.contains(&read) {
            columns.push(read);
        }
        Ok(values)
    }

    /// The bytes of a data file.
    pub fn data_content(&mut self, name: &str) -> Result<Vec<u8>, String> {
        self.data_file(name).map(|at| self.data_files[at].content.clone())
    }

    /// The position of a data file among those met, fetched where it is new.
    fn data_file(&mut self, name: &str) -> Result<usize, String> {
        if let Some(known) = self.data_files.iter().position(|file| file.name == name) {
            return Ok(known);
        }
        let content = (self.fetch)(name)?;
        self.data_files.push(DataFile { name: name.to_owned(), content, columns: vec![] });
        Ok(self.data_files.len() - 1)
    }
}

/// Texts that may have several lines.
const PROSE: [&str; 3] = ["description", "source", "note"];
/// Longest text of several lines, and longest name, in characters.
const LONGEST_PROSE: usize = 20_000;
const LONGEST_NAME: usize = 500;
/// Longest unit of money, since it follows every amount.
const LONGEST_CURRENCY: usize = 30;
