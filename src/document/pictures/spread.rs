//! Spreads of results: bands, median and expected case.

use crate::document::number::Language;
use crate::document::picture::{Spread, SpreadLegend};
use crate::document::table::DataTable;
use crate::summary::{QuantileEstimate, quantile_at};

/// The lower and upper quantiles of the bands.
const BANDS: [(f64, f64); 3] = [(0.05, 0.95), (0.10, 0.90), (0.25, 0.75)];

impl Spread {
    /// From quantiles and the expected case.
    pub(super) fn of(quantiles: &[QuantileEstimate], expected: f64) -> Self {
        let at = |p| quantile_at(quantiles, p).map_or(0.0, |quantile| quantile.value);
        Self { bands: BANDS.map(|(lower, upper)| (at(lower), at(upper))), median: at(0.5), expected }
    }

    /// Its ends, and the expected case.
    pub(super) fn reach(&self) -> [f64; 3] {
        [self.bands[0].0, self.bands[0].1, self.expected]
    }
}

impl SpreadLegend {
    /// In a language.
    pub(super) fn of(language: Language) -> Self {
        let labels = language.labels();
        let [widest, ..] = BANDS;
        let share = |(lower, upper): (f64, f64)| language.percent(upper - lower, 0);
        let mut bands = BANDS.map(share);
        bands[0] = language.words().of_cases(widest.1 - widest.0);
        Self { bands, median: labels.pictures.median.to_owned(), expected: labels.pictures.expected_case.to_owned() }
    }
}

/// Spreads in rows.
pub(super) fn table<'a>(
    title: &str,
    rows: impl IntoIterator<Item = (String, &'a Spread)>,
    language: Language,
) -> DataTable {
    let labels = language.labels();
    let percent = |p: f64| language.percent(p, 0);
    let [low, high] = [BANDS.map(|band| percent(band.0)), BANDS.map(|band| percent(band.1))];
    let mut titles = vec![title];
    titles.extend(low.iter().map(String::as_str).chain([labels.middle]).chain(high.iter().rev().map(String::as_str)));
    titles.push(labels.pictures.expected);
    let mut table = DataTable::of_names(titles);
    for (name, Spread { bands, median, expected }) in rows {
        let numbers = bands.iter().map(|band| band.0).chain([*median]);
        let numbers = numbers.chain(bands.iter().rev().map(|band| band.1)).chain([*expected]);
        table.row(name, numbers.map(|number| language.cell(number)).collect::<Vec<_>>());
    }
    table
}
