//! Danish.

mod adjustments;
mod analyses;
mod answer;
mod bench;
mod brief;
mod calibrate;
mod check;
mod common;
mod compare;
mod curves;
mod distribution;
mod efficiency;
mod evidence;
mod figures;
mod labels;
#[cfg(feature = "page")]
mod live;
mod participants;
mod past;
mod pictures;
mod portfolio;
mod ratios;
mod replay;
mod report;
mod review;
mod run;
mod update;
mod values;
mod workbook;

pub(in crate::document) use calibrate::CALIBRATE;
pub(in crate::document) use evidence::EVIDENCE;
pub(in crate::document) use labels::LABELS;
#[cfg(feature = "page")]
pub(in crate::document) use live::LIVE;
pub(in crate::document) use past::PAST;
pub(in crate::document) use portfolio::PORTFOLIO;
pub(in crate::document) use report::REPORT;
pub(in crate::document) use review::REVIEW;
pub(in crate::document) use update::UPDATE;

use crate::document::Language;
use crate::document::words::Wording;

/// Danish sentences.
pub(in crate::document) struct Danish;

impl Wording for Danish {}

/// How numbers are written in them.
const D: Language = Language::Danish;

/// `1 tråd`, `2 tråde`.
fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{} {}", D.whole(count as f64), if count == 1 { one } else { several })
}
