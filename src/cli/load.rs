//! Opening scenario files.

use super::args::ScenarioArgs;
use super::error::Failure;
use provenu::scenario::Scenario;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Reads a scenario with its overrides and data files.
pub fn load(args: &ScenarioArgs) -> Result<Scenario, Failure> {
    let path = &args.scenario;
    let name = path.display().to_string();
    let bytes = contents(path, &name).map_err(Failure::Usage)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..valid].split(|&byte| byte == b'\n').count();
        Failure::Usage(format!(
            "{name}:{line}: not UTF-8 from byte {valid} on; save the file as UTF-8 (æ, ø and å often come in another encoding)"
        ))
    })?;
    let text = text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned);
    let folder = path.parent().unwrap_or_else(|| Path::new(""));
    let fetch = |file: &str| contents(&folder.join(file), file);
    let changes: Vec<_> = args.set.iter().chain(&args.shift).cloned().collect();
    match &args.variant {
        None => Ok(Scenario::parse(&name, &text, &changes, &fetch)?),
        Some(id) => Ok(Scenario::parse(&name, &text, &[], &fetch)?.variant(id, &changes, &fetch)?),
    }
}

/// Most bytes of a scenario or data file: a thousand times what any holds.
const MOST_BYTES: u64 = 1 << 26;

/// The bytes of a file that ends: a pipe or a device may never do, so none is waited for.
fn contents(path: &Path, name: &str) -> Result<Vec<u8>, String> {
    let facts = fs::metadata(path).map_err(|error| unreadable(path, name, &error))?;
    if !facts.is_file() && !facts.is_dir() {
        return Err(format!("{name} is a pipe or a device; allowed: a file"));
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(path, name, &error))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!("{name} is too large; allowed: at most {} MiB", MOST_BYTES >> 20));
    }
    Ok(bytes)
}

fn unreadable(path: &Path, name: &str, error: &io::Error) -> String {
    if path.is_dir() {
        return format!("{name} is a folder, not a file");
    }
    match error.kind() {
        io::ErrorKind::NotFound => format!("{name} does not exist"),
        io::ErrorKind::PermissionDenied => format!("{name} may not be read (permission denied)"),
        _ => format!("{name} cannot be read: {error}"),
    }
}
