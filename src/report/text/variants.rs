//! The variants that a scenario names.

use super::wrapped;
use crate::model::Grade;
use crate::report::number::percent;
use crate::scenario::Variant;

/// Each variant with what it changes and why; nothing where there is none.
#[must_use]
pub fn variants(variants: &[Variant], width: usize) -> String {
    if variants.is_empty() {
        return String::new();
    }
    let mut text = "\nVARIANTS (--variant ID; compare runs all of them)\n".to_owned();
    for variant in variants {
        let weight = variant.weight.map(|weight| format!(" [weight {}]", percent(weight, 0)));
        let head = format!("{}: {}{}", variant.id, variant.title, weight.unwrap_or_default());
        text.push_str(&wrapped(&head, width, ""));
        for change in &variant.settings {
            text.push_str(&wrapped(&change.to_string(), width, "    "));
        }
        let grade = variant.grade.map(Grade::name);
        let source = match (&variant.source, grade) {
            (Some(source), Some(grade)) => format!("{source} ({grade})"),
            (source, grade) => source.clone().or(grade.map(str::to_owned)).unwrap_or_default(),
        };
        let reason = [source, variant.note.clone().unwrap_or_default()];
        let reason = reason.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
        if !reason.is_empty() {
            text.push_str(&wrapped(&reason, width, "    "));
        }
    }
    text
}
