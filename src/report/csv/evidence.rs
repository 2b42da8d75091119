//! CSV files of what is worth knowing better.

use super::rows::{Cell, CsvTarget, Rows, number, text};
use crate::analysis::{Reason, Share, VarianceShares};
use crate::model::Label;
use std::io;

/// `sobol.csv`: one row for each assumption, each set of them, what they do only together, and chance between families, whose share is one
/// of all variance; the other shares are of the variance of the exact expectation.
///
/// # Errors
/// Those of the writer.
pub fn sobol(target: CsvTarget<'_>, found: &VarianceShares) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let of = ["first", "total"].map(|name| ["", "_mcse", "_low", "_high"].map(|part| format!("{name}{part}").into()));
    rows.write_record(["kind", "name", "paths"].map(Cell::from).into_iter().chain(of.into_iter().flatten()))?;
    let share = |share: &Share| [share.value, share.mcse, share.low, share.high].map(number);
    let paths = |inputs: &[Label]| text(&inputs.iter().map(|input| input.path.as_str()).collect::<Vec<_>>().join(" "));
    for input in &found.inputs {
        let begin = ["assumption".into(), text(&input.label.title), text(&input.label.path)];
        let shares = [input.shares.first, input.shares.total];
        rows.write_record(begin.into_iter().chain(shares.iter().flat_map(share)))?;
    }
    for group in &found.groups {
        let kind = match group.reason {
            Reason::Correlated => "correlated",
            Reason::Years => "years",
            Reason::Asked => "asked",
        };
        let begin = [kind.into(), text(group.name.as_deref().unwrap_or_default()), paths(&group.inputs)];
        let shares = [group.shares.first, group.shares.total];
        rows.write_record(begin.into_iter().chain(shares.iter().flat_map(share)))?;
    }
    let blank = |n: usize| std::iter::repeat_n(Cell::default(), n);
    let begin = ["interactions".into(), Cell::default(), Cell::default()];
    rows.write_record(begin.into_iter().chain(share(&found.interactions)).chain(blank(4)))?;
    if let Some(chance) = found.chance {
        let begin = ["chance".into(), Cell::default(), Cell::default()];
        let known = [chance.value, chance.mcse].map(number);
        rows.write_record(begin.into_iter().chain(known).chain(blank(6)))?;
    }
    rows.flush()
}
