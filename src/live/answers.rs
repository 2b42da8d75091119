//! The answers.

use super::asked::{Asked, Depth, Exactness, Moved, Source, TextKind};
use super::programmes::{programmes, programmes_example};
use super::saved::saved;
use super::side_by_side::side_by_side;
use super::{ACTUALS, Core, LIST, Ran, Refusal};
use crate::analysis::nearest_switching_value;
use crate::document::{self, Document, Element, Knobs, Language, Movable, MovableKind, Role};
use crate::report::page::{Choices, PageParts, controls, head, inside};
use crate::run::{Dossier, Request};
use crate::scenario::{Template, utf8};
use crate::simulate::Work;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

impl Core {
    pub(super) fn done(&mut self, asked: Asked) -> Result<Value, Refusal> {
        match asked {
            Asked::Panel { source, moved, order } => self.panel(&source, &moved, &order),
            Asked::Quick { source, moved, replications } => self.quick(&source, &moved, replications),
            Asked::Full { source, moved, replications, beside, depth } => {
                self.full(&source, &moved, [replications, beside], depth)
            }
            Asked::Ticks { source, moved, paths } => self.ticks(&source, &moved, &paths),
            Asked::Compare { source, sides, exact, replications } => {
                let scenario = self.opened(&source)?;
                side_by_side(&scenario, &sides, exact, source.seed()?, replications)
            }
            Asked::Files { source, moved, replications, beside, what, scripts } => {
                let scenario = self.opened(&source)?;
                saved(&source, &moved, &moved.of(&scenario)?.scenario, [replications, beside], what, &scripts)
            }
            Asked::Portfolio { source, moved, list, replications } => {
                let scenario = moved.of(&self.opened(&source)?)?.scenario;
                programmes(&source, &scenario, &list, replications)
            }
            Asked::Template { name, language } => {
                let language = language.as_deref().and_then(Language::of_code).unwrap_or_default();
                let template = Template::named(&name)?;
                Ok(json!({ "name": format!("{}.toml", template.name), "text": template.text(language) }))
            }
            Asked::Decode { name, base64 } => {
                let bytes = STANDARD.decode(base64).map_err(|error| error.to_string())?;
                let text = utf8(&name, &bytes)?;
                Ok(json!({ "name": name, "text": text, "kind": TextKind::of(&name, text) }))
            }
        }
    }

    fn panel(&mut self, source: &Source, moved: &Moved, order: &[String]) -> Result<Value, Refusal> {
        let scenario = self.opened(source)?;
        moved.of(&scenario)?;
        if let Some(text) = &source.actuals {
            scenario.actuals(ACTUALS, text)?;
        }
        let language = scenario.model.language;
        let knobs = Knobs::of(&scenario, order, language);
        let exact = moved.exact == Exactness::Exact;
        let actuals = source.actuals.clone().or_else(|| scenario.actuals_example());
        let list = programmes_example(&scenario);
        let choices = Choices {
            knobs: &knobs,
            variants: &scenario.variants,
            text: &scenario.text,
            actuals: actuals.as_deref().map(|text| (ACTUALS, text)),
            list: (LIST, &list),
            exact,
        };
        let known = knobs.iter().map(|knob| {
            json!({ "path": knob.path, "base": knob.base, "low": knob.from, "high": knob.to, "step": knob.step, "at": knob.at })
        });
        Ok(json!({
            "html": controls(&choices, language),
            "title": scenario.model.title,
            "language": language.code(),
            "replications": Work::of(&scenario.model).replications(),
            "texts": language.live_texts(),
            "knobs": known.collect::<Vec<Value>>(),
        }))
    }

    fn quick(&mut self, source: &Source, moved: &Moved, replications: u64) -> Result<Value, Refusal> {
        let base = self.opened(source)?;
        let moved = moved.of(&base)?;
        let request = Request { seed: source.seed()?, replications: Some(replications), ..Request::default() };
        let run = self.run(Ran::Moved, source, &moved.scenario, request)?;
        let against = self.against(source, &base, &moved, request)?;
        let (model, language) = (&moved.scenario.model, moved.scenario.model.language);
        let said = document::now_ends(&run, against.as_ref(), &moved.numbers, language);
        let status = document::computed_with(&run, false, language);
        let dossier = Dossier::alone(run, &moved.scenario)?;
        let report = document::report(&dossier, model, language);
        let fan = report.pictures().find(|picture| picture.name == "cumulative").cloned();
        let fan = fan.map(|picture| Element::Picture(Box::new(picture))).into_iter().collect();
        Ok(json!({
            "head": head(&report).into_string(),
            "front": inside(first_figures(&report), language)?,
            "years": inside(fan, language)?,
            "said": said,
            "status": status,
        }))
    }

    fn full(
        &mut self,
        source: &Source,
        moved: &Moved,
        replications: [Option<u64>; 2],
        depth: Depth,
    ) -> Result<Value, Refusal> {
        let base = self.opened(source)?;
        let moved = moved.of(&base)?;
        let seed = source.seed()?;
        let [request, beside] = replications.map(|replications| Request { seed, replications, ..Request::default() });
        let run = self.run(Ran::Moved, source, &moved.scenario, request)?;
        let against = self.against(source, &base, &moved, request)?;
        let (model, language) = (&moved.scenario.model, moved.scenario.model.language);
        let said = document::now_ends(&run, against.as_ref(), &moved.numbers, language);
        let complete = depth == Depth::All;
        let status = document::computed_with(&run, complete && replications[0].is_none(), language);
        let taken = run.run.replications;
        let mut dossier = Dossier::beside_variants(run, &moved.scenario, beside, &())?;
        if depth >= Depth::Tornado {
            dossier.add_tornado(&moved.scenario, beside, &())?;
        }
        if complete {
            dossier.add_threshold(&moved.scenario, beside, &())?;
            dossier.add_evidence(&moved.scenario, beside, &())?;
            dossier.add_review(&moved.scenario, beside, &())?;
            if let Some(text) = &source.actuals {
                dossier.add_update(&moved.scenario, (ACTUALS, text), beside, &())?;
            }
        }
        let parts = PageParts::of(&document::report(&dossier, model, language), language, true)?;
        let mut answer = json!(parts);
        answer["said"] = json!(said);
        answer["status"] = json!(status);
        answer["replications"] = json!(taken);
        answer["complete"] = json!(complete);
        answer["order"] = json!(dossier.order().collect::<Vec<_>>());
        Ok(answer)
    }

    fn ticks(&mut self, source: &Source, moved: &Moved, paths: &[String]) -> Result<Value, Refusal> {
        let scenario = self.opened(source)?;
        let moved = moved.of(&scenario)?.scenario;
        let (language, currency) = (scenario.model.language, &scenario.model.currency);
        let mut ticks = Vec::new();
        for path in paths {
            let movable = Movable::at(&scenario, path)?;
            let least = movable.kind == MovableKind::LeastNumber;
            let at = if least { None } else { nearest_switching_value(&moved, path)? };
            let told = movable.told(at, language, currency);
            let at = at.map(|value| Language::shown(value, &movable.label));
            ticks.push(json!({ "path": path, "at": at, "told": told }));
        }
        Ok(json!({ "ticks": ticks }))
    }
}

/// Of a report's first section what follows from a run alone: the dots, the figures, the sentences.
fn first_figures(report: &Document) -> Vec<Element> {
    let front = report.sections.iter().take(1).flat_map(|section| section.0.iter().cloned());
    let mut texts = 0;
    front
        .filter(|element| match element {
            Element::Hundred(_) | Element::KeyFigures(_) => true,
            Element::Paragraph { role: Role::Text, .. } => {
                texts += 1;
                texts == 1
            }
            _ => false,
        })
        .collect()
}
