//! Scenarios for the tests.
#![allow(dead_code)]

pub mod agreement;
pub mod lanes;

use provenu::scenario::{Override, Scenario};
use std::path::{Path, PathBuf};

/// The path of a scenario in `configs/`.
pub fn config(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("configs").join(name)
}

/// A scenario in `configs/` with overrides.
pub fn load(name: &str, set: &[&str]) -> Scenario {
    let text = std::fs::read_to_string(config(name)).expect("a scenario of ours");
    parse(&text, set)
}

/// A scenario from its text.
pub fn parse(text: &str, set: &[&str]) -> Scenario {
    let overrides: Vec<Override> = set.iter().map(|text| text.parse().expect("PATH=VALUE")).collect();
    Scenario::parse("test.toml", text, &overrides, &|name| Err(format!("{name} does not exist")))
        .unwrap_or_else(|problems| panic!("{problems}"))
}
