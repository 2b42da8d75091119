//! A file of data with a table for each result, and what is made of it.

use super::error::CalibrateError;
use super::kinds;
use super::{AmountFit, ArmsFit, CountFit, DataLimit, ElicitedFit, EntryFit, ProgrammesFit, RelapseFit, TiersFit};
use crate::model::Grade;
use crate::scenario::{ID, Keys, Node, Problems, Source, TableReader, Value, is_id};
use serde::{Serialize, Serializer};

/// Where the data of a result come from, as the file says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataOrigin {
    /// What people call the number; its id where there is none.
    pub title: Option<String>,
    /// Unit, such as `kr. per month`.
    pub unit: Option<String>,
    /// Who found it, and where that is written.
    pub source: String,
    /// How good the evidence is.
    #[serde(serialize_with = "name_of_grade")]
    pub evidence: Grade,
    /// What else is to be said.
    pub note: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // As serde calls it.
fn name_of_grade<S: Serializer>(grade: &Grade, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(grade.name())
}

/// A result by the kind of its data.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Calibrated {
    Events(CountFit),
    Tiers(TiersFit),
    Arms(Box<ArmsFit>),
    Programmes(Box<ProgrammesFit>),
    Amount(AmountFit),
    Elicited(ElicitedFit),
    Entry(Box<EntryFit>),
    Relapse(RelapseFit),
}

impl Calibrated {
    /// What its data cannot say.
    #[must_use]
    pub fn limits(&self) -> Vec<DataLimit> {
        match self {
            Self::Events(fit) => fit.limits(),
            Self::Tiers(fit) => fit.limits(),
            Self::Arms(fit) => fit.limits(),
            Self::Programmes(fit) => fit.limits(),
            Self::Amount(fit) => fit.limits(),
            Self::Elicited(fit) => fit.limits(),
            Self::Entry(fit) => fit.limits(),
            Self::Relapse(fit) => fit.limits(),
        }
    }
}

/// One table of the file with what is made of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CalibratedItem {
    /// The id of the table.
    pub id: String,
    /// Where the data come from.
    pub origin: DataOrigin,
    /// What they say.
    pub result: Calibrated,
    /// What they cannot say.
    pub limits: Vec<DataLimit>,
    /// The data as written, on one line.
    pub written: String,
}

/// All results of a file.
///
/// ```
/// use provenu::calibrate::Calibration;
///
/// let text = r#"
///     [employment_programme]
///     kind = "events"
///     events = 10
///     of = 57
///     source = "Silkeborg 2016, appendix 1"
///     evidence = "before-after"
/// "#;
/// let calibration = Calibration::read("pilot.toml", text)?;
/// assert!(calibration.fragment().contains("value = { events = 10, of = 57 }"));
///
/// // Problems are told with file, line, key, the value found and what is allowed.
/// let wrong = Calibration::read("pilot.toml", &text.replace("events = 10", "events = 60")).expect_err("more than all");
/// assert!(wrong.to_string().starts_with("pilot.toml:4:14: employment_programme.events = 60: "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// Each table, in the order of the file.
    pub items: Vec<CalibratedItem>,
}

impl Calibration {
    /// Reads data from their text and calibrates each table. `name` is what messages call the file.
    ///
    /// # Errors
    /// All problems of the text at once.
    pub fn read(name: &str, text: &str) -> Result<Self, Problems> {
        let source = Source::new(name, text);
        let (root, syntax) = Node::parse(&source);
        let mut reader = TableReader::new(&source, syntax);
        let mut items: Vec<CalibratedItem> = Vec::new();
        let mut parameters: Vec<String> = Vec::new();
        for entry in root.entries().unwrap_or_default() {
            if !is_id(&entry.key) {
                reader.key_problem(entry, &entry.key, ID);
            }
            let Some(item) = item(&mut reader, &entry.key, &entry.node) else { continue };
            if matches!(item.result, Calibrated::Relapse(_))
                && items.iter().any(|other| matches!(other.result, Calibrated::Relapse(_)))
            {
                reader.problem(
                    &entry.node,
                    &entry.key,
                    "a second curve of relapse; allowed: one, since a scenario has one",
                );
            }
            for parameter in item.parameters() {
                if parameters.contains(&parameter) {
                    let message = format!("the parameter `{parameter}` is there already; give this table another id");
                    reader.problem(&entry.node, &entry.key, message);
                }
                parameters.push(parameter);
            }
            items.push(item);
        }
        if root.entries().is_none_or(<[_]>::is_empty) && reader.problems.is_empty() {
            reader.problem(&root, "", "no data; allowed: a table for each number, [some_id] with its kind");
        }
        if reader.problems.is_empty() { Ok(Self { items }) } else { Err(Problems::new(reader.problems)) }
    }
}

/// One table.
fn item(reader: &mut TableReader<'_>, id: &str, node: &Node) -> Option<CalibratedItem> {
    let kind = kinds::kind(reader, id, node)?;
    let table = reader.table(node, id, &kind.keys())?;
    let origin = origin(reader, &table);
    let before = reader.problems.len();
    let found = kind.read(reader, &table);
    let result = match found? {
        Ok(result) => result,
        Err(error) => {
            // What a key says wrong is told where it stands.
            if reader.problems.len() == before {
                refused(reader, &table, &error);
            }
            return None;
        }
    };
    let written = reader.written(node, &kinds::COMMON);
    Some(CalibratedItem { id: id.to_owned(), origin: origin?, limits: result.limits(), result, written })
}

/// What a calibration refused, told at the key that it is about.
fn refused(reader: &mut TableReader<'_>, table: &Keys<'_>, error: &CalibrateError) {
    let key = error.key();
    let at = table.get(key);
    // The value stands in the message's place already, where it is a single one.
    let message = match (error, at.map(|node| &node.value)) {
        (CalibrateError::Value { allowed, .. }, Some(Value::Integer(_) | Value::Float(_) | Value::Text(_))) => {
            format!("allowed: {allowed}")
        }
        _ => error.to_string(),
    };
    reader.problem(at.unwrap_or(table.node), &table.path(key), message);
}

/// What every table says of where it comes from.
fn origin(reader: &mut TableReader<'_>, table: &Keys<'_>) -> Option<DataOrigin> {
    let [title, unit, note] = ["title", "unit", "note"].map(|key| reader.text(table, key));
    let (source, evidence) = (reader.needed(table, "source"), reader.needed(table, "evidence"));
    let source = source.and_then(|()| reader.text(table, "source"));
    let grades = Grade::ALL.map(|(name, _)| name);
    let evidence = evidence.and_then(|()| reader.choice(table, "evidence", &grades)).and_then(Grade::named);
    Some(DataOrigin { title, unit, source: source?, evidence: evidence?, note })
}

#[cfg(test)]
#[path = "data_tests.rs"]
mod tests;
