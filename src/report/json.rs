//! JSON for programs, beyond what the summary serialises to by itself.

use crate::distribution::Univariate;
use crate::model::{Assumed, Grade, ListEntry, Model};
use crate::replay::{Family, Replay};
use crate::summary::Expected;
use serde_json::{Map, Value, json};

/// Every assumption with its path, value, distribution and documentation.
#[must_use]
pub fn assumptions(model: &Model) -> Value {
    let entries = model.assumptions.iter().map(|assumption| {
        let value = match &assumption.value {
            Assumed::Fixed(value) => json!({ "kind": "fixed", "value": value }),
            Assumed::List(entries) => {
                let values = entries.iter().map(|entry| match entry {
                    ListEntry::Number(value) => json!(value),
                    ListEntry::Parameter(path) => json!(path),
                });
                json!({ "kind": "list", "values": values.collect::<Vec<_>>() })
            }
            Assumed::Each(what) => json!({ "kind": "each", "distribution": what }),
            Assumed::Uncertain(id) => {
                let parameter = &model.parameters[id.0];
                let d = &parameter.distribution;
                let quantiles = [0.05, 0.5, 0.95].map(|p| json!({ "p": p, "value": d.quantile(p) }));
                json!({
                    "kind": "uncertain",
                    "distribution": d.to_string(),
                    "base": parameter.base,
                    "mean": d.mean(),
                    "sd": d.variance().sqrt(),
                    "quantiles": quantiles,
                })
            }
        };
        json!({
            "path": assumption.path,
            "value": value,
            "unit": assumption.unit,
            "source": assumption.source,
            "evidence": assumption.grade.map(Grade::name),
            "note": assumption.note,
        })
    });
    json!({ "schema": 1, "title": model.title, "assumptions": entries.collect::<Vec<_>>() })
}

/// A replication, or only what concerns one of its families: parameters by path, adults by year, the adults and placements
/// whose course the programme changed, and the ledger of what happened (of a family: of what the programme changed for it).
#[must_use]
pub fn replay(model: &Model, replay: &Replay<'_>, family: Option<Family>) -> Value {
    let year = |position: usize| model.calendar.year(position);
    let meant = |year: usize, number: u32| family.is_none_or(|family| (family.year, family.number) == (year, number));
    let tier = |tier: Option<usize>| {
        let employment = model.employment.as_ref();
        employment.zip(tier).map(|(employment, tier)| employment.tiers[tier].id.clone())
    };
    let parameters: Map<String, Value> = model
        .parameters
        .iter()
        .zip(replay.draw.values())
        .map(|(parameter, value)| (parameter.path.clone(), json!(value)))
        .collect();
    let courses = replay.courses.iter().filter(|course| meant(course.year, course.adult)).map(|course| {
        json!({
            "year": year(course.year),
            "family": course.adult + 1,
            "programme": tier(course.programme),
            "comparison": tier(course.comparison),
            "entered_after": course.moment,
            "relapse_year": course.relapse.map(|k| year(course.year + k)),
        })
    });
    let placements = replay.placements.iter().filter(|p| meant(p.year, p.family)).map(|placement| {
        json!({
            "year": year(placement.year),
            "family": placement.family + 1,
            "avoided": placement.sign,
            "started_after": placement.moment,
            "years": placement.duration.is_finite().then_some(placement.duration),
        })
    });
    let case = family.map_or_else(|| replay.case.clone(), |family| replay.family_case(family));
    json!({
        "schema": 1,
        "replication": replay.number,
        "seed": replay.seed,
        "parameters": parameters,
        "intake": replay.intake,
        "adults": courses.collect::<Vec<_>>(),
        "placements": placements.collect::<Vec<_>>(),
        "ledger": Expected::new(model, &case),
        "expected_total": replay.expected.total(),
    })
}
