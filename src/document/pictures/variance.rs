//! The picture of what the risk comes from.

use super::frame::{Told, framed, whose};
use crate::analysis::VarianceShares;
use crate::document::number::Language;
use crate::document::picture::{Across, BarRow, BarRows, Drawing, MOST_ROWS, Marker, Picture};
use crate::document::variance::{ShareRow, answer, share_rows, share_table};
use crate::summary::Outcome;

/// What of the variance goes with each assumption, the most on top.
#[must_use]
pub fn variance(outcome: &Outcome<VarianceShares>, language: Language) -> Picture {
    let labels = language.evidence_labels();
    let span = outcome.span();
    let told = Told {
        name: "sobol",
        title: language.words().shares_title(&span, &whose(outcome, language)),
        description: answer(&outcome.result, &span, language),
        table: share_table(&outcome.result, language),
    };
    let row = |ShareRow { title, path, shares }: ShareRow<'_>| BarRow {
        title,
        beneath: path,
        end: Marker { value: shares.total.value.max(0.0), label: language.percent(shares.total.value, 1) },
        part: Some(shares.first.value.max(0.0)),
        remark: language.percent(shares.first.value, 1),
    };
    let drawing = Drawing::Rows(BarRows {
        about: labels.shares_about.to_owned(),
        heading: labels.alone.to_owned(),
        rows: share_rows(&outcome.result, language).into_iter().take(MOST_ROWS).map(row).collect(),
        across: Across::Shares { unit: labels.shares_unit.to_owned() },
    });
    framed(outcome, language, told, drawing)
}
