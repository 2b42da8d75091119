//! Pictures that a council member understands at a glance, as SVG and PNG.
//!
//! What is drawn, and every word beside it, is in the [`Picture`]. plotters' SVG backend writes the SVG; resvg rasterises it, so both are the same
//! picture. The font is embedded: nothing depends on what the machine has installed.

mod acceptability;
mod axis;
mod bars;
mod canvas;
mod contour;
mod curves;
mod differences;
mod error;
mod errors;
mod exceedance;
mod fan;
mod fans;
mod histogram;
mod inline;
mod labelled;
mod map;
mod measure;
mod merged;
mod pairs;
#[cfg(feature = "raster")]
mod palette;
mod ranges;
#[cfg(feature = "raster")]
mod raster;
mod rows;
mod sheet;
mod swings;
mod years;

pub use error::PlotError;
#[cfg(feature = "raster")]
pub use raster::Rasteriser;

use crate::document::picture::{Drawing, Picture};
use canvas::{Around, Canvas, RawSvg};
#[cfg(feature = "page")]
pub(in crate::report) use canvas::{REGULAR_WEB, SEMIBOLD_WEB};

pub use inline::{inline_styles, inline_svg};

/// A picture as SVG that is shown by itself: of a size, on white, with its font inside.
///
/// # Errors
/// When drawing fails.
pub fn svg(picture: &Picture) -> Result<String, PlotError> {
    Ok(canvas::finished(picture, &drawn(picture, Around::Titles)?.svg))
}

fn drawn(picture: &Picture, around: Around) -> Result<RawSvg, PlotError> {
    Canvas::drawn(picture, around, |canvas| match &picture.drawing {
        Drawing::Fan(fan) => fan::fan(canvas, fan),
        Drawing::Fans(fans) => fans::fans(canvas, fans),
        Drawing::Histogram(histogram) => histogram::histogram(canvas, histogram),
        Drawing::Exceedance(curve) => exceedance::exceedance(canvas, curve),
        Drawing::Acceptability(curve) => acceptability::acceptability(canvas, curve),
        Drawing::Years(years) => years::years(canvas, years),
        Drawing::Errors(errors) => errors::errors(canvas, errors),
        Drawing::Swings(swings) => swings::swings(canvas, swings),
        Drawing::Rows(rows) => bars::bars(canvas, rows),
        Drawing::Ranges(ranges) => ranges::ranges(canvas, ranges),
        Drawing::Differences(differences) => differences::differences(canvas, differences),
        Drawing::Map(map) => map::map(canvas, map),
        Drawing::Curves(curves) => curves::curves(canvas, curves),
        Drawing::Pairs(pairs) => pairs::pairs(canvas, pairs),
    })
}
