//! Two sides under the same luck.

use super::Refusal;
use super::asked::{Exactness, Moved, SideAsked};
use crate::analysis::{OneDraw, ScenarioComparison, Side};
use crate::document::{Document, Language, comparison_report};
use crate::random::Seed;
use crate::report::page::PageParts;
use crate::scenario::Scenario;
use crate::summary::Planned;
use serde_json::{Value, json};

/// The comparison of some sides as HTML.
pub(super) fn side_by_side(
    scenario: &Scenario,
    asked: &[SideAsked],
    exact: Exactness,
    seed: Seed,
    replications: Option<u64>,
) -> Result<Value, Refusal> {
    let language = scenario.model.language;
    let mut sides = Vec::new();
    for side in asked {
        let (named, base) = match &side.variant {
            None => (scenario.model.title.clone(), scenario.clone()),
            Some(id) => {
                let variant = scenario.variants.iter().find(|variant| variant.id == *id);
                (variant.map_or(id.clone(), |variant| variant.title.clone()), scenario.in_variant(id)?)
            }
        };
        let moved = Moved { moves: side.moves.clone(), exact }.of(&base)?;
        let name = if moved.numbers.is_empty() {
            named
        } else {
            language.moved_name(&named, &moved.numbers, &scenario.model.currency)
        };
        sides.push(Side { name, scenario: moved.scenario, weight: None });
    }
    let comparison =
        ScenarioComparison::new(&sides, Some(scenario.model.perspective), OneDraw::default(), seed, replications)?;
    let outcome = comparison.outcome(&())?;
    let document = comparison_report(&outcome, language);
    Ok(json!({ "html": beneath(&document, "beside", language)? }))
}

/// A document as a part of the page, beneath a heading. The page may show pictures of the same names: `apart` is put before those of
/// the part.
pub(super) fn beneath(document: &Document, apart: &str, language: Language) -> Result<String, Refusal> {
    let parts = PageParts::of(document, language, true)?;
    let mut html = format!("<h3>{}</h3>", maud::html! { (document.title) }.into_string());
    // What stands in the front of a page of its own stands here beneath a heading.
    for section in &parts.sections {
        html.push_str(
            &section
                .html
                .replace("<h3>", "<h4>")
                .replace("</h3>", "</h4>")
                .replace("<h2>", "<h4>")
                .replace("</h2>", "</h4>"),
        );
    }
    // The page may show pictures of the same names.
    for picture in document.pictures() {
        for part in ["title", "desc"] {
            let id = format!("{}-{part}", picture.name);
            html = html.replace(&id, &format!("{apart}-{id}"));
        }
    }
    Ok(html)
}
