//! JSON for programs, beyond what the summary serialises to by itself.

use crate::distribution::Univariate;
use crate::model::{Assumed, Grade, Model};
use serde_json::{Value, json};

/// Every assumption with its path, value, distribution and documentation.
#[must_use]
pub fn assumptions(model: &Model) -> Value {
    let entries = model.assumptions.iter().map(|assumption| {
        let value = match &assumption.value {
            Assumed::Fixed(value) => json!({ "kind": "fixed", "value": value }),
            Assumed::List(values) => json!({ "kind": "list", "values": values }),
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
