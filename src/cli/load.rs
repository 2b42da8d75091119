//! Opening scenario files.

use super::args::ScenarioArgs;
use super::error::Failure;
use provenu::scenario::Scenario;
use std::fs;
use std::io;
use std::path::Path;

/// Reads a scenario with its overrides and data files.
pub fn load(args: &ScenarioArgs) -> Result<Scenario, Failure> {
    let path = &args.scenario;
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| Failure::Usage(unreadable(path, &name, &error)))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..valid].split(|&byte| byte == b'\n').count();
        Failure::Usage(format!(
            "{name}:{line}: not UTF-8 from byte {valid} on; save the file as UTF-8 (æ, ø and å often come in another encoding)"
        ))
    })?;
    let text = text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned);
    let folder = path.parent().unwrap_or_else(|| Path::new(""));
    let fetch = |file: &str| fs::read(folder.join(file)).map_err(|error| unreadable(&folder.join(file), file, &error));
    let changes: Vec<_> = args.set.iter().chain(&args.shift).cloned().collect();
    match &args.variant {
        None => Ok(Scenario::parse(&name, &text, &changes, &fetch)?),
        Some(id) => Ok(Scenario::parse(&name, &text, &[], &fetch)?.variant(id, &changes, &fetch)?),
    }
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
