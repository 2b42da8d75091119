//! Switching values, in words and numbers.

use super::stress::paying;
use super::{columns, finish, wrapped};
use crate::analysis::Switching;
use crate::model::Model;
use crate::report::number::{named, plain};

/// At what value of one number the expected net benefit of each payer is zero.
#[must_use]
pub fn switching(model: &Model, switching: &Switching, width: usize) -> String {
    let unit = switching.unit.as_deref().unwrap_or("the scenario's unit");
    let mut table = columns(width);
    table.set_header(["SWITCHING VALUE", "expected to pay"]);
    for (account, found) in &switching.accounts {
        let told = paying(&found.intervals);
        let account = &model.accounts[account.0];
        table.add_row([named(&account.name, account.complete), told]);
    }
    let note = format!(
        "Of {}, in {unit}, everything else at base values; the scenario has {}.",
        switching.path,
        plain(switching.base)
    );
    finish(table) + &wrapped(&note, width, "")
}
