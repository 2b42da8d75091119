//! Switching values, in words and numbers.

use super::stress::paying;
use super::{columns, finish, wrapped};
use crate::analysis::Interval;
use crate::report::number::{named, plain};
use crate::summary::{Names, SwitchingFacts};

/// At what value of one number the expected net benefit of each payer is zero.
#[must_use]
pub fn switching(names: &Names, switching: &SwitchingFacts, width: usize) -> String {
    let unit = switching.unit.as_deref().unwrap_or("the scenario's unit");
    let mut table = columns(width);
    table.set_header(["SWITCHING VALUE", "expected to pay"]);
    for (id, pays) in &switching.pays {
        let intervals: Vec<Interval> = pays.iter().map(|&[from, to]| Interval { from, to }).collect();
        let account = names.accounts.iter().find(|account| account.id == *id && account.part == "payer");
        let name = account.map_or_else(|| id.clone(), |account| named(&account.name, account.complete));
        table.add_row([name, paying(&intervals)]);
    }
    let note = format!(
        "Of {}, in {unit}, everything else at base values; the scenario has {}.",
        switching.path,
        plain(switching.base)
    );
    finish(table) + &wrapped(&note, width, "")
}
