//! Pictures that a council member understands at a glance, as SVG and PNG.
//!
//! plotters draws the SVG; resvg rasterises it, so both are the same picture. The font is embedded: nothing depends on
//! what the machine has installed.

mod axis;
mod break_even;
mod canvas;
mod contour;
mod convergence;
mod differences;
mod fan;
mod fans;
mod grid;
mod least_adverse;
mod net_benefit;
mod palette;
mod ranges;
mod raster;
mod rows;
mod stress;
mod threshold;
mod tornado;

pub use break_even::break_even;
pub use convergence::{Series, Wished, convergence};
pub use differences::differences;
pub use fan::cumulative;
pub use fans::fans;
pub use grid::grid;
pub use least_adverse::least_adverse;
pub use net_benefit::net_benefit;
pub use ranges::ranges;
pub use raster::Rasteriser;
pub use stress::stress;
pub use threshold::threshold;
pub use tornado::tornado;

use canvas::Canvas;

/// A picture could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the picture could not be drawn: {0}")]
pub struct PlotError(pub(crate) String);

impl<E: std::error::Error + Send + Sync> From<plotters::drawing::DrawingAreaErrorKind<E>> for PlotError {
    fn from(error: plotters::drawing::DrawingAreaErrorKind<E>) -> Self {
        Self(error.to_string())
    }
}

/// What every picture of a run says about itself.
#[derive(Debug, Clone, Copy)]
pub struct Caption<'a> {
    /// The scenario's title.
    pub scenario: &'a str,
    /// Whose money it is.
    pub account: &'a str,
    /// Whether the scenario holds its whole side of the case; where not, pictures say so.
    pub complete: bool,
    /// Unit of money.
    pub currency: &'a str,
    /// Where the figures come from: replications, seed, version.
    pub footer: &'a str,
}

impl Caption<'_> {
    /// Whose money it is, marked where the scenario does not hold its whole side.
    fn whose(&self) -> String {
        crate::report::number::named(self.account, self.complete)
    }
}
