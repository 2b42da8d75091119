//! The list of assumptions that `check` prints.

use super::{cuts, listed, wrapped};
use crate::distribution::Univariate;
use crate::model::{Assumed, Assumption, Correlation, Grade, Line, ListEntry, Model, Nature, Share, Timing};
use crate::report::number::plain;
use crate::scenario::{DataColumn, Decided, Scenario};
use std::fmt::Write;

/// Every assumption: path, value, unit, distribution, implied mean, sd and 5/50/95 %, source and grade; what was read from data
/// files.
#[must_use]
pub fn assumptions(scenario: &Scenario, width: usize) -> String {
    let model = &scenario.model;
    let (uncertain, fixed): (Vec<&Assumption>, Vec<&Assumption>) = model
        .assumptions
        .iter()
        .partition(|a| matches!(a.value, Assumed::Uncertain(_) | Assumed::Each(_) | Assumed::EachYear(_)));
    let mut text = wrapped(&model.title, width, "");
    let _ = writeln!(text, "{} assumptions, {} of them uncertain", model.assumptions.len(), uncertain.len());
    text.push_str(&cuts(&model.cuts, &model.notes, width));
    text.push_str("\nUNCERTAIN\n");
    for assumption in uncertain {
        text.push('\n');
        text.push_str(&uncertain_entry(model, assumption, width));
    }
    text.push_str("\nFIXED\n\n");
    for assumption in fixed {
        let unit = assumption.unit.as_deref().unwrap_or_default();
        text.push_str(&entry(&assumption.path, &format!("{} {unit}", value(model, assumption)), width));
        text.push_str(&provenance(assumption, width));
    }
    let undocumented = model.assumptions.iter().filter(|a| a.grade.is_none() && a.source.is_none()).count();
    if undocumented > 0 {
        let _ = writeln!(text, "\n{undocumented} of the numbers have neither source nor evidence grade.");
    }
    if !model.correlations.is_empty() {
        text.push_str("\nGO TOGETHER (rank correlation)\n\n");
    }
    for Correlation { pair, source, grade, note } in &model.correlations {
        let [first, second] = pair.between.map(|id| model.parameters[id].path.as_str());
        text.push_str(&entry(&format!("{first} and {second}"), &plain(pair.rank), width));
        text.push_str(&origin(source.as_deref(), *grade, note.as_deref(), width));
    }
    if !scenario.data_files.is_empty() {
        text.push_str("\nDATA FILES\n\n");
    }
    for file in &scenario.data_files {
        for column in &file.columns {
            text.push_str(&wrapped(&data(&file.name, column), width, ""));
        }
    }
    text.push_str("\nCHOICES\n\n");
    for (path, choice) in choices(model) {
        text.push_str(&entry(&path, &choice, width));
    }
    text.push('\n');
    text.push_str(&wrapped(
        "The paths are what --set takes: --set employment.programme=0.15 replaces the value and its uncertainty, a \
         distribution in its place keeps it uncertain; --shift moves its mean and keeps its spread.",
        width,
        "",
    ));
    text
}

/// A name with what is said of it: on one line where both fit, else indented below.
fn entry(name: &str, told: &str, width: usize) -> String {
    let told = told.trim();
    let line = format!("{name}  {told}");
    if line.chars().count() <= width {
        format!("{}\n", line.trim_end())
    } else {
        wrapped(name, width, "") + &wrapped(told, width, "    ")
    }
}

fn uncertain_entry(model: &Model, assumption: &Assumption, width: usize) -> String {
    let mut text = entry(&assumption.path, assumption.unit.as_deref().unwrap_or_default(), width);
    if let Assumed::Uncertain(id) = &assumption.value {
        let parameter = &model.parameters[id.0];
        let d = &parameter.distribution;
        let quantiles = [0.05, 0.5, 0.95].map(|p| plain(d.quantile(p))).join(" / ");
        text.push_str(&wrapped(&d.to_string(), width, "    "));
        let facts = [
            format!("base {}", plain(parameter.base)),
            format!("mean {}", plain(d.mean())),
            format!("sd {}", plain(d.variance().sqrt())),
            format!("5/50/95 %: {quantiles}"),
        ];
        text.push_str(&listed(&facts, width, "    "));
    } else {
        text.push_str(&wrapped(&value(model, assumption), width, "    "));
    }
    text.push_str(&provenance(assumption, width));
    text
}

/// Grade, source and reasoning, indented.
fn provenance(assumption: &Assumption, width: usize) -> String {
    origin(assumption.source.as_deref(), assumption.grade, assumption.note.as_deref(), width)
}

fn origin(source: Option<&str>, grade: Option<Grade>, note: Option<&str>, width: usize) -> String {
    if grade.is_none() && source.is_none() && note.is_none() {
        return String::new();
    }
    let grade = grade.map_or("no grade given", Grade::name);
    let mut text = wrapped(&format!("{grade}: {}", source.unwrap_or("no source given")), width, "    ");
    if let Some(note) = note {
        text.push_str(&wrapped(note, width, "    "));
    }
    text
}

/// How a column of a data file was read. Its numbers have no thousands separators here: `1.500` is read as 1500.
fn data(file: &str, column: &DataColumn) -> String {
    let DataColumn { name, rows, low, high, decimal, first_decided } = column;
    let numbers = if *rows == 1 { "number" } else { "numbers" };
    let decimal = decimal.map_or_else(String::new, |mark| format!(", decimal {}", mark.name()));
    let decided = first_decided.as_ref().map_or_else(String::new, |Decided { line, text, value }| {
        format!("; line {line}: `{text}` is read as {value}")
    });
    format!("{file}, column `{name}`: {rows} {numbers} from {low} to {high}{decimal}{decided}")
}

/// The conventions that the scenario chose, by path.
fn choices(model: &Model) -> Vec<(String, String)> {
    let mut choices = Vec::new();
    for group in &model.groups {
        let Some(employment) = &group.employment else { continue };
        let of = |path: &str| if group.id.is_empty() { path.to_owned() } else { format!("{}: {path}", group.name) };
        choices.push((of("employment.coupling"), employment.coupling.name().to_owned()));
        choices.push((of("relapse.counted"), plain(employment.relapse.counted)));
    }
    let timing = Timing::ALL.iter().find(|known| known.1 == model.discounting.timing).map_or("", |known| known.0);
    choices.push(if model.discounting.is_active() {
        ("discounting.timing".to_owned(), timing.to_owned())
    } else {
        ("discounting.rate".to_owned(), "0, every year weighs the same".to_owned())
    });
    for line in &model.lines {
        if let Nature::Transfer { counterpart } = line.nature {
            let other = model.payers[counterpart.0].id.clone();
            choices.push((format!("lines.{}.counterpart", line.id), other));
        }
    }
    let rests = |line: &&Line| line.shares.len() > 1 && line.shares.iter().any(|(_, share)| *share == Share::Rest);
    for line in model.lines.iter().filter(rests) {
        for (payer, _) in line.shares.iter().filter(|(_, share)| *share == Share::Rest) {
            choices.push((format!("lines.{}.shares.{}", line.id, model.payers[payer.0].id), "the rest".to_owned()));
        }
    }
    choices
}

fn value(model: &Model, assumption: &Assumption) -> String {
    match &assumption.value {
        Assumed::Fixed(value) => plain(*value),
        Assumed::List(values) => {
            let entries = values.iter().map(|entry| match entry {
                ListEntry::Number(value) => plain(*value),
                ListEntry::Parameter(path) => path.clone(),
            });
            entries.collect::<Vec<_>>().join(", ")
        }
        Assumed::Uncertain(id) => model.parameters[id.0].distribution.to_string(),
        Assumed::Each(what) => format!("each family its own: {what}"),
        Assumed::EachYear(what) => format!("each calendar year its own: {what}"),
    }
}
