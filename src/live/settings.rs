//! What a live page remembers of the scenario that its report was made from.

use super::asked::{Exactness, FileBeside, Moved, Source};
use crate::random::Seed;
use crate::run::Dossier;
use crate::scenario::Scenario;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

/// The settings of the page that a report is made for.
#[must_use]
pub fn settings(scenario: &Scenario, seed: Seed, dossier: &Dossier) -> String {
    let bare = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    let source = Source {
        name: bare(&scenario.name),
        text: scenario.text.clone(),
        files: scenario
            .data_files
            .iter()
            .map(|file| FileBeside { name: file.name.clone(), base64: STANDARD.encode(&file.content) })
            .collect(),
        variant: scenario.variant.as_ref().map(|variant| variant.id.clone()),
        changes: scenario.set_by_hand(),
        language: Some(scenario.model.language.code().to_owned()),
        seed: Some(seed.get()),
        actuals: dossier.actuals.clone(),
    };
    settings_with(&source, &Moved::default(), &dossier.order().collect::<Vec<_>>())
}

/// The same with what is moved.
pub(super) fn settings_with(source: &Source, moved: &Moved, order: &[&str]) -> String {
    let exact = moved.exact == Exactness::Exact;
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "source": source,
        "moves": moved.moves,
        "exact": exact,
        "order": order,
    })
    .to_string()
}
