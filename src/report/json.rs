//! JSON for programs, beyond what the summary serialises to by itself.

use crate::analysis::relapse_curves;
use crate::distribution::Univariate;
use crate::model::{Assumed, Grade, ListEntry, Model};
use crate::past::{PastCase, past_groups};
use crate::replay::{Family, Replay};
use crate::run::{COMPUTED_DRAWS, computed_facts};
use crate::scenario::{FoundHow, RefundBasis, Scenario, ValueKind, ValueRow, ValueSeries, ValueSpread};
use crate::summary::{Expected, Names, SwitchingFacts};
use serde_json::{Map, Value, json};

/// Every assumption with its path, value, distribution and documentation; what was read from data files.
#[must_use]
pub fn assumptions(scenario: &Scenario) -> Value {
    let model = &scenario.model;
    let facts = computed_facts(model);
    let entries = model.assumptions.iter().map(|assumption| {
        let value = match &assumption.value {
            Assumed::Fixed(value) => json!({ "kind": "fixed", "value": value }),
            Assumed::List(entries) => {
                let values = entries.iter().map(|entry| match entry {
                    ListEntry::Number(value) => json!(value),
                    ListEntry::Parameter(path) => json!(path),
                    ListEntry::Each(what) => json!({ "kind": "each", "distribution": what }),
                });
                json!({ "kind": "list", "values": values.collect::<Vec<_>>() })
            }
            Assumed::Computed { formula, base } => {
                let mut value = json!({ "kind": "computed", "formula": formula, "base": base });
                if let Some(known) = facts.iter().find(|facts| facts.path == assumption.path) {
                    let quantiles = [0.05, 0.5, 0.95].into_iter().zip(known.quantiles);
                    value["draws"] = json!(COMPUTED_DRAWS);
                    value["mean"] = json!(known.mean);
                    value["sd"] = json!(known.sd);
                    value["quantiles"] = quantiles.map(|(p, value)| json!({ "p": p, "value": value })).collect();
                }
                value
            }
            Assumed::Each(what) => json!({ "kind": "each", "distribution": what }),
            Assumed::EachYear(what) => json!({ "kind": "each_year", "distribution": what }),
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
            "title": assumption.title,
            "form": assumption.form,
            "value": value,
            "unit": assumption.unit,
            "source": assumption.source,
            "evidence": assumption.grade.map(Grade::name),
            "note": assumption.note,
        })
    });
    let correlations = model.correlations.iter().map(|correlation| {
        json!({
            "between": correlation.pair.between.map(|id| model.parameters[id].path.as_str()),
            "rank": correlation.pair.rank,
            "source": correlation.source,
            "evidence": correlation.grade.map(Grade::name),
            "note": correlation.note,
        })
    });
    let variants = scenario.variants.iter().map(|variant| {
        json!({
            "id": variant.id,
            "title": variant.title,
            "set": variant.settings.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "weight": variant.weight,
            "source": variant.source,
            "evidence": variant.grade.map(Grade::name),
            "note": variant.note,
        })
    });
    let data_files = scenario.data_files.iter().map(|file| json!({ "name": file.name, "columns": file.columns }));
    let mut list = json!({
        "schema": 1,
        "title": model.title,
        "programme": model.programme,
        "variants": variants.collect::<Vec<_>>(),
        "assumptions": entries.collect::<Vec<_>>(),
        "correlations": correlations.collect::<Vec<_>>(),
        "cuts": model.cuts,
        "data_files": data_files.collect::<Vec<_>>(),
        "relapse_curves": relapse_curves(model).unwrap_or_default(),
    });
    let names = Names::of(model);
    let adjusted: Map<String, Value> =
        names.lines.iter().filter_map(|line| Some((line.id.clone(), json!(line.adjustment.as_ref()?)))).collect();
    if let Value::Object(object) = &mut list {
        object.extend(names.price_level.map(|level| ("price_level".to_owned(), json!(level))));
        object.extend((!adjusted.is_empty()).then(|| ("adjustments".to_owned(), Value::Object(adjusted))));
    }
    list
}

/// The expected business case, with the switching values where the scenario asks for them.
#[must_use]
pub fn table(model: &Model, expected: &Expected, switching: Option<&SwitchingFacts>) -> Value {
    let mut table = json!(expected);
    if let (Value::Object(object), false) = (&mut table, model.cuts.is_empty()) {
        object.insert("cuts".to_owned(), json!(model.cuts));
    }
    if let (Value::Object(object), Some(switching)) = (&mut table, switching) {
        object.insert("switching".to_owned(), json!(switching));
    }
    table
}

/// A replication, or only what concerns one of its families: parameters by path, families by group and year, the adults
/// and events whose course the programme changed, and the ledger of what happened (of a family: of that family). Times are
/// calendar time, 2017.5 = 1 July 2017.
#[must_use]
pub fn replay(model: &Model, replay: &Replay<'_>, family: Option<Family>) -> Value {
    let year = |position: usize| model.calendar.year(position);
    let drawn = model.parameters.iter().zip(replay.draw.values());
    let drawn = drawn.map(|(parameter, value)| (parameter.path.clone(), json!(value)));
    let computed = model.parameters.all_computed().iter();
    let computed = computed.map(|computed| (computed.path.clone(), json!(computed.formula.at(&replay.draw))));
    let parameters: Map<String, Value> = drawn.chain(computed).collect();
    let group = |index: usize| model.groups[index].id.clone();
    let adults =
        replay.adults.iter().filter(|course| family.is_none_or(|family| course.belongs_to(family))).map(|course| {
            let arm = |arm: usize| {
                let tier = course.tier(arm)?;
                let employment = model.groups[course.group].employment.as_ref()?;
                let time = |time: f64| time.is_finite().then(|| time + f64::from(year(course.year)));
                let spells = replay.spells(course, arm);
                let spells: Vec<Value> = spells.iter().map(|s| json!([time(s.start), time(s.end)])).collect();
                Some(json!({ "tier": employment.tiers[tier].id, "self_sufficient": spells }))
            };
            json!({
                "subgroup": group(course.group),
                "year": year(course.year),
                "family": course.family + 1,
                "programme": arm(0),
                "comparison": arm(1),
            })
        });
    let events =
        replay.events.iter().filter(|course| family.is_none_or(|family| course.belongs_to(family))).map(|course| {
            json!({
                "event": model.events[course.event].id,
                "type": model.events[course.event].kinds[course.kind],
                "subgroup": group(course.group),
                "year": year(course.year),
                "family": course.family + 1,
                "counts": course.sign,
                "begins": course.start + f64::from(year(course.year)),
                "years": course.duration.is_finite().then_some(course.duration),
            })
        });
    let leaves = family.and_then(|family| {
        let year = family.year.checked_add(replay.years_later(family))?;
        (year < model.calendar.years).then(|| model.calendar.year(year))
    });
    let case = family.map_or_else(|| replay.case.clone(), |family| replay.family_case(family));
    let intake: Vec<Value> = (0..model.groups.len())
        .map(|index| json!({ "subgroup": group(index), "families": replay.intake[index] }))
        .collect();
    json!({
        "schema": 1,
        "replication": replay.number,
        "seed": replay.seed,
        "parameters": parameters,
        "intake": intake,
        // The calendar year in which the family leaves; `null` without a family, or beyond the horizon.
        "leaves": leaves,
        "adults": adults.collect::<Vec<_>>(),
        "events": events.collect::<Vec<_>>(),
        "ledger": Expected::new(model, &case),
        "expected_total": replay.expected.total(),
    })
}

/// Series of figures with all their rows. `value`, `low` and `high` are as a scenario takes them, a share in per cent as the share.
#[must_use]
pub fn figures(series: &[ValueSeries<'_>]) -> Value {
    let all = series.iter().map(|series| {
        let rows = series.rows.iter().map(|row| figure(&series.reference(row), row));
        json!({ "series": series.id, "figures": rows.collect::<Vec<_>>() })
    });
    json!({ "series": all.collect::<Vec<_>>() })
}

/// Past forecasts with their outcomes, each with observed ÷ forecast where both are numbers, and the groups of those that may stand
/// together.
#[must_use]
pub fn past(cases: &[&PastCase]) -> Value {
    let all = cases.iter().map(|case| {
        let mut shown = json!(case);
        shown["ratio"] = json!(case.ratio());
        shown
    });
    json!({ "cases": all.collect::<Vec<_>>(), "groups": past_groups(cases) })
}

fn figure(reference: &str, row: &ValueRow) -> Value {
    let ValueRow {
        series: _,
        kind,
        year,
        valid_from,
        valid_until,
        stated,
        ends,
        spread,
        unit,
        text,
        prices,
        refund,
        basis,
        payer,
        found,
        grade,
        name,
        source,
        address,
        seen,
        note,
    } = row;
    let ends = ends.map(|(low, high)| (row.in_scenario(low), row.in_scenario(high)));
    let spread = if *spread == ValueSpread::Certain { Value::Null } else { json!(spread.name()) };
    json!({
        "reference": reference,
        "value": row.value(),
        "low": ends.map(|ends| ends.0),
        "high": ends.map(|ends| ends.1),
        "spread": spread,
        "stated": stated,
        "unit": unit,
        "text": text,
        "kind": kind.map(ValueKind::name),
        "year": year,
        "valid_from": valid_from.map(|day| day.to_string()),
        "valid_until": valid_until.map(|day| day.to_string()),
        "prices": prices,
        "refund": refund.map(RefundBasis::name),
        "basis": basis,
        "payer": payer,
        "found": found.map(FoundHow::name),
        "evidence": grade.map(Grade::name),
        "name": name,
        "source": source,
        "address": address,
        "seen": seen,
        "note": note,
    })
}
