//! `provenu new`.

use super::args::NewArgs;
use super::error::Failure;
use super::output::print;
use provenu::model::Language;
use provenu::scenario::{Scenario, Template};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

pub fn new(args: &NewArgs) -> Result<(), Failure> {
    let Some(file) = &args.file else { return print(&list(args.language)?) };
    let template = Template::named(&args.from).map_err(|told| Failure::Usage(format!("--from: {told}")))?;
    let shown = file.display().to_string();
    if file.is_dir() {
        return Err(Failure::Usage(format!("{shown} is a folder; name a file, such as {shown}/case.toml")));
    }
    write(file, template.text(args.language).as_bytes(), args.overwrite).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Failure::Usage(format!("{shown} is there already; give another name, or --overwrite to replace it"))
        }
        kind => Failure::Run(format!("{shown} cannot be written: {kind}")),
    })?;
    print(&format!("{}\n", args.language.begins_as(&shown, template.name)))
}

/// What a file can begin as, each with its title.
fn list(language: Language) -> Result<String, Failure> {
    let longest = Template::ALL.iter().map(|template| template.name.len()).max().unwrap_or(0);
    let none = |file: &str| Err(format!("{file} does not come with the program"));
    let mut lines = Vec::new();
    for template in Template::ALL {
        let scenario = Scenario::parse(template.name, &template.text(language), &[], &none)?;
        lines.push(format!("{:longest$}  {}\n", template.name, scenario.model.title));
    }
    Ok(lines.concat())
}

/// Writes a file that appears whole or not at all.
fn write(file: &Path, content: &[u8], overwrite: bool) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !overwrite && fs::symlink_metadata(file).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".provenu-").suffix(".partial");
    // As any new file, not for its owner alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut partial = builder.tempfile_in(folder)?;
    partial.write_all(content)?;
    partial.as_file().sync_all()?;
    let placed = if overwrite { partial.persist(file) } else { partial.persist_noclobber(file) };
    placed.map(drop).map_err(|error| error.error)
}
