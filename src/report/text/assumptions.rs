//! The list of assumptions that `check` prints.

use super::{columns, finish, wrapped};
use crate::distribution::Univariate;
use crate::model::{Assumed, Assumption, Model};
use crate::report::number::plain;
use std::fmt::Write;

/// Every assumption: path, value, unit, distribution, implied mean, sd and 5/50/95 %, source and grade.
#[must_use]
pub fn assumptions(model: &Model, width: usize) -> String {
    let (uncertain, fixed): (Vec<&Assumption>, Vec<&Assumption>) =
        model.assumptions.iter().partition(|a| matches!(a.value, Assumed::Uncertain(_) | Assumed::Each(_)));
    let mut text =
        format!("{}\n{} assumptions, {} of them uncertain\n", model.title, model.assumptions.len(), uncertain.len());
    text.push_str("\nUNCERTAIN\n");
    for assumption in uncertain {
        text.push('\n');
        text.push_str(&uncertain_entry(model, assumption, width));
    }
    text.push_str("\nFIXED\n\n");
    let mut table = columns(width);
    table.set_header(["path", "value", "unit", "grade", "source"]);
    for assumption in fixed {
        let grade = assumption.grade.map_or("–", crate::model::Grade::name);
        let cell = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
        table.add_row([
            assumption.path.clone(),
            value(model, assumption),
            cell(&assumption.unit),
            grade.into(),
            cell(&assumption.source),
        ]);
    }
    text.push_str(&finish(table, 5));
    text.push('\n');
    text.push_str(&wrapped(
        "The paths are what --set takes: --set employment.programme=0.15 replaces the value and its uncertainty, a \
         distribution in its place keeps it uncertain.",
        width,
        "",
    ));
    text
}

fn uncertain_entry(model: &Model, assumption: &Assumption, width: usize) -> String {
    let mut text = assumption.path.clone();
    match &assumption.value {
        Assumed::Uncertain(id) => {
            let parameter = &model.parameters[id.0];
            let d = &parameter.distribution;
            let _ = writeln!(text, "  {}", assumption.unit.as_deref().unwrap_or_default());
            let _ = writeln!(
                text,
                "    {d}\n    base {} · mean {} · sd {} · 5/50/95 %: {} / {} / {}",
                plain(parameter.base),
                plain(d.mean()),
                plain(d.variance().sqrt()),
                plain(d.quantile(0.05)),
                plain(d.quantile(0.5)),
                plain(d.quantile(0.95))
            );
        }
        _ => {
            let _ = writeln!(
                text,
                "  {}\n    {}",
                assumption.unit.as_deref().unwrap_or_default(),
                value(model, assumption)
            );
        }
    }
    let grade = assumption.grade.map_or("no grade given", crate::model::Grade::name);
    let source = assumption.source.as_deref().unwrap_or("no source given");
    text.push_str(&wrapped(&format!("{grade}: {source}"), width, "    "));
    if let Some(note) = &assumption.note {
        text.push_str(&wrapped(note, width, "    "));
    }
    text
}

fn value(model: &Model, assumption: &Assumption) -> String {
    match &assumption.value {
        Assumed::Fixed(value) => plain(*value),
        Assumed::List(values) => values.iter().map(|value| plain(*value)).collect::<Vec<_>>().join(", "),
        Assumed::Uncertain(id) => model.parameters[id.0].distribution.to_string(),
        Assumed::Each(what) => format!("each family its own: {what}"),
    }
}
