//! Several programmes together, on the page.

use super::asked::{Source, bare};
use super::side_by_side::beneath;
use super::{LIST, Refusal};
use crate::analysis::{PortfolioAsked, PortfolioSide, ScenarioPortfolio};
use crate::document::portfolio;
use crate::scenario::{ListedProgramme, PortfolioFile, Scenario};
use crate::summary::Planned;
use serde_json::{Value, json};

/// The programmes of a list as HTML. Each is of the page's scenario as it is moved, of a file that was opened with it, or of a shipped one.
pub(super) fn programmes(
    source: &Source,
    moved: &Scenario,
    list: &str,
    replications: Option<u64>,
) -> Result<Value, Refusal> {
    let file = PortfolioFile::read(LIST, list)?;
    let language = moved.model.language;
    let one = |of: &ListedProgramme| -> Result<Scenario, Refusal> {
        let scenario =
            if bare(&of.scenario) == bare(&source.name) { moved.clone() } else { source.beside(&of.scenario)? };
        let scenario = match &of.variant {
            Some(variant) => scenario.in_variant(variant)?,
            None => scenario,
        };
        let scenario = scenario.again(of.set.iter().cloned(), &[])?;
        Ok(if scenario.model.language == language { scenario } else { scenario.told_in(language)? })
    };
    let scenarios = file.programmes.iter().map(one).collect::<Result<Vec<_>, _>>()?;
    let sides = PortfolioSide::all(&file, &scenarios);
    let mut asked = PortfolioAsked::of(&file, &scenarios[0]);
    (asked.seed, asked.replications) = (source.seed()?, replications);
    let outcome = ScenarioPortfolio::new(&sides, asked)?.outcome(&())?;
    Ok(json!({ "html": beneath(&portfolio(&outcome, language), "together", language)? }))
}

/// A list to begin with: two programmes of the page's scenario.
pub(super) fn programmes_example(scenario: &Scenario) -> String {
    let names = scenario.model.language.live_labels().towns;
    let [a, b] = names.map(|name| json!(name));
    format!(
        "scenario = {}\ncommon = \"all\"\n\n[programmes.a]\ntitle = {a}\nfactor = 1\n\n[programmes.b]\ntitle = {b}\nfactor = 0.5\n",
        json!(bare(&scenario.name))
    )
}
