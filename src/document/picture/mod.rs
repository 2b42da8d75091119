//! Pictures as data: the numbers to draw, and every text beside them in a language. A drawing knows neither results nor words.

mod acceptability;
mod bars;
mod errors;
mod exceedance;
mod label;
mod pairs;
mod rows;
mod spread;
mod values;

pub use acceptability::AcceptabilityCurve;
pub use bars::{AmountHistogram, Bars, DifferenceRow, DifferenceRows, YearBar, YearBars};
pub use errors::{ErrorCurve, ErrorCurves, ErrorPanel};
pub use exceedance::{ExceedanceCurve, PointOfCurve};
pub use label::{Marker, TwoLengths};
pub use pairs::{PairGroup, PairRow, PairRows};
pub use rows::{Across, BarRow, BarRows, MOST_ROWS, SwingRow, SwingRows};
pub use spread::{Fan, FanPanel, Fans, RangeAxis, RangeRow, RangeRows, Spread, SpreadCourse, SpreadLegend};
pub use values::{CrossingMarks, MapOfMeans, ProbabilityCurve, ValueAxis, ValueCurves};

use super::number::Language;
use super::table::DataTable;

/// A picture of one result.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The name of its file, without ending.
    pub name: &'static str,
    /// The language of its texts.
    pub language: Language,
    /// What it shows, and whose money it is.
    pub title: String,
    /// The title of the scenario.
    pub scenario: String,
    /// Where the figures come from: replications, seed, version.
    pub footer: String,
    /// What is to be seen, for those who cannot see it: one or two sentences.
    pub description: String,
    /// The same in a table, where there is one.
    pub table: Option<DataTable>,
    /// What is drawn.
    pub drawing: Drawing,
}

/// The kinds of pictures.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawing {
    /// Bands of a cumulative amount over the years.
    Fan(Fan),
    /// Several of them side by side.
    Fans(Fans),
    /// A distribution of amounts.
    Histogram(AmountHistogram),
    /// How likely each amount is exceeded.
    Exceedance(ExceedanceCurve),
    /// How likely an outcome is worth its price.
    Acceptability(AcceptabilityCurve),
    /// A bar for each year, and one for never.
    Years(YearBars),
    /// Errors over replications.
    Errors(ErrorCurves),
    /// What each assumption moves, from low to high.
    Swings(SwingRows),
    /// A bar from zero in each row.
    Rows(BarRows),
    /// A spread in each row.
    Ranges(RangeRows),
    /// A distribution in each row.
    Differences(DifferenceRows),
    /// A map over two assumptions.
    Map(MapOfMeans),
    /// Curves over one assumption.
    Curves(ValueCurves),
    /// A point in each row, in two columns.
    Pairs(PairRows),
}
