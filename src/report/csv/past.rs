//! The CSV file of past forecasts and what came of them.

use super::rows::{Cell, CsvTarget, Rows, exact, text};
use crate::model::Language;
use crate::past::{PastCase, PastOutcome};
use std::io;

/// `past.csv`: one row for each pair; `observed` and `ratio` are empty where the finding is a word.
///
/// # Errors
/// Those of the writer.
pub fn past(target: CsvTarget<'_>, cases: &[&PastCase]) -> io::Result<()> {
    const TITLES: [&str; 19] = [
        "id",
        "programme",
        "country",
        "kind",
        "baseline",
        "bar",
        "quantity",
        "unit",
        "forecast",
        "finding",
        "observed",
        "low",
        "high",
        "level",
        "ratio",
        "confidence",
        "source_forecast",
        "source_observed",
        "note",
    ];
    let mut rows = Rows::new(target)?;
    rows.write_record(TITLES.map(Cell::from))?;
    let number = |value: Option<f64>| value.map_or_else(Cell::default, exact);
    for case in cases {
        let told = |of: &crate::scenario::EachLanguage| text(of.told(Language::English));
        let (finding, observed, interval) = match case.outcome {
            PastOutcome::Number { observed, interval } => ("number", Some(observed), interval),
            PastOutcome::NotSignificant { .. } => ("not_significant", None, None),
        };
        rows.write_record([
            text(&case.id),
            told(&case.programme),
            text(&case.country),
            case.kind.name().into(),
            case.baseline.name().into(),
            case.bar.name().into(),
            told(&case.quantity),
            told(&case.unit),
            number(case.forecast),
            finding.into(),
            number(observed),
            number(interval.map(|ends| ends.low)),
            number(interval.map(|ends| ends.high)),
            number(interval.map(|ends| ends.level)),
            number(case.ratio()),
            case.confidence.name().into(),
            text(&case.source_forecast),
            text(&case.source_observed),
            told(&case.note),
        ])?;
    }
    rows.flush()
}
