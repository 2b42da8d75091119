//! What the author of a scenario should know of it: distributions whose mean a limit moves, and notes.

use super::wrapped;
use crate::model::Cut;
use crate::report::number::plain;

/// One paragraph for each distribution that is cut so that its mean moves by more than 1 %, then the notes; nothing where there
/// is none.
pub(super) fn cuts(cuts: &[Cut], notes: &[String], width: usize) -> String {
    let told = cuts.iter().map(|Cut { path, distribution, mean_uncut, mean }| {
        let sentence = format!(
            "CUT: {path} has the mean {}, not {} as written: {distribution}. Give a distribution that keeps within its limits.",
            plain(*mean),
            plain(*mean_uncut)
        );
        wrapped(&sentence, width, "")
    });
    told.chain(notes.iter().map(|note| wrapped(&format!("NOTE: {note}"), width, ""))).collect()
}
