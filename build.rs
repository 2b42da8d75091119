//! Says whether the core of the page was made from these sources. One of other sources is left out: the page then has no sliders.

use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What the core is made from: files, and folders with all that lies in them.
const SOURCES: [&str; 5] = ["Cargo.lock", "Cargo.toml", "build.rs", "configs", "src"];
/// What of that is not in it: the program around the library, the core itself, and texts that nothing includes.
const OTHERS: [&str; 9] = [
    "configs/README.md",
    "configs/past/README.md",
    "configs/values/README.md",
    "src/bindings/browser/core.sources",
    "src/bindings/browser/core.wasm.gz",
    "src/cli",
    "src/main.rs",
    "src/report/page/script",
    "src/results",
];
/// The digest of the sources that the core was made from.
const MADE_FROM: &str = "src/bindings/browser/core.sources";

fn main() {
    println!("cargo::rustc-check-cfg=cfg(core)");
    for source in SOURCES.into_iter().chain([MADE_FROM]) {
        println!("cargo::rerun-if-changed={source}");
    }
    let found = digest();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    // For `.ci/core`.
    fs::write(out.join("sources"), &found).expect("written");
    match fs::read_to_string(MADE_FROM) {
        Ok(made) if made.trim() == found => println!("cargo::rustc-cfg=core"),
        _ if env::var_os("CARGO_FEATURE_CLI").is_none() => {}
        _ => println!("cargo::warning=the page's core is of other sources, so pages have no sliders: run .ci/core"),
    }
}

/// SHA-256 of all sources with their names, in the order of their names.
fn digest() -> String {
    let mut files = Vec::new();
    for source in SOURCES {
        add(Path::new(source), &mut files);
    }
    files.sort();
    let mut all = Sha256::new();
    for file in files {
        // A checkout may have other line ends.
        let content: Vec<u8> = fs::read(&file).unwrap_or_default().into_iter().filter(|byte| *byte != b'\r').collect();
        all.update(file.to_string_lossy().replace('\\', "/"));
        all.update((content.len() as u64).to_le_bytes());
        all.update(content);
    }
    all.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn add(path: &Path, files: &mut Vec<PathBuf>) {
    if OTHERS.iter().any(|other| path == Path::new(other)) {
        return;
    }
    let Ok(entries) = fs::read_dir(path) else {
        files.push(path.to_owned());
        return;
    };
    for entry in entries.flatten() {
        add(&entry.path(), files);
    }
}
