//! What only shows when everything is put together.

use super::numbers::no_number;
use super::reader::{Reader, Table};
use crate::expected;
use crate::model::{AccountId, Model, SettingError};

/// Whether the model can be worked out at base values and the number it asks about is there; else why not is told.
pub(super) fn is_sound(reader: &mut Reader<'_>, root: &Table<'_>, model: &Model) -> bool {
    let before = reader.problems.len();
    switching(reader, root, model);
    base_case(reader, root, model);
    reader.problems.len() == before
}

/// The number whose switching value is asked for is one number of the scenario.
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
