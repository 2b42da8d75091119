//! The reference of the scenario format: prose and a worked example by hand, every key generated from the one declaration.

use super::shape::{DISTRIBUTION, Domain, Field, FieldKind, QUANTITY, RELATIVE, ROOT, Shape};
use std::fmt::Write;

/// The prose, with a line `{{sections}}` where the tables of keys belong.
const PROSE: &str = include_str!("guide.md");

/// The reference of the scenario format, Markdown.
#[must_use]
pub fn guide() -> String {
    let mut sections = String::new();
    let mut seen: Vec<&str> = Vec::new();
    tables(&ROOT, "", &mut seen, &mut sections);
    heading(&mut sections, "A documented number: `{ value = …, unit = …, source = … }`");
    keys(&QUANTITY, &mut sections);
    heading(&mut sections, "One arm relative to the other");
    let _ = writeln!(sections, "{}\n", RELATIVE.about);
    keys(&RELATIVE, &mut sections);
    heading(&mut sections, "A distribution");
    keys(&DISTRIBUTION, &mut sections);
    PROSE.replace("{{sections}}\n", sections.trim_start())
}

/// The tables of a shape and of those below it, each once.
fn tables(shape: &'static Shape, path: &str, seen: &mut Vec<&'static str>, text: &mut String) {
    if seen.contains(&shape.name) {
        return;
    }
    seen.push(shape.name);
    let title = if path.is_empty() { "The file itself".to_owned() } else { format!("`[{path}]`") };
    heading(text, &title);
    let _ = writeln!(text, "{}\n", shape.about);
    keys(shape, text);
    for field in shape.fields {
        let below = if path.is_empty() { field.key.to_owned() } else { format!("{path}.{}", field.key) };
        match field.kind {
            FieldKind::Table(inner) => tables(inner, &below, seen, text),
            FieldKind::Named(inner) => tables(inner, &format!("{below}.ID"), seen, text),
            FieldKind::Tables(inner) => tables(inner, &format!("[{below}]"), seen, text),
            _ => {}
        }
    }
}

fn heading(text: &mut String, title: &str) {
    let _ = writeln!(text, "\n### {title}\n");
}

fn keys(shape: &Shape, text: &mut String) {
    text.push_str("| key | takes | meaning |\n|---|---|---|\n");
    for field in shape.fields {
        let key = if field.required { format!("**`{}`**", field.key) } else { format!("`{}`", field.key) };
        let about = field.about.replace('|', "\\|");
        let _ = writeln!(text, "| {key} | {} | {about} |", takes(field));
    }
}

fn takes(field: &Field) -> String {
    let domain = |domain: Domain| match domain {
        Domain::Probability => "0 to 1",
        Domain::NonNegative => "0 or more",
        Domain::Rate => "a rate, 3.5 % = 0.035",
        Domain::Real => "any number",
    };
    match field.kind {
        FieldKind::Text => "text".into(),
        FieldKind::Told => "text, or one in each language".into(),
        FieldKind::Bool => "true or false".into(),
        FieldKind::Integer { min, max } => format!("whole number, {min} to {max}"),
        FieldKind::Choice(choices) => {
            choices.iter().map(|choice| format!("`\"{choice}\"`")).collect::<Vec<_>>().join(", ")
        }
        FieldKind::OneOf(numbers) => numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        FieldKind::Quantity(of) => format!("number ({})", domain(of)),
        FieldKind::Arm(of) => format!("number, or relative to the other arm ({})", domain(of)),
        FieldKind::ArmByYear(of) => format!("number, list by year, or relative to the other arm ({})", domain(of)),
        FieldKind::Effect(of) => {
            format!(
                "number, `{{ estimate, low, high, level }}`, `{{ mean, sd }}`, or the counts of both arms ({})",
                domain(of)
            )
        }
        FieldKind::Series(of) => format!("number, or one per year ({})", domain(of)),
        FieldKind::ByAge(of) => format!("number, or a list by year ({})", domain(of)),
        FieldKind::Amount(of) => format!("number, one per year, or `each` ({})", domain(of)),
        FieldKind::Each(of) => format!("number, or `each` ({})", domain(of)),
        FieldKind::EachByAge(of) => format!("number, or `each`, or a list by year of these ({})", domain(of)),
        FieldKind::Value => "a number, `\"100/3\"`, `\"low to high\"`, a distribution, a list, or a reference".into(),
        FieldKind::EachValue => "a distribution, whose arguments may be references".into(),
        FieldKind::Number => "plain number".into(),
        FieldKind::Numbers => "list of plain numbers".into(),
        FieldKind::Counts => "id = count, two or more".into(),
        FieldKind::CountByYear => "whole number, or year = whole number".into(),
        FieldKind::NumbersOrColumn => "list of plain numbers, or a column of `file`".into(),
        FieldKind::SharesOrColumn => "list of shares (0 to 1, or references), or a column of `file`".into(),
        FieldKind::After => format!("`\"none\"`, `\"continues\"`, or number ({})", domain(Domain::Probability)),
        FieldKind::Shares => "payer = share, one may be `\"rest\"`".into(),
        FieldKind::Share => "number (0 to 1) or `\"rest\"`".into(),
        FieldKind::Texts => "list of texts".into(),
        FieldKind::Steps => "list of `{ after, rate }`".into(),
        FieldKind::Index => "year = number (above 0), `{ file, years, column }`, or `\"values.SERIES\"`".into(),
        FieldKind::Table(_) => "a table, below".into(),
        FieldKind::Named(_) => "tables by id, below".into(),
        FieldKind::Tables(_) => "list of tables, below".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_knows_every_table_and_key() {
        let guide = guide();
        assert!(!guide.contains("{{"), "a placeholder is left");
        for part in ["### `[subgroups.ID]`", "### `[lines.ID.reimbursement]`", "| **`timeline`** |", "| `sdlog` |"] {
            assert!(guide.contains(part), "{part}");
        }
    }
}
