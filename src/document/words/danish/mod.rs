//! Danish.

mod brief;
mod report;

pub(in crate::document) use report::REPORT;

use crate::document::Language;

/// Danish sentences.
pub(in crate::document) struct Danish;

/// How numbers are written in them.
const D: Language = Language::Danish;
