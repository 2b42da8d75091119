//! Standard output.

use super::error::Failure;
use provenu::document::{Document, Language};
use provenu::report::terminal::terminal;
use provenu::results::Manifest;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Columns where output does not go to a terminal.
const PIPED_WIDTH: usize = 80;

/// Prints text; a closed pipe ends the program quietly, a full disk does not.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
        _ => Failure::Run(format!("cannot write the output: {error}")),
    })
}

/// Prints a value as JSON.
pub fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(value).map_err(io::Error::other)?;
    text.push('\n');
    print(&text)
}

/// What was made of data, as the other commands give their answers: what was done, with which text, by which version.
pub fn described(title: &str, manifest: &Manifest, found: Value) -> Value {
    let mut answer = json!({
        "schema": 1,
        "analysis": manifest.analysis.as_ref().map_or("", |analysis| &analysis.command),
        "scenario": { "title": title, "sha256": manifest.scenario_sha256 },
        "run": {
            "seed": manifest.seed,
            "replications": manifest.replications,
            "sampling": manifest.sampling,
            "version": manifest.version,
        },
    });
    if let (Some(answer), Value::Object(found)) = (answer.as_object_mut(), found) {
        answer.extend(found);
    }
    answer
}

/// The language of estimates and errors.
pub const LANGUAGE: Language = Language::English;

/// A document as the terminal shows it.
pub fn shown(document: &Document) -> String {
    terminal(document, width())
}

/// How wide tables may be: the terminal's width, else that in the environment's COLUMNS, from 60 to 140 columns.
fn width() -> usize {
    let terminal = console::Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
    let told = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    terminal.or_else(told).unwrap_or(PIPED_WIDTH).clamp(60, 140)
}
