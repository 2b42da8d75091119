//! What makes a page live: its settings, the core, the script.

use super::hash_source;
use crate::document::Language;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, PreEscaped, html};

/// What a live page brings beside the report.
#[derive(Debug, Clone, Copy)]
pub struct LivePage<'a> {
    /// What the report was made from, as JSON: the scenario with its data files, and what is moved.
    pub settings: &'a str,
    /// The core: a gzip of WebAssembly. A page that saves itself leaves it out, and its script fills in its own.
    pub core: &'a [u8],
    /// The script of the page.
    pub script: &'a str,
    /// The script of its workers.
    pub worker: &'a str,
}

/// What the page may use: nothing but its own style sheet, what it brings itself, and, where it is live, its own script and core.
pub(super) fn policy(style: &str, live: Option<&LivePage<'_>>) -> String {
    let script = live.map_or_else(String::new, |live| {
        format!(" script-src {} 'wasm-unsafe-eval'; worker-src blob:;", hash_source(live.script))
    });
    let images = if live.is_some() { "data: blob:" } else { "data:" };
    let style = hash_source(style);
    format!(
        "default-src 'none';{script} style-src {style}; font-src data:; img-src {images}; base-uri 'none'; form-action 'none'"
    )
}

/// Where the controls will stand; until then, how to get them.
pub(super) fn invitation(language: Language) -> Markup {
    let labels = language.live_labels();
    html! {
        section.part.try #try {
            h2 { (labels.title) }
            p.note #still { (labels.still) }
            div #live hidden {}
        }
    }
}

/// The blocks at the end of the page.
pub(super) fn scripts(live: &LivePage<'_>) -> Markup {
    html! {
        // No text of a scenario may end the block early.
        script type="application/json" id="scenario" { (PreEscaped(live.settings.replace('<', "\\u003c"))) }
        script type="text/plain" id="core" { (PreEscaped(STANDARD.encode(live.core))) }
        script type="text/plain" id="worker" { (PreEscaped(live.worker)) }
        script id="script" { (PreEscaped(live.script)) }
    }
}
