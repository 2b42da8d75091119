//! Checks of the whole model.

use super::apply::find;
use super::hint::did_you_mean;
use super::node::{Node, Value};
use super::reader::{Reader, Table};
use crate::expected;
use crate::model::{AccountId, Assumed, Model, SettingError};

/// Whether the model can be computed at base values and has the number of `switching`; problems are reported.
pub(super) fn is_sound(reader: &mut Reader<'_>, root: &Table<'_>, model: &Model) -> bool {
    let before = reader.problems.len();
    switching(reader, root, model);
    base_case(reader, root, model);
    reader.problems.len() == before
}

/// Checks that the path under `switching` belongs to a single number.
fn switching(reader: &mut Reader<'_>, root: &Table<'_>, model: &Model) {
    let (Some(path), Some(node)) = (&model.switching, root.get("switching")) else { return };
    let known = model.assumptions.iter().find(|assumption| assumption.path == *path);
    if known.is_some_and(|assumption| model.base_value(assumption).is_some()) {
        return;
    }
    let message = no_number(model, root.node, path);
    reader.problem(node, "switching", message);
}

/// The expected business case exists, such as not with placements in a year without families.
fn base_case(reader: &mut Reader<'_>, root: &Table<'_>, model: &Model) {
    let case = expected::business_case(model, &model.base_draw()).and_then(|case| {
        let finite = (0..model.accounts.len()).all(|account| case.cash_flow(AccountId(account)).total().is_finite());
        if finite { Ok(()) } else { Err(SettingError::Overflow) }
    });
    if let Err(error) = case {
        let mut node = root.node;
        for key in error.path().split('.') {
            node = node.get(key).unwrap_or(node);
        }
        reader.problem(node, error.path(), error.to_string());
    }
}

/// The message for a path that does not belong to a single number.
pub(super) fn no_number(model: &Model, root: &Node, path: &str) -> String {
    let known = model.assumptions.iter().find(|assumption| assumption.path == path);
    if let Some(Assumed::Computed { formula, .. }) = known.map(|known| &known.value) {
        return format!("this is computed, {formula}; allowed: one of the numbers in it");
    }
    if known.is_some() {
        return "allowed: the path of one number, not of a list or of one for each family (a list of plain numbers moves as \
                a whole under `tornado --fixed PATH`; to vary its level elsewhere, write { value = 1, profile = [ … ] } in the \
                file)"
            .to_owned();
    }
    match find(root, path).map(|node| &node.value) {
        Some(Value::Text(reference)) if reference.starts_with("parameters.") => {
            format!("this refers to another number; use {reference}")
        }
        _ => {
            let known = model.assumptions.iter().filter(|assumption| model.base_value(assumption).is_some());
            let hint = did_you_mean(path, known.map(|assumption| assumption.path.as_str()));
            format!("no number has this path; {hint}")
        }
    }
}
