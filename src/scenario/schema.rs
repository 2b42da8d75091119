//! The JSON Schema of the scenario format, generated from the one declaration of it.

use super::shape::{
    DISTRIBUTION, Domain, Field, FieldKind, INDEX_FILE, LINE, PARAMETER, QUANTITY, RELATIVE, ROOT, Shape,
};
use crate::model::Language;
use serde_json::{Map, Value, json};

/// The JSON Schema (draft 2020-12) of a scenario file, for editors and for people who generate scenarios.
#[must_use]
pub fn schema() -> Value {
    let mut root = table(&ROOT);
    let definitions = json!({
        "number": {
            "description": "A finite number, a fraction in quotes such as \"100/3\", or a figure such as \"values.naf\".",
            "anyOf": [{ "type": "number" }, { "$ref": "#/$defs/figure" }, { "type": "string", "pattern": "^\\s*-?[0-9.]+\\s*/\\s*[0-9.]+\\s*$" }]
        },
        "figure": {
            "description": "A figure by its series, and its year or day, such as \"values.kontanthjaelp_parent30@2016\".",
            "type": "string",
            "pattern": "^values\\.[a-zæøå][a-zæøå0-9_]*(@[0-9]{4}(-[0-9]{2}-[0-9]{2})?)?$"
        },
        "reference": {
            "description": "A named parameter, or a formula of some: \"parameters.relapse\", \"parameters.a * (1 - parameters.b)\".",
            "type": "string",
            "pattern": "parameters\\.[a-z]"
        },
        "range": {
            "description": "A 90 % interval, such as \"4 to 9\".",
            "type": "string",
            "pattern": "^\\s*-?[0-9.]+ to -?[0-9.]+\\s*$"
        },
        "relative": table(&RELATIVE),
        "published": {
            "description": "An estimate with its interval or standard error: of ratios a lognormal, of differences a normal distribution.",
            "type": "object",
            "properties": numbers(&["estimate", "mean", "sd", "low", "high", "level"]),
            "additionalProperties": false,
        },
        "counts_of_arms": {
            "description": "The counts of both arms of a study.",
            "type": "object",
            "properties": { "programme": counts(), "comparison": counts() },
            "required": ["programme", "comparison"],
            "additionalProperties": false,
        },
        "told": told(),
        "distribution": table(&DISTRIBUTION),
        "quantity": table(&QUANTITY),
        "parameter": table(&PARAMETER),
        "line": table(&LINE),
    });
    if let Value::Object(object) = &mut root {
        object.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        object.insert("title".into(), json!("provenu scenario"));
        object.insert("$defs".into(), definitions);
    }
    root
}

/// A text that people read.
fn told() -> Value {
    let codes = Language::ALL.map(Language::code);
    let each: Map<String, Value> = codes.iter().map(|code| ((*code).to_owned(), json!({ "type": "string" }))).collect();
    json!({
        "description": "A text for all languages, or one in each.",
        "anyOf": [
            { "type": "string" },
            { "type": "object", "properties": each, "required": codes, "additionalProperties": false },
        ]
    })
}

/// Keys that each take a number.
fn numbers(keys: &[&str]) -> Value {
    let number = |key: &&str| ((*key).to_owned(), json!({ "$ref": "#/$defs/number" }));
    Value::Object(keys.iter().map(number).collect())
}

/// Events out of n.
fn counts() -> Value {
    json!({ "type": "object", "properties": numbers(&["events", "of"]), "required": ["events", "of"], "additionalProperties": false })
}

fn table(shape: &Shape) -> Value {
    let properties: Map<String, Value> =
        shape.fields.iter().map(|field| (field.key.to_owned(), property(field))).collect();
    let required: Vec<&str> = shape.fields.iter().filter(|field| field.required).map(|field| field.key).collect();
    json!({
        "description": shape.about,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(field: &Field) -> Value {
    let mut value = kind(field.kind);
    if let Value::Object(object) = &mut value {
        object.insert("description".into(), json!(field.about));
    }
    value
}

fn kind(kind: FieldKind) -> Value {
    let reference = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    match kind {
        FieldKind::Text => json!({ "type": "string" }),
        FieldKind::Told => reference("told"),
        FieldKind::Bool => json!({ "type": "boolean" }),
        FieldKind::Integer { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        FieldKind::Choice(choices) => json!({ "enum": choices }),
        FieldKind::OneOf(numbers) => json!({ "enum": numbers }),
        FieldKind::Number => json!({ "$ref": "#/$defs/number" }),
        FieldKind::Numbers => json!({ "type": "array", "items": reference("number"), "minItems": 1 }),
        FieldKind::NumbersOrColumn => json!({
            "anyOf": [{ "type": "string" }, { "type": "array", "items": reference("number"), "minItems": 1 }]
        }),
        FieldKind::SharesOrColumn => json!({
            "anyOf": [
                { "type": "string" },
                {
                    "type": "array",
                    "items": { "anyOf": [bounded(Domain::Probability), reference("number"), reference("reference")] },
                    "minItems": 1
                }
            ]
        }),
        FieldKind::Value => json!({
            "anyOf": [
                reference("number"), reference("range"), reference("reference"), reference("distribution"),
                { "type": "array", "items": { "anyOf": [reference("number"), reference("reference"), each_entry()] } }
            ]
        }),
        FieldKind::EachValue => reference("distribution"),
        FieldKind::Quantity(domain) | FieldKind::Each(domain) => json!({ "anyOf": scalars(domain) }),
        FieldKind::Arm(domain) => {
            let mut forms = scalars(domain);
            forms.push(reference("relative"));
            json!({ "anyOf": forms })
        }
        FieldKind::Effect(domain) => {
            let mut forms = scalars(domain);
            forms.push(reference("published"));
            forms.push(reference("counts_of_arms"));
            json!({ "anyOf": forms })
        }
        FieldKind::Series(domain)
        | FieldKind::ByAge(domain)
        | FieldKind::Amount(domain)
        | FieldKind::ArmByYear(domain) => {
            let mut forms = scalars(domain);
            if matches!(kind, FieldKind::ArmByYear(_)) {
                forms.push(reference("relative"));
            }
            forms.push(json!({ "type": "array", "items": { "anyOf": [bounded(domain), reference("number"), reference("reference")] }, "minItems": 1 }));
            json!({ "anyOf": forms })
        }
        FieldKind::Counts => {
            json!({ "type": "object", "minProperties": 2, "additionalProperties": { "anyOf": [reference("number"), { "type": ["string", "object"] }] } })
        }
        FieldKind::CountByYear => json!({
            "anyOf": [
                { "type": "integer", "minimum": 0 },
                {
                    "type": "object",
                    "propertyNames": { "pattern": "^[0-9]{4}$" },
                    "additionalProperties": { "type": "integer", "minimum": 0 },
                    "minProperties": 1,
                }
            ]
        }),
        FieldKind::EachByAge(domain) => {
            let mut forms = scalars(domain);
            let entries = [bounded(domain), reference("number"), reference("reference"), each_entry()];
            forms.push(json!({ "type": "array", "items": { "anyOf": entries }, "minItems": 1 }));
            json!({ "anyOf": forms })
        }
        FieldKind::Shares => {
            json!({ "type": "object", "additionalProperties": { "anyOf": scalars(Domain::Probability) } })
        }
        FieldKind::Share | FieldKind::After => json!({ "anyOf": scalars(Domain::Probability) }),
        FieldKind::Texts => json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 }),
        FieldKind::Steps => json!({
            "type": "array",
            "items": {
                "type": "object",
                "properties": { "after": bounded(Domain::NonNegative), "rate": { "anyOf": [bounded(Domain::Rate), reference("figure")] } },
                "required": ["after", "rate"],
                "additionalProperties": false,
            }
        }),
        FieldKind::Index => index(),
        FieldKind::Table(shape) => table(shape),
        FieldKind::Tables(shape) => json!({ "type": "array", "items": table(shape) }),
        FieldKind::Named(shape) => {
            let entry = match shape.name {
                "line" | "parameter" => reference(shape.name),
                _ => table(shape),
            };
            json!({ "type": "object", "propertyNames": { "pattern": "^[a-zæøå][a-zæøå0-9_]*$" }, "additionalProperties": entry })
        }
    }
}

/// Numbers by calendar year, beside the keys of a data file.
fn index() -> Value {
    let keys: Vec<&str> = INDEX_FILE.fields.iter().map(|field| field.key).collect();
    let years = json!({ "$ref": "#/$defs/number", "exclusiveMinimum": 0 });
    json!({
        "type": ["object", "string"],
        "pattern": "^values\\.",
        "properties": table(&INDEX_FILE)["properties"],
        "propertyNames": { "pattern": format!("^([0-9]{{4}}|{})$", keys.join("|")) },
        "additionalProperties": years,
        "minProperties": 1,
    })
}

/// An entry of a list that differs between families.
fn each_entry() -> Value {
    json!({
        "type": "object",
        "properties": { "each": { "$ref": "#/$defs/distribution" } },
        "required": ["each"],
        "additionalProperties": false,
    })
}

/// The ways of writing a single number of a domain.
fn scalars(domain: Domain) -> Vec<Value> {
    let reference = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    vec![bounded(domain), json!({ "type": "string" }), reference("quantity"), reference("distribution")]
}

fn bounded(domain: Domain) -> Value {
    let (low, high) = domain.bounds();
    let mut number = json!({ "type": "number" });
    if let Value::Object(object) = &mut number {
        for (key, bound) in [("minimum", low), ("maximum", high)] {
            if bound.is_finite() {
                object.insert(key.into(), json!(bound));
            }
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_knows_every_key_of_the_format() {
        let schema = schema();
        assert!(schema["properties"]["employment"]["properties"]["programme"].is_object());
        assert_eq!(schema["$defs"]["line"]["properties"]["kind"]["enum"], json!(["cost", "saving"]));
        assert_eq!(schema["additionalProperties"], json!(false));
    }
}
